// Reading a conversation, stopping it, and its branches.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Turn } from "../bindings/bridge";
import { summary, text, turn } from "../platform/fake-data/builders";
import { failure } from "../platform/fake";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";

const box = () => byId("composer") as HTMLTextAreaElement;

/** Opens a chat with the given turns. */
async function chat(...turns: Turn[]): Promise<TestWindow> {
  const window = await openWindow(undefined, (host) =>
    host.have({ summary: summary("c-heat", { standing: turns.at(-1)?.standing ?? "done" }), turns, files: [] }),
  );
  await openConversation(window, "c-heat");
  return window;
}

describe("reading", () => {
  it("does not touch a finished block when later ones come", async () => {
    const window = await chat(
      turn("t", "c-heat", {
        standing: "running",
        activity: { doing: "writing" },
        finished_at: null,
        parts: [text("<p>one</p>", "<p>tw</p>")],
      }),
    );
    const first = within(byId("answer")).getByText("one");
    await window.push({
      patch: "blocks",
      turn: "t",
      position: 0,
      update: {
        from: 1,
        kept: 0,
        blocks: [
          { html: "<p>two</p>", pieces: [] },
          { html: "<p>three</p>", pieces: [] },
        ],
      },
      citations: null,
    });
    expect(byId("answer").textContent).toContain("three");
    expect(within(byId("answer")).getByText("one")).toBe(first);
  });

  it.each([
    {
      html: '<div class="table-scroll"><table><thead><tr><th>a</th></tr></thead><tbody></tbody></table></div>',
      piece: (n: string) => `<tr><td>${n}</td></tr>`,
      place: "tbody",
    },
    { html: '<ol start="3"></ol>', piece: (n: string) => `<li>${n}</li>`, place: "ol" },
    {
      html: '<pre class="code"><code></code></pre>',
      piece: (n: string) => `<span class="lines">${n}</span>\n`,
      place: "code",
    },
  ])("puts what was added to a growing $place into it, and touches nothing before", async ({ html, piece, place }) => {
    const block = { html, pieces: ["one", "two", "thr"].map(piece) };
    const window = await chat(
      turn("t", "c-heat", {
        standing: "running",
        finished_at: null,
        parts: [{ type: "text", blocks: [block], citations: [] }],
      }),
    );
    const grow = (kept: number, ...pieces: string[]) =>
      window.push({
        patch: "blocks",
        turn: "t",
        position: 0,
        update: { from: 0, kept, blocks: [{ html, pieces: pieces.map(piece) }] },
        citations: null,
      });
    const inside = () => [...(byId("answer").querySelector(place)?.children ?? [])];
    const [first, second] = inside();
    await grow(2, "three", "four");
    expect(inside().map((e) => e.textContent)).toEqual(["one", "two", "three", "four"]);
    expect(inside()[0]).toBe(first);
    expect(inside()[1]).toBe(second);
    if (place === "code") expect(byId("answer").querySelector("pre")?.textContent).toBe("one\ntwo\nthree\nfour\n");
    await grow(0, "uno");
    expect(inside().map((e) => e.textContent)).toEqual(["uno"]);
  });

  it("takes back rows of a long table over its bodies", async () => {
    const html = '<div class="table-scroll"><table><thead><tr><th>a</th></tr></thead><tbody></tbody></table></div>';
    const pieces = Array.from({ length: 200 }, (_, n) => `<tr><td>${n}</td></tr>`);
    const window = await chat(
      turn("t", "c-heat", {
        standing: "running",
        finished_at: null,
        parts: [{ type: "text", blocks: [{ html, pieces }], citations: [] }],
      }),
    );
    const rows = () => [...byId("answer").querySelectorAll("td")].map((cell) => cell.textContent);
    expect(rows()).toEqual(pieces.map((_, n) => String(n)));
    for (const kept of [130, 128, 5, 0]) {
      await window.push({
        patch: "blocks",
        turn: "t",
        position: 0,
        update: { from: 0, kept, blocks: [{ html, pieces: ["<tr><td>end</td></tr>"] }] },
        citations: null,
      });
      expect(rows()).toEqual([...pieces.slice(0, kept).map((_, n) => String(n)), "end"]);
    }
    expect(byId("answer").querySelectorAll("thead th")).toHaveLength(1);
  });

  it("says the end of an answer once", async () => {
    const running = turn("t", "c-heat", { standing: "running", activity: { doing: "writing" }, finished_at: null });
    const window = await chat(running);
    const polite = () =>
      [...document.querySelectorAll("[aria-live=polite]")]
        .map((e) => e.textContent)
        .join("")
        .trim();
    expect(polite()).toBe("");
    await window.push({ patch: "turn_head", turn: { ...running, standing: "done", activity: null } });
    expect(polite()).toBe("Answer finished");
  });

  it("says that it thinks, and afterwards for how long it did, if that is known", async () => {
    const thought = (ms: number | null): Turn["parts"][number] => ({
      type: "thought",
      blocks: [{ html: "<p>Hm.</p>", pieces: [] }],
      ms,
    });
    const running = turn("t", "c-heat", {
      standing: "running",
      activity: { doing: "thinking" },
      finished_at: null,
      parts: [thought(null)],
    });
    const window = await chat(running);
    const title = () => byId("thought").textContent;
    expect(title()).toBe("Thinking");
    await window.push({ patch: "part", turn: "t", position: 0, part: thought(12_300) });
    expect(title()).toBe("Thought for 12 s");
    await window.push({ patch: "part", turn: "t", position: 1, part: text("<p>Yes.</p>") });
    expect(title()).toBe("Thought for 12 s");
    await window.push({
      patch: "turn",
      turn: { ...running, standing: "done", activity: null, parts: [thought(null), text("<p>Yes.</p>")] },
    });
    expect(title()).toBe("Thought");
    // Too short to be shown in seconds.
    await window.push({ patch: "part", turn: "t", position: 0, part: thought(40) });
    expect(title()).toBe("Thought");
  });

  const running = (change: Partial<Turn> = {}) =>
    turn("t", "c-heat", {
      standing: "running",
      activity: { doing: "thinking" },
      finished_at: null,
      started_at: Date.now(),
      ...change,
    });

  it("stops an answer with the button and with Esc", async () => {
    const { host, user, asked } = await chat(running());
    host.on("stop", () => null);
    await user.click(byId("stop"));
    box().focus();
    await user.keyboard("{Escape}");
    expect(asked("stop")).toEqual(["t", "t"]);
  });

  it("never stops a job with Esc", async () => {
    const { user, asked } = await chat(running({ is_job: true }));
    box().focus();
    await user.keyboard("{Escape}");
    box().blur();
    await user.keyboard("{Escape}");
    expect(asked("stop")).toEqual([]);
    expect(screen.queryByTestId("stop-dialog")).toBeNull();
  });

  it("asks once before it stops what has run for longer than ten seconds", async () => {
    const { user, asked } = await chat(running({ started_at: Date.now() - 11_000 }));
    box().focus();
    await user.keyboard("{Escape}");
    await user.click(await findId("stop-not"));
    expect(asked("stop")).toEqual([]);
    await user.click(byId("stop"));
    await user.click(await findId("stop-yes"));
    expect(asked("stop")).toEqual(["t"]);
    expect(screen.queryByTestId("stop-dialog")).toBeNull();
  });

  it("says while a job runs why nothing can be handed over, and keeps what is typed", async () => {
    const { user, asked } = await chat(running({ is_job: true }));
    expect(byId("why").textContent).toContain("The job is still running. What you write here is kept");
    expect(box().placeholder).toBe("Write what comes next");
    await user.type(box(), "next{Enter}");
    expect(asked("send")).toEqual([]);
    expect(box().value).toBe("next");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "c-heat", text: "next" });
  });

  it("takes no key of an input method for a command", async () => {
    const window = await chat(running());
    await window.user.type(box(), "かな");
    for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["Escape", "Enter", "ArrowUp"])
        box().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how }));
    }
    expect([window.asked("stop"), window.asked("send")]).toEqual([[], []]);
    expect(box().value).toBe("かな");
  });

  it("walks through branches, and an edit makes another one", async () => {
    const { user, asked } = await chat(
      turn("a", "c-heat", { prompt: "first" }),
      turn("b1", "c-heat", { parent: "a", prompt: "one" }),
      turn("b2", "c-heat", { parent: "a", prompt: "two" }),
    );
    const shown = () => screen.getAllByTestId("turn").map((e) => e.dataset.turn);
    expect(shown()).toEqual(["a", "b2"]);
    expect(byId("branches").textContent).toContain("2/2");
    await user.click(screen.getByLabelText("Earlier branch"));
    await expect.poll(shown).toEqual(["a", "b1"]);
    box().focus();
    await user.keyboard("{ArrowUp}");
    await expect.poll(() => box().value).toBe("one");
    await user.type(box(), " more{Enter}");
    expect(asked("send")).toMatchObject([{ conversation: "c-heat", parent: "a", text: "one more" }]);
  });

  it("keeps half a message while an edit is sent", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { prompt: "first" }));
    await user.type(box(), "half a message");
    await user.click(byId("edit"));
    await expect.poll(() => box().value).toBe("first");
    await user.type(box(), " of all{Enter}");
    await expect.poll(() => asked("send")).toMatchObject([{ text: "first of all", draft: "edit:a" }]);
    await expect.poll(() => box().value).toBe("half a message");
    const saved = () => asked("save_draft").filter((d) => (d as { key: string }).key === "c-heat");
    await expect.poll(() => saved().at(-1)).toMatchObject({ text: "half a message" });
  });

  it("keeps half a message when it answers again", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { prompt: "first" }));
    await user.type(box(), "half a message");
    await user.click(byId("again"));
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "c-heat", text: "half a message" });
    expect(asked("send_again")).toEqual(["a"]);
    expect(box().value).toBe("half a message");
  });

  it("never saves an edit in the place of the next message", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { prompt: "first" }));
    await user.type(box(), "half");
    await user.click(byId("edit"));
    await expect.poll(() => box().value).toBe("first");
    await user.type(box(), " changed");
    const saved = () =>
      Object.fromEntries((asked("save_draft") as { key: string; text: string }[]).map((d) => [d.key, d.text]));
    await expect.poll(saved).toEqual({ "c-heat": "half", "edit:a": "first changed" });
  });

  it("keeps the changes of an edit until it is sent", async () => {
    const { user } = await chat(turn("a", "c-heat", { prompt: "first" }));
    await user.click(byId("edit"));
    await expect.poll(() => box().value).toBe("first");
    await user.type(box(), " changed");
    await user.keyboard("{Escape}");
    await expect.poll(() => box().value).toBe("");
    await user.click(byId("edit"));
    await expect.poll(() => box().value).toBe("first changed");
    await user.click(byId("original"));
    await expect.poll(() => box().value).toBe("first");
  });

  it("gives back the unsent text when an edit is cancelled", async () => {
    const { user } = await chat(turn("a", "c-heat", { prompt: "first" }));
    await user.type(box(), "later");
    await user.click(byId("edit"));
    await expect.poll(() => box().value).toBe("first");
    await user.keyboard("{Escape}");
    await expect.poll(() => box().value).toBe("later");
  });

  it("answers again beside the old answer", async () => {
    const { user, asked } = await chat(
      turn("a", "c-heat", { prompt: "first" }),
      turn("b", "c-heat", { parent: "a", prompt: "second" }),
    );
    await user.click(screen.getAllByTestId("again")[1]!);
    expect(asked("send_again")).toEqual(["b"]);
  });

  it("offers no other answer of a program that cannot be asked", async () => {
    await chat(turn("a", "c-heat", { api_id: "gpt-of-elsewhere" }));
    expect(screen.queryByTestId("again")).toBeNull();
    expect(byId("details")).toBeTruthy();
  });

  it("puts the words into the box when it is to be said first what goes along", async () => {
    const { user, host } = await chat(
      turn("a", "c-heat", { standing: "failed", prompt: "first", error: failure("lost", "It was lost.") }),
    );
    host.on("send_again", () => {
      throw failure("leaving", "What was said so far has not been there.");
    });
    await user.click(byId("send-again"));
    await expect.poll(() => box().value).toBe("first");
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("holds every link until the person has seen the whole address", async () => {
    const { user, asked } = await chat(
      turn("a", "c-heat", {
        parts: [
          text('<p><a href="https://bank.example.com.evil.example/login" data-external="">bank.example.com</a></p>'),
        ],
      }),
    );
    await user.click(screen.getByText("bank.example.com"));
    expect(byId("link-address").textContent).toBe("https://bank.example.com.evil.example/login");
    await user.click(screen.getByText("Cancel"));
    expect(asked("open_link")).toEqual([]);
  });

  it("shows what went wrong, and what can be done", async () => {
    const { user, asked } = await chat(
      turn("a", "c-heat", {
        standing: "needs_you",
        error: failure("unconfirmed", "The connection broke.", "Check again."),
      }),
    );
    expect(byId("error").dataset.code).toBe("unconfirmed");
    await user.click(byId("check-again"));
    await user.click(byId("send-again"));
    expect([asked("check_again"), asked("send_again")]).toEqual([["a"], ["a"]]);
  });

  it("asks before a job that ran for hours is left", async () => {
    const { user, asked } = await chat(
      turn("a", "c-heat", {
        standing: "needs_you",
        started_at: Date.now() - 3 * 60 * 60 * 1000,
        activity: { doing: "waiting_for_you" },
        error: failure("no_key", "There is no key.", "Enter it in the settings."),
      }),
    );
    await user.click(byId("give-up"));
    expect(asked("stop")).toEqual([]);
    await user.click(byId("stop-yes"));
    expect(asked("stop")).toEqual(["a"]);
  });

  it("starts the engine of this computer again where it is missed", async () => {
    const error = failure("engine", "The engine on this computer keeps ending.");
    const { user, push, asked } = await chat(turn("a", "c-heat", { standing: "running", error }));
    await push({
      patch: "engines",
      key: "none",
      local: { state: "failed", error },
      who: { everyone: [], for_chat: null, for_job: null, about: [] },
    });
    await user.click(byId("start-local"));
    expect(asked("start_local")).toEqual([null]);
  });

  it("has only the newest turns of a long chat in the document", async () => {
    const turns = Array.from({ length: 200 }, (_, i) =>
      turn(`t${i}`, "c-heat", { parent: i ? `t${i - 1}` : null, prompt: `Question ${i}` }),
    );
    const { user } = await chat(...turns);
    expect(
      screen
        .getAllByTestId("turn")
        .map((e) => e.dataset.turn)
        .at(0),
    ).toBe("t180");
    for (const n of [40, 60]) {
      await user.click(screen.getByText("Show earlier"));
      await expect.poll(() => screen.getAllByTestId("turn").length).toBe(n);
    }
  });
});
