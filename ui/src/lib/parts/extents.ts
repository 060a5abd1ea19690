// Heights and positions of the rows of a list in pixels, including rows that were never rendered.

/** A rendered row, or a gap for rows that are not. */
export type Piece<T> = { key: string; item: T; at: number } | { key: string; gap: number };

/** Estimated height of a row before any was measured. */
const GUESS = 64;

export class Extents {
  #keys: readonly string[] = [];
  #known = new Map<string, number>();
  /** Start of each row, and the end of the last; valid up to and including `#right`. */
  #starts = new Float64Array(1);
  #right = 0;
  #sum = 0;
  #mean = GUESS;
  #meanOf = 0;

  /**
   * Sets the current rows in order. Measured heights are kept for rows that remain. Returns by how many positions the
   * remaining rows have moved, judged by the first of them.
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

  /** Sets the height of a row, from its start to that of the next. Returns true if it was not known. */
  measure(at: number, length: number): boolean {
    const key = this.#keys[at];
    if (key === undefined) return false;
    const old = this.#known.get(key);
    if (old !== undefined && Math.abs(old - length) < 0.5) return false;
    this.#known.set(key, length);
    this.#sum += length - (old ?? 0);
    this.#right = Math.min(this.#right, at);
    // The estimate for other rows is not updated with each row, because everything below moves with it.
    if (this.#known.size >= 2 * this.#meanOf) {
      this.#meanOf = this.#known.size;
      this.#mean = this.#sum / this.#known.size;
      this.#right = 0;
    }
    return true;
  }

  /** Returns the start of a row; for the number of rows, the end of the last one. */
  start(at: number): number {
    const starts = this.#starts;
    for (let i = this.#right; i < at; i += 1)
      starts[i + 1] = (starts[i] ?? 0) + (this.#known.get(this.#keys[i] ?? "") ?? this.#mean);
    this.#right = Math.max(this.#right, at);
    return starts[at] ?? 0;
  }

  /** Returns the row at a position, clamped to the first or last one. */
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

/** Returns by how many positions the first row in both lists has moved; 0 if there is none. */
function shift(before: readonly string[], now: readonly string[]): number {
  const places = new Map(now.map((key, at) => [key, at]));
  for (const [at, key] of before.entries()) {
    const place = places.get(key);
    if (place !== undefined) return place - at;
  }
  return 0;
}

/** A half-open range of rows: `from` inclusive, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Returns the rows to render for a viewport that begins at `top`: one viewport more on each side, so that the next rows
 * exist before they are visible. Returns `now` unchanged while half of that is covered and not much more.
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

/**
 * Returns the list's content: the rows of the span, rows that are kept in addition, and gaps for all others. `space` is
 * the spacing between rows.
 */
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
 * Returns how far the content has moved, given how far each visible row has. If rows stay in order, the first one
 * decides; otherwise some may have been reordered, so the median decides.
 */
export function moved(by: readonly number[], inOrder: boolean): number {
  if (inOrder) return by[0] ?? 0;
  return [...by].sort((a, b) => a - b)[(by.length - 1) >> 1] ?? 0;
}
