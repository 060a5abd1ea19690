import { cleanup, screen, within } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { ActionField, Draft, RequestedAction, RequestedActions, Turn } from "../bindings/bridge";
import { failure, type FakeHost } from "../platform/fake";
import { summary, text, turn } from "../platform/fake-data/builders";
import { overview } from "../platform/fake-data/overviews";
import { byId, findId, openConversation, openWindow, type TestWindow } from "../test-window";

const field = (name: string, change: Partial<ActionField> = {}): ActionField => ({
  name,
  label: name,
  about: null,
  kind: { takes: "text" },
  required: false,
  value: "",
  ...change,
});
const action = (call: string, change: Partial<RequestedAction> = {}): RequestedAction => ({
  call,
  title: "Book table",
  name: "book_table",
  about: null,
  given: [],
  fields: [],
  free_text: "required",
  deed: null,
  ...change,
});
const table = action("c1", {
  about: "Books a table by telephone.",
  given: [["Message", "Shall I book?"]],
  free_text: "optional",
  fields: [
    field("Guests", { kind: { takes: "whole_number" }, required: true, about: "How many come." }),
    field("Time", { kind: { takes: "choice", options: ["18:00", "20:00"] }, value: "18:00" }),
    field("Outside", { kind: { takes: "yes_no" } }),
    field("Name"),
  ],
});

/** Opens a chat whose only turn requests these actions. */
async function asking(
  actions: RequestedAction[],
  change: Partial<Turn> = {},
  answered_by: string | null = null,
  prepare: (host: FakeHost) => void = () => {},
): Promise<TestWindow> {
  const turns = [turn("t-ask", "c-heat", { standing: "needs_you", parts: [text("<p>I must ask.</p>")], ...change })];
  const line = summary("c-heat", { title: "How a heat pump works", standing: "needs_you" });
  const window = await openWindow(overview({ chats: [line] }), (host) => {
    host.have({ summary: line, turns, files: [] });
    host.on("requested_actions", (): RequestedActions => ({ actions, answered_by }));
    prepare(host);
  });
  await openConversation(window, "c-heat");
  return window;
}
const input = (name: string): HTMLInputElement =>
  screen.getAllByTestId("action-field").find((e) => e.dataset.name === name) as HTMLInputElement;

it("says in words what is asked, and takes the answer in a form", async () => {
  const { user, asked } = await asking([table]);
  const form = await findId("actions");
  expect(form.textContent).toMatch(
    /needs 1 answer from you.*Book table.*Books a table by telephone.*Message.*Shall I book\?/s,
  );
  expect(
    within(form)
      .getByLabelText(/Guests/)
      .getAttribute("aria-required"),
  ).toBe("true");
  expect(input("Time").value).toBe("18:00");
  await user.type(input("Guests"), "4");
  await user.selectOptions(input("Time"), "20:00");
  await user.selectOptions(input("Outside"), "No");
  await user.type(byId("action-words"), "Window");
  await user.click(byId("answer-actions"));
  expect(asked("answer_action")).toEqual([
    {
      turn: "t-ask",
      answers: [
        {
          call: "c1",
          reply: {
            reply: "given",
            words: "Window",
            values: [
              ["Guests", "4"],
              ["Time", "20:00"],
              ["Outside", "false"],
              ["Name", ""],
            ],
          },
        },
      ],
    },
  ]);
});

it("names what is missing or does not fit, and goes there", async () => {
  const { user, asked } = await asking([table]);
  await findId("actions");
  await user.click(byId("answer-actions"));
  expect(document.activeElement).toBe(input("Guests"));
  const problem = () =>
    document.getElementById(input("Guests").getAttribute("aria-describedby")!.split(" ").at(-1)!)?.textContent;
  expect(problem()).toBe("This has to be filled in.");
  await user.type(input("Guests"), "two{Enter}");
  expect(problem()).toBe("This takes a whole number.");
  expect(asked("answer_action")).toEqual([]);
});

it("takes words where there is no form, and a refusal with a reason, all at once", async () => {
  const { user, asked } = await asking([action("c1"), action("c2", { title: "Pay", name: "pay" })]);
  expect((await findId("actions")).textContent).toContain("needs 2 answers from you");
  await user.click(byId("answer-actions"));
  expect(screen.getAllByText("Give an answer, or decline.")).toHaveLength(2);
  await user.type(screen.getAllByTestId("action-words")[0]!, "For four");
  await user.click(screen.getAllByTestId("decline")[1]!);
  await user.type(byId("decline-reason"), "Too dear");
  await user.click(byId("answer-actions"));
  expect(asked("answer_action")).toEqual([
    {
      turn: "t-ask",
      answers: [
        { call: "c1", reply: { reply: "given", values: [], words: "For four" } },
        { call: "c2", reply: { reply: "declined", reason: "Too dear" } },
      ],
    },
  ]);
});

it("keeps what was filled in when the host refuses it", async () => {
  const window = await asking([action("c1")]);
  window.host.on("answer_action", () => {
    throw failure("invalid", "“Book table” has no answer yet.");
  });
  await window.user.type(await findId("action-words"), "Yes");
  await window.user.click(byId("answer-actions"));
  expect((await findId("actions-refused")).textContent).toContain("Book table");
  expect((byId("action-words") as HTMLTextAreaElement).value).toBe("Yes");
});

it("keeps a half-filled answer while the person looks elsewhere", async () => {
  const window = await asking([action("c1")]);
  await window.user.type(await findId("action-words"), "Half");
  await window.user.click(byId("nav-settings"));
  await openConversation(window, "c-heat");
  expect(((await findId("action-words")) as HTMLTextAreaElement).value).toBe("Half");
});

