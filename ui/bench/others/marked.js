// The whole answer again with each piece, as marked's own documentation shows it.
import DOMPurify from "dompurify";
import { marked } from "marked";

const main = document.querySelector("main");
let all = "";
window.take = ({ text }) => {
  all += text;
  main.innerHTML = DOMPurify.sanitize(marked.parse(all));
  main.scrollTop = main.scrollHeight;
};
