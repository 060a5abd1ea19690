#!/usr/bin/env bash
# auto-launch 0.6.0 (the crate below tauri-plugin-autostart 2.7.0) on Linux: the desktop entry that it writes does not
# start a program whose path holds a space, and lies in a folder that the desktop may not look at.
#
# Seen: the path goes into `Exec=` without the quotes that the Desktop Entry Specification asks for, so a desktop that
# reads the line starts `/opt/My`, with `Tools/example` as its first argument; `is_enabled` says true all the same.
# Seen: the entry is written to ~/.config/autostart also where XDG_CONFIG_HOME names another folder, which is the one
# that the Autostart Specification looks at.
# Seen: "enabled: true / first word of Exec: /opt/My / below XDG_CONFIG_HOME: 0, below ~/.config: 1".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src home settings
cat >Cargo.toml <<'TOML'
[package]
name = "starts"
version = "0.1.0"
edition = "2024"

[dependencies]
auto-launch = "=0.6.0"
TOML
cat >src/main.rs <<'RUST'
fn main() {
    let entry = auto_launch::AutoLaunchBuilder::new()
        .set_app_name("Example")
        .set_app_path("/opt/My Tools/example")
        .build()
        .unwrap();
    entry.enable().unwrap();
    println!("enabled: {}", entry.is_enabled().unwrap());
}
RUST
cargo build --quiet
enabled=$(HOME="$PWD/home" XDG_CONFIG_HOME="$PWD/settings" target/debug/starts)

# Words in quotes are one argument in `Exec`, as in a shell.
first=$(python3 -c '
import shlex, sys
line = next(line for line in open(sys.argv[1]) if line.startswith("Exec="))
print(shlex.split(line.removeprefix("Exec="))[0])
' home/.config/autostart/Example.desktop)
seen="$enabled / first word of Exec: $first / below XDG_CONFIG_HOME: $(find settings -type f | wc -l), below ~/.config: $(find home -name '*.desktop' | wc -l)"
echo "$seen"
[ "$seen" = "enabled: true / first word of Exec: /opt/My / below XDG_CONFIG_HOME: 0, below ~/.config: 1" ]
