// The page's first frame, which tells the host that the window can be seen.

/** What became of the first frame: it was drawn, or the page cannot be seen, so that none is drawn yet. */
export type FirstFrame = "drawn" | "hidden";

/** Tells when the first frame was drawn, and until then each time that the page is hidden. */
export function watchFirstFrame(tell: (frame: FirstFrame) => void): void {
  const ifHidden = () => {
    if (document.visibilityState === "hidden") tell("hidden");
  };
  document.addEventListener("visibilitychange", ifHidden);
  // The second one is asked for only after the first frame went to the screen, and neither while nobody sees the page.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.removeEventListener("visibilitychange", ifHidden);
      tell("drawn");
    }),
  );
  ifHidden();
}
