import { describe, expect, it } from "vitest";
import { m } from ".";
import { bytes, moment, momentInFull, span } from "./format";

describe("numbers in words", () => {
  it("says a size in the unit that fits", () => {
    expect([0, 1, 999, 1000, 248_000, 8_412_000, 98_000_000_000].map(bytes)).toEqual([
      "0 bytes",
      "1 byte",
      "999 bytes",
      "1 kB",
      "248 kB",
      "8.4 MB",
      "98 GB",
    ]);
  });

  it("never says a thousand of a smaller unit", () => {
    expect(bytes(999_950)).toBe("1 MB");
  });

  it("says a span in at most two units", () => {
    expect([0, 12_400, 61_000, 12 * 60_000, 2 * 3_600_000 + 5 * 60_000, 50 * 3_600_000].map(span)).toEqual([
      "0 s",
      "12 s",
      "1 min 1 s",
      "12 min",
      "2 h 5 min",
      "2 d",
    ]);
  });

  it("says the time today, the weekday this week, the date before", () => {
    const now = new Date(2026, 10, 23, 18, 0).getTime();
    expect(moment(new Date(2026, 10, 23, 9, 5).getTime(), now)).toMatch(/9:05/);
    expect(moment(new Date(2026, 10, 20, 9, 5).getTime(), now)).toBe("Fri");
    expect(moment(new Date(2026, 2, 3).getTime(), now)).toBe("Mar 3");
    expect(moment(new Date(2024, 2, 3).getTime(), now)).toBe("Mar 3, 2024");
  });

  it("says nothing of a moment that no calendar has, and does not fail", () => {
    for (const at of [9.2e18, -9.2e18, Number.NaN]) expect([moment(at), momentInFull(at)]).toEqual(["", ""]);
  });

  it("says how much later something came in seconds, then in minutes and hours", () => {
    expect([90, 12_340, 7_200_000].map(m.transfers.record.later)).toEqual(["90 ms", "12.3 s", "2 h"]);
  });

  it("chooses the form of the word by the number", () => {
    expect([0, 1, 1200].map(m.files.count)).toEqual(["0 files", "1 file", "1,200 files"]);
  });
});
