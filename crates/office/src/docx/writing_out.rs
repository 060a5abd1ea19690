//! Rewrites the text of a `.docx`: writes out what undoc would miss, and removes hidden text.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::{InList, comments, formula, sign};
use crate::Refusal;
use crate::xml::attribute;

/// Returns the document part with lists, formulas, symbols and comments in a form that undoc reads.
pub(super) fn written_out(xml: &str, lists: &HashMap<String, InList>) -> Result<String, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut writing = Writing {
        writer: Writer::new(Vec::with_capacity(xml.len())),
        lists,
        style: None,
        is_listed: false,
        is_of_paragraph: false,
        runs: Vec::new(),
    };
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        match &event {
            Event::Eof => break,
            Event::Start(element) if element.name().as_ref() == "m:oMath" => {
                writing.run(&formula::told(&mut reader)?)?;
            }
            Event::Start(element) => writing.begins(element, false)?,
            Event::Empty(element) => writing.begins(element, true)?,
            Event::End(element) => {
                writing.ends(element.local_name().as_ref())?;
                writing.write(event.borrow())?;
                writing.ended(element.local_name().as_ref());
            }
            _ => writing.write(event)?,
        }
    }
    String::from_utf8(writing.writer.into_inner()).map_err(|_| Refusal::Unreadable)
}

struct Writing<'a> {
    writer: Writer<Vec<u8>>,
    lists: &'a HashMap<String, InList>,
    /// Style of the open paragraph; `is_listed` is true if the paragraph itself is in a list.
    style: Option<String>,
    is_listed: bool,
    /// True if the open properties are those of a paragraph.
    is_of_paragraph: bool,
    /// The open runs; a text box within a run has runs of its own.
    runs: Vec<Run>,
}

struct Run {
    /// Start position in the output.
    start: usize,
    is_hidden: bool,
    /// True if a field begins or ends in it; the other end may be in another run.
    has_field: bool,
}

impl Writing<'_> {
    fn write(&mut self, event: Event<'_>) -> Result<(), Refusal> {
        self.writer
            .write_event(event)
            .map_err(|_| Refusal::Unreadable)
    }

    fn begins(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "pPr" => {
                (self.style, self.is_listed) = (None, false);
                self.is_of_paragraph = !is_empty;
            }
            "pStyle" => self.style = attribute(element, "w:val"),
            "numPr" => self.is_listed = true,
            "r" if !is_empty => self.runs.push(Run {
                start: self.writer.get_ref().len(),
                is_hidden: false,
                has_field: false,
            }),
            "vanish" if !self.is_of_paragraph => {
                let value = attribute(element, "w:val");
                let is_off = value.is_some_and(|value| matches!(&*value, "0" | "false" | "off"));
                if let Some(run) = self.runs.last_mut() {
                    run.is_hidden = !is_off;
                }
            }
            "fldChar" => {
                if let Some(run) = self.runs.last_mut() {
                    run.has_field = true;
                }
            }
            "sym" if is_empty => {
                let font = attribute(element, "w:font").unwrap_or_default();
                let number = attribute(element, "w:char").unwrap_or_default();
                return self.text(&sign::sign(&font, &number).to_string());
            }
            "commentReference" if is_empty => {
                let id = attribute(element, "w:id").unwrap_or_default();
                return self.text(&comments::reference(&id));
            }
            _ => {}
        }
        let element = element.borrow();
        self.write(match is_empty {
            true => Event::Empty(element),
            false => Event::Start(element),
        })
    }

    /// Called before the end of an element.
    fn ends(&mut self, name: &str) -> Result<(), Refusal> {
        if name != "pPr" {
            return Ok(());
        }
        self.is_of_paragraph = false;
        let style = self.style.take().filter(|_| !self.is_listed);
        let Some(place) = style.and_then(|style| self.lists.get(&style)) else {
            return Ok(());
        };
        let numbering = BytesStart::new("w:numPr");
        let end = numbering.to_end().into_owned();
        self.write(Event::Start(numbering.borrow()))?;
        for (name, value) in [("w:ilvl", &place.level), ("w:numId", &place.list)] {
            let value = [("w:val", value.as_str())];
            self.write(Event::Empty(BytesStart::new(name).with_attributes(value)))?;
        }
        self.write(Event::End(end))
    }

    /// Called after the end of an element.
    fn ended(&mut self, name: &str) {
        if name != "r" {
            return;
        }
        if let Some(run) = self
            .runs
            .pop()
            .filter(|run| run.is_hidden && !run.has_field)
        {
            self.writer.get_mut().truncate(run.start);
        }
    }

    /// Writes text as a run of its own.
    fn run(&mut self, text: &str) -> Result<(), Refusal> {
        let run = BytesStart::new("w:r");
        self.write(Event::Start(run.borrow()))?;
        self.text(text)?;
        self.write(Event::End(run.to_end()))
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        let element = BytesStart::new("w:t").with_attributes([("xml:space", "preserve")]);
        self.write(Event::Start(element.borrow()))?;
        self.write(Event::Text(BytesText::new(text)))?;
        self.write(Event::End(element.to_end()))
    }
}
