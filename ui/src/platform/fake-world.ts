// State of the fake host: conversations, drafts and settings, and answers that arrive a few words at a time.
import type {
  Activity,
  Draft,
  Overview,
  Patch,
  ProviderView,
  SendRequest,
  SendResult,
  Settings,
  Turn,
  Who,
} from "../bindings/bridge";
import { noOptions } from "../lib/options";
import { block, failure, summary, turn } from "./fake-data/builders";
import { conversations } from "./fake-data/conversations";
import { who } from "./fake-data/models";
import { firstMinute, overview } from "./fake-data/overviews";
import { ollama, openai } from "./fake-providers";
import { turnInBranch, type FakeConversation } from "./fake-pages";

export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class FakeWorld {
  readonly scene: URLSearchParams;
  /** The overview that the window got at its start, with later changes applied. */
  state: Overview;
  providers: ProviderView[];
  readonly conversations = new Map<string, FakeConversation>(conversations.map((c) => [c.summary.id, { ...c }]));
  readonly drafts = new Map<string, Draft>();
  /** Set once the window listens. */
  listen: (patches: Patch[]) => void = () => {};
  readonly #stopped = new Set<string>();
  #count = 0;

  constructor(query: string, first?: Overview) {
    this.scene = new URLSearchParams(query);
    this.providers = this.scene.has("models") ? [openai, ollama] : [];
    this.state = this.#staged(first ?? (this.scene.has("welcome") ? firstMinute() : overview()));
    if (this.scene.has("long")) lengthen(this.conversations);
    if (this.scene.has("measured")) Object.assign(window, { measured: { push: this.push, turn } });
  }

  /** Returns the overview as the scene (the page's query) asks for it. */
  #staged(state: Overview): Overview {
    if (this.scene.has("local")) state = { ...state, key: "none", who: who((w) => w.engine === "local") };
    if (this.scene.has("fatal"))
      state = {
        ...state,
        fatal: failure(
          "ledger_newer",
          "The record was written by Errand 0.4, and this is Errand 0.1.",
          "Install the newer Errand again.",
        ),
      };
    if (this.scene.has("away")) state = { ...state, finished_meanwhile: state.jobs.filter((j) => j.unread) };
    if (this.scene.has("models")) state = { ...state, who: who(reachable(state), this.providers) };
    const theme = this.scene.get("theme");
    if (theme === "light" || theme === "dark") state = { ...state, settings: { ...state.settings, theme } };
    return state;
  }

  /** Sends changes to the window. */
  push = (...patches: Patch[]): void => this.listen(patches);

  /** Returns a number that was not returned before. */
  next(): number {
    return (this.#count += 1);
  }

  get turns(): Turn[] {
    return [...this.conversations.values()].flatMap((c) => c.turns);
  }

  find(id: string): FakeConversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw failure("not_found", "This conversation is not here any more.");
    return conversation;
  }

  settle(settings: Settings): Settings {
    this.state = { ...this.state, settings };
    this.push({ patch: "settings", settings });
    return settings;
  }

  /** Updates the models and agents that can be asked, and the state of the engines. */
  engines(change: Partial<Pick<Overview, "key" | "local">>, isThere = reachable({ ...this.state, ...change })): void {
    this.state = { ...this.state, ...change, who: who(isThere, this.providers) };
    const { key, local, who: everyone } = this.state;
    this.push({ patch: "engines", key, local, who: everyone });
  }

  send(request: SendRequest): SendResult {
    const chosen = this.state.who.everyone.find((w) => w.id === request.who);
    if (!chosen) throw failure("invalid", "Nobody was chosen.");
    const number = this.next();
    const id = request.conversation ?? `c-new-${number}`;
    const next = beginning(`t-new-${number}`, id, request, chosen);
    const old = this.conversations.get(id);
    const line =
      old?.summary ??
      summary(id, { kind: chosen.is_agent ? "job" : "chat", title: request.text.slice(0, 60), engine: chosen.engine });
    const changed = { ...line, ...lineOf(next), started_at: next.started_at, updated_at: next.started_at };
    const turns = [...(old?.turns ?? []), next];
    this.conversations.set(id, { summary: changed, turns, files: old?.files ?? [] });
    this.push(
      { patch: "conversation", summary: changed },
      { patch: "turn", turn: turnInBranch(turns, next.id) ?? next },
    );
    void this.#answer(next);
    return { conversation: id, turn: next.id };
  }

  /** Sends a text without attachments, options or tools. */
  ask(who: string, text: string, after: { conversation: string; parent: string } | null): SendResult {
    return this.send({
      conversation: after?.conversation ?? null,
      parent: after?.parent ?? null,
      who,
      text,
      attachments: [],
      network: { reach: "off" },
      leaving: null,
      draft: null,
      options: noOptions,
      tools: null,
    });
  }

  stop(id: string): void {
    this.#stopped.add(id);
    const running = this.turns.find((t) => t.id === id);
    if (running && !id.startsWith("t-new"))
      this.#change({ ...running, standing: "stopped", activity: null, finished_at: Date.now() });
  }

  #change(next: Turn, head = false): void {
    const conversation = this.find(next.conversation);
    conversation.turns = conversation.turns.map((t) => (t.id === next.id ? next : t));
    conversation.summary = { ...conversation.summary, ...lineOf(next), updated_at: Date.now() };
    const turn = turnInBranch(conversation.turns, next.id) ?? next;
    this.push(
      { patch: "conversation", summary: conversation.summary },
      head ? { patch: "turn_head", turn: { ...turn, parts: [] } } : { patch: "turn", turn },
    );
  }

  async #answer(given: Turn): Promise<void> {
    let now = given;
    const act = (activity: Activity) => this.#change((now = { ...now, activity, last_sign_of_life: Date.now() }), true);
    await wait(300);
    act({ doing: "thinking" });
    await wait(500);
    if (now.is_job) {
      act({ doing: "running_code", language: "python" });
      await wait(800);
    }
    act({ doing: "writing" });
    const words =
      "This is what the fake host answers, a few words at a time, so that the window can be watched while text comes in.".split(
        " ",
      );
    now = { ...now, parts: [{ type: "text", blocks: [], citations: [] }] };
    this.push({ patch: "part", turn: now.id, position: 0, part: now.parts[0]! });
    for (let i = 1; i <= words.length; i += 3) {
      if (this.#stopped.has(now.id)) break;
      const blocks = [block(`<p>${words.slice(0, i + 2).join(" ")}</p>`)];
      now = { ...now, parts: [{ type: "text", blocks, citations: [] }] };
      this.push({ patch: "blocks", turn: now.id, position: 0, update: { from: 0, kept: 0, blocks }, citations: null });
      await wait(60);
    }
    this.#change({
      ...now,
      standing: this.#stopped.has(now.id) ? "stopped" : "done",
      activity: null,
      finished_at: Date.now(),
      tokens: { total: 84, input: 12, output: 60, thought: 12 },
    });
  }
}

