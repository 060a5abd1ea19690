// Messages with values: settings.
import { bytes, units } from "./format";
import { say } from "./language.svelte";

export const settings = {
  byMachine: (name: string) => say("settings-byMachine", { name }),
  byMachineSay: (tag: string) => say("settings-byMachineSay", { folder: `locales/${tag}` }),
  noKey: (host: string) => say("settings-noKey", { host }),
  room: (n: number) => bytes(n),
  free: (n: number) => say("settings-free", { n: bytes(n) }),
  removalsCount: ({ waiting, done, refused }: { waiting: number; done: number; refused: number }) =>
    units(
      [
        waiting ? say("settings-removalsWaiting", { n: waiting }) : "",
        refused ? say("settings-removalsRefused", { n: refused }) : "",
        done ? say("settings-removalsDone", { n: done }) : "",
      ].filter(Boolean),
    ),
  removalsMore: (n: number) => say("settings-removalsMore", { n }),
  forgetAllLines: () => [
    say("settings-forgets-all"),
    say("settings-forgets-running"),
    say("settings-forgets-elsewhere"),
    say("settings-forgets-stays"),
  ],
  version: (v: string) => say("settings-version", { v }),
  whoCount: (n: number) => say("settings-whoCount", { n }),
};
