// Tool data of the fake host. Not part of a release build.
import type {
  ConnectToolProgram,
  FileStore,
  ConnectToolServer,
  SearchServer,
  Tools,
  ToolServer,
  ToolsView,
  Who,
} from "../bindings/bridge";
import { noTools } from "./none";

export { noTools };

export function toolServer({ id, name, address, headers }: ConnectToolServer): ToolServer {
  const host = new URL(address).host;
  const tool = (word: string, title: string, about: string) => ({ name: word, title, about, allowed: true });
  return {
    id: id ?? `s-${host}`,
    name: name || host,
    word: "orders",
    address,
    host,
    is_here: host.startsWith("127."),
    program: null,
    headers: headers.map((h) => h.name),
    key: headers.length ? "keychain" : "none",
    tools: [
      tool("find_order", "Find order", "Finds an order by its number."),
      tool("cancel_order", "Cancel order", "Cancels an order."),
    ],
    answered_at: Date.now(),
    failure: null,
  };
}

export function toolProgram({ id, name, program }: ConnectToolProgram): ToolServer {
  const own = name || "notes";
  return {
    id: id ?? `p-${own}`,
    name: own,
    word: "notes",
    address: `stdio:p-${own}`,
    host: "",
    is_here: true,
    program,
    headers: [],
    key: "none",
    tools: [
      { name: "read_note", title: "Read note", about: "Reads a note.", allowed: true },
      { name: "add_note", title: "Add note", about: null, allowed: true },
    ],
    answered_at: Date.now(),
    failure: null,
  };
}

export function searchServer(address: string): SearchServer {
  const { host } = new URL(address);
  return {
    address,
    host,
    is_here: host.startsWith("127."),
    is_unencrypted: false,
    answered_at: Date.now(),
    failure: null,
  };
}

export function fileStore(title: string, names: readonly string[] = []): FileStore {
  const files = names.map((name) => ({ name, size: 12_000 }));
  return {
    id: `f-${title}`,
    title,
    host: "generativelanguage.googleapis.com",
    is_usable: true,
    files,
    ready: names.length ? names.length : null,
    pending: 0,
    failed: 0,
    asked_at: Date.now(),
    failure: null,
  };
}

/** The available tools for a model or agent, as the app would report them. */
export function toolsView(
  who: Who | undefined,
  webSearch: boolean,
  chosen: Tools | null,
  canSearch = false,
): ToolsView {
  const model = who?.role === "quick" || who?.role === "thinker";
  const here = who?.engine === "local";
  const refused = (why: string) => ({ is: "refused" as const, why });
  const offered = { is: "offered" as const };
  const none =
    !here && !model && who?.role !== "worker" && who?.role !== "own" && who?.role !== "researcher"
      ? refused("What it can use is not known.")
      : null;
  const search =
    none ??
    (here && !canSearch
      ? refused("To search the web on this computer, name a search server in the settings.")
      : offered);
  return {
    chosen,
    usual: {
      ...noTools,
      search: search.is === "offered" && (model ? webSearch : !here),
      pages: !none && (model ? webSearch : !here),
      code: !model,
    },
    offers: [
      { kind: "search", state: search },
      {
        kind: "pictures",
        state:
          none ??
          (here
            ? refused("The engine on this computer searches no pictures.")
            : model
              ? offered
              : refused("Agents search no pictures.")),
      },
      { kind: "pages", state: none ?? offered },
      { kind: "maps", state: none ?? (model && !here ? offered : refused("Agents with a sandbox have no map.")) },
      {
        kind: "code",
        state:
          none ??
          (model
            ? here
              ? refused("On this computer only a job runs programs, in its sandbox.")
              : offered
            : { is: "always" }),
      },
      {
        kind: "stores",
        state:
          none ??
          (here
            ? refused("Stores of files are at Google. Here, attach the files.")
            : model
              ? offered
              : refused("Agents with a sandbox search in no stores of files. Attach the files.")),
      },
      { kind: "servers", state: none ?? offered },
      { kind: "servers_unasked", state: none ?? offered },
      { kind: "programs", state: none ?? offered },
    ],
    bound: [],
    allowed: [],
  };
}
