// A key that is tried live: whether that is under way, what is wrong with it, and where the key may stay.
import type { BridgeError } from "../../bindings/bridge";
import { asError } from "./store.svelte";

export class Trial {
  busy = $state(false);
  error = $state.raw<BridgeError | null>(null);
  /** Keep the key only until Errand ends. */
  sessionOnly = $state(false);
  /** Whether that is offered, because there is no keychain. */
  offerSession = $state(false);

  /** Tries it once; whether it worked. Where there is no keychain, the next trial keeps the key in memory. */
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
