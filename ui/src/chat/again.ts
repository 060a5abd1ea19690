// Sending a turn again.
import type { Turn } from "../bindings/bridge";
import type { Store } from "../lib/state/store.svelte";

/**
 * Sends a turn again. If the person must first be told what is sent along, its text is put into the composer, which
 * says so.
 */
export async function sendAgain(store: Store, turn: Turn, edit: (turn: Turn) => void): Promise<void> {
  await store.ask("send_again", turn.id, { leaving: () => edit(turn) });
}
