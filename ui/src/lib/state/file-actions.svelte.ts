// What is done with files: saving them, bringing them here, and showing their folder.
import type { ArtifactView, Saved } from "../../bindings/bridge";
import { m } from "../messages";
import type { Store } from "./store.svelte";

export class FileActions {
  #lastFolder = $state<string | null>(null);
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async save(files: string[], ask: boolean): Promise<Saved | null> {
    const saved = await this.#store.ask("save_files", { files, ask });
    if (saved?.folder) {
      this.#lastFolder = saved.folder;
      this.#store.note(m.files.savedTo(saved.paths.length, saved.folder));
    }
    return saved;
  }

  /** The folder that files are saved to; empty when the host asks for one each time. */
  get saveFolder(): string {
    return this.#store.state.settings.save_folder ?? this.#store.state.saveFolder;
  }

  /** The folder that files were saved to last, or would be; empty when there is none. */
  get folderToOpen(): string {
    return this.#lastFolder ?? this.saveFolder;
  }

  openFolder(): void {
    const folder = this.folderToOpen;
    if (!folder) this.#store.note(m.files.noFolderYet);
    else void this.#store.ask("show_in_folder", folder);
  }

  fetch(id: string): void {
    void this.#store.ask("fetch_file", id);
  }

  stop(id: string): void {
    void this.#store.ask("stop_file", id);
  }

  /** Stops what is on its way of these files' turns. */
  stopAll(files: readonly ArtifactView[]): void {
    for (const turn of new Set(files.map((f) => f.turn))) void this.#store.ask("stop_files", turn);
  }

  /** Fetches what of these files' turns is not here. */
  fetchRest(files: readonly ArtifactView[]): void {
    for (const turn of new Set(files.map((f) => f.turn))) void this.#store.ask("fetch_rest", turn);
  }
}
