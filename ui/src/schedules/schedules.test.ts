// Schedules, from the text to the list and the history of runs.
import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { Draft, SaveSchedule } from "../bindings/bridge";
import { failure } from "../platform/fake";
import { overview } from "../platform/fake-data/overviews";
import { line, run } from "../platform/fake-schedules";
import { noTools, toolServer } from "../tools/fake";
import { byId, findId, openWindow, type TestWindow, wordsOf } from "../test-window";

const row = async (name: string): Promise<HTMLElement> => {
  const found = (await screen.findAllByTestId("schedule-row")).find((e) => e.dataset.name === name);
  if (!found) throw new Error(`${name} is not in the list`);
  return found;
};

async function schedules(prepare?: Parameters<typeof openWindow>[1]): Promise<TestWindow> {
  const window = await openWindow(overview(), prepare);
  await window.user.click(byId("nav-schedules"));
  await findId("new-schedule");
  return window;
}

async function form(prepare?: Parameters<typeof openWindow>[1]): Promise<TestWindow> {
  const window = await schedules(prepare);
  await window.user.click(byId("new-schedule"));
  await findId("schedule-reads");
  return window;
}

async function says(user: TestWindow["user"], words: string): Promise<void> {
  await user.clear(byId("schedule-words"));
  await user.type(byId("schedule-words"), words);
}

it("lists when each runs next, how it went last, and why one does not run", async () => {
  await schedules();
  const report = await row("Weekly report");
  expect(within(report).getByText("every Monday at 7:00")).toBeTruthy();
  expect(within(report).getByTestId("schedule-next-run").textContent).toContain("Next: ");
  expect(within(report).getByTestId("schedule-last").textContent).toContain("Last: Done");
  expect(within(await row("Tidy the tables")).getByText("Stopped after failures")).toBeTruthy();
});

it("reads words back with the next three times, and cron small beside them", async () => {
  const { user } = await form();
  expect(byId("schedule-reads").textContent).toContain("Runs every Monday at 7:00.");
  await user.selectOptions(byId("schedule-weekday"), "Friday");
  await waitFor(() => expect(byId("schedule-reads").textContent).toContain("every Friday at 7:00"));
  expect(byId("schedule-words")).toHaveProperty("value", "every Friday at 7:00");
  expect(byId("schedule-reads").textContent).toContain("0 7 * * 5");
  expect(within(byId("schedule-next")).getAllByRole("listitem")).toHaveLength(3);
});

it("names what it does not understand, and keeps nothing of it", async () => {
  const { user } = await form();
  await user.type(byId("schedule-text"), "Write it.");
  await says(user, "when the moon is full");
  expect((await findId("schedule-reason")).textContent).toContain("I do not understand");
  expect(byId("save-schedule")).toHaveProperty("disabled", true);
});

it("says before it is saved what changes of clocks do", async () => {
  const { user } = await form();
  await user.selectOptions(byId("schedule-who"), "l-agent");
  await says(user, "every day at 2:30");
  await screen.findAllByTestId("schedule-change");
  const [spring, autumn] = screen.getAllByTestId("schedule-change").map((e) => e.textContent);
  expect(spring).toMatch(/On .*28.* 2027.* the clocks go forward and there is no 2:30: it runs at 3:00\./);
  expect(autumn).toMatch(/2:30 comes twice: it runs the first time only\./);
  await user.selectOptions(byId("schedule-who"), "g-agent");
  expect(screen.getAllByTestId("schedule-change")[0]!.textContent).toContain("Google does not say what it does then.");
});

it("keeps a schedule of this computer and asks once whether Errand starts with it", async () => {
  const { user, asked } = await form();
  await user.type(byId("schedule-text"), "Tidy up.");
  await user.selectOptions(byId("schedule-who"), "l-agent");
  expect(byId("schedule-where").textContent).toContain("while the computer was off or asleep is made up for once");
  await user.click(byId("save-schedule"));
  await user.click(await findId("autostart-yes"));
  expect(asked("set_autostart")).toEqual([true]);
  await waitFor(() => expect(byId("autostart")).toHaveProperty("checked", true));
  const [{ id, draft }] = asked("save_schedule") as [SaveSchedule];
  expect(id).toBeNull();
  expect(draft).toMatchObject({ text: "Tidy up.", who: "l-agent", words: "every Monday at 7:00", zone: null });

  await user.click(byId("new-schedule"));
  await user.type(await findId("schedule-text"), "Another.");
  await user.selectOptions(byId("schedule-who"), "l-agent");
  await waitFor(() => expect(byId("save-schedule")).toHaveProperty("disabled", false));
  await user.click(byId("save-schedule"));
  await row("Another.");
  expect(screen.queryByTestId("autostart-yes")).toBeNull();
});

