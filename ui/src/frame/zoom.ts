// How large the page is drawn: what Ctrl with plus, minus, 0 and the wheel asks for.

/** The sizes that the keys go through, in percent, as browsers have them. */
const SIZES = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;
const USUAL = 100;

/** CSS pixels that a wheel or a touchpad turns for one size; a notch of a wheel is at least as much. */
const TURN = 50;
/** CSS pixels in a line, where a wheel counts lines. */
const LINE = 20;

type Wish = "larger" | "smaller" | "usual";

/** The size that comes after this one. */
export function sized(now: number, wish: Wish): number {
  if (wish === "usual") return USUAL;
  if (wish === "larger") return SIZES.find((size) => size > now) ?? SIZES.at(-1)!;
  return SIZES.findLast((size) => size < now) ?? SIZES[0];
}

/** What a key asks for, if anything. Plus shares a key with the equals sign, and is typed without Shift. */
export function wished(event: KeyboardEvent): Wish | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.key === "+" || event.key === "=") return "larger";
  if (event.key === "-" || event.key === "_") return "smaller";
  // Where digits are typed with Shift, or are not ours, the key is known by its place.
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
    // The webview would enlarge only itself, and remember nothing.
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
