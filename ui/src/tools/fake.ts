// What the fake host knows of tools. Never part of the shipped window.
import type { ConnectToolServer, Tools, ToolServer, ToolsView, Who } from "../bindings/bridge";

export const noTools: Tools = { search: false, pages: false, maps: false, code: false, servers: [], programs: [], folder: null };

export function toolServer({ id, name, address, headers }: ConnectToolServer): ToolServer {
  const host = new URL(address).host;
  const tool = (word: string, title: string, about: string) => ({ name: word, title, about, allowed: true });
  return {
    id: id ?? `s-${host}`, name: name || host, word: "orders", address, host, is_here: host.startsWith("127."), headers: headers.map((h) => h.name), key: headers.length ? "keychain" : "none",
    tools: [tool("find_order", "Find order", "Finds an order by its number."), tool("cancel_order", "Cancel order", "Cancels an order.")],
    answered_at: Date.now(), failure: null,
  };
}

/** What somebody takes, as the app would say it. */
export function toolsView(who: Who | undefined, webSearch: boolean, chosen: Tools | null): ToolsView {
  const model = who?.role === "quick" || who?.role === "thinker";
  const here = who?.engine === "local";
  const refused = (why: string) => ({ is: "refused" as const, why });
  const offered = { is: "offered" as const };
  const none = !here && !model && who?.role !== "worker" && who?.role !== "own" && who?.role !== "researcher" ? refused("What it can use is not known.") : null;
  const web = none ?? (here ? refused("The engine on this computer does not search the web.") : offered);
  return {
    chosen,
    usual: { ...noTools, search: !here && !none && (model ? webSearch : true), pages: !here && !none && (model ? webSearch : true), code: !model },
    offers: [
      { kind: "search", state: web },
      { kind: "pages", state: web },
      { kind: "maps", state: none ?? (model && !here ? offered : refused("Agents with a sandbox have no map.")) },
      { kind: "code", state: none ?? (model ? (here ? refused("On this computer only a job runs programs, in its sandbox.") : offered) : { is: "always" }) },
      { kind: "servers", state: none ?? offered },
      { kind: "servers_unasked", state: none ?? offered },
      { kind: "programs", state: none ?? offered },
    ],
    bound: [],
    allowed: [],
  };
}