/** Returns a filter for the models and agents that can be asked with the current key, or without one. */
const reachable = (state: Overview) => (w: Who) => w.engine === "local" || state.key !== "none";

/** Makes a turn that was just sent. */
function beginning(id: string, conversation: string, request: SendRequest, chosen: Who): Turn {
  return turn(id, conversation, {
    parent: request.parent,
    engine: chosen.engine,
    api_id: chosen.api_id,
    is_job: chosen.is_agent,
    prompt: request.text,
    attachments: request.attachments,
    standing: "running",
    activity: { doing: "sending" },
    parts: [],
    started_at: Date.now(),
    last_sign_of_life: null,
    finished_at: null,
    tokens: null,
    interaction_id: null,
  });
}

/** Returns the part of a list entry about its newest turn. */
const lineOf = (t: Turn) => ({
  standing: t.standing,
  activity: t.activity,
  turn: t.id,
  last_sign_of_life: t.last_sign_of_life,
  tokens: t.tokens?.total ?? null,
  cost: t.cost,
});

/** Makes one chat very long. */
function lengthen(known: Map<string, FakeConversation>): void {
  const chat = known.get("c-heat");
  const model = chat?.turns.at(-1);
  if (!chat || !model) return;
  chat.turns = [...chat.turns];
  for (let i = 0; i < 400; i += 1) {
    chat.turns.push({
      ...model,
      id: `t-long-${i}`,
      parent: chat.turns.at(-1)?.id ?? null,
      prompt: `Question ${i + 1}`,
      started_at: model.started_at + i + 1,
    });
  }
}
