import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Turn } from "../bindings/bridge";
import { summary, text, turn } from "../platform/fake-data";
import { failure } from "../platform/fake";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";

const box = () => byId("composer") as HTMLTextAreaElement;

/** A chat on the screen whose turns are given. */
async function chat(...turns: Turn[]): Promise<TestWindow> {
  const window = await openWindow(undefined, (host) =>
    host.on("open_conversation", () => ({ summary: summary("c-heat", { standing: turns.at(-1)?.standing ?? "done" }), turns, files: [], draft: null })),
  );
  await openConversation(window, "c-heat");
  return window;
}

describe("asking", () => {
  it("sends with Enter, breaks the line with Shift+Enter, and streams the answer", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "one{Shift>}{Enter}{/Shift}two{Enter}");
    expect(asked("send")).toMatchObject([{ conversation: null, parent: null, who: "g-flash", text: "one\ntwo", network: { reach: "off" } }]);
    expect((await findId("turn")).dataset.standing).toBe("running");
    await expect.poll(() => screen.queryByTestId("answer")?.textContent ?? "", { timeout: 4000 }).toContain("while text comes in.");
    await expect.poll(() => byId("turn").dataset.standing, { timeout: 4000 }).toBe("done");
  });

  it("keeps the text when sending fails, and says why", async () => {
    const { user } = await openWindow(undefined, (host) => host.on("send", () => Promise.reject(failure("disk_full", "The disk is full."))));
    await findId("composer");
    await user.type(box(), "hello{Enter}");
    expect((await findId("notice")).textContent).toContain("The disk is full.");
    expect(box().value).toBe("hello");
  });

  it("shows an end that comes before the conversation itself", async () => {
    let arrive = () => {};
    const window = await openWindow(undefined, (host) =>
      host.on("open_conversation", async (id) => {
        const asked = turn("t1", id, { standing: "running", parts: [], activity: { doing: "sending" } });
        await new Promise<void>((r) => (arrive = r));
        return { summary: summary(id, { standing: "running" }), turns: [asked], files: [], draft: null };
      }),
    );
    const item = screen.getAllByTestId("conversation-item").find((e) => e.dataset.conversation === "c-heat");
    await window.user.click(item!);
    await window.push(
      { patch: "turn", turn: turn("t1", "c-heat", { standing: "failed", activity: null }) },
      { patch: "conversation", summary: summary("c-heat", { standing: "failed" }) },
    );
    arrive();
    expect((await findId("turn")).dataset.standing).toBe("failed");
    expect(within(item!).getByText("Failed")).toBeTruthy();
  });

  it("keeps the unsent text on the disk, and clears it when it is sent", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "half a thought");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new_chat", text: "half a thought" });
    await user.keyboard("{Enter}");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new_chat", text: "" });
  });

  it("saves the unsent text at once when the person goes elsewhere", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "wait");
    await user.click(byId("nav-settings"));
    expect(asked("save_draft").at(-1)).toMatchObject({ text: "wait" });
    await user.click(byId("nav-new"));
    expect(((await findId("composer")) as HTMLTextAreaElement).value).toBe("wait");
  });

  it("moves the unsent text with it when it becomes a job", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.type(box(), "sort it");
    await expect.poll(() => asked("save_draft").at(-1)).toMatchObject({ key: "new_chat", text: "sort it" });
    await user.click(byId("who"));
    await user.click(screen.getAllByTestId("who-option")[2]!);
    await expect.poll(() => asked("save_draft").slice(-2)).toMatchObject([{ key: "new_chat", text: "" }, { key: "new_job", text: "sort it", who: "g-agent" }]);
    await user.click(byId("nav-files"));
    await user.click(byId("nav-new"));
    expect(((await findId("composer")) as HTMLTextAreaElement).value).toBe("sort it");
  });

  it("attaches by picker and by paste, shows size, and removes", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("attach"));
    expect((await findId("chip")).textContent).toMatch(/offers\.pdf.*248 kB/);
    box().focus();
    await user.paste({ files: [new File(["abc"], "note.txt", { type: "text/plain" })], getData: () => "", types: ["Files"] } as unknown as DataTransfer);
    await expect.poll(() => screen.getAllByTestId("chip")).toHaveLength(2);
    expect(asked("attach_bytes")).toEqual([{ name: "note.txt", mime: "text/plain", base64: "YWJj" }]);
    await user.click(screen.getByLabelText("Remove offers.pdf"));
    await user.type(box(), "look{Enter}");
    expect(asked("send")).toMatchObject([{ attachments: [{ name: "note.txt" }] }]);
  });

  it("names who does it in words and by id, and choosing an agent makes it a job", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    const options = screen.getAllByTestId("who-option");
    expect(options.map((o) => o.dataset.who)).toEqual(["g-flash", "g-pro", "g-agent", "g-research", "g-agent-old", "l-starter", "l-agent"]);
    expect(options[2]?.textContent).toMatch(/Does the job in its own sandbox.*antigravity-preview-09-2026/);
    expect(options[4]?.textContent).toContain("Retired. antigravity-preview-09-2026 replaces it.");
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(byId("leaves").textContent).toContain("go to Google");
    expect((await findId("usual")).textContent).toBe("The last 5 jobs like this usually took 3 min 4 s and 41.8K tokens.");
    await user.type(box(), "work{Enter}");
    expect(asked("send")).toMatchObject([{ who: "g-agent", network: { reach: "off" } }]);
  });

  it("searches the web only when that is switched on, and remembers it", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("web"));
    expect(asked("set_settings")).toMatchObject([{ web_search: true }]);
    await user.type(box(), "news{Enter}");
    expect(asked("send")).toMatchObject([{ who: "g-flash", network: { reach: "open" } }]);
  });

  it("chooses the successor of a retired one", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(screen.getAllByTestId("who-option")[4]!);
    expect(byId("who").getAttribute("aria-label")).toContain("antigravity-preview-09-2026");
  });

  it("lets a job out to the named sites only", async () => {
    const { user, asked } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(screen.getAllByTestId("who-option")[2]!);
    await user.type(box(), "work");
    await user.click(byId("network"));
    expect((byId("send") as HTMLButtonElement).disabled).toBe(true);
    await user.type(byId("sites"), "example.com, *.example.org");
    await user.click(byId("send"));
    expect(asked("send")).toMatchObject([{ network: { reach: "sites", domains: ["example.com", "*.example.org"] } }]);
  });

  it("says that nothing leaves this computer for a job here", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(byId("who"));
    await user.click(screen.getAllByTestId("who-option")[6]!);
    expect(byId("leaves").textContent).toContain("Nothing leaves this computer");
    expect(screen.queryByTestId("network")).toBeNull();
  });

  it("fills the box with a thing to try, and with who does it", async () => {
    const { user } = await openWindow();
    await findId("composer");
    await user.click(screen.getByText("Compare three suppliers"));
    await expect.poll(() => box().value).toContain("comparison.csv");
    expect(byId("who").getAttribute("aria-label")).toContain("antigravity-preview-09-2026");
  });
});

