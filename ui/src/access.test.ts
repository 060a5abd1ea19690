// Accessibility of every screen (roles, names, landmarks) by the rules of axe-core. jsdom does not render, so colours
// are tested separately beside the tokens.
import axe from "axe-core";
import { expect, it } from "vitest";
import { screens } from "./test-screens";
import { openWindow } from "./test-window";

const PATIENCE = 60_000;

async function found(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    // The document's title and language belong to the page, not to a component; the headings of an answer come from
    // the model.
    rules: {
      "heading-order": { enabled: false },
      "color-contrast": { enabled: false },
      "document-title": { enabled: false },
      "html-has-lang": { enabled: false },
    },
  });
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`));
}

it.each(screens)("holds nothing against %s", { timeout: PATIENCE }, async (_name, first, go) => {
  const window = await openWindow(first());
  await go(window);
  expect(await found()).toEqual([]);
});
