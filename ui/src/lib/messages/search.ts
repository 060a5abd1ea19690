// Messages with values: search.
import { say } from "./language.svelte";

export const search = {
  none: (query: string) => say("search-none", { query }),
  noneHere: (query: string) => say("search-noneHere", { query }),
  inFile: (name: string) => say("search-inFile", { name }),
  inSent: (name: string) => say("search-inSent", { name }),
  count: (n: number) => say("search-count", { n }),
};
