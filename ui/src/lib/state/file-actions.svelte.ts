// Actions on files: saving, fetching, and opening their folder.
import { SvelteSet } from "svelte/reactivity";
import type { ArtifactView, SaveResult } from "../../bindings/bridge";
import { m } from "../messages";
import type { Store } from "./store.svelte";

const tableKey = (file: string, sheet: number) => `${sheet} ${file}`;

export class FileActions {
  #lastFolder = $state<string | null>(null);
  readonly #savingTables = new SvelteSet<string>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async save(files: string[], ask: boolean): Promise<SaveResult | null> {
    const saved = await this.#store.ask("save_files", { files, ask });
    if (saved?.folder) {
      this.#lastFolder = saved.folder;
      this.#store.note(m.files.savedTo(saved.paths.length, saved.folder));
    }
    return saved;
  }

  /** The folder that files are saved to; empty if the host asks each time. */
  get saveFolder(): string {
    return this.#store.state.settings.save_folder ?? this.#store.state.saveFolder;
  }

  /** The folder of the last save, or the default; empty if there is none. */
  get folderToOpen(): string {
    return this.#lastFolder ?? this.saveFolder;
  }

  openFolder(): void {
    const folder = this.folderToOpen;
    if (!folder) this.#store.note(m.files.noFolderYet);
    else void this.#store.ask("show_in_folder", folder);
  }

  /** Writes a sheet as CSV and says where to. It goes on when the sheet is no longer shown. */
  async saveTable(file: string, sheet: number, name: string): Promise<void> {
    const key = tableKey(file, sheet);
    if (this.#savingTables.has(key)) return;
    this.#savingTables.add(key);
    const saved = await this.#store.ask("save_table", { file, sheet, name });
    this.#savingTables.delete(key);
    if (saved) this.#store.note(m.files.archived(saved.place) + (saved.is_cut ? ` ${m.files.cutCsv}` : ""));
  }

  isSavingTable(file: string, sheet: number): boolean {
    return this.#savingTables.has(tableKey(file, sheet));
  }

  stopSavingTable(file: string, sheet: number): void {
    void this.#store.ask("stop_saving_table", { file, sheet });
  }

  fetch(id: string): void {
    void this.#store.ask("fetch_file", id);
  }

  stop(id: string): void {
    void this.#store.ask("stop_file", id);
  }

  /** Stops the downloads of these files' turns. */
  stopAll(files: readonly ArtifactView[]): void {
    for (const turn of new Set(files.map((f) => f.turn))) void this.#store.ask("stop_files", turn);
  }

  /** Fetches the missing files of these files' turns. */
  fetchRest(files: readonly ArtifactView[]): void {
    for (const turn of new Set(files.map((f) => f.turn))) void this.#store.ask("fetch_rest", turn);
  }
}
