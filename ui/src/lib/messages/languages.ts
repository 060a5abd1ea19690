// The available languages, and the choice of one for a person.

export interface Language {
  /** Folder name in `locales`. */
  tag: string;
  /** Native name. */
  name: string;
  /** False for a machine translation that no speaker has reviewed. */
  isRead: boolean;
  dir: "ltr" | "rtl";
}

/** All languages of the catalogue, in the order of the settings. */
export const LANGUAGES: readonly Language[] = [
  { tag: "en", name: "English", isRead: true, dir: "ltr" },
  { tag: "de", name: "Deutsch", isRead: true, dir: "ltr" },
  { tag: "es", name: "Español", isRead: false, dir: "ltr" },
  { tag: "fr", name: "Français", isRead: false, dir: "ltr" },
  { tag: "ar", name: "العربية", isRead: false, dir: "rtl" },
  { tag: "ja", name: "日本語", isRead: false, dir: "ltr" },
];

/**
 * A pseudo-locale: English with accented letters and longer words, which reveals text that is not from the catalogue.
 */
export const PSEUDO: Language = { tag: "en-XA", name: "[Ƥşḗŭḓō]", isRead: true, dir: "ltr" };

export interface Spoken {
  language: Language;
  /** Locale passed to `Intl`: with the person's own region if the language is the same, such as `de-AT`. */
  locale: string;
}

const primary = (tag: string): string => tag.split("-")[0] ?? tag;

/** Canonical form of a tag; a system without languages reports `C`, which is not one. */
function known(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/**
 * Returns the language for a choice (null: that of the system), given the system's languages, best first. English if
 * none is available.
 */
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

/**
 * Converts text of the catalogue to the pseudo-locale: accents on each letter, and doubled vowels, because German is
 * longer.
 */
export const pseudo = (text: string): string =>
  [...text].map((letter) => (ACCENTED.get(letter) ?? letter).repeat(/[aeiou]/.test(letter) ? 2 : 1)).join("");
