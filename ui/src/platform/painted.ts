// The page's first frame, which tells the host that the window can be seen.

/** Calls once when a frame was drawn, or when the page cannot be seen and so nothing is drawn. */
export function whenPainted(tell: () => void): void {
  let told = false;
  const once = () => {
    if (told) return;
    told = true;
    document.removeEventListener("visibilitychange", ifHidden);
    tell();
  };
  const ifHidden = () => {
    if (document.visibilityState === "hidden") once();
  };
  document.addEventListener("visibilitychange", ifHidden);
  // The second one is asked for only after the first frame went to the screen.
  requestAnimationFrame(() => requestAnimationFrame(once));
  ifHidden();
}
