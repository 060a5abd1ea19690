#!/usr/bin/env bash
# appstream 0.2.2 (Rust): the description of a program is read in all its languages at once, and its developer not at
# all, from files as projects write them.
#
# Documented (README links to it: AppStream, "Upstream Metadata", `description` and `developer`): in the files of
# projects each paragraph and item has its own `xml:lang`; only in the catalogs of distributions a description has it as
# a whole. Since AppStream 1.0 the developer is a `developer` with a `name`, in place of `developer_name`.
# Seen: for `name` and `summary` the languages are told apart; of the description all paragraphs become the text of the
# default language, so that who reads English sees "Hello. Hallo.", and who asks for German gets nothing. `developer` is
# skipped without an error. A catalog is read as it should be. Who reads such files has to sort the paragraphs before.
# Seen: "project: name App, de Programm; description <p>Hello.</p><p>Hallo.</p><ul><li>One</li><li>Eins</li></ul>, de
# none; developer none / catalog: name App, de Programm; description <p>Hello.</p>, de <p>Hallo.</p>; developer Ann
# Lee".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >project.xml <<'XML'
<component type="desktop-application">
  <id>com.example.App</id>
  <name>App</name>
  <name xml:lang="de">Programm</name>
  <developer id="com.example"><name>Ann Lee</name></developer>
  <description>
    <p>Hello.</p>
    <p xml:lang="de">Hallo.</p>
    <ul>
      <li>One</li>
      <li xml:lang="de">Eins</li>
    </ul>
  </description>
</component>
XML
cat >catalog.xml <<'XML'
<component type="desktop-application">
  <id>com.example.App</id>
  <name>App</name>
  <name xml:lang="de">Programm</name>
  <developer_name>Ann Lee</developer_name>
  <description><p>Hello.</p></description>
  <description xml:lang="de"><p>Hallo.</p></description>
</component>
XML

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "reads"
version = "0.1.0"
edition = "2024"

[dependencies]
appstream = "=0.2.2"
xmltree = "=0.10.3"
TOML
cat >src/main.rs <<'RUST'
use appstream::Component;
use xmltree::Element;

fn or_none(text: Option<&String>) -> &str {
    text.map_or("none", String::as_str)
}

fn main() {
    let read = ["project", "catalog"].map(|name| {
        let file = std::fs::File::open(format!("{name}.xml")).unwrap();
        let component = Component::try_from(&Element::parse(file).unwrap()).unwrap();
        let description = component.description.unwrap();
        let developer = component.developer_name;
        format!(
            "{name}: name {}, de {}; description {}, de {}; developer {}",
            or_none(component.name.get_default()),
            or_none(component.name.get_for_locale("de")),
            or_none(description.get_default()),
            or_none(description.get_for_locale("de")),
            or_none(developer.as_ref().and_then(|developer| developer.get_default())),
        )
    });
    println!("{}", read.join(" / "));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "project: name App, de Programm; description <p>Hello.</p><p>Hallo.</p><ul><li>One</li><li>Eins</li></ul>, de none; developer none / catalog: name App, de Programm; description <p>Hello.</p>, de <p>Hallo.</p>; developer Ann Lee" ]
