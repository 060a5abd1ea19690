#!/usr/bin/env bash
# Recurring events between ical.js 2.2.1 (JavaScript) and recurring-ical-events 3.8.2 (Python): two of the examples that
# the standard itself has for yearly events are events of every week to ical.js.
#
# Documented (README): it is for RFC 5545 and its extensions, with a page on which it "calculates occurrences based on a
# RRULE". Examples of the standard (3.8.5.3): `BYDAY=20MO` is "every 20th Monday of the year", and
# `BYWEEKNO=20;BYDAY=MO` "Monday of week number 20".
# Seen: of a number before the day of the week only the last digit counts: the 20th Monday is every one, as if it had no
# number, and the 53rd is the third. BYWEEKNO is ignored beside BYDAY. No error is raised. Who shows calendars by it has
# to refuse such rules, or to work the days out elsewhere.
# Seen: "BYDAY=2MO: ical.js 2026-01-12 2027-01-11 2028-01-10, Python 2026-01-12 2027-01-11 2028-01-10 / BYDAY=20MO:
# ical.js 2026-05-18 2026-05-25 2026-06-01, Python 2026-05-18 2027-05-17 2028-05-15 / BYDAY=53MO: ical.js 2030-01-21
# 2031-01-20 2032-01-19, Python 2029-12-31 2035-12-31 2040-12-31 / BYWEEKNO=20;BYDAY=MO: ical.js 2026-05-18 2026-05-25
# 2026-06-01, Python 2026-05-11 2027-05-17 2028-05-15".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
rules=("BYDAY=2MO" "BYDAY=20MO" "BYDAY=53MO" "BYWEEKNO=20;BYDAY=MO")
starts=(20260112 20260518 20291231 20260511)

npm install --silent --no-save --no-audit --no-fund ical.js@2.2.1 >/dev/null
cat >days.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync("one.ics", "utf8")));
const days = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).iterator();
console.log([days.next(), days.next(), days.next()].join(" "));
JAVASCRIPT

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2
cat >days.py <<'PYTHON'
import itertools

import recurring_ical_events
from icalendar import Calendar

with open("one.ics") as file:
    events = recurring_ical_events.of(Calendar.from_ical(file.read())).all()
print(*(event["DTSTART"].dt for event in itertools.islice(events, 3)))
PYTHON

seen=""
for index in "${!rules[@]}"; do
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//example//EN BEGIN:VEVENT UID:1 DTSTAMP:20260101T000000Z \
    "DTSTART;VALUE=DATE:${starts[index]}" "RRULE:FREQ=YEARLY;${rules[index]}" END:VEVENT END:VCALENDAR >one.ics
  seen+="${seen:+ / }${rules[index]}: ical.js $(node days.mjs), Python $(python/bin/python days.py)"
done
echo "$seen"
[ "$seen" = "BYDAY=2MO: ical.js 2026-01-12 2027-01-11 2028-01-10, Python 2026-01-12 2027-01-11 2028-01-10 / BYDAY=20MO: ical.js 2026-05-18 2026-05-25 2026-06-01, Python 2026-05-18 2027-05-17 2028-05-15 / BYDAY=53MO: ical.js 2030-01-21 2031-01-20 2032-01-19, Python 2029-12-31 2035-12-31 2040-12-31 / BYWEEKNO=20;BYDAY=MO: ical.js 2026-05-18 2026-05-25 2026-06-01, Python 2026-05-11 2027-05-17 2028-05-15" ]
