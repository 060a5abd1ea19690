#!/usr/bin/env bash
# html2text 0.17.4 (Rust): the text of a page has no totals and no captions of its tables, without an error.
#
# Documented (README): it does "a reasonable job of rendering reasonable HTML", for a terminal or for the text beside an
# HTML mail. In HTML the rows that sum up the columns belong in `tfoot` and what the table is about in `caption` (HTML
# Standard, 4.9.7 and 4.9.2), and both are shown.
# Seen: only `thead` and `tbody` of a table are looked at, in `plain` and `rich` and with `raw_mode`; what stands in the
# other two is gone. Who gives pages to a model by this text lets it add up the sums itself; the names of the two have
# to be changed, to `tbody` and to a paragraph before the table, before the crate gets the page.
# Seen: "html2text of Rust: Item Price Room 80 Meals 40 / tbody for tfoot, p for caption: Costs in euros Item Price Room
# 80 Meals 40 Total 120", while html2text 2025.4.15 (Python), another program of that name, keeps both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >page.html <<'HTML'
<table>
  <caption>Costs in euros</caption>
  <thead><tr><th>Item</th><th>Price</th></tr></thead>
  <tbody><tr><td>Room</td><td>80</td></tr><tr><td>Meals</td><td>40</td></tr></tbody>
  <tfoot><tr><td>Total</td><td>120</td></tr></tfoot>
</table>
HTML
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check html2text==2025.4.15
python/bin/html2text page.html | grep --quiet "Costs in euros"
python/bin/html2text page.html | grep --quiet "Total.*120"

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "page"
version = "0.1.0"
edition = "2024"

[dependencies]
html2text = { version = "=0.17.4", default-features = false }
TOML
cat >src/main.rs <<'RUST'
use html2text::config;

fn words(page: &str) -> String {
    let text = config::plain().string_from_read(page.as_bytes(), 80).unwrap();
    let rich = config::rich().string_from_read(page.as_bytes(), 80).unwrap();
    let raw = config::plain().raw_mode(true).string_from_read(page.as_bytes(), 80).unwrap();
    let [text, rich, raw] = [text, rich, raw].map(|text| {
        let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    });
    assert_eq!(text, rich);
    assert_eq!(text, raw);
    text
}

fn main() {
    let page = std::fs::read_to_string("page.html").unwrap();
    let (table, caption) = ("<table>\n  <caption>Costs in euros</caption>", "<p>Costs in euros</p>\n<table>");
    let changed = page.replace(table, caption).replace("tfoot>", "tbody>");
    println!("{} / tbody for tfoot, p for caption: {}", words(&page), words(&changed));
}
RUST
seen="html2text of Rust: $(cargo run --quiet)"
echo "$seen"
[ "$seen" = "html2text of Rust: Item Price Room 80 Meals 40 / tbody for tfoot, p for caption: Costs in euros Item Price Room 80 Meals 40 Total 120" ]
