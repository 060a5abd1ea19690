// A choice of the sites that programs may reach, as people type them.
import type { Network } from "../../bindings/bridge";

/** The domain names in a text: between them stand commas, semicolons, spaces or ends of lines. */
const sitesIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export class NetworkChoice {
  /** The sites as they were typed last. They stay while another reach is tried. */
  #typed = $state("");

  constructor(
    readonly network: () => Network,
    readonly onchange: (network: Network) => void,
  ) {}

  /** The sites as the field shows them. */
  get sites(): string {
    const network = this.network();
    if (network.reach !== "sites" || network.domains.join() === sitesIn(this.#typed).join()) return this.#typed;
    // They were named elsewhere.
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
