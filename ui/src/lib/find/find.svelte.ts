// Two ways to find text in a long document: in the whole DOM if everything is rendered, or part by part if the host
// must say which parts match (messages of a conversation, pages of a file).
import { m } from "../messages";
import { findRanges } from "./find";

export interface Finder {
  /** The text to find. */
  text: string;
  /** All matches that are rendered, for highlighting. */
  readonly ranges: readonly Range[];
  /** The current match. */
  readonly here: Range | undefined;
  /** Number of matches, as text. */
  readonly said: string;
  readonly any: boolean;
  /** Incremented each time another match becomes the current one. */
  readonly moves: number;
  /** Moves to the next or previous match. */
  step(by: 1 | -1): void;
}

/** Finds in a fully rendered document. */
export class FindInAll implements Finder {
  readonly #within: Node;
  #text = $state("");
  #at = $state(0);
  moves = $state(0);
  readonly ranges = $derived.by(() => findRanges(this.#within, this.#text));

  constructor(within: Node) {
    this.#within = within;
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#at = 0;
    this.moves += 1;
  }

  get here(): Range | undefined {
    return this.ranges[this.#at];
  }

  get said(): string {
    const { length } = this.ranges;
    return this.#text ? m.chat.findCount(length ? this.#at + 1 : 0, length) : "";
  }

  get any(): boolean {
    return this.ranges.length > 0;
  }

  step(by: 1 | -1): void {
    const { length } = this.ranges;
    if (!length) return;
    this.#at = (this.#at + by + length) % length;
    this.moves += 1;
  }
}

/** The view in which `FindInParts` searches. */
export interface Whole {
  within: Node;
  /** Reactive value that changes when other parts are rendered. */
  drawn: () => unknown;
  /** Returns the parts that contain the text, in order. */
  ask: (text: string) => Promise<readonly string[] | null>;
  /** Returns, of these parts, the one nearest below the top of the viewport, if it is rendered. */
  nearest: (parts: readonly string[]) => string | undefined;
  /** Scrolls to a part. */
  show: (part: string) => Promise<void>;
  elementOf: (part: string) => Element | undefined;
  /** Formats the position of the current part, counted from 1. */
  said: (at: number, of: number) => string;
}

/** Debounce time before the host is asked, in milliseconds. */
const PAUSE = 150;

/** Finds part by part. */
export class FindInParts implements Finder {
  readonly #whole: Whole;
  #text = $state("");
  /** The text that `#parts` were found for. */
  #sought = $state("");
  #parts = $state.raw<readonly string[]>([]);
  /** Index of the current part, and of the current match in it. */
  #part = $state(0);
  #place = $state(0);
  moves = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly ranges = $derived.by(() => {
    void this.#whole.drawn();
    void this.moves;
    return findRanges(this.#whole.within, this.#text);
  });
  readonly #inPart = $derived.by(() => {
    const element = this.#whole.elementOf(this.#parts[this.#part] ?? "");
    return element ? this.ranges.filter((range) => element.contains(range.startContainer)) : [];
  });

  constructor(whole: Whole) {
    this.#whole = whole;
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(text), PAUSE);
  }

  get here(): Range | undefined {
    return this.#inPart.at(Math.min(this.#place, this.#inPart.length - 1));
  }

  get said(): string {
    const { length } = this.#parts;
    return this.#text && this.#sought === this.#text ? this.#whole.said(length ? this.#part + 1 : 0, length) : "";
  }

  get any(): boolean {
    return this.#parts.length > 0;
  }

  /** Moves through the matches in the part, then to the next part. */
  step(by: 1 | -1): void {
    const { length } = this.#parts;
    if (!length) return;
    // A position after the last match means the last one.
    const place = Math.min(this.#place, Math.max(0, this.#inPart.length - 1)) + by;
    if (place >= 0 && place < this.#inPart.length) {
      this.#place = place;
      this.moves += 1;
    } else void this.#go((this.#part + by + length) % length, by > 0 ? 0 : Infinity);
  }

  async #find(text: string): Promise<void> {
    const parts = text ? await this.#whole.ask(text) : [];
    if (this.#text !== text || !parts) return;
    this.#parts = parts;
    this.#sought = text;
    const nearest = this.#whole.nearest(parts);
    if (parts.length) await this.#go(Math.max(0, parts.indexOf(nearest ?? "")), 0);
  }

  async #go(part: number, place: number): Promise<void> {
    this.#part = part;
    this.#place = place;
    const id = this.#parts[part];
    if (id === undefined) return;
    await this.#whole.show(id);
    this.moves += 1;
  }
}
