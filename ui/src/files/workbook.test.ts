import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, test } from "vitest";
import type { SavedTable, SheetPreview, TableRequest } from "../bindings/bridge";
import { artifact } from "../platform/fake-data/builders";
import { byId, openWindow } from "../test-window";
import Workbook from "./Workbook.svelte";

const file = artifact("book.xlsx", {});
const cell = (text: string, kind: "text" | "number" | "formula" = "text") => ({ text, kind });
const sheets: SheetPreview[] = [
  {
    name: "Notes",
    is_hidden: true,
    truncated: false,
    total: null,
    table: null,
    encrypted: [],
    rows: [{ cells: [cell("kept back")], is_hidden: false }],
  },
  {
    name: "Sales",
    is_hidden: false,
    truncated: false,
    total: null,
    table: null,
    encrypted: [],
    rows: [
      { cells: [cell("Item"), cell("Price"), cell("Sum")], is_hidden: false },
      { cells: [cell("Pens"), cell("1,234.50 €", "number"), cell("=B2*2", "formula")], is_hidden: false },
      { cells: [cell("Secret")], is_hidden: true },
    ],
  },
];

/** Opens a workbook in the window. */
async function openBook(sheets: SheetPreview[]) {
  const window = await openWindow();
  window.host.on("list_files", () => ({
    files: [artifact("it", { name: "it.xlsx", state: { state: "saved" } })],
    next: null,
  }));
  window.host.on("preview_file", () => ({ type: "workbook", has_pages: false, truncated: false, sheets }));
  await window.user.click(byId("nav-files"));
  await window.user.click(await screen.findByText("it.xlsx"));
  await screen.findByTestId("workbook");
  return window;
}

