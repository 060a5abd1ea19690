import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { failure } from "../platform/fake";
import type { Turn, Settings } from "../bindings/bridge";
import { summary, turn } from "../platform/fake-data/builders";
import { overview } from "../platform/fake-data/overviews";
import {} from "../platform/fake-spending";
import { byId, findId, openConversation, openWindow } from "../test-window";

describe("the frame", () => {
  it("opens on New, not on the last conversation", async () => {
    const { asked } = await openWindow();
    expect(byId("nav-new").getAttribute("aria-current")).toBe("page");
    expect(asked("open_conversation")).toEqual([]);
  });

  it("shows why the record could not be opened, and nothing else", async () => {
    await openWindow(
      overview({ fatal: failure("ledger_newer", "It was written by Errand 9.", "Install the newer Errand.") }),
    );
    expect(byId("error").textContent).toMatch(/newer Errand.*Errand 9.*Install/);
    expect(screen.queryByTestId("nav-new")).toBeNull();
  });

  it("goes everywhere by the keyboard", async () => {
    const window = await openWindow();
    await openConversation(window, "c-heat");
    (document.activeElement as HTMLElement).blur();
    const { user } = window;
    await user.keyboard("{Control>}j{/Control}");
    expect(byId("nav-jobs").getAttribute("aria-current")).toBe("page");
    await user.keyboard("{Control>},{/Control}");
    expect(byId("nav-settings").getAttribute("aria-current")).toBe("page");
    await user.keyboard("{Control>}{Shift>}F{/Shift}{/Control}");
    await findId("search-field");
    await user.keyboard("{Control>}n{/Control}");
    await findId("composer");
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("?");
    expect(byId("shortcuts")).toBeTruthy();
  });

  it("goes to a conversation by a few letters, and the focus returns when the palette is left", async () => {
    const { user, asked } = await openWindow();
    const box = await findId("composer");
    box.focus();
    await user.keyboard("{Control>}k{/Control}");
    expect(document.activeElement).toBe(byId("palette-field"));
    await user.keyboard("heat pump{Enter}");
    expect(asked("open_conversation")).toEqual([{ id: "c-heat", turn: null }]);
  });

  it("finds words on the screen", async () => {
    const window = await openWindow();
    await openConversation(window, "c-heat");
    (document.activeElement as HTMLElement).blur();
    await window.user.keyboard("f");
    await window.user.type(await findId("find-field"), "liquid");
    expect(screen.getByText("1 of 2")).toBeTruthy();
    await window.user.keyboard("{Enter}");
    expect(screen.getByText("2 of 2")).toBeTruthy();
  });

  it("takes the focus for finding every time, and lets go of it with Esc", async () => {
    const window = await openWindow();
    await openConversation(window, "c-run");
    const { user, asked } = window;
    const field = () => screen.queryByTestId("find-field");
    for (const again of [false, true]) {
      byId("composer").focus();
      await user.keyboard("{Control>}f{/Control}");
      await findId("find-field");
      expect(document.activeElement, again ? "the second time" : "the first time").toBe(field());
      byId("composer").focus();
      await user.keyboard("{Control>}f{/Control}n");
      await expect.poll(() => (field() as HTMLInputElement).value).toBe("n");
      (document.activeElement as HTMLElement).blur();
      await user.keyboard("{Escape}");
      await expect.poll(field).toBeNull();
      expect(asked("stop")).toEqual([]);
    }
    (document.activeElement as HTMLElement).blur();
    await user.click(screen.getByLabelText("Find here"));
    await user.keyboard("n");
    expect((field() as HTMLInputElement).value).toBe("n");
    expect(screen.queryByTestId("try")).toBeNull();
    await user.keyboard("{Escape}");
    await expect.poll(field).toBeNull();
    expect(asked("stop")).toEqual([]);
  });

  it("finds words everywhere, marked, and opens where they are", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-search"));
    await user.type(byId("search-field"), "nordwerk");
    const hit = await findId("search-hit");
    expect(hit.querySelector("mark")?.textContent).toBe("Nordwerk");
    await user.click(hit);
    expect(asked("open_conversation")).toEqual([{ id: "c-sup", turn: null }]);
  });

  it("opens what a notification leads to", async () => {
    const window = await openWindow();
    await window.push({ patch: "open", conversation: "c-sup" });
    expect((await findId("turn")).dataset.turn).toBe("t-sup");
  });

  it("is again where it was when its page was loaded again, and says so", async () => {
    await openWindow(overview(), (host) => {
      const subscribe = host.subscribe;
      host.subscribe = async (on) => {
        await subscribe(on);
        host.push(
          { patch: "open", conversation: "c-heat" },
          { patch: "notice", error: failure("internal", "The window had to be loaded again.") },
        );
      };
    });
    expect((await screen.findAllByTestId("turn")).length).toBeGreaterThan(0);
    expect(byId("notice").textContent).toContain("loaded again");
  });

  it("shows a notice at once, and lets it be closed", async () => {
    const window = await openWindow();
    await window.push({ patch: "notice", error: failure("offline", "No connection.", "Errand looks again.") });
    expect(byId("notice").closest("[aria-live]")?.getAttribute("aria-live")).toBe("assertive");
    await window.user.click(within(byId("notice")).getByLabelText("Close"));
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  it("asks before jobs of this computer are paused", async () => {
    const window = await openWindow();
    await window.push({ patch: "ask_quit", running: 2 });
    expect(byId("quit-dialog").textContent).toContain("2 jobs are running");
    await window.user.click(byId("quit-now"));
    expect(window.asked("answer_quit")).toEqual([true]);
    expect(screen.queryByTestId("quit-dialog")).toBeNull();
  });

  it("deletes only after a yes", async () => {
    const window = await openWindow();
    await openConversation(window, "c-heat");
    await window.user.click(byId("conversation-menu"));
    await window.user.click(byId("delete"));
    expect(window.asked("delete_conversations")).toEqual([]);
    await window.user.click(byId("delete-yes"));
    expect(window.asked("delete_conversations")).toEqual([["c-heat"]]);
    await expect.poll(() => byId("nav-new").getAttribute("aria-current")).toBe("page");
  });

  it("says before deleting what goes, and brings it back when asked to", async () => {
    const window = await openWindow();
    await openConversation(window, "c-heat");
    await window.user.click(byId("conversation-menu"));
    await window.user.click(byId("delete"));
    expect(screen.getByRole("dialog").textContent).toMatch(/ten seconds.*server.*as soon as/);
    await window.user.click(byId("delete-yes"));
    expect((await findId("deleted")).textContent).toContain("is deleted");
    await window.user.click(byId("undo-delete"));
    expect(window.asked("undo_delete")).toEqual(["c-heat"]);
    expect(screen.queryByTestId("deleted")).toBeNull();
    await expect
      .poll(() => window.asked("open_conversation"))
      .toEqual([
        { id: "c-heat", turn: null },
        { id: "c-heat", turn: null },
      ]);
  });

  it("offers Undo after a restart for as long as is left", async () => {
    await openWindow(overview({ deletions: [{ id: "c-old", kind: "chat", title: "Old", until: Date.now() + 300 }] }));
    expect((await findId("deleted")).textContent).toContain("“Old” is deleted.");
    await expect.poll(() => screen.queryByTestId("deleted")).toBeNull();
  });
});

describe("storage", () => {
  it("says what everything takes and frees what can be freed", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-settings"));
    expect((await findId("free-sandboxes")).textContent).toContain("31");
    expect(screen.queryByTestId("free-files")).toBeNull();
    await user.click(byId("free-sandboxes"));
    expect(asked("free_storage")).toEqual(["sandboxes"]);
    await expect.poll(() => screen.queryByTestId("free-sandboxes")).toBeNull();
  });

  it("lists what is to be deleted at servers, and why it waits", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-settings"));
    const [first, second] = await screen.findAllByTestId("removal");
    expect(first?.textContent).toMatch(/Gemini: Waiting.*No connection/s);
    expect(second?.textContent).toContain("This computer: Deleted");
    await user.click(byId("retry-removals"));
    expect(asked("retry_removals")).toEqual([null]);
  });

  it("says how many more there are than it lists", async () => {
    const { user } = await openWindow(overview(), (host) => {
      host.on("removals", () => ({
        waiting: 0,
        done: 412,
        refused: 1,
        items: [{ place: null, kind: "environment", id: "0d9c2c1e", state: "done", problem: null }],
      }));
    });
    await user.click(byId("nav-settings"));
    expect((await findId("removals-more")).textContent).toContain("412 more");
  });

  it("says before it forgets everything that schedules, folders and spending go as well", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-settings"));
    await user.click(byId("forget-everything"));
    expect(byId("forget-dialog").textContent).toMatch(/schedule.*folder.*spending/s);
  });

  it("keeps no unsent text once everything is forgotten", async () => {
    const { user, host, asked } = await openWindow();
    await user.type(await findId("composer"), "A secret plan");
    await user.click(byId("nav-settings"));
    let end: (gone: null) => void = () => {};
    host.on("forget_everything", () => new Promise<null>((resolve) => (end = resolve)));
    await user.click(byId("forget-everything"));
    await user.click(byId("forget-yes"));
    await expect.poll(() => asked("forget_everything")).toEqual([null]);
    const saved = asked("save_draft").length;
    end(null);
    await user.click(byId("nav-new"));
    await expect.poll(() => (byId("composer") as HTMLTextAreaElement).value).toBe("");
    await new Promise((r) => setTimeout(r, 600));
    expect(asked("save_draft").slice(saved)).toEqual([]);
  });

  it("keeps no unsent text either when something of everything could not be forgotten, and says what", async () => {
    const { user, host } = await openWindow();
    await user.type(await findId("composer"), "A secret plan");
    host.on("forget_everything", () => failure("file", "A download could not be removed."));
    await user.click(byId("nav-settings"));
    await user.click(byId("forget-everything"));
    await user.click(byId("forget-yes"));
    await screen.findByText(/A download could not be removed\./);
    await user.click(byId("nav-new"));
    expect((byId("composer") as HTMLTextAreaElement).value).toBe("");
  });

  it("forgets everything only after a yes", async () => {
    const { user, asked } = await openWindow();
    await user.click(byId("nav-settings"));
    await user.click(byId("forget-everything"));
    expect(asked("forget_everything")).toEqual([]);
    await user.click(byId("forget-yes"));
    expect(asked("forget_everything")).toEqual([null]);
    await expect.poll(() => screen.queryAllByTestId("conversation-item")).toEqual([]);
  });
});

