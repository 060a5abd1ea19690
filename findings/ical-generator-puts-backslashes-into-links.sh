#!/usr/bin/env bash
# Calendars between ical-generator 11.1.2 and ical.js 2.2.1 (both JavaScript): a link with a comma or a semicolon leads
# elsewhere.
#
# Documented (RFC 5545, 3.3.13): an address has no further encoding, and the one with backslashes, which texts have, is
# named there. Links to places on a map have commas.
# Seen: ical-generator writes `URL` and `ATTACH` as it writes texts, with a backslash before each of the signs, and adds
# `VALUE=URI` to the first. ical.js keeps to the standard and gives the link with the backslashes, which a browser takes
# for slashes. icalendar 7.3.2 (Python) drops them, so that its users see nothing of it. Who writes calendars by
# ical-generator has to write the signs as %2C and %3B in links.
# Seen: "ical.js: https://example.com/@48.1\,11.6\;z, opened: https://example.com/@48.1/,11.6/;z / icalendar:
# https://example.com/@48.1,11.6;z / as %2C and %3B: https://example.com/@48.1%2C11.6%3Bz".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund ical-generator@11.1.2 ical.js@2.2.1 >/dev/null
cat >links.mjs <<'JAVASCRIPT'
import ical from "ical-generator";
import ICAL from "ical.js";
import { writeFileSync } from "node:fs";

function written(link) {
  const calendar = ical();
  const start = new Date("2026-11-30T12:00:00Z");
  calendar.createEvent({ id: "1", stamp: start, start, summary: "Lunch", url: link, attachments: [link] });
  return calendar.toString();
}

function read(calendar) {
  const event = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent("vevent");
  const [url, attachment] = ["url", "attach"].map((name) => String(event.getFirstPropertyValue(name)));
  if (url !== attachment) throw new Error(`${url} is not ${attachment}`);
  return url;
}

const calendar = written("https://example.com/@48.1,11.6;z");
writeFileSync("one.ics", calendar);
console.log(`${read(calendar)}, opened: ${new URL(read(calendar))}`);
console.log(read(written("https://example.com/@48.1%2C11.6%3Bz")));
JAVASCRIPT
javascript=$(node links.mjs)

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
python=$(python/bin/python -c '
from icalendar import Calendar

with open("one.ics", "rb") as file:
    (event,) = Calendar.from_ical(file.read()).walk("VEVENT")
print(event["URL"])
')

seen="ical.js: ${javascript%%$'\n'*} / icalendar: $python / as %2C and %3B: ${javascript##*$'\n'}"
echo "$seen"
[ "$seen" = 'ical.js: https://example.com/@48.1\,11.6\;z, opened: https://example.com/@48.1/,11.6/;z / icalendar: https://example.com/@48.1,11.6;z / as %2C and %3B: https://example.com/@48.1%2C11.6%3Bz' ]
