import { afterEach, describe, expect, it, vi } from "vitest";
import { whenPainted } from "./painted";

describe("the first frame", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("is told of once, after a second frame was asked for", () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
    const tell = vi.fn();
    whenPainted(tell);
    frames.shift()?.(0);
    expect(tell).not.toHaveBeenCalled();
    frames.shift()?.(16);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(tell).toHaveBeenCalledOnce();
  });

  it("is not waited for in a window that nobody can see", () => {
    vi.stubGlobal("requestAnimationFrame", () => 0);
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
    const tell = vi.fn();
    whenPainted(tell);
    expect(tell).not.toHaveBeenCalled();
    visibility.mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(tell).toHaveBeenCalledOnce();
  });
});
