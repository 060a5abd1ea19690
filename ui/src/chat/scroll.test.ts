import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Follow } from "./scroll.svelte";

/**
 * A scrolling element of height 100, as in a browser: scroll events arrive later and may report an outdated position.
 */
class Scroller {
  readonly element = document.createElement("div");
  readonly follow = new Follow();
  height = 1000;
  #top = 0;
  #grown = () => {};

  constructor() {
    Object.defineProperties(this.element, {
      scrollHeight: { get: () => this.height },
      clientHeight: { value: 100 },
      scrollTop: { get: () => this.#top, set: (top: number) => (this.#top = Math.min(top, this.height - 100)) },
    });
    vi.stubGlobal(
      "ResizeObserver",
      class {
        constructor(grown: () => void) {
          scroller.grown(grown);
        }
        observe() {}
        disconnect() {}
      },
    );
  }
  grown(tell: () => void) {
    this.#grown = tell;
  }
  attach() {
    this.follow.scroller(this.element);
    this.follow.content(this.element);
    this.follow.expecting = true;
  }
  grow(by: number) {
    this.height += by;
  }
  /** Simulates a frame: events first, then observers. */
  frame() {
    this.element.dispatchEvent(new Event("scroll"));
    this.#grown();
  }
}

let scroller: Scroller;
beforeEach(() => {
  scroller = new Scroller();
  scroller.attach();
  scroller.follow.toEnd();
  scroller.frame();
});
afterEach(() => vi.unstubAllGlobals());

describe("following text that grows", () => {
  it("stays at the end, also when much comes before the scrolling is told", () => {
    scroller.follow.toEnd();
    scroller.grow(400);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(1300);
    scroller.grow(500);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(1800);
    expect(scroller.follow.newBelow).toBe(false);
  });

  it("lets go when the person scrolls up, says that there is more, and follows again from the end", () => {
    scroller.element.scrollTop = 600;
    scroller.frame();
    scroller.grow(200);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(600);
    expect(scroller.follow.newBelow).toBe(true);
    scroller.element.scrollTop = 1100;
    scroller.frame();
    expect(scroller.follow.newBelow).toBe(false);
    scroller.grow(200);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(1300);
  });

  it("follows nothing while more is to come after the end that is here", () => {
    scroller.follow.unfinished = true;
    scroller.follow.stay();
    scroller.frame();
    scroller.grow(500);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(900);
    scroller.element.scrollTop = 1400;
    scroller.frame();
    expect([scroller.follow.atEnd, scroller.follow.lead()]).toEqual([false, false]);
    scroller.follow.unfinished = false;
    scroller.frame();
    scroller.grow(200);
    scroller.frame();
    expect(scroller.element.scrollTop).toBe(1600);
  });
});
