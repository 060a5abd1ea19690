import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { FilePreview, TableRequest } from "../bindings/bridge";
import { artifact } from "../platform/fake-data/builders";
import { byId, openWindow } from "../test-window";
import { seen } from "./table-pages.svelte";

const preview: FilePreview = {
  type: "table",
  title: [],
  separator: ";",
  encoding: "windows-1252",
  columns: ["text", "number"],
  header: ["Name", "Sum"],
  is_numbered: false,
  rows: Array.from({ length: 500 }, (_, i) => [`row ${i}`, `${i}`]),
  truncated: true,
};

/** Opens a table of a million rows, all of which the host has. */
async function opened(moreColumns: string[] = []) {
  const window = await openWindow();
  window.host.on("list_files", () => ({
    files: [artifact("it", { name: "it.csv", state: { state: "saved" } })],
    next: null,
  }));
  window.host.on("preview_file", () => preview);
  window.host.on("encodings", () => ["UTF-8", "windows-1251", "windows-1252"]);
  window.host.on("set_encoding", () => ({ ...preview, encoding: "windows-1251", header: ["Имя", "Sum"] }));
  window.host.on("table_rows", (request: TableRequest) => ({
    rows: Array.from({ length: request.count }, (_, i) => ({
      number: i,
      cells: [`${request.find || "all"} ${request.sort?.is_descending ? "down" : "up"} ${request.from + i}`, "1"],
    })),
    total: request.find ? 300 : 1_000_000,
    is_whole: true,
    more_columns: moreColumns,
    is_cut: false,
    marks: [],
    has_hidden_rows: false,
    has_formulas: false,
  }));
  await window.user.click(byId("nav-files"));
  await window.user.click(await screen.findByText("it.csv"));
  await expect.poll(() => byId("table-rows").textContent).toBe("1,000,000 rows");
  return window;
}

it("draws the rows of a long table that are seen, and asks for others when their place comes", async () => {
  const window = await opened();
  const table = within(byId("table"));
  expect(table.getAllByRole("row").length).toBeLessThan(100);
  expect(table.getByText("row 3")).toBeTruthy();
  const region = table.getByRole("region");
  region.scrollTop = 8_000_000;
  region.dispatchEvent(new Event("scroll"));
  await expect.poll(() => table.queryByText("all up 999999")).not.toBeNull();
  expect(window.asked("table_rows").length).toBeLessThan(6);
});

it("sorts by a column up and down and then not, and shows the rows with a word", async () => {
  const window = await opened();
  const table = within(byId("table"));
  const head = table.getByRole("button", { name: "Sum" });
  await window.user.click(head);
  await expect.poll(() => table.queryByText("all up 0")).not.toBeNull();
  expect(head.closest("th")?.getAttribute("aria-sort")).toBe("ascending");
  await window.user.click(head);
  await expect.poll(() => table.queryByText("all down 0")).not.toBeNull();
  await window.user.click(head);
  expect(table.getByText("row 3")).toBeTruthy();
  await window.user.type(byId("find-in-table"), "word");
  await expect.poll(() => byId("table-rows").textContent).toBe("300 rows");
  expect(table.getByText("word up 0")).toBeTruthy();
});

it("shows the columns that only rows far below have", async () => {
  const window = await opened(["Note"]);
  const table = within(byId("table"));
  await expect.poll(() => table.queryAllByRole("columnheader").length).toBe(3);
  expect(table.getByText("row 3").closest("tr")?.querySelectorAll("td").length).toBe(3);
  await window.user.click(table.getByRole("button", { name: "Note" }));
  await expect.poll(() => table.queryByText("all up 0")).not.toBeNull();
  expect(window.asked("table_rows").at(-1)).toMatchObject({ sort: { column: 2, is_descending: false } });
});

it("reads the file in another encoding when the person says so", async () => {
  const window = await opened();
  await window.user.selectOptions(byId("encoding"), "windows-1251");
  expect(window.asked("set_encoding")).toEqual([{ file: "it", encoding: "windows-1251" }]);
  await expect.poll(() => screen.queryByText("Имя")).not.toBeNull();
});

it("reaches the first and the last row of a table that is higher than a browser draws", () => {
  expect(seen(5_000_000, 0, 600)).toMatchObject({ first: 0, before: 0 });
  expect(seen(5_000_000, 8_000_000, 600).last).toBe(5_000_000);
  expect(seen(3, 0, 600)).toEqual({ first: 0, last: 3, before: 0, after: 0 });
});

it("says when the numbers over the columns are not in the file", async () => {
  const window = await openWindow();
  window.host.on("list_files", () => ({
    files: [artifact("it", { name: "it.csv", state: { state: "saved" } })],
    next: null,
  }));
  window.host.on("preview_file", () => ({ ...preview, header: ["1", "2"], is_numbered: true }));
  await window.user.click(byId("nav-files"));
  await window.user.click(await screen.findByText("it.csv"));
  expect((await screen.findByTestId("numbered-columns")).textContent).toContain("have no names");
});
