// The component of react-markdown, given the answer so far with each piece.
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import Markdown from "react-markdown";

const main = document.querySelector("main");
const root = createRoot(main);
let all = "";
window.take = ({ text }) => {
  all += text;
  flushSync(() => root.render(createElement(Markdown, null, all)));
  main.scrollTop = main.scrollHeight;
};