describe("settings", () => {
  it("changes the base URL, and gives back the old one when it is refused", async () => {
    const { user, host, asked } = await openWindow();
    await user.click(byId("nav-settings"));
    await user.type(byId("settings-base-url"), "https://proxy.example{Enter}");
    expect(asked("set_settings")).toMatchObject([{ base_url: "https://proxy.example" }]);
    host.on("set_settings", () => Promise.reject(failure("invalid", "This is not an address.")));
    await user.clear(byId("settings-base-url"));
    await user.type(byId("settings-base-url"), "nonsense{Enter}");
    expect((await findId("notice")).textContent).toContain("not an address");
    await expect.poll(() => (byId("settings-base-url") as HTMLInputElement).value).toBe("https://proxy.example");
  });

  it("cannot change a base URL that was set from outside", async () => {
    const { user } = await openWindow(overview({ base_url_fixed: true, base_url: "http://127.0.0.1:9" }));
    await user.click(byId("nav-settings"));
    expect((byId("settings-base-url") as HTMLInputElement).disabled).toBe(true);
  });

  it("names the server that a key is for, wherever it is said", async () => {
    const elsewhere = overview({ key: "none", base_url_fixed: true, base_url: "https://ai.office.example" });
    const { user } = await openWindow(elsewhere, (host) =>
      host.on("connect_gemini", () => Promise.reject(failure("wrong_key"))),
    );
    await user.click(byId("nav-settings"));
    await user.type(await findId("key-field"), "key{Enter}");
    await screen.findByText("ai.office.example does not know it. Copy the whole key and paste it again.");
    expect(screen.getByLabelText("Your key for ai.office.example")).toBe(byId("key-field"));
    expect(screen.queryByText("Get a key from Google")).toBeNull();
  });

  it("forgets the key and asks for a new one", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-settings"));
    expect(screen.queryByTestId("key-field")).toBeNull();
    await user.click(byId("settings-forget-key"));
    await findId("key-field");
  });

  it("follows the chosen theme at once", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-settings"));
    await user.click(screen.getByLabelText("Dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
  });

  it("says whose key is missing when the base URL names another server", async () => {
    const { user, host } = await openWindow();
    await user.click(byId("nav-settings"));
    await user.type(byId("settings-base-url"), "https://proxy.example{Enter}");
    host.push({
      patch: "engines",
      key: "none",
      local: { state: "ready" },
      who: { everyone: [], for_chat: null, for_job: null, about: [] },
    });
    await expect.poll(() => document.body.textContent).toContain("No key for proxy.example.");
  });

  it("takes a proxy and does not keep the password on the screen", async () => {
    const { user, host, asked } = await openWindow();
    host.on("set_settings", (asked) => {
      const settings: Settings =
        asked.proxy.by === "at" ? { ...asked, proxy: { by: "at", address: "http://proxy.example:3128" } } : asked;
      host.push({ patch: "settings", settings });
      return settings;
    });
    await user.click(byId("nav-settings"));
    expect(screen.queryByTestId("settings-proxy-address")).toBeNull();
    await user.selectOptions(byId("settings-proxy"), "at");
    await user.type(byId("settings-proxy-address"), "http://ada:secret@proxy.example:3128{Enter}");
    expect(asked("set_settings")).toMatchObject([
      { proxy: { by: "at", address: "http://ada:secret@proxy.example:3128" } },
    ]);
    await expect
      .poll(() => (byId("settings-proxy-address") as HTMLInputElement).value)
      .toBe("http://proxy.example:3128");
    await user.selectOptions(byId("settings-proxy"), "direct");
    expect(asked("set_settings").at(-1)).toMatchObject({ proxy: { by: "direct" } });
  });

  it("says that the engine of this computer is started again", async () => {
    const { user, host } = await openWindow();
    await user.click(byId("nav-settings"));
    host.push({
      patch: "engines",
      key: "keychain",
      local: { state: "restarting" },
      who: { everyone: [], for_chat: null, for_job: null, about: [] },
    });
    await expect.poll(() => document.body.textContent).toContain("Starting it again.");
  });
});

