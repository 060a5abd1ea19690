// The one store of the window: fed by the host's patches, and the place where the window asks the
// host for something. Components read `store.state` and call its actions.
import { getContext, setContext } from "svelte";
import type {
  ArtifactView,
  AttachResult,
  Attachment,
  BridgeError,
  Conversation,
  ErrorCode,
  Network,
  OpenedAgent,
  Options,
  Patch,
  Settings,
  Turn,
  Who,
} from "../../bindings/bridge";
import type { AgentForm } from "./agent-form.svelte";
import type { ScheduleForm } from "./schedule-form.svelte";
import type { AnswerOf, CommandName, Host, RequestOf } from "../../platform";
import { m, speak } from "../messages";
import { versions } from "./versions";
import { Announcer } from "./announcer.svelte";
import { applyAll, goingTo, noticed } from "./apply";
import { Deleting } from "./deleting";
import { Drafts, NEW, refusal, type Draft } from "./drafts.svelte";
import { FileActions } from "./file-actions.svelte";
import { listed } from "./files";
import { Lists } from "./lists.svelte";
import { initial, started, type State, type View } from "./model";
import { OpenFiles } from "./open-files";
import { withPageOfLines } from "./order";
import { Reading } from "./reading";
import { Searching } from "./searching.svelte";
import { heldIn, takes } from "./way";

/** Maximum time that the last key presses take to reach the page, in milliseconds. */
const LAST_KEYS = 100;

/** Stopping something that ran longer than this needs confirmation, in milliseconds. */
const LONG = 10_000;

/** The parts of a turn that are needed to stop it. */
export type Running = Pick<Turn, "id" | "is_job" | "started_at">;

export class Store {
  state = $state.raw<State>(initial);
  /** A link that waits for confirmation. */
  link = $state<string | null>(null);
  /** The file in the panel or on the preview page. */
  shownFile = $state<string | null>(null);
  filePanel = $state(true);
  /** The search query; kept while the person looks at a hit. */
  query = $state("");
  /** The filters of the search. */
  readonly searching = new Searching();
  /** The turn to scroll to once its conversation is open. */
  aim = $state<string | null>(null);
  /** The words to highlight in it. */
  aimWords = "";
  /** The file to show once its conversation is open. */
  #aimFile: string | null = null;
  /** The visible page on a narrow window. */
  page = $state<"side" | "main" | "files">("main");
  /** Incremented each time the composer is to be focused. */
  writes = $state(0);
  /** A long-running turn while its stop dialog is open. */
  stopping = $state.raw<Running | null>(null);
  /** Resolves the dialog about exceeding the month's limit; null if it is closed. */
  beyond = $state.raw<((yes: boolean) => void) | null>(null);
  /** The visible component that accepts files dropped on the window. */
  box: { attach(files: readonly Attachment[]): void } | null = null;
  /** The agent form being filled in; kept while the person is elsewhere. */
  agentForm = $state.raw<AgentForm | null>(null);
  /** An agent from a file opened with this program; shown once no other agent is being changed. */
  agentFile = $state.raw<OpenedAgent | null>(null);
  /** The schedule form being filled in; kept while the person is elsewhere. */
  scheduleForm = $state.raw<ScheduleForm | null>(null);
  /** True once the forms are open again that were open when Errand ended; until then no other takes their place. */
  formsOpened = $state(false);
  /** Incremented after each import. */
  imports = $state(0);
  /** Incremented each time schedules or their runs changed. */
  schedulesChanged = $state(0);
  /** Cursor of the Files list: undefined before its first page, null at its end. */
  filesNext = $state<string | null | undefined>(undefined);
  /** Called when the conversation started on the New page is loaded, or not awaited any more. */
  #begun: () => void = () => {};

  readonly drafts: Drafts;
  readonly reading: Reading = new Reading(this);
  readonly lists: Lists = new Lists(this);
  readonly openFiles: OpenFiles = new OpenFiles(this);
  readonly announcer = new Announcer();
  readonly deleting: Deleting = new Deleting(this);
  readonly fileActions: FileActions = new FileActions(this);

  constructor(readonly host: Host) {
    this.drafts = new Drafts(host, (error) => this.tell(error));
  }

