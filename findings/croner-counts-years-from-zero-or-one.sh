#!/usr/bin/env bash
# Cron with a field for the year, one pattern for a page and for the program behind it: croner 4.0.3 (Rust) and croner
# 11.0.1 (JavaScript), of the same authors, run a job of every fourth or every second year in other years.
#
# Documented (README of the JavaScript one): clock changes are handled as in croner-rust, "so that both libraries
# schedule the same", and years are 1 to 9999. Both take `*/N` for every Nth of the whole range.
# Seen: the Rust one counts from year 1, as in `1-4999/4`, and meets 2029; the JavaScript one counts from 0, and meets
# 2028 with `*/4` but 2029 with `1-4999/4`. Who writes the range out gets the same years from both.
# Seen, Rust: "*/4: 2029 2033, 1-4999/4: 2029 2033, */2: 2027 2029", JavaScript: "*/4: 2028 2032, 1-4999/4: 2029 2033,
# */2: 2028 2030".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "years"
version = "0.1.0"
edition = "2024"

[dependencies]
chrono = { version = "=0.4.45", default-features = false }
croner = "=4.0.3"
TOML
cat >src/main.rs <<'RUST'
use chrono::{Datelike, TimeZone, Utc};
use croner::parser::{CronParser, Seconds, Year};

fn main() {
    let parser = CronParser::builder().seconds(Seconds::Required).year(Year::Required).build();
    let all = ["*/4", "1-4999/4", "*/2"].map(|years| {
        let cron = parser.parse(&format!("0 0 0 1 1 * {years}")).unwrap();
        let first = cron.find_next_occurrence(&Utc.with_ymd_and_hms(2026, 6, 1, 0, 0, 0).unwrap(), false).unwrap();
        let second = cron.find_next_occurrence(&first, false).unwrap();
        format!("{years}: {} {}", first.year(), second.year())
    });
    println!("{}", all.join(", "));
}
RUST
rust=$(cargo run --quiet)

npm install --silent --no-save --no-audit --no-fund croner@11.0.1 >/dev/null
cat >years.mjs <<'JAVASCRIPT'
import { Cron } from "croner";

const all = ["*/4", "1-4999/4", "*/2"].map((years) => {
  const cron = new Cron(`0 0 0 1 1 * ${years}`, { timezone: "UTC", paused: true });
  const [first, second] = cron.nextRuns(2, new Date("2026-06-01T00:00:00Z"));
  return `${years}: ${first.getUTCFullYear()} ${second.getUTCFullYear()}`;
});
console.log(all.join(", "));
JAVASCRIPT
javascript=$(node years.mjs)

echo "Rust: $rust"
echo "JavaScript: $javascript"
[ "$rust" = "*/4: 2029 2033, 1-4999/4: 2029 2033, */2: 2027 2029" ]
[ "$javascript" = "*/4: 2028 2032, 1-4999/4: 2029 2033, */2: 2028 2030" ]
