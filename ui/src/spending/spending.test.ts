// Costs of turns as shown to the person: before, during, after, on the spending page, and at a limit.
import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { failure } from "../platform/fake";
import type { OwnAgentGroup } from "../bindings/bridge";
import { turn } from "../platform/fake-data/builders";
import { nothingSpent, spending } from "../platform/fake-spending";
import { byId, findId, openConversation, openWindow, type TestWindow, wordsOf } from "../test-window";

async function openSpending({ user }: TestWindow): Promise<void> {
  await user.click(byId("nav-settings"));
  await user.click(await findId("settings-spending"));
  await findId("month");
}

it("says of an answer what it cost, who answered in place of whom, and what the whole conversation cost", async () => {
  const window = await openWindow();
  await openConversation(window, "c-heat");
  await window.push({
    patch: "turn",
    turn: turn("t-h2", "c-heat", { parent: "t-h1", api_id: "gemini-2.5-pro", answered_by: "gemini-3.8-flash" }),
  });
  const answered = screen.getAllByTestId("turn").find((e) => e.dataset.turn === "t-h2")!;
  expect(within(answered).getByTestId("turn-cost").textContent).toBe("about $0.0022");
  expect(within(answered).getByTestId("answered-by").textContent).toBe("answered by gemini-3.8-flash");
  await window.user.click(within(answered).getByTestId("details"));
  const dialog = await findId("details-dialog");
  await within(dialog).findByText(/about \$0\.0065, 3 turns/);
  expect(dialog.textContent).toContain("about $0.0022. By prices of November 28, 2026");
});

it("counts money while a job runs, and tokens where nobody knows the price", async () => {
  const window = await openWindow();
  await openConversation(window, "c-run");
  const running = (cost: { low: number; high: number } | null) =>
    turn("t-run", "c-run", {
      is_job: true,
      standing: "running",
      activity: { doing: "thinking" },
      finished_at: null,
      cost,
    });
  await window.push({ patch: "turn_head", turn: running({ low: 120_000, high: 120_000 }) });
  expect(byId("meter").textContent).toBe("about $0.12 so far");
  await window.push({ patch: "turn_head", turn: running(null) });
  expect(byId("meter").textContent).toBe("612 tokens");
});

it("says why it stopped a job that reached the limit", async () => {
  const window = await openWindow();
  await openConversation(window, "c-run");
  await window.push({
    patch: "turn",
    turn: turn("t-run", "c-run", {
      is_job: true,
      standing: "stopped",
      limit_reached: 2_000_000,
      cost: { low: 2_040_000, high: 2_040_000 },
    }),
  });
  expect(byId("limit-reached").textContent).toContain("your limit of $2.00 for one job");
  expect(byId("cost").textContent).toBe("about $2.04");
});

it("adds up months and days, each bar with its amount, and goes from bar to bar by the arrow keys", async () => {
  const window = await openWindow();
  await openSpending(window);
  expect(byId("month").textContent).toContain("November 2026: about $7.24 to $9.04");
  const [months] = screen.getAllByTestId("chart");
  const bars = within(months!).getAllByRole("button");
  expect(bars).toHaveLength(12);
  expect(bars[11]!.getAttribute("aria-label")).toBe("November 2026: about $8.14, 119 turns");
  expect(bars[11]!.getAttribute("aria-pressed")).toBe("true");
  bars[11]!.focus();
  await window.user.keyboard("{ArrowLeft}{Enter}");
  expect(window.asked("spending")).toEqual([{ month: null }, { month: "2026-10" }]);
  await screen.findByText(/October 2026: about/, { selector: "p" });
  await window.user.keyboard("{Home}");
  expect(document.activeElement).toBe(within(months!).getAllByRole("button")[0]);
});

it("tells the same in tables, by who was asked and by who answered", async () => {
  const window = await openWindow();
  await openSpending(window);
  const who = screen.getByRole("region", { name: "By who was asked" });
  const rows = within(who)
    .getAllByRole("row")
    .slice(1)
    .map((row) => wordsOf(row));
  expect(rows[0]).toContain("Antigravity");
  expect(rows[0]).toContain("about $4.12");
  expect(rows[3]).toContain("no price");
  expect(rows[4], "what comes with Errand has no bill").toContain("free");
  expect(screen.getByRole("region", { name: "By the model that answered" })).toBeTruthy();
});

