// Messages with values: files.
import { bytes, isolated } from "./format";
import { say } from "./language.svelte";

export const files = {
  count: (n: number) => say("files-count", { n }),
  older: (n: number) => say("files-older", { n }),
  olderOf: (name: string) => say("files-olderOf", { name }),
  moreRows: (n: number) => say("files-moreRows", { n }),
  holds: (n: number) => say("files-holds", { n }),
  folderSay: (name: string) => say("files-folderSay", { name }),
  folderHere: (here: number, files: number) =>
    here >= files ? say("files-allHere") : here ? say("files-someHere", { here, files }) : say("files-noneFetched"),
  folderFetching: (here: number) => say("files-folderFetching", { here }),
  fetchThese: (n: number) => say("files-fetchThese", { n }),
  missing: (n: number) => say("files-missing", { n }),
  savedTo: (n: number, folder: string) => say("files-savedTo", { n, folder }),
  fetching: (received: number, size: number | null, rate: number) => {
    const so_far = size ? say("files-received", { received: bytes(received), size: bytes(size) }) : bytes(received);
    return rate ? say("files-rate", { received: so_far, rate: bytes(rate) }) : so_far;
  },
  coming: (n: number) => say("files-coming", { n }),
  page: (n: number, total: number) => say("files-page", { n, total }),
  pageFailed: (n: number) => say("files-pageFailed", { n }),
  from: (title: string) => say("files-from", { title }),
  kind(mime: string, name: string): string {
    const ending = name.includes(".") ? (name.split(".").pop() ?? "").toUpperCase() : "";
    return isolated(ending && ending.length <= 5 ? ending : (mime.split("/").pop()?.toUpperCase() ?? ""));
  },
  openFolderAt: (folder: string) => (folder ? say("files-openFolderAt", { folder }) : say("files-openFolder")),
  searchedPages: (n: number) => say("files-searchedPages", { n }),
  foundPages: (at: number, n: number) => (n ? say("files-foundPages", { at, n }) : say("chat-findNone")),
  menu: (name: string) => say("files-menu", { name }),
  copied: (name: string) => say("files-copied", { name }),
  openOne: (name: string) => say("files-openOne", { name }),
  progress: (name: string) => say("files-progress", { name }),
  rows: (n: number) => say("files-rows", { n }),
  separatedBy(separator: string): string {
    switch (separator) {
      case ";":
        return say("files-cells-semicolons");
      case "\t":
        return say("files-cells-tabs");
      case "|":
        return say("files-cells-bars");
      case " ":
        return say("files-cells-spaces");
      default:
        return say("files-cells-other", { separator });
    }
  },
  sortBy: (column: string) => say("files-sortBy", { column }),
  columnWidth: (column: string) => say("files-columnWidth", { column }),
  readingRows: (n: number) => say("files-readingRows", { n }),
  openTitle: (name: string) => say("files-openTitle", { name }),
  archived: (place: string) => say("files-archived", { place }),
  encryptedColumns: (names: readonly string[]) => say("files-encryptedColumns", { names: names.join(", ") }),
  unpacked: (size: string) => say("files-unpacked", { size }),
};
