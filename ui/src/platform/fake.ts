// A host without a desktop, for tests and `npm run dev`. Not part of a release build.
import type {
  Activity,
  Attachment,
  Budget,
  ConversationSummary,
  Draft,
  Folder,
  Hit,
  Overview,
  Patch,
  ProviderView,
  SendRequest,
  Sent,
  Settings,
  Storage,
  Turn,
  Who,
} from "../bindings/bridge";
import type { AnswerOf, CommandName, Host, RequestOf } from "./index";
import {
  asked,
  block,
  conversations,
  documents,
  failure,
  firstMinute,
  nothingSpent,
  ollama,
  openai,
  overview,
  presets,
  spending,
  summary,
  turn,
  who,
} from "./fake-data";
import { noOptions } from "../lib/options";
import { agentHandlers } from "./fake-agents";
import { fileHandlers } from "./fake-files";
import { keepHandlers } from "./fake-keep";
import { toolHandlers } from "./fake-tools";
import { scheduleHandlers } from "./fake-schedules";
import { conversationOf, filesOf, foundIn, pageOf, told, type Told } from "./fake-pages";

export { failure };

type Handler<N extends CommandName> = (request: RequestOf<N>) => AnswerOf<N> | Promise<AnswerOf<N>>;
export type Handlers = { [N in CommandName]: Handler<N> };

export interface FakeHost extends Host {
  /** All calls so far, in order. */
  calls: [CommandName, unknown][];
  /** All requested zoom levels so far, in percent. */
  zooms: number[];
  /** Sends changes to the window. */
  push(...patches: Patch[]): void;
  /** Adds a conversation with all turns of every branch. */
  have(conversation: Told): void;
  /** Replaces the handler of a command. */
  on<N extends CommandName>(name: N, handler: Handler<N>): void;
}

/**
 * `query` is the page's: `?welcome`, `?local`, `?fatal`, `?theme=dark`, `?quit`, `?long`, `?away`, `?models` (model
 * servers are connected), `?measured` (patches come from outside, through `window.measured`).
 */
