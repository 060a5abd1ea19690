// Display of models and agents, and of where messages to them go.
import type { Who } from "../bindings/bridge";
import { m } from "./messages";

/**
 * Everyone, but an agent that can use several models of a server only once: with the first of `wished` that is among
 * them, else with the first model.
 */
export function oneOfEach(everyone: readonly Who[], wished: readonly (string | null)[] = []): Who[] {
  const rank = (who: Who) => (wished.includes(who.id) ? wished.indexOf(who.id) : wished.length);
  const listed: Who[] = [];
  for (const who of everyone) {
    const at =
      who.thinks_with === null || who.own ? -1 : listed.findIndex((other) => sameAgent([other], who).length > 0);
    if (at < 0) listed.push(who);
    else if (rank(who) < rank(listed[at]!)) listed[at] = who;
  }
  return listed;
}

/** Returns the same agent with each model of its server that it can use. An own agent uses its configured model. */
export const sameAgent = (everyone: readonly Who[], who: Who): Who[] =>
  who.thinks_with === null || who.own
    ? []
    : everyone.filter((other) => other.thinks_with !== null && !other.own && other.provider?.id === who.provider?.id);

/** The agent that comes with Errand, with whatever model it works. Its display name is that of its model. */
const isErrandsAgent = (who: Who): boolean => who.engine === "local" && who.is_agent && !who.own;

/** Name of a model or agent, else its role. */
export const nameOf = (who: Who): string => {
  if (isErrandsAgent(who)) return m.who.errandsAgent;
  return who.display_name ?? (who.provider ? who.api_id : m.who.role[who.role]);
};

/** Name including the provider, for use where nothing else shows it. */
export const shortName = (who: Who): string => (who.provider ? m.who.at(nameOf(who), who.provider.name) : nameOf(who));

/** Second line: the real id, or the model that an agent uses. */
export function realId(who: Who): string {
  if (who.thinks_with !== null) return m.who.with((who.own ? null : who.display_name) ?? modelOf(who.thinks_with));
  return who.provider ? who.api_id.slice(who.provider.id.length + 1) : who.api_id;
}

/** The model part of `<provider>/<model>`. */
const modelOf = (path: string): string => path.slice(path.indexOf("/") + 1);

/** Label of the one who answered: the real id, or the name of an own agent. */
export const answererOf = (who: Who): string => (who.own ? nameOf(who) : realId(who));

/** Its owner, and where messages to it go; `owner` is the operator of Gemini's server. */
export function placeOf(who: Who, owner: string): string {
  if (who.provider) return m.who.at(who.provider.name, who.goes_to === null ? m.who.stays : m.who.goes(who.goes_to));
  return who.engine === "gemini" ? m.who.at(m.engine.gemini, m.who.goes(owner)) : m.who.here;
}
