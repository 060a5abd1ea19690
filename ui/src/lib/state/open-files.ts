// Bringing the files of the open conversation, page by page.
import type { AnswerOf, CommandName, RequestOf } from "../../platform";
import { withFilePage } from "./files";
import type { State } from "./model";

/** What this needs of the store. */
interface Asks {
  state: State;
  ask<N extends CommandName>(name: N, request: RequestOf<N>): Promise<AnswerOf<N> | null>;
}

export class OpenFiles {
  readonly #store: Asks;
  /** The page that is on its way. */
  #coming: Promise<boolean> | null = null;

  constructor(store: Asks) {
    this.#store = store;
  }

  /** Brings the next page. Says whether it came; at the end there is nothing to bring. */
  async more(): Promise<boolean> {
    const { open } = this.#store.state;
    if (!open || open.filesNext === null) return true;
    const coming = (this.#coming ??= this.#fetch(open.summary.id, open.filesNext));
    const came = await coming;
    if (this.#coming === coming) this.#coming = null;
    return came;
  }

  /** Brings all of them. Says whether they are here. */
  async all(): Promise<boolean> {
    const id = this.#store.state.open?.summary.id;
    while (this.#store.state.open && this.#store.state.open.filesNext !== null) if (!(await this.more())) return false;
    return this.#store.state.open?.summary.id === id;
  }

  /** The conversation is on the screen no more. */
  leave(): void {
    this.#coming = null;
  }

  async #fetch(conversation: string, after: string): Promise<boolean> {
    const page = await this.#store.ask("conversation_files", { conversation, after });
    const { state } = this.#store;
    const { open } = state;
    if (page && open?.summary.id === conversation && open.filesNext === after)
      this.#store.state = { ...state, open: withFilePage(open, page) };
    return page !== null;
  }
}
