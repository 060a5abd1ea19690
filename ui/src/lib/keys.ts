// The keys that work everywhere in the window, and those that belong to an input method.

const mac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/** How the command key is written here. */
export const commandKey = mac ? "⌘" : "Ctrl+";

/** The same together with Shift. */
export const commandShiftKey = mac ? "⇧⌘" : "Ctrl+Shift+";

export type Shortcut = "palette" | "new" | "find" | "findAll" | "jobs" | "settings" | "help" | "panel";

const keys: Record<string, Shortcut> = { n: "new", f: "find", j: "jobs", ",": "settings", "?": "help" };

/** What a letter alone may do: it stays on the page, so that a slip of the finger loses no place. */
const alone: readonly Shortcut[] = ["find", "help"];

/** Fields that no letter is written into. */
const ticked: readonly string[] = ["checkbox", "radio", "range"];

/** True where a letter is text. */
export function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && ticked.includes(target.type)) return false;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

/**
 * Whether a key belongs to an input method that is putting characters together. WebKit says of the key that
 * ends this only by the code 229.
 */
export function ofInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Keeps the keys of an input method from every listener below `root`, so that none of them is a command
 * anywhere. The input method itself gets them all the same. Esc would also close a dialog by itself.
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

/** What Latin keyboards have where these keys are. */
const places: Record<string, string> = { Comma: ",", Period: ".", Backslash: "\\", Slash: "/" };

/**
 * The letter or sign of a key, in small letters. On a keyboard of another script the key counts by its place, so that
 * Ctrl+К is where Ctrl+K is.
 */
function sign({ key, code, shiftKey }: KeyboardEvent): string {
  if (key.length !== 1 || /[\p{ASCII}\p{Script=Latin}]/u.test(key)) return key.toLowerCase();
  const there = places[code] ?? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return there === "/" && shiftKey ? "?" : (there ?? key);
}

/** What a key asks for, if anything. A letter alone counts only where nothing is being typed. */
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
