#!/usr/bin/env bash
# Names of programs between freedesktop-desktop-entry 0.8.4 (Rust) and pyxdg 0.28 (Python): in languages that are
# written in two ways, users get the other one or none, and a semicolon in a keyword hides a program altogether.
#
# Documented (Desktop Entry Specification, to which the README links, "Localized values for keys"): the language is that
# of LC_MESSAGES, and for `sr_RS@latin` the keys with `sr_RS@latin`, `sr_RS`, `sr@latin` and `sr` are looked for in this
# order. ("Possible value types"): in a list, a semicolon that belongs to a value is written as `\;`.
# Seen: after the whole name only the part before `_` is looked for. So Serbs with Latin letters see Cyrillic ones, and
# Valencian is not found. `get_languages_from_env` reads LANG alone, which the category is only taken from when neither
# LC_ALL nor LC_MESSAGES is set. `\;` is a wrong value to it, for which the whole file is refused. Who shows programs by
# it has to hand over the names one by one.
# Seen: "sr_RS@latin: Rust Реч, Python Reč / ca_ES@valencia: Rust Words, Python Paraules / de_AT@euro: Rust Wörter,
# Python Woerter / de_AT: Rust Woerter, Python Woerter // by the crate, LANG=de_AT.UTF-8: de_AT, LC_ALL=de_AT.UTF-8:
# none // Keywords=a;b;: a b, Keywords=a\;b;: InvalidValue".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >words.desktop <<'DESKTOP'
[Desktop Entry]
Type=Application
Exec=words
Name=Words
Name[sr]=Реч
Name[sr@latin]=Reč
Name[ca@valencia]=Paraules
Name[de]=Wörter
Name[de_AT]=Woerter
DESKTOP

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyxdg==0.28
cat >name.py <<'PYTHON'
import sys

import xdg.Locale
from xdg.DesktopEntry import DesktopEntry

xdg.Locale.update(sys.argv[1])
print(DesktopEntry("words.desktop").getName())
PYTHON

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "words"
version = "0.1.0"
edition = "2024"

[dependencies]
freedesktop-desktop-entry = "=0.8.4"
TOML
cat >src/main.rs <<'RUST'
use freedesktop_desktop_entry::{DesktopEntry, get_languages_from_env};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["name", language] => {
            let text = std::fs::read_to_string("words.desktop").unwrap();
            let entry = DesktopEntry::from_str("words.desktop", &text, None::<&[&str]>).unwrap();
            println!("{}", entry.name(&[language]).unwrap());
        }
        ["languages"] => {
            let languages = get_languages_from_env();
            println!("{}", if languages.is_empty() { "none".into() } else { languages.join(" ") });
        }
        ["keywords", line] => {
            let text = format!("[Desktop Entry]\nType=Application\nName=Words\nExec=words\n{line}\n");
            match DesktopEntry::from_str("words.desktop", &text, None::<&[&str]>) {
                Ok(entry) => println!("{}", entry.keywords(&["de"]).unwrap().join(" ").trim()),
                Err(error) => println!("{error}"),
            }
        }
        _ => panic!(),
    }
}
RUST
cargo build --quiet
words=target/debug/words

seen=""
for language in sr_RS@latin ca_ES@valencia de_AT@euro de_AT; do
  seen+="${seen:+ / }$language: Rust $($words name $language), Python $(python/bin/python name.py $language)"
done
seen+=" // by the crate, LANG=de_AT.UTF-8: $(env -i LANG=de_AT.UTF-8 $words languages), LC_ALL=de_AT.UTF-8: $(env -i LC_ALL=de_AT.UTF-8 $words languages)"
seen+=" // Keywords=a;b;: $($words keywords 'Keywords=a;b;'), Keywords=a\;b;: $($words keywords 'Keywords=a\;b;')"
echo "$seen"
[ "$seen" = 'sr_RS@latin: Rust Реч, Python Reč / ca_ES@valencia: Rust Words, Python Paraules / de_AT@euro: Rust Wörter, Python Woerter / de_AT: Rust Woerter, Python Woerter // by the crate, LANG=de_AT.UTF-8: de_AT, LC_ALL=de_AT.UTF-8: none // Keywords=a;b;: a b, Keywords=a\;b;: InvalidValue' ]
