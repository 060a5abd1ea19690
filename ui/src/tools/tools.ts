// The tools of a conversation in words, and what is offered of them.
import type { FileStore, OfferState, ToolKind, Tools, ToolServer, ToolsView } from "../bindings/bridge";
import { m } from "../lib/messages";

/** The kinds that are switched one by one. */
export const switched = ["search", "pages", "maps", "code"] as const;

export const stateOf = (view: ToolsView, kind: ToolKind): OfferState =>
  view.offers.find((offer) => offer.kind === kind)?.state ?? { is: "offered" };

export const offered = (view: ToolsView, kind: ToolKind): boolean => stateOf(view, kind).is !== "refused";

/** Whether anything can be had at all. */
export const hasTools = (view: ToolsView): boolean => view.offers.some(({ state }) => state.is !== "refused");

/** What is on, in a few words each. What is always there is not named: nobody chose it. */
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

/** Why a server can only be used by asking before, if that is so. */
export const whyBound = (view: ToolsView, server: string): string | null =>
  view.bound.find((one) => one.server === server)?.why ?? null;
