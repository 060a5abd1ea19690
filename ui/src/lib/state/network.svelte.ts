// State of the field for the sites that programs may reach, with the sites as typed text.
import type { Network } from "../../bindings/bridge";

/** Returns the domain names in a text, separated by commas, semicolons or white space. */
const sitesIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export class NetworkChoice {
  /** The sites as last typed. They are kept while another reach is selected. */
  #typed = $state("");

  constructor(
    readonly network: () => Network,
    readonly onchange: (network: Network) => void,
  ) {}

  /** The text that the field shows. */
  get sites(): string {
    const network = this.network();
    if (network.reach !== "sites" || network.domains.join() === sitesIn(this.#typed).join()) return this.#typed;
    // The domains were set by other means than this field.
    return network.domains.join(", ");
  }
  set sites(text: string) {
    this.#typed = text;
    this.onchange({ reach: "sites", domains: sitesIn(text) });
  }

  set reach(reach: Network["reach"]) {
    this.#typed = this.sites;
    this.onchange(reach === "sites" ? { reach, domains: sitesIn(this.#typed) } : { reach });
  }
}
