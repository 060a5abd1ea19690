// Ensures that something always has the focus: when the focused element is removed, the page gets it.

/** Attachment: focuses `home` when the focused element is removed from the document. */
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

/** Returns true if nothing has the focus, or only the page as a whole. */
export function isLost(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || now.tagName === "MAIN";
}
