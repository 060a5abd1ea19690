//! Styles of a document: marks and visibility of text, numbering of lists, and titles.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml::attribute;

/// Maximum number of styles in a chain of ancestors.
const ANCESTORS: usize = 16;

/// The styles of a document.
#[derive(Default, Clone)]
pub(super) struct Styles {
    /// Opening and closing marks of text, by style name.
    marks: HashMap<String, (String, String)>,
    hidden: HashSet<String>,
    /// Numbered list levels: style name, and level from 1.
    numbered: HashSet<(String, usize)>,
    /// Name of the parent style, by style name.
    parents: HashMap<String, String>,
    /// Name of the page style that begins with a paragraph or table, by style name; empty for none.
    master_pages: HashMap<String, String>,
}

impl Styles {
    /// Adds the styles of a part of the document.
    pub(super) fn read(&mut self, xml: &str) {
        let mut style = String::new();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => {
                    let name = element.local_name();
                    match name.as_ref() {
                        "style" | "list-style" => {
                            style = attribute(&element, "style:name").unwrap_or_default();
                            let parent = attribute(&element, "style:parent-style-name");
                            self.parents
                                .extend(parent.map(|parent| (style.clone(), parent)));
                            self.read_master_page(&style, &element);
                        }
                        "text-properties" => self.words(&style, &element),
                        "list-level-style-number" => {
                            let format = attribute(&element, "style:num-format");
                            let level = attribute(&element, "text:level");
                            let level = level.and_then(|level| level.parse().ok()).unwrap_or(1);
                            if format.is_none_or(|format| !format.is_empty()) {
                                self.numbered.insert((style.clone(), level));
                            }
                        }
                        "body" | "master-styles" => return,
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn read_master_page(&mut self, style: &str, element: &BytesStart<'_>) {
        let family = attribute(element, "style:family").unwrap_or_default();
        if !matches!(&*family, "paragraph" | "table") {
            return;
        }
        // The content may have a style of the same name as one of the headers.
        self.master_pages.remove(style);
        let page = attribute(element, "style:master-page-name");
        self.master_pages
            .extend(page.map(|page| (style.to_owned(), page)));
    }

    fn words(&mut self, style: &str, element: &BytesStart<'_>) {
        let value = |name| attribute(element, name).unwrap_or_default();
        if value("text:display") == "none" {
            self.hidden.insert(style.to_owned());
        }
        let is_line = |name| !matches!(&*value(name), "" | "none");
        let is_bold = value("fo:font-weight") == "bold";
        let is_italic = value("fo:font-style") == "italic";
        let place = value("style:text-position");
        let marks = [
            (place.starts_with("super"), "<sup>", "</sup>"),
            (
                place.starts_with("sub") || place.starts_with('-'),
                "<sub>",
                "</sub>",
            ),
            (is_line("style:text-line-through-style"), "~~", "~~"),
            (is_bold, "**", "**"),
            (is_italic, "*", "*"),
            (is_line("style:text-underline-style"), "<u>", "</u>"),
        ];
        let (mut begin, mut end) = (String::new(), String::new());
        // Links are displayed underlined anyway.
        let is_link = style.starts_with("Internet_20_") || style.starts_with("Visited_20_");
        for (is_so, before, behind) in marks {
            if is_so && !is_link {
                begin.push_str(before);
                end.insert_str(0, behind);
            }
        }
        self.marks.insert(style.to_owned(), (begin, end));
    }

    /// Returns the opening and closing marks of text in a style or its nearest ancestor that has some.
    pub(super) fn marks(&self, style: &str) -> (&str, &str) {
        let marks = self.kinds(style).find_map(|kind| self.marks.get(kind));
        marks.map_or(("", ""), |(begin, end)| (begin, end))
    }

    /// Returns true if text in a style is hidden.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// Returns true if list items at a level, from 1, are numbered.
    pub(super) fn is_numbered(&self, style: &str, level: usize) -> bool {
        self.numbered.contains(&(style.to_owned(), level))
    }

    /// Returns the heading level of a paragraph in the title or subtitle style, which the document does not mark as a
    /// heading.
    pub(super) fn heading(&self, style: &str) -> Option<usize> {
        self.kinds(style).find_map(|kind| match kind {
            "Title" => Some(1),
            "Subtitle" => Some(2),
            _ => None,
        })
    }

    /// Returns the name of the page style that begins with a paragraph or table in a style.
    pub(super) fn master_page(&self, style: &str) -> Option<&str> {
        let page = self
            .kinds(style)
            .find_map(|kind| self.master_pages.get(kind))?;
        Some(page.as_str()).filter(|page| !page.is_empty())
    }

    /// Iterates over a style and its ancestors.
    fn kinds<'s>(&'s self, style: &'s str) -> impl Iterator<Item = &'s str> {
        let parent = |style: &&str| self.parents.get(*style).map(String::as_str);
        std::iter::successors(Some(style), parent).take(ANCESTORS)
    }
}
