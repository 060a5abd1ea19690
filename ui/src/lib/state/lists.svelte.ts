// The sidebar's lists: which one is shown, their cursors, the selection, and actions on conversations.
import type {
  Change,
  ConversationSummary,
  Folder,
  List,
  Overview,
  RemovedFolder,
  Standing,
} from "../../bindings/bridge";
import { m } from "../messages";
import { lineOf, withPageOfLines } from "./order";
import type { Store } from "./store.svelte";

/** `recent` is chats and jobs together; a folder is shown by its id. */
export type Shown = "recent" | "chats" | "jobs" | "unread" | "archived" | { folder: string };

/** A heading with its entries. */
export interface Group {
  key: "pinned" | "others" | "running" | "needs_you" | "done" | "failed";
  lines: ConversationSummary[];
}

/** The open dialog, and the conversations it is about. */
export type Asking =
  { what: "rename" | "delete" | "move" | "export"; of: readonly string[] } | { what: "folder"; folder: Folder | null };

const GROUPS: Record<Standing, Group["key"]> = {
  running: "running",
  needs_you: "needs_you",
  done: "done",
  failed: "failed",
  stopped: "failed",
};

const same = (a: Shown, b: Shown) => (typeof a === "object" && typeof b === "object" ? a.folder === b.folder : a === b);

/** Returns true if an entry belongs to a list. Archived ones are in the archive only. */
export function belongs(line: ConversationSummary, shown: Shown): boolean {
  if (shown === "archived") return line.archived;
  if (line.archived) return false;
  if (typeof shown === "object") return line.folder === shown.folder;
  return shown === "recent" || (shown === "unread" ? line.unread : line.kind === (shown === "chats" ? "chat" : "job"));
}

