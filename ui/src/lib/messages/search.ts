// English words about searching in everything.
import { plural } from "./format";

export const searchWords = {
  title: "Search",
  label: "Find words in everything",
  placeholder: "Find words in chats, jobs and files",
  none: (query: string) => `Nothing holds “${query}”.`,
  noneHere: (query: string) => `Nothing holds “${query}” here. Search in everything to find more.`,
  hint: "Every chat and job on this computer is searched, with the text of its files; of a long file only the beginning. Any part of a word is found, in any language; words between quotes are found as they stand. Nothing is sent.",
  incomplete: "What you wrote some time ago is still being prepared for search. The newest is found already.",
  inFile: (name: string) => `In the file “${name}”`,
  inSent: (name: string) => `In “${name}”, which you sent along`,
  inStep: "On the way to the answer",
  count: (n: number) => plural(n, { one: "# place", other: "# places" }),
  where: "Where to search",
  everything: "Everything",
  chats: "Chats",
  jobs: "Jobs",
  files: "Files",
  when: "When",
  anyTime: "Any time",
  today: "Today",
  week: "The last 7 days",
  month: "The last 30 days",
  year: "The last year",
  who: "Who was asked",
  anybody: "Anybody",
};
