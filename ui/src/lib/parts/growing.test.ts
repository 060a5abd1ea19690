import { screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failure } from "../../platform/fake";
import { summary } from "../../platform/fake-data/builders";
import { overview } from "../../platform/fake-data/overviews";
import { openWindow } from "../../test-window";

/** An observer whose element is always visible. */
class AlwaysInView {
  #on: IntersectionObserverCallback;
  #watched = new Set<Element>();
  constructor(on: IntersectionObserverCallback) {
    this.#on = on;
  }
  observe(element: Element): void {
    this.#watched.add(element);
    queueMicrotask(() => {
      if (this.#watched.has(element))
        this.#on([{ isIntersecting: true } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
    });
  }
  unobserve(element: Element): void {
    this.#watched.delete(element);
  }
  disconnect(): void {
    this.#watched.clear();
  }
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => summary(`c-${from + i}`, { kind: "chat", title: `Chat ${from + i}` }));

describe("a list that goes on", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("begins after what the overview brought, and grows to its end although one query fails", async () => {
    vi.stubGlobal("IntersectionObserver", AlwaysInView);
    let failures = 1;
    const { asked } = await openWindow(overview({ chats: lines(0, 50), chats_next: "after 50", jobs: [] }), (host) => {
      host.on("list_conversations", ({ after }) => {
        if (after === "after 100" && failures > 0) {
          failures -= 1;
          throw failure("internal", "The record did not answer.");
        }
        return after === "after 50"
          ? { conversations: lines(50, 100), next: "after 100" }
          : { conversations: lines(100, 120), next: null };
      });
    });
    await expect.poll(() => screen.getAllByTestId("conversation-item").length, { timeout: 25_000 }).toBe(120);
    expect(asked("list_conversations").map((request) => (request as { after: string }).after)).toEqual([
      "after 50",
      "after 100",
      "after 100",
    ]);
  }, 30_000);
});
