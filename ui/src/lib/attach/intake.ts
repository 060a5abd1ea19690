// Adding files to the composer: chosen, pasted, dropped.
import type { AttachResult } from "../../bindings/bridge";
import { m } from "../messages";
import { asError, type Store } from "../state/store.svelte";
import { readFile } from "../text/bytes";

/** Opens the file dialog. */
export async function choose(store: Store): Promise<void> {
  const attaching = await store.ask("choose_attachments", null);
  if (attaching) store.attach(attaching);
}

/** Attaches files that the browser passed to the page. */
export async function take(store: Store, files: Iterable<File>): Promise<void> {
  const attaching: AttachResult = { files: [], refused: [] };
  for (const file of files) {
    try {
      attaching.files.push(await store.host.call("attach_bytes", await readFile(file)));
    } catch (error) {
      const { message, hint, code } = asError(error);
      attaching.refused.push(
        message.includes(file.name)
          ? { code, message, hint }
          : { code, message: m.composer.notRead(file.name), hint: hint ?? message },
      );
    }
  }
  store.attach(attaching);
}

/**
 * Attaches pasted files and pictures. Text is left to the field. Spreadsheet cells come as text with a table and a
 * picture: there the text is meant.
 */
export function paste(store: Store, event: ClipboardEvent): void {
  const data = event.clipboardData;
  if (!data) return;
  const text = data.getData("text/plain");
  const files = [...data.files];
  if (files.length) {
    const isTable = text !== "" && data.types.includes("text/html");
    if (isTable) return;
    event.preventDefault();
    void take(store, files);
  } else if (text === "") {
    // The browser does not reveal whether it has files or a picture: ask the host.
    event.preventDefault();
    void pasteFromHost(store, event.target);
  }
}

async function pasteFromHost(store: Store, target: EventTarget | null): Promise<void> {
  const pasted = await store.ask("paste_files", null);
  if (!pasted) return;
  store.attach(pasted.attaching);
  if (pasted.text !== null && target instanceof HTMLTextAreaElement) {
    target.setRangeText(pasted.text, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
