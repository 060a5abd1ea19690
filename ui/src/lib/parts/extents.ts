// How long the rows of a list are and where each begins, in pixels, also of those that were never drawn.

/** A row that is drawn, or the place of rows that are not. */
export type Piece<T> = { key: string; item: T; at: number } | { key: string; gap: number };

/** So long is a row taken to be before any was seen. */
const GUESS = 64;

export class Extents {
  #keys: readonly string[] = [];
  #known = new Map<string, number>();
  /** Where each row begins, and the end of the last; right up to and with `#right`. */
  #starts = new Float64Array(1);
  #right = 0;
  #sum = 0;
  #mean = GUESS;
  #meanOf = 0;

  /**
   * The rows there are now, in their order. What was measured of a key stays known while that row is there.
   * Says by how many places the rows that stay have moved, as told by the first of them.
   */
  order(keys: readonly string[]): number {
    const before = this.#keys;
    let same = 0;
    while (same < keys.length && keys[same] === before[same]) same += 1;
    this.#keys = keys;
    if (this.#known.size > keys.length) this.#forget(new Set(keys));
    if (keys.length >= this.#starts.length) {
      const longer = new Float64Array(keys.length + (keys.length >> 1) + 1);
      longer.set(this.#starts);
      this.#starts = longer;
    }
    this.#right = Math.min(this.#right, same);
    return same > 0 ? 0 : shift(before, keys);
  }

  #forget(there: ReadonlySet<string>): void {
    for (const [key, length] of this.#known) {
      if (there.has(key)) continue;
      this.#known.delete(key);
      this.#sum -= length;
    }
  }

  /** Says how long a row is, from its beginning to that of the next. True when that was not known. */
  measure(at: number, length: number): boolean {
    const key = this.#keys[at];
    if (key === undefined) return false;
    const old = this.#known.get(key);
    if (old !== undefined && Math.abs(old - length) < 0.5) return false;
    this.#known.set(key, length);
    this.#sum += length - (old ?? 0);
    this.#right = Math.min(this.#right, at);
    // The guess for the others gets better, but not with each row: all that is below moves with it.
    if (this.#known.size >= 2 * this.#meanOf) {
      this.#meanOf = this.#known.size;
      this.#mean = this.#sum / this.#known.size;
      this.#right = 0;
    }
    return true;
  }

  /** Where a row begins; for the number of rows, where the last one ends. */
  start(at: number): number {
    const starts = this.#starts;
    for (let i = this.#right; i < at; i += 1)
      starts[i + 1] = (starts[i] ?? 0) + (this.#known.get(this.#keys[i] ?? "") ?? this.#mean);
    this.#right = Math.max(this.#right, at);
    return starts[at] ?? 0;
  }

  /** The row at a place; the first or the last one for a place outside. */
  at(place: number): number {
    let low = 0;
    let high = Math.max(0, this.#keys.length - 1);
    this.start(this.#keys.length);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** By how many places the first row that is in both lists has moved; 0 when there is none. */
function shift(before: readonly string[], now: readonly string[]): number {
  const places = new Map(now.map((key, at) => [key, at]));
  for (const [at, key] of before.entries()) {
    const place = places.get(key);
    if (place !== undefined) return place - at;
  }
  return 0;
}

/** Rows from `from` up to, but not with, `to`. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Which rows to draw for a view that begins at `top` and is `height` high: a view more on each side, so that the next
 * rows are there before they are seen. `now` stays as it is while half of that is there and not much more.
 */
export function spanFor(extents: Extents, count: number, top: number, height: number, now: Span): Span {
  const around = (margin: number): Span => ({
    from: extents.at(top - margin),
    to: Math.min(count, extents.at(top + height + margin) + 1),
  });
  const least = around(height / 2);
  const most = around(3 * height);
  const fits = now.from <= least.from && now.to >= least.to && now.from >= most.from && now.to <= most.to;
  return fits ? now : around(height);
}

/** What stands in the list: the rows of the span, those that are kept besides, and gaps for all others. `space` lies between two rows. */
export function piecesOf<T>(
  items: readonly T[],
  key: (item: T) => string,
  extents: Extents,
  span: Span,
  kept: readonly number[],
  space: number,
): Piece<T>[] {
  const pieces: Piece<T>[] = [];
  let next = 0;
  const draw = (at: number) => {
    const item = items[at];
    if (item === undefined || at < next) return;
    if (at > next)
      pieces.push({
        key: `gap ${next ? "after" : "before"} ${pieces.length}`,
        gap: Math.max(0, extents.start(at) - extents.start(next) - space),
      });
    pieces.push({ key: key(item), item, at });
    next = at + 1;
  };
  for (const at of kept) if (at < span.from) draw(at);
  for (let at = span.from; at < span.to; at += 1) draw(at);
  for (const at of kept) if (at >= span.to) draw(at);
  if (next < items.length)
    pieces.push({ key: "gap at the end", gap: Math.max(0, extents.start(items.length) - extents.start(next) - space) });
  return pieces;
}

/**
 * How far what is read has moved, from how far each of the rows in view has. Rows that stay in order are led by the
 * first one; of others some may have gone elsewhere by themselves, so it is the one in the middle that counts.
 */
export function moved(by: readonly number[], inOrder: boolean): number {
  if (inOrder) return by[0] ?? 0;
  return [...by].sort((a, b) => a - b)[(by.length - 1) >> 1] ?? 0;
}
