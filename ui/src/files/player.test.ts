import { screen, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { artifact } from "../platform/fake-data/builders";
import { byId, openWindow } from "../test-window";

describe("images, sounds and videos", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Opens the list of files and a file of this type. */
  async function opened(type: "image" | "audio" | "video") {
    const window = await openWindow();
    window.host.on("list_files", () => ({
      files: [artifact("it", { name: "it", state: { state: "saved" } }), artifact("other", { name: "other" })],
      next: null,
    }));
    window.host.on("preview_file", (id) => (id === "it" ? { type } : { type: "none", mime: "x/y" }));
    await window.user.click(byId("nav-files"));
    await window.user.click(await screen.findByText("it"));
    await expect.poll(() => byId("file-preview").dataset.kind).toBe(type);
    return window;
  }

  it("are drawn from the host's own address", async () => {
    const window = await opened("image");
    expect(byId("file-preview").querySelector("img")?.getAttribute("src")).toBe(window.host.media("it"));
  });

  it("are fetched to be played, and let go of when the player is gone", async () => {
    const fetched = vi.fn(async () => new Response("RIFF"));
    vi.stubGlobal("fetch", fetched);
    const revoke = vi.fn();
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:it", revokeObjectURL: revoke }));
    const window = await opened("audio");
    const sound = () => byId("file-preview").querySelector("audio")?.getAttribute("src");
    await expect.poll(sound).toBe("blob:it");
    expect(fetched).toHaveBeenCalledWith(window.host.media("it"), expect.anything());
    expect(revoke).not.toHaveBeenCalled();
    await window.user.click(screen.getByText("other"));
    await expect.poll(() => revoke.mock.calls).toEqual([["blob:it"]]);
  });

  it("say so when they cannot be had", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
    await opened("video");
    expect(await screen.findByText("This file cannot be played here.")).toBeTruthy();
  });

  it("say that they cannot be decoded, and can be saved and opened then", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => new Response("RIFF")),
    );
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:it", revokeObjectURL: () => {} }));
    const window = await opened("video");
    const film = () => byId("file-preview").querySelector("video");
    await expect.poll(() => film()?.getAttribute("src")).toBe("blob:it");
    film()!.dispatchEvent(new Event("error"));
    const said = await screen.findByTestId("not-decoded");
    window.host.on("open_file", () => ({ type: "opened" }));
    await window.user.click(within(said).getByTestId("open-file"));
    expect(window.asked("open_file")).toEqual([{ file: "it", is_sure: false }]);
  });
});
