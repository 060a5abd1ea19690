// The languages that the words are there in, and which one a person gets.

export interface Language {
  /** The folder in `locales`. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  /** False where a machine made the words and nobody who speaks the language has read them yet. */
  isRead: boolean;
  dir: "ltr" | "rtl";
}

/** Every language of the catalogue, in the order of the settings. */
export const LANGUAGES: readonly Language[] = [
  { tag: "en", name: "English", isRead: true, dir: "ltr" },
  { tag: "de", name: "Deutsch", isRead: true, dir: "ltr" },
  { tag: "es", name: "Español", isRead: false, dir: "ltr" },
  { tag: "fr", name: "Français", isRead: false, dir: "ltr" },
  { tag: "ar", name: "العربية", isRead: false, dir: "rtl" },
  { tag: "ja", name: "日本語", isRead: false, dir: "ltr" },
];

/** English with other letters and longer words, which shows what does not come from the catalogue. */
export const PSEUDO: Language = { tag: "en-XA", name: "[Ƥşḗŭḓō]", isRead: true, dir: "ltr" };

export interface Spoken {
  language: Language;
  /** What `Intl` is asked with: the person's own region where it is of the same language, such as `de-AT`. */
  locale: string;
}

const primary = (tag: string): string => tag.split("-")[0] ?? tag;

/** The tag as `Intl` writes it; a system without languages calls its own `C`, which is none. */
function known(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** The language for a choice (null: as the system) on a system that likes `system` best, best first. English if there is none of them. */
export function negotiate(chosen: string | null, system: readonly string[]): Spoken {
  const liked = system.flatMap(known);
  const wishes = chosen === null ? liked : [chosen];
  for (const wish of wishes) {
    const language = wish === PSEUDO.tag ? PSEUDO : LANGUAGES.find((l) => l.tag === primary(wish));
    if (language)
      return {
        language,
        locale:
          liked.find((tag) => primary(tag) === primary(language.tag) && tag !== PSEUDO.tag) ?? primary(language.tag),
      };
  }
  return { language: LANGUAGES[0] as Language, locale: "en" };
}

const ACCENTED = new Map(
  [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter, i) => [
    letter,
    [..."ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"][i] ?? letter,
  ]),
);

/** Text of the catalogue in the pseudo-locale: accents on each letter, and vowels twice, as German is longer. */
export const pseudo = (text: string): string =>
  [...text].map((letter) => (ACCENTED.get(letter) ?? letter).repeat(/[aeiou]/.test(letter) ? 2 : 1)).join("");
