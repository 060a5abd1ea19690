// Layers over the page: menus, dialogs, bars, selections. Esc closes the topmost one only.

interface Layer {
  close: () => void;
}

const layers: Layer[] = [];

/** Adds a layer on top until the returned function is called. `close` is called on Esc. */
export function onTop(close: () => void): () => void {
  const layer = { close };
  layers.push(layer);
  return () => gone(layer);
}

/** Adds a layer below all present and future ones. */
export function atBottom(close: () => void): () => void {
  const layer = { close };
  layers.unshift(layer);
  return () => gone(layer);
}

function gone(layer: Layer): void {
  const at = layers.indexOf(layer);
  if (at >= 0) layers.splice(at, 1);
}

/** Attachment: adds an element as the top layer while it exists. */
export const layered = (close: () => void) => () => onTop(close);

/** Closes the topmost layer; returns true if there was one. */
export function closeTop(): boolean {
  const top = layers.at(-1);
  top?.close();
  return top !== undefined;
}

/** Makes Esc close the topmost layer. */
export function closesByEscape(root: Window): () => void {
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // Also keeps the browser from closing a dialog below a menu.
    if (closeTop()) event.preventDefault();
  };
  root.addEventListener("keydown", close);
  return () => root.removeEventListener("keydown", close);
}
