// The sidebar's lists by mouse and keyboard: actions on one or many entries, and the choice of list.
import { screen, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { ConversationSummary, ConversationServers } from "../bindings/bridge";
import { failure } from "../platform/fake";
import { summary } from "../platform/fake-data/builders";
import { overview } from "../platform/fake-data/overviews";
import { byId, findId, openWindow, type TestWindow } from "../test-window";

const titles = () =>
  screen.queryAllByTestId("conversation-item").map((line) => line.querySelector(".title")?.textContent ?? "");
const line = (title: string) =>
  screen.getAllByTestId("conversation-item").find((e) => e.querySelector(".title")?.textContent === title)!;
const focused = () => document.activeElement?.querySelector(".title")?.textContent;

/** Opens four chats, the newest first: a, b, c, d. */
async function four(): Promise<TestWindow> {
  const lines = ["a", "b", "c", "d"].map((title, i) =>
    summary(title, { title, updated_at: 1_000 - i, started_at: 1_000 - i }),
  );
  const window = await openWindow(overview({ chats: lines, jobs: [] }), (host) => {
    host.on("list_conversations", () => ({ conversations: [], next: null }));
    for (const one of lines) host.have({ summary: one, turns: [], files: [] });
  });
  await findId("composer");
  return window;
}

describe("a line", () => {
  it("is pinned, marked and archived from its menu, which opens by the right button and by its own", async () => {
    const { user, asked } = await four();
    await user.pointer({ keys: "[MouseRight]", target: line("c") });
    expect(document.activeElement?.textContent).toContain("Pin");
    await user.click(byId("line-pin"));
    expect(titles()).toEqual(["c", "a", "b", "d"]);
    expect(screen.getAllByRole("heading", { level: 3 }).map((h) => h.textContent)).toEqual(["Pinned", "Others"]);
    await user.click(screen.getByLabelText("Menu of “b”"));
    await user.click(byId("line-unread"));
    expect(within(line("b")).getByLabelText("Not read yet")).toBeTruthy();
    await user.click(screen.getByLabelText("Menu of “a”"));
    await user.click(byId("line-archive"));
    expect(titles()).toEqual(["c", "b", "d"]);
    expect((await findId("notice")).textContent).toContain("“a” is archived.");
    await user.click(byId("undo"));
    await expect.poll(titles).toEqual(["c", "a", "b", "d"]);
    expect(asked("change_conversations")).toHaveLength(4);
  });

  it("has keys: a menu, another name, the end, and the keys stay in the list", async () => {
    const { user, asked } = await four();
    line("b").focus();
    await user.keyboard("{Shift>}{F10}{/Shift}");
    expect(byId("line-menu").contains(document.activeElement)).toBe(true);
    await user.keyboard("{ArrowDown}{ArrowDown}{Home}{End}{ArrowDown}{Escape}");
    expect(screen.queryByTestId("line-menu")).toBeNull();
    expect(focused()).toBe("b");
    await user.keyboard("{F2}");
    await user.clear(byId("rename-field"));
    await user.keyboard("bee{Enter}");
    expect(asked("rename_conversation")).toEqual([{ id: "b", title: "bee" }]);
    await expect.poll(titles).toEqual(["a", "bee", "c", "d"]);
    expect(focused()).toBe("bee");
    await user.keyboard("{Delete}");
    await findId("delete-yes");
    await user.keyboard("{Escape}");
    expect(focused()).toBe("bee");
    await user.keyboard("{Delete}");
    (await findId("delete-yes")).focus();
    await user.keyboard("{Enter}");
    await expect.poll(titles).toEqual(["a", "c", "d"]);
    await expect.poll(focused).toBe("c");
  });

  it("can be brought back beside another of the same title", async () => {
    const { user, push } = await four();
    await push({ patch: "conversation", summary: summary("b", { title: "a", updated_at: 999, started_at: 999 }) });
    for (const one of ["first", "second"]) {
      await user.click(screen.getAllByLabelText("Menu of “a”")[0]!);
      await user.click(byId("line-archive"));
      await expect.poll(() => screen.getAllByTestId("undo").length).toBe(one === "first" ? 1 : 2);
    }
    await expect.poll(titles).toEqual(["c", "d"]);
    await user.click(screen.getAllByTestId("undo")[0]!);
    await user.click(screen.getAllByTestId("undo")[0]!);
    await expect.poll(titles).toEqual(["a", "b", "c", "d"]);
  });

  it("is one stop for the Tab key, and the arrows walk", async () => {
    const { user } = await four();
    const stops = () =>
      screen
        .getAllByTestId("conversation-item")
        .filter((e) => e.tabIndex === 0)
        .map((e) => e.dataset.conversation);
    expect(stops()).toEqual(["a"]);
    line("a").focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect([focused(), stops()]).toEqual(["c", ["c"]]);
    await user.keyboard("{End}{ArrowDown}");
    expect(focused()).toBe("d");
    await user.keyboard("{Home}");
    expect(focused()).toBe("a");
  });
});

describe("several lines", () => {
  const marked = () =>
    screen
      .getAllByTestId("conversation-item")
      .filter((e) => e.getAttribute("aria-pressed") === "true")
      .map((e) => e.dataset.conversation);

  it("are selected by Ctrl, by Shift and by the arrows, and Esc lets go of them and of nothing else", async () => {
    const window = await four();
    const { user, asked } = window;
    await user.keyboard("{Control>}");
    await user.click(line("a"));
    await user.click(line("c"));
    await user.keyboard("{/Control}");
    expect(marked()).toEqual(["a", "c"]);
    await user.keyboard("{Shift>}");
    await user.click(line("d"));
    await user.keyboard("{/Shift}");
    expect(marked()).toEqual(["c", "d"]);
    expect(byId("selected-count").textContent).toBe("2 conversations selected");
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("selected-count")).toBeNull();
    expect(asked("open_conversation")).toEqual([]);

    line("b").focus();
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(marked()).toEqual(["b", "c", "d"]);
    await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
    expect(marked()).toEqual(["b", "c"]);
    await user.keyboard("{Control>}a{/Control}");
    expect(marked()).toEqual(["a", "b", "c", "d"]);
  });

  it("are archived together, and deleted and brought back together", async () => {
    const { user, asked } = await four();
    line("a").focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await user.click(byId("selected-line-archive"));
    expect(titles()).toEqual(["c", "d"]);
    expect((await findId("notice")).textContent).toContain("2 conversations are archived.");
    line("c").focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}{Delete}");
    expect((await screen.findByRole("dialog")).textContent).toContain("Delete 2 conversations?");
    await user.click(byId("delete-yes"));
    expect(asked("delete_conversations")).toEqual([["c", "d"]]);
    await expect.poll(titles).toEqual([]);
    expect(byId("deleted").textContent).toContain("2 conversations are deleted.");
    await user.click(byId("undo-delete"));
    await expect.poll(titles).toEqual(["c", "d"]);
  });
});

