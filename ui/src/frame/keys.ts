// The keys that work everywhere in the window.

const mac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform);

/** How the command key is written here. */
export const commandKey = mac ? "⌘" : "Ctrl+";

export type Shortcut = "palette" | "new" | "find" | "findAll" | "jobs" | "settings" | "help" | "panel";

const keys: Record<string, Shortcut> = { n: "new", f: "find", j: "jobs", ",": "settings", "?": "help" };

/** True where a letter is text. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

/** What a key asks for, if anything. Letters alone count only where nothing is being typed. */
export function shortcut(event: KeyboardEvent): Shortcut | null {
  if (event.altKey || event.isComposing || event.defaultPrevented) return null;
  const command = event.ctrlKey || event.metaKey;
  if (!command && typing(event.target)) return null;
  const key = event.key.toLowerCase();
  if (command && key === "k") return "palette";
  if (command && (key === "\\" || key === ".")) return "panel";
  if (key === "f" && event.shiftKey) return "findAll";
  if (event.shiftKey && key !== "?") return null;
  return keys[key] ?? null;
}
