#!/usr/bin/env bash
# Contacts between vcard4 4.0.5 and ical.js 2.2.1 (both JavaScript): vcard4 refuses a card that it has written itself,
# cuts labels of addresses, and the two take each other's quotation marks for other signs.
#
# Documented (README): vcard4 "fully implements RFC 6350" and RFC 6868, among others. SORT-AS and LABEL are of the first
# (5.9 and 6.3.1), where the value of a parameter is in quotation marks if it has a comma, a semicolon or a colon. By
# the second a quotation mark is `^'`, with the plain apostrophe.
# Seen: the parser knows no SORT-AS and refuses the whole card for it, and takes a label in quotation marks for a list.
# Quotation marks are written, and only known, with a curly apostrophe; of right ones apostrophes are left. Who reads
# contacts by it has to take SORT-AS away before, and cannot know which sign stood between the parts of a label.
# Seen: "SORT-AS: vcard4 refused, ical.js "Lee,Ann" / LABEL: vcard4 ["A"," B"], ical.js "A; B" / LABEL: vcard4
# "\"A\" B", ical.js "^’A^’ B" / LABEL by ical.js: vcard4 "'A' B", ical.js "\"A\" B"".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund ical.js@2.2.1 vcard4@4.0.5 >/dev/null
cat >cards.mjs <<'JAVASCRIPT'
import ICAL from "ical.js";
import * as vcard4 from "vcard4";

const text = (value) => new vcard4.TextType(value);
const parameter = (value) => new vcard4.ParameterValueType(value);
const parts = (property, values) =>
  new vcard4.SpecialValueType(property, values.map((value) => (value ? text(value) : undefined)));
const card = (property) => new vcard4.VCARD([new vcard4.FNProperty([], text("Ann Lee")), property]).repr();
const sorted = (...by) => {
  const as = new vcard4.SortAsParameter(by.map(parameter));
  return card(new vcard4.NProperty([as], parts("NProperty", ["Lee", "Ann", "", "", ""])));
};
const labelled = (label) => {
  const as = new vcard4.LabelParameter(parameter(label));
  return card(new vcard4.AdrProperty([as], parts("AdrProperty", ["", "", "Main Street 1", "Town", "", "", ""])));
};

const read = (written, property, key) => {
  const other = ICAL.Component.fromString(written).getFirstProperty(property).getParameter(key);
  let own;
  try {
    const { parameters } = vcard4.parse(written).parsedVcard.find((each) => each.property === property.toUpperCase());
    own = JSON.stringify(parameters[key.toUpperCase()]);
  } catch (error) {
    if (!(error instanceof vcard4.InvalidVcard)) throw error;
    own = "refused";
  }
  return `vcard4 ${own}, ical.js ${JSON.stringify(other)}`;
};

const byIcal = ICAL.Component.fromString(labelled("none"));
byIcal.getFirstProperty("adr").setParameter("label", '"A" B');
const seen = [
  `SORT-AS: ${read(sorted("Lee", "Ann"), "n", "sort-as")}`,
  `LABEL: ${read(labelled("A; B"), "adr", "label")}`,
  `LABEL: ${read(labelled('"A" B'), "adr", "label")}`,
  `LABEL by ical.js: ${read(byIcal.toString(), "adr", "label")}`,
];
console.log(seen.join(" / "));
JAVASCRIPT
seen=$(node cards.mjs)
echo "$seen"
wanted=$(cat <<'TEXT'
SORT-AS: vcard4 refused, ical.js "Lee,Ann" / LABEL: vcard4 ["A"," B"], ical.js "A; B" / LABEL: vcard4 "\"A\" B", ical.js "^’A^’ B" / LABEL by ical.js: vcard4 "'A' B", ical.js "\"A\" B"
TEXT
)
[ "$seen" = "$wanted" ]