it("keeps a half-filled schedule over an end of Errand, and no longer than until it is left", async () => {
  const first = await form();
  await first.user.type(byId("schedule-text"), "Tidy up.");
  // The whole of it, not what was saved while it was typed.
  await vi.waitFor(() => expect((first.asked("save_draft").at(-1) as Draft).text).toMatch(/Tidy up\./));
  const kept = first.asked("save_draft").at(-1) as Draft;
  expect(kept.key).toBe("form:schedule");
  cleanup();

  const second = await openWindow(overview(), (host) => host.on("draft", (key) => (key === kept.key ? kept : null)));
  await second.user.click(byId("nav-schedules"));
  expect(await findId("schedule-text")).toHaveProperty("value", "Tidy up.");
  await second.user.click(byId("back"));
  await second.user.click(byId("confirm-leave-schedule"));
  await findId("new-schedule");
  await vi.waitFor(() => expect(second.asked("save_draft").at(-1)).toMatchObject({ key: kept.key, text: "" }));
});

it("shows that files can be dropped on the form, and takes them", async () => {
  const { push } = await form();
  await push({ patch: "files_over", over: true });
  expect(byId("drop").textContent).toBe("Drop to attach");
  const files = [{ sha256: "ab", name: "a.txt", mime: "text/plain", size: 9 }];
  await push({ patch: "files_over", over: false }, { patch: "dropped", attaching: { files, refused: [] } });
  expect(screen.queryByTestId("drop")).toBeNull();
  expect((await findId("chip")).textContent).toContain("a.txt");
});

it("lets the programs of a schedule reach the sites that are named, on this computer too", async () => {
  const { user, asked } = await form();
  await user.type(await findId("schedule-text"), "Tidy up.");
  await user.selectOptions(byId("schedule-who"), "l-agent");
  await user.click(byId("schedule-reach-sites"));
  expect(byId("save-schedule")).toHaveProperty("disabled", true);
  await user.type(byId("schedule-sites"), "example.org, *.example.com");
  await waitFor(() => expect(byId("save-schedule")).toHaveProperty("disabled", false));
  await user.click(byId("save-schedule"));
  const [{ draft }] = asked("save_schedule") as [SaveSchedule];
  expect(draft.network).toEqual({ reach: "sites", domains: ["example.org", "*.example.com"] });
});

it("shows the runs of a schedule with result, cost and what was missed, and opens one", async () => {
  const { user, asked } = await schedules((host) => {
    host.on("schedule", () => ({
      line: line("s-report"),
      draft: {
        name: "Weekly report",
        text: "Write it.",
        files: [],
        who: "g-agent",
        network: { reach: "off" },
        tools: null,
        words: "every Monday at 7:00",
        zone: "Europe/Zurich",
      },
      runs: [
        run({ id: "ex-2", conversation: "c-trip", missed: 3 }),
        run({ id: "ex-1", outcome: "skipped", reason: "The run before was still going.", cost: null }),
      ],
    }));
  });
  await user.click(within(await row("Weekly report")).getByTestId("open-schedule"));
  const [newest, oldest] = await screen.findAllByTestId("scheduled-run");
  expect(within(newest!).getByText("Together with 3 later times that were missed · about $0.042")).toBeTruthy();
  expect(within(oldest!).getByText("The run before was still going.")).toBeTruthy();
  await user.click(within(newest!).getByTestId("open-run"));
  expect(asked("open_conversation")).toContainEqual({ id: "c-trip", turn: null });
});

