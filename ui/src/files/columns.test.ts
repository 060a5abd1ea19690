import { describe, expect, test } from "vitest";
import { numberColumns } from "./columns";

describe("columns of numbers", () => {
  test("numbers of any country, with a currency or a percent sign, are numbers", () => {
    for (const cell of ["12", "-3.50", "1.234,50 €", "$1,234.50", "EUR 12", "12,5 %", "1 234", "(12.00)", "−4", "1'000"]) {
      expect(numberColumns(1, [[cell]]), cell).toEqual([true]);
    }
    for (const cell of ["word", "2026-03-01", "A12", "12 apples", "+49 89 1234x"]) {
      expect(numberColumns(1, [[cell]]), cell).toEqual([false]);
    }
  });

  test("a column may have gaps and a few words", () => {
    const rows = [["1"], ["2"], [""], ["3"], ["n/a"], ["4"], []];
    expect(numberColumns(2, rows)).toEqual([true, false]);
  });
});
