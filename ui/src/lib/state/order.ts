// The entries of all conversations, newest first. A change affects only the entry it names; unchanged ones keep their
// identity. Pure.
import type { ConversationSummary } from "../../bindings/bridge";

export type Lines = readonly ConversationSummary[];

/** Newest first; ties are ordered by id. */
const newer = (a: ConversationSummary, b: ConversationSummary): number =>
  b.updated_at - a.updated_at || (a.id < b.id ? 1 : -1);

export function lineOf(lines: Lines, id: string): ConversationSummary | undefined {
  return lines.find((line) => line.id === id);
}

/** Inserts an entry in its place. */
export function withLine(lines: Lines, line: ConversationSummary): Lines {
  const old = lineOf(lines, line.id);
  if (old === line) return lines;
  const next = old ? [...withoutLine(lines, line.id)] : [...lines];
  let low = 0;
  let high = next.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = next[middle];
    if (other && newer(other, line) < 0) low = middle + 1;
    else high = middle;
  }
  next.splice(low, 0, line);
  return next;
}

export function withoutLine(lines: Lines, id: string): Lines {
  return lines.filter((line) => line.id !== id);
}

/** Inserts a page of entries. What is already known is newer than the page, and is kept. */
export function withPageOfLines(lines: Lines, page: Lines): Lines {
  const known = new Set(lines.map((line) => line.id));
  const fresh = new Map(page.filter((line) => !known.has(line.id)).map((line) => [line.id, line]));
  return fresh.size ? [...lines, ...fresh.values()].sort(newer) : lines;
}
