// Paging of a table's rows, and which of them are visible.
import type { FilePreview, TableRows } from "../bindings/bridge";

/** Height of a row, in pixels. */
export const ROW = 28;
/** Number of rows in a page. */
export const PAGE = 200;
/** Maximum number of pages kept. */
const KEPT = 12;
/** Number of rows rendered beyond the visible ones. */
const AROUND = 10;
/** Maximum height that browsers render, in pixels; a longer table scrolls faster than its rows. */
const HIGHEST = 8_000_000;
/** Polling interval while a table is still being read, in milliseconds. */
const AGAIN = 400;
/** Default height for a window without layout, in pixels. */
const USUAL = 600;

/** The beginning of a table: a file, or a sheet of a workbook. */
export type TableStart = Pick<Extract<FilePreview, { type: "table" }>, "columns" | "header" | "rows" | "truncated"> & {
  /** True for a file without a line of names, whose columns are numbered. */
  is_numbered?: boolean;
};

export interface Seen {
  first: number;
  last: number;
  /** Height of the spacers before and after the rows, in pixels. */
  before: number;
  after: number;
}

/** Returns the visible rows for a scroll position. */
export function seen(total: number, top: number, height: number): Seen {
  const fits = Math.ceil((height || USUAL) / ROW);
  const whole = total * ROW;
  const shown = Math.min(whole, HIGHEST);
  const room = Math.max(1, shown - fits * ROW);
  // If the rows are higher than the scroll area, both ends still line up.
  const at = whole > shown ? (Math.min(top, room) / room) * (whole - fits * ROW) : top;
  const first = Math.max(0, Math.min(Math.floor(at / ROW) - AROUND, total - fits - AROUND));
  const last = Math.min(total, first + fits + 2 * AROUND);
  const before = Math.max(0, top - (at - first * ROW));
  return { first, last, before, after: Math.max(0, shown - before - (last - first) * ROW) };
}

type Ask = (from: number) => Promise<TableRows>;

/** The rows of a table in one order. */
export class Pages {
  total = $state(0);
  isWhole = $state(false);
  /** Whether the table has more than these rows and their cells. */
  isCut = $state(false);
  #pages = $state.raw<ReadonlyMap<number, readonly (readonly string[])[]>>(new Map());
  #asked = new Set<number>();
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: Ask;
  readonly #known: readonly (readonly string[])[] | null;
  readonly #fail: (error: unknown) => void;

  /** `known` are the first rows if already loaded; `more` is true if there are others after them. */
  constructor(ask: Ask, known: readonly (readonly string[])[] | null, more: boolean, fail: (error: unknown) => void) {
    this.#ask = ask;
    this.#known = known;
    this.#fail = fail;
    this.total = known?.length ?? 0;
    this.isWhole = known !== null && !more;
    if (!this.isWhole) void this.#get(0);
  }

  row(at: number): readonly string[] | undefined {
    return this.#known?.[at] ?? this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** Requests the pages for these rows if necessary. */
  want(first: number, last: number): void {
    for (let at = first; at < Math.min(last, this.total); at += 1) {
      const page = Math.floor(at / PAGE);
      if (this.row(at) === undefined && !this.#asked.has(page)) void this.#get(page);
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #get(page: number): Promise<void> {
    this.#asked.add(page);
    try {
      const answer = await this.#ask(page * PAGE);
      if (this.#closed) return;
      const pages = new Map(this.#pages);
      pages.delete(page);
      pages.set(
        page,
        answer.rows.map((row) => row.cells),
      );
      for (const oldest of pages.keys()) {
        if (pages.size <= KEPT) break;
        pages.delete(oldest);
      }
      this.#pages = pages;
      this.total = Math.max(answer.total, answer.is_whole ? 0 : this.total);
      this.isWhole = answer.is_whole;
      this.isCut = answer.is_cut;
      clearTimeout(this.#timer);
      if (!answer.is_whole) this.#timer = setTimeout(() => void this.#get(page), AGAIN);
    } catch (error) {
      if (!this.#closed) this.#fail(error);
    } finally {
      this.#asked.delete(page);
    }
  }
}

/** Initial width of each column in pixels: that of its longest word at the beginning, within limits. */
export function widths(preview: TableStart, header: readonly string[]): number[] {
  return header.map((name, column) => {
    let longest = name.length + 2;
    for (const row of preview.rows.slice(0, 100)) longest = Math.max(longest, Math.min(row[column]?.length ?? 0, 40));
    return Math.min(Math.max(longest, 6), 40) * 8 + 16;
  });
}
