// Two ways to find words in a long document: in all of it, when all of it is on the screen, or part by part, when the
// host has to say in which ones they are: messages of a conversation, pages of a file.
import { m } from "../messages";
import { findRanges } from "./find";

export interface Finder {
  /** What is looked for. */
  text: string;
  /** Every place that is on the screen, to be marked. */
  readonly ranges: readonly Range[];
  /** The one of them that is looked at. */
  readonly here: Range | undefined;
  /** How much was found, in words. */
  readonly said: string;
  readonly any: boolean;
  /** Counts up each time that another place is to be seen. */
  readonly moves: number;
  /** To the next place, or the one before. */
  step(by: 1 | -1): void;
}

/** Finds in a document that holds all. */
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

/** What finding part by part needs of the screen. */
export interface Whole {
  within: Node;
  /** Changes whenever other parts are drawn. */
  drawn: () => unknown;
  /** The parts in which the text occurs, in order. */
  ask: (text: string) => Promise<readonly string[] | null>;
  /** Of these parts the one that is nearest below the upper edge of the view, if it is here. */
  nearest: (parts: readonly string[]) => string | undefined;
  /** Brings a part to the screen. */
  show: (part: string) => Promise<void>;
  elementOf: (part: string) => Element | undefined;
  /** Which of so many parts is looked at, counted from 1, in words. */
  said: (at: number, of: number) => string;
}

/** From the last letter to the question. */
const PAUSE = 150;

/** Finds part by part. */
export class FindInParts implements Finder {
  readonly #whole: Whole;
  #text = $state("");
  /** What `#parts` were found for. */
  #sought = $state("");
  #parts = $state.raw<readonly string[]>([]);
  /** Which of the parts is looked at, and which place in it. */
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

  /** Through the places in the part, and then to the next one. */
  step(by: 1 | -1): void {
    const { length } = this.#parts;
    if (!length) return;
    // A place further than the last one stands for the last.
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
