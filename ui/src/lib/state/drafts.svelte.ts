// The only owner of unsent text. A draft is deleted only when exactly its text was sent, or when the person empties
// it. Changes are on the disk half a second later, even while typing continues.
import type { Attachment, AttachResult, BridgeError, Draft as Stored, Options, Tools } from "../../bindings/bridge";
import type { Host } from "../../platform";

/** Key of the draft for a new conversation. */
export const NEW = "new";

/** Key of the draft for an edited turn. */
export const editOf = (turn: string): string => `edit:${turn}`;

/** Key of the draft for the open form of an agent. */
export const AGENT_FORM = "form:agent";

/** Key of the draft for the open form of a schedule. */
export const SCHEDULE_FORM = "form:schedule";

/** Key of the draft for answers to a turn's questions. */
export const answersOf = (turn: string): string => `answers:${turn}`;

export interface Words {
  text: string;
  attachments: Attachment[];
  /** `Who::id`. */
  who: string | null;
}

const nothing: Words = { text: "", attachments: [], who: null };

/** Delay from the first change to saving, in milliseconds. */
const SOON = 400;
/** Delay before a failed save is retried, in milliseconds. */
const LATER = 5000;

/** The draft of one place. */
export class Draft {
  #text = $state("");
  #attachments = $state.raw<Attachment[]>([]);
  #who = $state<string | null>(null);
  /** Options of the turn; null if untouched. Kept until it is sent, not longer. */
  options = $state.raw<Options | null>(null);
  /** Tools of a conversation that starts with this draft; null for the defaults. */
  tools = $state.raw<Tools | null>(null);
  /** Text being sent: removed from the composer, but still on the disk. */
  #sending = $state.raw<Words | null>(null);
  /** Initial content, such as the text of an edited turn; it need not be saved. */
  readonly #origin: Words;
  /** The form that is kept here in place of text and files. */
  #form: (() => Pick<Words, "text" | "attachments">) | null = null;
  #suggested: { own: string; whole: string } | null = null;
  /** The content that the host has stored; null if not known. */
  #kept: Words | null = nothing;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  /** True while saving is suspended. */
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
    return this.#words.text;
  }
  set text(text: string) {
    this.#text = text;
    this.#changed();
  }

  get attachments(): Attachment[] {
    return this.#words.attachments;
  }

  get who(): string | null {
    return this.#who;
  }
  set who(who: string | null) {
    this.#who = who;
    this.#changed();
  }

  /** True while its text is being sent. */
  get sending(): boolean {
    return this.#sending !== null;
  }

  get empty(): boolean {
    return this.#form === null && this.#text.trim() === "" && this.#attachments.length === 0;
  }

  /** True if it differs from the initial content. */
  get edited(): boolean {
    return !same(this.#words, this.#origin);
  }

  /** Restores the initial content. */
  restore(): void {
    this.#set({ ...this.#origin, who: this.#who });
    this.#changed();
  }

  /** Keeps a form, which is asked for its content when that is saved: a long one is not copied at each key press. */
  fill(form: () => Pick<Words, "text" | "attachments">): void {
    this.#form = form;
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

  /** Takes over what the host has stored, unless there is text here. */
  takeOver(stored: Stored | null): void {
    if (!stored || !this.empty || this.sending) return;
    this.#set(stored);
    this.#kept = this.#words;
  }

  /** Adds a suggestion below the person's text, replacing an earlier unmodified one. */
  suggest(text: string): void {
    const own = this.#suggested?.whole === this.#text ? this.#suggested.own : this.#text;
    const whole = below(own, text);
    this.#suggested = { own, whole };
    this.text = whole;
  }

  /** Appends text and attachments. */
  append(words: Words): void {
    this.#set({
      text: below(this.#text, words.text),
      attachments: together(this.#attachments, words.attachments),
      who: this.#who ?? words.who,
    });
    this.#changed();
  }

  /** Removes and returns the content. */
  take(): Words {
    const words = this.#words;
    this.#set(nothing);
    this.#changed();
    return words;
  }

  /**
   * Clears the composer and delivers its content. If delivery fails, the content is put back before what was typed
   * meanwhile. Until then both are on the disk.
   */
  async send(deliver: (words: Words) => Promise<boolean>): Promise<boolean> {
    if (this.#sending) return false;
    const words = this.take();
    this.#sending = words;
    await this.flush();
    const arrived = await deliver(words);
    // The draft was dropped meanwhile, so its content is not restored.
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

  /** Saves pending changes, and resolves once the host has answered. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = this.#last.then(() => this.#save());
    return this.#last;
  }

  /** Suspends saving until `goOn` or `drop`. */
  hold(): void {
    this.#held = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Resumes saving, and saves pending changes immediately. */
  goOn(): void {
    this.#held = false;
    void this.flush();
  }

  /** Discards the content. The host has none of it any more. */
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
    return { text: this.#text, attachments: this.#attachments, ...this.#form?.(), who: this.#who };
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
    this.#form = null;
    this.#text = words.text;
    this.#attachments = words.attachments;
    this.#who = words.who;
  }

  #changed(): void {
    if (this.#held) return;
    this.#timer ??= setTimeout(() => void this.flush(), SOON);
  }
}

/** All drafts shown since the page was loaded. */
export class Drafts {
  #open = new Map<string, Draft>();

  constructor(
    readonly host: Host,
    readonly tell: (error: unknown) => void,
  ) {}

  /**
   * Returns the draft for a key, initialised with what the host has stored. Once it exists, the page's version is newer
   * than the host's.
   */
  adopt(key: string, stored: Stored | null, origin?: Words): Draft {
    let draft = this.#open.get(key);
    if (!draft) {
      draft = new Draft(key, this.host, this.tell, stored, origin);
      this.#open.set(key, draft);
    }
    return draft;
  }

  /** Returns the draft for a key, loading it from the host if necessary. */
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
   * Sends a draft. `deliver` returns the conversation that now has the message, or null. What was typed meanwhile is
   * moved to the draft of that conversation.
   */
  async send(draft: Draft, deliver: (words: Words) => Promise<string | null>): Promise<boolean> {
    let to: string | null = null;
    const arrived = await draft.send(async (words) => (to = await deliver(words)) !== null);
    if (to !== null && to !== draft.key) {
      const next = this.adopt(to, null);
      if (!draft.empty) {
        next.append(draft.take());
        // Store it there first, then remove it here.
        await next.flush();
      }
      await draft.flush();
      this.#open.delete(draft.key);
    }
    return arrived;
  }

  /**
   * Drops a draft whose conversation is gone. Unsaved text is saved first; the host ignores it if the conversation is
   * really gone.
   */
  async forget(key: string): Promise<void> {
    await this.#open.get(key)?.flush();
    this.#open.delete(key);
  }

  /** Reloads empty drafts, because an import may have brought some. */
  async readAgain(): Promise<void> {
    const empty = [...this.#open.values()].filter((draft) => draft.empty && !draft.sending);
    await Promise.all(
      empty.map(async (draft) => draft.takeOver(await this.host.call("draft", draft.key).catch(() => null))),
    );
  }

  /** Discards all drafts once `gone` reports that the host has none any more; saving is suspended until then. */
  async forgetAll(gone: () => Promise<boolean>): Promise<boolean> {
    await this.flush();
    const all = [...this.#open.values()];
    all.forEach((draft) => draft.hold());
    const done = await gone();
    for (const draft of all) {
      if (!done) draft.goOn();
      else {
        draft.drop();
        // The draft for a new conversation stays on the screen; the others belonged to conversations.
        if (draft.key !== NEW) this.#open.delete(draft.key);
      }
    }
    return done;
  }

  /** Resolves once everything is saved, or an error was reported. */
  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map((draft) => draft.flush()));
  }
}

/** Error for files that could not be attached: a single one as it is, several combined. */
export function refusal({ refused }: AttachResult, several: (n: number) => string): BridgeError | null {
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
