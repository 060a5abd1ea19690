#!/usr/bin/env bash
# Recurring events between rrule-temporal 2.2.8 (JavaScript) and dateutil 2.9.0 (Python): the same rule of every year
# falls on other days, and rrule-temporal gives days that the rule rules out.
#
# Documented (README): it is the "first and only fully compliant" library for RFC 5545 on Temporal. There, BYDAY beside
# BYYEARDAY only limits the days (3.3.10, note 2 to the table), and a number before the day of the week that a year does
# not have makes no event.
# Seen: BYDAY is ignored beside BYYEARDAY, so "the 100th day of the year, but not at a weekend" comes on Saturdays, too.
# The 53rd Monday of a year that has 52 is the first one of the next year, and the 53rd from the end is the last. Who
# shows calendars by it has to drop the days of a wrong name or number; events with COUNT end too early all the same.
# Seen: "YEARLY;BYYEARDAY=100;BYDAY=MO,TU,WE,TH,FR: rrule-temporal 2026-04-10 2027-04-10 2028-04-09, dateutil 2026-04-10
# 2029-04-10 2030-04-10 / YEARLY;BYDAY=53MO: rrule-temporal 2027-01-04 2028-01-03 2029-01-01, dateutil 2029-12-31
# 2035-12-31 2040-12-31 / YEARLY;BYDAY=-53MO: rrule-temporal 2026-12-28 2027-12-27 2029-01-01, dateutil 2029-01-01
# 2035-01-01 2040-01-02 / MONTHLY;BYDAY=5MO: rrule-temporal 2026-03-30 2026-06-29 2026-08-31, dateutil 2026-03-30
# 2026-06-29 2026-08-31".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
rules=("YEARLY;BYYEARDAY=100;BYDAY=MO,TU,WE,TH,FR" "YEARLY;BYDAY=53MO" "YEARLY;BYDAY=-53MO" "MONTHLY;BYDAY=5MO")

npm install --silent --no-save --no-audit --no-fund rrule-temporal@2.2.8 >/dev/null
cat >days.mjs <<'JAVASCRIPT'
import { RRuleTemporal } from "rrule-temporal";

const rrule = new RRuleTemporal({ rruleString: `DTSTART:20260101T090000Z\nRRULE:FREQ=${process.argv[2]};COUNT=3` });
console.log(rrule.all().map((day) => day.toPlainDate().toString()).join(" "));
JAVASCRIPT

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
cat >days.py <<'PYTHON'
import sys

from dateutil.rrule import rrulestr

print(*(f"{day:%Y-%m-%d}" for day in rrulestr(f"DTSTART:20260101T090000Z\nRRULE:FREQ={sys.argv[1]};COUNT=3")))
PYTHON

seen=""
for rule in "${rules[@]}"; do
  seen+="${seen:+ / }$rule: rrule-temporal $(node days.mjs "$rule"), dateutil $(python/bin/python days.py "$rule")"
done
echo "$seen"
[ "$seen" = "YEARLY;BYYEARDAY=100;BYDAY=MO,TU,WE,TH,FR: rrule-temporal 2026-04-10 2027-04-10 2028-04-09, dateutil 2026-04-10 2029-04-10 2030-04-10 / YEARLY;BYDAY=53MO: rrule-temporal 2027-01-04 2028-01-03 2029-01-01, dateutil 2029-12-31 2035-12-31 2040-12-31 / YEARLY;BYDAY=-53MO: rrule-temporal 2026-12-28 2027-12-27 2029-01-01, dateutil 2029-01-01 2035-01-01 2040-01-02 / MONTHLY;BYDAY=5MO: rrule-temporal 2026-03-30 2026-06-29 2026-08-31, dateutil 2026-03-30 2026-06-29 2026-08-31" ]
