import { expect, it } from "vitest";
import { sealed } from "./sealed";

it("puts the policy before anything that the document holds", () => {
  const html = sealed("<html><head><base href='http://evil.example/'><script>x</script></head></html>");
  const page = new DOMParser().parseFromString(html, "text/html");
  const first = page.head.querySelector("meta[http-equiv]");
  expect(first?.getAttribute("content")).toMatch(/^default-src 'none'/);
  expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<base"));
});
