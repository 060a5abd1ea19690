#!/usr/bin/env bash
# Calendars between icalendar 7.3.2 (Python) and ical.js 2.2.1 (JavaScript): with the time zones that icalendar adds,
# each event of the summer is an hour off in ical.js.
#
# Documented (RFC 5545, 3.6.5 and 3.8.5.2): a time zone may list its clock changes by `RDATE`, which holds one time or
# several with commas. `add_missing_timezones` of icalendar adds "all the timezone components that are required"
# (docstring), each with all its changes in one such list. README of ical.js ("Timezones"): it converts by the time
# zones that a file brings.
# Seen: of each `RDATE` in a time zone ical.js takes the first time alone, and where there is one, none of `DTSTART`. So
# for it Berlin last changed its clocks in 1981 and has had winter since; New York and Sydney have winter, too, and
# Dublin, where the winter is the time that differs from the standard, has summer. No error is raised, and the times
# look right as texts; only the moments are wrong, as for reminders or for people elsewhere. icalendar reads its own
# zones as they are meant. Who hands calendars to ical.js has to write each time as an `RDATE` of its own.
# Seen, 12:00 on 15 January and on 15 July 2026 as UTC: "Europe/Berlin: icalendar 11:00 10:00, ical.js 11:00 11:00,
# split 11:00 10:00 / America/New_York: icalendar 17:00 16:00, ical.js 17:00 17:00, split 17:00 16:00 /
# Australia/Sydney: icalendar 01:00 02:00, ical.js 02:00 02:00, split 01:00 02:00 / Europe/Dublin: icalendar 12:00
# 11:00, ical.js 11:00 11:00, split 12:00 11:00".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
npm install --silent --no-save --no-audit --no-fund ical.js@2.2.1 >/dev/null

cat >write.py <<'PYTHON'
import json
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event


def utc(time):
    return time.astimezone(timezone.utc).strftime("%H:%M")


zones = {}
for name in ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Dublin"]:
    times = [datetime(2026, month, 15, 12, tzinfo=ZoneInfo(name)) for month in (1, 7)]
    calendar = Calendar.new(subcomponents=[Event.new(summary="Call", start=time) for time in times])
    calendar.add_missing_timezones()
    own = calendar.timezones[0].to_tz(lookup_tzid=False)
    read = [utc(event.start.replace(tzinfo=own)) for event in calendar.events]
    zones[name] = calendar.to_ical().decode(), " ".join(read)
print(json.dumps(zones))
PYTHON
python/bin/python write.py >zones.json

cat >read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const read = (text) =>
  ICAL.Component.fromString(text)
    .getAllSubcomponents("vevent")
    .map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString().slice(11, 16))
    .join(" ");
const split = (text) =>
  text
    .replace(/\r\n /g, "")
    .replace(/^RDATE:(.*)\r\n/gm, (_, times) => times.split(",").map((time) => `RDATE:${time}\r\n`).join(""));

const seen = Object.entries(JSON.parse(readFileSync("zones.json", "utf8"))).map(
  ([name, [text, own]]) => `${name}: icalendar ${own}, ical.js ${read(text)}, split ${read(split(text))}`,
);
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = "Europe/Berlin: icalendar 11:00 10:00, ical.js 11:00 11:00, split 11:00 10:00 / America/New_York: icalendar 17:00 16:00, ical.js 17:00 17:00, split 17:00 16:00 / Australia/Sydney: icalendar 01:00 02:00, ical.js 02:00 02:00, split 01:00 02:00 / Europe/Dublin: icalendar 12:00 11:00, ical.js 11:00 11:00, split 12:00 11:00" ]
