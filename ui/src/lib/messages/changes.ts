// Messages with values: differences between two versions of a file.
import { say } from "./language.svelte";

export const changes = {
  since: (when: string) => say("changes-since", { when }),
  count: (added: number, removed: number) =>
    say("changes-both", {
      added: say("changes-rowsAdded", { n: added }),
      removed: say("changes-rowsRemoved", { n: removed }),
    }),
  leftOut: (rows: number) => say("changes-leftOut", { rows }),
};
