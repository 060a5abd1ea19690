// What a turn is to those beside it.
import type { Turn } from "../../bindings/bridge";

/** Whether a turn has ended by asking something of the person. */
export function asksPerson(turn: Turn): boolean {
  return turn.standing === "needs_you" && turn.activity === null;
}

/** Whether a turn follows one that asked: it may be an answer, which is no message that could be changed. */
export function followsAsking(turn: Turn, turns: readonly Turn[]): boolean {
  return turns.some((t) => t.id === turn.parent && asksPerson(t));
}
