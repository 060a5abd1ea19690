// The one owner of unsent words. A draft goes only when exactly its words were sent, or when the person
// empties it. What changed is on the disk half a second later, however long somebody goes on typing.
import type { Attachment, Attaching, BridgeError, Draft as Stored, Options, Tools } from "../../bindings/bridge";
import type { Host } from "../../platform";

/** Where something new is written. */
export const NEW = "new";

/** Where a turn is changed. */
export const editOf = (turn: string): string => `edit:${turn}`;

/** Where what a turn asks is answered. */
export const answersOf = (turn: string): string => `answers:${turn}`;

export interface Words {
  text: string;
  attachments: Attachment[];
  /** `Who::id`. */
  who: string | null;
}

const nothing: Words = { text: "", attachments: [], who: null };

/** From the first change to the disk. */
const SOON = 400;
/** After a save that failed. */
const LATER = 5000;

/** The unsent words of one place. */
export class Draft {
  #text = $state("");
  #attachments = $state.raw<Attachment[]>([]);
  #who = $state<string | null>(null);
  /** What was chosen beside the words; null as long as nothing was touched. It is kept until it is sent, not longer. */
  options = $state.raw<Options | null>(null);
  /** The tools of a conversation that begins with this; null for the usual ones. */
  tools = $state.raw<Tools | null>(null);
  /** On the way to the host: out of the box, and still on the disk. */
  #sending = $state.raw<Words | null>(null);
  /** What the box starts with, as the words of a turn that is changed; it needs no keeping. */
  readonly #origin: Words;
  #suggested: { own: string; whole: string } | null = null;
  /** What the host keeps; null when that is not known. */
  #kept: Words | null = nothing;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  /** Nothing is saved meanwhile. */
  #held = false;

  constructor(
    readonly key: string,
    readonly host: Host,
    readonly tell: (error: unknown) => void,
    stored: Words | null,
    origin: Words = nothing,
  ) {
    this.#origin = origin;
    this.#kept = stored ?? nothing;
    this.#set(stored ?? origin);
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#changed();
  }

  get attachments(): Attachment[] {
    return this.#attachments;
  }

  get who(): string | null {
    return this.#who;
  }
  set who(who: string | null) {
    this.#who = who;
    this.#changed();
  }

  /** Whether its words are on the way to the host. */
  get sending(): boolean {
    return this.#sending !== null;
  }

  get empty(): boolean {
    return this.#text.trim() === "" && this.#attachments.length === 0;
  }

