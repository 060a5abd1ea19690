#!/usr/bin/env bash
# Authors of news between feedgen 1.0.0 and feedparser 6.0.14 (both Python), and by rss-parser 3.13.0 (JavaScript): an
# author without a mail address gets that of the one before, and addresses end after four letters.
#
# Documented (feedparser, "entries[i].author_detail"): `name` is the name and `email` "the email address of this entry's
# author"; `authors` lists these details of each. Atom has the address inside of each author (RFC 4287, 3.2.3), where it
# may be missing, and RSS has it before the name in brackets (RSS 2.0, "author").
# Seen: of two authors in Atom, where only the first has an address, the second has it as well, in `authors` and in
# `author_detail`, though the file says it of Ann alone. If its last part has more than four letters, as .berlin or
# .online have, the address that Bo is given is cut to one of another place. In RSS, where it is cut for every author,
# what was cut off becomes part of the name. `bozo`, which tells of faulty files, stays false. Who writes to authors, or
# counts them by address, has to read these elements from the file.
# Seen: "Atom: Ann ann@post.example.de, Bo ann@post.example.de; Bo ann@post.example.de / Atom: Ann ann@post.berlin, Bo
# ann@post.berl; Bo ann@post.berlin / RSS: Ann ann@post.example.de; Ann ann@post.example.de / RSS: in (Ann
# ann@post.berl; in (Ann ann@post.berl / bozo False / rss-parser: ann@post.berlin (Ann)".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check feedgen==1.0.0 feedparser==6.0.14
npm install --silent --no-save --no-audit --no-fund rss-parser@3.13.0 >/dev/null

cat >authors.py <<'PYTHON'
import feedparser
from feedgen.feed import FeedGenerator


def feed(*authors):
    generator = FeedGenerator()
    generator.id("https://news.example/")
    generator.title("News")
    generator.description("News")
    generator.link(href="https://news.example/")
    entry = generator.add_entry()
    entry.id("https://news.example/1")
    entry.title("One")
    entry.link(href="https://news.example/1")
    entry.author(list(authors))
    return generator


bozo = False
said = []


def read(name, text):
    global bozo
    found = feedparser.parse(text)
    bozo = bozo or bool(found.bozo)
    entry = found.entries[0]
    authors = ", ".join(f"{one.name} {one.email}" for one in entry.authors)
    said.append(f"{name}: {authors}; {entry.author_detail.name} {entry.author_detail.email}")


addresses = ["ann@post.example.de", "ann@post.berlin"]
for email in addresses:
    read("Atom", feed({"name": "Ann", "email": email}, {"name": "Bo"}).atom_str())
for email in addresses:
    text = feed({"name": "Ann", "email": email}).rss_str()
    read("RSS", text)
with open("rss.xml", "wb") as file:
    file.write(text)
print(" / ".join([*said, f"bozo {bozo}"]))
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import Parser from "rss-parser";

const parser = new Parser({ customFields: { item: ["author"] } });
const { items } = await parser.parseString(readFileSync("rss.xml", "utf8"));
console.log(items[0].author);
JAVASCRIPT
seen="$(python/bin/python authors.py) / rss-parser: $(node --no-deprecation read.mjs)"
echo "$seen"
[ "$seen" = "Atom: Ann ann@post.example.de, Bo ann@post.example.de; Bo ann@post.example.de / Atom: Ann ann@post.berlin, Bo ann@post.berl; Bo ann@post.berlin / RSS: Ann ann@post.example.de; Ann ann@post.example.de / RSS: in (Ann ann@post.berl; in (Ann ann@post.berl / bozo False / rss-parser: ann@post.berlin (Ann)" ]
