#!/usr/bin/env bash
# Fluent, one catalogue for a page and for the program behind it: fluent-bundle 0.16.0 (Rust) and @fluent/bundle 0.19.1
# (JavaScript), both of Project Fluent, say other words for the same message in the same language, and the Rust one
# reports no error where it writes a number as no German does.
#
# Seen: with `add_builtins` the Rust bundle knows NUMBER, but neither it nor a plain number gets the signs of the
# language: it keeps to `1234567.5`. A formatter of one's own (`set_formatter`) has to do it. DATETIME is part of the
# guide to the syntax and unknown there, so `{DATETIME()}` stands in the sentence.
# Seen, in German, Rust: "1234567.5 / 1234567.50 / {DATETIME()}", JavaScript: "1.234.567,5 / 1.234.567,50 / 1. Januar".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >words.ftl <<'FLUENT'
plain = { $size }
number = { NUMBER($size, minimumFractionDigits: 2) }
day = { DATETIME($day, month: "long", day: "numeric", timeZone: "UTC") }
FLUENT

cat >Cargo.toml <<'TOML'
[package]
name = "says"
version = "0.1.0"
edition = "2024"

[dependencies]
fluent-bundle = "=0.16.0"
unic-langid = "=0.9.6"
TOML
cat >src/main.rs <<'RUST'
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

fn main() {
    let text = std::fs::read_to_string("words.ftl").unwrap();
    let mut bundle = FluentBundle::new(vec!["de".parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_builtins().unwrap();
    bundle.add_resource(FluentResource::try_new(text).unwrap()).unwrap();
    let mut values = FluentArgs::new();
    values.set("size", 1234567.5);
    values.set("day", 0);
    let say = |id| {
        let pattern = bundle.get_message(id).unwrap().value().unwrap();
        bundle.format_pattern(pattern, Some(&values), &mut vec![]).into_owned()
    };
    println!("{} / {} / {}", say("plain"), say("number"), say("day"));
}
RUST
rust=$(cargo run --quiet)

npm install --silent --no-save --no-audit --no-fund @fluent/bundle@0.19.1 >/dev/null
cat >says.mjs <<'JAVASCRIPT'
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readFileSync } from "node:fs";

const bundle = new FluentBundle("de", { useIsolating: false });
bundle.addResource(new FluentResource(readFileSync("words.ftl", "utf8")));
const say = (id) => bundle.formatPattern(bundle.getMessage(id).value, { size: 1234567.5, day: 0 });
console.log(["plain", "number", "day"].map(say).join(" / "));
JAVASCRIPT
javascript=$(node says.mjs)

echo "Rust: $rust"
echo "JavaScript: $javascript"
[ "$rust" = "1234567.5 / 1234567.50 / {DATETIME()}" ]
[ "$javascript" = "1.234.567,5 / 1.234.567,50 / 1. Januar" ]
