// Messages with values: agents page.
import { and, bytes, unmarked } from "./format";
import { say } from "./language.svelte";

export const agents = {
  askOne: (name: string) => say("agents-askOne", { name }),
  editOne: (name: string) => say("agents-editOne", { name }),
  knows: (skills: readonly string[]) => say("agents-knows", { skills: and(skills) }),
  has: (n: number) => say("agents-has", { n }),
  basedOn: (base: string) => say("agents-basedOn", { base }),
  uses: (tools: readonly string[]) => say("agents-uses", { tools: and(tools) }),
  exampleList: () =>
    (["letters", "tables", "digest"] as const).map((id) => ({
      name: say(`agents-examplesOf-${id}`),
      about: say(`agents-examplesOf-${id}.about`),
      text: say(`agents-examplesOf-${id}.text`),
    })),
  skillFiles: (n: number) => say("agents-skillFiles", { n }),
  room: (used: number, all: number) => say("agents-room", { used: bytes(used), all: bytes(all) }),
  tooMuch: (used: number, all: number) => say("agents-tooMuch", { used: bytes(used), all: bytes(all) }),
  size: bytes,
  saved: (name: string) => say("agents-saved", { name }),
  /** Name of a copy, which is stored. */
  copyOf: (name: string) => unmarked(say("agents-copyOf", { name })),
  serversMissing: (names: readonly string[]) => say("agents-serversMissing", { names: and(names) }),
  sharedTo: (folder: string) => say("agents-sharedTo", { folder }),
  removeTitle: (name: string) => say("agents-removeTitle", { name }),
  left: (n: number) => say("agents-left", { n }),
};