test("a workbook opens at the first sheet that it does not hide, and its tabs go by arrow keys", async () => {
  render(Workbook, { file, sheets });
  const selected = () => screen.getByRole("tab", { selected: true }).textContent;
  expect(selected()).toContain("Sales");
  expect(screen.getByRole("cell", { name: "1,234.50 €" }).className).toContain("number");
  screen.getByRole("tab", { selected: true }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(selected()).toContain("Notes");
  expect(selected()).toContain("(hidden)");
  expect(screen.getByRole("cell", { name: "kept back" })).toBeTruthy();
});

test("hidden rows and formulas without a result are said", () => {
  const { container } = render(Workbook, { file, sheets });
  expect(screen.getByText("Secret").closest("tr")?.title).toBe("The workbook hides this row.");
  expect(screen.getByText("=B2*2").title).toContain("does not hold the result");
  expect(container.textContent).toContain("formulas stand where the file holds no result");
});

test("hidden rows and formulas without a result are said of a long sheet, too", async () => {
  const table = {
    header: ["A"],
    columns: ["text" as const],
    rows: [["=B2*2"]],
    is_long: false,
    marks: [{ at: 0, is_hidden: true, formulas: [0] }],
  };
  await openBook([{ ...sheets[1]!, rows: [], table }]);
  expect(screen.getByText("=B2*2").closest("tr")?.title).toBe("The workbook hides this row.");
  const said = screen.getByTestId("table-rows").textContent;
  expect(said).toContain("1 row · rows with a dashed edge are hidden in the workbook · formulas stand where");
});

test("columns that are encrypted are named", async () => {
  const table = {
    header: ["id"],
    columns: ["number" as const],
    rows: [["1"]],
    is_long: false,
    marks: [],
  };
  const locked: SheetPreview = {
    ...sheets[0]!,
    name: "",
    is_hidden: false,
    rows: [],
    table,
    encrypted: ["pay", "iban"],
  };
  await openBook([locked]);
  expect(byId("workbook").textContent).toContain("Encrypted columns, which cannot be shown: pay, iban");
  expect(screen.getByText("1 row")).toBeTruthy();
});

const long: SheetPreview[] = [
  sheets[1]!,
  {
    name: "Log",
    is_hidden: false,
    truncated: true,
    total: null,
    encrypted: [],
    rows: [],
    table: {
      header: ["A", "B"],
      columns: ["text", "number"],
      rows: Array.from({ length: 500 }, (_, i) => [`row ${i}`, `${i}`]),
      is_long: true,
      marks: [],
    },
  },
];

/** Opens the long sheet of a workbook, all of whose rows the host has. */
async function openLog() {
  const window = await openBook(long);
  window.host.on("table_rows", ({ from, count, find }: TableRequest) => ({
    rows: Array.from({ length: count }, (_, i) => ({ number: i, cells: [`${find || "all"} ${from + i}`, "=1+1"] })),
    total: find ? 300 : 900_000,
    is_whole: true,
    more_columns: [],
    is_cut: true,
    marks: find ? [{ at: 7, is_hidden: true, formulas: [1] }] : [],
    has_hidden_rows: find !== "",
    has_formulas: find !== "",
  }));
  await window.user.click(screen.getByRole("tab", { name: "Log" }));
  await expect.poll(() => byId("table-rows").textContent?.trim()).toBe("900,000 rows");
  return window;
}

it("shows all rows of a long sheet, and finds in them", async () => {
  const window = await openLog();
  const table = within(byId("table"));
  expect(table.getByText("row 3")).toBeTruthy();
  expect(byId("workbook").textContent).not.toContain("Only the beginning is shown.");
  expect(byId("table-cut").textContent).toContain("columns after the 100th");
  expect(byId("table-cut").textContent).toContain("rows beyond 20 million or 1 GB");
  const region = table.getByRole("region");
  region.scrollTop = 8_000_000;
  region.dispatchEvent(new Event("scroll"));
  await expect.poll(() => table.queryByText("all 899999")).not.toBeNull();
  await window.user.type(byId("find-in-table"), "word");
  await expect.poll(() => byId("table-rows").textContent).toContain("300 rows");
  expect(window.asked("table_rows").at(-1)).toMatchObject({ file: "it", sheet: 1, find: "word" });
});

it("marks hidden rows and formulas without a result wherever they are", async () => {
  const window = await openLog();
  const table = within(byId("table"));
  expect(byId("table-rows").textContent).not.toContain("dashed");
  await window.user.type(byId("find-in-table"), "word");
  await expect.poll(() => table.queryByText("word 7")).not.toBeNull();
  const row = table.getByText("word 7").closest("tr")!;
  expect(row.title).toBe("The workbook hides this row.");
  expect(row.querySelectorAll("td")[1]!.title).toContain("does not hold the result");
  expect(table.getByText("word 6").closest("tr")!.title).toBe("");
  const said = byId("table-rows").textContent;
  expect(said).toContain("300 rows · rows with a dashed edge are hidden in the workbook · formulas stand where");
});

it("stops to save a sheet as CSV, also after another sheet was looked at", async () => {
  const window = await openLog();
  let saved: (table: SavedTable | null) => void = () => {};
  window.host.on("save_table", () => new Promise<SavedTable | null>((resolve) => (saved = resolve)));
  expect(screen.queryByTestId("stop-csv")).toBeNull();
  await window.user.click(byId("save-csv"));
  await window.user.click(screen.getByRole("tab", { name: "Sales" }));
  await window.user.click(screen.getByRole("tab", { name: "Log" }));
  expect(byId("save-csv").textContent).toBe("Saving as CSV…");
  await window.user.click(byId("stop-csv"));
  expect(window.asked("stop_saving_table")).toEqual([{ file: "it", sheet: 1 }]);
  saved(null);
  await expect.poll(() => byId("save-csv").textContent).toBe("Save as CSV");
  expect(screen.queryByTestId("stop-csv")).toBeNull();
  expect(screen.queryByTestId("notice")).toBeNull();
});

it("closes a sheet that is no longer shown, and none that is", async () => {
  const window = await openLog();
  await window.user.type(byId("find-in-table"), "word");
  expect(window.asked("close_table")).toEqual([]);
  await window.user.click(screen.getByRole("tab", { name: "Sales" }));
  expect(window.asked("close_table")).toEqual([{ file: "it", sheet: 1 }]);
  await window.user.click(screen.getByRole("tab", { name: "Log" }));
  await window.user.click(byId("nav-chats"));
  await expect.poll(() => window.asked("close_table").length).toBe(2);
});

it("saves a sheet as CSV and says what is left out", async () => {
  const window = await openLog();
  let saved: (table: SavedTable) => void = () => {};
  window.host.on("save_table", () => new Promise<SavedTable>((resolve) => (saved = resolve)));
  await window.user.click(byId("save-csv"));
  await window.user.click(byId("save-csv"));
  expect(byId("save-csv").textContent).toBe("Saving as CSV…");
  expect(window.asked("save_table")).toEqual([{ file: "it", sheet: 1, name: "Log" }]);
  saved({ place: "/home/ada/it.csv", is_cut: true });
  const notice = await screen.findByTestId("notice");
  expect(byId("save-csv").textContent).toBe("Save as CSV");
  expect(notice.textContent).toContain("/home/ada/it.csv");
  expect(notice.textContent).toContain("columns after the 16,384th");
});
