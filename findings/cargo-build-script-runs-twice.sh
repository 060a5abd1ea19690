#!/usr/bin/env bash
# cargo 1.95.0: `cargo check` and then `cargo build` run the build script of a library, and with it compile its native
# code, twice when something that the build script needs is also needed by the program itself.
#
# Documented (The Cargo Book, "Profiles"): build scripts are built with their own settings, without debug
# information. Seen: what is needed on both sides is built with the debug information of the program if `cargo build`
# can share it, and without when `cargo check` cannot. So the build script is another one each time, and runs again.
# With `debug = false` for all dependencies it runs once.
#
# Here `libz-sys` (native, with `cc` for its build script) stands beside `cc` itself as a dependency.
# Seen: "with debug information: 2 runs, without: 1".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# Prints how often the build script of libz-sys ran for a check and a build.
runs() {
  mkdir -p "$1/src"
  cat >"$1/Cargo.toml" <<TOML
[package]
name = "twice"
version = "0.1.0"
edition = "2024"

[dependencies]
cc = "=1.2.60"
libz-sys = { version = "=1.1.24", default-features = false, features = ["static"] }

$2
TOML
  echo 'fn main() {}' >"$1/src/main.rs"
  local at=(--quiet --manifest-path "$1/Cargo.toml" --target-dir "$1/target")
  cargo check "${at[@]}" >&2
  cargo build "${at[@]}" >&2
  find "$1/target/debug/build" -path '*libz-sys-*' -name output | wc -l
}

with=$(runs with "")
without=$(runs without $'[profile.dev.package."*"]\ndebug = false')
echo "with debug information: $with runs, without: $without"
[ "$with" = 2 ] && [ "$without" = 1 ]
