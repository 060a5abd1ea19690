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