export class Lists {
  shown = $state.raw<Shown>("recent");
  /** Ids of the selected conversations. */
  selected = $state.raw<ReadonlySet<string>>(new Set());
  /** The entry with the keyboard focus. */
  at = $state<string | null>(null);
  asking = $state.raw<Asking | null>(null);
  /** Cursor of each list: undefined before its first page, null at its end. */
  #pages = $state.raw<Readonly<Record<string, string | null | undefined>>>({});
  /** Anchor of a range selection. */
  #from: string | null = null;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  readonly groups = $derived.by<Group[]>(() => {
    const { view } = this.#store.state;
    // The open conversation stays in the unread list while it is on the screen.
    const stays = this.shown === "unread" && view.at === "conversation" ? view.id : null;
    const lines = this.#store.lines.filter(
      (line) => belongs(line, this.shown) || (line.id === stays && !line.archived),
    );
    const of = new Map<Group["key"], ConversationSummary[]>();
    for (const key of ["pinned", "running", "needs_you", "done", "failed", "others"] as const) of.set(key, []);
    for (const line of lines) {
      const key =
        line.pinned && this.shown !== "archived" ? "pinned" : this.shown === "jobs" ? GROUPS[line.standing] : "others";
      of.get(key)?.push(line);
    }
    return [...of].map(([key, lines]) => ({ key, lines })).filter((group) => group.lines.length);
  });
  /** All entries of the list in display order. */
  readonly order = $derived(this.groups.flatMap((group) => group.lines));
  /** The entry that is the list's tab stop; arrows move within the list. */
  readonly stop = $derived.by(() => {
    const ids = new Set(this.order.map((line) => line.id));
    const { view } = this.#store.state;
    const open = view.at === "conversation" ? view.id : null;
    if (this.at !== null && ids.has(this.at)) return this.at;
    return open !== null && ids.has(open) ? open : this.order[0]?.id;
  });
  readonly goesOn = $derived(this.#lists().some((list) => this.#pages[JSON.stringify(list)]));
  readonly name = $derived.by(() => {
    const { shown } = this;
    if (typeof shown === "object") return this.folder(shown.folder)?.name ?? m.nav.recent;
    return shown === "unread" || shown === "archived" ? m.lists[shown] : m.nav[shown];
  });

  /** The host's lists that the shown list consists of. */
  #lists(): List[] {
    const { shown } = this;
    if (typeof shown === "object") return [{ of: "folder", id: shown.folder }];
    if (shown === "recent") return [{ of: "chat" }, { of: "job" }];
    return [
      shown === "unread"
        ? { of: "unread" }
        : shown === "archived"
          ? { of: "archived" }
          : { of: shown === "chats" ? "chat" : "job" },
    ];
  }

  folder(id: string): Folder | undefined {
    return this.#store.state.folders.find((folder) => folder.id === id);
  }

  /** Initialises the lists from the overview. All pinned conversations are loaded, however many. */
  async begin(overview: Pick<Overview, "chats_next" | "jobs_next" | "pinned_next">): Promise<void> {
    this.#pages = {};
    this.#goesOnAt({ of: "chat" }, overview.chats_next);
    this.#goesOnAt({ of: "job" }, overview.jobs_next);
    this.#goesOnAt({ of: "pinned" }, overview.pinned_next);
    this.#bring();
    while (this.#pages[JSON.stringify({ of: "pinned" })]) if (!(await this.#next({ of: "pinned" }))) return;
  }

  /** Loads the first page of the shown list, unless it is loaded. */
  #bring(): void {
    for (const list of this.#lists()) if (this.#pages[JSON.stringify(list)] === undefined) void this.#next(list);
  }

  /** Shows a list. */
  show(shown: Shown): void {
    if (same(this.shown, shown)) return;
    this.shown = shown;
    this.clear();
    this.#bring();
  }

  /** Loads the next page of the shown list. Returns true on success; the cursor is kept on failure. */
  async more(): Promise<boolean> {
    const wanted = this.#lists().filter((list) => this.#pages[JSON.stringify(list)]);
    const came = await Promise.all(wanted.map((list) => this.#next(list)));
    return came.every(Boolean);
  }

  async #next(list: List): Promise<boolean> {
    const store = this.#store;
    const page = await store.ask("list_conversations", { list, after: this.#pages[JSON.stringify(list)] ?? null });
    if (!page) return false;
    store.state = { ...store.state, lines: withPageOfLines(store.state.lines, page.conversations) };
    this.#goesOnAt(list, page.next);
    return true;
  }

  #goesOnAt(list: List, next: string | null): void {
    this.#pages = { ...this.#pages, [JSON.stringify(list)]: next };
  }

  // Selection.

  clear(): void {
    this.selected = new Set();
    this.#from = null;
  }

  toggle(id: string): void {
    const next = new Set(this.selected);
    if (!next.delete(id)) next.add(id);
    this.selected = next;
    this.#from = id;
  }

  /** Selects the range from the anchor, or the focused entry, to this one. */
  selectTo(id: string): void {
    const ids = this.order.map((line) => line.id);
    const to = ids.indexOf(id);
    // The anchor may have left the list meanwhile.
    const begun = ids.indexOf(this.#from ?? this.at ?? id);
    const from = begun < 0 ? to : begun;
    this.#from = ids[from] ?? id;
    this.selected = new Set(ids.slice(Math.min(from, to), Math.max(from, to) + 1));
  }

  selectAll(): void {
    this.selected = new Set(this.order.map((line) => line.id));
  }

  /** Returns the targets of an action on an entry: the whole selection if the entry is part of it. */
  of(id: string): readonly string[] {
    return this.selected.has(id) ? this.chosen : [id];
  }

  /** The selected conversations in display order. */
  get chosen(): readonly string[] {
    return this.order.map((line) => line.id).filter((id) => this.selected.has(id));
  }

  lines(ids: readonly string[]): ConversationSummary[] {
    return ids.flatMap((id) => lineOf(this.#store.lines, id) ?? []);
  }

  // Actions.

  async change(ids: readonly string[], change: Change): Promise<boolean> {
    const done = await this.#store.did("change_conversations", { conversations: [...ids], change });
    if (done) this.clear();
    return done;
  }

  async archive(ids: readonly string[]): Promise<void> {
    const title = this.lines(ids)[0]?.title ?? "";
    if (!(await this.change(ids, { what: "archived", is: true }))) return;
    this.#store.note(
      m.lists.wasArchived(ids.length, title),
      () => void this.change(ids, { what: "archived", is: false }),
    );
  }

  /** Saves a folder; returns null on failure. */
  async saveFolder(id: string | null, name: string): Promise<Folder | null> {
    return this.#store.ask("save_folder", { id, name });
  }

  async removeFolder(folder: Folder): Promise<void> {
    const removed = await this.#store.ask("remove_folder", folder.id);
    if (!removed) return;
    const wasShown = same(this.shown, { folder: folder.id });
    if (wasShown) this.show("recent");
    this.#store.note(m.lists.folderRemoved(folder.name), () => void this.#putBack(removed, wasShown));
  }

  async #putBack(removed: RemovedFolder, show: boolean): Promise<void> {
    const back = await this.#store.ask("put_folder_back", removed);
    if (back && show) this.show({ folder: back.id });
  }
}
