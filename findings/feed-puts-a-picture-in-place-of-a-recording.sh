#!/usr/bin/env bash
# News feeds between feed 6.0.0 (JavaScript) and feedparser 6.0.14 (Python): an episode with a picture loses its
# recording in RSS, has a type that does not exist in Atom, and has no recording in JSON Feed.
#
# Documented (README of feed, "Item Options" and "Types"): an item has an `image` and, beside it, an `enclosure`, the
# "generic media enclosure", whose `type` is its MIME type with "audio/mpeg" as the example. RSS 2.0 (rssboard.org,
# "enclosure") and Atom (RFC 4287, 4.2.7.4) carry that type to the reader, JSON Feed 1 has `attachments` for it.
# Seen: in RSS the picture is written over the recording, with a length of 0, so that programs for podcasts have no
# episode left. In Atom the given type is not looked at: it is made of the word "image" and the end of the address,
# image/mp3, image/pdf, or "image//listen" for an address without a file name, and readers show a picture that is none.
# JSON Feed has the picture alone. None of it is an error. With `audio` in place of `enclosure` RSS is right, Atom says
# audio/mp3, and JSON Feed still has nothing. Who writes episodes has to use `audio` and to offer RSS only.
# Seen: "enclosure: rss image/jpg a.jpg 0, atom image/mp3 a.mp3 123 image/jpg a.jpg, json no attachments / audio: rss
# audio/mpeg a.mp3 123, atom image/jpg a.jpg audio/mp3 a.mp3 123, json no attachments / without a picture: rss
# audio/mpeg listen 123, atom image//listen listen 123, json no attachments".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
npm install --silent --no-save --no-audit --no-fund feed@6.0.0 >/dev/null

cat >write.mjs <<'JAVASCRIPT'
import { Feed } from "feed";
import { writeFileSync } from "node:fs";

const site = "https://radio.example/";
const image = `${site}a.jpg`;
const recording = (name) => ({ url: site + name, type: "audio/mpeg", length: 123 });
const items = {
  enclosure: { image, enclosure: recording("a.mp3") },
  audio: { image, audio: recording("a.mp3") },
  "without a picture": { enclosure: recording("listen?episode=5") },
};
const files = Object.entries(items).map(([name, item]) => {
  const date = new Date("2026-12-01T10:00:00Z");
  const feed = new Feed({ title: "Radio", id: site, link: site, copyright: "", updated: date });
  feed.addItem({ title: "Episode 5", id: `${site}5`, link: `${site}5`, date, ...item });
  return { name, rss: feed.rss2(), atom: feed.atom1(), json: feed.json1() };
});
writeFileSync("feeds.json", JSON.stringify(files));
JAVASCRIPT
cat >read.py <<'PYTHON'
import json

import feedparser


def enclosures(text):
    (entry,) = feedparser.parse(text).entries
    return " ".join(
        " ".join(filter(None, [one.type, one.href.split("/")[-1].split("?")[0], one.get("length")]))
        for one in entry.enclosures
    )


with open("feeds.json") as file:
    said = []
    for feed in json.load(file):
        (item,) = json.loads(feed["json"])["items"]
        attached = "attachments" if "attachments" in item else "no attachments"
        said.append(f"{feed['name']}: rss {enclosures(feed['rss'])}, atom {enclosures(feed['atom'])}, json {attached}")
print(" / ".join(said))
PYTHON
node write.mjs
seen=$(python/bin/python read.py)
echo "$seen"
[ "$seen" = "enclosure: rss image/jpg a.jpg 0, atom image/mp3 a.mp3 123 image/jpg a.jpg, json no attachments / audio: rss audio/mpeg a.mp3 123, atom image/jpg a.jpg audio/mp3 a.mp3 123, json no attachments / without a picture: rss audio/mpeg listen 123, atom image//listen listen 123, json no attachments" ]
