//! Sources of a text: each is numbered once, in order of citation (contract section 6).

use std::collections::HashMap;

use interactions::{Annotation, Content, Step, content::Text};

use crate::bridge::Citation;

/// Host of the redirects through which Google's search cites pages.
const REDIRECTING: &str = "vertexaisearch.cloud.google.com";
/// Path prefix of such a redirect on any host.
const REDIRECT_PATH: &str = "/grounding-api-redirect/";

/// Returns true if a URL is a redirect of the search service (contract section 6), which hides the page's address.
pub fn is_redirect(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| {
        url.host_str() == Some(REDIRECTING) || url.path().starts_with(REDIRECT_PATH)
    })
}

/// Returns the distinct redirects that an answer cites.
pub fn redirects(steps: &[Step]) -> Vec<String> {
    let mut all = Vec::new();
    let texts = steps
        .iter()
        .filter(|step| matches!(step, Step::ModelOutput(_)))
        .flat_map(Step::content);
    for content in texts {
        let Content::Text(text) = content else {
            continue;
        };
        for (_, url) in text.annotations.iter().filter_map(source) {
            if let Some(url) = url.filter(|url| is_redirect(url) && !all.contains(url)) {
                all.push(url);
            }
        }
    }
    all
}

/// Returns the sources of a text and the positions of their numbers. `addresses` maps redirects to their targets.
pub fn of(
    text: &Text,
    addresses: &HashMap<String, String>,
) -> (Vec<Citation>, Vec<render::Citation>) {
    let mut sources: Vec<Citation> = Vec::new();
    let mut marks = Vec::new();
    for annotation in &text.annotations {
        let Some((title, url)) = source(annotation) else {
            continue;
        };
        let url = url.map(|url| addresses.get(&url).cloned().unwrap_or(url));
        let site = site(&title, url.as_deref());
        let title = match title.is_empty() {
            true => site.clone().unwrap_or_default(),
            false => title,
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
                sources.push(Citation {
                    number,
                    title,
                    url,
                    site,
                });
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

/// Returns the site of a source. For a redirect it is the title, if the search service puts the host there.
fn site(title: &str, url: Option<&str>) -> Option<String> {
    let url = url?;
    if !is_redirect(url) {
        return Some(host(url));
    }
    let title = title.trim();
    let is_name = title.contains('.')
        && !title.starts_with('.')
        && !title.ends_with('.')
        && title
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_name.then(|| title.to_owned())
}

/// Returns title and address of the source in an annotation; `None` for annotations without a source. The title may be
/// empty.
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
        let title = title.unwrap_or_default();
        (!title.is_empty() || url.is_some()).then_some((title, url))
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

/// Returns the host of a web address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#'])
        .next()
        .map(|host| host.strip_prefix("www.").unwrap_or(host))
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
        let (sources, marks) = of(
            &text(json!([
                {"type": "url_citation", "url": "https://a.example/x", "title": "A", "start_index": 0, "end_index": 15},
                {"type": "url_citation", "url": "https://b.example/y", "start_index": 0, "end_index": 15},
                {"type": "url_citation", "url": "https://a.example/x", "title": "A", "start_index": 16, "end_index": 27},
            ])),
            &HashMap::new(),
        );
        assert_eq!(sources.len(), 2);
        assert_eq!(sources[1].title, "b.example");
        assert_eq!(
            marks.iter().map(|mark| mark.number).collect::<Vec<_>>(),
            [1, 2, 1]
        );
    }

    #[test]
    fn an_address_that_is_not_a_web_page_is_not_shown_as_one() {
        let (sources, _) = of(
            &text(json!([
                {"type": "url_citation", "url": "javascript:alert(1)", "title": "A", "start_index": 0, "end_index": 3},
            ])),
            &HashMap::new(),
        );
        assert_eq!(sources[0].url, None);
    }

    #[test]
    fn a_redirect_shows_its_page_once_that_is_known_and_its_site_until_then() {
        let redirect = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC=";
        let other = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/DeF=";
        let text = text(json!([
            {"type": "url_citation", "url": redirect, "title": "rocks.example", "start_index": 0, "end_index": 15},
            {"type": "url_citation", "url": other, "start_index": 16, "end_index": 27},
        ]));
        let (sources, _) = of(&text, &HashMap::new());
        assert_eq!(sources[0].site.as_deref(), Some("rocks.example"));
        assert_eq!(sources[0].url.as_deref(), Some(redirect));
        assert_eq!((sources[1].title.as_str(), &sources[1].site), ("", &None));

        let page = |name: &str| format!("https://{name}.example/basalt");
        let addresses = HashMap::from([
            (redirect.to_owned(), page("rocks")),
            (other.to_owned(), page("stones")),
        ]);
        let (sources, _) = of(&text, &addresses);
        assert_eq!(sources[0].title, "rocks.example");
        assert_eq!(sources[0].url, Some(page("rocks")));
        assert_eq!(sources[1].title, "stones.example");
        let step = json!({"type": "model_output", "content": [
            {"type": "text", "text": "a", "annotations": [
                {"type": "url_citation", "url": redirect}, {"type": "url_citation", "url": redirect},
                {"type": "url_citation", "url": "https://rocks.example/"},
            ]},
        ]});
        let steps: Vec<Step> = serde_json::from_value(json!([step])).unwrap();
        assert_eq!(redirects(&steps), [redirect]);
    }
}
