#!/usr/bin/env bash
# ssfmt 0.1.2: a format of a spreadsheet that shows thousands (`0,`) rounds a number with a fraction, and cuts one
# without.
#
# Spreadsheets round both: 1999 and 1999.6 are 2 thousand. Seen: 1999 is shown as 1 and 1999.6 as 2; 999 is shown as 0.
# The same happens with `#,##0,` and with millions (`0,,`); with a decimal (`0.0,`) whole numbers are rounded, too. Who
# shows amounts by such formats has to round whole numbers to the step that is shown before ssfmt gets them.
# Seen: "0, of 1999: 1, 0, of 1999.6: 2, 0, of 999: 0, #,##0, of 1600: 1, 0,, of 1900000: 1, 0.0, of 1960: 2.0".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "thousands"
version = "0.1.0"
edition = "2024"

[dependencies]
ssfmt = "=0.1.2"
TOML
cat >src/main.rs <<'RUST'
use ssfmt::{FormatOptions, NumberFormat};

fn main() {
    let shown = [
        ("0,", 1999.0),
        ("0,", 1999.6),
        ("0,", 999.0),
        ("#,##0,", 1600.0),
        ("0,,", 1_900_000.0),
        ("0.0,", 1960.0),
    ]
    .map(|(code, value)| {
        let format = NumberFormat::parse(code).expect("a format");
        format!("{code} of {value}: {}", format.format(value, &FormatOptions::default()))
    });
    println!("{}", shown.join(", "));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "0, of 1999: 1, 0, of 1999.6: 2, 0, of 999: 0, #,##0, of 1600: 1, 0,, of 1900000: 1, 0.0, of 1960: 2.0" ]
