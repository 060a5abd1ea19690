// The lines of all conversations, newest first. A change touches the line that it names, and whatever did not change
// keeps its identity. Pure: what was there before is only read.
import type { ConversationSummary } from "../../bindings/bridge";

export type Lines = readonly ConversationSummary[];

/** Newest first; the same moment is in the order of ids. */
const newer = (a: ConversationSummary, b: ConversationSummary): number =>
  b.updated_at - a.updated_at || (a.id < b.id ? 1 : -1);

export function lineOf(lines: Lines, id: string): ConversationSummary | undefined {
  return lines.find((line) => line.id === id);
}

/** With a line in its place. */
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

/** With a page of lines. What is known of a conversation was said later than the page was read, and stays. */
export function withPageOfLines(lines: Lines, page: Lines): Lines {
  const known = new Set(lines.map((line) => line.id));
  const fresh = new Map(page.filter((line) => !known.has(line.id)).map((line) => [line.id, line]));
  return fresh.size ? [...lines, ...fresh.values()].sort(newer) : lines;
}
