// Polyfills for what jsdom lacks.
import { afterEach } from "vitest";

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.setAttribute("open", "");
  const first = this.querySelector<HTMLElement>("[autofocus]") ?? this.querySelector<HTMLElement>("button, input");
  first?.focus();
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.removeAttribute("open");
};
Element.prototype.scrollIntoView ??= function () {};
window.matchMedia ??= (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
  dispatchEvent: () => false,
});

afterEach(() => {
  document.documentElement.removeAttribute("data-theme");
});
