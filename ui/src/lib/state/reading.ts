// Asking for turns of the open conversation, and letting go of them. What is asked for comes as patches.
import type { Patch, TurnPage, TurnsPlace, TurnsRequest } from "../../bindings/bridge";
import type { Host } from "../../platform";
import type { State } from "./model";
import { heldIn, letGo, type Open } from "./way";

/** What this needs of the store. */
interface Reads {
  state: State;
  readonly host: Host;
  tell(error: unknown): void;
}

/** A page that was asked for and has not come. */
interface Awaited {
  request: TurnsRequest;
  came: Promise<boolean>;
  end: (came: boolean) => void;
}

export class Reading {
  readonly #store: Reads;
  /** One page at a time for each place. */
  readonly #awaited = new Map<TurnsPlace, Awaited>();
  /** The turns that the host takes to be held. */
  #given = new Set<string>();

  constructor(store: Reads) {
    this.#store = store;
  }

  /** Brings the turns before or after those that are held. Says whether they came; there may be none. */
  more(side: "before" | "after"): Promise<boolean> {
    const { open } = this.#store.state;
    const edge = side === "before" ? open?.turns[0] : open?.turns.at(-1);
    if (!open?.[side] || !edge) return Promise.resolve(false);
    return (
      this.#awaited.get(side)?.came ?? this.#ask(side, { conversation: open.summary.id, turn: edge.id, wanted: side })
    );
  }

  /** Brings the end of the way. Says whether it is here. */
  async toEnd(): Promise<boolean> {
    const { open } = this.#store.state;
    const edge = open?.turns.at(-1);
    if (!open?.after || !edge) return true;
    return this.#ask("anew", { conversation: open.summary.id, turn: edge.id, wanted: "end" });
  }

  /** Brings a turn with those around it, unless it is held. Says whether it is here. */
  async around(turn: string): Promise<boolean> {
    const { open } = this.#store.state;
    if (!open) return false;
    if (open.turns.some((held) => held.id === turn)) return true;
    return this.#ask("anew", { conversation: open.summary.id, turn, wanted: "around" });
  }

  /** Lets go of turns when there are too many, but of none that is in use. */
  letGo(inUse: ReadonlySet<string>): void {
    const { state } = this.#store;
    const open = state.open && letGo(state.open, inUse);
    if (!open || open === state.open) return;
    this.#store.state = { ...state, open };
    this.#tell(open);
  }

  /** The conversation is on the screen no more, and nothing of it is waited for. */
  leave(): void {
    for (const place of [...this.#awaited.keys()]) this.#end(place, false);
  }

  /** After patches were applied: what was waited for has come, and what the host sent in vain it hears about. */
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
    // It may be the page that was wanted before this one.
    if (request?.wanted === "around" && !page.turns.some(({ id }) => id === request.turn)) return;
    if (request?.wanted === "end" && page.after) return;
    this.#end(place, true);
    // What was to stand before or after the turns of before has no place now.
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
