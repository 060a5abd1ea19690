// PDF pages: locked documents, and the text layer.
import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { failure } from "../platform/fake";
import { byId, findId, openWindow, type TestWindow } from "../test-window";

async function openTickets(): Promise<TestWindow> {
  const window = await openWindow();
  await window.user.click(byId("nav-files"));
  return window;
}

it("asks for the password of a locked file until it is right, and forgets it with the file", async () => {
  const window = await openTickets();
  const drawn = { total: 5, truncated: false, pages: [{ data_url: "data:,", width: 9, height: 9, lines: [] }] };
  window.host.on("draw_pages", ({ password }) => {
    if (password === "right") return drawn;
    return Promise.reject(
      failure(
        "locked",
        password === null ? "tickets.pdf is locked with a password." : "That password does not open tickets.pdf.",
        null,
      ),
    );
  });
  await window.user.click(await screen.findByText("tickets.pdf"));
  expect((await findId("unlock")).textContent).toContain("is locked with a password");
  const unlock = async (password: string) => {
    await window.user.type(byId("password"), password);
    await window.user.keyboard("{Enter}");
  };
  await unlock("wrong");
  await expect.poll(() => byId("unlock").textContent).toContain("That password does not open");
  expect((byId("password") as HTMLInputElement).value).toBe("");
  await unlock("right");
  await expect.poll(() => screen.queryByTestId("unlock")).toBeNull();
  expect(screen.getByAltText("Page 1 of 5")).toBeTruthy();
  // Later pages are requested with the same password.
  await window.user.click(byId("more-pages"));
  const passwords = () =>
    window.asked("draw_pages").map((request) => (request as { password: string | null }).password);
  expect(passwords()).toEqual([null, "wrong", "right", "right"]);

  await window.user.click(screen.getByText("plan.md"));
  await window.user.click(screen.getByText("tickets.pdf"));
  await findId("unlock");
  expect(passwords().at(-1)).toBeNull();
});

it("has the text of a page over its picture, as long as it is there", async () => {
  const window = await openTickets();
  await window.user.click(await screen.findByText("tickets.pdf"));
  const line = await within(await findId("pages")).findByText("Ticket 2");
  expect([line.style.left, line.style.fontSize]).toEqual([`${(200 / 1200) * 100}%`, "5cqi"]);
});

it("finds words on pages that are not drawn yet, and goes there", async () => {
  const window = await openTickets();
  await window.user.click(await screen.findByText("tickets.pdf"));
  await window.user.click(await findId("find-in-pages"));
  await window.user.type(byId("find-field"), "ticket 6");
  await expect.poll(() => screen.getByRole("search").textContent).toContain("Pages: 1 of 1");
  expect(await within(byId("pages")).findByText("Ticket 6")).toBeTruthy();
  await window.user.clear(byId("find-field"));
  await window.user.type(byId("find-field"), "ticket");
  await expect.poll(() => screen.getByRole("search").textContent).toContain("of 6");
  expect(window.asked("read_pages")).toEqual([{ file: "tickets.pdf", password: null }]);
});

it("says how far it looked when not all pages could be read", async () => {
  const window = await openTickets();
  window.host.on("read_pages", () => ({ total: 6, pages: [["Ticket 1"]] }));
  await window.user.click(await screen.findByText("tickets.pdf"));
  await window.user.click(await findId("find-in-pages"));
  await window.user.type(byId("find-field"), "ticket 6");
  expect(await screen.findByText("Searched up to page 1 only.")).toBeTruthy();
  await expect.poll(() => screen.getByRole("search").textContent).toContain("Nothing found");
});

it("shows an Office file as pages where it can, and its contents again", async () => {
  const window = await openTickets();
  const contents = { type: "markdown" as const, html: "<p>Words of it</p>", truncated: true };
  window.host.on("preview_file", () => ({ ...contents, has_pages: true }));
  await window.user.click(await screen.findByText("plan.md"));
  expect(await screen.findByText("Words of it")).toBeTruthy();
  await window.user.click(byId("as-pages"));
  expect(await screen.findByAltText("Page 1 of 6")).toBeTruthy();
  expect(screen.queryByText("Words of it")).toBeNull();
  expect(screen.queryByText("Only the beginning is shown.")).toBeNull();
  expect(byId("as-pages").textContent).toContain("Show its contents");
  await window.user.click(byId("as-pages"));
  expect(screen.getByText("Words of it")).toBeTruthy();

  window.host.on("preview_file", () => ({ ...contents, has_pages: false }));
  await window.user.click(await screen.findByText("map.png"));
  await expect.poll(() => screen.queryByText("Words of it")).not.toBeNull();
  expect(screen.queryByTestId("as-pages")).toBeNull();
});
