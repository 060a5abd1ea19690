#!/usr/bin/env bash
# ts-ics 2.4.6 (JavaScript): a guest whose name has a colon or a semicolon gets another name and address, or is lost,
# for whoever reads the calendar, ts-ics itself included.
#
# Documented (README): it "aims to be fully RFC 5545 compliant". There a parameter with one of the two signs, or with a
# comma, stands in quotation marks (3.2).
# Seen: names are written as they are. One with a colon ends there, and the rest becomes part of the address, without an
# error; one with a semicolon loses the rest, or the guest is left out. Marks that its caller puts around the name are
# taken away again by ical.js and icalendar, but ts-ics, which reads a colon between them, cuts the name at a semicolon
# all the same, also in calendars of others.
# Seen: "Sales: North is Sales < North:ann@example.com> for ts-ics, ical.js, icalendar / Lee; Ann is Lee
# <ann@example.com> for ts-ics, ical.js, nobody for icalendar / "Sales: North" is Sales: North <ann@example.com> for
# ts-ics, ical.js, icalendar / "Lee; Ann" is "Lee <ann@example.com> for ts-ics, Lee; Ann <ann@example.com> for ical.js,
# icalendar" (ical.js 2.2.1, icalendar 7.3.2).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund ts-ics@2.4.6 ical.js@2.2.1 >/dev/null
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2
cat >guest.py <<'PYTHON'
import sys

from icalendar import Calendar

(event,) = Calendar.from_ical(sys.stdin.read()).walk("VEVENT")
guest = event.get("ATTENDEE")
print("nobody" if guest is None else f"{guest.params['CN']} <{guest.replace('MAILTO:', '')}>")
PYTHON
cat >guests.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import { execFileSync } from "node:child_process";
import { convertIcsCalendar, generateIcsCalendar } from "ts-ics";

const shown = (name, address) => `${name} <${address.replace("MAILTO:", "")}>`;

function read(name) {
  const [start, end] = [new Date("2026-11-30T12:00:00Z"), new Date("2026-11-30T13:00:00Z")].map((date) => ({ date }));
  const attendees = [{ name, email: "ann@example.com" }];
  const event = { uid: "1", summary: "Lunch", stamp: start, start, end, attendees };
  const calendar = generateIcsCalendar({ version: "2.0", prodId: "-//example//example//EN", events: [event] });

  const [own] = convertIcsCalendar(undefined, calendar).events[0].attendees;
  const guest = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent("vevent").getFirstProperty("attendee");
  const seen = {
    "ts-ics": shown(own.name, own.email),
    "ical.js": shown(guest.getParameter("cn"), guest.getFirstValue()),
    icalendar: execFileSync("python/bin/python", ["guest.py"], { input: calendar, encoding: "utf8" }).trim(),
  };
  const readers = (got) => Object.keys(seen).filter((reader) => seen[reader] === got);
  const all = [...new Set(Object.values(seen))].map((got) => `${got} for ${readers(got).join(", ")}`);
  return `${name} is ${all.join(", ")}`;
}

console.log(["Sales: North", "Lee; Ann", '"Sales: North"', '"Lee; Ann"'].map(read).join(" / "));
JAVASCRIPT
seen=$(node guests.mjs)
echo "$seen"
[ "$seen" = 'Sales: North is Sales < North:ann@example.com> for ts-ics, ical.js, icalendar / Lee; Ann is Lee <ann@example.com> for ts-ics, ical.js, nobody for icalendar / "Sales: North" is Sales: North <ann@example.com> for ts-ics, ical.js, icalendar / "Lee; Ann" is "Lee <ann@example.com> for ts-ics, Lee; Ann <ann@example.com> for ical.js, icalendar' ]
