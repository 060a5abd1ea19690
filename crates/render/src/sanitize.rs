//! The last step before HTML leaves this crate: an allow-list of elements, attributes and classes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::code::HIGHLIGHT_CLASSES;

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "del",
            "div",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "input",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "u",
            "ul",
        ]))
        .clean_content_tags(HashSet::from(["script", "style", "template", "noscript"]))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title", "data-external"])),
            ("div", HashSet::from(["data-footnote"])),
            ("ol", HashSet::from(["start"])),
            ("pre", HashSet::from(["data-language"])),
            ("span", HashSet::from(["data-host", "data-url", "title"])),
            ("sup", HashSet::from(["data-citation", "data-footnote"])),
        ]))
        .tag_attribute_values(
            [
                "p",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "ul",
                "ol",
                "blockquote",
                "table",
            ]
            .into_iter()
            .map(|tag| (tag, HashMap::from([("dir", HashSet::from(["auto"]))])))
            .chain([(
                "input",
                HashMap::from([
                    ("type", HashSet::from(["checkbox"])),
                    ("checked", HashSet::from([""])),
                ]),
            )])
            .collect(),
        )
        .set_tag_attribute_values(HashMap::from([(
            "input",
            HashMap::from([("type", "checkbox"), ("disabled", "")]),
        )]))
        .allowed_classes(HashMap::from([
            ("div", HashSet::from(["table-scroll", "footnote"])),
            ("li", HashSet::from(["task"])),
            ("pre", HashSet::from(["code"])),
            (
                "span",
                HIGHLIGHT_CLASSES
                    .iter()
                    .copied()
                    .chain([
                        "dropped-image",
                        "footnote-label",
                        "inert-link",
                        "math",
                        "math-display",
                        "math-inline",
                        "remote-image",
                    ])
                    .collect(),
            ),
            ("sup", HashSet::from(["citation", "footnote-ref"])),
            (
                "td",
                HashSet::from(["align-left", "align-center", "align-right"]),
            ),
            (
                "th",
                HashSet::from(["align-left", "align-center", "align-right"]),
            ),
            ("ul", HashSet::from(["task-list"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// HTML with nothing in it but what the crate's documentation lists.
pub(crate) fn sanitize(html: &str) -> String {
    ALLOWED.clean(html).to_string()
}
