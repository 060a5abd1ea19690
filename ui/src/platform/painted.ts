// Reports the page's first frame, which tells the host that the window can be shown.

/** State of the first frame: drawn, or not yet because the page is hidden. */
export type FirstFrame = "drawn" | "hidden";

/** Calls `tell` when the first frame was drawn, and until then each time that the page becomes hidden. */
export function watchFirstFrame(tell: (frame: FirstFrame) => void): void {
  const ifHidden = () => {
    if (document.visibilityState === "hidden") tell("hidden");
  };
  document.addEventListener("visibilitychange", ifHidden);
  // The second callback runs only after the first frame was painted, and neither runs while the page is hidden.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.removeEventListener("visibilitychange", ifHidden);
      tell("drawn");
    }),
  );
  ifHidden();
}
