// Two ways to find words in the conversation on the screen: in all of it, when all of it is here, or message by
// message, when the host has to say in which ones they are.
import { m } from "../lib/messages";
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

/** What finding message by message needs of the page. */
export interface Pages {
  within: Node;
  /** Changes whenever other messages are drawn. */
  drawn: () => unknown;
  /** The messages in which the text occurs, in order. */
  ask: (text: string) => Promise<readonly string[] | null>;
  /** Of these messages the one that is nearest below the upper edge of the view, if it is here. */
  nearest: (turns: readonly string[]) => string | undefined;
  /** Brings a message to the screen. */
  show: (turn: string) => Promise<void>;
  elementOf: (turn: string) => Element | undefined;
}

/** From the last letter to the question. */
const PAUSE = 150;

/** Finds message by message. */
export class FindInPages implements Finder {
  readonly #pages: Pages;
  #text = $state("");
  /** What `#turns` were found for. */
  #sought = $state("");
  #turns = $state.raw<readonly string[]>([]);
  /** Which of the turns is looked at, and which place in it. */
  #turn = $state(0);
  #place = $state(0);
  moves = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly ranges = $derived.by(() => {
    void this.#pages.drawn();
    void this.moves;
    return findRanges(this.#pages.within, this.#text);
  });
  readonly #inTurn = $derived.by(() => {
    const element = this.#pages.elementOf(this.#turns[this.#turn] ?? "");
    return element ? this.ranges.filter((range) => element.contains(range.startContainer)) : [];
  });

  constructor(pages: Pages) {
    this.#pages = pages;
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
    return this.#inTurn.at(Math.min(this.#place, this.#inTurn.length - 1));
  }

  get said(): string {
    const { length } = this.#turns;
    return this.#text && this.#sought === this.#text ? m.chat.findMessages(length ? this.#turn + 1 : 0, length) : "";
  }

  get any(): boolean {
    return this.#turns.length > 0;
  }

  /** Through the places in the message, and then to the next one. */
  step(by: 1 | -1): void {
    const { length } = this.#turns;
    if (!length) return;
    // A place further than the last one stands for the last.
    const place = Math.min(this.#place, Math.max(0, this.#inTurn.length - 1)) + by;
    if (place >= 0 && place < this.#inTurn.length) {
      this.#place = place;
      this.moves += 1;
    } else void this.#go((this.#turn + by + length) % length, by > 0 ? 0 : Infinity);
  }

  async #find(text: string): Promise<void> {
    const turns = text ? await this.#pages.ask(text) : [];
    if (this.#text !== text || !turns) return;
    this.#turns = turns;
    this.#sought = text;
    const nearest = this.#pages.nearest(turns);
    if (turns.length) await this.#go(Math.max(0, turns.indexOf(nearest ?? "")), 0);
  }

  async #go(turn: number, place: number): Promise<void> {
    this.#turn = turn;
    this.#place = place;
    const id = this.#turns[turn];
    if (id === undefined) return;
    await this.#pages.show(id);
    this.moves += 1;
  }
}
