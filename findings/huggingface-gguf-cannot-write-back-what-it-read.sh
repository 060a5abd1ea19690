#!/usr/bin/env bash
# Model files between gguf 0.19.0 (Python, of llama.cpp) and @huggingface/gguf 0.4.6 (JavaScript): the header of a file
# whose tokenizer has a map of characters cannot be written again, and one with an alignment of its own moves its
# tensors.
#
# Documented (dist/gguf.d.ts, at `buildGgufHeader`): it rebuilds "a complete GGUF header" from changed metadata,
# "properly padding the final header for alignment".
# Seen: the type of bytes in a list is the number 0, which is taken for no type at all. So files with
# `tokenizer.ggml.precompiled_charsmap`, as those of T5 and of XLM-R have, can be read but not renamed. And the padding
# goes by 32 unless its caller says otherwise, though the file says in `general.alignment` what `gguf` itself reads by:
# after a new name the tensors are read from another place, without an error. Who edits files by it has to hand the
# alignment of the metadata over, and cannot edit the others.
# Seen: "plain: 1 2 3 / with a map of characters: Array type requires subType to be specified / aligned to 64: 0 0 0 /
# aligned to 64, handed over: 1 2 3".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check gguf==0.19.0 numpy==2.4.6
npm install --silent --no-save --no-audit --no-fund @huggingface/gguf@0.4.6 >/dev/null
cat >write.py <<'PYTHON'
import gguf
import numpy


def write(path, add):
    writer = gguf.GGUFWriter(path, "t5")
    writer.add_name("a")
    add(writer)
    writer.add_tensor("weights", numpy.array([1, 2, 3], dtype=numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


write("plain.gguf", lambda writer: None)
write("map.gguf", lambda writer: writer.add_precompiled_charsmap(b"\1\2\3"))
write("aligned.gguf", lambda writer: writer.add_custom_alignment(64))
PYTHON
python/bin/python write.py
cat >rename.mjs <<'JAVASCRIPT'
import { buildGgufHeader, gguf } from "@huggingface/gguf";
import { readFileSync, writeFileSync } from "node:fs";

const [from, to, alignment] = process.argv.slice(2);
const read = await gguf(from, { allowLocalFile: true, typedMetadata: true });
read.typedMetadata["general.name"].value = "another name, longer than the first";
const file = new Blob([readFileSync(from)]);
try {
  const header = await buildGgufHeader(file, read.typedMetadata, {
    littleEndian: read.littleEndian,
    tensorInfoByteRange: read.tensorInfoByteRange,
    ...(alignment && { alignment: read.metadata["general.alignment"] }),
  });
  const renamed = new Blob([header, file.slice(Number(read.tensorDataOffset))]);
  writeFileSync(to, new Uint8Array(await renamed.arrayBuffer()));
} catch (error) {
  console.log(error.message);
}
JAVASCRIPT
cat >read.py <<'PYTHON'
import sys

import gguf

(tensor,) = gguf.GGUFReader(sys.argv[1]).tensors
print(*(f"{number:g}" for number in tensor.data))
PYTHON

# Says what gguf reads after @huggingface/gguf has given a file another name.
renamed() {
  rm -f renamed.gguf
  node rename.mjs "$1.gguf" renamed.gguf "${2:-}"
  [ ! -e renamed.gguf ] || python/bin/python read.py renamed.gguf
}

seen="plain: $(renamed plain) / with a map of characters: $(renamed map) / aligned to 64: $(renamed aligned) / aligned to 64, handed over: $(renamed aligned yes)"
echo "$seen"
[ "$seen" = "plain: 1 2 3 / with a map of characters: Array type requires subType to be specified / aligned to 64: 0 0 0 / aligned to 64, handed over: 1 2 3" ]
