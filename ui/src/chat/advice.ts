// Whether somebody else would do better for what is in the box. A guess from its words, so it is said quietly or not at all.
import type { Who } from "../bindings/bridge";

/** Longer than this is hardly a passing question. */
const SHORT = 220;

/** What is made as a file, or takes many steps. English words, as the guess is; other languages get no advice. */
const FILES =
  /\b(?:\w+\.(?:csv|xlsx?|docx?|pptx?|pdf|md|html?|json|zip|py)|spreadsheet|excel|powerpoint|slide deck|slides|pdf|zip file|folder)\b/i;
const MAKES =
  /\b(?:write|make|create|build|save|export|generate|produce|convert|rename|sort|merge|fill in|put (?:it|them|this) in(?:to)?)\b/i;
const WORK =
  /\b(?:file|files|script|program|table|chart|report|research|compare|collect|download|run|analy[sz]e|calculate|website|page|code)\b/i;
const QUESTION =
  /^\s*(?:what|why|who|when|where|which|how|is|are|was|were|does|do|did|can|could|should|would|explain|translate|define|summari[sz]e|tell me)\b/i;

export interface Writing {
  text: string;
  /** MIME types of what goes along. */
  files: readonly string[];
}

export type Advice = "quick" | "job" | null;

/** Archives and spreadsheets are opened in a sandbox; a model cannot read them. */
const forSandbox = (mime: string) => /zip|spreadsheet|excel|tar|x-7z|presentation|wordprocessing/.test(mime);

/** "quick" when a quick answer would do for what is handed over as a job; "job" when a question asks for work with files. */
export function advise(who: Pick<Who, "is_agent" | "role">, { text, files }: Writing): Advice {
  const words = text.trim();
  if (words === "") return null;
  if (who.is_agent) {
    const asks = QUESTION.test(words) || words.endsWith("?");
    return who.role === "worker" &&
      asks &&
      words.length <= SHORT &&
      !files.length &&
      !FILES.test(words) &&
      !MAKES.test(words) &&
      !WORK.test(words)
      ? "quick"
      : null;
  }
  if (who.role !== "quick" && who.role !== "thinker") return null;
  return (FILES.test(words) && MAKES.test(words)) || files.some(forSandbox) ? "job" : null;
}
