// Schedule commands of the fake host.
import type {
  Autostart,
  OpenSchedule,
  Patch,
  ScheduledRun,
  ScheduleDraft,
  ScheduleLine,
  SchedulePlan,
  When,
} from "../bindings/bridge";
import { noTools } from "../tools/none";
import type { AnswerOf, CommandName, RequestOf } from "./index";

type Names =
  | "schedules"
  | "foreign_schedules"
  | "read_when"
  | "schedule"
  | "save_schedule"
  | "pause_schedule"
  | "run_schedule"
  | "delete_schedule"
  | "set_autostart";
type Handlers = { [N in Extract<CommandName, Names>]: (request: RequestOf<N>) => AnswerOf<N> };

const at = (text: string) => Date.parse(text);

export const plan = (words: string | null, cron: string, more: Partial<SchedulePlan> = {}): SchedulePlan => ({
  words,
  cron,
  zone: "Europe/Zurich",
  is_here: true,
  changes: [],
  next: [at("2026-11-30T06:00:00Z"), at("2026-12-07T06:00:00Z"), at("2026-12-14T06:00:00Z")],
  ...more,
});

export const run = (more: Partial<ScheduledRun> = {}): ScheduledRun => ({
  id: "ex-1",
  outcome: "done",
  due: at("2026-11-23T06:00:00Z"),
  at: at("2026-11-23T06:00:00Z"),
  ended: at("2026-11-23T06:04:00Z"),
  missed: 0,
  reason: null,
  conversation: null,
  cost: { low: 42_000, high: 42_000 },
  ...more,
});

export const line = (id: string, more: Partial<ScheduleLine> = {}): ScheduleLine => ({
  id,
  name: "Weekly report",
  who: "g-agent",
  engine: "gemini",
  tools: null,
  plan: plan("every Monday at 7:00", "0 7 * * 1"),
  state: { is: "active" },
  next: at("2026-11-30T06:00:00Z"),
  last: run(),
  problem: null,
  ...more,
});

/** Parses the small part of the grammar that tests need. */
function understand(words: string): When {
  const [, day] = /^every (Monday|Friday|weekday|day) at 7:00$/.exec(words) ?? [];
  const fields: Record<string, string> = { Monday: "1", Friday: "5", weekday: "1-5", day: "*" };
  if (day) return { is: "understood", plan: plan(`every ${day} at 7:00`, `0 7 * * ${fields[day]}`) };
  if (words !== "every day at 2:30") return { is: "not_understood", reason: `I do not understand “${words}”.` };
  const changes = [
    { day: "2027-03-28", planned: "2:30", runs: "3:00", twice: false },
    { day: "2027-10-31", planned: "2:30", runs: "2:30", twice: true },
  ];
  return { is: "understood", plan: plan("every day at 2:30", "30 2 * * *", { changes }) };
}

export function scheduleHandlers(push: (...patches: Patch[]) => void, conversation: string): Handlers {
  const drafts = new Map<string, ScheduleDraft>();
  let list: ScheduleLine[] = [
    line("s-report", { last: run({ conversation }), tools: { ...noTools, search: true, code: true } }),
    line("s-backup", {
      name: "Tidy the tables",
      who: "l-agent",
      engine: "local",
      plan: plan("every weekday at 18:30", "30 18 * * 1-5"),
      next: null,
      state: { is: "failing", failures: 5, reason: "The model broke." },
      last: run({ outcome: "failed", reason: "The model broke.", cost: null, missed: 2 }),
    }),
  ];
  let autostart: Autostart = "not_asked";
  const find = (id: string) => list.find((one) => one.id === id)!;
  const replace = (next: ScheduleLine) => {
    list = list.some((one) => one.id === next.id)
      ? list.map((one) => (one.id === next.id ? next : one))
      : [next, ...list];
    push({ patch: "schedules" });
    return next;
  };
  return {
    schedules: () => ({ list, autostart }),
    foreign_schedules: () => [],
    read_when: ({ words }) => understand(words),
    schedule: (id): OpenSchedule => {
      const one = find(id);
      const draft = drafts.get(id) ?? {
        name: one.name,
        text: "Write the weekly report.",
        files: [],
        who: one.who,
        network: { reach: "off" },
        tools: one.tools,
        words: one.plan.words ?? one.plan.cron,
        zone: one.plan.zone,
      };
      return { line: one, draft, runs: one.last ? [one.last] : [] };
    },
    save_schedule: ({ id, draft }) => {
      const when = understand(draft.words);
      const made = line(id ?? `s-new-${list.length}`, {
        name: draft.name || draft.text.slice(0, 30),
        who: draft.who,
        engine: draft.who.startsWith("l") ? "local" : "gemini",
        tools: draft.tools,
        last: null,
        ...(when.is === "understood" ? { plan: when.plan } : {}),
      });
      drafts.set(made.id, draft);
      return replace(made);
    },
    pause_schedule: ({ id, paused }) => replace({ ...find(id), state: { is: paused ? "paused" : "active" } }),
    run_schedule: () => ({ conversation, turn: "t-run" }),
    delete_schedule: (id) => {
      list = list.filter((one) => one.id !== id);
      push({ patch: "schedules" });
      return null;
    },
    set_autostart: (on) => (autostart = on ? "on" : "off"),
  };
}
