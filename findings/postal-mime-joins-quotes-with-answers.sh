#!/usr/bin/env bash
# Mails as Thunderbird and others write them (text/plain with `format=flowed`), read by postal-mime 4.0.0 and by
# mailparser 3.14.2 (both JavaScript, of the same authors): in postal-mime an answer becomes part of what it quotes, and
# an older quote part of a newer one.
#
# Documented (RFC 3676, 4.1 and 4.5): a line that ends in a space goes on in the next one if both are quoted to the same
# depth; the marks of the quote are taken away before lines are joined, and where the depth changes, the paragraph ends.
# Seen: postal-mime joins each line that ends in a space with the next, whatever its marks, and keeps those. So a quote
# that is longer than a line has a ">" in the middle of its sentences, the line of an answer stands behind the ">" of
# the question, and a word of the first depth behind the ">>" of the second; with `delsp=yes` words and marks stick
# together. No error is raised. mailparser joins the lines of one depth alone, without their marks. Who tells by ">" who
# said what, as before a mail goes to a model, has to read such parts by something else.
# Seen: "postal-mime: > Shall we > meet on Monday? / > Is it Monday? Yes. / >> Ann wrote > Bo wrote / > un> til /
# mailparser: > Shall we meet on Monday? / > Is it Monday? ↵Yes. / >> Ann wrote ↵> Bo wrote / > until".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund postal-mime@4.0.0 mailparser@3.14.2 >/dev/null

cat >mails.mjs <<'JAVASCRIPT'
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const mail = (lines, more = "") =>
  `From: ann@example.com\r\nContent-Type: text/plain; format=flowed${more}\r\n\r\n${lines.join("\r\n")}\r\n`;
const mails = [
  mail(["> Shall we ", "> meet on Monday?"]),
  mail(["> Is it Monday? ", "Yes."]),
  mail([">> Ann wrote ", "> Bo wrote"]),
  mail(["> un ", "> til"], "; delsp=yes"),
];
const readers = { "postal-mime": (text) => PostalMime.parse(text), mailparser: (text) => simpleParser(text) };
const seen = [];
for (const [name, read] of Object.entries(readers)) {
  const texts = [];
  for (const text of mails) texts.push((await read(text)).text.trim().replaceAll("\n", "↵"));
  seen.push(`${name}: ${texts.join(" / ")}`);
}
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node mails.mjs)
echo "$seen"
[ "$seen" = "postal-mime: > Shall we > meet on Monday? / > Is it Monday? Yes. / >> Ann wrote > Bo wrote / > un> til / mailparser: > Shall we meet on Monday? / > Is it Monday? ↵Yes. / >> Ann wrote ↵> Bo wrote / > until" ]
