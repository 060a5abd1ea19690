// Relations of a turn to its neighbours.
import type { Turn } from "../../bindings/bridge";

/** Returns true if a turn ended by requesting input of the person. */
export function asksPerson(turn: Turn): boolean {
  return turn.standing === "needs_you" && turn.activity === null;
}

/** Returns true if a turn follows one that requested input: it may be the answer, which is not an editable message. */
export function followsAsking(turn: Turn, turns: readonly Turn[]): boolean {
  return turns.some((t) => t.id === turn.parent && asksPerson(t));
}
