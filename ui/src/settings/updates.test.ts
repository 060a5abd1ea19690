// Newer versions of Errand itself in the settings, and the line that tells of them.
import { screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Updates } from "../bindings/bridge";
import { failure } from "../platform/fake";
import { newer, noUpdates } from "../platform/fake-updates";
import { byId, findId, openWindow, type TestWindow } from "../test-window";

const queryId = (id: string) => screen.queryByTestId(id);

async function settings(updates: Updates | null): Promise<TestWindow> {
  const window = await openWindow();
  await window.user.click(byId("nav-settings"));
  await findId("your-data");
  if (updates) await window.push({ patch: "updates", updates });
  return window;
}

it("says nothing of updates in a build that has none", async () => {
  await settings(null);
  expect(queryId("updates")).toBeNull();
  expect(queryId("update-line")).toBeNull();
});

it("says who updates a copy that does not update itself, and offers nothing", async () => {
  const window = await settings({ ...noUpdates, by: "system" });
  expect(byId("updates").textContent).toContain("New versions come with the updates of your system.");
  expect(queryId("updates-switch")).toBeNull();
  await window.push({ patch: "updates", updates: { ...noUpdates, by: "person" } });
  expect(byId("updates").textContent).toContain("in the same way as this one");
  expect(queryId("look-for-updates")).toBeNull();
});

it("is off until it is switched on, and says who is asked", async () => {
  const window = await settings(noUpdates);
  const look = byId("updates-switch") as HTMLInputElement;
  expect(look.checked).toBe(false);
  expect(byId("updates").textContent).toContain("versions.example is asked");
  expect(byId("updates-looked").textContent).toBe("Not looked yet.");
  await window.user.click(look);
  expect(window.asked("set_settings").at(-1)).toMatchObject({ look_for_updates: true });
  expect(window.asked("look_for_updates")).toEqual([]);
});

it("shows a newer version with its notes as text, fetches it, and can be stopped", async () => {
  const window = await settings(noUpdates);
  await window.user.click(byId("look-for-updates"));
  expect((await findId("update-line")).textContent).toContain("Errand 0.2.0 is out");
  expect(byId("update-notes").textContent).toContain("<b>No</b> HTML.");
  await window.user.click(byId("update"));
  await waitFor(() => expect(byId("updates").textContent).toContain("30 MB of 100 MB"));
  expect(byId("look-for-updates")).toHaveProperty("disabled", true);
  await window.user.click(byId("stop-update"));
  await findId("update");
});

it("asks before the restart while jobs run here", async () => {
  const window = await settings(newer);
  await window.push({ patch: "updates", updates: { ...newer, doing: { step: "asking", running: 2 } } });
  expect(byId("updates").textContent).toContain("The restart pauses 2 jobs on this computer");
  await window.user.click(byId("restart-to-update"));
  expect(window.asked("restart_to_update")).toEqual([null]);
  await window.push({ patch: "updates", updates: { ...newer, doing: { step: "installing" } } });
  expect(byId("updates").textContent).toContain("Errand restarts by itself.");
  expect(queryId("update")).toBeNull();
});

it("tells no more of a version that was put off, and the settings still offer it", async () => {
  const window = await settings(newer);
  await window.push({ patch: "updates", updates: newer });
  await window.user.click(byId("put-off-update"));
  expect(window.asked("put_off_update")).toEqual([null]);
  await window.push({ patch: "updates", updates: { ...newer, put_off: true } });
  expect(queryId("update-line")).toBeNull();
  expect(queryId("put-off-update")).toBeNull();
  expect(byId("update")).toHaveProperty("disabled", false);
});

it("says what failed and what to do", async () => {
  await settings({
    ...noUpdates,
    looked: 1_764_000_000_000,
    problem: failure("offline", "versions.example cannot be reached.", "Check the connection."),
  });
  const said = byId("updates-problem").textContent;
  expect(said).toContain("cannot be reached.");
  expect(said).toContain("Check the connection.");
  expect(byId("updates-looked").textContent).toContain("Last looked");
});

it("leads from the line to the settings", async () => {
  const window = await openWindow();
  await window.push({ patch: "updates", updates: newer });
  const shown: Element[] = [];
  const before = Element.prototype.scrollIntoView;
  Element.prototype.scrollIntoView = function (this: Element) {
    shown.push(this);
  };
  try {
    await window.user.click(byId("update-line"));
    const section = await findId("updates");
    await waitFor(() => expect(shown.some((element) => element.contains(section))).toBe(true));
  } finally {
    Element.prototype.scrollIntoView = before;
  }
});
