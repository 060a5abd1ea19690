//! List items, hidden slides and speaker notes of presentations. undoc reports neither list items nor hidden slides, so
//! marker characters that occur in no text are inserted into the slide's text, and found again in undoc's result. Notes
//! are moved to where undoc looks for them.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::Refusal;
use crate::archive::Archive;
use crate::xml::attribute;

/// First marker of a bulleted item, for level one; the other levels follow.
const FIRST_BULLET_MARKER: u32 = 0x10_ff90;
/// First marker of a numbered item, for level one; the other levels follow.
const FIRST_NUMBER_MARKER: u32 = 0x10_ffa0;
/// Marker of a hidden slide.
const HIDDEN_MARKER: char = '\u{10ffb0}';
/// Number of levels in PowerPoint.
const LEVELS: u32 = 9;

/// Returns the paths at which undoc looks for the notes of slides and their relationships, by their actual paths. undoc
/// takes `notesSlide3.xml` for the notes of `slide3.xml`, whatever that slide refers to.
pub(super) fn notes(archive: &mut Archive<'_>) -> HashMap<String, String> {
    let mut places = HashMap::new();
    for slide in archive.names() {
        let Some(file) = slide.strip_prefix("ppt/slides/") else {
            continue;
        };
        let relationships = archive.text(&format!("ppt/slides/_rels/{file}.rels"));
        let Some(notes) = relationships
            .ok()
            .flatten()
            .and_then(|relationships| notes_in(&relationships))
        else {
            continue;
        };
        let own = file.replacen("slide", "notesSlide", 1);
        for (folder, ending) in [("", ""), ("_rels/", ".rels")] {
            let path = |file: &str| format!("ppt/notesSlides/{folder}{file}{ending}");
            places.insert(path(&notes), path(&own));
        }
    }
    places
}

/// Returns the file name of the notes that a slide's relationships refer to.
fn notes_in(relationships: &str) -> Option<String> {
    let mut reader = Reader::from_str(relationships);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                let target = attribute(&element, "Target");
                let kind = attribute(&element, "Type").unwrap_or_default();
                if kind.ends_with("/notesSlide") {
                    return Some(target?.rsplit('/').next()?.to_owned());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Returns a slide or its notes without the slide number.
pub(super) fn without_numbers(xml: &str) -> Result<String, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let (mut start, mut is_number) = (0, false);
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        let mut ends = false;
        match &event {
            Event::Start(element) if element.name().as_ref() == "p:sp" => {
                (start, is_number) = (writer.get_ref().len(), false);
            }
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "p:ph" => {
                is_number = attribute(element, "type").is_some_and(|kind| kind == "sldNum");
            }
            Event::End(element) => ends = element.name().as_ref() == "p:sp",
            Event::Eof => break,
            _ => {}
        }
        writer.write_event(event).map_err(|_| Refusal::Unreadable)?;
        if ends && std::mem::take(&mut is_number) {
            writer.get_mut().truncate(start);
        }
    }
    String::from_utf8(writer.into_inner()).map_err(|_| Refusal::Unreadable)
}

/// Meaning of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// An item of a list.
    Item { level: u8, is_numbered: bool },
    /// A hidden slide.
    Hidden,
}

/// Returns the meaning of a marker.
pub(super) fn marker_of(letter: char) -> Option<Marker> {
    if letter == HIDDEN_MARKER {
        return Some(Marker::Hidden);
    }
    [(FIRST_BULLET_MARKER, false), (FIRST_NUMBER_MARKER, true)]
        .into_iter()
        .find_map(|(first, is_numbered)| {
            let level = u32::from(letter).checked_sub(first)?;
            (level < LEVELS).then_some(Marker::Item {
                level: u8::try_from(level).ok()?,
                is_numbered,
            })
        })
}

/// A paragraph of a shape.
#[derive(Default)]
struct Paragraph {
    level: u32,
    /// True or false if the paragraph itself turns its bullet on or off; `None` if the layout decides.
    is_marked: Option<bool>,
    is_numbered: bool,
    has_words: bool,
}

