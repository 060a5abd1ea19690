// A virtualised list: only the rows near the viewport are in the document, and the visible content keeps its position
// when rows are added, removed or resized elsewhere.
import { flushSync, tick, untrack } from "svelte";
import { Extents, moved, piecesOf, spanFor, type Piece, type Span } from "./extents";

interface Options<T> {
  /** The rows, in order. */
  items: () => readonly T[];
  key: (item: T) => string;
  /** Lists up to this length are rendered whole, and longer ones start with this many rows. */
  whole: number;
  /** Starts with the last rows instead of the first. */
  fromEnd?: boolean;
  /** Rows never change their order; they may be added and removed at both ends. */
  inOrder?: boolean;
  /** Renders every row while this is true. */
  entire?: () => boolean;
  /** Called after the list changed; returns true if the caller controls the scroll position and has set it. */
  lead?: () => boolean;
  /** Called when the visible part or the rows have changed, with whether an end of the list is near. */
  seen?: (near: { before: boolean; after: boolean }) => void;
}

/** Distance in viewports within which an end counts as near. */
const NEAR = 2.5;

/** Position of a visible element relative to the top of the scroll container. */
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
   * Positions are relative to the row that was first initially, so rows inserted before it have negative ones. `to` is
   * infinite if the end of the list is rendered: rows appended there are rendered too. Null at first.
   */
  #span = $state.raw<Span | null>(null);
  #kept = $state.raw<readonly number[]>([]);
  /** Current index of that row, or where it would be. */
  #origin = 0;
  /** True if rows were added or removed before the visible ones since the scroll position was last corrected. */
  #moved = false;
  /** Incremented when a height was measured. */
  #measured = $state(0);
  #space = 0;
  #root: HTMLElement | null = null;
  #scroller: HTMLElement | null = null;
  #held: { marks: readonly Mark[]; scrolled: number } | null = null;
  readonly #pieces = $derived.by(() => this.#draw());

  constructor(options: Options<T>) {
    this.#options = options;
  }

  /** The list's content in order: render an element for each, with `data-gap` for a gap. */
  get pieces(): readonly Piece<T>[] {
    return this.#pieces;
  }

  /** True if rows before the first rendered one are left out. */
  get goesBack(): boolean {
    const first = this.#pieces[0];
    return first !== undefined && "gap" in first;
  }

  /** Attachment for the element whose children are the pieces, except children with `data-aside`. */
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
    // Compensate for rows inserted before the visible ones before anything is painted, even if the list's height is
    // unchanged.
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

  /** Renders `whole` more rows above the rendered ones. */
  back(): void {
    const { from, to } = this.#drawn(this.#count());
    this.#change({ from: Math.max(0, from - this.#options.whole), to });
  }

  /** Returns the keys of the rendered rows, and of those within this many viewports. */
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

  /** Renders a row and those around it. */
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

  /** Renders the initial rows. */
  begin(): void {
    this.#held = null;
    this.#span = null;
  }

  /** Returns the rendered span, clamped to `count` rows. */
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

  /** Converts a span of current indexes to stored positions. */
  #placed({ from, to }: Span, count: number): Span {
    return { from: from - this.#origin, to: to >= count ? Infinity : to - this.#origin };
  }

  /** Returns the number of rows, after making sure that their positions are current. */
  #count(): number {
    untrack(() => void this.#pieces);
    return this.#options.items().length;
  }

  /** Returns the visible part of the list: its start and height. */
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

  /** After scrolling: renders what is near and removes what is far away. */
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

  /** Reports whether an end of the list is near. */
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

  /** Called after something in the list changed its height. */
  #grown(): void {
    if (!this.#scroller?.clientHeight) return;
    if (this.#measure()) flushSync();
    this.#restore();
    this.#look();
  }

  /** Returns the elements of the rendered rows with their indexes. */
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

  /**
   * Returns the rows that contain the selection's ends, and those with the focus and their neighbours: they must stay.
   */
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
   * Remembers the position of the visible content. At the very top nothing is remembered, because new rows are to be
   * seen there, unless the list is read from its end.
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

  /** Scrolls by the distance that the visible content has moved without the person's doing. */
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
    // A list that became shorter may have clamped the scroll position: that was not the person either.
    const noRoom = held.scrolled > scroller.scrollHeight - scroller.clientHeight;
    if (Math.abs(delta) >= 1) scroller.scrollTop = (noRoom ? held.scrolled : scroller.scrollTop) + delta;
    this.#hold();
  }
}

/** Returns the scroll container of an element. */
function scrollerOf(element: HTMLElement): HTMLElement {
  let around = element.parentElement;
  while (around && getComputedStyle(around).overflowY === "visible") around = around.parentElement;
  return around ?? document.documentElement;
}

/** Returns the innermost element of a row that is the first to extend below the edge, among children in a column. */
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
