// Sticks to the end of a growing text, unless the person scrolled up to read.

const NEAR = 48;

export class Follow {
  /** True if text arrived below the visible part. */
  newBelow = $state(false);
  /** True while text is arriving; other growth was caused by the person. */
  expecting = false;
  /** True if the loaded part does not include the end: then nothing is followed. */
  unfinished = false;
  #following = true;
  #scroller: HTMLElement | null = null;
  #height = 0;
  #top = 0;

  /** Attachment for the scrolling element. */
  readonly scroller = (element: HTMLElement) => {
    this.#scroller = element;
    // Only the person scrolls upwards. If the position is merely no longer the end, text arrived between our own
    // scrolling and its event.
    const onscroll = () => {
      const atEnd = this.#distance() < NEAR && !this.unfinished;
      if (atEnd) this.newBelow = false;
      if (atEnd || element.scrollTop < this.#top) this.#following = atEnd;
      this.#top = element.scrollTop;
    };
    // A wheel or key press upwards stops following immediately, before the next text can scroll down again.
    const onwheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollHeight > element.clientHeight) this.#following = false;
    };
    element.addEventListener("scroll", onscroll, { passive: true });
    element.addEventListener("wheel", onwheel, { passive: true });
    return () => {
      element.removeEventListener("scroll", onscroll);
      element.removeEventListener("wheel", onwheel);
      this.#scroller = null;
    };
  };

  /** Attachment for the growing element inside. */
  readonly content = (element: HTMLElement) => {
    if (!("ResizeObserver" in window)) return;
    const watch = new ResizeObserver(() => this.#grown());
    watch.observe(element);
    return () => watch.disconnect();
  };

  /** True if the end is being followed. */
  get atEnd(): boolean {
    return this.#following && !this.unfinished;
  }

  /** Stops following and keeps the scroll position. */
  readonly stay = () => {
    this.#following = false;
  };

  /** Scrolls to the start of an element and stops following. */
  readonly toStartOf = (element: Element) => {
    this.stay();
    element.scrollIntoView({ block: "start" });
  };

  /** Moves an element to the given position in the viewport and stops following. */
  readonly toPlace = (element: Element, top: number) => {
    this.stay();
    if (this.#scroller) this.#scroller.scrollTop += element.getBoundingClientRect().top - top;
  };

  /** Scrolls to the end and follows it from there. */
  readonly toEnd = () => {
    this.#following = true;
    this.newBelow = false;
    this.#scrollToEnd();
  };

  /** Scrolls to the end again if it is being followed; returns true if so. */
  readonly lead = (): boolean => {
    if (this.atEnd) this.#scrollToEnd();
    return this.atEnd;
  };

  #scrollToEnd(): void {
    const element = this.#scroller;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    this.#top = element.scrollTop;
  }

  #distance(): number {
    const element = this.#scroller;
    return element ? element.scrollHeight - element.clientHeight - element.scrollTop : 0;
  }

  #grown(): void {
    const element = this.#scroller;
    if (!element) return;
    const grew = element.scrollHeight > this.#height;
    this.#height = element.scrollHeight;
    if (this.atEnd) this.#scrollToEnd();
    else if (grew && this.expecting && this.#distance() > NEAR) this.newBelow = true;
  }
}
