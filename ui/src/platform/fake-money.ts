// Money commands of the fake host: spending, limits and prices.
import type { Budget } from "../bindings/bridge";
import type { Handlers } from "./fake";
import { nothingSpent, spending } from "./fake-spending";
import type { FakeWorld } from "./fake-world";

export function moneyHandlers(world: FakeWorld) {
  const budgetNow = (): Budget => {
    const { month_limit: cents } = world.state.settings;
    const limit = cents === null ? null : cents * 10_000;
    const { spent } = spending().budget;
    return {
      spent,
      limit,
      state: limit === null || spent.high < limit * 0.8 ? "enough" : spent.high < limit ? "near" : "used",
    };
  };
  return {
    usual_cost: (id) => ({
      usual: id.includes("agent")
        ? { jobs: 5, ms: 184_000, tokens: 41_800, cost: { low: 102_000, high: 396_000 } }
        : null,
      published: id === "g-research" ? { low: 1_000_000, high: 3_000_000 } : null,
      as_of: "2026-11-28",
    }),
    budget: () => budgetNow(),
    go_beyond_limit: () => null,
    conversation_cost: () => ({ turns: 3, tokens: 1_836, cost: { low: 6_543, high: 6_543 }, as_of: "2026-11-28" }),
    spending: ({ month }) =>
      world.scene.has("nothing") ? nothingSpent() : spending({ ...(month ? { month } : {}), budget: budgetNow() }),
    export_spending: () => "/home/ada/Documents/errand-spending-2026-11-29.csv",
    edit_prices: () => null,
  } satisfies Partial<Handlers>;
}
