// Stores an open form as a draft, like an unsent message, until it is saved or left.
import type { Attachment } from "../../bindings/bridge";
import type { Draft, Drafts } from "./drafts.svelte";

/** A form that can be stored as a draft. */
export interface Form {
  /** True if the form has unsaved changes. */
  readonly changed: boolean;
  /** The state from which the form can be restored, as JSON. */
  readonly kept: string;
  /** The files that the form refers to. */
  readonly files: readonly Attachment[];
}

/** Stores the form that `open` returns in the draft with this key. Must be called while a component is set up. */
export function keepForm(drafts: Drafts, key: string, open: () => Form | null): void {
  let draft = $state.raw<Draft | null>(null);
  void drafts.at(key).then((found) => (draft = found));
  $effect(() => {
    const form = open();
    if (form?.changed) draft?.fill(form.kept, form.files);
    else draft?.restore();
  });
}

/** Parses the stored state of a form; null if it cannot be read. */
export function parsed<T>(kept: string): T | null {
  try {
    return JSON.parse(kept) as T;
  } catch {
    return null;
  }
}
