// Data of the fake host: a realistic, well-used Errand for tests and for development in a browser.
import type {
  Abilities,
  About,
  AgentDraft,
  Agents,
  ArtifactView,
  Block,
  BridgeError,
  Choices,
  ConversationSummary,
  ErrorCode,
  FilePreview,
  Overview,
  Part,
  ProviderView,
  RequestedActions,
  Siblings,
  Turn,
  Who,
  WhoList,
} from "../bindings/bridge";
import { noSettings } from "../lib/state/model";

const MIN = 60_000;
const start = Date.now();
/** Error of a failed command. */
export const failure = (code: ErrorCode, message: string = code, hint: string | null = null): BridgeError => ({
  code,
  message,
  hint,
});

export const ago = (minutes: number): number => start - minutes * MIN;

export const unknownAbilities: Abilities = { tools: null, images: null, thinking: null, context: null };
const nobodys = { provider: null, thinks_with: null, can: unknownAbilities, own: null };
type Somebody = Omit<Who, "engine" | "goes_to" | keyof typeof nobodys> & Partial<Who>;
const gemini = (who: Somebody): Who => ({
  engine: "gemini",
  goes_to: "generativelanguage.googleapis.com",
  ...nobodys,
  ...who,
});
const local = (who: Somebody): Who => ({ engine: "local", goes_to: null, ...nobodys, ...who });

export const everyone: Who[] = [
  gemini({
    id: "g-flash",
    is_agent: false,
    api_id: "gemini-3.8-flash",
    role: "quick",
    display_name: "Gemini 3.8 Flash",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-pro",
    is_agent: false,
    api_id: "gemini-3.1-pro-preview",
    role: "thinker",
    display_name: "Gemini 3.1 Pro",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-agent",
    is_agent: true,
    api_id: "antigravity-preview-09-2026",
    role: "worker",
    display_name: "Antigravity",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-research",
    is_agent: true,
    api_id: "deep-research-preview-04-2026",
    role: "researcher",
    display_name: "Deep Research",
    recommended: true,
    replaced_by: null,
  }),
  gemini({
    id: "g-paint",
    is_agent: false,
    api_id: "gemini-nano-banana-2.1",
    role: "painter",
    display_name: "Nano Banana 2.1",
    recommended: false,
    replaced_by: null,
  }),
  gemini({
    id: "g-agent-old",
    is_agent: true,
    api_id: "antigravity-preview-05-2026",
    role: "worker",
    display_name: null,
    recommended: false,
    replaced_by: "antigravity-preview-09-2026",
  }),
  gemini({
    id: "g-inv",
    is_agent: true,
    api_id: "my-invoice-checker-3f2a9c1d-77ab01c2",
    role: "own",
    display_name: "Invoice checker",
    recommended: true,
    replaced_by: null,
    own: {
      agent: "a-inv",
      letter: "",
      colour: "amber",
      about: "Checks our suppliers’ invoices against what was agreed",
      network: { reach: "sites", domains: ["nordwerk.example"] },
      ids: ["my-invoice-checker-3f2a9c1d-77ab01c2", "my-invoice-checker-3f2a9c1d-0911aa20"],
    },
  }),
  gemini({
    id: "g-report",
    is_agent: true,
    api_id: "report-writer",
    role: "own",
    display_name: "report-writer",
    recommended: true,
    replaced_by: null,
  }),
  local({
    id: "l-starter",
    is_agent: false,
    api_id: "errand-starter",
    role: "quick",
    display_name: null,
    recommended: true,
    replaced_by: null,
  }),
  local({
    id: "l-agent",
    is_agent: true,
    api_id: "errand-agent",
    role: "worker",
    display_name: null,
    recommended: true,
    replaced_by: null,
  }),
];

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

const nothing: Choices = {
  thinking: [],
  thinks: null,
  length: false,
  temperature: false,
  instructions: false,
  voices: [],
  shapes: [],
  sizes: [],
  durations: [],
};
const known = (id: string, change: Partial<About>): About => ({
  who: id,
  good_for: null,
  speed: null,
  cost: null,
  free: null,
  takes: ["text"],
  gives: ["text"],
  choices: nothing,
  ...change,
});

