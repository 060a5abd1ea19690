// Messages with values: settings.
import { bytes, momentInFull, units } from "./format";
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
  updates: {
    lookSay: (host: string) => say("settings-updates-lookSay", { host }),
    newest: (looked: number) => say("settings-updates-newest", { when: momentInFull(looked) }),
    last: (looked: number) => say("settings-updates-last", { when: momentInFull(looked) }),
    out: (version: string) => say("settings-updates-out", { version }),
    far: (done: number, total: number | null) =>
      total === null ? bytes(done) : say("settings-updates-far", { done: bytes(done), total: bytes(total) }),
    asking: (n: number) => say("settings-updates-asking", { n }),
  },
  whoCount: (n: number) => say("settings-whoCount", { n }),
};
