// Entry point to all user-visible strings: `m` has the messages in the current language.
import { agents } from "./agents";
import { changes } from "./changes";
import { chat } from "./chat";
import { connections } from "./connections";
import { files } from "./files";
import { jobs } from "./jobs";
import { lists } from "./lists";
import { models } from "./models";
import { moneyWords } from "./money";
import { page } from "./page";
import { schedules } from "./schedules";
import { search } from "./search";
import { settings } from "./settings";
import { tools } from "./tools";
import { transfers } from "./transfers";
import { wordsWith } from "./words";

export const m = wordsWith({
  ...page,
  ...chat,
  ...jobs,
  ...connections,
  files,
  search,
  changes,
  lists,
  transfers,
  settings,
  models,
  agents,
  schedules,
  tools,
  money: moneyWords,
});
export * from "./format";
export { wordFor } from "./words";
export { offered, speak, spoken } from "./language.svelte";
