// Contrast of every text colour on every surface it is used on, in both themes (WCAG 2.2, 1.4.3 and 1.4.11).
import { expect, it } from "vitest";
import css from "./tokens.css?raw";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
const THEMES = ["light", "dark"] as const;

const root = css.slice(0, css.indexOf(":root[data-theme"));
const contrasty = css.slice(css.indexOf("prefers-contrast: more"), css.indexOf("prefers-reduced-motion"));
/** True while the colours of the high-contrast mode are tested. */
let isHigh = false;

function colour(text: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(text.trim());
  if (hex) return [0, 2, 4].map((at) => parseInt(hex[1]!.slice(at, at + 2), 16)).concat(1) as unknown as Colour;
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(text.trim());
  if (!rgb) throw new Error(`${text} is no colour that this test knows`);
  return rgb.slice(1).map(Number) as unknown as Colour;
}

function token(name: string, theme: (typeof THEMES)[number]): Colour {
  const pattern = new RegExp(`--${name}: light-dark\\((.+)\\);`);
  const found = (isHigh && pattern.exec(contrasty)) || pattern.exec(root);
  if (!found) throw new Error(`there is no token --${name}`);
  const [light, dark] = found[1]!.split(/,(?![^(]*\))/);
  return colour((theme === "light" ? light : dark)!);
}

/** Blends `over` onto `under`. */
const upon = (over: Colour, under: Colour): Colour =>
  [0, 1, 2].map((i) => over[i]! * over[3] + under[i]! * (1 - over[3])).concat(1) as unknown as Colour;

function luminance(of: Colour): number {
  const [r, g, b] = of
    .slice(0, 3)
    .map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: Colour, b: Colour): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

/**
 * Returns all contrasts below `least`, as sentences. `over` may hold translucent layers that are blended onto the
 * surface in turn.
 */
function tooFaint(
  inks: readonly string[],
  surfaces: readonly string[],
  veils: readonly (readonly string[])[],
  least: number,
): string[] {
  return THEMES.flatMap((theme) =>
    inks.flatMap((ink) =>
      surfaces.flatMap((surface) =>
        veils.flatMap((over) => {
          const ground = over.reduce((under, veil) => upon(token(veil, theme), under), token(surface, theme));
          const ratio = contrast(upon(token(ink, theme), ground), ground);
          return ratio < least ? [`${ink} on ${[surface, ...over].join(" + ")}, ${theme}: ${ratio.toFixed(2)}`] : [];
        }),
      ),
    ),
  );
}

const surfaces = ["window", "sheet", "raised", "sunken", "note", "selected"];
const veils = [[], ["hover"], ["pressed"]] as const;

it("lets every ink be read on every surface, also under the pointer", () => {
  expect(tooFaint(["ink", "ink-2"], surfaces, veils, 4.5)).toEqual([]);
  // Interactive elements never use the faintest text colour.
  expect(tooFaint(["ink-3"], surfaces, [[], ["hover"]], 4.5)).toEqual([]);
});

it("lets the accent and the standings be read", () => {
  expect(tooFaint(["accent", "busy", "good", "warn", "bad"], surfaces, [[], ["hover"]], 4.5)).toEqual([]);
});

it("lets words be read on the soft colours", () => {
  const soft = {
    "accent-soft": ["ink", "ink-2", "ink-3", "accent"],
    "busy-soft": ["ink", "ink-2", "busy"],
    "warn-soft": ["ink", "ink-2", "warn", "bad"],
    "bad-soft": ["ink", "ink-2", "bad"],
    mark: ["ink"],
  };
  expect(Object.entries(soft).flatMap(([surface, inks]) => tooFaint(inks, [surface], [[]], 4.5))).toEqual([]);
  expect(tooFaint(["on-accent"], ["accent", "accent-press"], [[]], 4.5)).toEqual([]);
});

it("lets code be read", () => {
  expect(
    tooFaint(
      ["code-keyword", "code-string", "code-number", "code-comment", "code-name", "code-type"],
      ["sheet", "sunken", "added-soft", "bad-soft"],
      [[]],
      4.5,
    ),
  ).toEqual([]);
});

it("shows where the focus is, and where a field ends", () => {
  expect(tooFaint(["focus"], [...surfaces, "warn-soft"], veils, 3)).toEqual([]);
  expect(tooFaint(["line-strong"], ["sheet", "raised", "sunken", "note"], [[]], 3)).toEqual([]);
});

it("lets everything be read with more than enough contrast where the desktop asks for it", () => {
  isHigh = true;
  try {
    expect(tooFaint(["ink", "ink-2", "ink-3", "accent"], surfaces, [[], ["hover"]], 7)).toEqual([]);
    expect(tooFaint(["on-accent"], ["accent"], [[]], 7)).toEqual([]);
    expect(tooFaint(["busy", "good", "warn", "bad"], surfaces, [[], ["hover"]], 4.5)).toEqual([]);
    expect(tooFaint(["line", "line-strong", "focus"], ["window", "sheet", "raised"], [[]], 3)).toEqual([]);
  } finally {
    isHigh = false;
  }
});
