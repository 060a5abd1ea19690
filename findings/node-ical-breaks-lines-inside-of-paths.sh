#!/usr/bin/env bash
# Calendars between icalendar 7.3.2 (Python) and node-ical 0.27.2 (JavaScript): paths of Windows and formulas get line
# breaks, and an event in a zone of a fixed offset ends at no time.
#
# Documented (RFC 5545, 3.3.11 and 3.2): in a text `\\` is a backslash and `\n` a new line; a parameter in quotation
# marks may hold a colon and a semicolon. README of node-ical: it is a "feature-rich iCalendar/ICS (RFC 5545) parser".
# Seen: it undoes one sign after the other, `\n` before `\\`, so that C:\new comes out as a backslash, a line break and
# "ew", and so does \nu of a formula. Parameters end at each semicolon, also between quotation marks, and before a time
# at the first colon: of a zone "UTC+05:30", as Python has it for a fixed offset, what follows the colon becomes the
# time, which is then a string and no `Date`. No error is raised. ical.js 2.2.1 reads all of it as it was. Who reads
# calendars by node-ical cannot tell such line breaks from real ones.
# Seen: "summary: ical.js "C:\\new\\plan", node-ical "C:\\\new\\plan" / guest: ical.js "Lee; Ann", node-ical "\"Lee" /
# end: ical.js "2026-12-01T15:30:00", node-ical "30:20261201T153000"".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
npm install --silent --no-save --no-audit --no-fund node-ical@0.27.2 ical.js@2.2.1 >/dev/null

cat >write.py <<'PYTHON'
from datetime import datetime, timedelta, timezone

from icalendar import Calendar, Event, vCalAddress

india = timezone(timedelta(hours=5, minutes=30))
event = Event.new(
    summary=r"C:\new\plan",
    start=datetime(2026, 12, 1, 9, tzinfo=timezone.utc),
    end=datetime(2026, 12, 1, 15, 30, tzinfo=india),
)
event.add("attendee", vCalAddress("mailto:ann@example.com"), parameters={"CN": "Lee; Ann"})
print(Calendar.new(subcomponents=[event]).to_ical().decode(), end="")
PYTHON
python/bin/python write.py >event.ics

cat >read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
import ical from "node-ical";

const text = readFileSync("event.ics", "utf8");
const first = ICAL.Component.fromString(text).getFirstSubcomponent("vevent");
const other = Object.values(ical.sync.parseICS(text)).find(({ type }) => type === "VEVENT");
const seen = [
  ["summary", first.getFirstPropertyValue("summary"), other.summary],
  ["guest", first.getFirstProperty("attendee").getFirstParameter("cn"), other.attendee.params.CN],
  ["end", first.getFirstPropertyValue("dtend").toString(), other.end],
];
console.log(seen.map(([name, a, b]) => `${name}: ical.js ${JSON.stringify(a)}, node-ical ${JSON.stringify(b)}`).join(" / "));
JAVASCRIPT
seen=$(node read.mjs)
echo "$seen"
expected=$(
  cat <<'SEEN'
summary: ical.js "C:\\new\\plan", node-ical "C:\\\new\\plan" / guest: ical.js "Lee; Ann", node-ical "\"Lee" / end: ical.js "2026-12-01T15:30:00", node-ical "30:20261201T153000"
SEEN
)
[ "$seen" = "$expected" ]
