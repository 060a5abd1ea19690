#!/usr/bin/env bash
# Photos between pillow-heif 1.8.1 (Python, with Pillow 13.0.0) and exifr 7.1.3 (JavaScript): exifr finds no date in a
# HEIC written by the first, and knows a grey one for no picture at all. ExifReader 4.46.0 (JavaScript) reads both.
#
# Documented (README of exifr): it reads EXIF and GPS of HEIF, both HEIC and AVIF.
# Seen: libheif, which writes for pillow-heif, says where EXIF lies by a base and an offset from it (`base_offset` of the
# box `iloc`). exifr passes over the base, so it looks at the start of the file. It throws nothing: the result has
# `errors` and no more, and the photo looks like one without a date and a place. A grey picture has the brand `heix`,
# which exifr takes for an unknown format. AVIF of Pillow has no base and is read. It was no better with pillow-heif
# 0.18.0 (libheif 1.18), where also the grey one had errors. Who sorts photos by exifr misses those.
# Seen: "HEIC: Pillow 2026:11:30 12:00:00, ExifReader 2026:11:30 12:00:00, exifr Malformed EXIF data / grey HEIC: Pillow
# 2026:11:30 12:00:00, ExifReader 2026:11:30 12:00:00, exifr Unknown file format / AVIF: Pillow 2026:11:30 12:00:00,
# ExifReader 2026:11:30 12:00:00, exifr 2026:11:30 12:00:00".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pillow==13.0.0 pillow-heif==1.8.1
npm install --silent --no-save --no-audit --no-fund exifr@7.1.3 exifreader@4.46.0 >/dev/null

cat >write.py <<'PYTHON'
import json

import pillow_heif
from PIL import ExifTags, Image

pillow_heif.register_heif_opener()
exif = Image.Exif()
exif[ExifTags.Base.DateTime] = "2026:11:30 12:00:00"
dates = {}
for name, mode, file in [("HEIC", "RGB", "a.heic"), ("grey HEIC", "L", "b.heic"), ("AVIF", "RGB", "c.avif")]:
    Image.new(mode, (64, 32)).save(file, exif=exif)
    dates[name] = file, Image.open(file).getexif()[ExifTags.Base.DateTime]
print(json.dumps(dates))
PYTHON
python/bin/python write.py >dates.json

cat >read.mjs <<'JAVASCRIPT'
import exifr from "exifr";
import ExifReader from "exifreader";
import { readFileSync } from "node:fs";

const byExifr = async (photo) => {
  try {
    const { errors, ModifyDate } = await exifr.parse(photo, { reviveValues: false });
    return ModifyDate ?? errors[0].message;
  } catch (error) {
    return error.message;
  }
};

const seen = [];
for (const [name, [file, date]] of Object.entries(JSON.parse(readFileSync("dates.json", "utf8")))) {
  const photo = readFileSync(file);
  const other = ExifReader.load(photo).DateTime.description;
  seen.push(`${name}: Pillow ${date}, ExifReader ${other}, exifr ${await byExifr(photo)}`);
}
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node read.mjs)
echo "$seen"
at="2026:11:30 12:00:00"
[ "$seen" = "HEIC: Pillow $at, ExifReader $at, exifr Malformed EXIF data / grey HEIC: Pillow $at, ExifReader $at, exifr Unknown file format / AVIF: Pillow $at, ExifReader $at, exifr $at" ]
