// Where a text occurs in what is on the screen. Marks are laid over it; the document is not changed.
import { fold } from "../lib/text/fold";

export function findRanges(root: Node, text: string): Range[] {
  const wanted = fold(text).text;
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

export function showRanges(ranges: readonly Range[], here: Range | undefined): void {
  if (!supported) return;
  CSS.highlights.set("errand-find", new Highlight(...ranges.filter((r) => r !== here)));
  CSS.highlights.set("errand-find-here", new Highlight(...(here ? [here] : [])));
}

export function hideRanges(): void {
  if (!supported) return;
  CSS.highlights.delete("errand-find");
  CSS.highlights.delete("errand-find-here");
}
