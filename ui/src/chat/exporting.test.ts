// Export of a conversation, and the events of a turn.
import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { RecordedEvent } from "../bindings/bridge";
import { m, speak } from "../lib/messages";
import { recorded } from "../platform/fake-transfers";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";

async function openTurn(): Promise<TestWindow> {
  const window = await openWindow();
  await openConversation(window, "c-heat");
  return window;
}

it("exports a conversation in the form that is chosen", async () => {
  const window = await openTurn();
  await window.user.click(byId("conversation-menu"));
  await window.user.click(byId("export"));
  await window.user.click(await findId("export-page"));
  expect(window.asked("export_conversation")).toEqual([{ conversation: "c-heat", form: "page" }]);
  expect(await screen.findByText("Saved as /home/ada/Downloads/chat.html.")).toBeTruthy();
});

it("shows each event in plain words, filters them, and opens the JSON of one", async () => {
  const window = await openTurn();
  await window.user.click(screen.getAllByTestId("record").at(-1) as HTMLElement);
  const dialog = within(await findId("record-dialog"));
  expect((await dialog.findAllByTestId("record-event")).length).toBe(6);
  expect(dialog.getByText("The server took it")).toBeTruthy();
  expect(dialog.getByText("Words: A heat pump moves heat.")).toBeTruthy();

  await window.user.click(dialog.getByTestId("record-kind-thought"));
  await waitFor(() => expect(dialog.getAllByTestId("record-event").length).toBe(2));
  await window.user.type(dialog.getByTestId("record-find"), "comparison");
  await waitFor(() => expect(dialog.getAllByTestId("record-event").length).toBe(1));
  await window.user.click(within(dialog.getByTestId("record-event")).getByRole("button"));
  expect((await dialog.findByTestId("record-json")).textContent).toContain('"event_id": "e3"');
});

it("brings each page of events once, and asks for what is typed when the keys rest", async () => {
  const window = await openTurn();
  const page = (events: readonly RecordedEvent[], next: number | null) =>
    ({ events, next, count: recorded.length, last: recorded.length, size: 1_080 }) as never;
  let answer: (() => void) | undefined;
  window.host.on("turn_record", ({ after }) =>
    after === 0
      ? page(recorded.slice(0, 3), 3)
      : (new Promise((resolve) => (answer = () => resolve(page(recorded.slice(3), null)))) as never),
  );
  await window.user.click(screen.getAllByTestId("record").at(-1) as HTMLElement);
  const more = await findId("record-more");
  await window.user.click(more);
  await window.user.click(more);
  answer?.();
  await waitFor(() => expect(screen.getAllByTestId("record-event")).toHaveLength(6));
  const asked = () => window.asked("turn_record").map((request) => request as { text: string; after: number });
  expect(asked().filter(({ after }) => after > 0)).toHaveLength(1);

  window.host.on("turn_record", () => page(recorded, null));
  await window.user.type(byId("record-find"), "heat pump");
  await waitFor(() => expect(asked().at(-1)?.text).toBe("heat pump"));
  expect(asked().filter(({ text }) => text !== "").length).toBeLessThan("heat pump".length);
});

it("says states and kinds of steps in the language, and what it does not know as it came", async () => {
  const said = (event: Partial<RecordedEvent>) => m.transfers.record.says({ ...recorded[0]!, words: "", ...event });
  expect(said({ name: "interaction.completed", words: "requires_action" })).toBe("It ended: waiting for an answer");
  expect(said({ name: "interaction.status_update", words: "half_asleep" })).toBe("It is now: half asleep");
  await speak("de", []);
  expect(said({ name: "interaction.status_update", words: "in_progress" })).toBe("Es ist jetzt: läuft");
  expect(said({ name: "step.start", step: 0, step_type: "google_search_result" })).toBe(
    "Schritt 1 beginnt, Ergebnis: Websuche",
  );
  await speak("en", []);
});

it("says how much later an event came in hours where it is hours", () => {
  expect([m.transfers.record.later(900), m.transfers.record.later(1_250), m.transfers.record.later(7_200_000)]).toEqual(
    ["900 ms", "1.2 s", "2 h"],
  );
});

it("goes through a turn with a slider", async () => {
  const window = await openTurn();
  await window.user.click(screen.getAllByTestId("record").at(-1) as HTMLElement);
  const slider = (await findId("record-slider")) as HTMLInputElement;
  expect(slider.max).toBe("6");
  const move = (to: string) => {
    slider.value = to;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  move("2");
  expect((await findId("record-moment")).textContent).toContain("Nothing to see yet.");
  move("6");
  await waitFor(() => expect(byId("record-moment").textContent).not.toContain("Nothing to see yet."));
  expect(screen.getByText("After event 6 of 6")).toBeTruthy();
  expect(window.asked("turn_at").length).toBe(2);
});

it("says where an imported conversation is from", async () => {
  const window = await openTurn();
  expect(screen.queryByTestId("imported-from")).toBeNull();
  const known = window.host.calls.length;
  expect(known).toBeGreaterThan(0);
  const { summary } = (await import("../platform/fake-data/conversations")).conversations.find(
    (c) => c.summary.id === "c-heat",
  )!;
  await window.push({ patch: "conversation", summary: { ...summary, imported_from: "Claude" } });
  expect(byId("imported-from").textContent).toBe("From Claude");
});
