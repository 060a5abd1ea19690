// Who can be asked, grouped by the place that what one writes goes to, and in words.
import type { Who } from "../bindings/bridge";
import { m } from "../lib/messages";

export const GEMINI = "gemini";
export const HERE = "here";

/** Everyone at one place. */
export interface Place {
  /** `GEMINI`, `HERE`, or one of a connected server of models. */
  key: string;
  name: string;
  /** Host and port; null when it stays on this computer. */
  goesTo: string | null;
  answers: Who[];
  jobs: Who[];
}

/** A connected server may have any id, so it is told apart from the places of ours. */
const keyOf = (who: Who): string => (who.provider ? `at ${who.provider.id}` : who.engine === "gemini" ? GEMINI : HERE);

/**
 * The places in the order of their first entry. An agent that can think with several models of a place is one entry:
 * with the first of `wished` that is one of them, else with the first model.
 */
export function groupsOf(everyone: readonly Who[], wished: readonly (string | null)[] = []): Place[] {
  const rank = (who: Who | undefined) => (who && wished.includes(who.id) ? wished.indexOf(who.id) : wished.length);
  const places = new Map<string, Place>();
  for (const who of everyone) {
    const key = keyOf(who);
    const name = who.provider?.name ?? (key === GEMINI ? m.engine.gemini : m.who.here);
    const place = places.get(key) ?? { key, name, goesTo: who.goes_to, answers: [], jobs: [] };
    places.set(key, place);
    if (!who.is_agent) place.answers.push(who);
    else if (who.thinks_with === null) place.jobs.push(who);
    else {
      const at = place.jobs.findIndex((job) => job.thinks_with !== null);
      if (at < 0) place.jobs.push(who);
      else if (rank(who) < rank(place.jobs[at])) place.jobs[at] = who;
    }
  }
  return [...places.values()];
}

/** The same agent with each model of its place that it can think with. */
export const sameAgent = (everyone: readonly Who[], who: Who): Who[] =>
  who.thinks_with === null ? [] : everyone.filter((other) => other.thinks_with !== null && other.provider?.id === who.provider?.id);

/** What someone is for, or what a model is called that is one of many. */
export function words(who: Who): string {
  if (!who.is_agent && who.provider) return who.display_name ?? who.api_id;
  if (who.role === "own" || who.role === "other") return who.display_name ?? m.who.role[who.role];
  return m.who.role[who.role];
}

/** The same where nothing else says whose it is. */
export function shortWords(who: Who): string {
  return who.provider ? m.who.at(who.is_agent ? words(who) : (who.display_name ?? who.api_id), who.provider.name) : words(who);
}

/** What stands beneath: the real id, or the name of a model that has one of its own. */
export function realId(who: Who): string {
  if (who.thinks_with !== null) return m.who.with(who.display_name ?? who.thinks_with);
  if (who.provider) return who.api_id.slice(who.provider.id.length + 1);
  const named = who.engine === "local" && !who.is_agent ? who.display_name : null;
  return named ? `${named} · ${who.api_id}` : who.api_id;
}
