// The simple lists for the time of a schedule.
import { expect, it } from "vitest";
import { inWords, plainOf, usual } from "./plain";

it.each([
  ["0 7 * * 1", "every Monday at 7:00"],
  ["30 18 * * 0", "every Sunday at 18:30"],
  ["30 18 * * 7", "every Sunday at 18:30"],
  ["5 0 * * *", "every day at 0:05"],
  ["0 7 * * 1-5", "every weekday at 7:00"],
  ["0 7 1 * *", "on the 1st of every month at 7:00"],
  ["0 7 12 * *", "on the 12th of every month at 7:00"],
  ["0 7 23 * *", "on the 23rd of every month at 7:00"],
])("opens %s as the lists that say “%s”", (cron, words) => expect(inWords(plainOf(cron))).toBe(words));

it.each(["*/5 * * * *", "0 7 1 * 1", "0 7 * 3 *", "0 7 * * 1,3", "0 7,12 * * *", "nonsense"])(
  "leaves %s to words of its own",
  (cron) => expect(plainOf(cron).often).toBe("own"),
);

it("says nothing without a time", () => expect(inWords({ ...usual, time: "" })).toBeNull());
