// The form of what a turn asks of the person: how it begins, what is wrong with it, and what is sent.
import type { ActionAnswer, ActionField, RequestedAction } from "../bindings/bridge";
import { m } from "../lib/messages";

/** What the person has put into the form of one call so far. */
export interface Filled {
  values: Record<string, string>;
  words: string;
  declined: boolean;
  reason: string;
}

/** Where a problem stands: a field's name, or the person's own words. */
export const WORDS = Symbol("words");
export type Problems = ReadonlyMap<string | typeof WORDS, string>;

export function begin(action: RequestedAction): Filled {
  return { values: Object.fromEntries(action.fields.map((f) => [f.name, f.value])), words: "", declined: false, reason: "" };
}

/** What keeps an answer from being sent, by where it stands. The host looks again and decides. */
export function problems(action: RequestedAction, filled: Filled): Problems {
  const found = new Map<string | typeof WORDS, string>();
  if (filled.declined) return found;
  for (const field of action.fields) {
    const wrong = problem(field, filled.values[field.name] ?? "");
    if (wrong) found.set(field.name, wrong);
  }
  const nothing = !filled.words.trim() && action.fields.every((f) => !(filled.values[f.name] ?? "").trim());
  if (nothing && !found.size) found.set(action.fields[0]?.name ?? WORDS, m.actions.nothing);
  return found;
}

function problem(field: ActionField, value: string): string | null {
  const text = value.trim();
  if (!text) return field.required ? m.actions.required : null;
  switch (field.kind.takes) {
    case "whole_number": return /^[+-]?\d+$/.test(text) ? null : m.actions.wholeNumber;
    case "number": return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? null : m.actions.number;
    case "json": return isJson(text) ? null : m.actions.json;
    default: return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function answer(action: RequestedAction, filled: Filled): ActionAnswer {
  return {
    call: action.call,
    reply: filled.declined
      ? { reply: "declined", reason: filled.reason }
      : { reply: "given", values: action.fields.map((f) => [f.name, filled.values[f.name] ?? ""]), words: filled.words },
  };
}
