// State of the search: query, filters, and results. It is kept while the person looks at a hit.
import type { Hit, SearchRequest, Who } from "../../bindings/bridge";

/** Scope of the search. */
export type Where = "everything" | "chats" | "jobs" | "files";
export type When = "any" | "today" | "week" | "month" | "year";

const DAY = 86_400_000;
const days: Record<Exclude<When, "any" | "today">, number> = { week: 7, month: 30, year: 365 };

/** A hit in the list; `first` is true for the first one of its conversation, which shows the title. */
export interface Row {
  hit: Hit;
  first: boolean;
}

export class Searching {
  where = $state<Where>("everything");
  when = $state<When>("any");
  /** `Who::id` of a model or agent; empty for any. */
  who = $state("");

  get narrowed(): boolean {
    return this.where !== "everything" || this.when !== "any" || this.who !== "";
  }

  /** Builds the request to the host. */
  request(words: string, everyone: readonly Who[], now: number): SearchRequest {
    const { where } = this;
    return {
      words,
      kind: where === "chats" ? "chat" : where === "jobs" ? "job" : null,
      files: where === "files",
      who: idsOf(everyone.find((who) => who.id === this.who)),
      from: this.#from(now),
    };
  }

  #from(now: number): number | null {
    if (this.when === "any") return null;
    const midnight = new Date(now).setHours(0, 0, 0, 0);
    return this.when === "today" ? midnight : midnight - days[this.when] * DAY;
  }
}

/** All ids at its server: an own agent has one for each of its versions. */
const idsOf = (who: Who | undefined): string[] => (who ? [...new Set([who.api_id, ...(who.own?.ids ?? [])])] : []);

/** Groups the hits of each conversation at the position of its best hit. */
export function grouped(hits: readonly Hit[]): Row[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.conversation);
    if (group) group.push(hit);
    else groups.set(hit.conversation, [hit]);
  }
  return [...groups.values()].flatMap((group) => group.map((hit, at) => ({ hit, first: at === 0 })));
}
