//! What stands in the record in the place of a medium's bytes once they are in the store.

use std::fmt;

use crate::hex::is_sha256;

/// Before the SHA-256 of a file that has exactly these bytes.
const WHOLE: &str = "sha256:";
/// Before the SHA-256 of a file that has these bytes in it.
const PART: &str = "part-of-sha256:";

/// The name of a file in the store, written where the base64 of its bytes was. A colon is in neither alphabet of
/// base64, so the one is never taken for the other.
///
/// It says where bytes went; it is no address. A server could send one, so whoever wants the bytes asks the row
/// of the artifact for its file, and this only whether it means the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark<'a> {
    /// The bytes are the file with this SHA-256.
    Whole(&'a str),
    /// The bytes are in the file with this SHA-256: samples of a sound that was put together.
    Part(&'a str),
}

impl<'a> Mark<'a> {
    /// Reads the data of a medium; `None` when it is anything but a mark.
    #[must_use]
    pub fn read(data: &'a str) -> Option<Self> {
        let (mark, sha256): (fn(&'a str) -> Self, _) = match data.strip_prefix(WHOLE) {
            Some(sha256) => (Self::Whole, sha256),
            None => (Self::Part, data.strip_prefix(PART)?),
        };
        is_sha256(sha256).then(|| mark(sha256))
    }

    /// The SHA-256 of the file, in lower-case hex.
    #[must_use]
    pub fn sha256(self) -> &'a str {
        match self {
            Self::Whole(sha256) | Self::Part(sha256) => sha256,
        }
    }
}

/// As it stands in the record.
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
