// The reducer: applies one patch of the host to the window's state. Pure; unchanged objects keep their identity, so
// that nothing is rendered again without need.
import type { ArtifactView, Block, Conversation, Part, Patch, TextUpdate, Turn } from "../../bindings/bridge";
import { withFiles } from "./files";
import type { State, View } from "./model";
import { withLine, withoutLine } from "./order";
import { changeTurn, opened, withPage, withTurn, type Open } from "./way";

export function applyAll(state: State, patches: readonly Patch[]): State {
  return patches.reduce(apply, state);
}

export function apply(state: State, patch: Patch): State {
  switch (patch.patch) {
    case "opened":
      return withOpened(state, patch.conversation);
    case "turns":
      return inOpen(state, patch.conversation, (open) => withPage(open, patch.place, patch.page));
    case "conversation": {
      const { summary } = patch;
      const open = state.open?.summary.id === summary.id ? { ...state.open, summary } : state.open;
      return { ...state, open, lines: withLine(state.lines, summary) };
    }
    case "folders":
      return { ...state, folders: patch.folders };
    case "conversation_gone": {
      const next = {
        ...state,
        lines: withoutLine(state.lines, patch.id),
        files: state.files.filter((f) => f.conversation !== patch.id),
        finishedMeanwhile: state.finishedMeanwhile.filter((id) => id !== patch.id),
      };
      const shown = state.view.at === "conversation" && state.view.id === patch.id;
      return shown ? goingTo(next, { at: "new" }) : next;
    }
    case "turn":
      return inOpen(state, patch.turn.conversation, (open) => withTurn(open, patch.turn));
    case "turn_head":
      return withChanged(state, patch.turn.id, (old) => ({ ...patch.turn, parts: old.parts, steps: old.steps }));
    case "part":
      return withChanged(state, patch.turn, (old) => {
        if (patch.position > old.parts.length) return old;
        return { ...old, parts: placed(old.parts, patch.position, patch.part) };
      });
    case "blocks":
      return withChanged(state, patch.turn, (old) => {
        const part = old.parts[patch.position];
        if (!part || (part.type !== "text" && part.type !== "thought")) return old;
        const blocks = grown(part.blocks, patch.update);
        const next: Part =
          part.type === "text"
            ? { ...part, blocks, citations: patch.citations ?? part.citations }
            : { ...part, blocks };
        return { ...old, parts: placed(old.parts, patch.position, next) };
      });
    case "artifact":
      return withArtifacts(state, [patch.artifact]);
    case "artifacts":
      return withArtifacts(state, patch.artifacts);
    case "settings":
      return { ...state, settings: patch.settings };
    case "providers":
      return { ...state, providers: patch.providers };
    case "removals":
      return { ...state, removals: patch.removals };
    case "transfer":
      return { ...state, transfer: patch.transfer };
    case "updates":
      return { ...state, updates: patch.updates };
    case "engines":
      return { ...state, key: patch.key, local: patch.local, who: patch.who };
    case "open":
      return goingTo(state, { at: "conversation", id: patch.conversation });
    case "notice":
      return noticed(state, { tone: "error", error: patch.error, undo: null });
    case "files_over":
      return { ...state, filesOver: patch.over };
    case "agent_file":
    case "schedules":
    case "imported":
    case "dropped":
    case "keep_drafts":
      return state;
    case "ask_quit":
      return { ...state, quit: patch.running };
  }
}

/** Returns the blocks of a text after its end changed. A block that grew keeps its earlier pieces. */
function grown(shown: readonly Block[], { from, kept, blocks }: TextUpdate): Block[] {
  const before = shown.slice(0, from);
  const [first, ...rest] = blocks;
  const old = shown[from];
  if (!kept || !first || !old) return [...before, ...blocks];
  return [...before, { html: first.html, pieces: [...old.pieces.slice(0, kept), ...first.pieces] }, ...rest];
}

/** State on the way to another view. The open conversation stays if it is the wanted one. */
export function goingTo(state: State, view: View): State {
  const stays = view.at === "conversation" && state.open?.summary.id === view.id;
  return { ...state, view, awaited: null, open: stays ? state.open : null };
}

/** Adds the conversation that arrived if it is still wanted: it is in view, or was started on the New page. */
function withOpened(state: State, conversation: Conversation): State {
  const { summary } = conversation;
  const { view, awaited } = state;
  const inView = view.at === "conversation" && view.id === summary.id;
  if (!inView && awaited !== summary.id) return state;
  return {
    ...state,
    view: inView ? view : { at: "conversation", id: summary.id },
    awaited: null,
    open: opened(conversation),
    lines: withLine(state.lines, summary),
    finishedMeanwhile: state.finishedMeanwhile.filter((id) => id !== summary.id),
  };
}

/** Applies a change to the open conversation, if it is that one. */
function inOpen(state: State, conversation: string, change: (open: Open) => Open): State {
  if (state.open?.summary.id !== conversation) return state;
  const open = change(state.open);
  return open === state.open ? state : { ...state, open };
}

/** Adds a notice; the same text is not shown twice at a time. */
export function noticed(state: State, notice: Omit<State["notices"][number], "id">): State {
  // Notices with undo are always added, because each has its own button.
  if (notice.undo === null && state.notices.some((n) => n.error.message === notice.error.message)) return state;
  const id = 1 + Math.max(0, ...state.notices.map((n) => n.id));
  return { ...state, notices: [...state.notices, { ...notice, id }] };
}

function withChanged(state: State, turn: string, change: (turn: Turn) => Turn): State {
  const { open } = state;
  const next = open && changeTurn(open, turn, change);
  return !next || next === open ? state : { ...state, open: next };
}

/** Inserts files. Files inside a folder shown as one row are in no list. */
function withArtifacts(state: State, all: readonly ArtifactView[]): State {
  const artifacts = all.filter((a) => a.inside === null);
  if (!artifacts.length) return state;
  const { open } = state;
  const here = artifacts.filter((a) => a.conversation === open?.summary.id);
  return {
    ...state,
    open: open && here.length ? { ...open, files: withFiles(open.files, here) } : open,
    files: newestFirst(state.files, artifacts),
  };
}

/** Returns the Files list with known files replaced in place and new ones at the start. */
function newestFirst(files: readonly ArtifactView[], changed: readonly ArtifactView[]): ArtifactView[] {
  const fresh = new Map(changed.map((a) => [a.id, a]));
  const next = files.map((old) => {
    const now = fresh.get(old.id);
    fresh.delete(old.id);
    return now ?? old;
  });
  return [...[...fresh.values()].reverse(), ...next];
}

/** Returns a copy with one entry replaced; a position equal to the length appends. */
function placed<T>(list: readonly T[], position: number, entry: T): T[] {
  const next = list.slice();
  next[position] = entry;
  return next;
}
