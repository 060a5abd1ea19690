// Deleting conversations, with undo, and deleting everything.
import type { Deletion } from "../../bindings/bridge";
import { applyAll } from "./apply";
import { started } from "./model";
import type { Store } from "./store.svelte";

export class Deleting {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Deletes conversations; for a short time this can be undone. */
  async begin(ids: readonly string[]): Promise<void> {
    const deleted = await this.#store.ask("delete_conversations", [...ids]);
    if (!deleted) return;
    this.#store.lists.clear();
    const gone = applyAll(
      this.#store.state,
      deleted.map(({ id }) => ({ patch: "conversation_gone", id })),
    );
    const are = new Set(deleted.map(({ id }) => id));
    this.#store.state = { ...gone, deletions: [...gone.deletions.filter((d) => !are.has(d.id)), ...deleted] };
    deleted.forEach((deletion) => this.untilGone(deletion));
  }

  /** Restores deleted conversations, and opens it if it is a single one. */
  async undo(ids: readonly string[]): Promise<void> {
    ids.forEach((id) => this.#forget(id));
    const back = await Promise.all(ids.map((id) => this.#store.ask("undo_delete", id)));
    const [only] = back;
    if (back.length === 1 && only) this.#store.open(only.id);
  }

  /** Removes the undo notice once the time is up. */
  untilGone(deletion: Deletion): void {
    setTimeout(() => this.#forget(deletion.id), deletion.until - Date.now());
  }

  #forget(id: string): void {
    this.#store.state = { ...this.#store.state, deletions: this.#store.state.deletions.filter((d) => d.id !== id) };
  }

  /** Returns true if drafts, forms and the rest are gone; reports what could not be deleted. */
  async #forgetAtHost(): Promise<boolean> {
    try {
      const problem = await this.#store.host.call("forget_everything", null);
      if (problem) this.#store.tell(problem);
      return true;
    } catch (error) {
      this.#store.tell(error);
      return false;
    }
  }

  /** Deletes everything, here and at the servers. Returns true if it is gone from here. */
  async forgetEverything(): Promise<boolean> {
    const done = await this.#store.drafts.forgetAll(() => this.#forgetAtHost());
    if (done) {
      this.#store.agentForm = null;
      this.#store.scheduleForm = null;
    }
    this.#store.state = {
      ...this.#store.state,
      lines: [],
      folders: [],
      files: [],
      deletions: [],
      finishedMeanwhile: [],
    };
    this.#store.lists.show("recent");
    const overview = await this.#store.ask("overview", null);
    if (overview) this.#store.state = started(this.#store.state, overview);
    return done;
  }
}
