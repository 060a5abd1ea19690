// Messages with values: money. Every amount is an estimate, so it is always "about".
import type { Budget, CostAhead, Engine } from "../../bindings/bridge";
import { about, and, compact, type Cost, dateInFull, money, span, upper } from "./format";
import { say } from "./language.svelte";

export const moneyWords = {
  soFar: (cost: Cost) => say("money-soFar", { cost: about(cost) }),
  about,
  prices: (day: string) => say("money-prices", { day: dateInFull(day) }),
  /** Estimate shown before a job is sent. */
  ahead({ usual, published }: CostAhead): string | null {
    if (usual) {
      const took = and([
        span(usual.ms),
        ...(usual.tokens === null ? [] : [say("money-tokens", { tokens: compact(usual.tokens) })]),
      ]);
      const { jobs } = usual;
      return usual.cost
        ? say("money-aheadFrom", { cost: upper(about(usual.cost)), jobs, took })
        : say("money-aheadTook", { jobs, took });
    }
    return published ? say("money-aheadPublished", { cost: upper(about(published)) }) : null;
  },
  limitReached: (limit: number) => say("money-limitReached", { limit: money(limit) }),
  budget: ({ spent, limit, state }: Budget): string | null => {
    if (limit === null || state === "enough") return null;
    const used = { cost: upper(about({ low: spent.high, high: spent.high })), limit: money(limit) };
    return state === "near" ? say("money-budgetNear", used) : say("money-budgetOver", used);
  },
  spending: {
    inMonth: (month: string, cost: Cost) => say("money-spending-inMonth", { month, cost: about(cost) }),
    turns: (n: number) => say("money-spending-turns", { n }),
    tokens: (n: number) => say("money-spending-tokens", { n: compact(n) }),
    /** Cost of turns at one engine; what runs on this computer without a bill is free. */
    costOf: (cost: Cost | null, engine: Engine) => {
      if (!cost) return say("money-spending-noPrice");
      return cost.high === 0 && engine === "local" ? say("money-spending-costsNothing") : about(cost);
    },
    unpriced: (n: number) => say("money-spending-unpriced", { n }),
    searches: (n: number) => say("money-spending-free", { n, free: 5000 }),
    days: (month: string) => say("money-spending-days", { month }),
    bar: (when: string, cost: Cost, turns: number) =>
      say("money-spending-barOf", { when, cost: turns ? about(cost) : say("money-spending-nothing"), turns }),
    exported: (path: string) => say("money-spending-exported", { path }),
    pricesSay: (day: string, own: boolean) => say("money-spending-pricesSay", { day: dateInFull(day), own }),
    used: (cost: Cost) => say("money-spending-usedNow", { cost: upper(about(cost)) }),
  },
  details: {
    conversationOf: (cost: Cost | null, turns: number, tokens: number) => {
      const rest = say("money-details-turnsAndTokens", { turns, tokens: compact(tokens) });
      return cost?.high ? say("money-details-costAnd", { cost: about(cost), rest }) : rest;
    },
  },
  answeredBy: (model: string) => say("money-answeredBy", { model }),
  choosing: {
    favour: (name: string) => say("money-choosing-favour", { name }),
    unfavour: (name: string) => say("money-choosing-unfavour", { name }),
    perAnswer: (cost: Cost) => say("money-choosing-perAnswer", { cost: about(cost) }),
    perPicture: (cost: Cost) => say("money-choosing-perPicture", { cost: about(cost) }),
    perReading: (cost: Cost) => say("money-choosing-perReading", { cost: about(cost) }),
    perJob: (cost: Cost) => say("money-choosing-perJob", { cost: about(cost) }),
    takes: (media: readonly string[]) => say("money-choosing-takes", { media: and(media) }),
    gives: (media: readonly string[]) => say("money-choosing-gives", { media: and(media) }),
    retiredEarlier: (id: string, by: string) => say("money-choosing-retiredEarlier", { id, by }),
  },
  options: {
    some: (n: number) => say("money-options-some", { n }),
    itsOwn: (level: string) => say("money-options-byItselfAs", { level: level.toLocaleLowerCase() }),
  },
  advice: {
    take: (name: string) => say("money-advice-take", { name }),
    hand: (name: string) => say("money-advice-hand", { name }),
  },
};
