#!/usr/bin/env bash
# minijinja 2.24.0: its manifest declares the features `fuel` and `macros` without another that they need, but the two
# together and without `multi_template` do not compile.
#
# Seen: `cargo check` of an empty program fails in the crate itself with `macros` and `fuel`, and passes with either of
# the two alone and with all three. Who limits how long a template may run has to take `multi_template` in, too.
# Seen: "fuel: ok, macros: ok, fuel and macros: does not compile, with multi_template: ok".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
echo 'fn main() {}' >src/main.rs

# Says whether minijinja compiles with these features.
compiles() {
  cat >Cargo.toml <<TOML
[package]
name = "features"
version = "0.1.0"
edition = "2024"

[dependencies]
minijinja = { version = "=2.24.0", default-features = false, features = [$1] }
TOML
  if cargo check --quiet 2>errors; then
    echo ok
  elif grep -q 'could not compile `minijinja`' errors; then
    echo "does not compile"
  else
    cat errors >&2
    echo "another error"
  fi
}

seen="fuel: $(compiles '"fuel"'), macros: $(compiles '"macros"'), fuel and macros: $(compiles '"fuel", "macros"'), with multi_template: $(compiles '"fuel", "macros", "multi_template"')"
echo "$seen"
[ "$seen" = "fuel: ok, macros: ok, fuel and macros: does not compile, with multi_template: ok" ]