describe("what is selected", () => {
  const summaryOf = (id: string, change: Partial<ConversationSummary>) => ({
    patch: "conversation" as const,
    summary: summary(id, { title: id, updated_at: 999, started_at: 999, ...change }),
  });

  it("counts as far as it is in the list, and the bar goes with the last", async () => {
    const { user, push } = await four();
    line("a").focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(byId("selected-count").textContent).toBe("2 conversations selected");
    await push(summaryOf("a", { archived: true }));
    expect(byId("selected-count").textContent).toBe("1 conversation selected");
    await push(summaryOf("b", { archived: true }));
    expect(screen.queryByTestId("selected-count")).toBeNull();
  });

  it("begins at the line itself when where it began has left the list", async () => {
    const { user, push } = await four();
    await user.keyboard("{Control>}");
    await user.click(line("a"));
    await user.keyboard("{/Control}");
    await push(summaryOf("a", { archived: true }));
    await user.keyboard("{Shift>}");
    await user.click(line("c"));
    await user.keyboard("{/Shift}");
    expect(byId("selected-count").textContent).toBe("1 conversation selected");
  });
});

describe("the question whether to delete", () => {
  it("says where this conversation is, whatever is answered about another one", async () => {
    const { user, host } = await four();
    const answers = new Map<string, (served: ConversationServers) => void>();
    host.on("engines_of", (id) => new Promise<ConversationServers>((resolve) => answers.set(id, resolve)) as never);
    line("a").focus();
    await user.keyboard("{Delete}");
    // The dialog is not shown yet, and the person moves to another entry.
    line("b").focus();
    await user.keyboard("{Delete}");
    answers.get("a")!({ engines: ["gemini"], told: [] });
    await new Promise((r) => setTimeout(r));
    expect(screen.queryByTestId("delete-yes")).toBeNull();
    answers.get("b")!({ engines: ["local"], told: [] });
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("“b”");
    expect(dialog.textContent).not.toContain("Google");
  });
});

