// The open conversation: the turns that the window holds are a contiguous part of one branch, oldest first, each the
// parent of the next. Pure; unchanged objects keep their identity.
import type { Conversation, ConversationSummary, Draft, Turn, TurnPage, TurnsPlace } from "../../bindings/bridge";
import { reach, withFiles, type Files, type Reach } from "./files";

export interface Open extends Reach {
  summary: ConversationSummary;
  turns: readonly Turn[];
  /** True if there are turns before the first held one. */
  before: boolean;
  /** True if there are turns after the last held one. */
  after: boolean;
  /** The last turn of the branch, if it is not among the held ones. */
  last: Turn | null;
  /** Its files as far as known, oldest first. */
  files: Files;
  draft: Draft | null;
}

/** Maximum number of held turns before some are dropped. */
export const MOST = 200;
/** Number of turns kept then. */
const ENOUGH = 120;

export function opened({ summary, page, files, draft }: Conversation): Open {
  const { turns, before, after, last } = page;
  return {
    summary,
    turns,
    before,
    after,
    last,
    files: withFiles(withFiles([], files.files), page.files),
    ...reach(files),
    draft,
  };
}

/** Returns the last turn of the branch. */
export function lastOf(open: Open): Turn | null {
  return open.last ?? open.turns.at(-1) ?? null;
}

/** Returns all held turns, including `last`. */
export function heldIn(open: Open): readonly Turn[] {
  return open.last ? [...open.turns, open.last] : open.turns;
}

/** Returns true if a turn that follows `parent` would be visible; null is the beginning of the conversation. */
export function takes(open: Open, parent: string | null): boolean {
  return parent === null ? open.turns[0]?.parent == null : open.turns.some((turn) => turn.id === parent);
}

/** Inserts a page of turns. A page that is not contiguous with the held turns came too late, and is ignored. */
export function withPage(open: Open, place: TurnsPlace, page: TurnPage): Open {
  const first = open.turns[0];
  const end = open.turns.at(-1);
  const files = () => withFiles(open.files, page.files);
  switch (place) {
    case "anew":
      return { ...open, turns: page.turns, before: page.before, after: page.after, last: page.last, files: files() };
    case "before":
      if (!first || page.turns.at(-1)?.id !== first.parent) return open;
      return { ...open, turns: [...page.turns, ...open.turns], before: page.before, files: files() };
    case "after":
      if (!end || page.turns[0]?.parent !== end.id) return open;
      return {
        ...open,
        turns: [...open.turns, ...page.turns],
        after: page.after,
        last: page.after ? open.last : null,
        files: files(),
      };
  }
}

/** Replaces a changed turn, or appends a new one as the end of the branch that leads to it. */
export function withTurn(open: Open, turn: Turn): Open {
  const changed = changeTurn(open, turn.id, () => turn);
  if (changed) return changed;
  const { turns } = open;
  const end = { after: false, last: null };
  if (turn.parent === null) return takes(open, null) ? { ...open, turns: [turn], before: false, ...end } : open;
  const parent = turns.findLastIndex((held) => held.id === turn.parent);
  if (parent >= 0) return { ...open, turns: [...turns.slice(0, parent + 1), turn], ...end };
  // The turn follows the last one, which is not held with the others: the branch became longer.
  return turn.parent === open.last?.id ? { ...open, last: turn } : open;
}

/** Applies a change to a turn; returns null if the turn is not held. */
export function changeTurn(open: Open, id: string, change: (turn: Turn) => Turn): Open | null {
  // Changes are nearly always at the end.
  const at = open.turns.findLastIndex((turn) => turn.id === id);
  const old = open.turns[at] ?? (open.last?.id === id ? open.last : null);
  if (!old) return null;
  const now = change(old);
  if (now === old) return open;
  return at < 0 ? { ...open, last: now } : { ...open, turns: open.turns.with(at, now) };
}

/** Drops the turns farthest from those in use, if too many are held. */
export function letGo(open: Open, inUse: ReadonlySet<string>): Open {
  const { turns } = open;
  if (turns.length <= MOST) return open;
  const first = Math.max(
    0,
    turns.findIndex((turn) => inUse.has(turn.id)),
  );
  const end = turns.findLastIndex((turn) => inUse.has(turn.id)) + 1 || turns.length;
  const middle = (first + end) >> 1;
  const from = Math.min(first, Math.max(0, Math.min(middle - ENOUGH / 2, turns.length - ENOUGH)));
  const to = Math.max(end, from + ENOUGH);
  if (from === 0 && to >= turns.length) return open;
  const after = to < turns.length;
  return {
    ...open,
    turns: turns.slice(from, to),
    before: open.before || from > 0,
    after: open.after || after,
    last: after ? lastOf(open) : open.last,
  };
}
