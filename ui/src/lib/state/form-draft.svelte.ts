// Keeps an open form like an unsent message, until it is saved or left.
import type { Attachment } from "../../bindings/bridge";
import type { Draft } from "./drafts.svelte";
import { asError, type Store } from "./store.svelte";

/** A form whose content can be kept. */
export interface Form {
  /** True if something in it is not saved. */
  readonly changed: boolean;
  /** All that it needs to be opened again, as JSON. */
  readonly kept: string;
  /** The files that it names. */
  readonly files: readonly Attachment[];
}

/** Keeps what `open` gives under a key. Call it while a component is set up. */
export function keepForm(store: Store, key: string, open: () => Form | null): void {
  let draft = $state.raw<Draft | null>(null);
  void store.drafts.at(key).then((found) => (draft = found));
  $effect(() => {
    const form = open();
    if (!store.formsOpened) return;
    if (form?.changed) draft?.fill(() => ({ text: form.kept, attachments: [...form.files] }));
    else draft?.restore();
  });
}

/** Parses what was kept; null if it cannot be read. */
export function parsed<T>(kept: string): T | null {
  try {
    return JSON.parse(kept) as T;
  } catch {
    return null;
  }
}

/** Waits for what a form was opened from; null if that was deleted since. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (asError(error).code === "not_found") return null;
    throw error;
  }
}
