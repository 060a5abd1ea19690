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

const dollars = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
const parts = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", minimumFractionDigits: 0, maximumSignificantDigits: 2 });

/** Millionths of a dollar as money; below ten cents with two digits that mean something. */
export function money(micros: number): string {
  const amount = micros / 1e6;
  return amount >= 0.1 || amount === 0 ? dollars.format(amount) : parts.format(amount);
}

/** An estimate: "about $0.42", or "about $0.10 to $0.40" where it is not known better. */
export function about({ low, high }: { low: number; high: number }): string {
  const [from, to] = [money(low), money(high)];
  return from === to ? `about ${to}` : `about ${from} to ${to}`;
}

const monthOfYear = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonth = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
const oneDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
const dateOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A month (`2026-11`) or a day (`2026-11-29`) in words; `short` is what fits under a bar. */
export function calendar(when: string, form: "full" | "short" = "full"): string {
  const isMonth = when.length === 7;
  const at = new Date(`${isMonth ? `${when}-01` : when}T00:00:00Z`);
  if (isMonth) return (form === "full" ? monthOfYear : shortMonth).format(at);
  return form === "full" ? oneDay.format(at) : whole.format(at.getUTCDate());
}

/** A day (`2026-11-28`) with its year. */
export const dateInFull = (day: string): string => dateOfYear.format(new Date(`${day}T00:00:00Z`));
