// Locale-aware formatting of numbers, sizes, times and lists.
import { say, spoken } from "./language.svelte";
import { PSEUDO } from "./languages";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

function formatsOf(locale: string) {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  return {
    whole: number(),
    short: number({ notation: "compact", maximumFractionDigits: 1 }),
    sizes: UNITS.map((unit, i) =>
      number({ style: "unit", unit, unitDisplay: i === 0 ? "long" : "short", maximumFractionDigits: i < 2 ? 0 : 1 }),
    ),
    dollars: number({ style: "currency", currency: "USD" }),
    parts: number({ style: "currency", currency: "USD", minimumFractionDigits: 0, maximumSignificantDigits: 2 }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
    units: new Intl.ListFormat(locale, { type: "unit" }),
    order: new Intl.Collator(locale, { numeric: true }),
    clock: date({ hour: "numeric", minute: "2-digit" }),
    weekday: date({ weekday: "short" }),
    day: date({ day: "numeric", month: "short" }),
    dayOfYear: date({ day: "numeric", month: "short", year: "numeric" }),
    full: date({ dateStyle: "full", timeStyle: "short" }),
    monthOfYear: date({ month: "long", year: "numeric", timeZone: "UTC" }),
    shortMonth: date({ month: "short", timeZone: "UTC" }),
    oneDay: date({ day: "numeric", month: "long", timeZone: "UTC" }),
    dateOfYear: date({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
    dayName: date({ weekday: "long", timeZone: "UTC" }),
  };
}

/** Marks text that is not from the catalogue, such as dates formatted by `Intl`, in the pseudo-locale. */
export const isolated = (text: string): string => (spoken().language === PSEUDO ? `\u2068${text}\u2069` : text);

const made = new Map<string, ReturnType<typeof formatsOf>>();

function formats(): ReturnType<typeof formatsOf> {
  const { locale } = spoken();
  const there = made.get(locale) ?? formatsOf(locale);
  made.set(locale, there);
  return there;
}

export const count = (n: number): string => formats().whole.format(n);
export const compact = (n: number): string => isolated(formats().short.format(n));
/** "a, b and c". */
export const and = (items: readonly string[]): string => isolated(formats().list.format(items));
/** "a, b, c". */
export const units = (items: readonly string[]): string => isolated(formats().units.format(items));
/** Text in the quotation marks of the language. */
export const quoted = (text: string): string => say("quoted", { text });
/** Compares two names; numbers in them are compared by value. */
export const byName = (a: string, b: string): number => formats().order.compare(a, b);
/** Text with its first letter in upper case. */
export const upper = (text: string): string => text.charAt(0).toLocaleUpperCase(spoken().locale) + text.slice(1);

/** Text without direction marks, for names that are stored. */
export const unmarked = (text: string): string => text.replaceAll(/[\u200f\u2068\u2069]/g, "");

/** Formats a size in bytes, in units of 1000. */
export function bytes(n: number): string {
  let unit = 0;
  let size = n;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return isolated(formats().sizes[unit]?.format(size) ?? "");
}

/** Formats a duration in milliseconds: "12 s", "4 min", "2 h 5 min", "3 d". */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return say("span-s", { s });
  const min = Math.floor(s / 60);
  if (min < 10 && s % 60) return say("span-minS", { min, s: s % 60 });
  if (min < 60) return say("span-min", { min });
  const h = Math.floor(min / 60);
  if (h < 24) return min % 60 ? say("span-hMin", { h, min: min % 60 }) : say("span-h", { h });
  return say("span-d", { d: Math.floor(h / 24) });
}

/** Formats a time for a list: the time today, the weekday this week, else the date. */
export function moment(at: number, now = Date.now()): string {
  const { clock, weekday, day, dayOfYear } = formats();
  const then = new Date(at);
  if (!isMoment(then)) return "";
  const today = new Date(now);
  const form =
    then.toDateString() === today.toDateString()
      ? clock
      : now - at < 6 * 86_400_000 && at <= now
        ? weekday
        : then.getFullYear() === today.getFullYear()
          ? day
          : dayOfYear;
  return isolated(form.format(then));
}

/** Formats a time in full, for a tooltip. */
export function momentInFull(at: number): string {
  const then = new Date(at);
  return isMoment(then) ? isolated(formats().full.format(then)) : "";
}

/** Returns false for a time out of range, which is shown as nothing: it must not keep a list from being shown. */
const isMoment = (then: Date): boolean => !Number.isNaN(then.getTime());

/** Formats millionths of a dollar; below ten cents with two significant digits. */
export function money(micros: number): string {
  const amount = micros / 1e6;
  return amount >= 0.1 || amount === 0 ? formats().dollars.format(amount) : formats().parts.format(amount);
}

/** A range in millionths of a dollar. */
export interface Cost {
  low: number;
  high: number;
}

/** Formats an estimate: "about $0.42", or "about $0.10 to $0.40" for a range. */
export function about({ low, high }: Cost): string {
  const [from, to] = [money(low), money(high)];
  return from === to ? say("money-roughly-one", { cost: to }) : say("money-roughly-range", { low: from, high: to });
}

/** Formats a month (`2026-11`) or a day (`2026-11-29`); `short` is for labels of bars. */
export function calendar(when: string, form: "full" | "short" = "full"): string {
  const { monthOfYear, shortMonth, oneDay, whole } = formats();
  const isMonth = when.length === 7;
  const at = new Date(`${isMonth ? `${when}-01` : when}T00:00:00Z`);
  if (isMonth) return isolated((form === "full" ? monthOfYear : shortMonth).format(at));
  return form === "full" ? isolated(oneDay.format(at)) : whole.format(at.getUTCDate());
}

/** Formats a day (`2026-11-28`) with its year. */
export const dateInFull = (day: string): string => isolated(formats().dateOfYear.format(new Date(`${day}T00:00:00Z`)));

/** Returns the name of a weekday; 0 is Monday. */
export const weekdayName = (n: number): string => isolated(formats().dayName.format(Date.UTC(2024, 0, 1 + n)));
