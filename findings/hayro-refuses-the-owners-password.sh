#!/usr/bin/env bash
# hayro-syntax 0.9.0 (the parser below hayro 0.9.0): a PDF that has a password for its owner opens with it only if it is
# encrypted with 256 bits; with RC4 or with 128 bits, the same right password is "wrong".
#
# Documented (`Pdf::new_with_password`): the call fails "if the password is incorrect". PDF knows two passwords, the
# user's and the owner's (ISO 32000-1, 7.6.3.4, algorithm 7, has the owner's), and either opens a document in qpdf.
# Seen: only the rule for 256 bits looks at both. Who opens a document with the password of its owner is asked for it
# again and again, and a document without a password for its user is refused with the owner's, though it opens without.
# Seen: "RC4: user's opens, owner's refused / AES-128: user's opens, owner's refused / AES-256: user's opens, owner's
# opens", while pikepdf 10.18.0 (qpdf) opens all of them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pikepdf==10.18.0
cat >encrypt.py <<'PYTHON'
import pikepdf

for name, how in [
    ("RC4", {"R": 3, "aes": False, "metadata": False}),
    ("AES-128", {"R": 4, "aes": True}),
    ("AES-256", {"R": 6}),
]:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(f"{name}.pdf", encryption=pikepdf.Encryption(user="user", owner="owner", **how))
    for password in ["user", "owner"]:
        pikepdf.open(f"{name}.pdf", password=password).close()
PYTHON
python/bin/python encrypt.py

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "opens"
version = "0.1.0"
edition = "2024"

[dependencies]
hayro-syntax = "=0.9.0"
TOML
cat >src/main.rs <<'RUST'
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

fn main() {
    let all = ["RC4", "AES-128", "AES-256"].map(|name| {
        let bytes = std::fs::read(format!("{name}.pdf")).unwrap();
        let [user, owner] = ["user", "owner"].map(|password| match Pdf::new_with_password(bytes.clone(), password) {
            Ok(pdf) => {
                assert_eq!(pdf.pages().len(), 1);
                "opens"
            }
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => "refused",
            Err(_) => "another error",
        });
        format!("{name}: user's {user}, owner's {owner}")
    });
    println!("{}", all.join(" / "));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "RC4: user's opens, owner's refused / AES-128: user's opens, owner's refused / AES-256: user's opens, owner's opens" ]
