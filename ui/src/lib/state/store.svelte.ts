// The one store of the window: fed by the host's patches, and the place where the window asks the
// host for something. Components read `store.state` and call its actions.
import { getContext, setContext } from "svelte";
import type {
  AgentDraft,
  ArtifactView,
  Attaching,
  Attachment,
  BridgeError,
  Conversation,
  ErrorCode,
  Network,
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

/** How long the last keys may be on their way to the page, in milliseconds. */
const LAST_KEYS = 100;

/** What ran longer is stopped only after a question, in milliseconds. */
const LONG = 10_000;

/** As much of a turn as stopping it needs. */
export type Running = Pick<Turn, "id" | "is_job" | "started_at">;

export class Store {
  state = $state.raw<State>(initial);
  /** An address that waits for the person's yes. */
  link = $state<string | null>(null);
  /** The file in the panel or on the preview page. */
  shownFile = $state<string | null>(null);
  filePanel = $state(true);
  /** What is searched for; it stays while the person looks at a hit. */
  query = $state("");
  /** In which part of everything. */
  readonly searching = new Searching();
  /** The turn to bring into view once its conversation is open. */
  aim = $state<string | null>(null);
  /** The words to mark in it. */
  aimWords = "";
  /** The file to show once its conversation is open. */
  #aimFile: string | null = null;
  /** On a narrow window one page is seen at a time. */
  page = $state<"side" | "main" | "files">("main");
  /** Counts up each time the box is to have the focus. */
  writes = $state(0);
  /** A turn that has run for long, while it is asked whether to stop it. */
  stopping = $state.raw<Running | null>(null);
  /** Set while it is asked whether to send beyond the month's limit. */
  beyond = $state.raw<((yes: boolean) => void) | null>(null);
  /** What is on the screen that takes files: what is dropped on the window goes there. */
  box: { attach(files: readonly Attachment[]): void } | null = null;
  /** The form of an agent that is filled in; it stays while the person looks elsewhere. */
  agentForm = $state.raw<AgentForm | null>(null);
  /** An agent from a file that the person opened with this program; shown as soon as no other is being changed. */
  agentFile = $state.raw<AgentDraft | null>(null);
  /** The schedule that is open or filled in; it stays while the person looks elsewhere. */
  scheduleForm = $state.raw<ScheduleForm | null>(null);
  /** Counts up each time schedules or their runs changed. */
  schedulesChanged = $state(0);
  /** Where the list of files goes on: undefined before its first page, null at its end. */
  filesNext = $state<string | null | undefined>(undefined);
  /** Called when the conversation that was begun on the New page is here, or is waited for no more. */
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

  /** The turns of the open conversation that are held. */
  readonly turns = $derived(this.state.open?.turns ?? []);
  /** Ids of the turns of the open conversation that run, as far as they are known. */
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
  /** The files of the open conversation as its list shows them, newest first. */
  readonly files = $derived(this.state.open ? listed(this.state.open) : []);
  /** How many lines that list has, or how many files there are while not all are known. */
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
    // One that was awaited is here already; one that the host only named is to be asked for.
    if (view.at === "conversation" && view.id === before.awaited && this.state.open) return;
    this.#left();
    this.aim = null;
    this.#aimFile = null;
    if (view.at === "conversation") void this.#load(view.id, null);
  }

  /** Conversations came in: the lists begin anew. */
  async #imported(): Promise<void> {
    const overview = await this.ask("overview", null);
    if (!overview) return;
    const { pinned, chats, jobs, folders } = overview;
    this.state = { ...this.state, folders, lines: withPageOfLines(this.state.lines, [...pinned, ...chats, ...jobs]) };
    this.filesNext = undefined;
    await Promise.all([this.lists.begin(overview), this.drafts.readAgain()]);
  }

  /** Shows the agent of a file that the person opened with this program, if they did. */
  async #openedAgent(): Promise<void> {
    const draft = await this.ask("opened_agent", null);
    if (!draft) return;
    this.agentFile = draft;
    this.go({ at: "agents" });
  }

  /** After `opened`: what belongs to the conversation besides its turns. */
  #arrived({ summary, draft }: Conversation): void {
    if (this.state.open?.summary.id !== summary.id) return;
    this.drafts.adopt(summary.id, draft);
    this.#begun();
    this.#showAimed();
  }

  async #keepDrafts(number: number): Promise<void> {
    // A patch can overtake the last keys: the browser hands them to the page one by one.
    await new Promise((resolve) => setTimeout(resolve, LAST_KEYS));
    await this.drafts.flush();
    await this.ask("drafts_kept", number);
  }

  /** Asks the host for what has no answer; what goes wrong becomes a notice. Says whether it was done. */
  async did<N extends CommandName>(name: N, request: RequestOf<N>): Promise<boolean> {
    try {
      await this.host.call(name, request);
      return true;
    } catch (error) {
      this.tell(error);
      return false;
    }
  }

  /** Asks the host; what goes wrong becomes a notice, or is what `instead` does about it, and the answer is null. */
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

  /** Asks whether a turn is sent though the month's limit is used up, and tells the host of a yes. */
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

  /** Tells something, with a button that takes it back if there is a way. */
  note(message: string, undo: (() => void) | null = null): void {
    this.state = noticed(this.state, { tone: "plain", error: { code: "internal", message, hint: null }, undo });
  }

  dismiss(id: number): void {
    this.state = { ...this.state, notices: this.state.notices.filter((n) => n.id !== id) };
  }

  // Where the person is.

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

  /** Opens a conversation and shows a turn of it and these words in it, or a file. */
  openAt(id: string, turn: string | null, file: string | null = null, words = ""): void {
    this.aim = turn;
    this.aimWords = words;
    this.#aimFile = file;
    this.go({ at: "conversation", id });
    if (this.state.open?.summary.id === id) this.#showAimed();
  }

  /** It may come with the turn that made it. */
  #showAimed(): void {
    const file = this.#aimFile;
    if (file === null || !this.state.open?.files.some((f) => f.id === file)) return;
    this.#aimFile = null;
    this.shownFile = file;
    this.filePanel = true;
  }

  /** Shows the New page with its box ready, and with a suggestion in it if there is one. */
  startNew(suggestion = "", who: string | null = null): void {
    this.go({ at: "new" });
    this.lists.show("recent");
    void this.drafts.at(NEW).then((draft) => {
      if (suggestion) draft.suggest(suggestion);
      if (who) draft.who = who;
      this.writes += 1;
    });
  }

  /** Asks for a conversation, which comes as a patch. The person may go elsewhere meanwhile, and stays there. */
  async #load(id: string, turn: string | null): Promise<void> {
    if (await this.#asked(id, turn)) return;
    const { view, open } = this.state;
    if (view.at === "conversation" && view.id === id && !open) this.go({ at: "new" });
  }

  async #asked(id: string, turn: string | null): Promise<boolean> {
    return this.did("open_conversation", { id, turn });
  }

  /** Brings the conversation that was begun on the New page; that page stays until it is here. */
  async #begin(id: string): Promise<void> {
    this.state = { ...this.state, awaited: id };
    const here = new Promise<void>((resolve) => (this.#begun = resolve));
    // The conversation may come before the answer, and the box with it: what was typed meanwhile goes there at once.
    void this.#asked(id, null).then((isThere) => {
      if (isThere) return;
      this.state = { ...this.state, awaited: null };
      this.#begun();
    });
    await here;
  }

  /** Nothing of the conversation that was on the screen, or on its way there, is waited for. */
  #left(): void {
    this.reading.leave();
    this.openFiles.leave();
    this.#begun();
  }

  // Turns.

  /** Sends a draft as the next turn after `parent`, and brings it here; false when it did not go. */
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
      // The box stays where it is until the conversation is here: no letter is typed into nowhere.
      if (!conversation && this.state.view.at === "new") await this.#begin(sent.conversation);
      return sent.conversation;
    });
    const { open } = this.state;
    // A turn comes by itself only after one that is held.
    if (turn !== null && open?.summary.id === conversation && open && !takes(open, parent))
      await this.reading.around(turn);
    return arrived;
  }

  /** Stops a turn; asks first when it has run for long. */
  stop(turn: Running): void {
    if (Date.now() - turn.started_at > LONG) this.stopping = turn;
    else void this.ask("stop", turn.id);
  }

  answerStop(stop: boolean): void {
    const turn = this.stopping;
    this.stopping = null;
    if (turn && stop) void this.ask("stop", turn.id);
  }

  /** Attaches what arrived to the box on the screen, and tells what did not. */
  attach(attaching: Attaching): void {
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

  /** Brings the next part of the list of files, which begins anew when it is shown again. Says whether it came. */
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

  /** Whether the conversation's files are on the screen, or would be if there were room. */
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

  // Choices.

  async set(change: Partial<Settings>): Promise<boolean> {
    const before = this.state.settings;
    this.state = { ...this.state, settings: { ...before, ...change } };
    const settings = await this.ask("set_settings", this.state.settings);
    // What is so now is told by a patch, which may be newer than the answer; only what was tried is put back.
    if (!settings) {
      const tried = Object.keys(change) as (keyof Settings)[];
      const back = Object.fromEntries(tried.map((key) => [key, before[key]]));
      this.state = { ...this.state, settings: { ...this.state.settings, ...back } };
    }
    if (settings && before.save_folder !== null && settings.save_folder === null) {
      // Only the host knows where Downloads is.
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
