import { expect, it } from "vitest";
import { shortcut, withoutInputMethod } from "./keys";

function press(key: string, how: KeyboardEventInit = {}, on: HTMLElement = document.body): ReturnType<typeof shortcut> {
  let asked: ReturnType<typeof shortcut> = null;
  if (on !== document.body) document.body.append(on);
  const listen = (e: KeyboardEvent) => (asked = shortcut(e));
  window.addEventListener("keydown", listen);
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...how }));
  window.removeEventListener("keydown", listen);
  if (on !== document.body) on.remove();
  return asked;
}

it("leaves the page by no letter alone", () => {
  expect(["n", "f", "j", ",", "x"].map((k) => press(k))).toEqual([null, "find", null, null, null]);
  expect(press("F", { shiftKey: true })).toBeNull();
  expect(press("?", { shiftKey: true })).toBe("help");
});

it("goes everywhere with the command key", () => {
  expect(["n", "f", "j", ",", "x"].map((k) => press(k, { ctrlKey: true }))).toEqual([
    "new",
    "find",
    "jobs",
    "settings",
    null,
  ]);
  expect(press("F", { ctrlKey: true, shiftKey: true })).toBe("findAll");
});

it("leaves letters alone in a text, but not with the command key", () => {
  expect(press("n", {}, document.createElement("textarea"))).toBeNull();
  expect(press("n", { ctrlKey: true }, document.createElement("textarea"))).toBe("new");
  expect(press("k", { metaKey: true }, document.createElement("input"))).toBe("palette");
  expect(press("K", { ctrlKey: true, shiftKey: true })).toBe("palette");
});

it("takes a letter where nothing is written, such as on something to tick", () => {
  const field = (type: string) => Object.assign(document.createElement("input"), { type });
  expect(["radio", "checkbox", "range"].map((type) => press("?", { shiftKey: true }, field(type)))).toEqual([
    "help",
    "help",
    "help",
  ]);
  expect(["text", "search", "number"].map((type) => press("?", { shiftKey: true }, field(type)))).toEqual([
    null,
    null,
    null,
  ]);
});

it("takes no key that writes a character another way", () => {
  expect(press("n", { altKey: true })).toBeNull();
});

it("goes by the place of a key where its letter is of another script", () => {
  const russian: [string, string][] = [
    ["л", "KeyK"],
    ["Т", "KeyN"],
    ["а", "KeyF"],
    ["о", "KeyJ"],
    ["б", "Comma"],
    ["ю", "Period"],
    ["ч", "KeyX"],
  ];
  expect(russian.map(([key, code]) => press(key, { code, ctrlKey: true }))).toEqual([
    "palette",
    "new",
    "find",
    "jobs",
    "settings",
    "panel",
    null,
  ]);
  expect(press("А", { code: "KeyF", ctrlKey: true, shiftKey: true })).toBe("findAll");
  expect(press("ν", { code: "KeyN", metaKey: true })).toBe("new");
  expect(press("؟", { code: "Slash", shiftKey: true })).toBe("help");
  expect(press("а", { code: "KeyF" }, document.createElement("input"))).toBeNull();
});

it("goes by the letter on Latin keyboards, wherever the key is", () => {
  // Dvorak, French and Turkish layouts.
  expect(press("k", { code: "KeyV", ctrlKey: true })).toBe("palette");
  expect(press("t", { code: "KeyK", ctrlKey: true })).toBeNull();
  expect(press(",", { code: "KeyM", ctrlKey: true })).toBe("settings");
  expect(press("ö", { code: "Comma", ctrlKey: true })).toBeNull();
});

it("lets nobody hear the keys of an input method", () => {
  const field = document.createElement("input");
  document.body.append(field);
  const heard: string[] = [];
  const listen = (e: KeyboardEvent) => heard.push(e.key);
  const end = withoutInputMethod(window);
  field.addEventListener("keydown", listen);
  const send = (how: KeyboardEventInit) => {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...how });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(send({ key: "Enter", isComposing: true })).toBe(false);
  expect(send({ key: "Enter", keyCode: 229 })).toBe(false);
  // A dialog would close on its own.
  expect(send({ key: "Escape", keyCode: 229 })).toBe(true);
  send({ key: "Enter" });
  end();
  send({ key: "Enter", isComposing: true });
  expect(heard).toEqual(["Enter", "Enter"]);
  field.remove();
});
