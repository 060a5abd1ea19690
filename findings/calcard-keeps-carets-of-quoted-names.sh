#!/usr/bin/env bash
# Calendars between icalendar 7.3.2 (Python) or ical.js 2.2.1 (JavaScript) and calcard 0.3.14 (Rust): a guest whose name
# has quotation marks is shown with carets.
#
# Documented (RFC 6868, which updates the standards for calendars and for contacts): a quotation mark in a parameter is
# written as `^'`, a new line as `^n` and a caret as `^^`. In a parameter there is no other way to write them.
# Seen: icalendar writes a name in that form, and both icalendar and ical.js read it back; calcard leaves the signs as
# they are. Who shows what calcard read has to undo them in every parameter.
# Seen: "icalendar: Ann "Bo" Lee, ical.js: Ann "Bo" Lee, calcard: Ann ^'Bo^' Lee".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
python=$(python/bin/python -c '
from datetime import datetime, timezone

from icalendar import Calendar, Event, vCalAddress

guest = vCalAddress("mailto:ann@example.com")
guest.params["CN"] = "Ann \"Bo\" Lee"
event = Event()
event.add("uid", "1")
event.add("dtstamp", datetime(2026, 11, 30, 12, tzinfo=timezone.utc))
event.add("dtstart", datetime(2026, 11, 30, 12, tzinfo=timezone.utc))
event.add("attendee", guest)
calendar = Calendar()
calendar.add("version", "2.0")
calendar.add("prodid", "-//example//example//EN")
calendar.add_component(event)
with open("one.ics", "wb") as file:
    file.write(calendar.to_ical())
with open("one.ics", "rb") as file:
    (event,) = Calendar.from_ical(file.read()).walk("VEVENT")
print(event["ATTENDEE"].params["CN"])
')

npm install --silent --no-save --no-audit --no-fund ical.js@2.2.1 >/dev/null
cat >read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync("one.ics", "utf8")));
console.log(calendar.getFirstSubcomponent("vevent").getFirstProperty("attendee").getParameter("cn"));
JAVASCRIPT
javascript=$(node read.mjs)

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "reads"
version = "0.1.0"
edition = "2024"

[dependencies]
calcard = { version = "=0.3.14", default-features = false }
TOML
cat >src/main.rs <<'RUST'
use calcard::icalendar::{ICalendar, ICalendarParameterName, ICalendarProperty};

fn main() {
    let text = std::fs::read_to_string("one.ics").unwrap();
    let calendar = ICalendar::parse(text).unwrap();
    let entries = calendar.components.iter().flat_map(|component| &component.entries);
    for entry in entries.filter(|entry| entry.name == ICalendarProperty::Attendee) {
        let name = entry.params.iter().find(|param| param.name == ICalendarParameterName::Cn).unwrap();
        println!("{}", name.value.as_text().unwrap());
    }
}
RUST
rust=$(cargo run --quiet)

seen="icalendar: $python, ical.js: $javascript, calcard: $rust"
echo "$seen"
[ "$seen" = "icalendar: Ann \"Bo\" Lee, ical.js: Ann \"Bo\" Lee, calcard: Ann ^'Bo^' Lee" ]