describe("after an import", () => {
  it("the list that is shown begins anew, what is pinned is there, and who reads stays where they read", async () => {
    const window = await four();
    const { user, host, push, asked } = window;
    await user.click(line("b"));
    await user.click(byId("which-list"));
    await user.click(byId("show-archived"));
    expect(titles()).toEqual([]);
    const came = (id: string, change: Partial<ConversationSummary>) =>
      summary(id, { title: id, updated_at: 2_000, started_at: 2_000, ...change });
    host.on("overview", () =>
      overview({
        chats: [],
        jobs: [],
        pinned: [came("pinned", { pinned: true })],
        folders: [{ id: "f", name: "Suppliers", created_at: 1 }],
      }),
    );
    host.on("list_conversations", ({ list }) => ({
      conversations: list.of === "archived" ? [came("old", { archived: true })] : [],
      next: null,
    }));
    const opened = asked("open_conversation").length;
    await push({ patch: "imported" });
    await expect.poll(titles).toEqual(["old"]);
    expect(asked("open_conversation")).toHaveLength(opened);
    await user.click(byId("which-list"));
    expect(byId("show-folder").textContent).toContain("Suppliers");
    await user.keyboard("{Escape}");
    await user.click(byId("nav-new"));
    await user.click(byId("which-list"));
    await user.click(screen.getByRole("menuitemradio", { name: "Recent" }));
    expect(titles()).toContain("pinned");
  });

  it("an empty box shows the draft that came in", async () => {
    const { host, push } = await four();
    expect((byId("composer") as HTMLTextAreaElement).value).toBe("");
    host.on("draft", (key) => ({ key, text: "from the other computer", attachments: [], who: null }));
    await push({ patch: "imported" });
    await expect.poll(() => (byId("composer") as HTMLTextAreaElement).value).toBe("from the other computer");
  });
});

describe("the list", () => {
  it("shows what is unread, archived, or in a folder, and begins anew with New", async () => {
    const { user, asked } = await four();
    const choose = async (entry: string) => {
      await user.click(byId("which-list"));
      await user.click(byId(entry));
    };
    await choose("show-archived");
    expect(screen.getByText(/What you archive will be here/)).toBeTruthy();
    expect(asked("list_conversations")).toEqual([{ list: { of: "archived" }, after: null }]);
    await choose("show-unread");
    expect(screen.getByText("Everything is read.")).toBeTruthy();
    await user.click(byId("nav-new"));
    expect(titles()).toEqual(["a", "b", "c", "d"]);
  });

  it("has folders: made while moving, renamed, removed and put back", async () => {
    const { user, host } = await four();
    line("a").focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await user.click(byId("selected-line-move"));
    expect(document.activeElement).toBe(byId("folder-name"));
    await user.keyboard("Suppliers{Enter}");
    await user.click(byId("which-list"));
    await user.click(byId("show-folder"));
    expect(screen.getByRole("heading", { name: "Suppliers" })).toBeTruthy();
    await expect.poll(titles).toEqual(["a", "b"]);

    await user.click(byId("which-list"));
    await user.click(byId("rename-folder"));
    await user.clear(byId("folder-name"));
    await user.keyboard("Old suppliers{Enter}");
    await expect.poll(() => screen.queryByRole("heading", { name: "Old suppliers" })).toBeTruthy();
    await user.click(byId("which-list"));
    await user.click(byId("remove-folder"));
    await expect.poll(titles).toEqual(["a", "b", "c", "d"]);
    expect((await findId("notice")).textContent).toContain("“Old suppliers”");
    await user.click(byId("undo"));
    await expect.poll(titles).toEqual(["a", "b"]);
    expect(host.calls.map(([name]) => name)).toContain("put_folder_back");
  });

  it("stays with a list that is shown when a folder is removed, and when it cannot be put back", async () => {
    const { user, host } = await four();
    line("a").focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await user.click(byId("selected-line-move"));
    await user.keyboard("Suppliers{Enter}");
    await user.click(byId("which-list"));
    await user.click(byId("show-folder"));
    await user.click(byId("which-list"));
    await user.click(byId("remove-folder"));
    await expect.poll(titles).toEqual(["a", "b", "c", "d"]);
    host.on("put_folder_back", () => {
      throw failure("file", "It cannot be put back.");
    });
    await user.click(byId("undo"));
    await expect
      .poll(() => screen.getAllByTestId("notice").some((e) => e.textContent?.includes("cannot be put back")))
      .toBe(true);
    expect(titles()).toEqual(["a", "b", "c", "d"]);
  });

  it("brings all that is pinned, however much", async () => {
    const pin = (id: string) => summary(id, { title: id, pinned: true, updated_at: 5 });
    const { asked } = await openWindow(
      overview({ chats: [], jobs: [], pinned: [pin("one")], pinned_next: "more" }),
      (host) => {
        host.on("list_conversations", ({ after }) => ({
          conversations: [pin(after === "more" ? "two" : "three")],
          next: after === "more" ? "last" : null,
        }));
      },
    );
    await expect.poll(() => titles().sort()).toEqual(["one", "three", "two"]);
    expect(asked("list_conversations")).toEqual([
      { list: { of: "pinned" }, after: "more" },
      { list: { of: "pinned" }, after: "last" },
    ]);
  });
});
