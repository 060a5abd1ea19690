// A turn that is sent again.
import type { Turn } from "../bindings/bridge";
import type { Store } from "../lib/state/store.svelte";

/** Sends a turn again. Where the person is to be told first what goes along, its words come into the message box, which says it. */
export async function sendAgain(store: Store, turn: Turn, edit: (turn: Turn) => void): Promise<void> {
  await store.ask("send_again", turn.id, { leaving: () => edit(turn) });
}
