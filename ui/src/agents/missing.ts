// Tool servers that the agent of a file uses, and that are not here.
import type { MissingServer, ToolServer } from "../bindings/bridge";

/**
 * Returns the missing servers that none of the added ones stands for. Each stands for one: for the one of its host and
 * name, else for one of its host, because a person may name a server otherwise.
 */
export function stillMissing(missing: readonly MissingServer[], added: readonly ToolServer[]): MissingServer[] {
  const left = [...added];
  const take = (stands: (server: ToolServer) => boolean): boolean => {
    const at = left.findIndex(stands);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const others = missing.filter(({ name, host }) => !take((one) => one.host === host && one.name === name));
  return others.filter(({ host }) => host === "" || !take((one) => one.host === host));
}
