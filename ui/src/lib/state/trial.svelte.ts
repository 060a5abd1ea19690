// State of a live check of a key: progress, error, and where the key may be stored.
import type { BridgeError } from "../../bindings/bridge";
import { asError } from "./store.svelte";

export class Trial {
  busy = $state(false);
  error = $state.raw<BridgeError | null>(null);
  /** Keep the key in memory only, until Errand quits. */
  sessionOnly = $state(false);
  /** True if that is offered, because there is no keychain. */
  offerSession = $state(false);

  /**
   * Runs the check once; returns true on success. If there is no keychain, the next attempt keeps the key in memory.
   */
  async run(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (e) {
      this.error = asError(e);
      if (this.error.code === "no_keychain") this.offerSession = this.sessionOnly = true;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
