// Loads the files of the open conversation page by page.
import type { AnswerOf, CommandName, RequestOf } from "../../platform";
import { withFilePage } from "./files";
import type { State } from "./model";

/** The part of the store that is needed here. */
interface Asks {
  state: State;
  ask<N extends CommandName>(name: N, request: RequestOf<N>): Promise<AnswerOf<N> | null>;
}

export class OpenFiles {
  readonly #store: Asks;
  /** The pending page request. */
  #coming: Promise<boolean> | null = null;

  constructor(store: Asks) {
    this.#store = store;
  }

  /** Loads the next page. Returns true on success, and at the end, where there is none. */
  async more(): Promise<boolean> {
    const { open } = this.#store.state;
    if (!open || open.filesNext === null) return true;
    const coming = (this.#coming ??= this.#fetch(open.summary.id, open.filesNext));
    const came = await coming;
    if (this.#coming === coming) this.#coming = null;
    return came;
  }

  /** Loads all pages. Returns true if all files are loaded. */
  async all(): Promise<boolean> {
    const id = this.#store.state.open?.summary.id;
    while (this.#store.state.open && this.#store.state.open.filesNext !== null) if (!(await this.more())) return false;
    return this.#store.state.open?.summary.id === id;
  }

  /** Called when the conversation is closed. */
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
