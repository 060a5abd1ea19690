import { beforeEach, describe, expect, it, vi } from "vitest";
import { GrowingTable } from "./growing-table";

/** A table of two columns, and how a row is appended to it. */
function table() {
  document.body.innerHTML = "<table><thead><tr><th>place</th><th>miles</th></tr></thead><tbody></tbody></table>";
  const element = document.querySelector("table") as HTMLTableElement;
  const growing = new GrowingTable(element);
  const append = (rows: number) => {
    for (let row = 0; row < rows; row += 1)
      growing.body.insertAdjacentHTML("beforeend", "<tr><td>weir</td><td>7</td></tr>");
    growing.hold();
  };
  const widths = () =>
    [...element.querySelectorAll<HTMLElement>("tr:first-child > *")].map((cell) => cell.style.inlineSize);
  return { element, growing, append, widths };
}

describe("a table that grows", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(HTMLTableCellElement.prototype, "getBoundingClientRect").mockReturnValue({ width: 80 } as DOMRect);
    return () => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    };
  });

  it("has its rows in bodies that are as wide as its columns were, in order", () => {
    const { element, append, widths } = table();
    append(64);
    expect(element.tBodies).toHaveLength(1);
    expect(element.className).toBe("");
    append(1);
    expect([...element.tBodies].map((body) => body.rows.length)).toEqual([64, 1]);
    expect(element.className).toBe("growing");
    append(64);
    expect([...element.tBodies].map((body) => body.rows.length)).toEqual([64, 64, 1]);
    // The head and each body: two columns.
    expect(widths()).toEqual(Array(8).fill("80px"));
    expect([...element.tBodies].map((body) => body.style.inlineSize)).toEqual(Array(3).fill("160px"));
  });

  it("is an ordinary table again when no row has come for a second", () => {
    const { element, append, widths } = table();
    append(65);
    vi.advanceTimersByTime(900);
    append(1);
    vi.advanceTimersByTime(900);
    expect(element.className).toBe("growing");
    vi.advanceTimersByTime(100);
    expect(element.className).toBe("");
    expect(widths()).toEqual(Array(6).fill(""));
    expect(vi.getTimerCount()).toBe(0);
    append(1);
    expect(element.className).toBe("growing");
  });

  it("is an ordinary table at once when it is released", () => {
    const { element, growing, append } = table();
    append(65);
    growing.release();
    expect(element.className).toBe("");
    expect(vi.getTimerCount()).toBe(0);
  });
});
