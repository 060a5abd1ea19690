// What a screen reader is told of, once and politely: how answers and jobs end, and what a job does now.
import { m } from "../messages";
import type { State } from "./model";
import { lineOf } from "./order";
import { heldIn } from "./way";

/** After so long a screen reader has noticed that a region is empty, in milliseconds. */
const AGAIN = 100;

export class Announcer {
  /** What is said now. */
  said = $state("");

  /** Says the end of each answer and job once, and politely what a job that is looked at does now. */
  tell(before: State, after: State): void {
    if (before.open !== after.open && before.open && before.open.summary.id === after.open?.summary.id) {
      const now = new Map(heldIn(after.open).map((turn) => [turn.id, turn]));
      for (const { id, standing, activity } of heldIn(before.open)) {
        const turn = standing === "running" ? now.get(id) : undefined;
        if (!turn) continue;
        if (turn.standing !== "running") this.say(m.announce[turn.standing](turn.is_job));
        else if (turn.is_job && turn.activity && turn.activity.doing !== activity?.doing)
          this.say(m.activity(turn.activity, Date.now()));
      }
    }
    if (before.lines === after.lines) return;
    const ended = before.lines.filter(
      (line) => line.kind === "job" && line.standing === "running" && line.id !== after.open?.summary.id,
    );
    for (const { id } of ended) {
      const line = lineOf(after.lines, id);
      if (line && line.standing !== "running")
        this.say(m.announceElsewhere(line.title, m.announce[line.standing](true)));
    }
  }

  /** The same words again are said again: a region that does not change says nothing. */
  say(words: string): void {
    if (this.said !== words) {
      this.said = words;
      return;
    }
    this.said = "";
    setTimeout(() => (this.said = words), AGAIN);
  }
}
