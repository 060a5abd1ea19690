//! Detection of a file's media type: by its bytes, otherwise by its name, otherwise as announced.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Number of leading bytes that are examined to decide if a file is text.
const TEXT_SAMPLE_BYTES: usize = 4096;

/// Media types by file extension.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("aac", "audio/aac"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("eml", "message/rfc822"),
    ("epub", "application/epub+zip"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar"),
    ("ipynb", "application/x-ipynb+json"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("m4a", "audio/mp4"),
    ("markdown", "text/markdown"),
    ("md", "text/markdown"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ndjson", "application/jsonl"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ogg", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("parquet", "application/vnd.apache.parquet"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("py", "text/x-python"),
    ("rtf", "application/rtf"),
    ("sh", "text/x-shellscript"),
    ("sqlite", "application/vnd.sqlite3"),
    ("srt", "application/x-subrip"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tgz", "application/gzip"),
    ("tiff", "image/tiff"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("vtt", "text/vtt"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xhtml", "application/xhtml+xml"),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("zip", "application/zip"),
];

/// Signature at the start of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Number of leading bytes that [`media_type_of`] reads.
const HEAD_BYTES: u64 = 512;

/// Returns the media type of a file on the disk, as [`media_type`] does. If the file cannot be read, its name decides.
/// Blocks.
#[must_use]
pub fn media_type_of(path: &Path, name: &str, announced: Option<&str>) -> String {
    let mut head = Vec::new();
    if let Ok(file) = File::open(path) {
        let _ = file.take(HEAD_BYTES).read_to_end(&mut head);
    }
    media_type(name, announced, &head)
}

/// Returns the media type of a file in lower case, without parameters. `head` is its first bytes, as many as are
/// available (a few hundred are enough). The announced type is the last resort because it is hostile.
#[must_use]
pub fn media_type(name: &str, announced: Option<&str>, head: &[u8]) -> String {
    let start = &head[..head.len().min(TEXT_SAMPLE_BYTES)];
    let is_text = !head.is_empty() && encodings::decode(start, false).is_some();
    // Every image format that can be shown has a signature; some sound and video formats have none.
    let is_refuted = |claimed: &str| match claimed.split('/').next() {
        Some("image") => !head.is_empty() && claimed != "image/svg+xml",
        Some("audio" | "video") => is_text,
        _ => is_text && is_never_text(claimed),
    };
    let named = by_extension(name).filter(|named| !is_refuted(named));
    if let Some(found) = by_bytes(head) {
        // Office documents and many other formats are zip files inside, and text has no fixed beginning; the name is
        // more specific.
        let is_wrapper =
            matches!(found, "application/zip" | "application/gzip") || found.starts_with("text/");
        return named.filter(|_| is_wrapper).unwrap_or(found).to_owned();
    }
    if let Some(named) = named {
        return named.to_owned();
    }
    match announced
        .and_then(without_parameters)
        .filter(|it| !is_refuted(it))
    {
        Some(announced) => announced,
        None if is_text => "text/plain".to_owned(),
        None => "application/octet-stream".to_owned(),
    }
}

/// Returns true if files of this type are never text.
fn is_never_text(media_type: &str) -> bool {
    let archive = ["application/pdf", "application/zip", "application/gzip"];
    archive.contains(&media_type)
        || media_type.starts_with("application/vnd.openxmlformats-officedocument.")
        || media_type.starts_with("application/vnd.oasis.opendocument.")
}

/// Returns the media type by the signature at the start.
fn by_bytes(head: &[u8]) -> Option<&'static str> {
    // A text can begin with the same letters.
    if head.starts_with(PARQUET) && encodings::decode(head, false).is_none() {
        return Some("application/vnd.apache.parquet");
    }
    let found = infer::get(head)?.mime_type();
    Some(match found {
        "audio/x-wav" => "audio/wav",
        "audio/x-flac" => "audio/flac",
        "audio/m4a" => "audio/mp4",
        "image/vnd.microsoft.icon" => "image/x-icon",
        "video/x-m4v" => "video/mp4",
        other => other,
    })
}

fn by_extension(name: &str) -> Option<&'static str> {
    let extension = extension(name)?;
    BY_EXTENSION
        .iter()
        .find(|(known, _)| *known == extension)
        .map(|(_, media_type)| *media_type)
}

/// Returns the extension in lower case, without its dot.
pub(crate) fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// Returns a media type without its parameters; `None` if it is not one.
fn without_parameters(announced: &str) -> Option<String> {
    let bare = announced.split(';').next()?.trim().to_ascii_lowercase();
    let is_word = |word: &str| {
        !word.is_empty()
            && word.len() <= 100
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte))
    };
    let (kind, subtype) = bare.split_once('/')?;
    (is_word(kind) && is_word(subtype) && bare != "application/octet-stream").then_some(bare)
}
