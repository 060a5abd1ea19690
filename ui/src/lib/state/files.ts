// Known files of the open conversation. They arrive with the turns that made them, and in separate pages, newest
// first. Pure.
import type { ArtifactView, FilePage } from "../../bindings/bridge";

export type Files = readonly ArtifactView[];

/** Progress of the pages: the next cursor, and the oldest file so far. */
export interface Reach {
  filesNext: string | null;
  filesFrom: ArtifactView | null;
}

const older = (a: ArtifactView, b: ArtifactView): number =>
  a.created_at - b.created_at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Returns a copy with known files replaced in place and others inserted; oldest first. */
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

/** Returns a copy with a page inserted. What is already known is newer than the page, and is kept. */
export function withFilePage<T extends Reach & { files: Files }>(open: T, page: FilePage): T {
  const known = new Set(open.files.map((file) => file.id));
  const files = withFiles(
    open.files,
    page.files.filter((file) => !known.has(file.id)),
  );
  return { ...open, files, ...reach(page, open.filesFrom) };
}

/** Returns the progress after this page. */
export function reach(page: FilePage, before: ArtifactView | null = null): Reach {
  return { filesNext: page.next, filesFrom: page.files.at(-1) ?? before };
}

/** Returns the displayed files, newest first: only as far as the pages are contiguous. */
export function listed({ files, filesNext, filesFrom }: Reach & { files: Files }): Files {
  if (filesNext === null) return files.toReversed();
  if (!filesFrom) return [];
  return files.filter((file) => older(file, filesFrom) >= 0).reverse();
}
