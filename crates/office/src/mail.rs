//! E-mail (`.eml`) as Markdown: sender, recipients, date, text, and attachments.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::escaping::escaped;
use crate::markdown_writer::{MarkdownWriter, lines};
use crate::{Refusal, html};

/// Maximum nesting of attached mails that are opened.
const MAX_DEPTH: usize = 5;

/// Returns the mail, with its attachments by name.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let bytes = with_readable_head(bytes);
    let mail = MessageParser::default()
        .parse(&*bytes)
        .filter(|mail| mail.from().is_some() || mail.subject().is_some() || mail.date().is_some())
        .ok_or(Refusal::Unreadable)?;
    Ok(to_markdown(&mail, 0))
}

/// Returns the mail with its header in UTF-8: some programs write non-ASCII there without declaring an encoding.
fn with_readable_head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let ends = [&b"\n\n"[..], b"\n\r\n"].map(|end| {
        let mut places = bytes.windows(end.len());
        places.position(|place| place == end)
    });
    let end = ends.into_iter().flatten().min().unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at(end);
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    match encodings::decode(head, true) {
        Some(decoded) => Cow::Owned([decoded.text.as_bytes(), rest].concat()),
        None => Cow::Borrowed(bytes),
    }
}

fn to_markdown(mail: &Message<'_>, depth: usize) -> String {
    let level = "#".repeat((depth + 1).min(6));
    let subject = mail.subject().unwrap_or("(no subject)");
    let mut parts = vec![format!("{level} {}", escaped(subject.trim()))];
    parts.push(head(mail).join("\\\n"));
    parts.push(body(mail));
    let attached: Vec<String> = mail.attachments().map(attachment_item).collect();
    if !attached.is_empty() {
        parts.push("**Attached**".to_owned());
        parts.push(attached.join("\n"));
    }
    if depth < MAX_DEPTH {
        for part in mail.attachments() {
            if let PartType::Message(inner) = &part.body {
                parts.push("---".to_owned());
                parts.push(to_markdown(inner, depth + 1));
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Returns the header as lines: sender, recipients, date.
fn head(mail: &Message<'_>) -> Vec<String> {
    let mut head = Vec::new();
    for (name, people) in [
        ("From", mail.from()),
        ("To", mail.to()),
        ("Cc", mail.cc()),
        ("Bcc", mail.bcc()),
        ("Reply to", mail.reply_to()),
    ] {
        if let Some(people) = people.map(people_of).filter(|people| !people.is_empty()) {
            head.push(format!("**{name}:** {people}"));
        }
    }
    if let Some(date) = mail.date() {
        let zone = match (date.tz_hour, date.tz_minute) {
            (0, 0) => "UTC".to_owned(),
            (hour, minute) => {
                let sign = if date.tz_before_gmt { '-' } else { '+' };
                format!("{sign}{hour:02}:{minute:02}")
            }
        };
        head.push(format!(
            "**Date:** {:04}-{:02}-{:02} {:02}:{:02} {zone}",
            date.year, date.month, date.day, date.hour, date.minute
        ));
    }
    head
}

fn people_of(people: &Address<'_>) -> String {
    let one = |person: &mail_parser::Addr<'_>| match (&person.name, &person.address) {
        // mail-parser 0.11.9 takes a quoted local part before the @ for a display name.
        (Some(quoted), Some(host)) if host.starts_with('@') => {
            Some(escaped(&format!("\"{quoted}\"{host}")))
        }
        (Some(name), Some(address)) if name != address => {
            Some(format!("{} \\<{}>", escaped(name), escaped(address)))
        }
        (_, Some(only)) | (Some(only), None) => Some(escaped(only)),
        (None, None) => None,
    };
    people.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

/// Returns the body, as plain text if the mail has it.
fn body(mail: &Message<'_>) -> String {
    let mut parts = Vec::new();
    for part in mail.text_bodies() {
        parts.push(match &part.body {
            PartType::Text(text) => lines(&unwrapped(part, &part_text(mail, part, text))),
            PartType::Html(page) => {
                html::write(&part_text(mail, part, page), MarkdownWriter::default()).finish()
            }
            _ => String::new(),
        });
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Returns the text of a part, which the parser decoded as `text`: decoded again by detection if the mail declares no
/// encoding or a wrong one.
fn part_text<'a>(mail: &Message<'_>, part: &MessagePart<'_>, text: &'a str) -> Cow<'a, str> {
    let kind = part.content_type();
    let named = kind.and_then(|kind| kind.attribute("charset"));
    let is_vague = named.is_none_or(|name| {
        ["us-ascii", "ascii", "utf-8", "utf8"]
            .iter()
            .any(|vague| name.eq_ignore_ascii_case(vague))
    });
    if !is_vague || !text.contains('\u{fffd}') {
        return Cow::Borrowed(text);
    }
    let place = part.offset_body as usize..part.offset_end as usize;
    let written = mail.raw_message().get(place).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(written.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(written),
        Encoding::Base64 => base64_decode(written),
    };
    let decoded = bytes.and_then(|bytes| encodings::decode(&bytes, true));
    decoded.map_or(Cow::Borrowed(text), |decoded| Cow::Owned(decoded.text))
}

/// Joins soft-wrapped lines (RFC 3676, `format=flowed`): they end with a blank, and have the same quote level.
fn unwrapped<'a>(part: &MessagePart<'_>, text: &'a str) -> Cow<'a, str> {
    let kind = part.content_type();
    let is = |name, value: &str| {
        let found = kind.and_then(|kind| kind.attribute(name));
        found.is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    if !is("format", "flowed") {
        return Cow::Borrowed(text);
    }
    let keeps_blank = !is("delsp", "yes");
    let mut flowing = String::with_capacity(text.len());
    // Quote level of the line that continues.
    let mut open = None;
    for line in text.lines() {
        let words = line.trim_start_matches('>');
        let quotes = line.len() - words.len();
        let words = words.strip_prefix(' ').unwrap_or(words);
        if open != Some(quotes) {
            if !flowing.is_empty() {
                flowing.push('\n');
            }
            flowing.push_str(&">".repeat(quotes));
            if quotes > 0 {
                flowing.push(' ');
            }
        }
        // The line of dashes before a signature ends with a blank too.
        let continues = words.ends_with(' ') && words != "-- ";
        open = continues.then_some(quotes);
        flowing.push_str(match continues && !keeps_blank {
            true => &words[..words.len() - 1],
            false => words,
        });
    }
    Cow::Owned(flowing)
}

/// Returns an attachment as a list item.
fn attachment_item(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().map_or_else(String::new, |kind| {
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())
    });
    let name = match &part.body {
        PartType::Message(mail) => mail.subject().unwrap_or("(a mail)").to_owned(),
        _ => part
            .attachment_name()
            .unwrap_or("(without a name)")
            .to_owned(),
    };
    let size = crate::size(part.contents().len() as u64);
    format!("- {}, {}, {size}", escaped(&name), escaped(&kind))
}
