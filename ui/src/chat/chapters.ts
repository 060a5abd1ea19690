// A long list in short ones that keep their identity, so that a change at its end is looked for only there.

/** How many entries a chapter has. */
const LENGTH = 64;

export class Chapters<T> {
  #last: (readonly T[])[] = [];

  /** The list in chapters. One whose entries are the same as the last time is the same. */
  of(list: readonly T[]): readonly (readonly T[])[] {
    const chapters: (readonly T[])[] = [];
    for (let from = 0; from < list.length; from += LENGTH) {
      const old = this.#last[chapters.length];
      const length = Math.min(LENGTH, list.length - from);
      const same = old?.length === length && old.every((entry, i) => entry === list[from + i]);
      chapters.push(same ? old : list.slice(from, from + length));
    }
    this.#last = chapters;
    return chapters;
  }
}
