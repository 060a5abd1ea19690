// Messages with values: connected model servers.
import { compact } from "./format";
import { say } from "./language.svelte";
import type { Named } from "./page";

export const models = {
  nFound: (n: number) => say("models-nFound", { n }),
  take: (name: string) => say("models-take", { name }),
  key: (owner: string) => say("models-key", { owner }),
  connected: (name: string) => say("models-connected", { name }),
  stays: (host: string | null) => (host === null ? say("models-staysHere") : say("models-staysAt", { host })),
  goes: (host: string) => say("models-goes", { host }),
  goesOpen: (host: string) => say("models-goesOpen", { host }),
  answered: (at: string) => say("models-answered", { at }),
  chosen: (n: number, all: number) =>
    n === all ? say("models-chosenAll", { n }) : say("models-chosenSome", { n, all }),
  of: (name: string) => say("models-of", { name }),
  noHit: (words: string) => say("models-noHit", { words }),
  moreHits: (n: number) => say("models-moreHits", { n }),
  can: {
    context: (n: number) => say("models-can-holds", { tokens: compact(n < 10_000 ? n : Math.round(n / 1000) * 1000) }),
  },
  removeTitle: (name: string) => say("models-removeTitle", { name }),
  removeSay: (hasKey: boolean) => say("models-removeSay", { hasKey }),
  outcome: (name: string): Named => ({
    no_key: { title: say("models-outcomes-no_key"), say: say("models-outcomes-no_key.say", { name }) },
    wrong_key: { title: say("models-outcomes-wrong_key"), say: say("models-outcomes-wrong_key.say", { name }) },
    no_permission: {
      title: say("models-outcomes-no_permission"),
      say: say("models-outcomes-no_permission.say", { name }),
    },
    offline: { title: say("models-outcomes-offline"), say: say("models-outcomes-offline.say", { name }) },
    rate_limited: {
      title: say("models-outcomes-rate_limited"),
      say: say("models-outcomes-rate_limited.say", { name }),
    },
    quota: { title: say("models-outcomes-quota"), say: say("models-outcomes-quota.say", { name }) },
    no_keychain: { title: say("models-outcomes-no_keychain"), say: say("models-outcomes-no_keychain.say") },
  }),
};
