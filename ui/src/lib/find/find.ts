// Finds and highlights a text in the rendered page. Highlights are painted over it; the document is not changed.
import { fold, folded } from "../text/fold";

export function findRanges(root: Node, text: string): Range[] {
  const wanted = folded(text);
  if (!wanted) return [];
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { text: words, places } = fold(node.nodeValue ?? "");
    for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length)) {
      const [first, last] = [places[at], places[at + wanted.length - 1]];
      if (!first || !last) continue;
      const range = document.createRange();
      range.setStart(node, first.start);
      range.setEnd(node, last.end);
      ranges.push(range);
    }
  }
  return ranges;
}

const supported = typeof CSS !== "undefined" && "highlights" in CSS && typeof Highlight !== "undefined";

/** Highlights of each part of the window that is being searched. */
const marked = new Map<Marks, { ranges: readonly Range[]; here: Range | undefined }>();

/** The highlights in one part of the window. */
export class Marks {
  show(ranges: readonly Range[], here: Range | undefined): void {
    marked.set(this, { ranges, here });
    draw();
  }

  hide(): void {
    marked.delete(this);
    draw();
  }
}

/** The document has one set of highlights for all parts of the window. */
function draw(): void {
  if (!supported) return;
  const all = [...marked.values()];
  CSS.highlights.set(
    "errand-find",
    new Highlight(...all.flatMap(({ ranges, here }) => ranges.filter((r) => r !== here))),
  );
  CSS.highlights.set("errand-find-here", new Highlight(...all.flatMap(({ here }) => (here ? [here] : []))));
}
