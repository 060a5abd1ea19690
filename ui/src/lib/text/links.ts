// Intercepts links in model output, which lead out of the window: the person first sees the whole address, and only
// the host opens it.

export function catchLinks(root: Document, ask: (address: string) => void): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
    if (!link) return;
    event.preventDefault();
    const address = link.getAttribute("href") ?? "";
    if (/^(https?:|mailto:)/i.test(address)) ask(address);
    else if (address.startsWith("#"))
      root.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView({ block: "center" });
  };
  const onDrag = (event: DragEvent) => {
    if (event.target instanceof Element && event.target.closest("a[href]")) event.preventDefault();
  };
  root.addEventListener("click", onClick);
  root.addEventListener("auxclick", onClick);
  root.addEventListener("dragstart", onDrag);
  return () => {
    root.removeEventListener("click", onClick);
    root.removeEventListener("auxclick", onClick);
    root.removeEventListener("dragstart", onDrag);
  };
}

/** Host name of an address, short enough to read. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, "") : address;
}
