#!/usr/bin/env bash
# Cron between cron-schedule 6.0.0 and croner 11.0.1 (both JavaScript): "the second Friday of the month" is every Friday
# to cron-schedule, without an error.
#
# Documented (README of cron-schedule, "Cron expression format"): it has the syntax of crontab(5), of which "all linux
# cron features are supported". That page has `~` for a value that is drawn once from a range, and nothing else that may
# follow a number but a comma, a hyphen or, after a range, a step.
# Seen: a field is read as far as it is a number, and the rest is ignored. So `5#2`, `5L` and `6W`, which other
# schedulers and models that were asked for a pattern write, are every Friday and the sixth, `30~59` is always 30, and a
# slip of the pen is no error. `L` alone is one. A job runs four times as often, or on a Sunday. Who takes patterns of
# others has to check each field before.
# Seen: "0 9 * * 5#2: cron-schedule 12-04 12-11, croner 12-11 01-08 / 0 9 * * 5L: cron-schedule 12-04 12-11, croner
# 12-25 01-29 / 0 9 6W * *: cron-schedule 12-06 01-06, croner 12-07 01-06 / 30~59 9 * * *: cron-schedule 12-01 12-02,
# croner TypeError / 0 9 1x * *: cron-schedule 12-01 01-01, croner TypeError / 0 9 L * *: cron-schedule Error, croner
# 12-31 01-31".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund cron-schedule@6.0.0 croner@11.0.1 >/dev/null
cat >days.mjs <<'JAVASCRIPT'
import { parseCronExpression } from "cron-schedule";
import { Cron } from "croner";

const start = new Date("2026-11-30T12:00:00Z");
const readers = {
  "cron-schedule": (pattern) => parseCronExpression(pattern).getNextDates(2, start),
  croner: (pattern) => new Cron(pattern, { timezone: "UTC", paused: true }).nextRuns(2, start),
};
const days = (read, pattern) => {
  try {
    return read(pattern).map((date) => date.toISOString().slice(5, 10)).join(" ");
  } catch (error) {
    return error.name;
  }
};
const patterns = ["0 9 * * 5#2", "0 9 * * 5L", "0 9 6W * *", "30~59 9 * * *", "0 9 1x * *", "0 9 L * *"];
const all = patterns.map((pattern) => {
  const read = Object.entries(readers).map(([name, reader]) => `${name} ${days(reader, pattern)}`);
  return `${pattern}: ${read.join(", ")}`;
});
console.log(all.join(" / "));
JAVASCRIPT
seen=$(TZ=UTC node days.mjs)
echo "$seen"
[ "$seen" = "0 9 * * 5#2: cron-schedule 12-04 12-11, croner 12-11 01-08 / 0 9 * * 5L: cron-schedule 12-04 12-11, croner 12-25 01-29 / 0 9 6W * *: cron-schedule 12-06 01-06, croner 12-07 01-06 / 30~59 9 * * *: cron-schedule 12-01 12-02, croner TypeError / 0 9 1x * *: cron-schedule 12-01 01-01, croner TypeError / 0 9 L * *: cron-schedule Error, croner 12-31 01-31" ]
