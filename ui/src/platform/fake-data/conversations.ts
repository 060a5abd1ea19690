// Chats and jobs of a realistic, well-used Errand, with their turns and files.
import type { Part } from "../../bindings/bridge";
import { ago, artifact, block, summary, text, turn } from "./builders";
import type { FakeConversation } from "../fake-pages";

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

export const conversations: FakeConversation[] = [
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
