#!/usr/bin/env bash
# One tokenizer.json for a page and for the program behind it: @huggingface/tokenizers 0.2.0 (JavaScript) cuts words at
# every letter that is not of ASCII where tokenizers 0.23.3 (Python, on Rust) keeps them, both of Hugging Face.
#
# Documented (README of the JavaScript one): `Whitespace` is among its pre-tokenizers, and `\w` in patterns written for
# the Rust one is matched with that one's own set of word characters.
# Seen: that holds for a pattern in the file, as in `Split`; `Whitespace` itself, whose pattern is `\w+|[^\w\s]+`, takes
# `\w` as JavaScript does, for 63 characters. So for every word with an umlaut or an accent a model gets other tokens
# than it was trained on, without an error. Transformers.js, which uses this package, has `Whitespace` for the sake of
# an embedding model for German, jina-embeddings-v2-base-de. Who loads such a file has to write the pattern out.
# Seen: "Python: Müller | grüßt | im | Café | ! / JavaScript: M | ü | ller | gr | üß | t | im | Caf | é! / with
# the pattern written out: Müller | grüßt | im | Café | !".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check tokenizers==0.23.3
python=$(python/bin/python -c '
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

vocabulary = ["?", "Müller", "grüßt", "im", "Café", "!", "M", "ü", "ller", "gr", "üß", "t", "Caf", "é!"]
tokenizer = Tokenizer(WordPiece({token: id for id, token in enumerate(vocabulary)}, unk_token="?"))
tokenizer.pre_tokenizer = Whitespace()
tokenizer.save("tokenizer.json")
print(" | ".join(tokenizer.encode("Müller grüßt im Café!").tokens))
')

npm install --silent --no-save --no-audit --no-fund @huggingface/tokenizers@0.2.0 >/dev/null
cat >tokens.mjs <<'JAVASCRIPT'
import { Tokenizer } from "@huggingface/tokenizers";
import { readFileSync } from "node:fs";

const file = JSON.parse(readFileSync("tokenizer.json", "utf8"));
const pattern = { Regex: "\\w+|[^\\w\\s]+" };
const written = { type: "Split", pattern, behavior: "Removed", invert: true };
const tokens = (pre_tokenizer) =>
  new Tokenizer({ ...file, pre_tokenizer }, {}).encode("Müller grüßt im Café!").tokens.join(" | ");
console.log(`${tokens(file.pre_tokenizer)} / with the pattern written out: ${tokens(written)}`);
JAVASCRIPT
seen="Python: $python / JavaScript: $(node tokens.mjs)"
echo "$seen"
[ "$seen" = "Python: Müller | grüßt | im | Café | ! / JavaScript: M | ü | ller | gr | üß | t | im | Caf | é! / with the pattern written out: Müller | grüßt | im | Café | !" ]
