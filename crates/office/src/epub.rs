//! EPUB books as Markdown: the chapters in reading order.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::archive::Archive;
use crate::markdown_writer::MarkdownWriter;
use crate::xml::{attribute, push_text};
use crate::{MAX_TEXT_BYTES, Refusal, html};

/// Returns the book's title, authors, and all its chapters.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let mut archive = Archive::open(bytes)?;
    // Fonts may be obfuscated in any book; chapters are encrypted only in books with DRM.
    if let Some(locks) = archive.text("META-INF/encryption.xml")?
        && locks.contains("http://www.w3.org/2001/04/xmlenc#")
    {
        return Err(Refusal::Locked);
    }
    let container = archive
        .text("META-INF/container.xml")?
        .ok_or(Refusal::Unreadable)?;
    let mut reference = None;
    read(&container, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "rootfile"
        {
            reference = reference.take().or(attribute(element, "full-path"));
        }
    });
    let reference = reference.ok_or(Refusal::Unreadable)?;
    let package = archive.text(&reference)?.ok_or(Refusal::Unreadable)?;
    let package = Package::read(&package);
    let folder = reference.rsplit_once('/').map_or("", |(folder, _)| folder);

    let mut writer = MarkdownWriter::default();
    if let Some(title) = &package.title {
        writer.heading(1);
        writer.text(title);
        writer.end_paragraph();
    }
    if !package.authors.is_empty() {
        writer.text(&package.authors.join(", "));
        writer.end_paragraph();
    }
    let mut found = false;
    for chapter in package.chapters() {
        if writer.len() > MAX_TEXT_BYTES {
            break;
        }
        if let Some(text) = archive.text(&resolve(folder, chapter))? {
            found = true;
            writer = html::write(&text, writer);
        }
    }
    if found {
        Ok(writer.finish())
    } else {
        Err(Refusal::Unreadable)
    }
}

/// Content of the package document.
#[derive(Default)]
struct Package {
    title: Option<String>,
    authors: Vec<String>,
    /// Paths of parts, by id.
    parts: HashMap<String, String>,
    /// Ids in reading order.
    order: Vec<String>,
}

impl Package {
    fn read(xml: &str) -> Self {
        let mut package = Self::default();
        let mut words = String::new();
        read(xml, |event| match event {
            Event::Start(element) | Event::Empty(element) => {
                words.clear();
                match element.local_name().as_ref() {
                    "item" => package.part(element),
                    "itemref" => package.order.extend(attribute(element, "idref")),
                    _ => {}
                }
            }
            Event::End(element) => {
                let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
                words.clear();
                match element.local_name().as_ref() {
                    _ if text.is_empty() => {}
                    "title" => package.title = package.title.take().or(Some(text)),
                    "creator" => package.authors.push(text),
                    _ => {}
                }
            }
            other => push_text(&mut words, other),
        });
        package
    }

    fn part(&mut self, element: &BytesStart<'_>) {
        let is_text = attribute(element, "media-type")
            .is_some_and(|kind| kind.contains("html") || kind == "text/x-oeb1-document");
        if let (true, Some(id), Some(reference)) = (
            is_text,
            attribute(element, "id"),
            attribute(element, "href"),
        ) {
            self.parts.insert(id, reference);
        }
    }

    fn chapters(&self) -> impl Iterator<Item = &str> {
        let places = self.order.iter().filter_map(|id| self.parts.get(id));
        places.map(String::as_str)
    }
}

/// Calls `visit` with each event until the end of the text or the first XML error.
fn read(xml: &str, mut visit: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => visit(&event),
        }
    }
}

/// Resolves a reference relative to a folder to a name in the archive.
fn resolve(folder: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    let whole = format!("{folder}/{}", percent_decoded(reference));
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part.to_owned()),
        }
    }
    parts.join("/")
}

/// Decodes percent escapes.
fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hex = after.get(..2).filter(|_| *first == b'%');
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