  /** The held turns of the open conversation. */
  readonly turns = $derived(this.state.open?.turns ?? []);
  /** Ids of the running turns of the open conversation, as far as known. */
  readonly runningTurns = $derived.by(() => {
    const { open } = this.state;
    if (!open) return new Set<string>();
    const running = new Set(
      heldIn(open)
        .filter((t) => t.standing === "running")
        .map((t) => t.id),
    );
    const { turn, standing } = open.summary;
    if (turn !== null && standing === "running") running.add(turn);
    return running;
  });
  /** The files of the open conversation in display order, newest first. */
  readonly files = $derived(this.state.open ? listed(this.state.open) : []);
  /** Number of rows in that list; the total number of files while not all are loaded. */
  readonly fileCount = $derived.by(() => {
    const { open } = this.state;
    return open && open.filesNext !== null ? open.summary.files : versions(this.files).length;
  });
  readonly lines = $derived(this.state.lines);

  async start(): Promise<void> {
    try {
      await this.host.subscribe((patches) => this.#take(patches));
      const overview = await this.host.call("overview", null);
      await speak(overview.settings.language, overview.system_languages);
      this.state = started(this.state, overview);
      void this.lists.begin(overview);
      overview.deletions.forEach((d) => this.deleting.untilGone(d));
      if (overview.fatal === null) void this.#openedAgent();
    } catch (error) {
      this.state = { ...this.state, phase: "fatal", fatal: asError(error) };
    }
  }

  #take(patches: readonly Patch[]): void {
    const before = this.state;
    this.state = applyAll(before, patches);
    this.announcer.tell(before, this.state);
    for (const patch of patches) {
      if (patch.patch === "dropped") this.attach(patch.attaching);
      else if (patch.patch === "agent_file") void this.#openedAgent();
      else if (patch.patch === "schedules") this.schedulesChanged += 1;
      else if (patch.patch === "imported") void this.#imported();
      else if (patch.patch === "keep_drafts") void this.#keepDrafts(patch.number);
      else if (patch.patch === "conversation_gone") void this.drafts.forget(patch.id);
      else if (patch.patch === "opened") this.#arrived(patch.conversation);
      else if (patch.patch === "turns") this.#showAimed();
    }
    this.reading.took(patches);
    const { view } = this.state;
    if (view === before.view) return;
    this.page = "main";
    // An awaited conversation is already loaded; one that the host only named must be requested.
    if (view.at === "conversation" && view.id === before.awaited && this.state.open) return;
    this.#left();
    this.aim = null;
    this.#aimFile = null;
    if (view.at === "conversation") void this.#load(view.id, null);
  }