it("pauses, lets go on, runs now, and says when the month's limit holds one back", async () => {
  const { user, asked } = await schedules();
  await user.click(within(await row("Weekly report")).getByTestId("pause-schedule"));
  await waitFor(async () => expect((await row("Weekly report")).dataset.state).toBe("paused"));
  await user.click(within(await row("Weekly report")).getByTestId("pause-schedule"));
  expect(asked("pause_schedule")).toEqual([
    { id: "s-report", paused: true },
    { id: "s-report", paused: false },
  ]);
  await user.click(within(await row("Weekly report")).getByTestId("run-schedule"));
  expect(asked("run_schedule")).toEqual(["s-report"]);
  await findId("composer");
});

it("tells of the month's limit where the schedule is opened", async () => {
  const held = line("s-report", { state: { is: "month_limit" } });
  const { user } = await schedules((host) => {
    host.on("schedule", () => ({
      line: held,
      runs: [],
      draft: {
        name: "Weekly report",
        text: "Write it.",
        files: [],
        who: "g-agent",
        network: { reach: "off" },
        tools: null,
        words: "every Monday at 7:00",
        zone: null,
      },
    }));
  });
  await user.click(within(await row("Weekly report")).getByTestId("open-schedule"));
  expect((await findId("schedule-told")).textContent).toContain("this month’s limit is used up");
});

it("says why a schedule was not kept and loses nothing", async () => {
  const { user } = await form((host) =>
    host.on("save_schedule", () => Promise.reject(failure("offline", "No connection.", "Try again."))),
  );
  await user.type(byId("schedule-text"), "Write it.");
  await user.click(byId("save-schedule"));
  expect(wordsOf(await findId("schedule-refused"))).toBe("No connection. Try again.");
  await user.click(byId("leave-schedule"));
  await user.click(await screen.findByText("Go on"));
  expect(byId("schedule-text")).toHaveProperty("value", "Write it.");
});

it("deletes a schedule after a question", async () => {
  const { user, asked } = await schedules();
  await user.click(within(await row("Tidy the tables")).getByTestId("open-schedule"));
  expect((await findId("schedule-told")).textContent).toContain("The model broke.");
  await user.click(byId("delete-schedule"));
  await user.click(await findId("confirm-delete-schedule"));
  expect(asked("delete_schedule")).toEqual(["s-backup"]);
  await waitFor(() => expect(screen.getAllByTestId("schedule-row")).toHaveLength(1));
});

it("takes files that each run is given", async () => {
  const { user, asked } = await form((host) =>
    host.on("choose_attachments", () => ({
      files: [{ sha256: "ab", name: "prices.csv", mime: "text/csv", size: 4 }],
      refused: [],
    })),
  );
  await user.type(byId("schedule-text"), "Count the prices.");
  await user.click(byId("schedule-attach"));
  expect((await findId("chip")).textContent).toContain("prices.csv");
  await user.click(byId("schedule-attach"));
  expect(screen.getAllByTestId("chip")).toHaveLength(1);
  await user.click(byId("save-schedule"));
  await waitFor(() => expect(asked("save_schedule")).toMatchObject([{ draft: { files: [{ name: "prices.csv" }] } }]));
});

it("names what other programs made, and offers nothing to change there", async () => {
  const one = {
    id: "t-9",
    name: "Backup",
    agent: "backup-agent",
    plan: null,
    cron: "@daily",
    state: "paused" as const,
    next: null,
  };
  await schedules((host) => host.on("foreign_schedules", () => [one]));
  const found = await findId("foreign-schedule");
  expect(found.textContent).toBe("Backup cron: @daily · backup-agent · Paused");
  expect(within(found).queryByRole("button")).toBeNull();
});

it("opens a kept schedule in the lists that say the same", async () => {
  const { user } = await schedules();
  await user.click(within(await row("Weekly report")).getByTestId("open-schedule"));
  await findId("schedule-reads");
  expect(byId("schedule-often")).toHaveProperty("value", "week");
  expect(byId("schedule-weekday")).toHaveProperty("value", "Monday");
  expect(byId("schedule-time")).toHaveProperty("value", "07:00");
});

