#!/bin/sh
# Installs Errand for one person, without a package manager and without root.
#
#   sh install.sh            into ~/.local, or where PREFIX says
#   sh install.sh --remove   takes away what was installed there; what you kept with Errand stays
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${PREFIX:-$HOME/.local}
list=$prefix/lib/errand/installed

refresh() {
  # Menus and file types are looked up anew at the next start of the desktop anyway.
  update-desktop-database -q "$prefix/share/applications" 2> /dev/null || true
  update-mime-database "$prefix/share/mime" 2> /dev/null || true
}

if [ "${1:-}" = --remove ]; then
  if [ ! -f "$list" ]; then
    echo "Errand is not installed in $prefix." >&2
    exit 1
  fi
  while IFS= read -r file; do
    rm -f -- "$prefix/$file"
  done < "$list"
  # Before the folders go: what the list of file types was made from has to be seen gone.
  refresh
  sed -n 's|/[^/]*$||p' "$list" | grep / | sort -ru | while IFS= read -r folder; do
    # Those that hold something else stay.
    (cd -- "$prefix" && rmdir -p -- "$folder" 2> /dev/null) || true
  done
  rm -f -- "$list"
  rmdir -- "$prefix/lib/errand" 2> /dev/null || true
  echo "Errand is removed. What you kept with it stays in ${XDG_DATA_HOME:-$HOME/.local/share}/errand, and keys stay in your keychain."
  exit 0
fi

missing=$(ldd "$here/usr/bin/errand" 2> /dev/null | sed -n 's/^[[:space:]]*\(.*\) => not found$/\1/p')
if [ -n "$missing" ]; then
  echo "Errand needs libraries that this system does not have:" >&2
  echo "$missing" | sed 's/^/  /' >&2
  echo "Debian, Ubuntu: sudo apt install libwebkit2gtk-4.1-0; Fedora: sudo dnf install webkit2gtk4.1; Arch: sudo pacman -S webkit2gtk-4.1" >&2
  exit 1
fi

mkdir -p -- "$prefix/lib/errand"
: > "$list"
(cd -- "$here/usr" && find bin lib share -type f) | while IFS= read -r file; do
  mkdir -p -- "$(dirname -- "$prefix/$file")"
  cp -p -- "$here/usr/$file" "$prefix/$file"
  printf '%s\n' "$file" >> "$list"
done
# A menu starts programs by name only where the person's own folder is searched.
sed -i "s|^Exec=errand|Exec=\"$prefix/bin/errand\"|" "$prefix/share/applications/Errand.desktop"
refresh

echo "Errand is installed: $prefix/bin/errand, and in the menu of your desktop."
command -v bwrap > /dev/null || echo "For jobs on this computer, install bubblewrap and python3 as well."
