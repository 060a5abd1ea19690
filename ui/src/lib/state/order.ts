// A derived list that is brought up to date instead of made anew: a change touches what it names, and whatever did
// not change keeps its identity. Pure: what was there before is only read.
import type { ConversationSummary } from "../../bindings/bridge";

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
