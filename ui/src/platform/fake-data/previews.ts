// Previews of the fake host's files.
import type { FilePreview } from "../../bindings/bridge";

export const previews: Record<string, FilePreview> = {
  "tickets.pdf": { type: "pdf" },
  "report.md": {
    type: "markdown",
    has_pages: false,
    html: "<h2>Three suppliers, 1,500 pieces</h2><p>All three offers were put on the same footing: what 1,500 pieces cost, minimum orders included.</p><p><strong>Nordwerk</strong> costs 6,300 and delivers in 14 days. <strong>Halden &amp; Co</strong> is the fastest. <strong>Primaplast</strong> is cheapest per piece, but its minimum makes it the dearest here.</p><h3>What to watch</h3><ul><li>Nordwerk’s price holds until 30 September.</li><li>Delivery in December takes a week longer.</li></ul>",
    truncated: false,
  },
  "comparison.csv": {
    type: "table",
    title: [],
    separator: null,
    encoding: null,
    columns: ["text", "number", "number", "number", "number"],
    header: ["supplier", "price", "days", "minimum", "cost_1500"],
    is_numbered: false,
    rows: [
      ["Nordwerk", "4.20", "14", "500", "6300"],
      ["Halden & Co", "4.65", "5", "100", "6975"],
      ["Primaplast", "3.90", "30", "2000", "7800"],
    ],
    truncated: false,
  },
  "chart.svg": { type: "page", truncated: false, needs_scripts: false },
};

/** Content of preview frames, by file name. */
export const documents: Record<string, string> = {
  "chart.svg":
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 160'><g fill='#0b6b4e'><rect x='30' y='56' width='60' height='84'/><rect x='120' y='47' width='60' height='93' opacity='.7'/><rect x='210' y='36' width='60' height='104' opacity='.5'/></g><g font-family='sans-serif' font-size='11' text-anchor='middle'><text x='60' y='156'>Nordwerk</text><text x='150' y='156'>Halden</text><text x='240' y='156'>Primaplast</text></g></svg>",
};

/** Image of a document page. */
export const sheet = (n: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fff"/><g font-family="sans-serif"><text x="24" y="40" font-size="12">Ticket ${n}</text><text x="24" y="56" font-size="6">Ghent, Saturday, 10:${n}0</text></g></svg>`)}`;
