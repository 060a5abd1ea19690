// Messages with values: search servers, tool programs and file stores.
import { say } from "./language.svelte";

export const connections = {
  toolPrograms: {
    started: (words: string) => say("toolPrograms-started", { words }),
    sees: (folder: string) => say("toolPrograms-sees", { folder }),
  },
  searchServer: {
    here: (host: string) => say("searchServer-here", { host }),
    there: (host: string) => say("searchServer-there", { host }),
    open: (host: string) => say("searchServer-open", { host }),
    answered: (when: string) => say("searchServer-answered", { when }),
  },
  fileStores: {
    removeTitle: (name: string) => say("fileStores-removeTitle", { name }),
    elsewhere: (host: string) => say("fileStores-elsewhere", { host }),
    unknown: (n: number) => say("fileStores-unknown", { n }),
    ready: (n: number) => say("fileStores-ready", { n }),
    pending: (n: number) => say("fileStores-pending", { n }),
    failed: (n: number) => say("fileStores-failed", { n }),
    count: (n: number) => say("fileStores-count", { n }),
  },
};
