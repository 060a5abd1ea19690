//! Placeholders in the record for media bytes that are in the store.

use std::fmt;

use crate::hex::is_sha256;

/// Prefix of the SHA-256 of a file with exactly these bytes.
const WHOLE: &str = "sha256:";
/// Prefix of the SHA-256 of a file that contains these bytes.
const PART: &str = "part-of-sha256:";

/// Reference to a file in the store, written in place of the base64 of its bytes. The colon is in neither base64
/// alphabet, so a mark is never mistaken for data.
///
/// A mark is not an address: a server could send one. To read the bytes, look up the file in the artifact's row, and
/// use the mark only to check that it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark<'a> {
    /// The bytes are the whole file with this SHA-256.
    Whole(&'a str),
    /// The bytes are part of the file with this SHA-256: samples of a sound joined from pieces.
    Part(&'a str),
}

impl<'a> Mark<'a> {
    /// Parses the data of a medium; `None` if it is not a mark.
    #[must_use]
    pub fn read(data: &'a str) -> Option<Self> {
        let (mark, sha256): (fn(&'a str) -> Self, _) = match data.strip_prefix(WHOLE) {
            Some(sha256) => (Self::Whole, sha256),
            None => (Self::Part, data.strip_prefix(PART)?),
        };
        is_sha256(sha256).then(|| mark(sha256))
    }

    /// Returns the SHA-256 of the file in lower-case hex.
    #[must_use]
    pub fn sha256(self) -> &'a str {
        match self {
            Self::Whole(sha256) | Self::Part(sha256) => sha256,
        }
    }
}

/// The form written in the record.
impl fmt::Display for Mark<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(sha256) => write!(f, "{WHOLE}{sha256}"),
            Self::Part(sha256) => write!(f, "{PART}{sha256}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline;

    #[test]
    fn a_mark_is_read_as_it_was_written_and_is_never_base64() {
        let sha256 = "0a".repeat(32);
        for mark in [Mark::Whole(&sha256), Mark::Part(&sha256)] {
            let written = mark.to_string();
            assert_eq!(Mark::read(&written), Some(mark));
            assert!(inline::decode(&written).is_err());
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_is_none() {
        let short = format!("sha256:{}", "0a".repeat(31));
        let upper = format!("sha256:{}", "0A".repeat(32));
        let longer = format!("part-of-sha256:{}#1", "0a".repeat(32));
        for other in ["", "AQID", "sha256:", "0a0a", &short, &upper, &longer] {
            assert_eq!(Mark::read(other), None, "{other}");
        }
    }
}
