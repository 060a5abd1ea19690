// Paging of a table's rows, and which of them are visible.
import type { FilePreview, RowMarks, TableRows } from "../bindings/bridge";

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
  /** What a workbook says of these rows. */
  marks?: readonly RowMarks[];
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

/** Consecutive rows, with what a workbook says of them by their index here. */
interface Page {
  rows: readonly (readonly string[])[];
  marks: ReadonlyMap<number, RowMarks>;
}

const byIndex = (marks: readonly RowMarks[]) => new Map(marks.map((mark) => [mark.at, mark]));

/** The rows of a table in one order. */
export class Pages {
  total = $state(0);
  isWhole = $state(false);
  /** Whether the table has more than these rows and their cells. */
  isCut = $state(false);
  /** Whether the workbook hides some rows, and whether some have formulas without a result. */
  hasHidden = $state(false);
  hasFormulas = $state(false);
  #pages = $state.raw<ReadonlyMap<number, Page>>(new Map());
  #asked = new Set<number>();
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: Ask;
  readonly #known: Page | null;
  readonly #fail: (error: unknown) => void;

  /** `known` are the first rows if already loaded; `more` is true if there are others after them. */
  constructor(
    ask: Ask,
    known: Pick<TableStart, "rows" | "marks"> | null,
    more: boolean,
    fail: (error: unknown) => void,
  ) {
    const marks = known?.marks ?? [];
    this.#ask = ask;
    this.#known = known && { rows: known.rows, marks: byIndex(marks) };
    this.#fail = fail;
    this.total = known?.rows.length ?? 0;
    this.hasHidden = marks.some((mark) => mark.is_hidden);
    this.hasFormulas = marks.some((mark) => mark.formulas.length > 0);
    this.isWhole = known !== null && !more;
    if (!this.isWhole) void this.#get(0);
  }

  row(at: number): readonly string[] | undefined {
    return this.#known?.rows[at] ?? this.#pages.get(Math.floor(at / PAGE))?.rows[at % PAGE];
  }

  /** What the workbook says of a row, if it says something. */
  marks(at: number): RowMarks | undefined {
    if (this.#known?.rows[at]) return this.#known.marks.get(at);
    return this.#pages.get(Math.floor(at / PAGE))?.marks.get(at % PAGE);
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
      pages.set(page, { rows: answer.rows.map((row) => row.cells), marks: byIndex(answer.marks) });
      for (const oldest of pages.keys()) {
        if (pages.size <= KEPT) break;
        pages.delete(oldest);
      }
      this.#pages = pages;
      this.total = Math.max(answer.total, answer.is_whole ? 0 : this.total);
      this.isWhole = answer.is_whole;
      this.isCut = answer.is_cut;
      this.hasHidden ||= answer.has_hidden_rows;
      this.hasFormulas ||= answer.has_formulas;
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
