// Global keyboard shortcuts, and keys that belong to an input method.

const mac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/** Label of the command key. */
export const commandKey = mac ? "⌘" : "Ctrl+";

/** Label of the command key with Shift. */
export const commandShiftKey = mac ? "⇧⌘" : "Ctrl+Shift+";

export type Shortcut = "palette" | "new" | "find" | "findAll" | "jobs" | "settings" | "help" | "panel";

const keys: Record<string, Shortcut> = { n: "new", f: "find", j: "jobs", ",": "settings", "?": "help" };

/** Shortcuts that work as a single letter; they do not leave the page, so that a slip of the finger loses no place. */
const alone: readonly Shortcut[] = ["find", "help"];

/** Input types that take no text. */
const ticked: readonly string[] = ["checkbox", "radio", "range"];

/** Returns true if a letter would be typed as text here. */
export function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && ticked.includes(target.type)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

/**
 * Returns true if a key belongs to an input method that is composing characters. For the key that ends the composition,
 * WebKit only sets the code 229.
 */
function ofInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Hides the keys of an input method from every listener below `root`, so that none of them triggers a command. The
 * input method itself still gets them. Esc would also close a dialog on its own.
 */
export function withoutInputMethod(root: Window): () => void {
  const keep = (event: KeyboardEvent) => {
    if (!ofInputMethod(event)) return;
    event.stopImmediatePropagation();
    if (event.key === "Escape") event.preventDefault();
  };
  root.addEventListener("keydown", keep, true);
  return () => root.removeEventListener("keydown", keep, true);
}

/** The characters of these keys on Latin keyboards. */
const places: Record<string, string> = { Comma: ",", Period: ".", Backslash: "\\", Slash: "/" };

/**
 * Returns the letter or sign of a key in lower case. On a keyboard of another script the position of the key decides,
 * so that Ctrl+К works like Ctrl+K.
 */
function sign({ key, code, shiftKey }: KeyboardEvent): string {
  if (key.length !== 1 || /[\p{ASCII}\p{Script=Latin}]/u.test(key)) return key.toLowerCase();
  const there = places[code] ?? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return there === "/" && shiftKey ? "?" : (there ?? key);
}

/** Returns the shortcut for a key, if any. A single letter only counts while nothing is being typed. */
export function shortcut(event: KeyboardEvent): Shortcut | null {
  if (event.altKey || event.defaultPrevented) return null;
  const command = event.ctrlKey || event.metaKey;
  if (!command && typing(event.target)) return null;
  const key = sign(event);
  if (command && key === "k") return "palette";
  if (command && (key === "\\" || key === ".")) return "panel";
  if (key === "f" && event.shiftKey) return command ? "findAll" : null;
  if (event.shiftKey && key !== "?") return null;
  const asked = keys[key];
  return asked && (command || alone.includes(asked)) ? asked : null;
}
