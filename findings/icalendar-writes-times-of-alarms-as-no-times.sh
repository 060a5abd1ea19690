#!/usr/bin/env bash
# Alarms between icalendar 7.3.2 (Python) and ical.js 2.2.1 and ts-ics 2.4.6 (JavaScript): an alarm at a fixed time is
# written so that the two others cannot know it for one.
#
# Documented (icalendar): "RFC 5545 compatible" (README); a datetime set as `TRIGGER` of an `Alarm` is one that fires
# at that time, and the class shows such an alarm as `TRIGGER;VALUE=DATE-TIME:` (docstrings of both). By RFC 5545
# (3.8.6.3) a trigger is a duration unless that parameter says otherwise.
# Seen: set as `TRIGGER` as well as by `add`, the datetime is written without the parameter. icalendar itself reads it
# back by its look, so nobody notices there. ical.js stops at the value with an error, and ts-ics makes it an empty
# duration, which means the start of the event. It takes `add` with `parameters={"VALUE": "DATE-TIME"}`.
# Seen: "set: icalendar 2026-12-01T08:00:00Z, ical.js invalid duration value, ts-ics relative {} / added: icalendar
# 2026-12-01T08:00:00Z, ical.js invalid duration value, ts-ics relative {} / added with VALUE: icalendar
# 2026-12-01T08:00:00Z, ical.js 2026-12-01T08:00:00Z, ts-ics absolute 2026-12-01T08:00:00Z".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
npm install --silent --no-save --no-audit --no-fund ical.js@2.2.1 ts-ics@2.4.6 >/dev/null

cat >write.py <<'PYTHON'
import json
from datetime import datetime, timezone

from icalendar import Alarm, Calendar, Event


def at(hour):
    return datetime(2026, 12, 1, hour, tzinfo=timezone.utc)


def calendar(way):
    alarm = Alarm.new(description="Soon")
    alarm.add("action", "DISPLAY")
    if way == "set":
        alarm.TRIGGER = at(8)
    else:
        alarm.add("trigger", at(8), parameters={"VALUE": "DATE-TIME"} if way == "added with VALUE" else None)
    event = Event.new(summary="Talk", start=at(9), end=at(10), subcomponents=[alarm])
    return Calendar.new(subcomponents=[event]).to_ical().decode()


def read(text):
    return Calendar.from_ical(text).events[0].alarms.times[0].trigger.strftime("%Y-%m-%dT%H:%M:%SZ")


texts = {way: calendar(way) for way in ["set", "added", "added with VALUE"]}
print(json.dumps([[way, text, read(text)] for way, text in texts.items()]))
PYTHON
python/bin/python write.py >calendars.json

cat >read.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
import { convertIcsCalendar } from "ts-ics";

const byIcal = (text) => {
  const alarm = ICAL.Component.fromString(text).getFirstSubcomponent("vevent").getFirstSubcomponent("valarm");
  return alarm.getFirstPropertyValue("trigger").toString();
};
const byTsIcs = (text) => {
  const { type, value } = convertIcsCalendar(undefined, text).events[0].alarms[0].trigger;
  return `${type} ${value.date?.toISOString().replace(".000", "") ?? JSON.stringify(value)}`;
};
const read = (by, text) => {
  try {
    return by(text);
  } catch (error) {
    return error.message.split(":")[0];
  }
};

const seen = JSON.parse(readFileSync("calendars.json", "utf8")).map(
  ([way, text, own]) => `${way}: icalendar ${own}, ical.js ${read(byIcal, text)}, ts-ics ${read(byTsIcs, text)}`,
);
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node read.mjs)
echo "$seen"
at=2026-12-01T08:00:00Z
not="icalendar $at, ical.js invalid duration value, ts-ics relative {}"
[ "$seen" = "set: $not / added: $not / added with VALUE: icalendar $at, ical.js $at, ts-ics absolute $at" ]
