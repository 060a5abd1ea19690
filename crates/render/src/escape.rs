//! Escaping of text for HTML.

/// Raw elements that are allowed in a text, without attributes.
pub(crate) const BARE: &[&str] = &[
    "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "rp", "rt", "ruby", "s", "small",
    "strike", "strong", "sub", "sup", "u",
];

/// Appends `text`, escaped for any position, including quoted attributes.
pub(crate) fn escape(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(position) = rest.find(['&', '<', '>', '"', '\'']) {
        html.push_str(&rest[..position]);
        html.push_str(match rest.as_bytes()[position] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[position + 1..];
    }
    html.push_str(rest);
}

/// Returns a raw tag in normal form if it is a harmless one without attributes.
pub(crate) fn bare_element(html: &str) -> Option<String> {
    let inner = html.strip_prefix('<')?.strip_suffix('>')?;
    let (slash, inner) = match inner.strip_prefix('/') {
        Some(inner) => ("/", inner),
        None => ("", inner.strip_suffix('/').unwrap_or(inner)),
    };
    let name = inner.trim_end().to_ascii_lowercase();
    BARE.contains(&name.as_str()).then(|| {
        let name = match name.as_str() {
            "s" | "strike" => "del",
            "ins" => "u",
            name => name,
        };
        format!("<{slash}{name}>")
    })
}
