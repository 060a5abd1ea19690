// Who can be asked, and where what one writes goes, in words.
import type { Who } from "../bindings/bridge";
import { m } from "./messages";

/**
 * Everyone, but an agent that can think with several models of a server once only: with the first of `wished` that is
 * one of them, else with the first model.
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

/** The same agent with each model of its server that it can think with. One of one's own thinks with the one it has. */
export const sameAgent = (everyone: readonly Who[], who: Who): Who[] =>
  who.thinks_with === null || who.own
    ? []
    : everyone.filter((other) => other.thinks_with !== null && !other.own && other.provider?.id === who.provider?.id);

/**
 * What somebody is called: the name, else what it does. An agent is not called by the model that it thinks with, which
 * is the display name of all but one's own.
 */
export const nameOf = (who: Who): string =>
  (who.thinks_with === null || who.own ? who.display_name : null) ??
  (who.provider && !who.is_agent ? who.api_id : m.who.role[who.role]);

/** The same where nothing else says whose it is. */
export const shortName = (who: Who): string => (who.provider ? m.who.at(nameOf(who), who.provider.name) : nameOf(who));

/** What stands beneath: the real id, or the model that an agent thinks with. */
export function realId(who: Who): string {
  if (who.thinks_with !== null) return m.who.with((who.own ? null : who.display_name) ?? modelOf(who.thinks_with));
  return who.provider ? who.api_id.slice(who.provider.id.length + 1) : who.api_id;
}

/** The model of `<provider>/<model>`. */
const modelOf = (path: string): string => path.slice(path.indexOf("/") + 1);

/** Who gave an answer: the real id, but for an agent of one's own its name. */
export const answererOf = (who: Who): string => (who.own ? nameOf(who) : realId(who));

/** Whose it is, and where what one writes to it goes; `owner` is who has Gemini's server. */
export function placeOf(who: Who, owner: string): string {
  if (who.provider) return m.who.at(who.provider.name, who.goes_to === null ? m.who.stays : m.who.goes(who.goes_to));
  return who.engine === "gemini" ? m.who.at(m.engine.gemini, m.who.goes(owner)) : m.who.here;
}
