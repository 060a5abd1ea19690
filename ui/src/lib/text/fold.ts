// Folding of text for comparison, as in the host's search (`ledger/src/search/fold.rs`): ignores case, accents, the
// width of letters, the form of quotes and dashes, and repeated blanks. Marks that make another letter are kept: が is
// not か.

/** Marks that do not change the word. */
const ACCENT =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** Characters that are neither seen nor typed. */
const INVISIBLE = /[\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/gu;
/** A letter with its combining marks, and the parts of a Korean syllable. */
const LETTER = /[^][\p{M}\u1160-\u11ff\uff9e\uff9f]*/gu;
const BLANK = /^[\s\p{Cc}]+$/u;

/** Plain forms of lower-case letters and signs that Unicode does not decompose. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŧ: "t",
  þ: "th",
  ς: "σ",
  "’": "'",
  "‘": "'",
  "‚": "'",
  "‛": "'",
  ʼ: "'",
  "′": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "‟": '"',
  "«": '"',
  "»": '"',
  "″": '"',
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "―": "-",
  "−": "-",
  "〜": "~",
};

const PLAINER = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
const BLANKS = /[\s\p{Cc}]+/gu;

/** A text with all that does not matter left out of it. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(ACCENT, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(PLAINER, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(INVISIBLE, "")
    .replaceAll(ACCENT, "")
    .replaceAll(BLANKS, " ")
    .replace(/^ /, "");

export interface Folded {
  text: string;
  /** For each code unit of `text`, the range of the original text it comes from. */
  places: readonly { start: number; end: number }[];
}

/** Like `folded`, with the original position of each letter; many times slower. */
export function fold(text: string): Folded {
  const places: { start: number; end: number }[] = [];
  let said = "";
  let afterBlank = true;
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const bare = letter.normalize("NFKD").replaceAll(ACCENT, "").normalize("NFC").toLowerCase();
    for (const one of bare) {
      const plain: string = BLANK.test(one)
        ? afterBlank
          ? ""
          : " "
        : (PLAIN[one] ?? one).replaceAll(INVISIBLE, "").replaceAll(ACCENT, "");
      if (plain === "") continue;
      afterBlank = plain === " ";
      said += plain;
      for (let i = 0; i < plain.length; i++) places.push({ start: index, end: index + letter.length });
    }
  }
  return { text: said, places };
}

/** Returns a predicate for texts that contain all words of a query, as parts of words and in any order. */
export function wordsIn(query: string): (text: string) => boolean {
  const words = folded(query).split(" ").filter(Boolean);
  return (text) => {
    const within = folded(text);
    return words.every((word) => within.includes(word));
  };
}
