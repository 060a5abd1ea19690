// Suggests a better suited model or agent for the message. It is a guess from the words, so the hint is unobtrusive.
import type { Who } from "../bindings/bridge";
import { ADVICE_WORDS, type AdviceWords } from "./advice-words";

/** Maximum length of a simple question, in characters. */
const SHORT = 220;

/** Number of characters examined: the advice is computed at each keystroke, and the end of a long text adds little. */
const LOOKED_AT = 2000;

/** A file by its name. */
const NAMED =
  /(?<![\p{L}\p{N}_])[\p{L}\p{N}_-]+\.(?:csv|xlsx?|docx?|pptx?|pdf|md|html?|json|zip|py)(?![\p{L}\p{N}_])/iu;

type Kind = "question" | "files" | "makes" | "work";
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Builds a pattern for the words of a kind; matches whole words in languages that have word boundaries. */
function pattern(words: AdviceWords, kind: Kind): RegExp {
  const all = words[kind].split(",").map((word) => {
    const whole = word.trim().replace(/\*$/, "");
    return escaped(whole) + (words.unspaced || word.trim().endsWith("*") ? "" : "(?![\\p{L}\\p{N}])");
  });
  const before = words.unspaced ? "" : kind === "question" ? "^[\\s\\p{P}]*" : "(?<![\\p{L}\\p{N}])";
  return new RegExp(`${before}(?:${all.join("|")})`, "iu");
}

const patterns = new Map<string, Record<Kind, RegExp>>();

function patternsOf(tag: string): Record<Kind, RegExp> | undefined {
  const words = ADVICE_WORDS[tag];
  if (!words) return undefined;
  let known = patterns.get(tag);
  if (!known) {
    known = {
      question: pattern(words, "question"),
      files: pattern(words, "files"),
      makes: pattern(words, "makes"),
      work: pattern(words, "work"),
    };
    patterns.set(tag, known);
  }
  return known;
}

/**
 * Returns true if a text has a word of a kind in the window's language or in English, which files and programs use
 * everywhere.
 */
const has = (text: string, kind: Kind, tag: string): boolean =>
  [tag, "en"].some((one) => patternsOf(one)?.[kind].test(text));

export interface Writing {
  text: string;
  /** MIME types of the attachments. */
  files: readonly string[];
}

export type Advice = "quick" | "job" | null;

/** Archives and spreadsheets need a sandbox; a model cannot read them directly. */
const forSandbox = (mime: string) => /zip|spreadsheet|excel|tar|x-7z|presentation|wordprocessing/.test(mime);

/**
 * Returns "quick" if a model would do for what is about to be sent as a job, and "job" if a question asks for work with
 * files.
 */
export function advise(who: Pick<Who, "is_agent" | "role">, { text, files }: Writing, tag = "en"): Advice {
  const whole = text.trim();
  if (whole === "") return null;
  const words = whole.slice(0, LOOKED_AT);
  const asksForFile = NAMED.test(words) || has(words, "files", tag);
  if (who.is_agent) {
    const asks = has(words, "question", tag) || /[?？؟]$/.test(whole);
    return who.role === "worker" &&
      asks &&
      whole.length <= SHORT &&
      !files.length &&
      !asksForFile &&
      !has(words, "makes", tag) &&
      !has(words, "work", tag)
      ? "quick"
      : null;
  }
  if (who.role !== "quick" && who.role !== "thinker") return null;
  return (asksForFile && has(words, "makes", tag)) || files.some(forSandbox) ? "job" : null;
}