/** Known properties of models and agents. */
export const about: About[] = [
  known("g-flash", {
    good_for: "Everyday questions, letters, summaries, and files you show it",
    speed: "seconds",
    cost: { low: 4_875, high: 4_875 },
    takes: ["text", "image", "audio", "video", "document"],
    choices: {
      ...nothing,
      thinking: ["low", "medium", "high"],
      thinks: "medium",
      length: true,
      temperature: true,
      instructions: true,
    },
  }),
  known("g-pro", {
    good_for: "Hard questions, long documents, plans that have to hold",
    speed: "moments",
    cost: { low: 15_000, high: 15_000 },
    free: false,
    takes: ["text", "image", "audio", "video", "document"],
    choices: {
      ...nothing,
      thinking: ["low", "medium", "high"],
      thinks: "high",
      length: true,
      temperature: true,
      instructions: true,
    },
  }),
  known("g-agent", {
    good_for: "Whole jobs: it writes and runs programs, makes files, and checks them",
    speed: "minutes",
    cost: { low: 250_000, high: 3_250_000 },
    takes: ["text", "image"],
    gives: ["text", "document"],
    choices: { ...nothing, instructions: true },
  }),
  known("g-research", {
    good_for: "A report on a question, from some eighty searches of the web",
    speed: "minutes",
    cost: { low: 1_000_000, high: 3_000_000 },
  }),
  known("g-paint", {
    good_for: "Pictures from words, and changes to a picture you show it",
    speed: "moments",
    cost: { low: 34_050, high: 34_050 },
    takes: ["text", "image"],
    gives: ["image", "text"],
    choices: { ...nothing, shapes: ["1:1", "4:3", "16:9"], sizes: ["1K", "2K", "4K"] },
  }),
  known("l-starter", { choices: { ...nothing, length: true, temperature: true, instructions: true } }),
  known("l-agent", { choices: { ...nothing, instructions: true } }),
];

/** Entries for connected servers: their chosen models, and the agent with each. */
export const provided = (views: readonly ProviderView[]): Who[] =>
  views.flatMap((view) =>
    [false, true].flatMap((is_agent) =>
      view.models
        .filter((one) => one.chosen)
        .map((one): Who => {
          const path = `${view.id}/${one.id}`;
          const api_id = is_agent ? `errand-agent/${path}` : path;
          return {
            id: `local:${is_agent ? "agent" : "model"}:${api_id}`,
            engine: "local",
            is_agent,
            api_id,
            role: is_agent ? "worker" : "quick",
            display_name: one.name ?? one.id,
            recommended: true,
            replaced_by: null,
            provider: { id: view.id, name: view.name },
            thinks_with: is_agent ? path : null,
            goes_to: view.is_here ? null : view.host,
            can: one.can,
            own: null,
          };
        }),
    ),
  );

export const who = (filter: (w: Who) => boolean, views: readonly ProviderView[] = []): WhoList => {
  const known = everyone.filter(filter);
  const list = [
    ...known.filter((w) => w.engine === "gemini"),
    ...provided(views),
    ...known.filter((w) => w.engine === "local"),
  ];
  return {
    everyone: list,
    for_chat: list.find((w) => !w.is_agent)?.id ?? null,
    for_job: list.find((w) => w.is_agent)?.id ?? null,
    about: about.filter((it) => list.some((w) => w.id === it.who)),
  };
};

export const summary = (id: string, change: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  kind: "chat",
  title: id,
  line: "",
  standing: "done",
  activity: null,
  started_at: ago(5),
  updated_at: ago(4),
  unread: false,
  pinned: false,
  archived: false,
  folder: null,
  engine: "gemini",
  files: 0,
  turn: null,
  last_sign_of_life: ago(4),
  tokens: null,
  cost: null,
  imported_from: null,
  ...change,
});

/** For a turn without siblings. */
export const alone: Siblings = { count: 1, position: 0, earlier: null, later: null };

export const turn = (id: string, conversation: string, change: Partial<Turn> = {}): Turn => ({
  id,
  conversation,
  parent: null,
  siblings: alone,
  engine: "gemini",
  api_id: "gemini-3.8-flash",
  went_to: null,
  is_job: false,
  on_trial: false,
  prompt: "",
  attachments: [],
  standing: "done",
  activity: null,
  parts: [],
  steps: [],
  carried: null,
  error: null,
  incomplete: false,
  started_at: ago(5),
  last_sign_of_life: ago(4),
  finished_at: ago(4),
  tokens: { total: 612, input: 38, output: 402, thought: 172 },
  cost: { low: 2_181, high: 2_181 },
  answered_by: null,
  limit_reached: null,
  interaction_id: "v1_Chd5Q2Jz",
  environment_id: null,
  ...change,
});

