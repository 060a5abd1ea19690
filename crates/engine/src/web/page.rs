//! Conversion of HTML to text in a separate process: a malicious page, for example one that nests a million elements,
//! cannot harm the engine.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use encoding_rs::{Encoding, UTF_8};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

/// Timeout of one page.
const PATIENCE: Duration = Duration::from_secs(10);
/// Maximum line width in columns; tables are laid out in it.
const WIDTH: usize = 160;
/// Maximum length in bytes of the converted text.
const LONGEST: u64 = 8 << 20;
/// Number of bytes in which a page must declare its encoding.
const HEAD: usize = 1024;

/// Reads HTML from standard input and writes its text to standard output: the engine's `page` command.
pub fn read_page() -> ExitCode {
    let mut html = Vec::new();
    let text = std::io::stdin().read_to_end(&mut html).ok().and_then(|_| {
        html2text::config::plain()
            .string_from_read(&with_known_parts(&html)[..], WIDTH)
            .ok()
    });
    let written = text.map(|text| std::io::stdout().write_all(text.as_bytes()));
    match written {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Parts of tables that html2text 0.17 drops, and the elements that they are replaced by. The parser moves a paragraph
/// inside a table before it.
const RENAMED: [(&str, &str); 2] = [("tfoot", "tbody"), ("caption", "p")];

/// Returns a page with the totals and captions of its tables in elements that are shown.
fn with_known_parts(html: &[u8]) -> Vec<u8> {
    let mut page = Vec::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        let slash = usize::from(rest.get(at + 1) == Some(&b'/'));
        let (before, name) = rest.split_at(at + 1 + slash);
        page.extend_from_slice(before);
        let renamed = RENAMED.iter().find(|(old, _)| {
            name.get(..old.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(old.as_bytes()))
                && name
                    .get(old.len())
                    .is_some_and(|end| matches!(end, b'>' | b'/') || end.is_ascii_whitespace())
        });
        rest = match renamed {
            Some((old, new)) => {
                page.extend_from_slice(new.as_bytes());
                &name[old.len()..]
            }
            None => name,
        };
    }
    page.extend_from_slice(rest);
    page
}

/// Why a page could not be converted to text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum PageError {
    #[error("it is no page or text but {0}")]
    Kind(String),
    #[error("its HTML cannot be read")]
    Broken,
}

/// The text of a page. `program` is the engine's own, whose `page` command reads HTML.
pub(super) async fn text_of(
    program: &Path,
    content_type: &str,
    body: &[u8],
) -> Result<String, PageError> {
    let (kind, charset) = parts(content_type);
    let decoded = decode(charset, body);
    match kind.as_str() {
        "" | "text/html" | "application/xhtml+xml" => convert(program, decoded.into_bytes())
            .await
            .ok_or(PageError::Broken),
        kind if kind.starts_with("text/") || is_data(kind) => Ok(decoded),
        _ => Err(PageError::Kind(kind)),
    }
}

/// Returns true for textual data formats.
fn is_data(kind: &str) -> bool {
    ["json", "xml", "yaml", "javascript"]
        .iter()
        .any(|form| kind == format!("application/{form}") || kind.ends_with(&format!("+{form}")))
}

/// The media type in lower case, and the name of the encoding.
fn parts(content_type: &str) -> (String, Option<&str>) {
    let mut parts = content_type.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.eq_ignore_ascii_case("charset")
            .then(|| value.trim_matches('"'))
    });
    (kind, charset)
}

/// Decodes with the encoding that the server states, else the page itself, else UTF-8.
fn decode(charset: Option<&str>, body: &[u8]) -> String {
    let own = || {
        let head = String::from_utf8_lossy(&body[..body.len().min(HEAD)]).to_ascii_lowercase();
        let (_, after) = head.split_once("charset=")?;
        let name = after.trim_start_matches(['"', '\'']);
        let end = name.find(['"', '\'', ' ', '>', '/', ';'])?;
        Encoding::for_label(&name.as_bytes()[..end])
    };
    let named = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
    let (text, _, _) = named.or_else(own).unwrap_or(UTF_8).decode(body);
    text.into_owned()
}

async fn convert(program: &Path, html: Vec<u8>) -> Option<String> {
    let mut child = Command::new(program)
        .arg("page")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .ok()?;
    let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
    let work = async {
        let writing = async move {
            // If the reader has enough or has died, its exit status says so.
            let _ = stdin.write_all(&html).await;
            drop(stdin);
        };
        let reading = async {
            let mut text = String::new();
            let read = stdout.take(LONGEST).read_to_string(&mut text).await;
            read.ok().map(|_| text)
        };
        let ((), text) = tokio::join!(writing, reading);
        let ended = child.wait().await.ok()?;
        text.filter(|_| ended.success())
    };
    tokio::time::timeout(PATIENCE, work).await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_its_encoding() {
        assert_eq!(decode(Some("iso-8859-1"), b"Gr\xfc\xdfe"), "Grüße");
        let own = b"<html><head><meta charset=\"windows-1252\">Gr\xfc\xdfe";
        assert!(decode(None, own).ends_with("Grüße"));
        assert_eq!(decode(None, "Grüße".as_bytes()), "Grüße");
        assert_eq!(decode(Some("no-such"), "Grüße".as_bytes()), "Grüße");
    }

    #[test]
    fn the_caption_and_the_total_of_a_table_are_part_of_its_text() {
        let page = b"<p>1 < 2</p><TABLE><Caption class=x>Costs in euros</CAPTION><thead><tr><th>Item<th>Price</thead>\
            <tbody><tr><td>Room<td>80</tbody><tfoot><tr><td>Total<td>120</tfoot></TABLE><captions>";
        let text = html2text::config::plain()
            .string_from_read(&with_known_parts(page)[..], WIDTH)
            .unwrap();
        let places = ["1 < 2", "Costs in euros", "Item", "Room", "Total", "120"].map(|words| {
            text.find(words)
                .unwrap_or_else(|| panic!("{words}: {text}"))
        });
        assert!(places.is_sorted(), "{text}");
    }

    #[tokio::test]
    async fn text_and_data_are_taken_as_they_are_and_other_kinds_are_named() {
        let none = Path::new("/nowhere");
        for kind in [
            "text/plain; charset=utf-8",
            "application/json",
            "application/atom+xml",
        ] {
            assert_eq!(
                text_of(none, kind, b"{}").await.as_deref(),
                Ok("{}"),
                "{kind}"
            );
        }
        let pdf = text_of(none, "application/pdf", b"%PDF").await.unwrap_err();
        assert_eq!(pdf, PageError::Kind("application/pdf".to_owned()));
    }
}
