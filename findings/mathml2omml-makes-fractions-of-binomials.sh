#!/usr/bin/env bash
# Formulas for Word between Temml 0.13.5 or KaTeX 0.19.1 and mathml2omml 0.5.0 (all JavaScript): "n choose k" becomes "n
# divided by k", and what is only there for its width is shown.
#
# Documented (README of mathml2omml): "Convert MathML to the OOML format used in DOCX files". In MathML Core (3.3.2) the
# thickness of the line of a fraction is a length, as of CSS, and at zero there is no line; `mphantom` (3.3.7) is not
# drawn.
# Seen: only the text "0" is taken for zero. Temml and KaTeX both write "0px", so `\binom`, `\choose`, and the symbols
# of Legendre and Stirling become fractions with a line in parentheses, which is another number. The content of
# `\phantom` is drawn in front of the rest, with a line on the console; all else has no error. mathml-to-latex 1.8.0
# reads the same MathML without a line. Who writes formulas of a model into a document has to change
# `linethickness="0px"` to "0" and to drop each `mphantom` before.
# Seen: "temml: \binom{n}{k} bar, {a \brace b} bar, \frac{n}{k} bar; with 0 for 0px: \binom{n}{k} noBar; mathml-to-latex
# \left(\genfrac{}{}{0pt}{}{n}{k}\right); \phantom{x}y xy / katex: \binom{n}{k} bar, {a \brace b} bar, \frac{n}{k} bar;
# with 0 for 0px: \binom{n}{k} noBar; mathml-to-latex \left(\genfrac{}{}{0pt}{}{n}{k}\right); \phantom{x}y xy".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund temml@0.13.5 katex@0.19.1 mathml2omml@0.5.0 mathml-to-latex@1.8.0 >/dev/null

cat >formulas.mjs <<'JAVASCRIPT'
import katex from "katex";
import { MathMLToLaTeX } from "mathml-to-latex";
import { mml2omml } from "mathml2omml";
import temml from "temml";

const writers = {
  temml: (formula) => temml.renderToString(formula),
  katex: (formula) => katex.renderToString(formula, { output: "mathml" }).match(/<math.*<\/math>/s)[0],
};
const line = (mathml) => mml2omml(mathml).match(/<m:type m:val="(\w+)"/)[1];
const letters = (mathml) => mml2omml(mathml).match(/(?<=<m:t[^>]*>)[^<]*/g).join("");

const seen = Object.entries(writers).map(([name, write]) => {
  const lines = ["\\binom{n}{k}", "{a \\brace b}", "\\frac{n}{k}"].map((formula) => `${formula} ${line(write(formula))}`);
  const binomial = write("\\binom{n}{k}").replace(/<annotation.*<\/annotation>/s, "");
  const zero = line(binomial.replace('linethickness="0px"', 'linethickness="0"'));
  const latex = MathMLToLaTeX.convert(binomial).replaceAll(" ", "");
  const phantom = letters(write("\\phantom{x}y").replace(/<annotation.*<\/annotation>/s, ""));
  return `${name}: ${lines.join(", ")}; with 0 for 0px: \\binom{n}{k} ${zero}; mathml-to-latex ${latex}; \\phantom{x}y ${phantom}`;
});
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node formulas.mjs 2>/dev/null)
echo "$seen"
same='\binom{n}{k} bar, {a \brace b} bar, \frac{n}{k} bar; with 0 for 0px: \binom{n}{k} noBar; mathml-to-latex \left(\genfrac{}{}{0pt}{}{n}{k}\right); \phantom{x}y xy'
[ "$seen" = "temml: $same / katex: $same" ]
