import { expect, it } from "vitest";
import { openWindow } from "../test-window";
import { overview } from "../platform/fake-data/overviews";
import { sized, wished } from "./zoom";

const key = (key: string, how: KeyboardEventInit = {}) =>
  wished(new KeyboardEvent("keydown", { key, ctrlKey: true, ...how }));

it("goes from half to three times, and no further", () => {
  const up = [50];
  while (sized(up.at(-1)!, "larger") !== up.at(-1)) up.push(sized(up.at(-1)!, "larger"));
  const down = [300];
  while (sized(down.at(-1)!, "smaller") !== down.at(-1)) down.push(sized(down.at(-1)!, "smaller"));
  expect([up.at(0), up.at(-1), up.includes(100), up.includes(200)]).toEqual([50, 300, true, true]);
  expect(down.reverse()).toEqual(up);
  expect([sized(105, "larger"), sized(105, "smaller"), sized(250, "usual")]).toEqual([110, 100, 100]);
});

it("knows plus, minus and nought on every keyboard", () => {
  expect([key("+", { shiftKey: true }), key("="), key("+", { code: "NumpadAdd" })]).toEqual([
    "larger",
    "larger",
    "larger",
  ]);
  expect([key("-"), key("-", { code: "NumpadSubtract" })]).toEqual(["smaller", "smaller"]);
  // French, Arabic, and the numeric keypad.
  expect([key("0"), key("à", { code: "Digit0" }), key("٠", { code: "Digit0" }), key("0", { code: "Numpad0" })]).toEqual(
    ["usual", "usual", "usual", "usual"],
  );
  expect([key("1"), key("+", { ctrlKey: false }), key("-", { altKey: true })]).toEqual([null, null, null]);
});

it("draws the page as large as it was left, and remembers a new size", async () => {
  const first = overview();
  const window = await openWindow({ ...first, settings: { ...first.settings, zoom: 150 } });
  expect(window.host.zooms).toEqual([150]);
  await window.user.keyboard("{Control>}+{/Control}");
  await window.user.keyboard("{Control>}+{/Control}");
  await expect.poll(() => window.asked("set_settings")).toMatchObject([{ zoom: 200 }]);
  expect(window.host.zooms).toEqual([150, 175, 200]);
  await window.user.keyboard("{Control>}0{/Control}");
  await expect.poll(() => window.host.zooms.at(-1)).toBe(100);
});

it("turns with the wheel, a size for a notch or for as much of a touchpad", async () => {
  const window = await openWindow();
  const turn = async (deltaY: number, how: WheelEventInit = { ctrlKey: true }) => {
    const event = new WheelEvent("wheel", { deltaY, bubbles: true, cancelable: true, ...how });
    document.body.dispatchEvent(event);
    await Promise.resolve();
    return event.defaultPrevented;
  };
  expect(await turn(-120)).toBe(true);
  await expect.poll(() => window.host.zooms.at(-1)).toBe(110);
  for (let i = 0; i < 5; i += 1) await turn(-12);
  await expect.poll(() => window.host.zooms.at(-1)).toBe(125);
  await turn(3, { ctrlKey: true, deltaMode: WheelEvent.DOM_DELTA_LINE });
  await expect.poll(() => window.host.zooms.at(-1)).toBe(110);
  // Without Ctrl the wheel scrolls.
  expect(await turn(-120, {})).toBe(false);
  expect(window.host.zooms.at(-1)).toBe(110);
});
