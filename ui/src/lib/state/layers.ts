// What lies over the page: menus, dialogs, bars, things that are chosen. Esc closes what is on top, and nothing else.

interface Layer {
  close: () => void;
}

const layers: Layer[] = [];

/** Puts something on top until what this gives is called. `close` is what Esc does to it. */
export function onTop(close: () => void): () => void {
  const layer = { close };
  layers.push(layer);
  return () => gone(layer);
}

/** Puts something under all that is there, and under all that comes. */
export function atBottom(close: () => void): () => void {
  const layer = { close };
  layers.unshift(layer);
  return () => gone(layer);
}

function gone(layer: Layer): void {
  const at = layers.indexOf(layer);
  if (at >= 0) layers.splice(at, 1);
}

/** Puts an element on top, as an attachment: from when it is there until it is gone. */
export const layered = (close: () => void) => () => onTop(close);

/** Closes what is on top. Says whether anything was. */
export function closeTop(): boolean {
  const top = layers.at(-1);
  top?.close();
  return top !== undefined;
}

/** Has Esc close what is on top. */
export function closesByEscape(root: Window): () => void {
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // Also keeps the browser from closing a dialog that is under a menu.
    if (closeTop()) event.preventDefault();
  };
  root.addEventListener("keydown", close);
  return () => root.removeEventListener("keydown", close);
}