/// Returns the slide with markers inserted.
pub(super) fn insert_markers(xml: &str) -> Result<String, Refusal> {
    let (marks, is_hidden) = marks(xml)?;
    let mut marks = marks.into_iter();
    let mut is_told = !is_hidden;
    let mut next = None;
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut write = |event: Event<'_>| writer.write_event(event).map_err(|_| Refusal::Unreadable);
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        match &event {
            Event::Start(element) if element.name().as_ref() == "a:p" => {
                // A paragraph without text does not pass its marker to the next one.
                next = marks.next().flatten().map(String::from);
            }
            Event::Empty(element) if element.name().as_ref() == "a:p" => {
                marks.next();
            }
            Event::Start(element) if matches!(element.name().as_ref(), "a:r" | "a:fld") => {
                if !std::mem::replace(&mut is_told, true) {
                    next.get_or_insert_default().push(HIDDEN_MARKER);
                }
                if let Some(mark) = next.take() {
                    let (run, text) = (BytesStart::new("a:r"), BytesStart::new("a:t"));
                    write(Event::Start(run.borrow()))?;
                    write(Event::Start(text.borrow()))?;
                    write(Event::Text(BytesText::new(&mark)))?;
                    write(Event::End(text.to_end()))?;
                    write(Event::End(run.to_end()))?;
                }
            }
            Event::Eof => break,
            _ => {}
        }
        write(event)?;
    }
    String::from_utf8(writer.into_inner()).map_err(|_| Refusal::Unreadable)
}

/// Returns the marker of each paragraph, if any, and whether the slide is hidden.
fn marks(xml: &str) -> Result<(Vec<Option<char>>, bool), Refusal> {
    let mut marks = Vec::new();
    let mut is_hidden = false;
    // The paragraphs of the open shape, and whether its layout gives them bullets.
    let mut shape: Vec<Paragraph> = Vec::new();
    let mut is_body = false;
    let mut is_text = false;
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let paragraph = shape.last_mut();
                match (element.name().as_ref(), paragraph) {
                    ("p:sld", _) => {
                        let show = attribute(element, "show");
                        is_hidden = show.is_some_and(|show| show == "0" || show == "false");
                    }
                    // The layout gives no bullets to the text of a table, wherever the table is.
                    ("p:sp" | "p:graphicFrame" | "a:tbl", _) => is_body = false,
                    ("p:ph", _) => {
                        let kind = attribute(element, "type");
                        is_body = kind.is_none_or(|kind| kind == "body" || kind == "obj");
                    }
                    ("a:p", _) => shape.push(Paragraph::default()),
                    ("a:t", _) => is_text = matches!(event, Event::Start(_)),
                    ("a:pPr", Some(paragraph)) => {
                        let level = attribute(element, "lvl").and_then(|level| level.parse().ok());
                        paragraph.level = level.unwrap_or(0).min(LEVELS - 1);
                    }
                    ("a:buNone", Some(paragraph)) => paragraph.is_marked = Some(false),
                    ("a:buChar", Some(paragraph)) => paragraph.is_marked = Some(true),
                    ("a:buAutoNum", Some(paragraph)) => {
                        paragraph.is_marked = Some(true);
                        paragraph.is_numbered = true;
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.name().as_ref() {
                "a:t" => is_text = false,
                // Table cells and the shapes of a group end with their own text bodies.
                "p:txBody" | "a:txBody" => {
                    marks.extend(of_shape(&shape, is_body));
                    shape.clear();
                }
                _ => {}
            },
            Event::Eof => {
                marks.extend(of_shape(&shape, is_body));
                return Ok((marks, is_hidden));
            }
            Event::Text(_) | Event::GeneralRef(_) if is_text => {
                if let Some(paragraph) = shape.last_mut() {
                    paragraph.has_words = true;
                }
            }
            _ => {}
        }
    }
}

/// Returns the markers of a shape's paragraphs. A single paragraph without a bullet of its own is not a list.
fn of_shape(shape: &[Paragraph], is_body: bool) -> Vec<Option<char>> {
    let words = shape.iter().filter(|paragraph| paragraph.has_words);
    let is_list = is_body && words.count() > 1;
    let mark = |paragraph: &Paragraph| {
        let is_item = paragraph.has_words && paragraph.is_marked.unwrap_or(is_list);
        let first = if paragraph.is_numbered {
            FIRST_NUMBER_MARKER
        } else {
            FIRST_BULLET_MARKER
        };
        is_item
            .then(|| char::from_u32(first + paragraph.level))
            .flatten()
    };
    shape.iter().map(mark).collect()
}
