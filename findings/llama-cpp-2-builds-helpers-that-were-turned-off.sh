#!/usr/bin/env bash
# llama-cpp-2 0.1.160 over llama-cpp-sys-2 0.1.161 (Rust): turning the feature `common` off changes nothing.
#
# Documented (Cargo.toml of llama-cpp-2, above the feature `common`): "disabling drops `libcommon.a` (~14 MB)" and the
# bindings for it; a test of its own (`grammar_without_common`) is there for builds without it.
# Seen: llama-cpp-2 takes llama-cpp-sys-2 with its default features, which are `common`, and features only add up. So
# with `default-features = false`, in both places that a program can write it, the helpers of llama.cpp's example
# programs are still compiled and linked, an HTTP server and parsers of chats among them: 54 of about 110 files in C++,
# which took 218 of the build's 390 seconds of processor time. What asks for the feature is llama-cpp-2 alone.
# A program can only tell CMake, such as by a file that `CMAKE_PROJECT_INCLUDE` names and that sets
# `LLAMA_BUILD_COMMON` to OFF.
# Seen: "llama-cpp-2: none" and "llama-cpp-sys-2: common,default".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
touch src/lib.rs
cat >Cargo.toml <<'TOML'
[package]
name = "without-common"
version = "0.1.0"
edition = "2024"

[dependencies]
llama-cpp-2 = { version = "=0.1.160", default-features = false }
llama-cpp-sys-2 = { version = "=0.1.161", default-features = false }
TOML

# Prints the features of a package that are on, for Linux on PCs.
features() {
  local on
  on=$(cargo tree --quiet --target x86_64-unknown-linux-gnu --prefix none --format '{p} [{f}]' |
    grep "^$1 " | head -n 1 | sed 's/.*\[\(.*\)\].*/\1/')
  echo "$1: ${on:-none}"
}

features llama-cpp-2 | tee of-bindings
features llama-cpp-sys-2 | tee of-library

# Changed: the bindings have `common` on, too, or the library has it off.
test "$(cat of-bindings)" = "llama-cpp-2: none"
test "$(cat of-library)" = "llama-cpp-sys-2: common,default"
