//! Placeholders in the record for media bytes that are in the store.

use std::fmt;

use crate::hex::is_sha256;

/// Prefix of the SHA-256 of a file with exactly these bytes.
const WHOLE_PREFIX: &str = "sha256:";
/// Prefix of the SHA-256 of a file that contains these bytes.
const PART_PREFIX: &str = "part-of-sha256:";

/// Reference to a file in the store, written in place of the base64 of its bytes. The colon is in neither base64
/// alphabet, so a reference is never mistaken for data.
///
/// A reference is not an address: a server could send one. To read the bytes, look up the file in the artifact's row,
/// and use the reference only to check that it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaReference<'a> {
    /// The bytes are the whole file with this SHA-256.
    Whole(&'a str),
    /// The bytes are part of the file with this SHA-256: samples of a sound joined from pieces.
    Part(&'a str),
}

impl<'a> MediaReference<'a> {
    /// Parses the data of a medium; `None` if it is not a reference.
    #[must_use]
    pub fn parse(data: &'a str) -> Option<Self> {
        let (make, sha256): (fn(&'a str) -> Self, _) = match data.strip_prefix(WHOLE_PREFIX) {
            Some(sha256) => (Self::Whole, sha256),
            None => (Self::Part, data.strip_prefix(PART_PREFIX)?),
        };
        is_sha256(sha256).then(|| make(sha256))
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
impl fmt::Display for MediaReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(sha256) => write!(f, "{WHOLE_PREFIX}{sha256}"),
            Self::Part(sha256) => write!(f, "{PART_PREFIX}{sha256}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline;

    #[test]
    fn a_reference_is_parsed_as_written_and_is_never_base64() {
        let sha256 = "0a".repeat(32);
        for mark in [
            MediaReference::Whole(&sha256),
            MediaReference::Part(&sha256),
        ] {
            let written = mark.to_string();
            assert_eq!(MediaReference::parse(&written), Some(mark));
            assert!(inline::decode(&written).is_err());
        }
    }

    #[test]
    fn text_that_only_resembles_a_reference_is_none() {
        let short = format!("sha256:{}", "0a".repeat(31));
        let upper = format!("sha256:{}", "0A".repeat(32));
        let longer = format!("part-of-sha256:{}#1", "0a".repeat(32));
        for other in ["", "AQID", "sha256:", "0a0a", &short, &upper, &longer] {
            assert_eq!(MediaReference::parse(other), None, "{other}");
        }
    }
}
