// Pages of conversations in the fake host: it has every turn of every branch, and returns pages of one branch.
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

/** A conversation with all its turns and files, oldest first. */
export interface FakeConversation {
  summary: ConversationSummary;
  turns: Turn[];
  files: ArtifactView[];
}

/** Number of turns and of files in a page. */
const PAGE = 20;
const FILES = 100;

/** Returns the children of each turn, oldest first; a turn without a known parent is a root. */
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

/** Returns the branch through a turn: its ancestors, and its newest descendants; the newest branch if none is given. */
export function wayOf(turns: readonly Turn[], through: string | null): Turn[] {
  const after = followers(turns);
  const byId = new Map(turns.map((t) => [t.id, t]));
  const way: Turn[] = [];
  for (let turn = byId.get(through ?? ""); turn; turn = byId.get(turn.parent ?? "")) way.unshift(turn);
  for (let next = after(way.at(-1)?.id ?? null).at(-1); next; next = after(next.id).at(-1)) way.push(next);
  return way.map((turn, i) => ({ ...turn, siblings: among(turn, after(way[i - 1]?.id ?? null)) }));
}

/** Returns a turn as sent individually. */
export const turnInBranch = (turns: readonly Turn[], id: string): Turn | undefined =>
  wayOf(turns, id).find((t) => t.id === id);

function cut(conversation: FakeConversation, way: readonly Turn[], from: number, to: number, alone: boolean): TurnPage {
  const turns = way.slice(Math.max(0, from), to);
  const ids = new Set(turns.map((t) => t.id));
  const after = to < way.length;
  return {
    turns,
    files: conversation.files.filter((f) => ids.has(f.turn)),
    before: from > 0,
    after,
    last: after && alone ? (way.at(-1) ?? null) : null,
  };
}

/** Returns a page with a turn in the middle, as far as possible; the last page if none is given. */
function around(conversation: FakeConversation, turn: string | null): TurnPage {
  const way = wayOf(conversation.turns, turn);
  const at = turn === null ? way.length : way.findIndex((t) => t.id === turn);
  const from = Math.max(0, Math.min(at - PAGE / 2, way.length - PAGE));
  return cut(conversation, way, from, from + PAGE, true);
}

/** Returns the requested page and its place. */
export function pageOf(
  conversation: FakeConversation,
  turn: string,
  wanted: TurnsWanted,
): { place: TurnsPlace; page: TurnPage } {
  const way = wayOf(conversation.turns, turn);
  const at = way.findIndex((t) => t.id === turn);
  switch (wanted) {
    case "before":
      return { place: "before", page: cut(conversation, way, at - PAGE, at, false) };
    case "after":
      return { place: "after", page: cut(conversation, way, at + 1, at + 1 + PAGE, false) };
    case "around":
      return { place: "anew", page: around(conversation, turn) };
    case "end":
      return { place: "anew", page: cut(conversation, way, way.length - PAGE, way.length, true) };
  }
}

/** Returns a page of files, newest first. */
export function filesOf(conversation: FakeConversation, after: string | null): FilePage {
  const all = conversation.files.toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1));
  const from = after === null ? 0 : all.findIndex((f) => f.id === after) + 1;
  const files = all.slice(from, from + FILES);
  return { files, next: from + FILES < all.length ? (files.at(-1)?.id ?? null) : null };
}

export const conversationOf = (
  conversation: FakeConversation,
  turn: string | null,
  draft: Draft | null,
): Conversation => ({
  summary: conversation.summary,
  page: around(conversation, turn),
  files: filesOf(conversation, null),
  draft,
});

/** Returns the turns of a branch that contain a text. */
export function foundIn(conversation: FakeConversation, turn: string, text: string): string[] {
  const wanted = text.toLowerCase();
  return wayOf(conversation.turns, turn)
    .filter((t) => wordsOf(t).toLowerCase().includes(wanted))
    .map((t) => t.id);
}

function wordsOf(turn: Turn): string {
  const html = turn.parts.flatMap((part) =>
    part.type === "text" ? part.blocks.flatMap((b) => [b.html, ...b.pieces]) : [],
  );
  return [turn.prompt, ...html.map((h) => h.replace(/<[^>]*>/g, ""))].join("\n");
}
