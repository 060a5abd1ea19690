import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { SheetPreview } from "../bindings/bridge";
import Workbook from "./Workbook.svelte";

const cell = (text: string, kind: "text" | "number" | "formula" = "text") => ({ text, kind });
const sheets: SheetPreview[] = [
  {
    name: "Notes",
    is_hidden: true,
    truncated: false,
    total: null,
    rows: [{ cells: [cell("kept back")], is_hidden: false }],
  },
  {
    name: "Sales",
    is_hidden: false,
    truncated: false,
    total: null,
    rows: [
      { cells: [cell("Item"), cell("Price"), cell("Sum")], is_hidden: false },
      { cells: [cell("Pens"), cell("1,234.50 €", "number"), cell("=B2*2", "formula")], is_hidden: false },
      { cells: [cell("Secret")], is_hidden: true },
    ],
  },
];

test("a workbook opens at the first sheet that it does not hide, and its tabs go by arrow keys", async () => {
  render(Workbook, { sheets });
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
  const { container } = render(Workbook, { sheets });
  expect(screen.getByText("Secret").closest("tr")?.title).toBe("The workbook hides this row.");
  expect(screen.getByText("=B2*2").title).toContain("does not hold the result");
  expect(container.textContent).toContain("formulas stand where the file holds no result");
});

test("a table that is longer than what is shown says how long it is", () => {
  const rows = [{ cells: [cell("n")], is_hidden: false }];
  const { container } = render(Workbook, {
    sheets: [{ name: "", is_hidden: false, truncated: true, total: 3000, rows }],
  });
  expect(container.textContent).toContain("3,000 rows");
  expect(container.textContent).toContain("Only the beginning is shown.");
});
