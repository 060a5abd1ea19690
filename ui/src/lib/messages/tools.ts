// English words about the tools of a conversation and the servers of tools.
import type { ErrorCode, Program, ToolKind } from "../../bindings/bridge";
import { and, plural } from "./format";

const kinds: Record<Exclude<ToolKind, "stores" | "servers" | "servers_unasked" | "programs">, { name: string; say: string; short: string }> = {
  search: { name: "Search the web", say: "Searches may cost money.", short: "web search" },
  pages: { name: "Read pages", say: "Pages that you or an answer name.", short: "pages" },
  maps: { name: "Look up places", say: "Places and their opening hours, from a map.", short: "map" },
  code: { name: "Run programs to work things out", say: "They run where the model is, not here.", short: "code" },
};

const programs: Record<Program, { name: string; say: string }> = {
  look: { name: "Look into a folder", say: "Its list and its text files. What is read is sent as the answer." },
  put: { name: "Put new files into it", say: "Nothing is overwritten." },
  page: { name: "Open pages", say: "In your browser, for you to see." },
  calendar: { name: "Make calendar entries", say: "As a file that you open." },
  mail: { name: "Begin mails", say: "In your mail program. You send them." },
};

/** A tool's name from code as a person would write it: `write_file` becomes “write file”. */
export const plainName = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[_\-.\s]+/g, " ").trim().toLowerCase();

const doing: Record<string, string> = {
  write_file: "Writing a file", read_file: "Reading a file", list_files: "Looking through its files", delete_file: "Deleting a file of its own",
};

/** What is done while a tool is used. */
export const usingTool = (name: string): string => doing[name] ?? `Using “${plainName(name)}”`;

export const toolWords = {
  title: "Tools",
  /** On the button, after its title: what is on. */
  on: (names: readonly string[]) => (names.length > 2 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : and(names)),
  none: "none",
  whole: (names: readonly string[]) => `Tools: ${names.length ? and(names) : "none"}`,
  kinds,
  always: "Always there.",
  usual: "As usual",
  servers: "Servers and programs with tools",
  noServers: "None is added yet.",
  addServer: "Add one in the settings",
  asks: "Ask me before each use",
  asksSay: "Errand makes the calls itself, and shows you each one before.",
  unasked: (owner: string) => `${owner} calls it without asking you, and is given its address and headers.`,
  serverTools: (n: number) => plural(n, { one: "# tool", other: "# tools" }),
  programs: "On this computer",
  programsSay: "You are asked before each use, where the question stands.",
  program: programs,
  folder: "Folder",
  noFolder: "No folder is picked.",
  pick: "Pick a folder",
  pickAnother: "Pick another",
  allowed: (names: readonly string[]) => `Done here without asking: ${and(names)}.`,
  askAgain: "Ask again",
  programsOn: (n: number) => plural(n, { one: "# on this computer", other: "# on this computer" }),

  settings: {
    title: "Servers of tools",
    add: "Add a server",
    addSay: "Programs elsewhere that know or do something for you, such as a calendar, a shop or a database (MCP, over streamable HTTP).",
    addButton: "Add",
    name: "Name",
    nameSay: "What you call it. Empty for its address.",
    address: "Address",
    addressPlaceholder: "https://tools.example/mcp",
    addressSay: "It is asked for its tools when you add it.",
    headers: "Headers",
    headersSay: "What it wants to be sent with every call, such as a key.",
    headerName: "Name of the header",
    headerPlaceholder: "authorization",
    headerValue: "Its value",
    headerKept: "kept",
    addHeader: "Add a header",
    check: "Add it",
    save: "Keep it",
    checking: "Asking it for its tools",
    change: "Change",
    again: "Check again",
    remove: "Remove",
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeSay: "Conversations that use it go on without it. Its headers are forgotten.",
    here: (host: string) => `On this computer (${host}).`,
    there: (host: string) => `At ${host}.`,
    answered: (n: number, when: string) => `${plural(n, { one: "# tool", other: "# tools" })}, asked ${when}.`,
    tools: (on: number, all: number) => `${on} of ${all} tools`,
    toolsSay: "Only ticked ones can be used. A tool that it gets later is not ticked by itself.",
    noKey: "Its headers are not kept any more. Change it and give them again.",
    locked: "Its headers are in the keychain, which cannot be asked now.",
    outcome: {
      wrong_key: "It wants another key",
      server: "It does not answer as a server of tools",
      offline: "It cannot be reached",
      invalid: "This cannot be used",
    } as Partial<Record<ErrorCode, string>>,
  },

  deed: {
    refused: (why: string) => `Errand cannot do this: ${why}`,
    tellIt: "It is told so when you send.",
    always: (job: boolean) => `Do this without asking in this ${job ? "job" : "chat"} from now on`,
    alwaysSay: "You can have it ask again under Tools.",
    approve: (n: number) => (n === 1 ? "Approve" : "Approve all"),
    decline: (n: number) => (n === 1 ? "Decline" : "Decline all"),
    will: "Is done when you send.",
  },
};
