// Staying at the end of a text that grows, unless the person scrolled up to read.

const NEAR = 48;

export class Follow {
  /** Text came in below what is seen. */
  newBelow = $state(false);
  /** Whether text is coming in; what grows otherwise was opened by the person. */
  expecting = false;
  /** Whether the end of what is here is not the end of it all: then nothing follows it. */
  unfinished = false;
  #following = true;
  #scroller: HTMLElement | null = null;
  #height = 0;
  #top = 0;

  /** For the element that scrolls. */
  readonly scroller = (element: HTMLElement) => {
    this.#scroller = element;
    // Only the person moves upwards. A place that is merely no longer the end was left behind by text that came
    // between our own scrolling and its event.
    const onscroll = () => {
      const atEnd = this.#distance() < NEAR && !this.unfinished;
      if (atEnd) this.newBelow = false;
      if (atEnd || element.scrollTop < this.#top) this.#following = atEnd;
      this.#top = element.scrollTop;
    };
    // A wheel or a key upwards lets go at once, before the next text can pull back.
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

  /** For the element that grows inside it. */
  readonly content = (element: HTMLElement) => {
    if (!("ResizeObserver" in window)) return;
    const watch = new ResizeObserver(() => this.#grown());
    watch.observe(element);
    return () => watch.disconnect();
  };

  /** Whether the end is what is looked at. */
  get atEnd(): boolean {
    return this.#following && !this.unfinished;
  }

  /** Follows no more, and stays where it is. */
  readonly stay = () => {
    this.#following = false;
  };

  /** Shows the beginning of an element, and stays there. */
  readonly toStartOf = (element: Element) => {
    this.stay();
    element.scrollIntoView({ block: "start" });
  };

  /** Brings an element to where another one was, and stays there. */
  readonly toPlace = (element: Element, top: number) => {
    this.stay();
    if (this.#scroller) this.#scroller.scrollTop += element.getBoundingClientRect().top - top;
  };

  /** Goes to the end and follows from there. */
  readonly toEnd = () => {
    this.#following = true;
    this.newBelow = false;
    this.#scrollToEnd();
  };

  /** Goes to the end once more if it is followed, and says whether it is. */
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
