//! The places of a job's files in its sandbox, and how they get there: inside the request, or ahead of it.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::{Source, SourceType};

use serde::{Deserialize, Serialize};

use crate::bridge::Attachment;

/// Maximum size in bytes of one file in a request (contract section 9.3).
pub(crate) const INLINE_LIMIT: u64 = 1 << 20;
/// Maximum size in bytes of all files in a request together (contract section 9.3).
pub(super) const TOGETHER_LIMIT: u64 = 2 << 20;
/// The folder of a job's files.
pub(super) const WORKSPACE: &str = "/workspace";

/// A file with its place in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedFile<'a> {
    /// The file.
    pub(crate) file: &'a Attachment,
    /// The absolute path in the sandbox, with a unique name.
    pub(crate) target: String,
    /// True if the file is of an earlier turn.
    pub(crate) carried: bool,
    /// True if the request carries the file. Other files are put into the sandbox first.
    pub(crate) inline: bool,
}

/// A file of an earlier turn that is put back to its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CarriedFile {
    /// The file; its bytes are in the store.
    #[serde(flatten)]
    pub(crate) file: Attachment,
    /// The absolute path in the sandbox.
    pub(crate) target: String,
}

/// Returns the places of a job's files: attached ones first, then those of earlier turns, in their order. The result
/// is deterministic. An attached file replaces an older one of the same name.
pub(crate) fn place_files<'a>(
    files: impl IntoIterator<Item = &'a Attachment>,
    carried: impl IntoIterator<Item = &'a CarriedFile>,
) -> Vec<PlacedFile<'a>> {
    let mut together = 0;
    let mut fits = |size: u64| {
        let fits = size <= INLINE_LIMIT && together + size <= TOGETHER_LIMIT;
        if fits {
            together += size;
        }
        fits
    };
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
        placed.push(PlacedFile {
            file,
            target: format!("{WORKSPACE}/{name}"),
            carried: false,
            inline: fits(file.size),
        });
        names.push(name);
    }
    for carried in carried {
        if placed.iter().all(|place| place.target != carried.target) {
            placed.push(PlacedFile {
                file: &carried.file,
                target: carried.target.clone(),
                carried: true,
                inline: fits(carried.file.size),
            });
        }
    }
    placed
}

/// Returns the absolute path of a file in the listing of a sandbox.
pub(crate) fn absolute(path: &str) -> String {
    let plain = path.trim_start_matches("./").trim_start_matches('/');
    if path.starts_with('/') || plain.starts_with("workspace/") || plain.starts_with(".agents/") {
        format!("/{plain}")
    } else {
        format!("{WORKSPACE}/{plain}")
    }
}

impl PlacedFile<'_> {
    /// Returns the file as an inline source of the request.
    pub(super) fn source(&self, bytes: &[u8]) -> Source {
        Source {
            kind: Some(SourceType::Inline),
            target: Some(self.target.clone()),
            content: Some(BASE64_STANDARD.encode(bytes)),
            encoding: Some("base64".to_owned()),
            ..Source::default()
        }
    }

    /// Returns the path from the sandbox's root, as the service's routes have it.
    pub(crate) fn path(&self) -> &str {
        self.target.trim_start_matches('/')
    }
}
