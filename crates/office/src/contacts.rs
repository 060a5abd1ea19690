//! Address cards (`.vcf`, vCard 2.1 to 4.0) as Markdown, one heading for each person.

use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use crate::Refusal;
use crate::date_format::partial_date;
use crate::escaping::escaped;
use crate::markdown_writer::{inline, lines};

/// Returns all cards of a file.
pub(crate) fn markdown(text: &str) -> Result<String, Refusal> {
    let mut parser = Parser::new(text);
    let mut cards = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => cards.push(to_markdown(&card)),
            Entry::Eof => break,
            _ => {}
        }
    }
    match cards.is_empty() {
        true => Err(Refusal::Unreadable),
        false => Ok(cards.join("\n\n")),
    }
}

fn to_markdown(card: &VCard) -> String {
    let mut properties = Vec::new();
    for entry in &card.entries {
        let name = match &entry.name {
            VCardProperty::Org => "Organisation",
            VCardProperty::Title => "Title",
            VCardProperty::Role => "Role",
            VCardProperty::Tel => "Phone",
            VCardProperty::Email => "E-mail",
            VCardProperty::Impp => "Messages",
            VCardProperty::Adr => "Address",
            VCardProperty::Url => "Web",
            VCardProperty::Bday => "Birthday",
            VCardProperty::Anniversary => "Anniversary",
            VCardProperty::Nickname => "Nickname",
            _ => continue,
        };
        let value = value(entry);
        if !value.is_empty() {
            properties.push(format!("**{name}{}:** {value}", kinds(entry)));
        }
    }
    let mut parts = vec![format!("## {}", escaped(&name(card)))];
    if !properties.is_empty() {
        parts.push(properties.join("\\\n"));
    }
    for note in card.properties(&VCardProperty::Note) {
        let note = note.values.iter().filter_map(VCardValue::as_text);
        parts.push(lines(&note.collect::<Vec<_>>().join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Returns the formatted name, otherwise one composed of its parts, otherwise that of the organisation.
fn name(card: &VCard) -> String {
    let text = |property| {
        card.property(property)
            .map(plain)
            .filter(|name| !name.is_empty())
    };
    let of_parts = || {
        let entry = card.property(&VCardProperty::N)?;
        let parts: Vec<String> = entry.values.iter().map(words).collect();
        // In vCard order: family name, given name, additional names, prefix, suffix.
        let ordered = [3, 1, 2, 0, 4].map(|at| parts.get(at).cloned().unwrap_or_default());
        let shown: Vec<String> = ordered
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Some(shown.join(" ")).filter(|name| !name.is_empty())
    };
    text(&VCardProperty::Fn)
        .or_else(of_parts)
        .or_else(|| text(&VCardProperty::Org))
        .unwrap_or_else(|| "(no name)".to_owned())
}

fn words(value: &VCardValue) -> String {
    match value {
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::PartialDateTime(date) => partial_date(date),
        VCardValue::Integer(number) => number.to_string(),
        other => other.as_text().unwrap_or_default().to_owned(),
    }
    .trim()
    .to_owned()
}

fn plain(entry: &VCardEntry) -> String {
    let parts = entry
        .values
        .iter()
        .map(words)
        .filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn value(entry: &VCardEntry) -> String {
    let plain = plain(entry);
    let bare = match entry.name {
        VCardProperty::Tel => plain.strip_prefix("tel:").unwrap_or(&plain),
        _ => &plain,
    };
    inline(&bare.replace(['\r', '\n'], ", "))
}

/// Returns the type of an address or phone number, such as ` (work)`.
fn kinds(entry: &VCardEntry) -> String {
    let kinds: Vec<String> = entry
        .parameters(&VCardParameterName::Type)
        .filter_map(|kind| kind.as_text().map(str::to_lowercase))
        .filter(|kind| !matches!(kind.as_str(), "pref" | "voice" | "internet" | "x-internet"))
        .collect();
    match kinds.is_empty() {
        true => String::new(),
        false => format!(" ({})", escaped(&kinds.join(", "))),
    }
}
