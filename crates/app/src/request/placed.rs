//! Where the files of a job are in its sandbox, and how they get there: inside the request, or ahead of it.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::{Source, SourceType};

use crate::bridge::Attachment;

/// A larger file does not fit into a request (contract section 9.3).
const INLINE_LIMIT: u64 = 1 << 20;
/// More than this does not fit together (contract section 9.3).
const TOGETHER_LIMIT: u64 = 2 << 20;
/// Where a job finds its files.
const WORKSPACE: &str = "/workspace";

/// A file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed<'a> {
    /// The file.
    pub(crate) file: &'a Attachment,
    /// Its absolute path in the sandbox, under a name of its own.
    pub(crate) target: String,
    /// Whether the request brings it along. What it cannot hold is put into the sandbox first.
    pub(crate) inline: bool,
}

/// The places of a job's files, in their order: for the same files always the same.
pub(crate) fn places<'a>(files: impl IntoIterator<Item = &'a Attachment>) -> Vec<Placed<'a>> {
    let mut together = 0;
    let mut names: Vec<artifacts::SafeName> = Vec::new();
    let mut placed = Vec::new();
    for file in files {
        let safe = artifacts::safe_name(&file.name);
        let numbered = (2..)
            .map(|number| safe.numbered(number))
            .find(|name| !names.contains(name));
        let name = match numbered {
            Some(numbered) if names.contains(&safe) => numbered,
            _ => safe,
        };
        let inline = file.size <= INLINE_LIMIT && together + file.size <= TOGETHER_LIMIT;
        if inline {
            together += file.size;
        }
        placed.push(Placed {
            file,
            target: format!("{WORKSPACE}/{name}"),
            inline,
        });
        names.push(name);
    }
    placed
}

impl Placed<'_> {
    /// The file as a part of the request.
    pub(super) fn source(&self, bytes: &[u8]) -> Source {
        Source {
            kind: Some(SourceType::Inline),
            target: Some(self.target.clone()),
            content: Some(BASE64_STANDARD.encode(bytes)),
            encoding: Some("base64".to_owned()),
            ..Source::default()
        }
    }

    /// Its path from the sandbox's root, as the service's routes name it.
    pub(crate) fn path(&self) -> &str {
        self.target.trim_start_matches('/')
    }
}
