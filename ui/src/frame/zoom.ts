// Page zoom by Ctrl with plus, minus, 0 and the wheel.

/** Zoom levels in percent, as in browsers. */
const SIZES = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;
const USUAL = 100;

/** Wheel or touchpad distance for one zoom level, in CSS pixels; a wheel notch is at least as much. */
const TURN = 50;
/** CSS pixels per line, for wheels that report lines. */
const LINE = 20;

type Wish = "larger" | "smaller" | "usual";

/** Returns the next zoom level. */
export function sized(now: number, wish: Wish): number {
  if (wish === "usual") return USUAL;
  if (wish === "larger") return SIZES.find((size) => size > now) ?? SIZES.at(-1)!;
  return SIZES.findLast((size) => size < now) ?? SIZES[0];
}

/** Returns what a key requests, if anything. Plus shares a key with the equals sign, and works without Shift. */
export function wished(event: KeyboardEvent): Wish | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.key === "+" || event.key === "=") return "larger";
  if (event.key === "-" || event.key === "_") return "smaller";
  // If digits need Shift or are of another script, the key is recognised by its position.
  return event.key === "0" || event.code === "Digit0" || event.code === "Numpad0" ? "usual" : null;
}

/** Listens on the whole window, whatever is open in it. */
export function listensForSize(root: Window, change: (wish: Wish) => void): () => void {
  let turned = 0;
  const onkeydown = (event: KeyboardEvent) => {
    const wish = event.defaultPrevented ? null : wished(event);
    if (!wish) return;
    event.preventDefault();
    change(wish);
  };
  const onwheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    // The webview would zoom only itself, and not remember it.
    event.preventDefault();
    turned += event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE);
    if (Math.abs(turned) < TURN) return;
    change(turned < 0 ? "larger" : "smaller");
    turned = 0;
  };
  root.addEventListener("keydown", onkeydown);
  root.addEventListener("wheel", onwheel, { passive: false });
  return () => {
    root.removeEventListener("keydown", onkeydown);
    root.removeEventListener("wheel", onwheel);
  };
}
