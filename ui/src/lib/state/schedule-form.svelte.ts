// The form of one schedule: what is filled in, what its words say, and what became of saving it.
import type { Attachment, BridgeError, OpenSchedule, ScheduleDraft, When } from "../../bindings/bridge";
import { m } from "../messages";
import { parsed, unlessGone } from "./form-draft.svelte";
import { asError, type Store } from "./store.svelte";

/** Debounce time before the typed time is parsed, in milliseconds. */
const REST = 150;

export const empty = (who: string | null): ScheduleDraft => ({
  name: "",
  text: "",
  files: [],
  who: who ?? "",
  network: { reach: "off" },
  tools: null,
  words: "every Monday at 7:00",
  zone: null,
});

/** Saved state of a form, from which it is restored. */
interface Kept {
  id: string | null;
  draft: ScheduleDraft;
  archived: string | null;
}

export class ScheduleForm {
  draft = $state<ScheduleDraft>(empty(null));
  /** The stored schedule; null for a new one. */
  stored = $state.raw<OpenSchedule | null>(null);
  /** The parsed time. */
  when = $state.raw<When | null>(null);
  saving = $state(false);
  refused = $state.raw<BridgeError | null>(null);
  #before: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** `archived` is the schedule of an archive from which this one is created; `saved` is what is saved of it. */
  constructor(
    readonly store: Store,
    stored: OpenSchedule | null,
    draft: ScheduleDraft,
    readonly archived: string | null = null,
    saved = draft,
  ) {
    this.stored = stored;
    this.draft = draft;
    this.#before = JSON.stringify(saved);
    void this.#read();
  }

  readonly id = $derived(this.stored?.line.id ?? null);
  readonly who = $derived.by(() => this.store.who(this.draft.who));
  readonly ready = $derived(
    !this.saving &&
      this.draft.text.trim() !== "" &&
      this.who !== undefined &&
      this.when?.is === "understood" &&
      (this.draft.network.reach !== "sites" || this.draft.network.domains.length > 0),
  );

  /** Opens a form again as it was left; null if that cannot be read. A deleted schedule's is one for a new schedule. */
  static async restored(store: Store, text: string): Promise<ScheduleForm | null> {
    const kept = parsed<Kept>(text);
    if (!kept) return null;
    const stored = kept.id === null ? null : await unlessGone(store.host.call("schedule", kept.id));
    const draft = { ...empty(null), ...kept.draft };
    if (draft.tools) draft.tools.folder = stored?.draft.tools?.folder ?? null;
    return new ScheduleForm(store, stored, draft, kept.archived, stored?.draft ?? empty(null));
  }

  get kept(): string {
    const { id, archived } = this;
    const draft = $state.snapshot(this.draft);
    // A picked folder is a permission, which is only kept with what was saved.
    if (draft.tools) draft.tools.folder = null;
    return JSON.stringify({ id, draft, archived } satisfies Kept);
  }

  get files(): readonly Attachment[] {
    return this.draft.files;
  }

  get changed(): boolean {
    return JSON.stringify(this.draft) !== this.#before;
  }

  /** Changes the typed time; it is parsed after a moment. */
  say(words: string): void {
    this.draft.words = words;
    // A changed time refers to the local time zone.
    this.draft.zone = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), REST);
  }

  /** Adds chosen or dropped files. */
  attach(files: readonly Attachment[]): void {
    const known = new Set(this.draft.files.map((file) => `${file.sha256} ${file.name}`));
    this.draft.files.push(...files.filter((file) => !known.has(`${file.sha256} ${file.name}`)));
  }

  async #read(): Promise<void> {
    const asked = ++this.#asked;
    const { words, zone } = this.draft;
    const when = await this.store.ask("read_when", { words, zone });
    if (asked === this.#asked) this.when = when;
  }

  /** Reloads the schedule's state; the form keeps its content. */
  async refresh(): Promise<void> {
    if (this.id !== null) this.stored = (await this.store.ask("schedule", this.id)) ?? this.stored;
  }

  /** Saves the schedule; returns true if it was saved. */
  async save(): Promise<boolean> {
    this.saving = true;
    this.refused = null;
    try {
      const draft = $state.snapshot(this.draft);
      const line = await this.store.host.call("save_schedule", { id: this.id, draft });
      this.#before = JSON.stringify(this.draft);
      this.store.note(m.schedules.saved(line.name));
      if (this.archived !== null) await this.store.ask("forget_archived_schedule", this.archived);
      return true;
    } catch (error) {
      this.refused = asError(error);
      return false;
    } finally {
      this.saving = false;
    }
  }
}
