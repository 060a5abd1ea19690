// Announcements for screen readers, once and politely: the end of answers and jobs, and the activity of a job.
import { m } from "../messages";
import type { State } from "./model";
import { lineOf } from "./order";
import { heldIn } from "./way";

/** Delay in milliseconds after which a screen reader has noticed that a region is empty. */
const AGAIN = 100;

export class Announcer {
  /** The current announcement. */
  said = $state("");

  /** Announces the end of each answer and job once, and the activity of the visible job. */
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

  /**
   * Announces text. Repeated text is announced again by clearing the region first, because an unchanged region is
   * silent.
   */
  say(words: string): void {
    if (this.said !== words) {
      this.said = words;
      return;
    }
    this.said = "";
    setTimeout(() => (this.said = words), AGAIN);
  }
}
