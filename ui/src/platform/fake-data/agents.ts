// The person's own agents at the fake host.
import type { AgentDraft, Agents } from "../../bindings/bridge";
import { ago } from "./builders";

/** An own agent as in its form. */
export const invoices: AgentDraft = {
  name: "Invoice checker",
  letter: "",
  colour: "amber",
  about: "Checks our suppliers’ invoices against what was agreed",
  instructions:
    "You check invoices of suppliers.\n\n- Compare each line with prices.csv.\n- Write findings.csv, and a letter where money is to be claimed back.",
  skills: [
    {
      name: "invoice-check",
      about: "When an invoice has to be compared with a price list",
      text: "# How\n\nRead the lines with a program, then compare.",
      head: "license: MIT\n",
      files: [{ path: "scripts/compare.py", sha256: "5c", size: 2_310 }],
    },
    {
      name: "claim-letter",
      about: "When money is to be claimed back",
      text: "Three short paragraphs: what, why, until when.",
      head: "",
      files: [],
    },
  ],
  data: [
    { is: "file", file: { path: "prices.csv", sha256: "9f", size: 48_200 } },
    { is: "text", name: "contacts.txt", text: "Nordwerk: invoices@nordwerk.example" },
    { is: "repository", address: "https://git.example.org/shop/terms" },
  ],
  tools: { code: true, search: true, pages: false, servers: [] },
  network: { reach: "sites", domains: ["nordwerk.example"] },
  model: null,
  max_tokens: 200_000,
};

export const agents: Agents = {
  own: [
    {
      id: "a-inv",
      name: invoices.name,
      letter: "",
      colour: "amber",
      about: invoices.about,
      skills: invoices.skills.map((s) => s.name),
      data: 3,
      changed_at: ago(300),
    },
    {
      id: "a-dig",
      name: "Weekly digest",
      letter: "🗞️",
      colour: "blue",
      about: "Sums up what happened in a week",
      skills: [],
      data: 0,
      changed_at: ago(4_000),
    },
  ],
  foreign: [
    {
      engine: "gemini",
      api_id: "report-writer",
      about: "Writes weekly reports.",
      base: "antigravity-preview-09-2026",
      instructions: "Answer in plain language.",
      tools: ["code_execution", "google_search"],
      self_hosted: false,
    },
  ],
  self_hosted: [],
};
