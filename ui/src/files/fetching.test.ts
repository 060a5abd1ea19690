import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { ArtifactView } from "../bindings/bridge";
import { artifact, summary, text, turn } from "../platform/fake-data/builders";
import { byId, openConversation, openWindow, type TestWindow } from "../test-window";

const big = (id: string, state: ArtifactView["state"]) =>
  artifact(id, { turn: "t-big", conversation: "c-heat", size: 900_000_000, state });
const onItsWay: ArtifactView["state"] = { state: "fetching", received: 1_000_000, rate: 500_000 };

async function job(...files: ArtifactView[]): Promise<TestWindow> {
  const window = await openWindow(undefined, (host) =>
    host.have({
      summary: summary("c-heat", { standing: "done", files: files.length }),
      turns: [turn("t-big", "c-heat", { parts: [text("<p>Done.</p>")] })],
      files,
    }),
  );
  await openConversation(window, "c-heat");
  return window;
}

describe("files on their way", () => {
  it("can be stopped one by one, and all at once", async () => {
    const window = await job(big("a.bin", onItsWay), big("b.bin", onItsWay), big("c.bin", { state: "saved" }));
    if (!screen.queryByTestId("coming-files"))
      await window.user.click(screen.getAllByTestId("file-item")[0]!.querySelector("button")!);
    expect(byId("coming-files").textContent).toContain("2 files are on their way");
    const stops = screen.getAllByTestId("stop-file");
    await window.user.click(stops.at(-1)!);
    expect(window.asked("stop_file")).toHaveLength(1);
    await window.user.click(byId("stop-files"));
    expect(window.asked("stop_files")).toEqual(["t-big"]);
    await window.push(
      { patch: "artifact", artifact: big("a.bin", { state: "listed" }) },
      { patch: "artifact", artifact: big("b.bin", { state: "listed" }) },
    );
    expect(screen.queryByTestId("coming-files")).toBeNull();
    expect(screen.queryByTestId("stop-file")).toBeNull();
  });
});