it("calls own agents by their names whatever they were made as, and those that have none any more as what they are", async () => {
  const window = await openWindow();
  const row = (api_id: string, own: OwnAgentGroup, engine: "gemini" | "local" = "gemini") => ({
    engine,
    is_agent: true,
    api_id,
    own,
    turns: 2,
    tokens: 100_000,
    cost: { low: 217_500, high: 217_500 },
  });
  window.host.on("spending", () =>
    spending({
      by_who: [
        row("my-kettle-desk-0001-0002", { is: "kept", name: "Kettle desk" }),
        row("my-kettle-desk-0001-0003", { is: "kept", name: "Kettle desk" }, "local"),
        row("trial-in-errand-0004-0005", { is: "tried" }),
        row("my-old-desk-0006-0007", { is: "deleted" }),
      ],
    }),
  );
  await openSpending(window);
  const who = screen.getByRole("region", { name: "By who was asked" });
  const names = within(who)
    .getAllByRole("rowheader")
    .map((cell) => wordsOf(cell));
  expect(names).toEqual([
    "Kettle desk",
    "Kettle desk On this computer",
    "agent on trial",
    "deleted agent my-old-desk-0006-0007",
  ]);
});

it("saves a table where the person wants it", async () => {
  const window = await openWindow();
  await openSpending(window);
  await window.user.click(byId("export-spending"));
  await screen.findByText("Saved as /home/ada/Documents/errand-spending-2026-11-29.csv.");
});

it("explains itself while nothing was spent", async () => {
  const window = await openWindow();
  window.host.on("spending", nothingSpent);
  await window.user.click(byId("nav-settings"));
  await window.user.click(await findId("settings-spending"));
  expect((await findId("nothing-spent")).textContent).toContain("Nothing was spent yet");
  expect(screen.queryByTestId("export-spending")).toBeNull();
  expect(byId("month_limit")).toBeTruthy();
});

it("keeps limits that are amounts, says so when one is not, and takes them away again", async () => {
  const window = await openWindow();
  await openSpending(window);
  const field = byId("month_limit") as HTMLInputElement;
  await window.user.type(field, "ten{Enter}");
  expect(screen.getByText(/Write an amount/).getAttribute("role")).toBe("alert");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  await window.user.clear(field);
  await window.user.type(field, "10{Enter}");
  expect((window.asked("set_settings").at(-1) as { month_limit: number }).month_limit).toBe(1000);
  await window.user.clear(field);
  await window.user.tab();
  expect((window.asked("set_settings").at(-1) as { month_limit: number | null }).month_limit).toBeNull();
});

it("reminds quietly when the month's limit is near, and asks before each turn beyond it", async () => {
  const window = await openWindow();
  await openSpending(window);
  await window.user.type(byId("month_limit"), "10{Enter}");
  await window.user.click(byId("nav-new"));
  expect((await findId("budget")).textContent).toContain("About $9.04 of $10.00 used this month.");
  let allowed = false;
  window.host.on("go_beyond_limit", () => {
    allowed = true;
    return null;
  });
  window.host.on("send", () => {
    if (!allowed) throw failure("month_limit", "This month’s limit is used up.");
    return { conversation: "c-heat", turn: "t-h2" };
  });
  await window.user.type(byId("composer"), "What is basalt?");
  await window.user.keyboard("{Enter}");
  await window.user.click(await findId("limit-not"));
  expect((byId("composer") as HTMLTextAreaElement).value).toBe("What is basalt?");
  expect(screen.queryByTestId("limit-dialog")).toBeNull();
  await window.user.click(byId("composer"));
  await window.user.keyboard("{Enter}");
  await window.user.click(await findId("limit-send"));
  expect(allowed).toBe(true);
  expect(window.asked("send")).toHaveLength(3);
});
