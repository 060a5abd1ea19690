// Commands of the fake host on updates of Errand itself.
import type { Patch, Updates } from "../bindings/bridge";

export const noUpdates: Updates = {
  by: "itself",
  asks: "versions.example",
  doing: { step: "rest" },
  newer: null,
  put_off: false,
  looked: null,
  problem: null,
};

export const newer: Updates = {
  ...noUpdates,
  newer: { version: "0.2.0", notes: "- Jobs start faster.\n- <b>No</b> HTML." },
  looked: 1_764_000_000_000,
};

/** `has`: whether this build has updates at all. */
export function updateHandlers(push: (...patches: Patch[]) => void, has: boolean) {
  let updates = noUpdates;
  const tell = (next: Partial<Updates>) => {
    updates = { ...updates, ...next };
    push({ patch: "updates", updates });
    return null;
  };
  return {
    updates: () => (has ? updates : null),
    look_for_updates: () => {
      tell(newer);
      return updates;
    },
    update: () => tell({ doing: { step: "fetching", done: 30_000_000, total: 100_000_000 } }),
    restart_to_update: () => tell({ doing: { step: "installing" } }),
    stop_update: () => tell({ doing: { step: "rest" } }),
    put_off_update: () => tell({ put_off: true }),
  };
}
