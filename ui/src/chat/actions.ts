// The form for the function calls that a turn asks of the person: initial values, validation, and the answers sent.
import type { ActionAnswer, ActionField, Attachment, RequestedAction } from "../bindings/bridge";
import { m } from "../lib/messages";

/** Value of a field: text, or the values of nested fields and list items. */
export type Typed = string | Typed[] | { [name: string]: Typed };

/** State of the form for one call. */
export interface Filled {
  values: Record<string, Typed>;
  words: string;
  declined: boolean;
  reason: string;
  /** True if Errand may do it without asking from now on. */
  always: boolean;
}

/** Key of a problem: the path of a field, or the person's own words. */
export const WORDS = Symbol("words");
export type Problems = ReadonlyMap<string | typeof WORDS, string>;

/** Path of a nested field. */
export const inside = (path: string, name: string | number): string => (path ? `${path}/${name}` : String(name));

export function begin(action: RequestedAction): Filled {
  return {
    values: Object.fromEntries(action.fields.map((f) => [f.name, first(f)])),
    words: "",
    declined: false,
    reason: "",
    always: false,
  };
}

/** Restores a saved form; what does not match the calls any more is reset. */
export function filledFrom(kept: string, actions: readonly RequestedAction[]): Filled[] {
  const left = read(kept);
  return actions.map((action, at) => {
    const untouched = begin(action);
    const one = left[at];
    const fits = one && Object.keys(one.values).join() === Object.keys(untouched.values).join();
    return fits ? one : untouched;
  });
}

function read(kept: string): Filled[] {
  try {
    return JSON.parse(kept) as Filled[];
  } catch {
    return [];
  }
}

/** Initial value of a field: the call's proposal, else empty. */
export function first(field: ActionField): Typed {
  const { kind } = field;
  if (kind.takes === "group") {
    const given = asTree(field.value);
    const of = (inner: ActionField) =>
      given !== null && typeof given === "object" && !Array.isArray(given) && inner.name in given
        ? typed(inner, given[inner.name])
        : first(inner);
    return Object.fromEntries(kind.fields.map((inner) => [inner.name, of(inner)]));
  }
  if (kind.takes === "list") {
    const given = asTree(field.value);
    if (Array.isArray(given)) return given.map((one) => typed(kind.item, one));
    // A required list starts with one empty item.
    return field.required ? [first(kind.item)] : [];
  }
  return field.value;
}

/** Converts a proposal to the shape of its field. */
function typed(field: ActionField, given: Typed | undefined): Typed {
  return first({ ...field, value: typeof given === "string" ? given : JSON.stringify(given ?? "") });
}

function asTree(text: string): Typed | null {
  try {
    const tree: unknown = JSON.parse(text);
    return typeof tree === "object" && tree !== null ? (tree as Typed) : null;
  } catch {
    return null;
  }
}

/** The file that stands in a field for a file, null while none is chosen. */
export function fileIn(value: Typed): Attachment | null {
  if (typeof value !== "string" || !value) return null;
  try {
    return JSON.parse(value) as Attachment;
  } catch {
    return null;
  }
}

/** All files that are chosen in the forms of these calls. */
export function filesIn(actions: readonly RequestedAction[], filled: readonly Filled[]): Attachment[] {
  return actions.flatMap((action, at) =>
    action.fields.flatMap((field) => filesOf(field, filled[at]?.values[field.name] ?? "")),
  );
}

function filesOf({ kind }: ActionField, value: Typed): Attachment[] {
  if (kind.takes === "file") {
    const file = fileIn(value);
    return file ? [file] : [];
  }
  if (typeof value === "string") return [];
  if (kind.takes === "list" && Array.isArray(value)) return value.flatMap((one) => filesOf(kind.item, one));
  if (kind.takes === "group" && !Array.isArray(value))
    return kind.fields.flatMap((inner) => filesOf(inner, value[inner.name] ?? ""));
  return [];
}

/** Returns true if nothing is filled in. */
export function blank(value: Typed | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === "string" ? !value.trim() : Object.values(value).every(blank);
}

/** Problems that prevent sending an answer, by path. The host validates again and decides. */
export function problems(action: RequestedAction, filled: Filled): Problems {
  const found = new Map<string | typeof WORDS, string>();
  if (filled.declined || action.deed) return found;
  for (const field of action.fields) look(field, filled.values[field.name], field.name, found);
  const nothing = !filled.words.trim() && action.fields.every((f) => blank(filled.values[f.name]));
  if (nothing && !found.size) found.set(action.fields[0] ? place(action.fields[0]) : WORDS, m.actions.nothing);
  return found;
}

/** Path of the first single field within a field. */
function place(field: ActionField): string {
  const first = field.kind.takes === "group" ? field.kind.fields[0] : undefined;
  return first ? inside(field.name, place(first)) : field.name;
}

function look(
  field: ActionField,
  value: Typed | undefined,
  path: string,
  found: Map<string | typeof WORDS, string>,
): void {
  const { kind } = field;
  if (kind.takes === "group" || kind.takes === "list") {
    if (blank(value)) {
      if (field.required)
        found.set(
          kind.takes === "group" ? path.slice(0, path.length - field.name.length) + place(field) : path,
          m.actions.required,
        );
    } else if (kind.takes === "group" && typeof value === "object" && !Array.isArray(value)) {
      for (const inner of kind.fields) look(inner, value[inner.name], inside(path, inner.name), found);
    } else if (kind.takes === "list" && Array.isArray(value)) {
      // Empty items are left out.
      value.forEach((one, at) => {
        if (!blank(one)) look(kind.item, one, inside(path, at), found);
      });
    }
    return;
  }
  const wrong = problem(field, typeof value === "string" ? value : "");
  if (wrong) found.set(path, wrong);
}

function problem(field: ActionField, value: string): string | null {
  const text = value.trim();
  if (!text) return field.required ? m.actions.required : null;
  switch (field.kind.takes) {
    case "whole_number":
      return /^[+-]?\d+$/.test(text) ? null : m.actions.wholeNumber;
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? null : m.actions.number;
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? null : m.actions.date;
    case "time":
      return /^\d{2}:\d{2}(:\d{2})?$/.test(text) ? null : m.actions.time;
    case "date_time":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? null : m.actions.dateTime;
    case "json":
      return isJson(text) ? null : m.actions.json;
    default:
      return null;
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

/** Label of the button that sends all answers. */
export function sends(actions: readonly RequestedAction[], filled: readonly Filled[]): string {
  const deeds = actions.every((action) => action.deed);
  if (deeds && filled.every((one) => one.declined)) return m.tools.deed.decline(actions.length);
  if (deeds && filled.every((one) => !one.declined)) return m.tools.deed.approve(actions.length);
  return m.actions.send(actions.length);
}

export function answer(action: RequestedAction, filled: Filled): ActionAnswer {
  const text = (value: Typed | undefined) => (typeof value === "string" ? value : JSON.stringify(value ?? ""));
  if (action.deed && !filled.declined)
    return { call: action.call, reply: { reply: "approved", always: filled.always } };
  return {
    call: action.call,
    reply: filled.declined
      ? { reply: "declined", reason: filled.reason }
      : {
          reply: "given",
          values: action.fields.map((f) => [f.name, text(filled.values[f.name])]),
          words: filled.words,
        },
  };
}
