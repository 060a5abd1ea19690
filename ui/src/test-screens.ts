// All screens of the window, with the steps to reach them, for tests that check every screen.
import { screen } from "@testing-library/svelte";
import type { Overview } from "./bindings/bridge";
import { failure } from "./platform/fake";
import { newer } from "./platform/fake-updates";
import { turn } from "./platform/fake-data/builders";
import { who } from "./platform/fake-data/models";
import { firstMinute, overview } from "./platform/fake-data/overviews";
import { ollama, openai, presets } from "./platform/fake-providers";
import {} from "./platform/fake-spending";
import { byId, findId, openConversation, type TestWindow } from "./test-window";

/** Name, initial overview of the host, and the steps to get there. */
export type Way = [name: string, first: () => Overview, go: (window: TestWindow) => Promise<unknown>];

async function openTickets({ user }: TestWindow): Promise<void> {
  await user.click(byId("nav-files"));
  await user.click(await screen.findByText("tickets.pdf"));
}

export const screens: Way[] = [
  ["the first minute", firstMinute, async () => {}],
  [
    "the record that cannot be opened",
    () => overview({ fatal: failure("ledger_newer", "It was written by Errand 9.", "Install the newer Errand.") }),
    async () => {},
  ],
  ["New", overview, () => findId("composer")],
  [
    "a chat, with the find bar",
    overview,
    async (window) => {
      await openConversation(window, "c-heat");
      await window.user.keyboard("{Control>}f{/Control}");
      await findId("find-field");
    },
  ],
  ["a job with its files", overview, (window) => openConversation(window, "c-sup")],
  ["a running job", overview, (window) => openConversation(window, "c-run")],
  [
    "what is asked of the person",
    overview,
    async (window) => {
      window.host.on("requested_actions", () => ({
        answered_by: null,
        actions: [
          {
            call: "c1",
            title: "Book table",
            name: "book_table",
            about: "Books a table.",
            given: [["Where", "Ghent"]],
            free_text: "optional",
            deed: null,
            fields: [
              {
                name: "guests",
                label: "Guests",
                about: "How many",
                kind: { takes: "whole_number" },
                required: true,
                value: "",
              },
              {
                name: "time",
                label: "Time",
                about: null,
                kind: { takes: "choice", options: ["18:00"] },
                required: false,
                value: "",
              },
              { name: "wishes", label: "Wishes", about: null, kind: { takes: "json" }, required: false, value: "" },
            ],
          },
        ],
      }));
      await openConversation(window, "c-heat");
      await window.push({
        patch: "turn",
        turn: turn("t-ask", "c-heat", { parent: "t-h2", standing: "needs_you", started_at: Date.now() }),
      });
      await window.user.click(await findId("answer-actions"));
    },
  ],
  ["Files", overview, async ({ user }) => user.click(byId("nav-files"))],
  [
    "a workbook",
    overview,
    async (window) => {
      const cell = (text: string, kind: "text" | "number" | "formula" = "text") => ({ text, kind });
      const rows = [
        { cells: [cell("Item"), cell("Sum")], is_hidden: false },
        { cells: [cell("4.20", "number"), cell("=A2*2", "formula")], is_hidden: true },
      ];
      window.host.on("preview_file", () => ({
        type: "workbook",
        has_pages: true,
        truncated: false,
        sheets: [
          { name: "Sales", is_hidden: false, truncated: true, total: null, table: null, encrypted: ["Salary"], rows },
          { name: "Notes", is_hidden: true, truncated: false, total: null, table: null, encrypted: [], rows: [] },
        ],
      }));
      await window.user.click(byId("nav-files"));
      const saved = (await screen.findAllByTestId("file-item")).find((item) => item.dataset.name === "plan.md");
      await window.user.click(saved!.querySelector("button")!);
      await findId("workbook");
    },
  ],
  [
    "a PDF that is locked",
    overview,
    async (window) => {
      window.host.on("draw_pages", () => Promise.reject(failure("locked", "tickets.pdf is locked with a password.")));
      await openTickets(window);
      await findId("unlock");
    },
  ],
  [
    "a PDF that is searched, and what else can be done with it",
    overview,
    async (window) => {
      await openTickets(window);
      await window.user.click(await findId("find-in-pages"));
      await window.user.type(await findId("find-field"), "ticket");
      await window.user.click(byId("file-menu"));
      await findId("copy-file");
    },
  ],
  [
    "the details of a turn",
    overview,
    async (window) => {
      await openConversation(window, "c-sup");
      await window.user.click((await screen.findAllByTestId("details"))[0]!);
    },
  ],
  [
    "the question before a chat is deleted",
    overview,
    async (window) => {
      await openConversation(window, "c-heat");
      await window.user.click(await findId("conversation-menu"));
      await window.user.click(byId("delete"));
      await findId("delete-yes");
    },
  ],
  [
    "the question when a month is used up",
    overview,
    async (window) => {
      window.host.on("send", () => {
        throw failure("month_limit", "This month’s limit is used up.");
      });
      await window.user.type(await findId("composer"), "One more{Enter}");
      await findId("limit-dialog");
    },
  ],
  [
    "Agents",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-agents"));
      await findId("new-agent");
    },
  ],
  [
    "the form of an agent",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-agents"));
      await user.click((await screen.findAllByTestId("edit-agent"))[0]!);
      await user.click(await findId("write-skill"));
      await user.click(byId("skill-done"));
    },
  ],
  [
    "a skill while it is written",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-agents"));
      await user.click(await findId("new-agent"));
      await user.click(await findId("write-skill"));
    },
  ],
  [
    "a text that an agent has at hand",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-agents"));
      await user.click(await findId("new-agent"));
      await user.click(await findId("data-text"));
      await findId("data-dialog");
    },
  ],
  [
    "an agent from a file whose servers with tools are missing",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-agents"));
      await user.click(await findId("open-agent"));
      await findId("agent-servers-missing");
    },
  ],
  [
    "the form of a schedule with its tools",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-schedules"));
      await user.click(await findId("new-schedule"));
      await user.click(await findId("tools-open"));
      await findId("tools");
    },
  ],
  ["Search", overview, async ({ user }) => user.click(byId("nav-search"))],
  ["Jobs", overview, async ({ user }) => user.click(byId("nav-jobs"))],
  [
    "Spending",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-settings"));
      await user.click(await findId("settings-spending"));
      await findId("month");
    },
  ],
  [
    "who can be asked",
    overview,
    async ({ user }) => {
      await findId("composer");
      await user.click(byId("who"));
    },
  ],
  [
    "options and a word of advice",
    overview,
    async ({ user }) => {
      await findId("composer");
      await user.click(byId("options-open"));
      await user.type(byId("composer"), "Write a spreadsheet");
    },
  ],
  ["Settings", overview, async ({ user }) => user.click(byId("nav-settings"))],
  [
    "Settings with a newer version of Errand",
    overview,
    async (window) => {
      await window.user.click(byId("nav-settings"));
      const doing = { step: "fetching", done: 1, total: null } as const;
      const problem = failure("offline", "No connection.", "Try again.");
      await window.push({ patch: "updates", updates: { ...newer, doing, problem } });
    },
  ],
  [
    "Settings with servers of models",
    overview,
    async (window) => {
      window.host.on("providers", () => ({ connected: [openai, { ...ollama, state: { state: "locked" } }], presets }));
      await window.user.click(byId("nav-settings"));
      await findId("models");
      for (const button of await screen.findAllByTestId("provider-models")) await window.user.click(button);
      await window.user.click(byId("add-models"));
      await window.user.click((await screen.findAllByTestId("preset"))[0]!);
    },
  ],
  [
    "who does it",
    () => overview({ who: who(() => true, [openai, ollama]) }),
    (window) => window.user.click(byId("who")),
  ],
  [
    "the menu of a line",
    overview,
    async ({ user }) => {
      await findId("composer");
      await user.click(screen.getAllByTestId("line-menu-button")[0]!);
    },
  ],
  [
    "lines that are selected, and where they are put",
    overview,
    async ({ user }) => {
      await findId("composer");
      await user.keyboard("{Control>}");
      for (const line of screen.getAllByTestId("conversation-item").slice(0, 2)) await user.click(line);
      await user.keyboard("{/Control}");
      await user.click(byId("selected-line-move"));
    },
  ],
  [
    "what the list shows",
    overview,
    async ({ user }) => {
      await user.click(byId("nav-chats"));
      await user.click(await findId("which-list"));
    },
  ],
  ["the palette", overview, ({ user }) => user.keyboard("{Control>}k{/Control}")],
  [
    "the shortcuts",
    overview,
    async ({ user }) => {
      (document.activeElement as HTMLElement).blur();
      await user.keyboard("?");
    },
  ],
  [
    "notices",
    overview,
    (window) => window.push({ patch: "notice", error: failure("offline", "No connection.", "Errand looks again.") }),
  ],
];
