// The catalogue: all languages have the same messages, and the code matches the English files.
import {
  parse,
  type Entry,
  type Message,
  Visitor,
  type VariableReference,
  type SelectExpression,
} from "@fluent/syntax";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages";

const files = import.meta.glob<string>(
  ["../../../../locales/*/*.ftl", "!../../../../locales/*/app.ftl", "!../../../../locales/*/desktop.ftl"],
  { query: "?raw", import: "default", eager: true },
);

const HEAD = `// The ids of all messages and the values that each takes. Written from locales/en by the test beside it:
// npx vitest run src/lib/messages -u

export interface Catalogue {
`;

/** Returns the entries of a language by file. */
function entriesOf(tag: string): [string, Entry[]][] {
  return Object.entries(files)
    .filter(([path]) => path.includes(`/locales/${tag}/`))
    .map(([path, source]) => [path.split("/").at(-1) ?? path, parse(source, {}).body as Entry[]]);
}

const messagesOf = (tag: string): Message[] =>
  entriesOf(tag)
    .flatMap(([, body]) => body)
    .filter((e): e is Message => e.type === "Message");

/** Returns each message and attribute by id, with its pattern. */
const patternsOf = (tag: string) =>
  messagesOf(tag).flatMap(({ id, value, attributes }) => [
    ...(value ? [[id.name, value] as const] : []),
    ...attributes.map((a) => [`${id.name}.${a.id.name}`, a.value] as const),
  ]);

/** Returns the variables of a pattern: all, or only those that are displayed and do not merely select a form. */
function variablesIn(pattern: Message["value"], seenOnly = false): string[] {
  const found = new Set<string>();
  class Variables extends Visitor {
    override visitVariableReference(node: VariableReference) {
      found.add(node.id.name);
    }
    override visitSelectExpression(node: SelectExpression) {
      if (seenOnly) node.variants.forEach((variant) => this.visit(variant));
      else this.genericVisit(node);
    }
  }
  if (pattern) new Variables().visit(pattern);
  return [...found].sort();
}

const english = patternsOf("en");

it("has a file of types that fits the English words", async () => {
  const lines = english.map(
    ([id, pattern]) =>
      `  ${JSON.stringify(id)}: ${
        variablesIn(pattern)
          .map((name) => JSON.stringify(name))
          .join(" | ") || "never"
      };`,
  );
  await expect(`${HEAD}${lines.join("\n")}\n}\n`).toMatchFileSnapshot("./catalogue.ts");
});

describe.each(LANGUAGES)("$name", ({ tag }) => {
  it("is written in Fluent without a mistake", () => {
    const junk = entriesOf(tag).flatMap(([file, body]) =>
      body.filter((e) => e.type === "Junk").map((e) => `${file}: ${e.type === "Junk" ? e.content : ""}`),
    );
    expect(junk).toEqual([]);
  });

  it("says every message once, with the values that it takes in English", () => {
    const there = patternsOf(tag);
    expect(there.map(([id]) => id).sort()).toEqual(english.map(([id]) => id).sort());
    const inEnglish = new Map(english);
    const wrong = there.filter(([id, pattern]) => {
      const all = variablesIn(inEnglish.get(id) ?? null);
      return (
        variablesIn(pattern).some((name) => !all.includes(name)) ||
        variablesIn(inEnglish.get(id) ?? null, true).some((name) => !variablesIn(pattern).includes(name))
      );
    });
    expect(wrong.map(([id]) => id)).toEqual([]);
  });

  it("has the same files as English", () => {
    expect(
      entriesOf(tag)
        .map(([file]) => file)
        .sort(),
    ).toEqual(
      entriesOf("en")
        .map(([file]) => file)
        .sort(),
    );
  });

  it("chooses by number with forms that the language has, and all of those that whole numbers take", () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const needed = new Set([0, 1, 2, 3, 5, 11, 100].map((n) => new Intl.PluralRules(tag).select(n)));
    const wrong: string[] = [];
    class Selects extends Visitor {
      constructor(readonly id: string) {
        super();
      }
      override visitSelectExpression(node: SelectExpression) {
        const keys = node.variants.map((v) => (v.key.type === "Identifier" ? v.key.name : v.key.value));
        if (!keys.includes("yes")) {
          if (keys.some((k) => !(forms as string[]).includes(k) && !/^\d+$/.test(k)))
            wrong.push(`${this.id}: ${keys.join(" ")}`);
          for (const form of needed)
            if (!keys.includes(form) && !(form === "zero" && keys.includes("0")))
              wrong.push(`${this.id} has no ${form}`);
        }
        this.genericVisit(node);
      }
    }
    for (const [id, pattern] of patternsOf(tag)) new Selects(id).visit(pattern);
    expect(wrong).toEqual([]);
  });
});

it.each(LANGUAGES.filter((l) => !l.isRead))(
  "says at the head of each file in $name that a machine made it",
  ({ tag }) => {
    const unmarked = Object.entries(files).filter(
      ([path, source]) => path.includes(`/locales/${tag}/`) && !/^# .*machine/.test(source),
    );
    expect(unmarked.map(([path]) => path)).toEqual([]);
  },
);

it("gives no message a name that is the beginning of the way to another", () => {
  const ids = messagesOf("en").map((message) => message.id.name);
  expect(ids.filter((id) => ids.some((other) => other.startsWith(`${id}-`)))).toEqual([]);
});

/** Returns the message paths used in a source, with local aliases of groups resolved. */
function waysIn(source: string): string[] {
  const short = new Map<string, string>([["m", "m"]]);
  const named = /\bconst (\w+) = (?:\$derived\()?(\w+(?:\.\w+)*)((?:\[[^\]]*\])?)\)?(?=[;}])/g;
  // An alias itself is not a use of the group: only what is read from it is.
  const lines = source.replace(/\s+(?=\??\.\w)/g, "");
  const rest = lines.replace(named, (whole, name: string, way: string, choice: string) => {
    const [first = "", ...steps] = way.split(".");
    const start = short.get(first);
    if (start === undefined || (start === "m" && !steps.length)) return whole;
    if (choice) return whole;
    short.set(name, [start, ...steps].join("."));
    return "";
  });
  return [...rest.matchAll(/(?<![\w$]|(?<!\.\.)\.)(\w+)((?:\??\.\w+)*)/g)].flatMap(([, first = "", steps = ""]) => {
    const start = short.get(first);
    return start === undefined ? [] : [start + steps.replaceAll("?.", ".")];
  });
}

it("has no message that nothing says", () => {
  const sources = Object.entries(
    import.meta.glob<string>(["../../**/*.svelte", "../../**/*.ts"], { query: "?raw", import: "default", eager: true }),
  )
    .filter(([path]) => !path.endsWith(".test.ts") && !path.endsWith("/catalogue.ts"))
    .map(([, source]) => source);
  const ways = new Set(sources.flatMap(waysIn));
  const text = sources.join("\n");
  // Used by its path or that of an enclosing group that is passed on or indexed, by its literal id, or by a prefix
  // completed at run time.
  const isSaid = (id: string): boolean => {
    const steps = id.split("-");
    const groups = steps.map((_, i) => ["m", ...steps.slice(0, i + 1)].join("."));
    return (
      groups.some((way) => ways.has(way)) ||
      text.includes(`"${id}"`) ||
      text.includes(`${steps.slice(0, -1).join("-")}-\${`)
    );
  };
  expect(english.map(([id]) => id).filter((id) => !isSaid(id.split(".")[0] ?? id))).toEqual([]);
});
