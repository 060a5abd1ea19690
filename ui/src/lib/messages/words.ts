// Builds nested properties from the catalogue's flat ids: each `-` of an id is one level.
import type { Catalogue } from "./catalogue";
import { messages, say } from "./language.svelte";

/** Ids of messages without values. */
type Plain = {
  [Id in keyof Catalogue]: Id extends `${string}.${string}` ? never : [Catalogue[Id]] extends [never] ? Id : never;
}[keyof Catalogue];

type Tree<Id extends string> = {
  readonly [Step in Id extends `${infer First}-${string}` ? First : Id]: Step extends Id
    ? string
    : Tree<Id extends `${Step}-${infer Rest}` ? Rest : never>;
};

type Words<Functions> = Tree<Plain> & Functions;

interface Branch {
  [step: string]: string | Branch;
}

/**
 * Returns each message as a property that reads it in the current language, and the functions for messages with values.
 */
export function wordsWith<Functions extends object>(functions: Functions): Words<Functions> {
  const root: Branch = {};
  for (const { id, value } of messages) {
    if (value === null) continue;
    const steps = id.split("-");
    const last = steps.pop() ?? id;
    let at = root;
    for (const step of steps) at = (at[step] ??= {}) as Branch;
    Object.defineProperty(at, last, {
      get: () => (say as (id: string) => string)(id),
      enumerable: true,
      configurable: true,
    });
  }
  join(root, functions);
  return root as Words<Functions>;
}

/** Returns the message for an identifier of another program, if there is one. */
export const wordFor = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  key in words ? words[key] : undefined;

function join(into: object, from: object): void {
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
    const inner: unknown = property.value;
    if (typeof inner === "object" && inner !== null) {
      const there = (into as Record<string, object>)[key] ?? {};
      Object.defineProperty(into, key, { value: there, enumerable: true, configurable: true });
      join(there, inner);
    } else {
      Object.defineProperty(into, key, property);
    }
  }
}
