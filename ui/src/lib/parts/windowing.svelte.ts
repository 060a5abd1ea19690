// A long list of which only the rows near the view are in the document, above and below alike, and what is read stays
// where it is when rows come, go or change their height elsewhere.
import { flushSync, tick, untrack } from "svelte";
import { Extents, moved, piecesOf, spanFor, type Piece, type Span } from "./extents";

interface Options<T> {
  /** The rows, in their order. */
  items: () => readonly T[];
  key: (item: T) => string;
  /** A list of up to so many rows is drawn whole, and a longer one begins with so many. */
  whole: number;
  /** Begins with the last rows, not with the first. */
  fromEnd?: boolean;
  /** Rows never change their order; they may come and go at both ends. */
  inOrder?: boolean;
  /** While this is true every row is drawn. */
  entire?: () => boolean;
  /** Called after the list changed: true when somebody else says what is in view, and has brought it there. */
  lead?: () => boolean;
  /** Called when what is in view, or what is there, has changed: whether an end of the list is near. */
  seen?: (near: { before: boolean; after: boolean }) => void;
}

/** So near is an end that is so many views away from what is seen. */
const NEAR = 2.5;

/** Where something in view was, seen from the upper edge of what scrolls. */
interface Mark {
  element: Element;
  row: Element;
  top: number;
  rowTop: number;
}

export class Windowing<T> {
  readonly #options: Options<T>;
  readonly #extents = new Extents();
  /**
   * Places count from the row that was the first one once: rows that come in front of it have negative ones. `to` is
   * endless when the end of the list is drawn: what is added there is drawn as well. Null at the beginning.
   */
  #span = $state.raw<Span | null>(null);
  #kept = $state.raw<readonly number[]>([]);
  /** Where in the list that row is now, or would be. */
  #origin = 0;
  /** Rows came or went in front since the place of what is read was looked after. */
  #moved = false;
  /** Counts up when a length became known. */
  #measured = $state(0);
  #space = 0;
  #root: HTMLElement | null = null;
  #scroller: HTMLElement | null = null;
  #held: { marks: readonly Mark[]; scrolled: number } | null = null;
  readonly #pieces = $derived.by(() => this.#draw());

  constructor(options: Options<T>) {
    this.#options = options;
  }

  /** What to put into the list, in this order: an element for each, with `data-gap` for a gap. */
  get pieces(): readonly Piece<T>[] {
    return this.#pieces;
  }

  /** Whether rows before the first one that is drawn are left out. */
  get goesBack(): boolean {
    const first = this.#pieces[0];
    return first !== undefined && "gap" in first;
  }

