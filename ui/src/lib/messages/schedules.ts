// Messages with values: schedules page.
import { about, dateInFull, momentInFull } from "./format";
import { say } from "./language.svelte";

export const schedules = {
  open: (name: string) => say("schedules-open", { name }),
  next: (at: number) => say("schedules-next", { at: momentInFull(at) }),
  failing: (n: number, reason: string | null) => say("schedules-failed", { n, reason: reason ?? "" }),
  problem: (message: string) => say("schedules-problem", { message }),
  last: (outcome: string, at: number) => say("schedules-last", { outcome, at: momentInFull(at) }),
  missed: (n: number) => say("schedules-missed", { n }),
  due: (at: number) => say("schedules-due", { at: momentInFull(at) }),
  cost: about,
  reads: (words: string) => say("schedules-reads", { words }),
  zone: (zone: string) => say("schedules-zone", { zone }),
  cron: (line: string) => say("schedules-cron", { line }),
  leftOut: (day: string, planned: string, runs: string) =>
    say("schedules-leftOut", { day: dateInFull(day), planned, runs }),
  twice: (day: string, planned: string) => say("schedules-twice", { day: dateInFull(day), planned }),
  google: (day: string, planned: string) => say("schedules-google", { day: dateInFull(day), planned }),
  toolsKept: (owner: string) => say("schedules-toolsKept", { owner }),
  saved: (name: string) => say("schedules-saved", { name }),
  removeTitle: (name: string) => say("schedules-removeTitle", { name }),
};
