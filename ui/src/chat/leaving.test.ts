import { describe, expect, it } from "vitest";
import type { Leaving } from "../bindings/bridge";
import { summary, turn } from "../platform/fake-data/builders";
import { byId, findId, openConversation, openWindow } from "../test-window";

const elsewhere: Leaving = {
  place: "https://ai.example",
  host: "ai.example",
  is_google: false,
  turns: 2,
  files: 1,
  bytes: 2_000_000,
};

/** Opens a chat with a single turn; the host reports what would leave. */
async function chat(leaving: Leaving | null, ...turns: Parameters<typeof turn>[]) {
  const window = await openWindow(undefined, (host) => {
    host.have({ summary: summary("c-heat"), turns: turns.map((t) => turn(...t)), files: [] });
    host.on("leaving", () => leaving);
  });
  await openConversation(window, "c-heat");
  return window;
}

describe("what leaves", () => {
  it("names what goes along and where to, and sends it only as seen", async () => {
    const { user, asked } = await chat(elsewhere, ["t1", "c-heat"]);
    expect((await findId("leaving")).textContent).toMatch(/not been at ai\.example yet.*2 turns and 1 file \(/);
    await user.type(byId("composer"), "and now{Enter}");
    expect(asked("leaving")[0]).toMatchObject({ conversation: "c-heat", parent: "t1" });
    expect(asked("send")).toMatchObject([{ parent: "t1", leaving: "https://ai.example" }]);
  });

  it("says Google when it is Google, and nothing when nothing leaves", async () => {
    await chat({ ...elsewhere, is_google: true, files: 0 }, ["t1", "c-heat"]);
    expect((await findId("leaving")).textContent).toContain("at Google yet. It goes along: 2 turns.");
  });

  it("is silent when nothing goes along", async () => {
    const { user, asked } = await chat(null, ["t1", "c-heat"]);
    await user.type(byId("composer"), "and now{Enter}");
    expect(document.querySelector("[data-testid=leaving]")).toBeNull();
    expect(asked("send")).toMatchObject([{ leaving: null }]);
  });

  it("does not send before it is known what leaves", async () => {
    let say = (_: Leaving | null) => {};
    const window = await openWindow(undefined, (host) => {
      host.have({ summary: summary("c-heat"), turns: [turn("t1", "c-heat")], files: [] });
      host.on("leaving", () => new Promise((r) => (say = r)));
    });
    await openConversation(window, "c-heat");
    await window.user.type(byId("composer"), "and now{Enter}");
    expect(window.asked("send")).toEqual([]);
    say(null);
    await expect.poll(() => (byId("send") as HTMLButtonElement).disabled).toBe(false);
  });
});

describe("what was told again", () => {
  it("says why, what was put back and what was left out", async () => {
    const carried = {
      why: "forgotten" as const,
      turns: 12,
      turns_left_out: 3,
      files: 2,
      files_left_out: ["a.bin", "b.bin"],
    };
    await chat(null, ["t1", "c-heat", { carried }]);
    expect((await findId("carried")).textContent).toBe(
      "The server no longer had what was said before, so it was told again from the history here. 2 files were put back into a new sandbox; programs installed there before are not in it. There was no room for the 3 oldest turns. Left out: a.bin and b.bin.",
    );
  });
});