describe("the focus", () => {
  it("is on the page when what had it is gone", async () => {
    const { user } = await openWindow();
    await user.click(byId("nav-agents"));
    (await findId("new-agent")).focus();
    await user.keyboard("{Enter}");
    await findId("agent-form");
    await expect.poll(() => document.activeElement?.tagName).toBe("MAIN");
  });

  it("returns to what opened a panel of the box when Esc closes it, and a running answer goes on", async () => {
    const window = await openWindow();
    await openConversation(window, "c-heat");
    await window.user.click(byId("options-open"));
    await findId("options");
    await window.user.keyboard("{Escape}");
    expect(screen.queryByTestId("options")).toBeNull();
    expect(document.activeElement).toBe(byId("options-open"));
    expect(window.asked("stop")).toEqual([]);
  });

  it("stays in the list when a line goes from under it", async () => {
    const { user, host } = await openWindow();
    const [first, second] = screen.getAllByTestId("conversation-item");
    first!.focus();
    const next = second!.dataset.conversation;
    host.push({ patch: "conversation_gone", id: first!.dataset.conversation! });
    await expect.poll(() => (document.activeElement as HTMLElement).dataset.conversation).toBe(next);
    await user.keyboard("{ArrowDown}");
    expect((document.activeElement as HTMLElement).dataset.testid).toBe("conversation-item");
  });
});