  /** After an import: reloads the lists. */
  async #imported(): Promise<void> {
    const overview = await this.ask("overview", null);
    if (!overview) return;
    const { pinned, chats, jobs, folders } = overview;
    this.state = { ...this.state, folders, lines: withPageOfLines(this.state.lines, [...pinned, ...chats, ...jobs]) };
    this.filesNext = undefined;
    await Promise.all([this.lists.begin(overview), this.drafts.readAgain()]);
    this.imports += 1;
  }

  /** Shows the agent of a file that the person opened with this program, if any. */
  async #openedAgent(): Promise<void> {
    const opened = await this.ask("opened_agent", null);
    if (!opened) return;
    this.agentFile = opened;
    this.go({ at: "agents" });
  }

  /** After the patch `opened`: sets up the conversation's draft and pending targets. */
  #arrived({ summary, draft }: Conversation): void {
    if (this.state.open?.summary.id !== summary.id) return;
    this.drafts.adopt(summary.id, draft);
    this.#begun();
    this.#showAimed();
  }

  async #keepDrafts(number: number): Promise<void> {
    // A patch can overtake the last key presses, because the browser delivers them one by one.
    await new Promise((resolve) => setTimeout(resolve, LAST_KEYS));
    await this.drafts.flush();
    await this.ask("drafts_kept", number);
  }

  /** Runs a host command without an answer; an error becomes a notice. Returns true on success. */
  async did<N extends CommandName>(name: N, request: RequestOf<N>): Promise<boolean> {
    try {
      await this.host.call(name, request);
      return true;
    } catch (error) {
      this.tell(error);
      return false;
    }
  }

  /** Runs a host command; on an error, shows a notice or calls the handler in `instead`, and returns null. */
  async ask<N extends CommandName>(
    name: N,
    request: RequestOf<N>,
    instead: Partial<Record<ErrorCode, () => void>> = {},
  ): Promise<AnswerOf<N> | null> {
    try {
      return await this.host.call(name, request);
    } catch (error) {
      const { code } = asError(error);
      if (code === "month_limit") return (await this.#mayGoBeyond()) ? this.ask(name, request, instead) : null;
      (instead[code] ?? (() => this.tell(error)))();
      return null;
    }
  }

  /** Asks whether to send a turn beyond the month's limit, and tells the host if so. */
  async #mayGoBeyond(): Promise<boolean> {
    this.beyond?.(false);
    const yes = await new Promise<boolean>((resolve) => (this.beyond = resolve));
    return yes && this.did("go_beyond_limit", null);
  }

  answerBeyond(yes: boolean): void {
    this.beyond?.(yes);
    this.beyond = null;
  }

  tell(error: unknown): void {
    this.state = noticed(this.state, { tone: "error", error: asError(error), undo: null });
  }

  /** Shows a plain notice, with an undo button if possible. */
  note(message: string, undo: (() => void) | null = null): void {
    this.state = noticed(this.state, { tone: "plain", error: { code: "internal", message, hint: null }, undo });
  }

  dismiss(id: number): void {
    this.state = { ...this.state, notices: this.state.notices.filter((n) => n.id !== id) };
  }

  // Navigation.

  go(view: View): void {
    const old = this.state.view;
    const same = view.at === old.at && (view.at !== "conversation" || view.id === (old as { id?: string }).id);
    this.page = "main";
    if (same) return;
    const wasOpen = old.at === "conversation" || this.state.awaited !== null;
    this.state = goingTo(this.state, view);
    this.shownFile = null;
    this.#left();
    if (view.at === "conversation") void this.#load(view.id, this.aim);
    else if (wasOpen) void this.ask("close_conversation", null);
    if (view.at === "files") void this.moreFiles(true);
  }

  open(id: string): void {
    this.openAt(id, null);
  }

  /** Opens a conversation at a turn, with these words highlighted, or with a file shown. */
  openAt(id: string, turn: string | null, file: string | null = null, words = ""): void {
    this.aim = turn;
    this.aimWords = words;
    this.#aimFile = file;
    this.go({ at: "conversation", id });
    if (this.state.open?.summary.id === id) this.#showAimed();
  }

  /** The file may arrive together with its turn. */
  #showAimed(): void {
    const file = this.#aimFile;
    if (file === null || !this.state.open?.files.some((f) => f.id === file)) return;
    this.#aimFile = null;
    this.shownFile = file;
    this.filePanel = true;
  }

  /** Shows the New page with the composer focused, and with a suggestion in it if given. */
  startNew(suggestion = "", who: string | null = null): void {
    this.go({ at: "new" });
    this.lists.show("recent");
    void this.drafts.at(NEW).then((draft) => {
      if (suggestion) draft.suggest(suggestion);
      if (who) draft.who = who;
      this.writes += 1;
    });
  }

  /**
   * Requests a conversation, which arrives as a patch. If the person navigates elsewhere meanwhile, they stay there.
   */
  async #load(id: string, turn: string | null): Promise<void> {
    if (await this.#asked(id, turn)) return;
    const { view, open } = this.state;
    if (view.at === "conversation" && view.id === id && !open) this.go({ at: "new" });
  }

  async #asked(id: string, turn: string | null): Promise<boolean> {
    return this.did("open_conversation", { id, turn });
  }

  /** Loads the conversation started on the New page; that page stays until it is loaded. */
  async #begin(id: string): Promise<void> {
    this.state = { ...this.state, awaited: id };
    const here = new Promise<void>((resolve) => (this.#begun = resolve));
    // The conversation may arrive before the response, and with it the composer: text typed meanwhile moves there at
    // once.
    void this.#asked(id, null).then((isThere) => {
      if (isThere) return;
      this.state = { ...this.state, awaited: null };
      this.#begun();
    });
    await here;
  }

  /** Cancels everything awaited for the conversation that was open or being loaded. */
  #left(): void {
    this.reading.leave();
    this.openFiles.leave();
    this.#begun();
  }

  // Turns.

  /** Sends a draft as the next turn after `parent`, and loads it; returns false if it was not sent. */
  async send(
    draft: Draft,
    who: string,
    network: Network,
    parent: string | null,
    leaving: string | null,
    options: Options,
  ): Promise<boolean> {
    const conversation = this.state.view.at === "conversation" ? this.state.view.id : null;
    let turn: string | null = null;
    const arrived = await this.drafts.send(draft, async ({ text, attachments }) => {
      const sent = await this.ask("send", {
        conversation,
        parent,
        who,
        text: text.trim(),
        attachments,
        network,
        draft: draft.key,
        leaving,
        options,
        tools: draft.tools,
      });
      if (!sent) return null;
      draft.options = null;
      draft.tools = null;
      turn = sent.turn;
      // The composer stays in place until the conversation is loaded, so that no key press is lost.
      if (!conversation && this.state.view.at === "new") await this.#begin(sent.conversation);
      return sent.conversation;
    });
    const { open } = this.state;
    // A turn arrives by itself only if its parent is held.
    if (turn !== null && open?.summary.id === conversation && open && !takes(open, parent))
      await this.reading.around(turn);
    return arrived;
  }

  /** Stops a turn, after a confirmation if it has been running for long. */
  stop(turn: Running): void {
    if (Date.now() - turn.started_at > LONG) this.stopping = turn;
    else void this.ask("stop", turn.id);
  }

  answerStop(stop: boolean): void {
    const turn = this.stopping;
    this.stopping = null;
    if (turn && stop) void this.ask("stop", turn.id);
  }

  /** Attaches what was accepted to the visible composer, and reports what was refused. */
  attach(attaching: AttachResult): void {
    const refused = refusal(attaching, m.composer.refused);
    if (refused) this.tell(refused);
    if (!attaching.files.length) return;
    if (this.box) this.box.attach(attaching.files);
    else this.note(m.composer.nowhere);
  }

  whoOf(turn: Turn): Who | undefined {
    return this.state.who.everyone.find(
      (w) => w.engine === turn.engine && (w.api_id === turn.api_id || w.own?.ids.includes(turn.api_id)),
    );
  }

  who(id: string | null): Who | undefined {
    return this.state.who.everyone.find((w) => w.id === id);
  }

  // Lists.

  /** Loads the next page of the Files list, which is reloaded when it is shown again. Returns true on success. */
  async moreFiles(fromStart: boolean): Promise<boolean> {
    const after = fromStart ? null : (this.filesNext ?? null);
    if (!fromStart && after === null) return true;
    const page = await this.ask("list_files", after);
    if (!page) return false;
    const known = new Set(page.files.map((f) => f.id));
    const files = fromStart ? page.files : [...this.state.files.filter((f) => !known.has(f.id)), ...page.files];
    this.state = { ...this.state, files };
    this.filesNext = page.next;
    return true;
  }

  /** True if the conversation's files are shown, or would be if there were room. */
  get panelShown(): boolean {
    return (
      this.filePanel &&
      (this.shownFile !== null || (this.state.open?.files.some((f) => f.state.state === "saved") ?? false))
    );
  }

  togglePanel(): void {
    const small = matchMedia("(max-width: 60rem)").matches;
    if (this.panelShown && !small) {
      this.filePanel = false;
      return;
    }
    this.filePanel = true;
    if (!this.panelShown) this.shownFile = this.files[0]?.id ?? null;
    this.page = this.page === "files" ? "main" : "files";
  }

  file(id: string | null): ArtifactView | undefined {
    if (id === null) return undefined;
    return this.state.open?.files.find((f) => f.id === id) ?? this.state.files.find((f) => f.id === id);
  }

  // Settings.

  async set(change: Partial<Settings>): Promise<boolean> {
    const before = this.state.settings;
    this.state = { ...this.state, settings: { ...before, ...change } };
    const settings = await this.ask("set_settings", this.state.settings);
    // Current values come as a patch, which may be newer than the response; so only the attempted change is reverted.
    if (!settings) {
      const tried = Object.keys(change) as (keyof Settings)[];
      const back = Object.fromEntries(tried.map((key) => [key, before[key]]));
      this.state = { ...this.state, settings: { ...this.state.settings, ...back } };
    }
    if (settings && before.save_folder !== null && settings.save_folder === null) {
      // Only the host knows the Downloads folder.
      const overview = await this.ask("overview", null);
      if (overview) this.state = { ...this.state, saveFolder: overview.save_folder };
    }
    return settings !== null;
  }

  answerQuit(quit: boolean): void {
    this.state = { ...this.state, quit: null };
    void this.ask("answer_quit", quit);
  }
}

export function asError(error: unknown): BridgeError {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) return error as BridgeError;
  return { code: "internal", message: m.errors.unexpected, hint: String(error) };
}

const KEY = Symbol("store");

export function provideStore(host: Host): Store {
  return setContext(KEY, new Store(host));
}

export function useStore(): Store {
  return getContext<Store>(KEY);
}
