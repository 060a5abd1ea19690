// The server used as Gemini: Google's, or another one with the same API.
import { hostOf } from "../text/links";
import type { State } from "./model";

const GOOGLE = "https://generativelanguage.googleapis.com";

/** Its base URL. `wish` is an address being typed; one set by the environment takes precedence. */
export function serverOf(state: State, wish: string | null = state.settings.base_url): string {
  return state.baseUrlFixed ? state.baseUrl : (wish ?? GOOGLE);
}

export const isGoogle = (server: string): boolean => server.replace(/\/+$/, "") === GOOGLE;

/** Display name of the server's operator. */
export const ownerOf = (server: string): string => (isGoogle(server) ? "Google" : hostOf(server));
