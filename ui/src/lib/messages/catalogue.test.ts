// The catalogue itself: every language says the same, and the code and the English files agree.
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

/** The entries of a language by file. */
function entriesOf(tag: string): [string, Entry[]][] {
  return Object.entries(files)
    .filter(([path]) => path.includes(`/locales/${tag}/`))
    .map(([path, source]) => [path.split("/").at(-1) ?? path, parse(source, {}).body as Entry[]]);
}

const messagesOf = (tag: string): Message[] =>
  entriesOf(tag)
    .flatMap(([, body]) => body)
    .filter((e): e is Message => e.type === "Message");

/** Each message and attribute by its id, with its pattern. */
const patternsOf = (tag: string) =>
  messagesOf(tag).flatMap(({ id, value, attributes }) => [
    ...(value ? [[id.name, value] as const] : []),
    ...attributes.map((a) => [`${id.name}.${a.id.name}`, a.value] as const),
  ]);

/** The values that a pattern takes: all of them, or only those that are seen and do not just choose a form. */
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

it("has no message that nothing says", () => {
  const sources = Object.entries(
    import.meta.glob<string>(["../../**/*.svelte", "../../**/*.ts"], { query: "?raw", import: "default", eager: true }),
  )
    .filter(([path]) => !path.endsWith(".test.ts") && !path.endsWith("/catalogue.ts"))
    .map(([, source]) => source)
    .join("\n");
  // Each pair of steps of a way such as `m.settings.title`, and the last step of those that are given away or looked into.
  const pairs = new Set<string>();
  const groups = new Set<string>();
  for (const { 0: way, index } of sources.matchAll(/\b\w+(?:\.\w+)+/g)) {
    const steps = way.split(".");
    steps.slice(1).forEach((step, i) => pairs.add(`${steps[i]}.${step}`));
    if (/[[);,]/.test(sources[index + way.length] ?? "")) groups.add(steps.at(-1) ?? way);
  }
  // Named whole (`"jobs-ran"`), with a step that is worked out (`m.standing[…]`, `say(`chat-told-${why}`)`), or by its way.
  const isSaid = (id: string): boolean => {
    const before = id.split("-");
    const last = before.pop() ?? id;
    const parent = before.at(-1) ?? "m";
    return (
      pairs.has(`${parent}.${last}`) ||
      pairs.has(`words.${last}`) ||
      sources.includes(`"${id}"`) ||
      sources.includes(`${before.join("-")}-\${`) ||
      before.some((step) => groups.has(step))
    );
  };
  expect(english.map(([id]) => id).filter((id) => !isSaid(id.split(".")[0] ?? id))).toEqual([]);
});
