// The plain way to say when: a few lists instead of words. What a kept schedule means is read from its cron line, which
// has one meaning, and never from words.

export type Often = "day" | "weekdays" | "week" | "month" | "own";

export interface Plain {
  often: Often;
  /** English, as the words take it. */
  weekday: string;
  /** Of the month. */
  day: number;
  /** `07:00`. */
  time: string;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ENDINGS = ["th", "st", "nd", "rd"];

export const usual: Plain = { often: "week", weekday: "Monday", day: 1, time: "07:00" };

/** The lists for a cron line of five fields; words of its own where they have no place for it. */
export function plainOf(cron: string): Plain {
  const own: Plain = { ...usual, often: "own" };
  const [, minute, hour, day, weekday] = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|1-5|[0-7])$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined || day === undefined || weekday === undefined) return own;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day !== "*") return weekday === "*" ? { ...usual, often: "month", day: Number(day), time } : own;
  if (weekday === "*") return { ...usual, often: "day", time };
  if (weekday === "1-5") return { ...usual, often: "weekdays", time };
  return { ...usual, often: "week", weekday: WEEKDAYS[Number(weekday) % 7]!, time };
}

/** What the lists say, in words; null when words of its own are meant. */
export function inWords({ often, weekday, day, time }: Plain): string | null {
  const at = time.replace(/^0(?=\d:)/, "");
  if (!at) return null;
  switch (often) {
    case "day":
      return `every day at ${at}`;
    case "weekdays":
      return `every weekday at ${at}`;
    case "week":
      return `every ${weekday} at ${at}`;
    case "month":
      return `on the ${day}${ENDINGS[day % 10 > 3 || (day > 10 && day < 14) ? 0 : day % 10]} of every month at ${at}`;
    case "own":
      return null;
  }
}