export const artifact = (id: string, change: Partial<ArtifactView> = {}): ArtifactView => ({
  id,
  turn: "t-sup",
  conversation: "c-sup",
  kind: "job",
  conversation_title: "Compare three packaging suppliers",
  name: id,
  folder: "",
  path: `workspace/${id}`,
  holds: null,
  inside: null,
  mime: "text/plain",
  size: 1200,
  sha256: "ab".repeat(32),
  state: { state: "saved" },
  created_at: ago(58),
  step: null,
  ...change,
});

export const block = (html: string): Block => ({ html, pieces: [] });
export const text = (...html: string[]): Part => ({ type: "text", blocks: html.map(block), citations: [] });

const heat = text(
  "<p>A heat pump does not make heat. It <strong>moves</strong> it, the way a fridge moves warmth from inside to its back.</p>",
  "<p>Outside, a cold liquid soaks up a little warmth from the air, even in winter, and turns to gas. A compressor squeezes the gas, which makes it hot. Indoors the hot gas gives its warmth to the radiators and becomes liquid again.</p>",
  "<h3>Why it is cheap to run</h3>",
  "<p>Because moving warmth is easier than making it, one unit of electricity brings three to four units of heat:</p>",
  '<div class="table-scroll"><table><thead><tr><th>Outside</th><th class="align-right">Electricity in</th><th class="align-right">Heat out</th></tr></thead><tbody><tr><td>7 °C</td><td class="align-right">1 kWh</td><td class="align-right">4.1 kWh</td></tr><tr><td>0 °C</td><td class="align-right">1 kWh</td><td class="align-right">3.3 kWh</td></tr><tr><td>−10 °C</td><td class="align-right">1 kWh</td><td class="align-right">2.5 kWh</td></tr></tbody></table></div>',
  "<p>You can work out what a year costs in one line:</p>",
  '<pre class="code" data-language="python"><code>cost <span class="hl-operator">=</span> heat_needed <span class="hl-operator">/</span> <span class="hl-number">3.5</span> <span class="hl-operator">*</span> price_per_kwh  <span class="hl-comment"># the whole year</span></code></pre>',
);

const supplierLog: Part[] = [
  {
    type: "thought",
    blocks: [
      block(
        "<p>Three offers with price, delivery time and minimum order. I should put them on the same footing: what do 1,500 pieces cost from each?</p>",
      ),
    ],
    ms: 12_400,
  },
  {
    type: "code",
    language: "python",
    html: '<pre class="code"><code><span class="hl-keyword">import</span> csv\n\noffers = [\n    (<span class="hl-string">"Nordwerk"</span>, 4.20, 14, 500),\n    ("Halden & Co", 4.65, 5, 100),\n    ("Primaplast", 3.90, 30, 2000),\n]\nwith open("comparison.csv", "w") as f:\n    w = csv.writer(f)\n    w.writerow(["supplier", "price", "days", "minimum", "cost_1500"])\n    for name, price, days, minimum in offers:\n        w.writerow([name, price, days, minimum, max(1500, minimum) * price])</code></pre>',
    output: "",
    failed: false,
  },
  {
    type: "code",
    language: "python",
    html: '<pre><code>print(open("comparison.csv").read())</code></pre>',
    output:
      "supplier,price,days,minimum,cost_1500\nNordwerk,4.2,14,500,6300.0\nHalden & Co,4.65,5,100,6975.0\nPrimaplast,3.9,30,2000,7800.0\n",
    failed: false,
  },
  {
    type: "search",
    queries: ["Primaplast delivery reliability 2026", "Nordwerk packaging reviews"],
    of_pictures: false,
    running: false,
  },
  {
    type: "pages",
    pages: [
      ["https://www.packaging-europe.example/nordwerk-review", "success"],
      ["https://forum.example.org/t/primaplast-late-again/4411", "success"],
      ["https://trade.example.com/paywalled", "paywall"],
    ],
  },
  {
    type: "tool",
    name: "write_file",
    server: null,
    arguments: '{\n  "path": "report.md",\n  "content": "## Three suppliers, 1,500 pieces…"\n}',
    result: "Wrote 3140 bytes to report.md",
    failed: false,
  },
];

