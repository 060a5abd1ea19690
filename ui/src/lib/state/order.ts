// Derived lists that are brought up to date instead of made anew: a change touches what it names, and whatever did
// not change keeps its identity. Pure: what was there before is only read.
import type { ConversationSummary, Turn } from "../../bindings/bridge";
import { shownTurns, type Shown } from "./branches";

type Summaries = Readonly<Record<string, ConversationSummary>>;

/** Newest first; the same moment is in the order of ids. */
const newer = (a: ConversationSummary, b: ConversationSummary): number => b.updated_at - a.updated_at || (a.id < b.id ? 1 : -1);

/** How many lines may have changed to be put in one by one; more are sorted. */
const FEW = 16;

/** The lines of all conversations, newest first, made from those of before. */
export function linesOf(summaries: Summaries, before: readonly ConversationSummary[]): readonly ConversationSummary[] {
  const changed: ConversationSummary[] = [];
  const left = before.filter((line) => summaries[line.id] === line);
  const there = new Set(left);
  for (const id in summaries) {
    const line = summaries[id];
    if (line && !there.has(line)) changed.push(line);
  }
  if (!changed.length) return left.length === before.length ? before : left;
  if (changed.length > FEW) return [...left, ...changed].sort(newer);
  for (const line of changed) {
    let low = 0;
    let high = left.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = left[middle];
      if (other && newer(other, line) < 0) low = middle + 1;
      else high = middle;
    }
    left.splice(low, 0, line);
  }
  return left;
}

export interface Way {
  turns: readonly Turn[];
  chosen: Readonly<Record<string, string>>;
  shown: readonly Shown[];
}

export const noWay: Way = { turns: [], chosen: {}, shown: [] };

/** The turns on the screen. While no turn comes, goes or has another parent, the way through them is that of before. */
export function wayThrough(turns: readonly Turn[], chosen: Readonly<Record<string, string>>, before: Way): Way {
  const sameTree = chosen === before.chosen && turns.length === before.turns.length && turns.length > 0;
  const changed = new Map<string, Turn>();
  for (let i = 0; sameTree && i < turns.length; i += 1) {
    const [now, old] = [turns[i], before.turns[i]];
    if (now === old || !now || !old) continue;
    if (now.id !== old.id || now.parent !== old.parent) return { turns, chosen, shown: shownTurns(turns, chosen) };
    changed.set(now.id, now);
  }
  if (!sameTree) return { turns, chosen, shown: shownTurns(turns, chosen) };
  if (!changed.size) return before;
  const shown = before.shown.map((entry) => {
    const turn = changed.get(entry.turn.id);
    return turn ? { ...entry, turn } : entry;
  });
  return { turns, chosen, shown };
}
