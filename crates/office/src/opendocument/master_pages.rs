//! Page styles that the pages of a document have.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles::Styles;
use crate::xml::attribute;

/// Name of the page style of pages without another.
const DEFAULT: &str = "Standard";

/// Returns the names of the page styles in `pages` that pages of the content have.
pub(super) fn used(pages: &str, content: &str, styles: &Styles) -> HashSet<String> {
    let pages = MasterPages::read(pages);
    let mut used = HashSet::new();
    let mut pending = pages_of_content(content, styles, pages.default.as_deref());
    while let Some(page) = pending.pop() {
        let next = pages.next.get(&page);
        if used.insert(page) {
            pending.extend(next.cloned());
        }
    }
    used
}

/// The page styles of a document.
#[derive(Default)]
struct MasterPages {
    default: Option<String>,
    /// Name of the style of the page that follows, by style name.
    next: HashMap<String, String>,
}

impl MasterPages {
    /// Reads a part, until the first XML error in it.
    fn read(xml: &str) -> Self {
        let mut pages = Self::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => {
                    match element.name().as_ref() {
                        "style:master-page" => pages.add(&element),
                        "office:body" => return pages,
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return pages,
                Ok(_) => {}
            }
        }
    }

    fn add(&mut self, element: &BytesStart<'_>) {
        let Some(name) = attribute(element, "style:name") else {
            return;
        };
        if self.default.is_none() || name == DEFAULT {
            self.default = Some(name.clone());
        }
        let next = attribute(element, "style:next-style-name");
        self.next.extend(next.map(|next| (name, next)));
    }
}

/// Returns the page styles that paragraphs and tables begin, after the default one if the first of them begins none.
fn pages_of_content(content: &str, styles: &Styles, default: Option<&str>) -> Vec<String> {
    let mut pages = Vec::new();
    let mut is_first = true;
    let mut is_deleted = false;
    let mut reader = Reader::from_str(content);
    loop {
        let element = match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => element,
            Ok(Event::End(element)) => {
                is_deleted &= element.name().as_ref() != "text:tracked-changes";
                continue;
            }
            Ok(Event::Eof) | Err(_) => return pages,
            Ok(_) => continue,
        };
        let style = match element.name().as_ref() {
            // In a file that is a single document, headers stand before the content.
            "office:body" => {
                pages.clear();
                is_first = true;
                continue;
            }
            "text:tracked-changes" => {
                is_deleted = true;
                continue;
            }
            "text:p" | "text:h" if !is_deleted => attribute(&element, "text:style-name"),
            "table:table" if !is_deleted => attribute(&element, "table:style-name"),
            _ => continue,
        };
        let page = style.as_deref().and_then(|style| styles.master_page(style));
        let default = default.filter(|_| is_first);
        pages.extend(page.or(default).map(str::to_owned));
        is_first = false;
    }
}
