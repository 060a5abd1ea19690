// Infinite scrolling: while the end of a list is visible, its next page is fetched.

/** Delay in milliseconds before a retry after a failed fetch; doubled each time up to the maximum. */
const AGAIN = 3000;
const AGAIN_AT_MOST = 60_000;

/**
 * Attachment for the element after the last row of a list. `more` fetches the next page and returns true if it came.
 */
export function growing(more: () => Promise<boolean>): (end: HTMLElement) => (() => void) | undefined {
  return (end) => {
    if (!("IntersectionObserver" in window)) return undefined;
    let fetching = false;
    let gone = false;
    let pause = AGAIN;
    let later: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(async (entries) => {
      if (fetching || !entries.at(-1)?.isIntersecting) return;
      clearTimeout(later);
      fetching = true;
      const came = await more();
      fetching = false;
      if (gone) return;
      if (came) {
        pause = AGAIN;
        look();
        return;
      }
      later = setTimeout(look, pause);
      pause = Math.min(2 * pause, AGAIN_AT_MOST);
    });
    // An observer reports changes only. After a short page the end may still be visible, so it is observed again.
    function look(): void {
      watch.unobserve(end);
      watch.observe(end);
    }
    watch.observe(end);
    return () => {
      gone = true;
      clearTimeout(later);
      watch.disconnect();
    };
  };
}
