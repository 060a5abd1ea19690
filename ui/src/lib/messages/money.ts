// English words about money. Every amount is an estimate, so the word is always "about".
import type { Budget, CostAhead, Medium, Speed } from "../../bindings/bridge";
import { about, and, compact, count, dateInFull, money, plural, span } from "./format";

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const moneyWords = {
  soFar: (cost: { low: number; high: number }) => `${about(cost)} so far`,
  about,
  prices: (day: string) => `By prices of ${dateInFull(day)}`,

  /** Before a job is handed over. */
  ahead({ usual, published }: CostAhead): string | null {
    if (usual) {
      const took = [span(usual.ms), ...(usual.tokens === null ? [] : [`${compact(usual.tokens)} tokens`])];
      const from = plural(usual.jobs, { one: "your last job like this", other: "your last # jobs like this" });
      return usual.cost
        ? `${upper(about(usual.cost))}, from ${from}. Usually ${and(took)}.`
        : `${plural(usual.jobs, { one: "The last job like this took", other: "The last # jobs like this usually took" })} ${and(took)}.`;
    }
    return published ? `${upper(about(published))} for a job like this, as published. You have done none yet.` : null;
  },

  limitReached: (limit: number) => `Errand stopped this: it had reached your limit of ${money(limit)} for one job. What there is so far stays.`,

  budget: ({ spent, limit, state }: Budget): string | null => {
    if (limit === null || state === "enough") return null;
    const used = `${upper(about({ low: spent.high, high: spent.high }))} of ${money(limit)} used this month.`;
    return state === "near" ? used : `${used} Sending asks first.`;
  },

  beyond: {
    title: "This month’s limit is used up",
    say: "You set a limit for what may be spent in a month. Send this all the same?",
    yes: "Send it",
    no: "Not now",
  },

  spending: {
    title: "Spending",
    lead: "What Google charges is on its own bill. These are estimates from the tokens of every answer.",
    none: "Nothing was spent yet. When you have asked something, this page shows about what it cost, by day, by month and by who did it.",
    thisMonth: "Month",
    inMonth: (month: string, cost: { low: number; high: number }) => `${month}: ${about(cost)}`,
    turns: (n: number) => plural(n, { one: "# turn", other: "# turns" }),
    tokens: (n: number) => `${compact(n)} tokens`,
    unpriced: (n: number) => `${plural(n, { one: "# turn has", other: "# turns have" })} no price in the table. The tokens are counted, the money is not.`,
    searches: (n: number) => `${plural(n, { one: "# search", other: "# searches" })} of the web; ${count(5000)} in a month are free.`,
    months: "The last twelve months",
    days: (month: string) => `Day by day, ${month}`,
    bar: (when: string, cost: { low: number; high: number }, turns: number) => `${when}: ${turns ? about(cost) : "nothing"}, ${plural(turns, { one: "# turn", other: "# turns" })}`,
    asTable: "As a table",
    noneThen: "Nothing then.",
    when: "When",
    cost: "About",
    byWho: "By who was asked",
    byModel: "By the model that answered",
    who: "Who",
    noPrice: "no price",
    export: "Save as CSV",
    exported: (path: string) => `Saved as ${path}.`,
    prices: "Prices",
    pricesSay: (day: string, own: boolean) => `Of ${dateInFull(day)}${own ? ", with rows of your own" : ""}. Each row has its source beside it.`,
    problem: "Your own prices cannot be read, so those of Errand are used:",
    edit: "Change prices",
    limits: "Limits",
    jobLimit: "One job",
    jobLimitSay: "A job is stopped when it has cost about so much. What it made by then stays.",
    monthLimit: "One month",
    monthLimitSay: "From four fifths on you are reminded; beyond it Errand asks before each turn.",
    noLimit: "No limit",
    dollars: "Dollars",
    used: (cost: { low: number; high: number }) => `${upper(about(cost))} this month`,
    open: "Show",
    settingsSay: "What answers and jobs cost, and limits for them.",
    wrongAmount: "Write an amount such as 5 or 2.50, or leave it empty.",
  },

  details: {
    cost: "Cost",
    answeredBy: "Answered by",
    conversation: "Whole conversation",
    conversationOf: (cost: { low: number; high: number } | null, turns: number, tokens: number) =>
      `${cost ? `${about(cost)}, ` : ""}${plural(turns, { one: "# turn", other: "# turns" })}, ${compact(tokens)} tokens`,
  },
  answeredBy: (model: string) => `answered by ${model}`,

  choosing: {
    search: "Find a model or an agent",
    none: "Nobody by that name.",
    favourites: "Favourites",
    groups: {
      quick: "Quick", thinker: "Thorough", painter: "Pictures", speaker: "Voice", filmmaker: "Video",
      researcher: "Research", worker: "Does jobs", own: "Yours", other: "Others",
    },
    retired: "Retired",
    favour: (name: string) => `Make “${name}” a favourite`,
    unfavour: (name: string) => `Take “${name}” out of the favourites`,
    favourKey: "Alt+F marks a favourite",
    speed: {
      seconds: "answers in seconds", moments: "takes a moment", minutes: "works for minutes", hours: "works for up to hours",
    } satisfies Record<Speed, string>,
    perAnswer: (cost: { low: number; high: number }) => `${about(cost)} an answer`,
    perPicture: (cost: { low: number; high: number }) => `${about(cost)} a picture`,
    perReading: (cost: { low: number; high: number }) => `${about(cost)} a minute of speech`,
    perJob: (cost: { low: number; high: number }) => `${about(cost)} a job`,
    free: "free tier",
    paid: "paid keys only",
    medium: { text: "text", image: "pictures", audio: "sound", video: "video", document: "documents" } satisfies Record<Medium, string>,
    takes: (media: readonly string[]) => `takes ${and(media)}`,
    gives: (media: readonly string[]) => `makes ${and(media)}`,
    retiredEarlier: (id: string, by: string) => `${id} is retired, so ${by} is chosen here.`,
  },

  options: {
    open: "Options",
    title: "How it answers",
    some: (n: number) => plural(n, { one: "# option is set", other: "# options are set" }),
    byItself: "As it comes",
    thinking: "Thinking",
    level: { minimal: "As little as possible", low: "A little", medium: "Some", high: "Much", xhigh: "As much as possible" } as Record<string, string>,
    itsOwn: (level: string) => `As it comes (${level.toLowerCase()})`,
    length: "Length at most",
    lengths: { 700: "About a page", 2500: "About four pages", 10000: "About sixteen pages" } as Record<number, string>,
    lengthSay: "What it thinks counts, too. An answer that is longer stops there.",
    temperature: "Choice of words",
    temperatures: { 20: "Plain and steady", 100: "Balanced", 150: "Surprising" } as Record<number, string>,
    instructions: "Instructions",
    instructionsHint: "Such as: answer in short sentences, and say what you are not sure of",
    voice: "Voice",
    shape: "Shape",
    size: "Size",
    reset: "Reset",
  },

  advice: {
    quick: "A quick answer may do for this, sooner and for less.",
    job: "This looks like a job with files: one who does jobs can make them.",
    take: (name: string) => `Ask “${name}” instead`,
    hand: (name: string) => `Hand it to “${name}”`,
  },
} as const;
