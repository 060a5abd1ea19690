// A turn's parts as a readable log: related parts form one entry.
import type { ArtifactView, Part, Turn } from "../bindings/bridge";

type Of<T extends Part["type"]> = Extract<Part, { type: T }>;
type Placed<T extends Part["type"]> = { position: number; part: Of<T> };

export type Entry =
  | { type: "text"; position: number; part: Of<"text"> }
  | { type: "thought"; position: number; part: Of<"thought"> }
  | { type: "note"; position: number; part: Of<"note"> }
  | { type: "media"; position: number; part: Of<"media"> }
  | { type: "code"; position: number; language: string; steps: Placed<"code">[] }
  | { type: "search"; position: number; of_pictures: boolean; steps: Placed<"search">[] }
  | { type: "pages"; position: number; steps: Placed<"pages">[] }
  | { type: "tool"; position: number; name: string; steps: Placed<"tool">[] }
  | { type: "other"; position: number; kind: string; steps: Placed<"other">[] };

export function entries(parts: readonly Part[]): Entry[] {
  const list: Entry[] = [];
  for (const [position, part] of parts.entries()) {
    const last = list.at(-1);
    switch (part.type) {
      case "text":
      case "thought":
      case "note":
      case "media":
        list.push({ type: part.type, position, part } as Entry);
        break;
      case "code":
        if (last?.type === "code" && last.language === part.language) last.steps.push({ position, part });
        else list.push({ type: "code", position, language: part.language, steps: [{ position, part }] });
        break;
      case "search":
        if (last?.type === "search" && last.of_pictures === part.of_pictures) last.steps.push({ position, part });
        else list.push({ type: "search", position, of_pictures: part.of_pictures, steps: [{ position, part }] });
        break;
      case "pages":
        if (last?.type === "pages") last.steps.push({ position, part });
        else list.push({ type: "pages", position, steps: [{ position, part }] });
        break;
      case "tool":
        if (last?.type === "tool" && last.name === part.name) last.steps.push({ position, part });
        else list.push({ type: "tool", position, name: part.name, steps: [{ position, part }] });
        break;
      case "other":
        if (last?.type === "other" && last.kind === part.kind) last.steps.push({ position, part });
        else list.push({ type: "other", position, kind: part.kind, steps: [{ position, part }] });
        break;
    }
  }
  return list;
}

/** Splits a finished job: the last text (with the media next to it) is the result, the rest is the log. */
export function resultAndLog(list: readonly Entry[]): { result: Entry[]; log: Entry[] } {
  let from = list.length;
  while (from > 0 && (list[from - 1]?.type === "text" || list[from - 1]?.type === "media")) from -= 1;
  if (list.slice(from).some((e) => e.type === "text")) return { result: list.slice(from), log: list.slice(0, from) };
  // The last text came before further work: it is still what the person wants to read first.
  const at = list.findLastIndex((e) => e.type === "text");
  if (at < 0) return { result: list.slice(from), log: list.slice(0, from) };
  return { result: [list[at]!, ...list.slice(from)], log: list.filter((_, i) => i !== at && i < from) };
}

/** Returns the files that each part of a turn made, by the part's position, as far as the step is known. */
export function madeAt(turn: Turn, files: readonly ArtifactView[]): Map<number, ArtifactView[]> {
  const made = new Map<number, ArtifactView[]>();
  for (const file of files) {
    const position = file.step === null ? -1 : turn.steps.indexOf(file.step);
    if (position >= 0) made.set(position, [...(made.get(position) ?? []), file]);
  }
  return made;
}

/** Returns true if an entry's last step failed: then it is expanded. */
export function troubled(entry: Entry): boolean {
  return (entry.type === "code" || entry.type === "tool") && entry.steps.at(-1)?.part.failed === true;
}
