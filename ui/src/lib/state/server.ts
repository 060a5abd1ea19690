// The server that is asked as Gemini: Google's, or another one that speaks the same API.
import { hostOf } from "../text/links";
import type { State } from "./model";

const GOOGLE = "https://generativelanguage.googleapis.com";

/** Where it is. `wish` is an address that is being typed; one that was set from outside comes before it. */
export function serverOf(state: State, wish: string | null = state.settings.base_url): string {
  return state.baseUrlFixed ? state.baseUrl : (wish ?? GOOGLE);
}

export const isGoogle = (server: string): boolean => server.replace(/\/+$/, "") === GOOGLE;

/** What a person calls whoever runs it. */
export const ownerOf = (server: string): string => (isGoogle(server) ? "Google" : hostOf(server));
