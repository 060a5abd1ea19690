//! The `Content-Range` header of an upload chunk.

use axum::http::{HeaderMap, header};

/// The position of a chunk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// Offset of its first byte; `None` if the client only asks how much was received.
    pub(super) from: Option<u64>,
    /// Total size in bytes, if it is known.
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// Parses `bytes 0-99/200`, `bytes 0-99/*` or `bytes */200`.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        Self::read(headers.get(header::CONTENT_RANGE)?.to_str().ok()?)
    }

    fn read(text: &str) -> Option<Self> {
        let (range, total) = text.strip_prefix("bytes ")?.trim().split_once('/')?;
        let total = match total {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        let from = match range {
            "*" => None,
            range => {
                let (from, to) = range.split_once('-')?;
                let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
                (from <= to).then_some(Some(from))?
            }
        };
        Some(Self { from, total })
    }
}

#[cfg(test)]
mod tests {
    use super::ContentRange;

    #[test]
    fn the_three_forms_are_read_and_nothing_else() {
        let read = |text| ContentRange::read(text).map(|range| (range.from, range.total));
        assert_eq!(read("bytes 0-99/200"), Some((Some(0), Some(200))));
        assert_eq!(read("bytes 100-199/*"), Some((Some(100), None)));
        assert_eq!(read("bytes */200"), Some((None, Some(200))));
        for odd in ["", "bytes", "bytes 5-4/9", "bytes a-b/c", "lines 0-1/2"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
