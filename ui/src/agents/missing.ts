// Tool servers that the agent of a file uses, and that are not here.
import type { MissingServer, ToolServer } from "../bindings/bridge";

/**
 * Returns the missing servers for which no ticked one stands. A server stands for the missing one of its host and name,
 * or for one of its host if it is the only one there, because a person may name a server otherwise.
 */
export function stillMissing(
  missing: readonly MissingServer[],
  servers: readonly ToolServer[],
  isTicked: (server: ToolServer) => boolean,
): MissingServer[] {
  const left = new Set(servers);
  const take = (found: readonly ToolServer[]): ToolServer | undefined => {
    if (found[0]) left.delete(found[0]);
    return found[0];
  };
  const at = (host: string) => [...left].filter((one) => one.host === host);
  const named = missing.map(({ name, host }) => take(at(host).filter((one) => one.name === name)));
  const stands = missing.map(({ host }, i) => {
    const others = at(host);
    return named[i] ?? (host !== "" && others.length === 1 ? take(others) : undefined);
  });
  return missing.filter((_, i) => !stands[i] || !isTicked(stands[i]));
}
