// Simple lists for the time of a schedule instead of text. They are initialised from a stored schedule's cron
// expression, which is unambiguous, and never from its text.

export type Often = "day" | "weekdays" | "week" | "month" | "own";

export interface Plain {
  often: Often;
  /** English name, as the parser expects. */
  weekday: string;
  /** Day of the month. */
  day: number;
  /** Time such as `07:00`. */
  time: string;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ENDINGS = ["th", "st", "nd", "rd"];

export const usual: Plain = { often: "week", weekday: "Monday", day: 1, time: "07:00" };

/** Returns the list values for a five-field cron expression; `own` if the lists cannot express it. */
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

/** Returns the text for the list values; null if the person writes their own. */
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
