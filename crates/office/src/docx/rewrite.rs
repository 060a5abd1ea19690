//! Rewrites the text of a `.docx`: writes out what undoc would miss, and removes hidden text.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::{ListLevel, comments, formula, symbols};
use crate::Refusal;
use crate::xml::attribute;

/// Returns the document part with lists, formulas, symbols and comments in a form that undoc reads.
pub(super) fn rewrite(xml: &str, lists: &HashMap<String, ListLevel>) -> Result<String, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut rewriter = Rewriter {
        writer: Writer::new(Vec::with_capacity(xml.len())),
        lists,
        style: None,
        is_listed: false,
        in_paragraph_properties: false,
        runs: Vec::new(),
        paragraphs: 0,
        cut_starts: Vec::new(),
        text_boxes: Vec::new(),
        ruby_text: Vec::new(),
        is_checked: None,
        has_words: false,
    };
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Unreadable)?;
        match &event {
            Event::Eof => break,
            Event::Start(element) if element.name().as_ref() == "m:oMath" => {
                rewriter.run(&formula::read(&mut reader)?)?;
            }
            Event::Start(element) if is_left_out(element.local_name().as_ref()) => {
                let end = element.to_end().into_owned();
                reader
                    .read_to_end(end.name())
                    .map_err(|_| Refusal::Unreadable)?;
            }
            Event::Start(element) => rewriter.start_element(element, false)?,
            Event::Empty(element) => rewriter.start_element(element, true)?,
            Event::End(element) => {
                rewriter.before_end(element.local_name().as_ref())?;
                rewriter.write(event.borrow())?;
                rewriter.after_end(element.local_name().as_ref())?;
            }
            _ => rewriter.write(event)?,
        }
    }
    String::from_utf8(rewriter.writer.into_inner()).map_err(|_| Refusal::Unreadable)
}

struct Rewriter<'a> {
    writer: Writer<Vec<u8>>,
    lists: &'a HashMap<String, ListLevel>,
    /// Style of the open paragraph; `is_listed` is true if the paragraph itself is in a list.
    style: Option<String>,
    is_listed: bool,
    /// True if the open properties are those of a paragraph.
    in_paragraph_properties: bool,
    /// The open runs; a text box within a run has runs of its own.
    runs: Vec<Run>,
    /// Number of open paragraphs; a text box in one has paragraphs of its own.
    paragraphs: usize,
    /// Start positions in the output of the open text boxes and ruby texts.
    cut_starts: Vec<usize>,
    /// Content of the text boxes of the open paragraph, written after the paragraph.
    text_boxes: Vec<u8>,
    /// Ruby text (pronunciation) of the base text that follows.
    ruby_text: Vec<u8>,
    /// State of the open checkbox field; `None` if the open field is no checkbox.
    is_checked: Option<bool>,
    /// True if the open paragraph has text or a drawing so far.
    has_words: bool,
}

/// Returns true for elements that are left out: properties before a tracked change, text that was deleted or moved
/// away, and the repetition of content for older programs.
fn is_left_out(name: &str) -> bool {
    name.ends_with("PrChange") || matches!(name, "del" | "moveFrom" | "Fallback")
}

/// Returns true if a toggle property is on; without a value it is.
fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "w:val");
    !value.is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
}

struct Run {
    /// Start position in the output.
    start: usize,
    is_hidden: bool,
    /// True if a field begins or ends in it; the other end may be in another run.
    has_field: bool,
}