describe("what is told", () => {
  it("stands under the list and covers nothing of the page", async () => {
    const { push } = await openWindow();
    await push({ patch: "notice", error: failure("offline", "No connection.") });
    expect(screen.getByRole("navigation").contains(await findId("notice"))).toBe(true);
  });
});

describe("a screen reader", () => {
  const said = () => document.querySelector(".hidden[role=status]")?.textContent;

  it("is told the end of an answer once, again for the next one, and what a job does", async () => {
    const line = summary("c-say", {
      kind: "job",
      title: "Say",
      standing: "running",
      turn: "t-say",
      activity: { doing: "thinking" },
    });
    const now = (change: Partial<Turn>) =>
      turn("t-say", "c-say", {
        is_job: true,
        standing: "running",
        activity: { doing: "thinking" },
        finished_at: null,
        ...change,
      });
    const window = await openWindow(overview({ chats: [], jobs: [line] }), (host) =>
      host.have({ summary: line, turns: [now({})], files: [] }),
    );
    await openConversation(window, "c-say");
    await window.push({ patch: "turn_head", turn: now({ activity: { doing: "running_code", language: "python" } }) });
    expect(said()).toBe("Running Python");
    await window.push({ patch: "turn", turn: now({ standing: "done", activity: null }) });
    expect(said()).toBe("Job done");
    await window.push({ patch: "turn", turn: now({}) }, { patch: "turn", turn: now({}) });
    await window.push({ patch: "turn", turn: now({ standing: "done", activity: null }) });
    expect(said()).toBe("");
    await expect.poll(said).toBe("Job done");
  });

  it("is told of a job that ends elsewhere", async () => {
    const line = summary("c-else", { kind: "job", title: "Elsewhere", standing: "running" });
    const { push } = await openWindow(overview({ chats: [], jobs: [line] }));
    await push({ patch: "conversation", summary: { ...line, standing: "failed" } });
    expect(said()).toBe("“Elsewhere”: The job failed");
  });
});