export function fakeHost(query = "", first?: Overview): FakeHost {
  const scene = new URLSearchParams(query);
  const deleted = new Map<string, Told>();
  let storage: Storage = {
    record: 48_200_000,
    record_free: 6_100_000,
    files: 212_000_000,
    files_free: 0,
    sandboxes: 96_000_000,
    sandboxes_free: 31_000_000,
    model: 1_120_000_000,
  };
  let state = first ?? (scene.has("welcome") ? firstMinute() : overview());
  if (scene.has("local")) state = { ...state, key: "none", who: who((w) => w.engine === "local") };
  if (scene.has("fatal"))
    state = {
      ...state,
      fatal: failure(
        "ledger_newer",
        "The record was written by Errand 0.4, and this is Errand 0.1.",
        "Install the newer Errand again.",
      ),
    };
  if (scene.has("away")) state = { ...state, finished_meanwhile: state.jobs.filter((j) => j.unread) };
  let providers: ProviderView[] = scene.has("models") ? [openai, ollama] : [];
  const mine = (w: Who) => w.engine === "local" || state.key !== "none";
  if (scene.has("models")) state = { ...state, who: who(mine, providers) };
  const theme = scene.get("theme");
  if (theme === "light" || theme === "dark") state = { ...state, settings: { ...state.settings, theme } };

  let listen: (patches: Patch[]) => void = () => {};
  const push = (...patches: Patch[]) => listen(patches);
  const known = new Map<string, Told>(conversations.map((c) => [c.summary.id, { ...c }]));
  if (scene.has("long")) lengthen(known);
  if (scene.has("measured")) Object.assign(window, { measured: { push, turn } });
  const drafts = new Map<string, Draft>();
  let folders: readonly Folder[] = state.folders;
  const stopped = new Set<string>();
  let count = 0;

  const find = (id: string): Told => {
    const conversation = known.get(id);
    if (!conversation) throw failure("not_found", "This conversation is not here any more.");
    return conversation;
  };
  const change = (next: Turn, head = false) => {
    const conversation = find(next.conversation);
    conversation.turns = conversation.turns.map((t) => (t.id === next.id ? next : t));
    conversation.summary = {
      ...conversation.summary,
      standing: next.standing,
      activity: next.activity,
      updated_at: Date.now(),
      ...ofTurn(next),
    };
    const turn = told(conversation.turns, next.id) ?? next;
    push(
      { patch: "conversation", summary: conversation.summary },
      head ? { patch: "turn_head", turn: { ...turn, parts: [] } } : { patch: "turn", turn },
    );
  };
  const remove = (id: string, until: number) => {
    const conversation = find(id);
    known.delete(id);
    deleted.set(id, conversation);
    return { id, kind: conversation.summary.kind, title: conversation.summary.title, until };
  };
  const tick = (ms: number) => new Promise((r) => setTimeout(r, ms));

  async function answer(given: Turn): Promise<void> {
    let now = given;
    const act = (activity: Activity) => change((now = { ...now, activity, last_sign_of_life: Date.now() }), true);
    await tick(300);
    act({ doing: "thinking" });
    await tick(500);
    if (now.is_job) {
      act({ doing: "running_code", language: "python" });
      await tick(800);
    }
    act({ doing: "writing" });
    const words =
      "This is what the fake host answers, a few words at a time, so that the window can be watched while text comes in.".split(
        " ",
      );
    now = { ...now, parts: [{ type: "text", blocks: [], citations: [] }] };
    push({ patch: "part", turn: now.id, position: 0, part: now.parts[0]! });
    for (let i = 1; i <= words.length; i += 3) {
      if (stopped.has(now.id)) break;
      const blocks = [block(`<p>${words.slice(0, i + 2).join(" ")}</p>`)];
      now = { ...now, parts: [{ type: "text", blocks, citations: [] }] };
      push({ patch: "blocks", turn: now.id, position: 0, update: { from: 0, kept: 0, blocks }, citations: null });
      await tick(60);
    }
    change({
      ...now,
      standing: stopped.has(now.id) ? "stopped" : "done",
      activity: null,
      finished_at: Date.now(),
      tokens: { total: 84, input: 12, output: 60, thought: 12 },
    });
  }

  function send(request: SendRequest): Sent {
    const chosen = state.who.everyone.find((w) => w.id === request.who);
    if (!chosen) throw failure("invalid", "Nobody was chosen.");
    count += 1;
    const id = request.conversation ?? `c-new-${count}`;
    const at = Date.now();
    const next = turn(`t-new-${count}`, id, {
      parent: request.parent,
      engine: chosen.engine,
      api_id: chosen.api_id,
      is_job: chosen.is_agent,
      prompt: request.text,
      attachments: request.attachments,
      standing: "running",
      activity: { doing: "sending" },
      parts: [],
      started_at: at,
      last_sign_of_life: null,
      finished_at: null,
      tokens: null,
      interaction_id: null,
    });
    const old = known.get(id);
    const line =
      old?.summary ??
      summary(id, { kind: chosen.is_agent ? "job" : "chat", title: request.text.slice(0, 60), engine: chosen.engine });
    const changed = {
      ...line,
      standing: next.standing,
      activity: next.activity,
      started_at: at,
      updated_at: at,
      ...ofTurn(next),
    };
    const turns = [...(old?.turns ?? []), next];
    known.set(id, { summary: changed, turns, files: old?.files ?? [] });
    push({ patch: "conversation", summary: changed }, { patch: "turn", turn: told(turns, next.id) ?? next });
    void answer(next);
    return { conversation: id, turn: next.id };
  }

  const budgetNow = (): Budget => {
    const limit = state.settings.month_limit === null ? null : state.settings.month_limit * 10_000;
    const { spent } = spending().budget;
    return {
      spent,
      limit,
      state: limit === null || spent.high < limit * 0.8 ? "enough" : spent.high < limit ? "near" : "used",
    };
  };

  const settle = (settings: Settings): Settings => {
    state = { ...state, settings };
    push({ patch: "settings", settings });
    return settings;
  };

  /** Updates the connected servers. */
  const connected = (next: ProviderView[]) => {
    providers = next;
    state = { ...state, who: who(mine, providers) };
    push({ patch: "providers", providers }, { patch: "engines", key: state.key, local: state.local, who: state.who });
  };
  const provider = (id: string): ProviderView => {
    const view = providers.find((one) => one.id === id);
    if (!view) throw failure("not_found", "This server of models is no longer there.");
    return view;
  };

  const handlers: Handlers = {
    overview: () => {
      if (scene.has("quit")) setTimeout(() => push({ patch: "ask_quit", running: 2 }), 50);
      if (scene.has("notice"))
        setTimeout(
          () =>
            push({
              patch: "notice",
              error: failure(
                "offline",
                "No connection to Google.",
                "The job goes on there. Errand looks again when the network is back.",
              ),
            }),
          50,
        );
      return { ...state, save_folder: state.settings.save_folder ?? "/home/ada/Downloads" };
    },
    set_settings: settle,
    connect_gemini: async ({ key, session_only }) => {
      await tick(200);
      if (!key.startsWith("AIza")) throw failure("wrong_key", "Google does not know this key.");
      state = { ...state, who: who(() => true, providers), key: session_only ? "session" : "keychain" };
      push({ patch: "engines", key: state.key, local: state.local, who: state.who });
      return state.key;
    },
    forget_key: () => (state = { ...state, key: "none" }).key,
    start_local: async () => {
      await tick(200);
      state = { ...state, local: { state: "ready" }, who: who(mine, providers) };
      push({ patch: "engines", key: state.key, local: state.local, who: state.who });
      return state.local;
    },
    sandbox_status: () => ({ ready: true, reason: null, command: null }),
    refresh_who: () => state.who,
    providers: () => ({ connected: providers, presets }),
    find_providers: async () => {
      await tick(50);
      return providers.some((one) => one.id === "ollama")
        ? []
        : [{ preset: "ollama", name: "Ollama", base_url: ollama.base_url, host: ollama.host }];
    },
    connect_provider: async ({ preset, base_url, key }) => {
      await tick(100);
      if (preset && preset !== "ollama" && !key.startsWith("sk-")) throw failure("wrong_key", "The key is not taken.");
      const known = [openai, ollama].find((one) => one.id === preset);
      const host = new URL(base_url ?? "").host;
      const view = known ?? {
        ...ollama,
        id: host,
        name: presets.find((p) => p.id === preset)?.name ?? host,
        base_url: base_url ?? "",
        host,
        is_here: false,
      };
      connected([...providers.filter((one) => one.id !== view.id), view]);
      return view;
    },
    check_provider: async (id) => {
      await tick(100);
      const view = { ...provider(id), state: { state: "ready" as const, at: Date.now() } };
      connected(providers.map((one) => (one.id === id ? view : one)));
      return view;
    },
    remove_provider: (id) => {
      connected(providers.filter((one) => one.id !== id));
      return null;
    },
    choose_models: ({ provider: id, models }) => {
      const old = provider(id);
      const view = { ...old, models: old.models.map((one) => ({ ...one, chosen: models.includes(one.id) })) };
      connected(providers.map((one) => (one.id === id ? view : one)));
      return view;
    },
    choose_model_file: () => settle({ ...state.settings, model_file: "/home/ada/models/bigger.gguf" }),
    choose_save_folder: () => settle({ ...state.settings, save_folder: "/home/ada/Documents/Errand" }),
    list_conversations: ({ list }) => {
      const is = (line: ConversationSummary) => {
        if (list.of === "archived") return line.archived;
        if (line.archived) return false;
        return list.of === "folder"
          ? line.folder === list.id
          : list.of === "pinned" || list.of === "unread"
            ? line[list.of]
            : line.kind === list.of;
      };
      return { conversations: [...known.values()].map((c) => c.summary).filter(is), next: null };
    },
    change_conversations: ({ conversations, change }) => {
      for (const id of conversations) {
        const told = find(id);
        told.summary = {
          ...told.summary,
          ...(change.what === "folder" ? { folder: change.id } : { [change.what]: change.is }),
        };
        push({ patch: "conversation", summary: told.summary });
      }
      return null;
    },
    save_folder: ({ id, name }) => {
      if (folders.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()))
        throw failure("invalid", `There is a folder “${name}” already.`);
      const folder = { id: id ?? `folder-${(count += 1)}`, name, created_at: Date.now() };
      folders = id === null ? [...folders, folder] : folders.map((one) => (one.id === id ? { ...one, name } : one));
      push({ patch: "folders", folders: [...folders] });
      return folder;
    },
    remove_folder: (id) => {
      const folder = folders.find((one) => one.id === id);
      if (!folder) throw failure("not_found", "The folder is no longer there.");
      folders = folders.filter((one) => one.id !== id);
      const inside = [...known.values()].filter((c) => c.summary.folder === id);
      for (const told of inside) told.summary = { ...told.summary, folder: null };
      push(
        { patch: "folders", folders: [...folders] },
        ...inside.map(({ summary }) => ({ patch: "conversation" as const, summary })),
      );
      return { folder, conversations: inside.map((c) => c.summary.id) };
    },
    put_folder_back: ({ folder, conversations }) => {
      folders = [...folders, folder];
      push({ patch: "folders", folders: [...folders] });
      for (const id of conversations) {
        const told = find(id);
        told.summary = { ...told.summary, folder: folder.id };
        push({ patch: "conversation", summary: told.summary });
      }
      return folder;
    },
    open_conversation: ({ id, turn }) => {
      const conversation = find(id);
      conversation.summary = { ...conversation.summary, unread: false };
      push(
        { patch: "opened", conversation: conversationOf(conversation, turn, drafts.get(id) ?? null) },
        { patch: "conversation", summary: conversation.summary },
      );
      return null;
    },
    close_conversation: () => null,
    more_turns: ({ conversation, turn, wanted }) => {
      push({ patch: "turns", conversation, ...pageOf(find(conversation), turn, wanted) });
      return null;
    },
    keep_turns: () => null,
    conversation_files: ({ conversation, after }) => filesOf(find(conversation), after),
    find_turns: ({ conversation, turn, text }) => foundIn(find(conversation), turn, text),
    rename_conversation: ({ id, title }) => {
      const summary = (find(id).summary = { ...find(id).summary, title });
      push({ patch: "conversation", summary });
      return summary;
    },
    engines_of: (id) => ({ engines: [...new Set(find(id).turns.map((t) => t.engine))], told: [] }),
    delete_conversations: (ids) => {
      const until = Date.now() + 10_000;
      return ids.map((id) => remove(id, until));
    },
    undo_delete: (id) => {
      const conversation = deleted.get(id);
      if (!conversation) throw failure("not_found", "The conversation is no longer there.");
      deleted.delete(id);
      known.set(id, conversation);
      push({ patch: "conversation", summary: conversation.summary });
      return conversation.summary;
    },
    forget_everything: () => {
      known.clear();
      drafts.clear();
      state = { ...state, chats: [], jobs: [], finished_meanwhile: [] };
      storage = { ...storage, record: 4_096, record_free: 0, files: 0, files_free: 0, sandboxes: 0, sandboxes_free: 0 };
      return null;
    },
    removals: () => ({
      waiting: 1,
      done: 1,
      refused: 0,
      items: [
        {
          place: "Gemini",
          kind: "interaction",
          id: "v1_Chd5Q2Jz",
          state: "waiting",
          problem: failure("offline", "No connection.", "Errand tries again by itself."),
        },
        { place: null, kind: "environment", id: "0d9c2c1e", state: "done", problem: null },
      ],
    }),
    retry_removals: () => null,
    storage: () => storage,
    free_storage: (what) =>
      (storage = { ...storage, [what]: storage[what] - storage[`${what}_free` as const], [`${what}_free`]: 0 }),
    send,
    leaving: () => null,
    usual_cost: (id) => ({
      usual: id.includes("agent")
        ? { jobs: 5, ms: 184_000, tokens: 41_800, cost: { low: 102_000, high: 396_000 } }
        : null,
      published: id === "g-research" ? { low: 1_000_000, high: 3_000_000 } : null,
      as_of: "2026-11-28",
    }),
    options_of: () => noOptions,
    ask_again: () => null,
    budget: () => budgetNow(),
    go_beyond_limit: () => null,
    conversation_cost: () => ({ turns: 3, tokens: 1_836, cost: { low: 6_543, high: 6_543 }, as_of: "2026-11-28" }),
    spending: ({ month }) =>
      scene.has("nothing") ? nothingSpent() : spending({ ...(month ? { month } : {}), budget: budgetNow() }),
    export_spending: () => "/home/ada/Documents/errand-spending-2026-11-29.csv",
    edit_prices: () => null,
    stop: (id) => {
      stopped.add(id);
      const running = [...known.values()].flatMap((c) => c.turns).find((t) => t.id === id);
      if (running && !id.startsWith("t-new"))
        change({ ...running, standing: "stopped", activity: null, finished_at: Date.now() });
      return null;
    },
    check_again: () => null,
    send_again: () => null,
    requested_actions: (id) => asked[id] ?? { actions: [], answered_by: null },
    answer_action: ({ turn: id, answers }) => {
      const asking = [...known.values()].flatMap((c) => c.turns).find((t) => t.id === id);
      const by = state.who.everyone.find((w) => w.engine === asking?.engine && w.api_id === asking.api_id);
      if (!asking || !by) throw failure("invalid", "Nothing is asked here.");
      return send({
        conversation: asking.conversation,
        parent: id,
        who: by.id,
        text: answers.map((a) => a.call).join("\n"),
        attachments: [],
        network: { reach: "off" },
        leaving: null,
        draft: null,
        options: noOptions,
        tools: null,
      });
    },
    opened_agent: () => null,
    raw_events: () =>
      JSON.stringify([
        {
          event_type: "interaction.created",
          event_id: "ZXYt",
          interaction: { id: "v1_Chd5Q2Jz", status: "in_progress" },
        },
      ]),
    try_agent: ({ engine, text }) => {
      const worker = state.who.everyone.find((w) => w.engine === engine && w.role === "worker");
      return send({
        conversation: null,
        parent: null,
        who: worker?.id ?? "",
        text,
        attachments: [],
        network: { reach: "off" },
        leaving: null,
        draft: null,
        options: noOptions,
        tools: null,
      });
    },
    ...agentHandlers(),
    ...toolHandlers(() => state),
    ...fileHandlers(() => [...known.values()].flatMap((c) => c.files)),
    ...scheduleHandlers(push, "c-trip"),
    ...keepHandlers(push, (id) => [...known.values()].flatMap((c) => c.turns).find((t) => t.id === id) ?? turn(id, "")),
    save_draft: (draft) => {
      if (draft.text || draft.attachments.length) drafts.set(draft.key, draft);
      else drafts.delete(draft.key);
      return null;
    },
    draft: (key) => drafts.get(key) ?? null,
    attach_bytes: ({ name, mime, base64 }): Attachment => ({
      sha256: `${name}-${base64.length}`,
      name,
      mime,
      size: Math.floor(base64.length * 0.75),
    }),
    choose_attachments: () => ({
      files: [{ sha256: "0ff3", name: "offers.pdf", mime: "application/pdf", size: 248_000 }],
      refused: [],
    }),
    paste_files: () => ({ attaching: { files: [], refused: [] }, text: null }),
    drafts_kept: () => null,
    search: ({ words, kind }) => ({
      complete: true,
      hits: [...known.values()].flatMap(({ summary: s }): Hit[] => {
        const all = `${s.title}. ${s.line}`;
        const at = all.toLowerCase().indexOf(words.toLowerCase());
        if (at < 0 || (kind !== null && kind !== s.kind)) return [];
        return [
          {
            conversation: s.id,
            kind: s.kind,
            turn: null,
            step: null,
            file: null,
            title: s.title,
            snippet: [all.slice(0, at), all.slice(at, at + words.length), all.slice(at + words.length)],
            at: s.updated_at,
          },
        ];
      }),
    }),
    open_link: () => null,
    answer_quit: () => null,
  };

  const host: FakeHost = {
    calls: [],
    push,
    have: (conversation) => {
      known.set(conversation.summary.id, conversation);
    },
    on: (name, handler) => {
      (handlers as Record<string, unknown>)[name] = handler;
    },
    call: async (name, request) => {
      host.calls.push([name, request]);
      return (handlers[name] as Handler<typeof name>)(request);
    },
    subscribe: async (on) => {
      listen = on;
    },
    firstFrame: () => {},
    zooms: [],
    zoom: (percent) => {
      host.zooms.push(percent);
    },
    sealed: (file) => `data:text/html;charset=utf-8,${encodeURIComponent(documents[file] ?? "")}`,
    media: (file) =>
      `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><title>${file}</title></svg>`)}`,
  };
  return host;
}

/** The part of a list entry about its newest turn. */
const ofTurn = (t: Turn) => ({
  turn: t.id,
  last_sign_of_life: t.last_sign_of_life,
  tokens: t.tokens?.total ?? null,
  cost: t.cost,
});

/** Makes one chat very long. */
function lengthen(known: Map<string, Told>): void {
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
