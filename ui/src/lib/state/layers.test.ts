import { expect, it } from "vitest";
import { atBottom, closesByEscape, closeTop, onTop } from "./layers";

it("closes what came last, one at a time, and what lies under everything at the end", () => {
  const closed: string[] = [];
  const away = new Map<string, () => void>();
  const put = (name: string, how: typeof onTop) =>
    away.set(
      name,
      how(() => {
        closed.push(name);
        away.get(name)?.();
      }),
    );
  put("dialog", onTop);
  put("answer", atBottom);
  put("menu", onTop);
  expect([closeTop(), closeTop(), closeTop(), closeTop()]).toEqual([true, true, true, false]);
  expect(closed).toEqual(["menu", "dialog", "answer"]);
});

it("takes a key that closed something from everybody else, and no other", () => {
  const leave = closesByEscape(window);
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(press("Escape")).toBe(false);
  let closed = 0;
  const gone = onTop(() => (closed += 1));
  expect([press("a"), press("Escape"), closed]).toEqual([false, true, 1]);
  gone();
  leave();
});
