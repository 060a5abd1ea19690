// Rules for the source code: where strings, colours and the Tauri API may be used.
import { describe, expect, it } from "vitest";

const sources = import.meta.glob<string>(["./**/*.svelte", "./**/*.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const components = Object.entries(sources).filter(([path]) => path.endsWith(".svelte"));

const offenders = (list: [string, string][], wrong: (source: string) => string[]) =>
  list.flatMap(([path, source]) => wrong(source).map((what) => `${path}: ${what}`));

it("imports the Tauri API in one file only", () => {
  const using = Object.entries(sources).filter(
    ([path, source]) => !path.endsWith(".test.ts") && /from "@tauri-apps\//.test(source),
  );
  expect(using.map(([path]) => path)).toEqual(["./platform/tauri.ts"]);
});

it("reaches the fake host from tests and the start only", () => {
  const using = Object.entries(sources).filter(
    ([path, source]) => !/test|platform\/fake/.test(path) && source.includes("/fake"),
  );
  expect(using.map(([path]) => path)).toEqual(["./main.ts"]);
});

it("gives no component a colour of its own", () => {
  const style = (source: string) => source.match(/<style>[\s\S]*<\/style>/)?.[0] ?? "";
  const colours = (source: string) =>
    (style(source).match(/(#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\()/gi) ?? []).filter(
      (c) => c.toLowerCase() !== "#000" && c !== "#ffffff",
    );
  expect(offenders(components, colours)).toEqual([]);
});

it("names every token that a component uses", () => {
  const css = import.meta.glob<string>("./styles/*.css", { query: "?raw", import: "default", eager: true });
  const known = new Set([...(css["./styles/tokens.css"] ?? "").matchAll(/(--[\w-]+):/g)].map((m) => m[1]));
  const all: [string, string][] = [...components, ...Object.entries(css)];
  const unknown = (source: string) =>
    [...source.matchAll(/var\((--[\w-]+)/g)]
      .map((m) => m[1] ?? "")
      .filter((name) => !known.has(name) && !source.includes(`style:${name}=`));
  expect(offenders(all, unknown)).toEqual([]);
});

it("takes every word on the screen from the catalogue", () => {
  const words = (source: string) => {
    const markup = source
      .replace(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, "")
      .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, "{}")
      .replace(/&[a-z]+;/g, "");
    const texts = [...markup.matchAll(/>([^<>]*)</g)].map((m) => m[1] ?? "");
    const names = [...markup.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map((m) => m[1] ?? "");
    return [...texts, ...names].map((t) => t.replaceAll("{}", "").trim()).filter((t) => /\p{L}{2,}/u.test(t));
  };
  expect(offenders(components, words)).toEqual([]);
});

it("writes no style attribute, which the content policy would refuse", () => {
  expect(offenders(components, (source) => source.match(/\sstyle="/g) ?? [])).toEqual([]);
});

it("names sides by the direction of the text, so that every screen can run from right to left", () => {
  const css = import.meta.glob<string>("./styles/*.css", { query: "?raw", import: "default", eager: true });
  const style = (source: string) => source.match(/<style>[\s\S]*<\/style>/)?.[0] ?? "";
  const sides =
    /(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|:\s*(?:left|right)\s*;/g;
  // Four values are in clockwise order, so the second and fourth must be equal.
  const uneven = (rule: string) => {
    const values = rule.slice(rule.indexOf(":") + 1).match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
    return values.length === 4 && values[1] !== values[3];
  };
  const physical = (rules: string) => [
    ...(rules.match(sides) ?? []),
    ...(rules.match(/(?<![\w-])(?:margin|padding|inset): [^;]+/g) ?? []).filter(uneven),
  ];
  // Exceptions that are never mirrored: formulas run left to right in every language, and a menu is placed at a point
  // of the window.
  const all = [
    ...components.map(([path, source]): [string, string] => [path, style(source)]),
    ...Object.entries(css),
  ].filter(([path]) => !path.endsWith("maths.css") && path !== "./lib/parts/Menu.svelte");
  expect(offenders(all, physical)).toEqual([]);
});

describe("the folders", () => {
  /** Imports between folders: `../lib/who` in `chat` is `["chat", "lib"]`. */
  const arrows = Object.entries(sources)
    .filter(([path]) => !/test|platform\/fake/.test(path))
    .flatMap(([path, source]) => {
      const here = path.split("/").slice(1, -1);
      return [...source.matchAll(/from "(\.\.?\/[^"]+)"/g)].flatMap(([, to]) => {
        const up = (to ?? "").split("/").filter((part) => part === "..").length;
        const there = up < here.length ? here[0] : (to ?? "").split("/").filter((part) => !part.startsWith("."))[0];
        return here[0] && there && there !== here[0] ? [[here[0], there] as const] : [];
      });
    });
  const needs = (folder: string) => new Set(arrows.filter(([from]) => from === folder).map(([, to]) => to));

  it("stand on `lib`, which knows none of them", () => {
    expect([...needs("frame")]).toContain("chat");
    expect([...needs("lib")].filter((folder) => !["bindings", "platform"].includes(folder))).toEqual([]);
  });

  it("need one another in one direction only", () => {
    const reached = (folder: string, seen = new Set<string>()): Set<string> => {
      for (const next of needs(folder)) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    const folders = new Set(arrows.map(([from]) => from));
    expect([...folders].filter((folder) => reached(folder).has(folder))).toEqual([]);
  });
});
