#!/usr/bin/env bash
# Tokens of text that begins with a byte order mark (U+FEFF, as in many files from Windows), with the same encodings of
# OpenAI: gpt-tokenizer 4.0.0 makes others than the encoding has, and js-tiktoken 1.0.21 gives back other text than it
# got.
#
# Documented (README of gpt-tokenizer): it is a port of tiktoken, whose results it is tested to match.
# Seen: both encodings have one token for the mark with "using" (9251, 4117), which js-tiktoken makes. gpt-tokenizer
# never does: its mark is two tokens for pieces of its bytes, and the word a third. Decoded again, the mark is lost in
# js-tiktoken, and in gpt-tokenizer with the newer encoding only. Who counts tokens, or cuts a text by them, has to take
# the mark away before.
# Seen: "o200k_base js-tiktoken: 9251 1219 26 without the mark, gpt-tokenizer: 5416 123 1846 1219 26 without the mark /
# cl100k_base js-tiktoken: 4117 744 26 without the mark, gpt-tokenizer: 171 3299 985 744 26 as it was".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund gpt-tokenizer@4.0.0 js-tiktoken@1.0.21 >/dev/null
cat >tokens.mjs <<'JAVASCRIPT'
import * as cl100k from "gpt-tokenizer/encoding/cl100k_base";
import * as o200k from "gpt-tokenizer/encoding/o200k_base";
import { getEncoding } from "js-tiktoken";

const text = "\uFEFFusing System;";
const said = (name, coder) => {
  const tokens = coder.encode(text);
  const back = coder.decode(tokens);
  const how = back === text ? "as it was" : back === text.slice(1) ? "without the mark" : "as another text";
  return `${name}: ${tokens.join(" ")} ${how}`;
};
const all = Object.entries({ o200k_base: o200k, cl100k_base: cl100k }).map(
  ([name, coder]) => `${name} ${said("js-tiktoken", getEncoding(name))}, ${said("gpt-tokenizer", coder)}`,
);
console.log(all.join(" / "));
JAVASCRIPT
seen=$(node tokens.mjs)
echo "$seen"
[ "$seen" = "o200k_base js-tiktoken: 9251 1219 26 without the mark, gpt-tokenizer: 5416 123 1846 1219 26 without the mark / cl100k_base js-tiktoken: 4117 744 26 without the mark, gpt-tokenizer: 171 3299 985 744 26 as it was" ]
