// Files with the same path in the same conversation are versions of each other; the newest represents all.
import type { ArtifactView } from "../../bindings/bridge";

export interface Versions {
  newest: ArtifactView;
  /** Newest first. */
  older: readonly ArtifactView[];
}

/** Returns one entry per path, in order of first occurrence. Files without a path have no other versions. */
export function versions(files: readonly ArtifactView[]): Versions[] {
  const all = new Map<string, ArtifactView[]>();
  for (const file of files) {
    const key = file.path === null ? file.id : `${file.conversation} ${plain(file.path)}`;
    const same = all.get(key);
    if (same) same.push(file);
    else all.set(key, [file]);
  }
  return [...all.values()].map((same) => {
    const [newest, ...older] = same.length > 1 ? same.sort(newestFirst) : same;
    return { newest: newest!, older };
  });
}

const plain = (path: string) => path.replace(/^(\.?\/)+/, "");

function newestFirst(one: ArtifactView, other: ArtifactView): number {
  return other.created_at - one.created_at || (one.id < other.id ? 1 : -1);
}

/** Returns the previous saved version of a file, if any. */
export function previous(files: readonly ArtifactView[], file: ArtifactView): ArtifactView | undefined {
  const group = versions(files).find(
    ({ newest, older }) => newest.id === file.id || older.some((f) => f.id === file.id),
  );
  if (!group) return undefined;
  const all = [group.newest, ...group.older];
  return all.slice(all.findIndex((f) => f.id === file.id) + 1).find((f) => f.state.state === "saved");
}
