// Numbers, sizes, times and plurals in the words of the person's locale.

/** The language if `Intl` knows it, else English: a system without languages calls its own `C`. */
function known(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    return "en";
  }
}

const locale = known(typeof navigator === "undefined" ? "en" : navigator.language);

const rules = new Intl.PluralRules("en");
const whole = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const list = new Intl.ListFormat("en", { type: "conjunction" });
const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

/** The form of a word that goes with a number, the number in place of `#`. */
export function plural(n: number, forms: { one: string; other: string }): string {
  const form = rules.select(n) === "one" ? forms.one : forms.other;
  return form.replace("#", whole.format(n));
}

export const count = (n: number): string => whole.format(n);
export const compact = (n: number): string => short.format(n);
export const and = (items: readonly string[]): string => list.format(items);

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const sizes = UNITS.map(
  (unit, i) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: i === 0 ? "long" : "short", maximumFractionDigits: i < 2 ? 0 : 1 }),
);

/** Bytes, in units of 1000. */
export function bytes(n: number): string {
  let unit = 0;
  let size = n;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return sizes[unit]?.format(size) ?? "";
}

/** A span of milliseconds: "12 s", "4 min", "2 h 5 min", "3 d". */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${whole.format(s)} s`;
  const min = Math.floor(s / 60);
  if (min < 10 && s % 60) return `${whole.format(min)} min ${whole.format(s % 60)} s`;
  if (min < 60) return `${whole.format(min)} min`;
  const h = Math.floor(min / 60);
  if (h < 24) return min % 60 ? `${whole.format(h)} h ${whole.format(min % 60)} min` : `${whole.format(h)} h`;
  return `${whole.format(Math.floor(h / 24))} d`;
}

/** A moment in a list: the time today, the weekday this week, else the date. */
export function moment(at: number, now = Date.now()): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return clock.format(then);
  if (now - at < 6 * 86_400_000 && at <= now) return weekday.format(then);
  return then.getFullYear() === today.getFullYear() ? day.format(then) : dayOfYear.format(then);
}

/** A moment in full, for a tooltip. */
export const momentInFull = (at: number): string => full.format(new Date(at));
