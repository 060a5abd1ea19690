#!/usr/bin/env bash
# llama-cpp-sys-2 0.1.161 (Rust, bindings of llama.cpp) on x86-64: built for the oldest processors, it needs AVX2.
#
# Documented (the comments of its build script): without `target-cpu=native` llama.cpp is not built for the computer that
# builds it either, but for the target features that Rust was given, which by default are none beyond those of all
# x86-64 processors; the compiler gets `-march=x86-64`.
# Seen: it only turns features on. GGML's own default, once "native" is off, is AVX, AVX2, BMI2, F16C and FMA, so the
# kernels are compiled with `-mavx2 -mfma` after all. On a processor without them (an emulated Westmere of 2010) the
# program is ended by an illegal instruction when it loads a model: who ships it has to ask the processor first.
# Seen: "-march=x86-64 -mavx2 -mbmi2 -mf16c -mfma".
#
# Needs an x86-64 computer with CMake, a C++ compiler and libclang; it builds llama.cpp, which takes minutes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "builds"
version = "0.1.0"
edition = "2024"

[dependencies]
llama-cpp-sys-2 = { version = "=0.1.161", default-features = false }
TOML
echo 'fn main() {}' >src/main.rs
# The flags are those of the kernels; a setting of the caller's would be another build.
env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR="$folder/target" cargo build --quiet
flags=$(find target -path '*ggml-cpu.dir/flags.make' -exec cat {} +)
seen=$(grep -oE -- '-m(arch=[a-z0-9-]+|avx2|bmi2|f16c|fma)' <<<"$flags" | LC_ALL=C sort -u | tr '\n' ' ')
seen=${seen% }

echo "$seen"
[ "$seen" = "-march=x86-64 -mavx2 -mbmi2 -mf16c -mfma" ]
