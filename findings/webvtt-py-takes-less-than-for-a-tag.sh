#!/usr/bin/env bash
# Subtitles between srt 3.5.3, webvtt-py 0.6.0 (both Python) and media-captions 1.0.4 (JavaScript): what stands behind a
# "<" is lost on the way from SRT to WebVTT, and the way back writes "&lt;" to be seen.
#
# Documented (README of webvtt-py): it is for "reading, writing and converting" WebVTT and converts SRT and SBV; `text`
# is "without cue tags" (its docstring). In WebVTT "&" and "<" of a text have to be written as `&amp;` and `&lt;`
# ("WebVTT cue text span"), and are read back as one sign each ("WebVTT cue text parsing rules"). SRT has no such
# references.
# Seen: `from_srt` and `write` hand the text over as it is. So a player, which reads by the standard, ends the line at
# "5", or leaves out what is between "<" and the next ">", as `text` does too. From WebVTT, references stay in `text`
# and in the SRT that is written of it, where a player shows them as they are. Nothing is reported. Who makes
# transcripts for a model has to replace them after `text`, and who converts SRT has to escape it before.
# Seen: "SRT: if a<b and b>c | Tom & Jerry: 5 < 7 / text: if ac | Tom & Jerry: 5 < 7 / player: if ac | Tom & Jerry: 5 /
# escaped before, player: if a<b and b>c | Tom & Jerry: 5 < 7 / text and SRT again: if a&lt;b and b&gt;c | Tom &amp;
# Jerry: 5 &lt; 7".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check srt==3.5.3 webvtt-py==0.6.0
npm install --silent --no-save --no-audit --no-fund media-captions@1.0.4 >/dev/null

cat >convert.py <<'PYTHON'
import html
import io
import sys
from datetime import timedelta

import srt
import webvtt


def compose(path, texts):
    lines = (
        srt.Subtitle(number, timedelta(seconds=number), timedelta(seconds=number + 1), text)
        for number, text in enumerate(texts, 1)
    )
    with open(path, "w") as file:
        file.write(srt.compose(lines))


def convert(name):
    captions = webvtt.from_srt(f"{name}.srt")
    with open(f"{name}.vtt", "w") as file:
        captions.write(file)
    return [caption.text for caption in captions]


texts = sys.argv[1:]
compose("plain.srt", texts)
print(" | ".join(convert("plain")))
compose("escaped.srt", [html.escape(text, quote=False) for text in texts])
convert("escaped")

back = webvtt.read("escaped.vtt")
file = io.StringIO()
back.write(file, format="srt")
read = [line.content for line in srt.parse(file.getvalue())]
assert read == [caption.text for caption in back]
print(" | ".join(read))
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { parseText, tokenizeVTTCue } from "media-captions";
import { readFileSync } from "node:fs";

const text = (token) => (token.type === "text" ? token.data : token.children.map(text).join(""));
const { cues } = await parseText(readFileSync(process.argv[2], "utf8"), { type: "vtt" });
console.log(cues.map((cue) => tokenizeVTTCue(cue).map(text).join("").trim()).join(" | "));
JAVASCRIPT
texts=("if a<b and b>c" "Tom & Jerry: 5 < 7")
{
  read -r plain
  read -r back
} < <(python/bin/python convert.py "${texts[@]}")
seen="SRT: ${texts[0]} | ${texts[1]} / text: $plain / player: $(node read.mjs plain.vtt)"
seen+=" / escaped before, player: $(node read.mjs escaped.vtt) / text and SRT again: $back"
echo "$seen"
[ "$seen" = "SRT: if a<b and b>c | Tom & Jerry: 5 < 7 / text: if ac | Tom & Jerry: 5 < 7 / player: if ac | Tom & Jerry: 5 / escaped before, player: if a<b and b>c | Tom & Jerry: 5 < 7 / text and SRT again: if a&lt;b and b&gt;c | Tom &amp; Jerry: 5 &lt; 7" ]