export const conversations: { summary: ConversationSummary; turns: Turn[]; files: ArtifactView[] }[] = [
  {
    summary: summary("c-run", {
      kind: "job",
      title: "Sort the 2025 receipts by month and add them up",
      line: "",
      standing: "running",
      activity: { doing: "running_code", language: "python" },
      started_at: ago(4.2),
      updated_at: ago(2),
      files: 1,
      turn: "t-run",
      last_sign_of_life: ago(0.1),
      tokens: 18_240,
    }),
    turns: [
      turn("t-run", "c-run", {
        api_id: "antigravity-preview-09-2026",
        is_job: true,
        environment_id: "env_7Qd1",
        prompt:
          "Sort the receipts in the folder by month, add them up for each month, and write totals.csv. Say which receipts you could not read.",
        attachments: [{ sha256: "c1", name: "receipts-2025.zip", mime: "application/zip", size: 8_412_000 }],
        standing: "running",
        activity: { doing: "running_code", language: "python" },
        started_at: ago(4.2),
        last_sign_of_life: ago(0.1),
        finished_at: null,
        tokens: { total: 18_240, input: 12_100, output: 4_900, thought: 1_240 },
        parts: [
          {
            type: "thought",
            blocks: [block("<p>The archive has to be opened first, then each receipt read.</p>")],
            ms: 8_200,
          },
          {
            type: "code",
            language: "bash",
            html: "<pre><code>unzip -q receipts-2025.zip -d receipts && ls receipts | wc -l</code></pre>",
            output: "118\n",
            failed: false,
          },
          text("<p>There are 118 receipts. I read them one by one and note date, shop and amount.</p>"),
          {
            type: "code",
            language: "python",
            html: '<pre><code>rows = [read_receipt(p) for p in sorted(folder.glob("*.jpg"))]</code></pre>',
            output: "Traceback: receipt_044.jpg is empty",
            failed: true,
          },
          {
            type: "code",
            language: "python",
            html: "<pre><code>rows = [r for p in files if (r := try_read(p))]</code></pre>",
            output: null,
            failed: false,
          },
        ],
      }),
    ],
    files: [
      artifact("f-part", {
        turn: "t-run",
        conversation: "c-run",
        conversation_title: "Sort the 2025 receipts by month and add them up",
        name: "receipts-read.csv",
        mime: "text/csv",
        size: 48_200,
        state: { state: "fetching", received: 30_400, rate: 12_000 },
        created_at: ago(1),
      }),
    ],
  },
  {
    summary: summary("c-need", {
      kind: "job",
      title: "Book list for the reading group",
      line: "The answer to the request never came.",
      standing: "needs_you",
      started_at: ago(34),
      updated_at: ago(31),
      unread: true,
      turn: "t-need",
      last_sign_of_life: null,
    }),
    turns: [
      turn("t-need", "c-need", {
        api_id: "antigravity-preview-09-2026",
        is_job: true,
        prompt: "Make a list of twelve short novels for a reading group, one for each month, with a line on why.",
        standing: "needs_you",
        activity: { doing: "unconfirmed" },
        finished_at: null,
        tokens: null,
        started_at: ago(34),
        error: {
          code: "unconfirmed",
          message: "The connection broke while the job was being handed over.",
          hint: "It may be running at Google. Check again, or send it again; that may cost twice.",
        },
      }),
    ],
    files: [],
  },
  {
    summary: summary("c-ask", {
      kind: "job",
      title: "A table for Friday, and how we get there",
      line: "I need two things from you.",
      standing: "needs_you",
      started_at: ago(50),
      updated_at: ago(48),
      turn: "t-table",
      last_sign_of_life: ago(48),
    }),
    turns: [
      turn("t-table", "c-ask", {
        api_id: "antigravity-preview-09-2026",
        is_job: true,
        environment_id: "env_7Qd2",
        standing: "needs_you",
        finished_at: ago(48),
        started_at: ago(50),
        prompt: "Find us a table for Friday evening somewhere quiet, and a way home.",
        parts: [
          { type: "tool", name: "book_table", server: null, arguments: "", result: null, failed: false },
          { type: "tool", name: "call_taxi", server: null, arguments: "", result: null, failed: false },
          {
            type: "text",
            blocks: [block("<p>The Oude Haan has room at 18:00 and at 20:00. I need two things from you.</p>")],
            citations: [],
          },
        ],
      }),
    ],
    files: [],
  },
  {
    summary: summary("c-sup", {
      kind: "job",
      title: "Compare three packaging suppliers",
      line: "Take Nordwerk: 6,300 for 1,500 pieces, in two weeks.",
      started_at: ago(64),
      updated_at: ago(58),
      unread: true,
      files: 4,
      turn: "t-sup",
      last_sign_of_life: ago(58),
      tokens: 24_812,
    }),
    turns: [
      turn("t-sup", "c-sup", {
        api_id: "antigravity-preview-09-2026",
        is_job: true,
        environment_id: "env_7Qd1",
        started_at: ago(64),
        finished_at: ago(58),
        prompt:
          "Compare these three suppliers and write comparison.csv, then say which you would take and why. We need 1,500 pieces.",
        attachments: [{ sha256: "a1", name: "offers.pdf", mime: "application/pdf", size: 248_000 }],
        tokens: { total: 24_812, input: 15_020, output: 7_302, thought: 2_490 },
        steps: [1, 2, 4, 6, 8, 10, 12],
        parts: [
          ...supplierLog,
          {
            type: "text",
            blocks: [
              block(
                '<p>Take <strong>Nordwerk</strong>. For 1,500 pieces it is the cheapest of the three, and two weeks fit your plan.<sup class="citation" data-citation="1">1</sup></p>',
              ),
              block(
                '<div class="table-scroll"><table><thead><tr><th>Supplier</th><th class="align-right">Per piece</th><th class="align-right">Days</th><th class="align-right">1,500 pieces</th></tr></thead><tbody><tr><td><strong>Nordwerk</strong></td><td class="align-right">4.20</td><td class="align-right">14</td><td class="align-right">6,300</td></tr><tr><td>Halden &amp; Co</td><td class="align-right">4.65</td><td class="align-right">5</td><td class="align-right">6,975</td></tr><tr><td>Primaplast</td><td class="align-right">3.90</td><td class="align-right">30</td><td class="align-right">7,800</td></tr></tbody></table></div>',
              ),
              block(
                '<p>Primaplast looks cheapest per piece, but its minimum of 2,000 makes you pay for 500 you do not need, and two customers report late deliveries.<sup class="citation" data-citation="2">2</sup> If you ever need it within a week, Halden &amp; Co costs 675 more.</p>',
              ),
            ],
            citations: [
              {
                number: 1,
                title: "Nordwerk in review",
                url: "https://www.packaging-europe.example/nordwerk-review",
                site: "packaging-europe.example",
              },
              {
                number: 2,
                title: "Primaplast: late again?",
                url: "https://forum.example.org/t/primaplast-late-again/4411",
                site: "forum.example.org",
              },
            ],
          },
        ],
      }),
    ],
    files: [
      artifact("report.md", { mime: "text/markdown", size: 3_140, step: 10 }),
      artifact("comparison.csv", { mime: "text/csv", size: 212, created_at: ago(58.1) }),
      artifact("chart.svg", { mime: "image/svg+xml", size: 5_810, created_at: ago(58.2) }),
      artifact("offers.json", {
        mime: "application/json",
        size: 918,
        created_at: ago(58.3),
        state: {
          state: "failed",
          error: {
            code: "offline",
            message: "offers.json could not be fetched.",
            hint: "Check the network, then fetch it again.",
          },
        },
      }),
    ],
  },
  {
    summary: summary("c-heat", {
      title: "How a heat pump works",
      line: "Because moving warmth is easier than making it…",
      started_at: ago(180),
      updated_at: ago(176),
      turn: "t-h2",
      tokens: 612,
    }),
    turns: [
      turn("t-h1", "c-heat", {
        prompt: "Explain how a heat pump works, so that my ten-year-old gets it.",
        started_at: ago(180),
        finished_at: ago(179),
        parts: [{ type: "thought", blocks: [block("<p>A child knows a fridge. Start there.</p>")], ms: 4_100 }, heat],
      }),
      turn("t-h2a", "c-heat", {
        parent: "t-h1",
        prompt: "And when it is −20 °C outside?",
        started_at: ago(178),
        finished_at: ago(177),
        parts: [text("<p>Then it works harder.</p>")],
      }),
      turn("t-h2", "c-heat", {
        parent: "t-h1",
        prompt: "And when it is −20 °C outside? Does it still work?",
        started_at: ago(177),
        finished_at: ago(176),
        parts: [
          text(
            "<p>It does, only less well. At −20 °C there is little warmth to soak up, so one unit of electricity brings about two units of heat. Many homes keep a small electric heater for those few days.</p>",
            "<ul><li>Above −10 °C: no help needed.</li><li>Below: the heater adds a little.</li><li>A well-insulated house hardly notices.</li></ul>",
          ),
        ],
      }),
    ],
    files: [],
  },
  {
    summary: summary("c-fail", {
      kind: "job",
      title: "Translate the rental contract",
      line: "The quota of this key is used up.",
      standing: "failed",
      started_at: ago(1500),
      updated_at: ago(1490),
      turn: "t-fail",
    }),
    turns: [
      turn("t-fail", "c-fail", {
        api_id: "antigravity-preview-09-2026",
        is_job: true,
        prompt: "Translate the attached contract into plain English and list anything unusual.",
        standing: "failed",
        tokens: null,
        started_at: ago(1500),
        finished_at: ago(1490),
        error: {
          code: "quota",
          message: "The daily quota of this key is used up.",
          hint: "Send it again tomorrow, or raise the quota with Google.",
        },
      }),
    ],
    files: [],
  },
  {
    summary: summary("c-note", {
      title: "A note to the neighbour",
      line: "Hello, I took in a parcel for you this morning…",
      engine: "local",
      started_at: ago(2000),
      updated_at: ago(1999),
    }),
    turns: [],
    files: [],
  },
  {
    summary: summary("c-bread", {
      title: "Why sourdough did not rise",
      line: "Most often the starter was used too late.",
      started_at: ago(4300),
      updated_at: ago(4299),
    }),
    turns: [],
    files: [],
  },
  {
    summary: summary("c-trip", {
      kind: "job",
      title: "A quiet weekend in Ghent",
      line: "Two days, six places, and where the good bread is.",
      started_at: ago(9000),
      updated_at: ago(8990),
      files: 2,
    }),
    turns: [],
    files: [],
  },
  {
    summary: summary("c-stop", {
      kind: "job",
      title: "Rename the holiday pictures",
      line: "You stopped this.",
      standing: "stopped",
      started_at: ago(12_000),
      updated_at: ago(11_990),
    }),
    turns: [],
    files: [],
  },
];

