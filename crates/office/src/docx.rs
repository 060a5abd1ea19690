//! Word documents and PowerPoint presentations as Markdown, converted by undoc.
//!
//! Some content of a `.docx` would be lost in the conversion, and is written into the file as text first (observed
//! with undoc 0.27.1): lists defined by paragraph styles only, as python-docx writes them, formulas, symbols and
//! comments. Hidden text, which would be shown, is removed.

mod comments;
mod formula;
mod model;
mod rewrite;
mod slides;
mod symbols;

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use undoc::render::{RenderOptions, to_markdown};

use crate::Refusal;
use crate::archive::{Archive, PartChange};
use crate::xml::attribute;

const DOCUMENT: &str = "word/document.xml";
/// Maximum total size in bytes of the slides and notes that are rewritten; larger ones are meant to exhaust the memory.
const MAX_SLIDE_BYTES: u64 = 64 << 20;

/// Returns the document as Markdown, without its pictures.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let prepared = prepare(bytes)?;
    let mut document =
        undoc::parse_bytes(prepared.as_deref().unwrap_or(bytes)).map_err(|error| {
            if matches!(error, undoc::Error::Encrypted) {
                Refusal::Locked
            } else {
                Refusal::Unreadable
            }
        })?;
    model::mend(&mut document);
    let options = RenderOptions::new()
        .with_images(false)
        .with_max_heading(6)
        .with_preserve_breaks(true);
    let markdown = to_markdown(&document, &options).map_err(|_| Refusal::Unreadable)?;
    let mut markdown = model::restored(&markdown);
    markdown.push_str(&comments::all(bytes)?);
    Ok(markdown)
}

/// Returns the file with such content written out; `None` if it is neither a `.docx` nor a `.pptx`.
fn prepare(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    // An old binary file is not an archive.
    let Ok(mut archive) = Archive::open(bytes) else {
        return Ok(None);
    };
    if let Some(document) = archive.text(DOCUMENT)? {
        let styles = archive.text("word/styles.xml")?.unwrap_or_default();
        let document = rewrite::rewrite(&document, &lists_of_styles(&styles))?;
        let mut document = Some(document);
        let of_part = |_: &mut Archive<'_>, name: &str| {
            let document = (name == DOCUMENT).then(|| document.take()).flatten();
            document.map_or(PartChange::Keep, |text| {
                PartChange::Replace(name.to_owned(), text)
            })
        };
        return archive.copy_with(of_part).map(Some);
    }
    match archive.names().iter().any(|name| is_slide(name)) {
        true => prepare_slides(archive).map(Some),
        false => Ok(None),
    }
}

fn is_slide(name: &str) -> bool {
    name.starts_with("ppt/slides/") && name.ends_with(".xml")
}

/// Returns the presentation with its lists written out, and the notes of each slide where undoc looks for them.
fn prepare_slides(mut archive: Archive<'_>) -> Result<Vec<u8>, Refusal> {
    let notes = slides::notes(&mut archive);
    let mut bytes_left = MAX_SLIDE_BYTES;
    archive.copy_with(|archive, name| {
        let is_slide = is_slide(name);
        let path = match notes.get(name) {
            Some(path) => path,
            None if name.starts_with("ppt/notesSlides/") => return PartChange::Remove,
            None => name,
        };
        if !is_slide && path == name && !name.starts_with("ppt/notesSlides/") {
            return PartChange::Keep;
        }
        // A slide that cannot be read does not affect the others.
        let Some(text) = archive.text_within(name, bytes_left).ok().flatten() else {
            return PartChange::Keep;
        };
        bytes_left = bytes_left.saturating_sub(text.len() as u64);
        let prepared = match bytes_left {
            0 => return PartChange::Keep,
            _ if name.ends_with(".rels") => Ok(text),
            _ => slides::without_numbers(&text).and_then(|text| match is_slide {
                true => slides::insert_markers(&text),
                false => Ok(text),
            }),
        };
        match prepared {
            Ok(text) => PartChange::Replace(path.to_owned(), text),
            Err(_) => PartChange::Keep,
        }
    })
}

/// The list and level of a paragraph.
struct ListLevel {
    list: String,
    level: String,
}

/// Returns the lists that paragraph styles assign, by style id.
fn lists_of_styles(xml: &str) -> HashMap<String, ListLevel> {
    let mut lists = HashMap::new();
    let (mut style, mut list, mut level) = (None, None, None);
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                match element.local_name().as_ref() {
                    "style" => {
                        style = attribute(&element, "w:styleId");
                        (list, level) = (None, None);
                    }
                    "numId" => list = attribute(&element, "w:val"),
                    "ilvl" => level = attribute(&element, "w:val"),
                    _ => {}
                }
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "style" => {
                if let (Some(style), Some(list)) = (style.take(), list.take()) {
                    let level = level.take().unwrap_or_else(|| "0".to_owned());
                    lists.insert(style, ListLevel { list, level });
                }
            }
            Ok(Event::Eof) | Err(_) => return lists,
            Ok(_) => {}
        }
    }
}
