#!/usr/bin/env bash
# Short texts from Windows: chardet 7.7.0 (Python) takes them for texts of old Macs or of DOS, where chardet 5.2.0 reads
# every letter as it was.
#
# Documented (README): version 7 is a "drop-in replacement for chardet 5.x/6.x, just much faster and more accurate".
# Seen: `detect` now chooses among 99 encodings of all times, where the old one stayed with a few, and for a table or a
# line of some words the rare ones win. They decode without an error, so that "Straße" becomes "Straşe" and a price in
# euros one in Alephs. The confidence, which used to be above 0.4, is below 0.2 for right answers of this length as
# well, so it does not tell them apart. With `encoding_era=EncodingEra.MODERN_WEB` all four are right again; who moves
# to 7 has to ask for that wherever files are short.
# Seen: "5.2.0: Name;Straße Müller;5 | Preis: 5 € | Temp 20°C ±1 | Grüße / 7.7.0: Name;Straşe M¸ller;5 | Preis: 5 א |
# Temp 20°C ħ1 | Gr¸þe / 7.7.0, MODERN_WEB: Name;Straße Müller;5 | Preis: 5 € | Temp 20°C ±1 | Grüße".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >detect.py <<'PYTHON'
import sys

import chardet

options = {}
if sys.argv[1:]:
    options["encoding_era"] = chardet.EncodingEra[sys.argv[1]]
read = []
for text in ("Name;Straße\nMüller;5\n", "Preis: 5 €", "Temp 20°C ±1", "Grüße"):
    data = text.encode("windows-1252")
    read.append(" ".join(data.decode(chardet.detect(data, **options)["encoding"]).split()))
print(" | ".join(read))
PYTHON
for version in 5.2.0 7.7.0; do
  python3 -m venv "$version"
  "$version/bin/pip" install --quiet --disable-pip-version-check "chardet==$version"
done

seen="5.2.0: $(5.2.0/bin/python detect.py) / 7.7.0: $(7.7.0/bin/python detect.py) / 7.7.0, MODERN_WEB: $(7.7.0/bin/python detect.py MODERN_WEB)"
echo "$seen"
[ "$seen" = "5.2.0: Name;Straße Müller;5 | Preis: 5 € | Temp 20°C ±1 | Grüße / 7.7.0: Name;Straşe M¸ller;5 | Preis: 5 א | Temp 20°C ħ1 | Gr¸þe / 7.7.0, MODERN_WEB: Name;Straße Müller;5 | Preis: 5 € | Temp 20°C ±1 | Grüße" ]
