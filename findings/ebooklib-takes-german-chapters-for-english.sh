#!/usr/bin/env bash
# Books between epub-gen-memory 1.1.2 (JavaScript) and EbookLib 0.20 (Python, with lxml 6.1.3): a German EPUB 3 of the
# first, read by the second, has English chapters without a title or style, and cannot be written again.
#
# Documented (EbookLib): it reads and writes EPUB 3 (README), and a chapter has the language of the book where none is
# set (`set_language` of `EpubItem`).
# Seen: reading keeps `dc:language` as metadata only, so the book stays at "en", which `get_content` puts over the `de`
# of each chapter, in a head that holds nothing of the one that was read. Entries of a table of contents read from the
# nav document have no id, which the writer needs. Who reads a book for its language, titles or styles has to take
# `content` in place of `get_content()`; who writes it again has to set `book.language` and an id for each entry first,
# and still loses title and style.
# Seen: "metadata: de / content: de, "Eins", style.css / get_content(): en, no title, no style / written again:
# TypeError, with ids and language: de, no title, no style".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check EbookLib==0.20 lxml==6.1.3
npm install --silent --no-save --no-audit --no-fund epub-gen-memory@1.1.2 >/dev/null

cat >write.cjs <<'JAVASCRIPT'
const { default: epub } = require("epub-gen-memory");
const { writeFileSync } = require("node:fs");

const chapters = [{ title: "Eins", content: "<p>Guten Tag</p>" }];
epub({ title: "Buch", author: "Ann Lee", lang: "de" }, chapters).then((book) => writeFileSync("book.epub", book));
JAVASCRIPT
node write.cjs

cat >read.py <<'PYTHON'
import warnings

from ebooklib import epub
from lxml import etree

warnings.simplefilter("ignore")


def chapter(book):
    return book.get_item_with_href("0_Eins.xhtml")


def said(page):
    root = etree.fromstring(page)
    space = {"h": "http://www.w3.org/1999/xhtml"}
    title = root.findtext("h:head/h:title", namespaces=space)
    style = root.find("h:head/h:link", space)
    title = "no title" if title is None else f'"{title}"'
    return f"{root.get('lang')}, {title}, {'no style' if style is None else style.get('href')}"


book = epub.read_epub("book.epub")
print("metadata:", book.get_metadata("DC", "language")[0][0], end=" / ")
print("content:", said(chapter(book).content), end=" / ")
print("get_content():", said(chapter(book).get_content()), end=" / ")
try:
    epub.write_epub("again.epub", book)
    print("written again: done", end=", ")
except TypeError:
    print("written again: TypeError", end=", ")
book.language = "de"
for number, entry in enumerate(book.toc):
    entry.uid = f"entry{number}"
epub.write_epub("again.epub", book)
print("with ids and language:", said(chapter(epub.read_epub("again.epub")).content))
PYTHON
seen=$(python/bin/python read.py)
echo "$seen"
[ "$seen" = 'metadata: de / content: de, "Eins", style.css / get_content(): en, no title, no style / written again: TypeError, with ids and language: de, no title, no style' ]