impl Rewriter<'_> {
    fn write(&mut self, event: Event<'_>) -> Result<(), Refusal> {
        self.writer
            .write_event(event)
            .map_err(|_| Refusal::Unreadable)
    }

    fn start_element(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "pPr" => {
                (self.style, self.is_listed) = (None, false);
                self.in_paragraph_properties = !is_empty;
            }
            "p" if !is_empty => {
                self.paragraphs += 1;
                self.has_words = false;
            }
            "t" | "drawing" => self.has_words = true,
            // A page break within a paragraph becomes a line break, so that it does not end a heading.
            "br" if is_empty
                && attribute(element, "w:type").is_some_and(|kind| kind != "textWrapping") =>
            {
                return match self.has_words {
                    true => self.write(Event::Empty(BytesStart::new("w:br"))),
                    false => Ok(()),
                };
            }
            "ptab" if is_empty => return self.write(Event::Empty(BytesStart::new("w:tab"))),
            "rt" if !is_empty => self.cut_starts.push(self.writer.get_ref().len()),
            "pStyle" => self.style = attribute(element, "w:val"),
            "numPr" => self.is_listed = true,
            "r" if !is_empty => self.runs.push(Run {
                start: self.writer.get_ref().len(),
                is_hidden: false,
                has_field: false,
            }),
            "vanish" if !self.in_paragraph_properties => {
                if let Some(run) = self.runs.last_mut() {
                    run.is_hidden = is_on(element);
                }
            }
            "fldChar" => {
                if let Some(run) = self.runs.last_mut() {
                    run.has_field = true;
                }
                let kind = attribute(element, "w:fldCharType");
                if is_empty && kind.as_deref() == Some("end") {
                    self.write(Event::Empty(element.borrow()))?;
                    return match self.is_checked.take() {
                        Some(true) => self.text("☒"),
                        Some(false) => self.text("☐"),
                        None => Ok(()),
                    };
                }
            }
            "checkBox" => self.is_checked = Some(false),
            // `default`, the initial state, comes before `checked`, the current one.
            "default" | "checked" if self.is_checked.is_some() => {
                self.is_checked = Some(is_on(element));
            }
            "sym" if is_empty => {
                let font = attribute(element, "w:font").unwrap_or_default();
                let number = attribute(element, "w:char").unwrap_or_default();
                return self.text(&symbols::symbol(&font, &number).to_string());
            }
            "commentReference" if is_empty => {
                let id = attribute(element, "w:id").unwrap_or_default();
                return self.text(&comments::reference(&id));
            }
            _ => {}
        }
        let is_box = !is_empty && element.local_name().as_ref() == "txbxContent";
        let element = element.borrow();
        self.write(match is_empty {
            true => Event::Empty(element),
            false => Event::Start(element),
        })?;
        if is_box {
            self.cut_starts.push(self.writer.get_ref().len());
        }
        Ok(())
    }

    /// Called before the end of an element.
    fn before_end(&mut self, name: &str) -> Result<(), Refusal> {
        if name == "txbxContent" {
            let content = self.cut_output();
            self.text_boxes.extend(content);
        }
        if name != "pPr" {
            return Ok(());
        }
        self.in_paragraph_properties = false;
        let style = self.style.take().filter(|_| !self.is_listed);
        let Some(list_level) = style.and_then(|style| self.lists.get(&style)) else {
            return Ok(());
        };
        let numbering = BytesStart::new("w:numPr");
        let end = numbering.to_end().into_owned();
        self.write(Event::Start(numbering.borrow()))?;
        for (name, value) in [("w:ilvl", &list_level.level), ("w:numId", &list_level.list)] {
            let value = [("w:val", value.as_str())];
            self.write(Event::Empty(BytesStart::new(name).with_attributes(value)))?;
        }
        self.write(Event::End(end))
    }

    /// Called after the end of an element.
    fn after_end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "r" => {
                let hidden = |run: &Run| run.is_hidden && !run.has_field;
                if let Some(run) = self.runs.pop().filter(hidden) {
                    self.writer.get_mut().truncate(run.start);
                }
            }
            "p" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                if self.paragraphs == 0 {
                    self.writer.get_mut().append(&mut self.text_boxes);
                }
            }
            // Ruby text is written in brackets after its base text, as in plain text.
            "rt" => self.ruby_text = self.cut_output(),
            "rubyBase" if !self.ruby_text.is_empty() => {
                self.run("(")?;
                self.writer.get_mut().append(&mut self.ruby_text);
                self.run(")")?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Removes and returns the output since the last position in `cut_starts`.
    fn cut_output(&mut self) -> Vec<u8> {
        let written = self.writer.get_mut();
        let start = self.cut_starts.pop().unwrap_or(written.len());
        written.split_off(start.min(written.len()))
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
