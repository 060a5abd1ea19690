// Which turns are on the screen: one way through the tree of turns.
import type { Turn } from "../../bindings/bridge";

export interface Shown {
  turn: Turn;
  /** The turns that follow the same parent, oldest first, this one among them. */
  siblings: readonly string[];
}

/** Whether a turn has ended by asking something of the person. */
export function asksPerson(turn: Turn): boolean {
  return turn.standing === "needs_you" && turn.activity === null;
}

/** Whether a turn follows one that asked: it may be an answer, which is no message that could be changed. */
export function followsAsking(turn: Turn, turns: readonly Turn[]): boolean {
  return turns.some((t) => t.id === turn.parent && asksPerson(t));
}

/** Follows the chosen child from the first turn on; where nothing is chosen, the newest. */
export function shownTurns(turns: readonly Turn[], chosen: Readonly<Record<string, string>>): Shown[] {
  const known = new Set(turns.map((t) => t.id));
  const children = new Map<string, Turn[]>();
  for (const turn of turns) {
    // A turn whose parent is gone still has to be seen.
    const parent = turn.parent !== null && known.has(turn.parent) ? turn.parent : "";
    const list = children.get(parent);
    if (list) list.push(turn);
    else children.set(parent, [turn]);
  }
  const way: Shown[] = [];
  let parent = "";
  for (;;) {
    const list = children.get(parent);
    const turn = list?.find((t) => t.id === chosen[parent]) ?? list?.at(-1);
    if (!list || !turn) return way;
    way.push({ turn, siblings: list.map((t) => t.id) });
    children.delete(parent);
    parent = turn.id;
  }
}
