// The files of the open conversation, as far as they are known. They come with the turns that made them and in pages
// of their own, newest first. Pure.
import type { ArtifactView, FilePage } from "../../bindings/bridge";

export type Files = readonly ArtifactView[];

/** How far the pages have come: where they go on, and the oldest file that they brought. */
export interface Reach {
  filesNext: string | null;
  filesFrom: ArtifactView | null;
}

const older = (a: ArtifactView, b: ArtifactView): number =>
  a.created_at - b.created_at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** A copy with files that are known replaced where they stand, and the others put in; oldest first. */
export function withFiles(files: Files, changed: Files): Files {
  if (!changed.length) return files;
  const fresh = new Map(changed.map((file) => [file.id, file]));
  const next = files.map((old) => {
    const now = fresh.get(old.id);
    fresh.delete(old.id);
    return now ?? old;
  });
  return fresh.size ? [...next, ...fresh.values()].sort(older) : next;
}

/** A copy with a page put in. What is known of a file was said later than the page was read, and stays. */
export function withFilePage<T extends Reach & { files: Files }>(open: T, page: FilePage): T {
  const known = new Set(open.files.map((file) => file.id));
  const files = withFiles(
    open.files,
    page.files.filter((file) => !known.has(file.id)),
  );
  return { ...open, files, ...reach(page, open.filesFrom) };
}

/** How far the pages have come with this one. */
export function reach(page: FilePage, before: ArtifactView | null = null): Reach {
  return { filesNext: page.next, filesFrom: page.files.at(-1) ?? before };
}

/** What the list of files shows, newest first: as far as nothing is missing between two of them. */
export function listed({ files, filesNext, filesFrom }: Reach & { files: Files }): Files {
  if (filesNext === null) return files.toReversed();
  if (!filesFrom) return [];
  return files.filter((file) => older(file, filesFrom) >= 0).reverse();
}
