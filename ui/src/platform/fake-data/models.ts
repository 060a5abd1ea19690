// Models and agents of the fake host, and what is known about each.
import type { Abilities, About, Choices, ProviderView, Who, WhoList } from "../../bindings/bridge";

export const unknownAbilities: Abilities = { tools: null, images: null, thinking: null, context: null };
const nobodys = { provider: null, thinks_with: null, can: unknownAbilities, own: null };
type Somebody = Omit<Who, "engine" | "goes_to" | keyof typeof nobodys> & Partial<Who>;
const gemini = (who: Somebody): Who => ({
  engine: "gemini",
  goes_to: "generativelanguage.googleapis.com",
  ...nobodys,
  ...who,
});
const local = (who: Somebody): Who => ({ engine: "local", goes_to: null, ...nobodys, ...who });

export const everyone: Who[] = [
  gemini({
    id: "g-flash",
    is_agent: false,
    api_id: "gemini-3.8-flash",
    role: "quick",
    display_name: "Gemini 3.8 Flash",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-pro",
    is_agent: false,
    api_id: "gemini-3.1-pro-preview",
    role: "thinker",
    display_name: "Gemini 3.1 Pro",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-agent",
    is_agent: true,
    api_id: "antigravity-preview-09-2026",
    role: "worker",
    display_name: "Antigravity",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-research",
    is_agent: true,
    api_id: "deep-research-preview-04-2026",
    role: "researcher",
    display_name: "Deep Research",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-paint",
    is_agent: false,
    api_id: "gemini-nano-banana-2.1",
    role: "painter",
    display_name: "Nano Banana 2.1",
    recommended: false,
    replaced_by: null,
  }),
  gemini({
    id: "g-agent-old",
    is_agent: true,
    api_id: "antigravity-preview-05-2026",
    role: "worker",
    display_name: null,
    recommended: false,
    replaced_by: "antigravity-preview-09-2026",
  }),
  gemini({
    id: "g-inv",
    is_agent: true,
    api_id: "my-invoice-checker-3f2a9c1d-77ab01c2",
    role: "own",
    display_name: "Invoice checker",
    recommended: true,
    replaced_by: null,
    own: {
      agent: "a-inv",
      letter: "",
      colour: "amber",
      about: "Checks our suppliers’ invoices against what was agreed",
      network: { reach: "sites", domains: ["nordwerk.example"] },
      ids: ["my-invoice-checker-3f2a9c1d-77ab01c2", "my-invoice-checker-3f2a9c1d-0911aa20"],
    },
  }),
  gemini({
    id: "g-report",
    is_agent: true,
    api_id: "report-writer",
    role: "own",
    display_name: "report-writer",
    recommended: true,
    replaced_by: null,
  }),
  local({
    id: "l-starter",
    is_agent: false,
    api_id: "errand-starter",
    role: "quick",
    display_name: null,
    recommended: true,
    replaced_by: null,
  }),
  local({
    id: "l-agent",
    is_agent: true,
    api_id: "errand-agent",
    role: "worker",
    display_name: null,
    recommended: true,
    replaced_by: null,
  }),
];

const nothing: Choices = {
  thinking: [],
  thinks: null,
  length: false,
  temperature: false,
  instructions: false,
  voices: [],
  shapes: [],
  sizes: [],
  durations: [],
};
const known = (id: string, change: Partial<About>): About => ({
  who: id,
  good_for: null,
  speed: null,
  cost: null,
  free: null,
  takes: ["text"],
  gives: ["text"],
  choices: nothing,
  ...change,
});

/** Known properties of models and agents. */
export const about: About[] = [
  known("g-flash", {
    good_for: "Everyday questions, letters, summaries, and files you show it",
    speed: "seconds",
    cost: { low: 4_875, high: 4_875 },
    takes: ["text", "image", "audio", "video", "document"],
    choices: {
      ...nothing,
      thinking: ["low", "medium", "high"],
      thinks: "medium",
      length: true,
      temperature: true,
      instructions: true,
    },
  }),
  known("g-pro", {
    good_for: "Hard questions, long documents, plans that have to hold",
    speed: "moments",
    cost: { low: 15_000, high: 15_000 },
    free: false,
    takes: ["text", "image", "audio", "video", "document"],
    choices: {
      ...nothing,
      thinking: ["low", "medium", "high"],
      thinks: "high",
      length: true,
      temperature: true,
      instructions: true,
    },
  }),
  known("g-agent", {
    good_for: "Whole jobs: it writes and runs programs, makes files, and checks them",
    speed: "minutes",
    cost: { low: 250_000, high: 3_250_000 },
    takes: ["text", "image"],
    gives: ["text", "document"],
    choices: { ...nothing, instructions: true },
  }),
  known("g-research", {
    good_for: "A report on a question, from some eighty searches of the web",
    speed: "minutes",
    cost: { low: 1_000_000, high: 3_000_000 },
  }),
  known("g-paint", {
    good_for: "Pictures from words, and changes to a picture you show it",
    speed: "moments",
    cost: { low: 34_050, high: 34_050 },
    takes: ["text", "image"],
    gives: ["image", "text"],
    choices: { ...nothing, shapes: ["1:1", "4:3", "16:9"], sizes: ["1K", "2K", "4K"] },
  }),
  known("l-starter", { choices: { ...nothing, length: true, temperature: true, instructions: true } }),
  known("l-agent", { choices: { ...nothing, instructions: true } }),
];

/** Entries for connected servers: their chosen models, and the agent with each. */
export const provided = (views: readonly ProviderView[]): Who[] =>
  views.flatMap((view) =>
    [false, true].flatMap((is_agent) =>
      view.models
        .filter((one) => one.chosen)
        .map((one): Who => {
          const path = `${view.id}/${one.id}`;
          const api_id = is_agent ? `errand-agent/${path}` : path;
          return {
            id: `local:${is_agent ? "agent" : "model"}:${api_id}`,
            engine: "local",
            is_agent,
            api_id,
            role: is_agent ? "worker" : "quick",
            display_name: one.name ?? one.id,
            recommended: true,
            replaced_by: null,
            provider: { id: view.id, name: view.name },
            thinks_with: is_agent ? path : null,
            goes_to: view.is_here ? null : view.host,
            can: one.can,
            own: null,
          };
        }),
    ),
  );

export const who = (filter: (w: Who) => boolean, views: readonly ProviderView[] = []): WhoList => {
  const known = everyone.filter(filter);
  const list = [
    ...known.filter((w) => w.engine === "gemini"),
    ...provided(views),
    ...known.filter((w) => w.engine === "local"),
  ];
  return {
    everyone: list,
    for_chat: list.find((w) => !w.is_agent)?.id ?? null,
    for_job: list.find((w) => w.is_agent)?.id ?? null,
    about: about.filter((it) => list.some((w) => w.id === it.who)),
  };
};
