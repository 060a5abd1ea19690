// Messages of the chosen language. English is always loaded, another language is loaded when it is chosen, and the
// screen updates because every message is read through `$state`.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Catalogue } from "./catalogue";
import { LANGUAGES, negotiate, PSEUDO, pseudo, type Language, type Spoken } from "./languages";

type Sources = Record<string, string>;

const english = Object.values(
  import.meta.glob<string>(
    ["../../../../locales/en/*.ftl", "!../../../../locales/en/app.ftl", "!../../../../locales/en/desktop.ftl"],
    { query: "?raw", import: "default", eager: true },
  ) satisfies Sources,
).map((source) => new FluentResource(source));
const others = import.meta.glob<string>(
  [
    "../../../../locales/*/*.ftl",
    "!../../../../locales/en/*.ftl",
    "!../../../../locales/*/app.ftl",
    "!../../../../locales/*/desktop.ftl",
  ],
  { query: "?raw", import: "default" },
);

/** Every message of the catalogue, from the English files. */
export const messages = english.flatMap((resource) => resource.body);

interface Speaking extends Spoken {
  bundle: FluentBundle;
}

/**
 * Values are isolated in Arabic, where a name in Latin letters would reverse its sentence, and in the pseudo-locale,
 * where a test uses that to distinguish them from the catalogue's text.
 */
function bundleOf({ language, locale }: Spoken, resources: readonly FluentResource[]): FluentBundle {
  const bundle = new FluentBundle(locale, {
    useIsolating: language.dir === "rtl" || language === PSEUDO,
    ...(language === PSEUDO ? { transform: pseudo } : {}),
  });
  resources.forEach((resource) => bundle.addResource(resource));
  return bundle;
}

const inEnglish = negotiate("en", navigator.languages);
const fallback = bundleOf(inEnglish, english);
let now = $state.raw<Speaking>({ ...inEnglish, bundle: fallback });
let wish = 0;

async function resourcesOf({ tag }: Language): Promise<FluentResource[]> {
  if (tag === "en" || tag === PSEUDO.tag) return english;
  const files = Object.entries(others).filter(([path]) => path.includes(`/locales/${tag}/`));
  return Promise.all(files.map(async ([, load]) => new FluentResource(await load())));
}

/**
 * Switches to the chosen language once it is loaded (null: that of the system, whose languages are `system`, best
 * first). Of two concurrent calls the later one wins.
 */
export async function speak(chosen: string | null, system: readonly string[]): Promise<void> {
  const mine = ++wish;
  const spoken = negotiate(chosen, system.length ? system : navigator.languages);
  if (spoken.language === now.language && spoken.locale === now.locale) return;
  const resources = await resourcesOf(spoken.language);
  if (mine === wish) now = { ...spoken, bundle: bundleOf(spoken, resources) };
}

/** The current language, and the locale for numbers and dates. */
export const spoken = (): Spoken => now;

/**
 * The languages to choose from. The pseudo-locale is for developers: it is offered while it is in use, and with the
 * fake host.
 */
export const offered = (): readonly Language[] =>
  now.language === PSEUDO || import.meta.env.DEV ? [...LANGUAGES, PSEUDO] : LANGUAGES;

/**
 * An invisible right-to-left mark: with it, `dir="auto"` treats a sentence that begins with a Latin name as right to
 * left.
 */
const RIGHT_TO_LEFT = "\u200f";
const STARTS_IN_ARABIC = /^\P{L}*\p{Script=Arabic}/u;

type Value = string | number | boolean;

/** Returns a message by its id, or one of its attributes by `id.attribute`, with its values filled in. */
export function say<Id extends keyof Catalogue>(
  id: Id,
  ...[values]: [Catalogue[Id]] extends [never] ? [] : [Record<Catalogue[Id], Value>]
): string {
  const [name = "", attribute] = id.split(".");
  const given = Object.fromEntries(
    Object.entries<Value>(values ?? {}).map(([key, value]) => [
      key,
      typeof value === "boolean" ? (value ? "yes" : "no") : value,
    ]),
  );
  for (const bundle of [now.bundle, fallback]) {
    const message = bundle.getMessage(name);
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
    if (!pattern) continue;
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, given, errors);
    // A missing value is a bug; in production the person still gets the rest of the sentence.
    if (import.meta.env.DEV && errors[0]) throw errors[0];
    return now.language.dir === "rtl" && values && !STARTS_IN_ARABIC.test(text) ? `${RIGHT_TO_LEFT}${text}` : text;
  }
  return id;
}
