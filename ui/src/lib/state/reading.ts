// Requests turns of the open conversation, and drops them. Requested turns arrive as patches.
import type { Patch, TurnPage, TurnsPlace, TurnsRequest } from "../../bindings/bridge";
import type { Host } from "../../platform";
import type { State } from "./model";
import { heldIn, letGo, type Open } from "./way";

/** The part of the store that is needed here. */
interface Reads {
  state: State;
  readonly host: Host;
  tell(error: unknown): void;
}

/** A page that was requested and has not arrived. */
interface Awaited {
  request: TurnsRequest;
  came: Promise<boolean>;
  end: (came: boolean) => void;
}

export class Reading {
  readonly #store: Reads;
  /** At most one pending page for each place. */
  readonly #awaited = new Map<TurnsPlace, Awaited>();
  /** Ids of the turns that the host believes to be held. */
  #given = new Set<string>();

  constructor(store: Reads) {
    this.#store = store;
  }

  /** Loads the turns before or after those held. Returns true if they arrived; there may be none. */
  more(side: "before" | "after"): Promise<boolean> {
    const { open } = this.#store.state;
    const edge = side === "before" ? open?.turns[0] : open?.turns.at(-1);
    if (!open?.[side] || !edge) return Promise.resolve(false);
    return (
      this.#awaited.get(side)?.came ?? this.#ask(side, { conversation: open.summary.id, turn: edge.id, wanted: side })
    );
  }

  /** Loads the end of the branch. Returns true if it is loaded. */
  async toEnd(): Promise<boolean> {
    const { open } = this.#store.state;
    const edge = open?.turns.at(-1);
    if (!open?.after || !edge) return true;
    return this.#ask("anew", { conversation: open.summary.id, turn: edge.id, wanted: "end" });
  }

  /** Loads a turn with those around it, unless it is held. Returns true if it is loaded. */
  async around(turn: string): Promise<boolean> {
    const { open } = this.#store.state;
    if (!open) return false;
    if (open.turns.some((held) => held.id === turn)) return true;
    return this.#ask("anew", { conversation: open.summary.id, turn, wanted: "around" });
  }

  /** Drops turns if there are too many, except those in use. */
  letGo(inUse: ReadonlySet<string>): void {
    const { state } = this.#store;
    const open = state.open && letGo(state.open, inUse);
    if (!open || open === state.open) return;
    this.#store.state = { ...state, open };
    this.#tell(open);
  }

  /** Called when the conversation is closed: all pending requests end. */
  leave(): void {
    for (const place of [...this.#awaited.keys()]) this.#end(place, false);
  }

  /**
   * Called after patches were applied: ends the requests that were answered, and tells the host about turns it sent in
   * vain.
   */
  took(patches: readonly Patch[]): void {
    const { open } = this.#store.state;
    if (!open) return;
    const here = open.summary.id;
    let any = false;
    for (const patch of patches) {
      if (patch.patch === "opened" && patch.conversation.summary.id === here) {
        const { turns, last } = patch.conversation.page;
        this.#given = new Set([...turns, ...(last ? [last] : [])].map((turn) => turn.id));
        this.leave();
      } else if (patch.patch === "turns" && patch.conversation === here) {
        const { place, page } = patch;
        const known = place === "anew" ? [] : this.#given;
        this.#given = new Set([...known, ...[...page.turns, ...(page.last ? [page.last] : [])].map((turn) => turn.id)]);
        this.#came(place, page);
      } else if (patch.patch === "turn" && patch.turn.conversation === here) {
        this.#given.add(patch.turn.id);
      } else continue;
      any = true;
    }
    if (any && this.#given.size > heldIn(open).length) this.#tell(open);
  }

  #came(place: TurnsPlace, page: TurnPage): void {
    const request = this.#awaited.get(place)?.request;
    // The page may belong to an earlier request.
    if (request?.wanted === "around" && !page.turns.some(({ id }) => id === request.turn)) return;
    if (request?.wanted === "end" && page.after) return;
    this.#end(place, true);
    // Pages for the previous set of turns have no place any more.
    if (place === "anew") this.leave();
  }

  #ask(place: TurnsPlace, request: TurnsRequest): Promise<boolean> {
    this.#end(place, false);
    let end: (came: boolean) => void = () => {};
    const came = new Promise<boolean>((resolve) => (end = resolve));
    const awaited = { request, came, end };
    this.#awaited.set(place, awaited);
    this.#store.host.call("more_turns", request).catch((error: unknown) => {
      if (this.#awaited.get(place) !== awaited) return;
      this.#end(place, false);
      this.#store.tell(error);
    });
    return came;
  }

  #end(place: TurnsPlace, came: boolean): void {
    const awaited = this.#awaited.get(place);
    this.#awaited.delete(place);
    awaited?.end(came);
  }

  /** Tells the host which turns are held. */
  #tell(open: Open): void {
    const ids = heldIn(open).map((turn) => turn.id);
    this.#given = new Set(ids);
    this.#store.host.call("keep_turns", ids).catch((error: unknown) => this.#store.tell(error));
  }
}
