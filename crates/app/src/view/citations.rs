//! The sources of a text: numbered once each, in the order in which they are cited (contract section 6).

use interactions::{Annotation, content::Text};

use crate::bridge::Citation;

/// A text's sources, and where their numbers go in it.
pub(crate) fn of(text: &Text) -> (Vec<Citation>, Vec<render::Citation>) {
    let mut sources: Vec<Citation> = Vec::new();
    let mut marks = Vec::new();
    for annotation in &text.annotations {
        let Some((title, url)) = source(annotation) else {
            continue;
        };
        let same = |known: &&Citation| match (&known.url, &url) {
            (Some(known), Some(url)) => known == url,
            (None, None) => known.title == title,
            _ => false,
        };
        let number = match sources.iter().find(same) {
            Some(known) => known.number,
            None => {
                let number = u32::try_from(sources.len() + 1).unwrap_or(u32::MAX);
                sources.push(Citation { number, title, url });
                number
            }
        };
        marks.push(render::Citation {
            range: annotation.range(&text.text),
            number,
        });
    }
    (sources, marks)
}

/// Title and address of what an annotation cites; `None` for notes that cite nothing.
fn source(annotation: &Annotation) -> Option<(String, Option<String>)> {
    let web = |url: &Option<String>| {
        url.clone()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    };
    let named = |names: [Option<&String>; 3], url: Option<String>| {
        let title = names
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty())
            .cloned();
        let title = title
            .or_else(|| url.as_deref().map(host))
            .unwrap_or_default();
        (!title.is_empty()).then_some((title, url))
    };
    match annotation {
        Annotation::UrlCitation(it) => named([it.title.as_ref(), None, None], web(&it.url)),
        Annotation::FileCitation(it) => named(
            [
                it.file_name.as_ref(),
                it.source.as_ref(),
                it.document_uri.as_ref(),
            ],
            web(&it.document_uri),
        ),
        Annotation::PlaceCitation(it) => named([it.name.as_ref(), None, None], web(&it.url)),
        _ => None,
    }
}

/// The host of a web address.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(annotations: serde_json::Value) -> Text {
        serde_json::from_value(
            json!({"text": "Basalt is rock. It is dark.", "annotations": annotations}),
        )
        .unwrap()
    }

    #[test]
    fn a_source_that_is_cited_twice_has_one_number() {
        let (sources, marks) = of(&text(json!([
            {"type": "url_citation", "url": "https://a.example/x", "title": "A", "start_index": 0, "end_index": 15},
            {"type": "url_citation", "url": "https://b.example/y", "start_index": 0, "end_index": 15},
            {"type": "url_citation", "url": "https://a.example/x", "title": "A", "start_index": 16, "end_index": 27},
        ])));
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[1].title, "b.example");
        assert_eq!(
            marks.iter().map(|mark| mark.number).collect::<Vec<_>>(),
            [1, 2, 1]
        );
    }

    #[test]
    fn an_address_that_is_not_a_web_page_is_not_shown_as_one() {
        let (sources, _) = of(&text(json!([
            {"type": "url_citation", "url": "javascript:alert(1)", "title": "A", "start_index": 0, "end_index": 3},
        ])));
        assert_eq!(sources[0].url, None);
    }
}
