//! Sanitising, the last step before HTML leaves this crate: an allow-list of elements, attributes and classes.
//!
//! Of MathML, only presentation elements are allowed: nothing that links, reacts to input, or holds other markup
//! (`maction`, `semantics`, `annotation-xml`, `mglyph`), and no length that could push other content off the screen.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::grammar::HIGHLIGHT_CLASSES;
use crate::{terminal, tex};

/// Classes inside a formula, by element: alignment and lines of tables, small and negated signs. An element may be
/// listed more than once.
pub const MATH_CLASSES: &[(&str, &[&str])] = &[
    ("mi", &["small"]),
    ("mo", &["small"]),
    ("mrow", &["mop-negated"]),
    ("mrow", tex::CLASSES),
    (
        "mtable",
        &[
            "menv-align",
            "menv-alignlike",
            "menv-arraylike",
            "menv-cases",
            "menv-cells-left",
            "menv-cells-right",
            "menv-multline",
            "menv-with-eqn",
        ],
    ),
    (
        "mtd",
        &[
            "cell-left",
            "cell-right",
            "menv-border-only",
            "menv-left-dashed",
            "menv-left-solid",
            "menv-nonumber",
            "menv-right-dashed",
            "menv-right-solid",
        ],
    ),
    ("mtr", &["menv-hdashline", "menv-hline"]),
];

/// Kinds of alert boxes, each with a class `alert-KIND`.
pub const ALERTS: &[&str] = &[
    "alert-caution",
    "alert-important",
    "alert-note",
    "alert-tip",
    "alert-warning",
];

/// MathML elements with their attributes in addition to `displaystyle` and `scriptlevel`.
const MATH: &[(&str, &[&str])] = &[
    ("math", &["display"]),
    ("mfrac", &["linethickness"]),
    ("mi", &["mathvariant"]),
    ("mn", &[]),
    (
        "mo",
        &[
            "largeop",
            "maxsize",
            "minsize",
            "movablelimits",
            "stretchy",
            "symmetric",
        ],
    ),
    ("mover", &[]),
    ("mroot", &[]),
    ("mrow", &[]),
    ("mspace", &["depth", "height", "width"]),
    ("msqrt", &[]),
    ("msub", &[]),
    ("msubsup", &[]),
    ("msup", &[]),
    ("mtable", &[]),
    ("mtd", &[]),
    ("mtext", &[]),
    ("mtr", &[]),
    ("munder", &[]),
    ("munderover", &[]),
];

/// Maximum length in a formula, whatever its unit.
const LENGTH_LIMIT: f32 = 50.0;

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
            "rp",
            "rt",
            "ruby",
            "small",
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
        .add_tags(MATH.iter().map(|(tag, _)| *tag))
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
        .attribute_filter(bounded)
        .tag_attribute_values(
            [
                "div",
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
            (
                "div",
                ["alert", "table-scroll", "footnote"]
                    .into_iter()
                    .chain(ALERTS.iter().copied())
                    .collect(),
            ),
            ("p", HashSet::from(["alert-title"])),
            ("li", HashSet::from(["task"])),
            ("pre", HashSet::from(["code"])),
            (
                "span",
                HIGHLIGHT_CLASSES
                    .iter()
                    .chain(terminal::CLASSES)
                    .copied()
                    .chain([
                        "dropped-image",
                        "footnote-label",
                        "inert-link",
                        "lines",
                        "math",
                        "math-boxed",
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
    for (tag, attributes) in MATH {
        builder
            .add_tag_attributes(tag, *attributes)
            .add_tag_attributes(tag, ["displaystyle", "scriptlevel"]);
    }
    for (tag, classes) in MATH_CLASSES {
        builder.add_allowed_classes(tag, *classes);
    }
    builder
});

/// Keeps a length in a formula if it is within the limit; keeps every other attribute.
fn bounded<'v>(_element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let is_length = matches!(
        attribute,
        "depth" | "height" | "linethickness" | "maxsize" | "minsize" | "width"
    );
    let is_modest = || {
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        number
            .parse::<f32>()
            .is_ok_and(|number| number.abs() <= LENGTH_LIMIT)
    };
    (!is_length || is_modest()).then_some(Cow::Borrowed(value))
}

/// Returns HTML restricted to what the crate's documentation lists.
pub(crate) fn sanitize(html: &str) -> String {
    ALLOWED.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mathml_keeps_no_links_handlers_or_foreign_markup() {
        for (hostile, left) in [
            (
                "<math href=\"javascript:alert(1)\"><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
                "<math><mi>x</mi></math>",
            ),
            (
                "<math><maction actiontype=\"statusline#https://evil.example\"><mi>x</mi></maction></math>",
                "<math><mi>x</mi></math>",
            ),
            (
                "<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x</annotation></semantics></math>",
                "<math><mi>x</mi>x</math>",
            ),
            (
                "<math><mi style=\"background:url(https://evil.example)\" id=\"a\" onclick=\"alert(1)\" class=\"composer\">x</mi></math>",
                "<math><mi class=\"\">x</mi></math>",
            ),
            (
                "<math><mspace width=\"99999em\" height=\"-60px\" depth=\"1em\"></mspace></math>",
                "<math><mspace depth=\"1em\"></mspace></math>",
            ),
            (
                "<math><mspace width=\"calc(1em)\" height=\"NaNem\" depth=\"infem\"></mspace></math>",
                "<math><mspace></mspace></math>",
            ),
        ] {
            assert_eq!(sanitize(hostile), left, "{hostile}");
        }
        for hostile in [
            "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
            "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<math><mtext><mglyph src=\"https://evil.example/x\"></mglyph><malignmark></mtext></math>",
            "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
            "<math><mi><svg onload=alert(1)><foreignObject><iframe src=x></iframe></foreignObject></svg></mi></math>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        ] {
            let left = sanitize(hostile);
            for bad in [
                "<script",
                "<img",
                "<style",
                "<svg",
                "<mglyph",
                "<iframe",
                "annotation",
                "src=",
            ] {
                assert!(!left.contains(bad), "{hostile}\n{left}");
            }
        }
    }
}