describe("reading", () => {
  it("does not touch a finished block when later ones come", async () => {
    const window = await chat(turn("t", "c-heat", { standing: "running", activity: { doing: "writing" }, finished_at: null, parts: [text("<p>one</p>", "<p>tw</p>")] }));
    const first = within(byId("answer")).getByText("one");
    await window.push({ patch: "blocks", turn: "t", position: 0, from: 1, blocks: [{ html: "<p>two</p>" }, { html: "<p>three</p>" }], citations: [] });
    expect(byId("answer").textContent).toContain("three");
    expect(within(byId("answer")).getByText("one")).toBe(first);
  });

  it("says the end of an answer once", async () => {
    const running = turn("t", "c-heat", { standing: "running", activity: { doing: "writing" }, finished_at: null });
    const window = await chat(running);
    const polite = () => [...document.querySelectorAll("[aria-live=polite]")].map((e) => e.textContent).join("");
    expect(polite()).toBe("");
    await window.push({ patch: "turn_head", turn: { ...running, standing: "done", activity: null } });
    expect(polite()).toBe("Answer finished");
  });

  it("says that it thinks, and afterwards for how long it did, if that is known", async () => {
    const thought = (ms: number | null): Turn["parts"][number] => ({ type: "thought", blocks: [{ html: "<p>Hm.</p>" }], ms });
    const running = turn("t", "c-heat", { standing: "running", activity: { doing: "thinking" }, finished_at: null, parts: [thought(null)] });
    const window = await chat(running);
    const title = () => byId("thought").textContent;
    expect(title()).toBe("Thinking");
    await window.push({ patch: "part", turn: "t", position: 0, part: thought(12_300) });
    expect(title()).toBe("Thought for 12 s");
    await window.push({ patch: "part", turn: "t", position: 1, part: text("<p>Yes.</p>") });
    expect(title()).toBe("Thought for 12 s");
    await window.push({ patch: "turn", turn: { ...running, standing: "done", activity: null, parts: [thought(null), text("<p>Yes.</p>")] } });
    expect(title()).toBe("Thought");
    // Too short to be told in seconds.
    await window.push({ patch: "part", turn: "t", position: 0, part: thought(40) });
    expect(title()).toBe("Thought");
  });

  it("stops with the button and with Esc", async () => {
    const { user, asked } = await chat(turn("t", "c-heat", { standing: "running", activity: { doing: "thinking" }, finished_at: null }));
    await user.click(byId("stop"));
    box().focus();
    await user.keyboard("{Escape}");
    expect(asked("stop")).toEqual(["t", "t"]);
  });

  it("walks through branches, and an edit makes another one", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { prompt: "first" }), turn("b1", "c-heat", { parent: "a", prompt: "one" }), turn("b2", "c-heat", { parent: "a", prompt: "two" }));
    const shown = () => screen.getAllByTestId("turn").map((e) => e.dataset.turn);
    expect(shown()).toEqual(["a", "b2"]);
    expect(byId("branches").textContent).toContain("2/2");
    await user.click(screen.getByLabelText("Earlier branch"));
    expect(shown()).toEqual(["a", "b1"]);
    box().focus();
    await user.keyboard("{ArrowUp}");
    await expect.poll(() => box().value).toBe("one");
    await user.type(box(), " more{Enter}");
    expect(asked("send")).toMatchObject([{ conversation: "c-heat", parent: "a", text: "one more" }]);
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
    const { user, asked } = await chat(turn("a", "c-heat", { prompt: "first" }), turn("b", "c-heat", { parent: "a", prompt: "second" }));
    await user.click(screen.getAllByTestId("again")[1]!);
    expect(asked("send_again")).toEqual(["b"]);
  });

  it("holds every link until the person has seen the whole address", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { parts: [text('<p><a href="https://bank.example.com.evil.example/login" data-external="">bank.example.com</a></p>')] }));
    await user.click(screen.getByText("bank.example.com"));
    expect(byId("link-address").textContent).toBe("https://bank.example.com.evil.example/login");
    await user.click(screen.getByText("Cancel"));
    expect(asked("open_link")).toEqual([]);
  });

  it("shows what went wrong, and what can be done", async () => {
    const { user, asked } = await chat(turn("a", "c-heat", { standing: "needs_you", error: failure("unconfirmed", "The connection broke.", "Check again.") }));
    expect(byId("error").dataset.code).toBe("unconfirmed");
    await user.click(byId("check-again"));
    await user.click(byId("send-again"));
    expect([asked("check_again"), asked("send_again")]).toEqual([["a"], ["a"]]);
  });

  it("has only the newest turns of a long chat in the document", async () => {
    const turns = Array.from({ length: 200 }, (_, i) => turn(`t${i}`, "c-heat", { parent: i ? `t${i - 1}` : null, prompt: `Question ${i}` }));
    const { user } = await chat(...turns);
    expect(screen.getAllByTestId("turn").map((e) => e.dataset.turn).at(0)).toBe("t170");
    await user.click(screen.getByText("Show earlier"));
    expect(screen.getAllByTestId("turn")).toHaveLength(60);
  });
});
