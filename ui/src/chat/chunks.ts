// Splits a long list into chunks that keep their identity, so that a change at the end only affects the last one.

/** Number of entries in a chunk. */
const LENGTH = 64;

export class Chunks<T> {
  #last: (readonly T[])[] = [];

  /** Returns the list in chunks. A chunk with the same entries as last time is the same object. */
  of(list: readonly T[]): readonly (readonly T[])[] {
    const chunks: (readonly T[])[] = [];
    for (let from = 0; from < list.length; from += LENGTH) {
      const old = this.#last[chunks.length];
      const length = Math.min(LENGTH, list.length - from);
      const same = old?.length === length && old.every((entry, i) => entry === list[from + i]);
      chunks.push(same ? old : list.slice(from, from + length));
    }
    this.#last = chunks;
    return chunks;
  }
}