it("takes tools as the message box does, says what waits for the person, and shows them again", async () => {
  const orders = toolServer({
    id: "s-orders",
    name: "Orders",
    address: "https://orders.example/mcp",
    headers: [{ name: "authorization", value: "" }],
    session_only: false,
  });
  const { user, asked } = await form((host) => host.on("tool_servers", () => [orders]));
  await user.type(byId("schedule-text"), "Look up the orders.");
  await user.click(await findId("tools-open"));
  await user.click(await findId("tool-server-use"));
  expect(byId("schedule-tools-ask").textContent).toContain("the run stops there as “Needs you”");
  expect(screen.queryByTestId("schedule-tools-kept")).toBeNull();
  await user.click(byId("tool-server-asks"));
  expect(byId("schedule-tools-kept").textContent).toContain("keeps the address and the headers");
  expect(screen.queryByTestId("schedule-tools-ask")).toBeNull();
  await user.click(byId("save-schedule"));
  const [{ draft }] = asked("save_schedule") as [SaveSchedule];
  expect(draft.tools?.servers).toEqual([{ server: "s-orders", asks: false }]);

  await user.click(within(await row("Look up the orders.")).getByTestId("open-schedule"));
  await waitFor(() => expect(byId("tools-open").getAttribute("aria-label")).toContain("Orders"));
});

it("names the tools that were chosen for a schedule, and none that it has anyway", async () => {
  const orders = toolServer({
    id: "s-orders",
    name: "Orders",
    address: "https://orders.example/mcp",
    headers: [],
    session_only: false,
  });
  const servers = [
    { server: "s-orders", asks: true },
    { server: "s-gone", asks: true },
  ];
  const { push } = await schedules((host) => {
    host.on("tool_servers", () => [orders]);
    host.on("schedules", () => ({
      list: [
        line("s-report", { tools: { ...noTools, search: true, code: true, servers, programs: ["page"] } }),
        line("s-code", { name: "Code", tools: { ...noTools, code: true } }),
        line("s-usual", { name: "Usual" }),
      ],
      autostart: "on",
    }));
  });
  const tools = async (name: string) => within(await row(name)).queryByTestId("schedule-row-tools")?.textContent;
  await expect.poll(() => tools("Weekly report")).toBe("Tools: web search, Orders, and 1 on this computer");
  expect(await tools("Code")).toBeUndefined();
  expect(await tools("Usual")).toBeUndefined();
  const gone = async (name: string) => within(await row(name)).queryByTestId("schedule-row-gone")?.textContent;
  expect(await gone("Weekly report")).toContain("It runs without them");
  expect(await gone("Code")).toBeUndefined();

  orders.name = "Shop";
  await push({ patch: "schedules" });
  await expect.poll(() => tools("Weekly report")).toBe("Tools: web search, Shop, and 1 on this computer");
});

it("takes a tool off a schedule that is not here any more", async () => {
  const servers = [{ server: "s-gone", asks: true }];
  const tools = { ...noTools, servers };
  const one = line("s-report", { tools });
  const draft = { name: one.name, text: "Go.", files: [], who: one.who, network: { reach: "off" as const }, tools };
  const { user, asked } = await schedules((host) => {
    host.on("schedules", () => ({ list: [one], autostart: "on" }));
    host.on("schedule", () => ({
      line: one,
      draft: { ...draft, words: one.plan.words ?? one.plan.cron, zone: one.plan.zone },
      runs: [],
    }));
  });
  await user.click(within(await row("Weekly report")).getByTestId("open-schedule"));
  expect((await findId("tools-gone")).textContent).toContain("it is not used");
  expect(screen.queryByTestId("schedule-tools-ask")).toBeNull();
  await user.click(byId("tools-gone-drop"));
  expect(screen.queryByTestId("tools-gone")).toBeNull();
  await waitFor(() => expect(byId("save-schedule")).toHaveProperty("disabled", false));
  await user.click(byId("save-schedule"));
  await waitFor(() => expect(asked("save_schedule").at(-1)).toMatchObject({ draft: { tools: { servers: [] } } }));
});

it("says of a run that it needs the person", async () => {
  await schedules((host) =>
    host.on("schedules", () => ({
      list: [line("s-report", { last: run({ outcome: "needs_you" }) })],
      autostart: "on",
    })),
  );
  expect(within(await row("Weekly report")).getByTestId("schedule-last").textContent).toContain("Last: Needs you");
});
