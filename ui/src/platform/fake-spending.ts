// What the fake host has spent.
import type { Cost, Spending, TargetSpending } from "../bindings/bridge";

const days = Array.from({ length: 30 }, (_, i) => i + 1);
const twoDigits = (n: number) => String(n).padStart(2, "0");
const amounts = [0, 120_000, 0, 840_000, 310_000, 40_000, 0, 0, 560_000, 1_320_000, 90_000, 0, 210_000, 0];
const monthly = [
  0, 0, 420_000, 1_900_000, 2_600_000, 1_100_000, 3_400_000, 5_200_000, 4_100_000, 6_800_000, 7_300_000, 8_140_000,
];

const exactly = (micros: number): Cost => ({ low: micros, high: micros });

type Amounts = Pick<TargetSpending, "turns" | "tokens" | "cost">;
/** The spending on a model of Gemini, unless `of` says otherwise. */
const sum = (api_id: string, of: Amounts & Partial<TargetSpending>): TargetSpending => ({
  engine: "gemini",
  is_agent: false,
  api_id,
  own: null,
  ...of,
});
const research = sum("deep-research-preview-04-2026", {
  is_agent: true,
  turns: 1,
  tokens: 460_000,
  cost: { low: 1_000_000, high: 3_000_000 },
});
const onThisComputer = [
  sum("home/tide-2", { engine: "local", turns: 14, tokens: 9_800, cost: null }),
  sum("errand-starter", { engine: "local", turns: 3, tokens: 2_400, cost: exactly(0) }),
];

/** Spending after some months of use. */
export const spending = (change: Partial<Spending> = {}): Spending => ({
  month: "2026-11",
  cost: { low: 7_240_000, high: 9_040_000 },
  turns: 212,
  tokens: 6_840_000,
  unpriced: 14,
  searches: 37,
  months: monthly.map((micros, i) => ({
    when: `${i === 0 ? 2025 : 2026}-${twoDigits(i === 0 ? 12 : i)}`,
    turns: micros ? 20 + i * 9 : 0,
    tokens: micros / 2,
    cost: exactly(micros),
  })),
  days: days.map((day) => {
    const micros = amounts[day % amounts.length]!;
    return {
      when: `2026-11-${twoDigits(day)}`,
      turns: micros ? 1 + (day % 7) : 0,
      tokens: micros / 2,
      cost: exactly(micros),
    };
  }),
  by_who: [
    sum("antigravity-preview-09-2026", { is_agent: true, turns: 9, tokens: 5_900_000, cost: exactly(4_120_000) }),
    research,
    sum("gemini-3.8-flash", { turns: 188, tokens: 470_000, cost: exactly(1_120_000) }),
    ...onThisComputer,
  ],
  by_model: [
    sum("gemini-3.8-flash", { turns: 197, tokens: 6_370_000, cost: exactly(5_240_000) }),
    research,
    ...onThisComputer,
  ],
  prices: { as_of: "2026-11-28", own: false, problem: null },
  budget: { spent: { low: 7_240_000, high: 9_040_000 }, limit: null, state: "enough" },
  ...change,
});

/** Spending of a person who has not asked anything yet. */
export const nothingSpent = (): Spending => {
  const none = { turns: 0, tokens: 0, cost: exactly(0) };
  const all = spending();
  return spending({
    ...none,
    unpriced: 0,
    searches: 0,
    by_who: [],
    by_model: [],
    months: all.months.map((s) => ({ ...s, ...none })),
    days: all.days.map((s) => ({ ...s, ...none })),
    budget: { spent: none.cost, limit: null, state: "enough" },
  });
};
