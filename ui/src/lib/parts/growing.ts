// A list that grows by scrolling: while its end is in view, the next part of it is fetched.

/** After a fetch that brought nothing, the next one is tried so much later, in milliseconds; then twice as much. */
const AGAIN = 3000;
const AGAIN_AT_MOST = 60_000;

/** For the element after the last line of a list. `more` brings the next part and says whether it came. */
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
    // An observer speaks of changes only. A short part may leave the end in view, so it is asked anew.
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
