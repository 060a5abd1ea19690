//! Attributes and text of XML events.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Returns an attribute's value by its qualified name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
    value.map(Cow::into_owned)
}

/// Appends the text of an event; nothing for tags.
pub(crate) fn push_text(to: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::CData(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(letter)) = reference.resolve_char_ref() {
                to.push(letter);
            } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(reference) {
                to.push_str(text);
            }
        }
        _ => {}
    }
}