  /** For the element whose children the pieces are. Children with `data-aside` are none of them. */
  readonly root = (root: HTMLElement): (() => void) | undefined => {
    if (!("ResizeObserver" in window)) return undefined;
    const scroller = scrollerOf(root);
    this.#root = root;
    this.#scroller = scroller;
    this.#space = parseFloat(getComputedStyle(root).rowGap) || 0;
    const onscroll = () => this.#look();
    scroller.addEventListener("scroll", onscroll, { passive: true });
    const watch = new ResizeObserver(() => this.#grown());
    watch.observe(root);
    watch.observe(scroller);
    // What came in front is made up for before anything is painted, also when the list is as long as it was.
    $effect(() => {
      void this.#pieces;
      if (this.#moved) queueMicrotask(() => this.#grown());
      this.#moved = false;
    });
    return () => {
      scroller.removeEventListener("scroll", onscroll);
      watch.disconnect();
      this.#root = null;
      this.#scroller = null;
    };
  };

  /** Draws `whole` rows more above those that are drawn. */
  back(): void {
    const { from, to } = this.#drawn(this.#count());
    this.#change({ from: Math.max(0, from - this.#options.whole), to });
  }

  /** The keys of the rows that are drawn, and of those within so many views of what is seen. */
  around(views: number): Set<string> {
    const count = this.#count();
    const keys = new Set(this.#pieces.flatMap((piece) => ("at" in piece ? [piece.key] : [])));
    const seen = this.#seen();
    if (!seen || !count) return keys;
    const last = this.#extents.at(seen.top + (1 + views) * seen.height);
    for (const item of this.#options.items().slice(this.#extents.at(seen.top - views * seen.height), last + 1))
      keys.add(this.#options.key(item));
    return keys;
  }

  /** Draws a row and those around it, wherever it is. */
  async reveal(key: string): Promise<void> {
    const at = this.#options.items().findIndex((item) => this.#options.key(item) === key);
    if (at < 0) return;
    const half = this.#options.whole >> 1;
    const count = this.#count();
    this.#held = null;
    this.#span = this.#placed({ from: Math.max(0, at - half), to: at + half }, count);
    await tick();
    this.#measure();
    await tick();
  }

  /** Draws the rows that a list begins with. */
  begin(): void {
    this.#held = null;
    this.#span = null;
  }

  /** The span within as many rows. */
  #drawn(count: number): Span {
    const { whole, fromEnd } = this.#options;
    const origin = this.#origin;
    const span = this.#span
      ? { from: this.#span.from + origin, to: this.#span.to + origin }
      : fromEnd
        ? { from: count - whole, to: count }
        : { from: 0, to: whole };
    const to = Math.max(Math.min(span.to, count), Math.min(1, count));
    return { from: Math.max(0, Math.min(span.from, to - 1)), to };
  }

  /** A span as it is kept, from one in the list of now. */
  #placed({ from, to }: Span, count: number): Span {
    return { from: from - this.#origin, to: to >= count ? Infinity : to - this.#origin };
  }

  /** How many rows there are; what is known of their places is that of now. */
  #count(): number {
    untrack(() => void this.#pieces);
    return this.#options.items().length;
  }

  /** What of the list is seen: where that begins, and how high it is. */
  #seen(): { top: number; height: number } | null {
    const root = this.#root;
    const scroller = this.#scroller;
    if (!root || !scroller?.clientHeight) return null;
    return {
      top: scroller.getBoundingClientRect().top - root.getBoundingClientRect().top,
      height: scroller.clientHeight,
    };
  }

  #draw(): Piece<T>[] {
    void this.#measured;
    const { items: read, key, whole, entire, inOrder } = this.#options;
    const items = read();
    const shift = this.#extents.order(items.map(key));
    if (inOrder && shift) {
      this.#origin += shift;
      this.#moved = true;
    }
    const all = items.length <= whole || (entire?.() ?? false);
    const span = all ? { from: 0, to: items.length } : this.#drawn(items.length);
    return piecesOf(items, key, this.#extents, span, all ? [] : this.#kept.map((at) => at + this.#origin), this.#space);
  }

  /** After a scroll: draws what comes near and lets go of what is far. */
  #look(): void {
    const seen = this.#seen();
    if (!seen) return;
    const { whole, entire } = this.#options;
    const count = this.#count();
    if (count > whole && !entire?.()) {
      const now = this.#drawn(count);
      const next = spanFor(this.#extents, count, seen.top, seen.height, now);
      if (next !== now) {
        const [selection, kept] = this.#inUse();
        const wanted = selection
          ? { from: Math.min(next.from, selection.from), to: Math.max(next.to, selection.to) }
          : next;
        if (wanted.from !== now.from || wanted.to !== now.to) {
          this.#kept = kept.map((at) => at - this.#origin);
          this.#change(wanted);
          this.#tell();
          return;
        }
      }
    }
    this.#hold();
    this.#tell();
  }

  /** Says whether an end of the list is near. */
  #tell(): void {
    const seen = this.#seen();
    if (!seen) return;
    const below = this.#extents.start(this.#count()) - seen.top - seen.height;
    this.#options.seen?.({ before: seen.top < NEAR * seen.height, after: below < NEAR * seen.height });
  }

  #change(span: Span): void {
    this.#hold();
    this.#span = this.#placed(span, this.#count());
    flushSync();
    this.#measure();
    flushSync();
    this.#restore();
  }

  /** After something in the list changed its height. */
  #grown(): void {
    if (!this.#scroller?.clientHeight) return;
    if (this.#measure()) flushSync();
    this.#restore();
    this.#look();
  }

  /** The elements of the rows that are drawn, each with its place in the list. */
  #rows(): [Element, number][] {
    const elements = [...(this.#root?.children ?? [])].filter((e) => !e.hasAttribute("data-aside"));
    const pieces = untrack(() => this.#pieces);
    return elements.flatMap((element, i): [Element, number][] => {
      const piece = pieces[i];
      return piece && "at" in piece ? [[element, piece.at]] : [];
    });
  }

  #measure(): boolean {
    let any = false;
    for (const [element, at] of this.#rows()) {
      if (this.#extents.measure(at, element.getBoundingClientRect().height + this.#space)) any = true;
    }
    if (any) this.#measured += 1;
    return any;
  }

  /** The rows that hold an end of the selection, and those at the focus with their neighbours: they must not go. */
  #inUse(): [Span | null, number[]] {
    const rows = this.#rows();
    const holding = (node: Node | null) => (node ? rows.find(([element]) => element.contains(node))?.[1] : undefined);
    const selection = getSelection();
    const ends =
      selection && !selection.isCollapsed
        ? [holding(selection.anchorNode), holding(selection.focusNode)].filter((at) => at !== undefined)
        : [];
    const focus = holding(document.activeElement);
    return [
      ends.length ? { from: Math.min(...ends), to: Math.max(...ends) + 1 } : null,
      focus === undefined ? [] : [focus - 1, focus, focus + 1].filter((at) => at >= 0),
    ];
  }

  /**
   * Remembers where what is in view is. At the very beginning nothing is held, as what comes first is to be seen there,
   * unless the list is read from its end.
   */
  #hold(): void {
    const scroller = this.#scroller;
    this.#held = null;
    if (!scroller || (scroller.scrollTop <= 0 && !this.#options.fromEnd)) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    const marks: Mark[] = [];
    for (const [row] of this.#rows()) {
      const rect = row.getBoundingClientRect();
      if (rect.bottom <= top || rect.top >= bottom) continue;
      const element = rect.top < top ? within(row, top) : row;
      marks.push({ element, row, top: element.getBoundingClientRect().top - top, rowTop: rect.top - top });
    }
    this.#held = { marks, scrolled: scroller.scrollTop };
  }

  /** Scrolls by as much as what was in view has moved since without the person. */
  #restore(): void {
    const scroller = this.#scroller;
    const held = this.#held;
    if (!scroller || this.#options.lead?.() || !held) return;
    const edge = scroller.getBoundingClientRect().top;
    const scrolled = scroller.scrollTop - held.scrolled;
    const by = held.marks.flatMap(({ element, row, top, rowTop }) => {
      if (!row.isConnected) return [];
      const there = element.isConnected;
      return [(there ? element : row).getBoundingClientRect().top - edge + scrolled - (there ? top : rowTop)];
    });
    const delta = moved(by, this.#options.inOrder ?? false);
    // A list that became shorter may have had no room for where one was: that was not the person either.
    const noRoom = held.scrolled > scroller.scrollHeight - scroller.clientHeight;
    if (Math.abs(delta) >= 1) scroller.scrollTop = (noRoom ? held.scrolled : scroller.scrollTop) + delta;
    this.#hold();
  }
}

/** What scrolls around an element. */
function scrollerOf(element: HTMLElement): HTMLElement {
  let around = element.parentElement;
  while (around && getComputedStyle(around).overflowY === "visible") around = around.parentElement;
  return around ?? document.documentElement;
}

/** The innermost element of a row that is the first one to reach below the edge; its children lie one below another. */
function within(row: Element, edge: number): Element {
  let element = row;
  for (;;) {
    const { children } = element;
    let low = 0;
    let high = children.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
      else low = middle + 1;
    }
    const next = children[low];
    if (!next) return element;
    element = next;
    if (next.getBoundingClientRect().top >= edge) return next;
  }
}
