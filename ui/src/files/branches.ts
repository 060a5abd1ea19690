// Converts the flat list of an archive to a tree of folders.
import type { TreeEntry } from "../bindings/bridge";
import { byName } from "../lib/messages/format";

export interface Branch {
  name: string;
  path: string;
  /** Its entry in the archive; a folder may exist only through its files. */
  entry: TreeEntry | null;
  /** Number of files in it, at any depth. */
  files: number;
  /** Folders before files, each sorted by name. */
  inner: Branch[];
}

/** Returns the root, whose branches are the top level. */
export function branches(entries: readonly TreeEntry[]): Branch {
  const root: Branch = { name: "", path: "", entry: null, files: 0, inner: [] };
  const known = new Map<string, Branch>([["", root]]);
  for (const entry of entries) {
    const branch = at(entry.path);
    branch.entry = entry;
  }
  finish(root);
  return root;

  function at(path: string): Branch {
    const found = known.get(path);
    if (found) return found;
    const cut = path.lastIndexOf("/");
    const branch: Branch = { name: path.slice(cut + 1), path, entry: null, files: 0, inner: [] };
    known.set(path, branch);
    at(cut < 0 ? "" : path.slice(0, cut)).inner.push(branch);
    return branch;
  }
}

function finish(branch: Branch): void {
  for (const inner of branch.inner) finish(inner);
  branch.inner.sort((one, other) => Number(isFile(one)) - Number(isFile(other)) || byName(one.name, other.name));
  branch.files = branch.inner.reduce((sum, inner) => sum + inner.files + Number(isFile(inner)), 0);
}

const isFile = (branch: Branch) => branch.inner.length === 0 && branch.entry?.kind !== "folder";
