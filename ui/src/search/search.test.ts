// Search in the window: filters, grouping by conversation, and opening a hit.
import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { Hit } from "../bindings/bridge";
import { overview } from "../platform/fake-data/overviews";
import { byId, findId, openWindow } from "../test-window";
import { grouped, Searching } from "../lib/state/searching.svelte";

const hit = (conversation: string, more: Partial<Hit> = {}): Hit => ({
  conversation,
  kind: "chat",
  turn: `t-${conversation}`,
  step: null,
  file: null,
  title: `Title ${conversation}`,
  snippet: ["a ", "word", " b"],
  at: 1,
  ...more,
});

it("puts the hits of a conversation together, at the place of its best", () => {
  const rows = grouped([hit("a"), hit("b"), hit("a", { at: 2 })]);
  expect(rows.map(({ hit: h, first }) => [h.conversation, h.at, first])).toEqual([
    ["a", 1, true],
    ["a", 2, false],
    ["b", 1, true],
  ]);
});

it("asks for a part of everything", () => {
  const searching = new Searching();
  const { everyone } = overview().who;
  const now = new Date(2026, 10, 29, 15).getTime();
  expect(searching.request("x", everyone, now)).toEqual({ words: "x", kind: null, files: false, who: [], from: null });
  searching.scope = "jobs";
  searching.period = "today";
  searching.who = "g-inv";
  expect(searching.request("x", everyone, now)).toEqual({
    words: "x",
    kind: "job",
    files: false,
    who: ["my-invoice-checker-3f2a9c1d-77ab01c2", "my-invoice-checker-3f2a9c1d-0911aa20"],
    from: new Date(2026, 10, 29).getTime(),
  });
  searching.scope = "files";
  searching.period = "week";
  expect(searching.request("x", everyone, now)).toMatchObject({
    kind: null,
    files: true,
    from: new Date(2026, 10, 22).getTime(),
  });
});

it("searches again when a filter changes, says what is still prepared, and shows where a hit is", async () => {
  const { user, host } = await openWindow();
  const asked: unknown[] = [];
  host.on("search", (request) => {
    asked.push(request);
    return {
      complete: false,
      hits: [hit("a"), hit("a", { step: 2 }), hit("b", { file: { id: null, name: "offers.csv" } })],
    };
  });
  await user.click(byId("nav-search"));
  await user.type(await findId("search-field"), "word");
  expect(await screen.findAllByTestId("search-hit")).toHaveLength(3);
  expect(screen.getAllByText("Title a")).toHaveLength(1);
  expect(screen.getByText("On the way to the answer")).toBeTruthy();
  expect(within(screen.getByRole("main")).getByTestId("search-incomplete")).toBeTruthy();
  await user.click(byId("search-jobs"));
  await user.selectOptions(byId("search-when"), "month");
  expect(asked.at(-1)).toMatchObject({ words: "word", kind: "job", files: false, from: expect.any(Number) });
});
