#!/usr/bin/env bash
# mail-parser 0.11.9: an address whose part before the @ is in quotes becomes a name and the rest, and one with a number
# for its host becomes a group.
#
# Documented (README): it "fully conforms" to RFC 5322, where the part before the @ may be a quoted string, and the part
# after it an address in brackets (3.4.1), with no need for < and > around them.
# Seen: of `"foo..bar"@docomo.ne.jp`, where the two dots ask for the quotes, "foo..bar" is the name and "@docomo.ne.jp"
# the address; `anna@[IPv6:2001:db8::1]` is read as a group named "anna@[IPv6". With < and > both are whole. Who answers
# a message has to put an address that begins with @ together again.
# Seen: "quoted: name foo..bar, address @docomo.ne.jp / quoted in <>: no name, address "foo..bar"@docomo.ne.jp /
# bracket: group anna@[IPv6 / bracket in <>: no name, address anna@[IPv6:2001:db8::1]", while `email` of Python 3 reads
# all four as addresses without a name.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >senders.txt <<'TEXT'
"foo..bar"@docomo.ne.jp
<"foo..bar"@docomo.ne.jp>
anna@[IPv6:2001:db8::1]
<anna@[IPv6:2001:db8::1]>
TEXT
python3 -c '
import email.policy
import email

for sender in open("senders.txt"):
    message = email.message_from_string(f"From: {sender}\nText", policy=email.policy.default)
    (address,) = message["From"].addresses
    assert not message["From"].defects and not address.display_name and address.username in ("foo..bar", "anna")
'

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "senders"
version = "0.1.0"
edition = "2024"

[dependencies]
mail-parser = "=0.11.9"
TOML
cat >src/main.rs <<'RUST'
use mail_parser::{Address, MessageParser};

fn main() {
    let names = ["quoted", "quoted in <>", "bracket", "bracket in <>"];
    let senders = std::fs::read_to_string("senders.txt").unwrap();
    let seen: Vec<_> = names
        .iter()
        .zip(senders.lines())
        .map(|(name, sender)| {
            let message = format!("From: {sender}\r\n\r\nText");
            let message = MessageParser::default().parse(&message).unwrap();
            match message.from().unwrap() {
                Address::List(list) => {
                    let found = &list[0];
                    let called = found.name.as_ref().map_or("no name".to_owned(), |name| format!("name {name}"));
                    format!("{name}: {called}, address {}", found.address.as_deref().unwrap())
                }
                Address::Group(groups) => format!("{name}: group {}", groups[0].name.as_deref().unwrap()),
            }
        })
        .collect();
    println!("{}", seen.join(" / "));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "quoted: name foo..bar, address @docomo.ne.jp / quoted in <>: no name, address \"foo..bar\"@docomo.ne.jp / bracket: group anna@[IPv6 / bracket in <>: no name, address anna@[IPv6:2001:db8::1]" ]
