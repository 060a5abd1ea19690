import { expect, it } from "vitest";
import { about, calendar, money } from "../lib/messages/format";
import { cents, written } from "./amount";

it("reads an amount as people write it, and nothing else", () => {
  expect(["5", "2.50", "2,5", " $ 10 ", "0"].map(cents)).toEqual([500, 250, 250, 1000, 0]);
  expect(cents("  ")).toBeNull();
  for (const text of ["five", "-1", "1.005", "1e3", "5 dollars", "12345678"]) expect(cents(text)).toBeUndefined();
  expect([null, 500, 250, 0].map(written)).toEqual(["", "5", "2.50", "0"]);
});

it("says about how much, with the digits that mean something", () => {
  expect([0, 4_875, 42_000, 99_000, 100_000, 3_250_000].map(money)).toEqual([
    "$0.00",
    "$0.0049",
    "$0.042",
    "$0.099",
    "$0.10",
    "$3.25",
  ]);
  expect(about({ low: 100_000, high: 400_000 })).toBe("about $0.10 to $0.40");
  expect(about({ low: 101_000, high: 102_000 })).toBe("about $0.10");
});

it("names months and days whatever the time zone is", () => {
  expect([
    calendar("2026-11"),
    calendar("2026-11", "short"),
    calendar("2026-11-29"),
    calendar("2026-11-29", "short"),
  ]).toEqual(["November 2026", "Nov", "November 29", "29"]);
});
