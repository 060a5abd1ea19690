import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { watchFirstFrame } from "./painted";

describe("the first frame", () => {
  let frames: FrameRequestCallback[];
  let visibility: MockInstance<() => DocumentVisibilityState>;

  beforeEach(() => {
    frames = [];
    vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
    visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("is told of once, after a second frame was asked for", () => {
    const tell = vi.fn();
    watchFirstFrame(tell);
    frames.shift()?.(0);
    expect(tell).not.toHaveBeenCalled();
    frames.shift()?.(16);
    visibility.mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(tell.mock.calls).toEqual([["drawn"]]);
  });

  it("is still to come in a window that nobody can see", () => {
    const tell = vi.fn();
    watchFirstFrame(tell);
    visibility.mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(tell.mock.calls).toEqual([["hidden"]]);
    visibility.mockReturnValue("visible");
    document.dispatchEvent(new Event("visibilitychange"));
    frames.shift()?.(0);
    frames.shift()?.(16);
    expect(tell.mock.calls).toEqual([["hidden"], ["drawn"]]);
  });
});
