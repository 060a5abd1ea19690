// Messages with values: progress and details of a job.
import { languageOf } from "./chat";
import { and, compact, quoted, span } from "./format";
import { say } from "./language.svelte";
import { plainName } from "./tools";

export const jobs = {
  jobs: {
    since: (ms: number) => say("jobs-since", { ms: span(ms) }),
    took: (ms: number) => say("jobs-took", { ms: span(ms) }),
    lastSign: (ms: number) => (ms < 3000 ? say("jobs-heardNow") : say("jobs-heardAgo", { span: span(ms) })),
    tokens: (n: number) => say("jobs-tokens", { n: compact(n) }),
    filesBeside: (n: number) => say("jobs-filesBeside", { n }),
    steps: (n: number) => say("jobs-steps", { n }),
    ranCode: (language: string, n: number) =>
      n > 1
        ? say("jobs-ranTimes", { language: languageOf(language), n })
        : say("jobs-ran", { language: languageOf(language) }),
    running: (language: string) => say("activity-runningCode", { language: languageOf(language) }),
    searched: (queries: readonly string[]) =>
      queries.length ? say("jobs-searchedFor", { queries: and(queries.map(quoted)) }) : say("jobs-searchedWeb"),
    searchedPictures: (queries: readonly string[]) =>
      queries.length
        ? say("jobs-searchedPicturesFor", { queries: and(queries.map(quoted)) })
        : say("jobs-searchedPictures"),
    searching: (queries: readonly string[]) =>
      queries.length ? say("activity-searchingFor", { queries: and(queries.map(quoted)) }) : say("activity-searching"),
    read: (n: number) => say("jobs-read", { n }),
    tool: (name: string, n: number) =>
      n > 1 ? say("jobs-toolTimes", { name: plainName(name), n }) : say("jobs-toolOnce", { name: plainName(name) }),
    /** Outcome of reading a page; `state` is the server's status. */
    pageState(state: string): string {
      switch (state) {
        case "":
          return say("jobs-pages-underWay");
        case "success":
        case "error":
        case "paywall":
        case "unsafe":
          return say(`jobs-pages-${state}`);
        default:
          return state;
      }
    },
    asked: (name: string) => say("jobs-asked", { name: plainName(name) }),
    made: (name: string) => say("jobs-made", { name }),
    other: (kind: string) => say("jobs-other", { kind }),
  },
  details: {
    tokensOf: (read: number, written: number, thought: number) => say("details-tokensOf", { read, written, thought }),
    events: (n: number) => say("details-events", { n }),
  },
};
