#!/usr/bin/env bash
# Subtitles between webvtt-py 0.6.0 and pysubs2 1.8.1 (both Python): a line that is a number is lost, while notes and
# names of cues, which nobody should see, become spoken words.
#
# Documented (README of pysubs2): "it also supports" WebVTT; that it shares its code with SubRip is said in a docstring
# alone. In the standard (WebVTT, 4.1) cues need no number, any line may be the identifier of one, and a block that
# begins with `NOTE` is a comment.
# Seen: all lines up to the next times belong to the cue before, and the last of them is taken away if it is a number,
# as it is the number of the next cue in SubRip, with an empty line before it or without. So "42" as an answer of its
# own line is gone, and notes of a checker and the name of the next scene stand below the words. In SubRip itself the
# last cue of each file loses such a line. No error is raised, and what is written again lacks and holds the same.
# webvtt-py reads both files as they are meant. Who translates or sums up subtitles by pysubs2 has to read WebVTT with
# something else, and to put a number behind the last cue of SubRip.
# Seen: "WebVTT, webvtt-py: How many were there?|42 / And how many left? / None.; pysubs2: How many were there? / And
# how many left?||NOTE Checked by Ann||scene-2 / None. / SubRip, webvtt-py: 1|2 / In which year?|2026; pysubs2: 1|2 / In
# which year?".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pysubs2==1.8.1 webvtt-py==0.6.0

cat >subtitles.py <<'PYTHON'
import pysubs2
from webvtt import Caption, WebVTT, from_srt, read


def written(subtitles, file, save):
    for n, (text, name, note) in enumerate(subtitles):
        caption = Caption(f"00:00:{n:02}.000", f"00:00:{n:02}.900", text, identifier=name)
        if note:
            caption.comments.append(note)
        film.captions.append(caption)
    save(file)
    return file


def shown(cues):
    return " / ".join("|".join(cue) for cue in cues)


film = WebVTT()
scenes = [
    (["How many were there?", "42"], None, None),
    (["And how many left?"], None, None),
    (["None."], "scene-2", "Checked by Ann"),
]
file = written(scenes, "film.vtt", film.save)
vtt = shown(caption.lines for caption in read(file)), shown(event.text.split(r"\N") for event in pysubs2.load(file))

film = WebVTT()
file = written([(["1", "2"], None, None), (["In which year?", "2026"], None, None)], "film.srt", film.save_as_srt)
srt = shown(caption.lines for caption in from_srt(file)), shown(event.text.split(r"\N") for event in pysubs2.load(file))
print(f"WebVTT, webvtt-py: {vtt[0]}; pysubs2: {vtt[1]} / SubRip, webvtt-py: {srt[0]}; pysubs2: {srt[1]}")
PYTHON
seen=$(python/bin/python subtitles.py)
echo "$seen"
[ "$seen" = "WebVTT, webvtt-py: How many were there?|42 / And how many left? / None.; pysubs2: How many were there? / And how many left?||NOTE Checked by Ann||scene-2 / None. / SubRip, webvtt-py: 1|2 / In which year?|2026; pysubs2: 1|2 / In which year?" ]
