//! Word documents and PowerPoint presentations as Markdown, converted by undoc.
//!
//! Some content of a `.docx` would be lost in the conversion, and is written into the file as text first (observed
//! with undoc 0.27.1): lists defined by paragraph styles only, as python-docx writes them, formulas, symbols and
//! comments. Hidden text, which would be shown, is removed.

mod comments;
mod formula;
mod model;
mod sign;
mod slides;
mod writing_out;

use std::collections::HashMap;
use std::io::{Cursor, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use undoc::render::{RenderOptions, to_markdown};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::Refusal;
use crate::archive::Archive;
use crate::xml::attribute;

const DOCUMENT: &str = "word/document.xml";

/// Returns the document as Markdown, without its pictures.
pub(crate) fn markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let mended = mended(bytes)?;
    let mut document = undoc::parse_bytes(mended.as_deref().unwrap_or(bytes)).map_err(|error| {
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
    markdown.push_str(&comments::told(bytes)?);
    Ok(markdown)
}

/// Returns the file with such content written out; `None` if it is neither a `.docx` nor a `.pptx`.
fn mended(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    // An old binary file is not an archive.
    let Ok(mut archive) = Archive::open(bytes) else {
        return Ok(None);
    };
    let mut parts = HashMap::new();
    if let Some(document) = archive.text(DOCUMENT)? {
        let styles = archive.text("word/styles.xml")?.unwrap_or_default();
        let document = writing_out::written_out(&document, &lists_of_styles(&styles))?;
        parts.insert(DOCUMENT.to_owned(), document);
    }
    for name in archive.names() {
        if !name.starts_with("ppt/slides/") || !name.ends_with(".xml") {
            continue;
        }
        // An unreadable slide does not affect the others.
        let slide = archive.text(&name)?;
        if let Some(Ok(slide)) = slide.map(|slide| slides::marked(&slide)) {
            parts.insert(name, slide);
        }
    }
    match parts.is_empty() {
        true => Ok(None),
        false => copied(archive, &parts).map(Some),
    }
}

/// The list and level of a paragraph.
struct InList {
    list: String,
    level: String,
}

/// Returns the lists that paragraph styles assign, by style id.
fn lists_of_styles(xml: &str) -> HashMap<String, InList> {
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
                    lists.insert(style, InList { list, level });
                }
            }
            Ok(Event::Eof) | Err(_) => return lists,
            Ok(_) => {}
        }
    }
}

/// Returns the archive with some of its parts replaced.
fn copied(archive: Archive<'_>, parts: &HashMap<String, String>) -> Result<Vec<u8>, Refusal> {
    let mut zip = archive.into_zip();
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let mut copy_all = || -> zip::result::ZipResult<()> {
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            match parts.get(&name) {
                Some(text) => {
                    copy.start_file(name, SimpleFileOptions::default())?;
                    copy.write_all(text.as_bytes())?;
                }
                None => copy.raw_copy_file(part)?,
            }
        }
        Ok(())
    };
    copy_all().map_err(|_| Refusal::Unreadable)?;
    let bytes = copy.finish().map_err(|_| Refusal::Unreadable)?;
    Ok(bytes.into_inner())
}
