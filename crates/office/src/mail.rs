//! E-mail (`.eml`) as Markdown: who wrote to whom and when, what, and what is attached.

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::writing::{Writing, escaped, lines};
use crate::{Refusal, html};

/// Mails in mails that are deeper are not opened.
const DEPTH: usize = 5;

/// The mail with its attachments by their names.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let mail = MessageParser::default()
        .parse(bytes)
        .filter(|mail| mail.from().is_some() || mail.subject().is_some() || mail.date().is_some())
        .ok_or(Refusal::Unreadable)?;
    Ok(written(&mail, 0))
}

fn written(mail: &Message<'_>, depth: usize) -> String {
    let level = "#".repeat((depth + 1).min(6));
    let subject = mail.subject().unwrap_or("(no subject)");
    let mut parts = vec![format!("{level} {}", escaped(subject.trim()))];
    parts.push(head(mail).join("\\\n"));
    parts.push(body(mail));
    let attached: Vec<String> = mail.attachments().map(named).collect();
    if !attached.is_empty() {
        parts.push("**Attached**".to_owned());
        parts.push(attached.join("\n"));
    }
    if depth < DEPTH {
        for part in mail.attachments() {
            if let PartType::Message(inner) = &part.body {
                parts.push("---".to_owned());
                parts.push(written(inner, depth + 1));
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Who, to whom, when: a line each.
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
        // mail-parser 0.11.9 takes what is in quotes before the @ for a name.
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

/// What is written, as text where the mail has it as text.
fn body(mail: &Message<'_>) -> String {
    let mut parts = Vec::new();
    for part in mail.text_bodies() {
        parts.push(match &part.body {
            PartType::Text(text) => lines(text),
            PartType::Html(page) => html::write(page, Writing::default()).finish(),
            _ => String::new(),
        });
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// An attachment as an item of a list.
fn named(part: &MessagePart<'_>) -> String {
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
