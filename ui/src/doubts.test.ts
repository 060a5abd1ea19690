// Places that confused new users: what is shown must be true, and every button must do something distinct.
import { cleanup, screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { ConversationSummary, Turn } from "./bindings/bridge";
import { failure } from "./platform/fake";
import { summary, text, turn } from "./platform/fake-data/builders";
import { everyone, who } from "./platform/fake-data/models";
import { overview } from "./platform/fake-data/overviews";
import { byId, findId, openConversation, openWindow, type TestWindow } from "./test-window";

async function showing(shown: Turn, change: Partial<ConversationSummary> = {}): Promise<TestWindow> {
  const line = summary(shown.conversation, {
    kind: shown.is_job ? "job" : "chat",
    standing: shown.standing,
    activity: shown.activity,
    turn: shown.id,
    ...change,
  });
  const window = await openWindow(
    overview({ chats: shown.is_job ? [] : [line], jobs: shown.is_job ? [line] : [] }),
    (host) => {
      host.have({ summary: line, turns: [shown], files: [] });
    },
  );
  await openConversation(window, shown.conversation);
  return window;
}
const names = (within_: HTMLElement) =>
  within(within_)
    .getAllByRole("button")
    .map((b) => b.getAttribute("aria-label") ?? b.textContent?.trim());
const broken: Turn["parts"][number] = {
  type: "code",
  language: "python",
  html: "<pre><code>x</code></pre>",
  output: "no such name",
  failed: true,
};
const job = (change: Partial<Turn> = {}) =>
  turn("t", "c-job", { is_job: true, environment_id: "env_1", prompt: "Do it", ...change });

it("offers a failed answer once to be sent again, and no copy of nothing", async () => {
  await showing(turn("t", "c-chat", { standing: "failed", error: failure("server", "The service had an error.") }));
  expect(names(byId("turn"))).toEqual(["Edit", "Send again", "Details", "What happened"]);
});

it("offers no Stop where nothing runs that could be stopped", async () => {
  const unsure = {
    standing: "needs_you",
    activity: { doing: "unconfirmed" },
    finished_at: null,
    interaction_id: null,
    error: failure("unconfirmed", "It is not known whether the server received this."),
  } as const;
  await showing(job(unsure));
  expect(names(byId("turn"))).toEqual(["Edit", "What happened", "Send again", "Leave it"]);
  expect(screen.queryByTestId("stop")).toBeNull();
  expect(screen.queryByTestId("stop-line")).toBeNull();
});

it("does not show a step that failed as a job that failed", async () => {
  const { user } = await showing(job({ parts: [broken, text("<p>Here it is.</p>")] }));
  expect((byId("timeline") as HTMLDetailsElement).open).toBe(false);
  await user.click(screen.getByText("What was done"));
  const step = await screen.findByText("This step failed; the job went on");
  expect(step.closest(".bad")).toBeNull();
  expect(screen.queryByText("no such name")).toBeNull();
});

it("shows the last step of a job that failed with it", async () => {
  await showing(job({ standing: "failed", parts: [broken], error: failure("server", "It failed.") }));
  expect(screen.getByText("This step failed").closest(".bad")).toBeTruthy();
  expect(screen.getByText("no such name")).toBeTruthy();
});

it("brings the result into view when a job ends while one looks", async () => {
  const running = job({ standing: "running", activity: { doing: "writing" }, finished_at: null, parts: [broken] });
  const window = await showing(running);
  const seen: Element[] = [];
  const before = Element.prototype.scrollIntoView;
  Element.prototype.scrollIntoView = function (this: Element) {
    seen.push(this);
  };
  try {
    await window.push({
      patch: "turn",
      turn: {
        ...running,
        standing: "done",
        activity: null,
        finished_at: Date.now(),
        parts: [broken, text("<p>Here.</p>")],
      },
    });
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]!.textContent).toContain("Done");
    const result = byId("answer");
    expect(seen[0]!.compareDocumentPosition(result) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  } finally {
    Element.prototype.scrollIntoView = before;
  }
});

it("tells the service's search from the sandbox's internet", async () => {
  const { user } = await showing(
    job({
      parts: [
        { type: "search", queries: ["Ghent"], of_pictures: false, running: false },
        { type: "pages", pages: [["https://a.example/", "success"]] },
        text("<p>Here.</p>"),
      ],
    }),
  );
  await user.click(screen.getByText("What was done"));
  expect(await screen.findAllByText("by the service, not from the sandbox")).toHaveLength(2);
});

it("says before a job goes out that no internet for the sandbox is not no search", async () => {
  const { user } = await openWindow();
  const tile = (await screen.findAllByTestId("try")).find((e) => e.textContent?.includes("Plan a weekend"))!;
  await user.click(tile);
  expect((await screen.findByText(/Programs in the sandbox reach nothing/)).textContent).toContain(
    "Google’s own search may still look things up",
  );
});

it("does not look for files in a chat", async () => {
  const window = await showing(
    turn("t", "c-chat", { standing: "running", activity: { doing: "fetching", done: 0, total: 0 }, finished_at: null }),
  );
  expect(byId("activity").textContent).toContain("Finishing");
  expect(screen.getByTestId("conversation-item").textContent).toContain("Finishing");
  await window.push({
    patch: "conversation",
    summary: summary("c-other", {
      kind: "job",
      standing: "running",
      activity: { doing: "fetching", done: 0, total: 0 },
    }),
  });
  expect(
    screen
      .getAllByTestId("conversation-item")
      .map((e) => e.textContent)
      .join(),
  ).toContain("Looking for files");
});

it("does not send anybody to a list that is empty", async () => {
  const { user } = await openWindow(overview({ chats: [], jobs: [] }));
  await user.click(byId("nav-jobs"));
  expect(screen.getByText("There is no job yet. Hand over the first one.")).toBeTruthy();
  await user.click(byId("nav-chats"));
  expect(screen.getByText("There is no chat yet. Start the first one.")).toBeTruthy();
});

it("has the base URL last of what belongs to Gemini, and says what the list of models is", async () => {
  const { user } = await openWindow(overview({ who: who((it) => it.engine === "gemini") }));
  await user.click(byId("nav-settings"));
  const url = await findId("settings-base-url");
  expect(byId("settings-video").compareDocumentPosition(url) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(
    screen.getByText(`${everyone.filter((it) => it.engine === "gemini").length} models and agents are known.`),
  ).toBeTruthy();
  expect(screen.getByText("Look for new ones")).toBeTruthy();
});

it("names the same key for New in the list and on the sheet", async () => {
  const { user } = await openWindow();
  const inList = byId("nav-new").querySelector("kbd")!.textContent;
  (document.activeElement as HTMLElement).blur();
  await user.keyboard("?");
  const sheet = within(byId("shortcuts")).getByText("New").closest("div")!;
  expect(sheet.querySelector("kbd")!.textContent).toBe(inList);
});

it("proposes what whoever will be asked is able to do, and no job to a very small model", async () => {
  const tiles = async () => (await screen.findAllByTestId("try")).map((e) => e.querySelector(".name")?.textContent);
  const here = who((it) => it.engine === "local");
  await openWindow(overview({ who: here }));
  expect(await tiles()).toEqual(["Find a date in a text", "Ask a short question"]);
  cleanup();

  await openWindow(overview({ who: { ...who(() => true), for_chat: here.for_chat } }));
  expect(await tiles()).toEqual([
    "Find a date in a text",
    "Ask a short question",
    "Compare three suppliers",
    "Plan a weekend",
  ]);
});
