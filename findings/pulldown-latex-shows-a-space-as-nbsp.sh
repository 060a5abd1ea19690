#!/usr/bin/env bash
# pulldown-latex 0.8.0: the spaces `~` and `\ ` of TeX become the six letters "&nbsp;" on the screen.
#
# The MathML has `<mtext>&amp;nbsp;</mtext>`: the name of the character is written and then escaped as text, so that a
# browser shows it letter by letter. `\,` becomes an `mspace` and is right. Who shows formulas has to put a real
# no-break space in place of it.
# Seen: "tie: <mtext>&amp;nbsp;</mtext>, control space: <mtext>&amp;nbsp;</mtext>, thin space: <mspace …>".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "spaces"
version = "0.1.0"
edition = "2024"

[dependencies]
pulldown-latex = "=0.8.0"
TOML
cat >src/main.rs <<'RUST'
use pulldown_latex::{Parser, Storage, push_mathml};

fn main() {
    let shown = [("tie", "a~b"), ("control space", r"a\ b"), ("thin space", r"a\,b")].map(|(name, tex)| {
        let storage = Storage::new();
        let mut mathml = String::new();
        push_mathml(&mut mathml, Parser::new(tex, &storage), Default::default()).expect("MathML");
        let between = mathml.split("<mi>a</mi>").nth(1).and_then(|rest| rest.split("<mi>b</mi>").next());
        let between = between.expect("what stands between a and b");
        format!("{name}: {}", if between.starts_with("<mspace") { "<mspace …>" } else { between })
    });
    println!("{}", shown.join(", "));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "tie: <mtext>&amp;nbsp;</mtext>, control space: <mtext>&amp;nbsp;</mtext>, thin space: <mspace …>" ]
