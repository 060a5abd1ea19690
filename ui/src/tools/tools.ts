// Tools of a conversation as text, and their availability.
import type { FileStore, OfferState, ToolKind, Tools, ToolServer, ToolsView } from "../bindings/bridge";
import { m } from "../lib/messages";

/** The kinds with a switch of their own. */
export const switched = ["search", "pictures", "pages", "maps", "code"] as const;

export const stateOf = (view: ToolsView, kind: ToolKind): OfferState =>
  view.offers.find((offer) => offer.kind === kind)?.state ?? { is: "offered" };

export const offered = (view: ToolsView, kind: ToolKind): boolean => stateOf(view, kind).is !== "refused";

/** Returns true if any tool is available. */
export const hasTools = (view: ToolsView): boolean => view.offers.some(({ state }) => state.is !== "refused");

/** Short names of the enabled tools. Those that are always available are left out, as nobody chose them. */
export function on(
  view: ToolsView,
  tools: Tools,
  servers: readonly ToolServer[],
  stores: readonly FileStore[],
): string[] {
  const kinds = switched
    .filter((kind) => tools[kind] && stateOf(view, kind).is === "offered")
    .map((kind) => m.tools.kinds[kind].short);
  const names = tools.servers.flatMap(({ server }) => servers.find((one) => one.id === server)?.name ?? []);
  const searched = stores.filter((one) => tools.stores.includes(one.id)).map((one) => one.title);
  return [
    ...kinds,
    ...searched,
    ...names,
    ...(tools.programs.length ? [m.tools.programsOn(tools.programs.length)] : []),
  ];
}

/** Reason why a server must ask before each use, if it must. */
export const whyBound = (view: ToolsView, server: string): string | null =>
  view.bound.find((one) => one.server === server)?.why ?? null;

/** What was chosen and is not here: removed in the settings, or brought by a backup or a file of another computer. */
export interface GoneTools {
  servers: readonly string[];
  stores: readonly string[];
}

export function goneOf(
  used: Pick<Tools, "servers" | "stores">,
  servers: readonly ToolServer[],
  stores: readonly FileStore[],
): GoneTools {
  const usable = stores.filter((one) => one.is_usable);
  return {
    servers: used.servers.map((one) => one.server).filter((id) => !servers.some((one) => one.id === id)),
    stores: used.stores.filter((id) => !usable.some((one) => one.id === id)),
  };
}

export const isAnyGone = ({ servers, stores }: GoneTools): boolean => servers.length + stores.length > 0;

export function withoutGone(tools: Tools, gone: GoneTools): Tools {
  return {
    ...tools,
    servers: tools.servers.filter((one) => !gone.servers.includes(one.server)),
    stores: tools.stores.filter((id) => !gone.stores.includes(id)),
  };
}
