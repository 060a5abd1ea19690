// A table whose rows come one after the other. A browser lays out all rows of a table again when one is added, so
// while it grows its rows are in bodies that are laid out by themselves, with columns as wide as they were.

/** Number of rows in a body, from which on a growing table's columns keep their widths. */
const ROWS = 64;

/** Milliseconds without a new row after which the columns are as wide as their content again. */
const REST = 1000;

/** The rows of a table in the DOM. */
export class GrowingTable {
  readonly #table: HTMLTableElement;
  readonly #head: HTMLTableRowElement | null;
  #widths: number[] = [];
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(table: HTMLTableElement) {
    this.#table = table;
    this.#head = table.tHead?.rows[0] ?? null;
  }

  /** Returns the body for the next row. */
  get body(): HTMLTableSectionElement {
    const last = this.#table.tBodies.item(this.#table.tBodies.length - 1);
    return last && last.rows.length < ROWS ? last : this.#table.createTBody();
  }

  /** Keeps the widths of the columns from now until no row has come for a while. */
  hold(): void {
    if (!this.#head || this.#table.tBodies.length < 2) return;
    if (this.#widths.length === 0) {
      this.#widths = [...this.#head.cells].map((cell) => cell.getBoundingClientRect().width);
      this.#table.classList.add("growing");
      for (const section of [this.#table.tHead, ...this.#table.tBodies]) this.#size(section);
    }
    this.#size(this.#table.tBodies.item(this.#table.tBodies.length - 1));
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.release(), REST);
  }

  /** Makes the columns as wide as their content. */
  release(): void {
    clearTimeout(this.#rest);
    if (this.#widths.length === 0) return;
    this.#widths = [];
    this.#table.classList.remove("growing");
    for (const section of [this.#table.tHead, ...this.#table.tBodies]) this.#size(section);
  }

  /** Sizes a section and its first row, which sizes its columns. */
  #size(section: HTMLTableSectionElement | null): void {
    if (!section) return;
    const sum = this.#widths.reduce((sum, width) => sum + width, 0);
    section.style.inlineSize = sum > 0 ? `${sum}px` : "";
    for (const [column, cell] of [...(section.rows[0]?.cells ?? [])].entries()) {
      const width = this.#widths[column];
      cell.style.inlineSize = width === undefined ? "" : `${width}px`;
    }
  }
}