/** Requested actions, by turn. */
export const asked: Record<string, RequestedActions> = {
  "t-table": {
    answered_by: null,
    actions: [
      {
        call: "c1",
        name: "book_table",
        title: "Book table",
        about: "Books a table by telephone.",
        given: [["Message", "Shall I take the one in the corner?"]],
        own_words: "welcome",
        deed: null,
        fields: [
          {
            name: "guests",
            label: "Guests",
            about: "How many come, you included.",
            kind: { takes: "whole_number" },
            required: true,
            value: "",
          },
          {
            name: "time",
            label: "Time",
            about: null,
            kind: { takes: "choice", options: ["18:00", "20:00"] },
            required: true,
            value: "20:00",
          },
          {
            name: "contact",
            label: "Contact",
            about: "Whom they may call.",
            required: true,
            value: JSON.stringify({ name: "Ada" }),
            kind: {
              takes: "group",
              fields: [
                { name: "name", label: "Name", about: null, kind: { takes: "text" }, required: true, value: "" },
                { name: "until", label: "Until", about: null, kind: { takes: "date" }, required: false, value: "" },
              ],
            },
          },
          {
            name: "wishes",
            label: "Wishes",
            about: null,
            required: false,
            value: JSON.stringify(["by the window"]),
            kind: {
              takes: "list",
              item: { name: "", label: "", about: null, kind: { takes: "text" }, required: true, value: "" },
            },
          },
          { name: "outside", label: "Outside", about: null, kind: { takes: "yes_no" }, required: false, value: "" },
        ],
      },
      {
        call: "c2",
        name: "call_taxi",
        title: "Call taxi",
        about: null,
        given: [],
        fields: [],
        own_words: "needed",
        deed: null,
      },
    ],
  },
};

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

export const overview = (change: Partial<Overview> = {}): Overview => ({
  fatal: null,
  settings: { ...noSettings, welcomed: true },
  base_url: "https://generativelanguage.googleapis.com",
  system_languages: [],
  base_url_fixed: false,
  key: "keychain",
  local: { state: "ready" },
  has_model: true,
  who: who(() => true),
  chats: conversations.map((c) => c.summary).filter((s) => s.kind === "chat"),
  chats_next: null,
  jobs: conversations.map((c) => c.summary).filter((s) => s.kind === "job"),
  jobs_next: null,
  pinned: [],
  pinned_next: null,
  folders: [],
  deletions: [],
  finished_meanwhile: [],
  version: "0.1.0",
  data_dir: "/home/ada/.local/share/errand",
  save_folder: "/home/ada/Downloads",
  hands_out_files: true,
  ...change,
});

/** The first start: nothing is set up and nothing was asked. */
export const firstMinute = (): Overview =>
  overview({
    settings: noSettings,
    key: "none",
    local: { state: "stopped" },
    who: who(() => false),
    chats: [],
    jobs: [],
  });
