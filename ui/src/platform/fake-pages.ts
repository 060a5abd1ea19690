// How the fake host reads its conversations: it keeps every turn of every branch, and gives pages of one way.
import type {
  ArtifactView,
  Conversation,
  ConversationSummary,
  Draft,
  FilePage,
  Siblings,
  Turn,
  TurnPage,
  TurnsPlace,
  TurnsWanted,
} from "../bindings/bridge";

/** A conversation with all that is in it, oldest first. */
export interface Told {
  summary: ConversationSummary;
  turns: Turn[];
  files: ArtifactView[];
}

/** So many turns and files are in a page. */
const PAGE = 20;
const FILES = 100;

/** The turns that follow each turn, oldest first; a turn whose parent is gone is one of the first. */
function followers(turns: readonly Turn[]): (parent: string | null) => readonly Turn[] {
  const known = new Set(turns.map((t) => t.id));
  const lists = new Map<string | null, Turn[]>();
  for (const turn of turns) {
    const parent = turn.parent !== null && known.has(turn.parent) ? turn.parent : null;
    lists.set(parent, [...(lists.get(parent) ?? []), turn]);
  }
  return (parent) => lists.get(parent) ?? [];
}

function among(turn: Turn, all: readonly Turn[]): Siblings {
  const position = all.indexOf(turn);
  return { count: all.length, position, earlier: all[position - 1]?.id ?? null, later: all[position + 1]?.id ?? null };
}

/** The way through a turn: from the beginning to it, and on from it by the newest; all newest without one. */
export function wayOf(turns: readonly Turn[], through: string | null): Turn[] {
  const after = followers(turns);
  const byId = new Map(turns.map((t) => [t.id, t]));
  const way: Turn[] = [];
  for (let turn = byId.get(through ?? ""); turn; turn = byId.get(turn.parent ?? "")) way.unshift(turn);
  for (let next = after(way.at(-1)?.id ?? null).at(-1); next; next = after(next.id).at(-1)) way.push(next);
  return way.map((turn, i) => ({ ...turn, siblings: among(turn, after(way[i - 1]?.id ?? null)) }));
}

/** A turn as it is told by itself. */
export const told = (turns: readonly Turn[], id: string): Turn | undefined => wayOf(turns, id).find((t) => t.id === id);

function cut(told: Told, way: readonly Turn[], from: number, to: number, alone: boolean): TurnPage {
  const turns = way.slice(Math.max(0, from), to);
  const ids = new Set(turns.map((t) => t.id));
  const after = to < way.length;
  return {
    turns,
    files: told.files.filter((f) => ids.has(f.turn)),
    before: from > 0,
    after,
    last: after && alone ? (way.at(-1) ?? null) : null,
  };
}

/** Turns around one, so that it is in the middle as far as there are others; the last ones without one. */
function around(told: Told, turn: string | null): TurnPage {
  const way = wayOf(told.turns, turn);
  const at = turn === null ? way.length : way.findIndex((t) => t.id === turn);
  const from = Math.max(0, Math.min(at - PAGE / 2, way.length - PAGE));
  return cut(told, way, from, from + PAGE, true);
}

/** The page that is wanted, and where it belongs. */
export function pageOf(told: Told, turn: string, wanted: TurnsWanted): { place: TurnsPlace; page: TurnPage } {
  const way = wayOf(told.turns, turn);
  const at = way.findIndex((t) => t.id === turn);
  switch (wanted) {
    case "before":
      return { place: "before", page: cut(told, way, at - PAGE, at, false) };
    case "after":
      return { place: "after", page: cut(told, way, at + 1, at + 1 + PAGE, false) };
    case "around":
      return { place: "anew", page: around(told, turn) };
    case "end":
      return { place: "anew", page: cut(told, way, way.length - PAGE, way.length, true) };
  }
}

/** A page of files, newest first. */
export function filesOf(told: Told, after: string | null): FilePage {
  const all = told.files.toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
  const from = after === null ? 0 : all.findIndex((f) => f.id === after) + 1;
  const files = all.slice(from, from + FILES);
  return { files, next: from + FILES < all.length ? (files.at(-1)?.id ?? null) : null };
}

export const conversationOf = (told: Told, turn: string | null, draft: Draft | null): Conversation => ({
  summary: told.summary,
  page: around(told, turn),
  files: filesOf(told, null),
  draft,
});

/** The turns of a way in which a text occurs. */
export function foundIn(told: Told, turn: string, text: string): string[] {
  const wanted = text.toLowerCase();
  return wayOf(told.turns, turn)
    .filter((t) => wordsOf(t).toLowerCase().includes(wanted))
    .map((t) => t.id);
}

function wordsOf(turn: Turn): string {
  const html = turn.parts.flatMap((part) =>
    part.type === "text" ? part.blocks.flatMap((b) => [b.html, ...b.pieces]) : [],
  );
  return [turn.prompt, ...html.map((h) => h.replace(/<[^>]*>/g, ""))].join("\n");
}
