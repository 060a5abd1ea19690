// Messages with values: tools of a conversation, and tool servers.
import { and, units } from "./format";
import { say } from "./language.svelte";

/** Readable form of a tool's identifier: `write_file` becomes “write file”. */
export const plainName = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_\-.\s]+/g, " ")
    .trim()
    .toLowerCase();

/** Activity shown while a tool is used. */
export function usingTool(name: string): string {
  switch (name) {
    case "write_file":
      return say("tools-using-writeFile");
    case "read_file":
      return say("tools-using-readFile");
    case "list_files":
      return say("tools-using-listFiles");
    case "delete_file":
      return say("tools-using-deleteFile");
    default:
      return say("tools-using-other", { name: plainName(name) });
  }
}

export const tools = {
  /** Names of the enabled tools, shown on the button after its title. */
  on: (names: readonly string[]) =>
    names.length > 2 ? say("tools-andMore", { names: units(names.slice(0, 2)), n: names.length - 2 }) : and(names),
  whole: (names: readonly string[]) => say("tools-which", { names: names.length ? and(names) : say("tools-none") }),
  unasked: (owner: string) => say("tools-unasked", { owner }),
  goneServers: (n: number) => say("tools-goneServers", { n }),
  goneStores: (n: number) => say("tools-goneStores", { n }),
  serverTools: (n: number) => say("tools-serverTools", { n }),
  allowed: (names: readonly string[]) => say("tools-allowed", { names: and(names) }),
  programsOn: (n: number) => say("tools-programsOn", { n }),
  settings: {
    removeTitle: (name: string) => say("tools-settings-removeTitle", { name }),
    here: (host: string) => say("tools-settings-here", { host }),
    there: (host: string) => say("tools-settings-there", { host }),
    answered: (n: number, when: string) => say("tools-settings-answered", { n, when }),
    tools: (on: number, all: number) => say("tools-settings-tools", { on, all }),
  },
  deed: {
    refused: (why: string) => say("tools-deed-refused", { why }),
    always: (job: boolean) => say("tools-deed-always", { job }),
    approve: (n: number) => say("tools-deed-approve", { n }),
    decline: (n: number) => say("tools-deed-decline", { n }),
  },
};
