// The reducer: one change of the host applied to what the window knows. Pure; whatever did not
// change keeps its identity, so that nothing on the screen is drawn again for no reason.
import type { ArtifactView, Block, Part, Patch, TextUpdate, Turn } from "../../bindings/bridge";
import type { State } from "./model";

export function applyAll(state: State, patches: readonly Patch[]): State {
  return patches.reduce(apply, state);
}

/**
 * What the host changed while a conversation was on its way, applied to the conversation that came.
 * Answers and patches take different roads, so a patch may be older or newer than the answer. The host
 * sends every turn that still changes once whole with its answer: what came before that is older.
 */
export function catchUp(state: State, missed: readonly Patch[]): State {
  const whole = new Set<string>();
  return missed.reduce((now, patch) => {
    switch (patch.patch) {
      case "turn":
        whole.add(patch.turn.id);
        return apply(now, patch);
      case "turn_head":
        return whole.has(patch.turn.id) ? apply(now, patch) : now;
      case "part":
      case "blocks":
        return whole.has(patch.turn) ? apply(now, patch) : now;
      case "conversation":
      case "artifact":
      case "artifacts":
        return apply(now, patch);
      default:
        return now;
    }
  }, state);
}

export function apply(state: State, patch: Patch): State {
  switch (patch.patch) {
    case "conversation": {
      const { summary } = patch;
      const open = state.open?.summary.id === summary.id ? { ...state.open, summary } : state.open;
      return { ...state, open, summaries: { ...state.summaries, [summary.id]: summary } };
    }
    case "conversation_gone": {
      const { [patch.id]: _, ...summaries } = state.summaries;
      const next = {
        ...state,
        summaries,
        files: state.files.filter((f) => f.conversation !== patch.id),
        finishedMeanwhile: state.finishedMeanwhile.filter((id) => id !== patch.id),
      };
      const shown = state.view.at === "conversation" && state.view.id === patch.id;
      return shown ? { ...next, view: { at: "new" }, open: null } : next;
    }
    case "turn":
      return withTurn(state, patch.turn);
    case "turn_head":
      return changeTurn(state, patch.turn.id, (old) => ({ ...patch.turn, parts: old.parts, steps: old.steps }));
    case "part":
      return changeTurn(state, patch.turn, (old) => {
        if (patch.position > old.parts.length) return old;
        return { ...old, parts: replaced(old.parts, patch.position, patch.part) };
      });
    case "blocks":
      return changeTurn(state, patch.turn, (old) => {
        const part = old.parts[patch.position];
        if (!part || (part.type !== "text" && part.type !== "thought")) return old;
        const blocks = grown(part.blocks, patch.update);
        const next: Part = part.type === "text" ? { ...part, blocks, citations: patch.citations ?? part.citations } : { ...part, blocks };
        return { ...old, parts: replaced(old.parts, patch.position, next) };
      });
    case "artifact":
      return withArtifacts(state, [patch.artifact]);
    case "artifacts":
      return withArtifacts(state, patch.artifacts);
    case "settings":
      return { ...state, settings: patch.settings };
    case "removals":
      return { ...state, removals: patch.removals };
    case "engines":
      return { ...state, key: patch.key, local: patch.local, who: patch.who };
    case "open":
      return { ...state, view: { at: "conversation", id: patch.conversation } };
    case "notice":
      return noticed(state, { tone: "error", error: patch.error });
    case "files_over":
      return { ...state, filesOver: patch.over };
    case "dropped":
    case "keep_drafts":
      return state;
    case "ask_quit":
      return { ...state, quit: patch.running };
  }
}

/** The blocks of a text after its end changed. A block that grew keeps the pieces that it had. */
function grown(shown: readonly Block[], { from, kept, blocks }: TextUpdate): Block[] {
  const before = shown.slice(0, from);
  const [first, ...rest] = blocks;
  const old = shown[from];
  if (!kept || !first || !old) return [...before, ...blocks];
  return [...before, { html: first.html, pieces: [...old.pieces.slice(0, kept), ...first.pieces] }, ...rest];
}

/** Puts a turn in its place; a new one becomes the branch that is shown. */
function withTurn(state: State, turn: Turn): State {
  const { open } = state;
  if (open?.summary.id !== turn.conversation) return state;
  const at = open.turns.findIndex((t) => t.id === turn.id);
  if (at >= 0) return { ...state, open: { ...open, turns: replaced(open.turns, at, turn) } };
  return {
    ...state,
    open: { ...open, turns: [...open.turns, turn] },
    chosen: { ...state.chosen, [turn.parent ?? ""]: turn.id },
  };
}

/** Adds a notice; the same words are not shown twice at a time. */
export function noticed(state: State, notice: Omit<State["notices"][number], "id">): State {
  if (state.notices.some((n) => n.error.message === notice.error.message)) return state;
  const id = 1 + Math.max(0, ...state.notices.map((n) => n.id));
  return { ...state, notices: [...state.notices, { ...notice, id }] };
}

function changeTurn(state: State, id: string, change: (turn: Turn) => Turn): State {
  const { open } = state;
  if (!open) return state;
  const at = open.turns.findIndex((t) => t.id === id);
  const old = open.turns[at];
  if (!old) return state;
  const next = change(old);
  return next === old ? state : { ...state, open: { ...open, turns: replaced(open.turns, at, next) } };
}

/** Puts files in their place. What is inside of a folder that is one line is in no list. */
function withArtifacts(state: State, all: readonly ArtifactView[]): State {
  const artifacts = all.filter((a) => a.inside === null);
  if (!artifacts.length) return state;
  let { open } = state;
  const here = artifacts.filter((a) => a.conversation === open?.summary.id);
  if (open && here.length) open = { ...open, files: merged(open.files, here, (files, fresh) => [...files, ...fresh]) };
  return { ...state, open, files: merged(state.files, artifacts, (files, fresh) => [...fresh.reverse(), ...files]) };
}

/** A copy with known files replaced where they stand, and the others added. */
function merged(files: readonly ArtifactView[], changed: readonly ArtifactView[], add: (files: ArtifactView[], fresh: ArtifactView[]) => ArtifactView[]): ArtifactView[] {
  const left = new Map(changed.map((a) => [a.id, a]));
  const next = files.map((old) => {
    const now = left.get(old.id);
    left.delete(old.id);
    return now ?? old;
  });
  return add(next, [...left.values()]);
}

/** A copy with one entry replaced; a position equal to the length appends. */
function replaced<T>(list: readonly T[], position: number, entry: T): T[] {
  const next = list.slice();
  next[position] = entry;
  return next;
}
