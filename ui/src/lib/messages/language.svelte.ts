// The words of the chosen language. English is always here, another one is loaded when it is chosen, and what
// is on the screen changes with it, because every message is read through `$state`.
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

/** Every message of the catalogue, as the English files hold it. */
export const messages = english.flatMap((resource) => resource.body);

interface Speaking extends Spoken {
  bundle: FluentBundle;
}

/**
 * Values stand isolated in Arabic, where a name in Latin letters would turn its sentence round, and in the pseudo-locale,
 * where a test tells them from the words of the catalogue by that.
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
 * Speaks the chosen language (null: as the system, whose languages are `system`, best first) as soon as it is loaded.
 * Of two wishes the later one holds.
 */
export async function speak(chosen: string | null, system: readonly string[]): Promise<void> {
  const mine = ++wish;
  const spoken = negotiate(chosen, system.length ? system : navigator.languages);
  if (spoken.language === now.language && spoken.locale === now.locale) return;
  const resources = await resourcesOf(spoken.language);
  if (mine === wish) now = { ...spoken, bundle: bundleOf(spoken, resources) };
}

/** The language that is spoken, and the locale that numbers and dates follow. */
export const spoken = (): Spoken => now;

/** The languages to choose from. The pseudo-locale is for developers: it is there while it is spoken, and over the fake host. */
export const offered = (): readonly Language[] =>
  now.language === PSEUDO || import.meta.env.DEV ? [...LANGUAGES, PSEUDO] : LANGUAGES;

/** An invisible letter of a script that runs from right to left: a sentence that begins with a name is then still taken for one of them by `dir="auto"`. */
const RIGHT_TO_LEFT = "\u200f";
const STARTS_IN_ARABIC = /^\P{L}*\p{Script=Arabic}/u;

type Value = string | number | boolean;

/** A message by its id, or one of its attributes by `id.attribute`, with the values that it takes. */
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
    // A value that is missing is a mistake in the code; a person still gets the rest of the sentence.
    if (import.meta.env.DEV && errors[0]) throw errors[0];
    return now.language.dir === "rtl" && values && !STARTS_IN_ARABIC.test(text) ? `${RIGHT_TO_LEFT}${text}` : text;
  }
  return id;
}
