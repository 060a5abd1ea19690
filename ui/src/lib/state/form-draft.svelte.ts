// Keeps an open form like an unsent message, until it is saved or left.
import type { Attachment } from "../../bindings/bridge";
import type { Draft, Drafts } from "./drafts.svelte";

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
export function keepForm(drafts: Drafts, key: string, open: () => Form | null): void {
  let draft = $state.raw<Draft | null>(null);
  void drafts.at(key).then((found) => (draft = found));
  $effect(() => {
    const form = open();
    if (form?.changed) draft?.fill(form.kept, form.files);
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
