// The keys are always somewhere: when what has the focus goes, the page has it.

/** Has `home` take the focus when what had it is not in the document any more, as an attachment. */
export function keepsFocus(home: HTMLElement): () => void {
  let last: Element | null = null;
  const note = (event: FocusEvent) => {
    if (event.target instanceof Element) last = event.target;
  };
  const look = () => {
    if (!last || last.isConnected || !isLost()) return;
    last = null;
    if (!document.querySelector("dialog[open]")) home.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", note);
  return () => {
    observer.disconnect();
    document.removeEventListener("focusin", note);
  };
}

/** Whether the keys are nowhere, or only on the page as a whole. */
export function isLost(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || now.tagName === "MAIN";
}