it("keeps a half-filled answer over an end of Errand, and no longer than until it is sent", async () => {
  const first = await asking([table]);
  await first.user.type(await findId("action-words"), "Half");
  await first.user.type(input("Guests"), "4");
  // The whole of it, not what was saved while it was typed.
  await vi.waitFor(() => expect((first.asked("save_draft").at(-1) as Draft).text).toMatch(/"Guests":"4".*Half/));
  const kept = first.asked("save_draft").at(-1) as Draft;
  expect(kept.key).toBe("answers:t-ask");
  cleanup();

  const second = await asking([table], {}, null, (host) => {
    host.on("draft", (key) => (key === kept.key ? kept : null));
    host.on("answer_action", () => ({ conversation: "c-heat", turn: "t-next" }));
  });
  expect(((await findId("action-words")) as HTMLTextAreaElement).value).toBe("Half");
  expect(input("Guests").value).toBe("4");
  await second.user.click(byId("answer-actions"));
  second.host.on("requested_actions", () => ({ actions: [table], answered_by: "t-next" }));
  await second.push({ patch: "turn", turn: turn("t-next", "c-heat", { parent: "t-ask", prompt: "Half" }) });
  await findId("answered");
  await vi.waitFor(() => expect(second.asked("save_draft").at(-1)).toMatchObject({ key: kept.key, text: "" }));
});

it("keeps the files that were chosen in a form, wherever in it they are, with what was filled in", async () => {
  const chosen = { name: "contract.pdf", mime: "application/pdf", size: 3, sha256: "ab".repeat(32) };
  const page = field("Page", { kind: { takes: "group", fields: [field("Scan", { kind: { takes: "file" } })] } });
  const pages = field("Pages", { required: true, kind: { takes: "list", item: { ...page, name: "" } } });
  const { user, asked } = await asking([action("c1", { fields: [pages] })], {}, null, (host) => {
    host.on("choose_attachments", () => ({ files: [chosen], refused: [] }));
  });
  await user.click(await screen.findByText("Choose a file"));
  await vi.waitFor(() => expect(asked("save_draft").at(-1)).toMatchObject({ attachments: [chosen] }));
});

it("does not ask again once a turn has answered, and offers no change of an answer", async () => {
  const window = await asking([action("c1")]);
  await findId("actions");
  window.host.on("requested_actions", () => ({ actions: [action("c1")], answered_by: "t-yes" }));
  await window.push({ patch: "turn", turn: turn("t-yes", "c-heat", { parent: "t-ask", prompt: "Book table: Yes" }) });
  expect((await findId("answered")).textContent).toBe("You answered this.");
  expect(screen.queryByTestId("actions")).toBeNull();
  expect(screen.getAllByTestId("edit")).toHaveLength(1);
});

it("says so when nothing of it can be shown", async () => {
  await asking([]);
  expect(await screen.findByText(/waits for something that Errand cannot show/)).toBeTruthy();
});

it("does not claim that a function was used that waits for the person", async () => {
  await asking([action("c1")], {
    parts: [{ type: "tool", name: "book_table", server: null, arguments: "", result: null, failed: false }],
  });
  await findId("actions");
  expect(screen.getByText("Asked for “book table”")).toBeTruthy();
});

it("takes objects and lists as fields inside of fields, and names what is wrong in them", async () => {
  const street = field("street", { label: "Street", required: true });
  const number = field("number", { label: "Number", kind: { takes: "whole_number" } });
  const person = field("", {
    label: "",
    required: true,
    kind: {
      takes: "group",
      fields: [
        field("name", { label: "Name", required: true }),
        field("comes", { label: "Comes", kind: { takes: "date" } }),
      ],
    },
  });
  const { user, asked } = await asking([
    action("c1", {
      free_text: "none",
      fields: [
        field("address", {
          label: "Address",
          required: true,
          kind: { takes: "group", fields: [street, number] },
          value: JSON.stringify({ street: "Dam", number: "4" }),
        }),
        field("guests", { label: "Guests", kind: { takes: "list", item: person } }),
      ],
    }),
  ]);
  await findId("actions");
  expect(input("street").value).toBe("Dam");
  await user.clear(input("number"));
  await user.type(input("number"), "four");
  await user.click(byId("add-item"));
  await user.click(byId("add-item"));
  await user.type(screen.getAllByTestId("action-field").filter((e) => e.dataset.name === "comes")[1]!, "2026-03-29");
  await user.click(byId("answer-actions"));
  expect(screen.getByText("This takes a whole number.")).toBeTruthy();
  expect(screen.getByText("This has to be filled in.")).toBeTruthy();
  expect(document.activeElement).toBe(input("number"));
  await user.clear(input("number"));
  await user.type(screen.getAllByTestId("action-field").filter((e) => e.dataset.name === "name")[1]!, "Bo");
  await user.click(screen.getByRole("button", { name: "Remove “Guests 1”" }));
  await user.click(byId("answer-actions"));
  expect(asked("answer_action")).toEqual([
    {
      turn: "t-ask",
      answers: [
        {
          call: "c1",
          reply: {
            reply: "given",
            words: "",
            values: [
              ["address", JSON.stringify({ street: "Dam", number: "" })],
              ["guests", JSON.stringify([{ name: "Bo", comes: "2026-03-29" }])],
            ],
          },
        },
      ],
    },
  ]);
});