  /** Whether it differs from what the box started with. */
  get edited(): boolean {
    return !same(this.#words, this.#origin);
  }

  /** Back to what the box started with. */
  restore(): void {
    this.#set({ ...this.#origin, who: this.#who });
    this.#changed();
  }

  /** Puts a filled-in form in the place of what was there, with the files that it names. */
  fill(text: string, files: readonly Attachment[]): void {
    this.#text = text;
    this.#attachments = [...files];
    this.#changed();
  }

  /** Adds files; the same file under the same name once. */
  attach(files: readonly Attachment[]): void {
    this.#attachments = together(this.#attachments, files);
    this.#changed();
  }

  remove(file: Attachment): void {
    this.#attachments = this.#attachments.filter((f) => f !== file);
    this.#changed();
  }

  /** Takes what the host has of it by now, unless there are words here. */
  takeOver(stored: Stored | null): void {
    if (!stored || !this.empty || this.sending) return;
    this.#set(stored);
    this.#kept = this.#words;
  }

  /** Puts a suggestion below what the person wrote, in place of an earlier one that was left as it was. */
  suggest(text: string): void {
    const own = this.#suggested?.whole === this.#text ? this.#suggested.own : this.#text;
    const whole = below(own, text);
    this.#suggested = { own, whole };
    this.text = whole;
  }

  /** Puts words below those that are here. */
  append(words: Words): void {
    this.#set({
      text: below(this.#text, words.text),
      attachments: together(this.#attachments, words.attachments),
      who: this.#who ?? words.who,
    });
    this.#changed();
  }

  /** Takes out what is in the box. */
  take(): Words {
    const words = this.#words;
    this.#set(nothing);
    this.#changed();
    return words;
  }

  /**
   * Empties the box and delivers what was in it. What does not arrive is put back before what was typed
   * meanwhile. Until then both are on the disk.
   */
  async send(deliver: (words: Words) => Promise<boolean>): Promise<boolean> {
    if (this.#sending) return false;
    const words = this.take();
    this.#sending = words;
    await this.flush();
    const arrived = await deliver(words);
    // Dropped meanwhile: it comes back no more.
    if (this.#sending !== words) return arrived;
    this.#sending = null;
    if (arrived) this.#kept = null;
    else
      this.#set({
        text: below(words.text, this.#text),
        attachments: together(words.attachments, this.#attachments),
        who: this.#who ?? words.who,
      });
    void this.flush();
    return arrived;
  }

  /** Saves what is not on the disk yet, and resolves when the host has answered. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last.then(() => this.#save());
    return this.#last;
  }

  /** Saves nothing until it goes on or is dropped. */
  hold(): void {
    this.#held = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Saves again, and at once what changed meanwhile. */
  goOn(): void {
    this.#held = false;
    void this.flush();
  }

  /** Forgets all words. The host has none of them any more. */
  drop(): void {
    this.#sending = null;
    this.#suggested = null;
    this.options = null;
    this.tools = null;
    this.#set(nothing);
    this.#kept = nothing;
    this.#held = false;
  }

  async #save(): Promise<void> {
    if (this.#held) return;
    const words = this.#toKeep;
    if (this.#kept && same(this.#kept, words) && this.#kept.who === words.who) return;
    this.#kept = words;
    try {
      await this.host.call("save_draft", { key: this.key, ...words });
    } catch (error) {
      this.#kept = null;
      this.tell(error);
      this.#timer ??= setTimeout(() => void this.flush(), LATER);
    }
  }

  get #words(): Words {
    return { text: this.#text, attachments: this.#attachments, who: this.#who };
  }

  get #toKeep(): Words {
    const now = this.#words;
    const sending = this.#sending;
    if (!sending) return same(now, this.#origin) ? nothing : now;
    return {
      text: below(sending.text, now.text),
      attachments: together(sending.attachments, now.attachments),
      who: sending.who,
    };
  }

  #set(words: Words): void {
    this.#text = words.text;
    this.#attachments = words.attachments;
    this.#who = words.who;
  }

  #changed(): void {
    if (this.#held) return;
    this.#timer ??= setTimeout(() => void this.flush(), SOON);
  }
}

/** Every draft that was on the screen since the page was loaded. */
export class Drafts {
  #open = new Map<string, Draft>();

  constructor(
    readonly host: Host,
    readonly tell: (error: unknown) => void,
  ) {}

  /** A draft with what the host keeps of it. Once it is here, the page knows more than the host. */
  adopt(key: string, stored: Stored | null, origin?: Words): Draft {
    let draft = this.#open.get(key);
    if (!draft) {
      draft = new Draft(key, this.host, this.tell, stored, origin);
      this.#open.set(key, draft);
    }
    return draft;
  }

  /** The same, asked of the host when it is not here. */
  async at(key: string, origin?: Words): Promise<Draft> {
    const known = this.#open.get(key);
    if (known) return known;
    try {
      return this.adopt(key, await this.host.call("draft", key), origin);
    } catch (error) {
      this.tell(error);
      return this.adopt(key, null, origin);
    }
  }

  /**
   * Sends a draft. `deliver` gives the conversation that the words are in now, or null. What was typed
   * meanwhile goes on there.
   */
  async send(draft: Draft, deliver: (words: Words) => Promise<string | null>): Promise<boolean> {
    let to: string | null = null;
    const arrived = await draft.send(async (words) => (to = await deliver(words)) !== null);
    if (to !== null && to !== draft.key) {
      const next = this.adopt(to, null);
      if (!draft.empty) {
        next.append(draft.take());
        // First it is there, then it is here no more.
        await next.flush();
      }
      await draft.flush();
      this.#open.delete(draft.key);
    }
    return arrived;
  }

  /** Its conversation is gone. What is still unsaved the host keeps only if that is not so. */
  async forget(key: string): Promise<void> {
    await this.#open.get(key)?.flush();
    this.#open.delete(key);
  }

  /** Empty boxes take what the host has for them by now: drafts came in with an archive. */
  async readAgain(): Promise<void> {
    const empty = [...this.#open.values()].filter((draft) => draft.empty && !draft.sending);
    await Promise.all(
      empty.map(async (draft) => draft.takeOver(await this.host.call("draft", draft.key).catch(() => null))),
    );
  }

  /** Lets all words go once `gone` says that the host has none any more; until then nothing is saved. */
  async forgetAll(gone: () => Promise<boolean>): Promise<boolean> {
    await this.flush();
    const all = [...this.#open.values()];
    all.forEach((draft) => draft.hold());
    const done = await gone();
    for (const draft of all) {
      if (!done) draft.goOn();
      else {
        draft.drop();
        // The box for something new stays on the screen; the others were of conversations.
        if (draft.key !== NEW) this.#open.delete(draft.key);
      }
    }
    return done;
  }

  /** Everything is on the disk when this resolves, or was told why not. */
  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map((draft) => draft.flush()));
  }
}

/** The words for files that are not attached: one is told as it is, several together. */
export function refusal({ refused }: Attaching, several: (n: number) => string): BridgeError | null {
  const first = refused[0];
  if (!first || refused.length === 1) return first ?? null;
  return { code: first.code, message: several(refused.length), hint: refused.map((error) => error.message).join(" ") };
}

const below = (above: string, text: string): string =>
  above.trim() === "" ? text : text === "" ? above : `${above.trimEnd()}\n\n${text}`;

function together(files: readonly Attachment[], more: readonly Attachment[]): Attachment[] {
  const known = new Set(files.map((f) => f.sha256 + f.name));
  return [...files, ...more.filter((f) => !known.has(f.sha256 + f.name))];
}

const same = (a: Words, b: Words): boolean =>
  a.text === b.text &&
  a.attachments.length === b.attachments.length &&
  a.attachments.every((f, i) => f.sha256 === b.attachments[i]?.sha256 && f.name === b.attachments[i]?.name);
