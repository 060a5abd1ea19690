// The form of one schedule: what is filled in, what its words say, and what became of saving it.
import type { Attachment, BridgeError, OpenSchedule, ScheduleDraft, When } from "../../bindings/bridge";
import { m } from "../messages";
import { asError, type Store } from "./store.svelte";

/** How long words rest before they are read, in milliseconds. */
const REST = 150;

export const empty = (who: string | null): ScheduleDraft => ({
  name: "",
  text: "",
  files: [],
  who: who ?? "",
  network: { reach: "off" },
  words: "every Monday at 7:00",
  zone: null,
});

export class ScheduleForm {
  draft = $state<ScheduleDraft>(empty(null));
  /** The schedule as it is kept; null for a new one. */
  kept = $state.raw<OpenSchedule | null>(null);
  /** What the words say. */
  when = $state.raw<When | null>(null);
  saving = $state(false);
  refused = $state.raw<BridgeError | null>(null);
  #before: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** `archived` is the schedule of an archive that this one is made anew from. */
  constructor(
    readonly store: Store,
    kept: OpenSchedule | null,
    draft: ScheduleDraft,
    readonly archived: string | null = null,
  ) {
    this.kept = kept;
    this.draft = draft;
    this.#before = JSON.stringify(draft);
    void this.#read();
  }

  readonly id = $derived(this.kept?.line.id ?? null);
  readonly who = $derived.by(() => this.store.who(this.draft.who));
  readonly ready = $derived(
    !this.saving &&
      this.draft.text.trim() !== "" &&
      this.who !== undefined &&
      this.when?.is === "understood" &&
      (this.draft.network.reach !== "sites" || this.draft.network.domains.length > 0),
  );

  get changed(): boolean {
    return JSON.stringify(this.draft) !== this.#before;
  }

  /** Other words; what they say comes a moment later. */
  say(words: string): void {
    this.draft.words = words;
    // Whoever changes the words means the clock on the wall.
    this.draft.zone = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), REST);
  }

  /** Files that were chosen or dropped. */
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

  /** Asks again how the schedule stands; the form stays as it is filled in. */
  async refresh(): Promise<void> {
    if (this.id !== null) this.kept = (await this.store.ask("schedule", this.id)) ?? this.kept;
  }

  /** Keeps the schedule. Says whether it is kept. */
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
