//! An agent as one file, `.errand-agent`: its form as JSON, and the bytes of its files. It contains no key, and
//! opening one runs nothing.

use std::collections::{BTreeMap, HashMap};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use words::say;

use super::check::{self, TOGETHER_LIMIT};
use crate::bridge::{AgentData, AgentDraft, AgentFile, BridgeError};
use crate::errors::{self, Result};

/// The file extension, with the dot.
pub(crate) const EXTENSION: &str = ".errand-agent";
/// The version of the format.
const FORMAT: u32 = 1;
/// Maximum size of such a file in bytes: base64 adds a third, and the form and its texts some.
pub(crate) const MAX_SIZE: u64 = TOGETHER_LIMIT * 2;

#[derive(Serialize, Deserialize)]
struct AgentFileFormat {
    errand_agent: u32,
    agent: AgentDraft,
    /// The bytes in base64, by SHA-256.
    files: BTreeMap<String, String>,
}

/// An agent read from a file, with the bytes of its files by their SHA-256.
#[derive(Debug)]
pub(crate) struct SharedAgent {
    pub(crate) draft: AgentDraft,
    pub(crate) bytes: HashMap<String, Vec<u8>>,
}

/// Writes the file of an agent; `bytes` has those of all its files.
///
/// # Errors
/// `Internal`, when it cannot be serialised.
pub(crate) fn write(draft: &AgentDraft, bytes: &HashMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let files = bytes
        .iter()
        .map(|(sha256, bytes)| (sha256.clone(), BASE64_STANDARD.encode(bytes)));
    let shared = AgentFileFormat {
        errand_agent: FORMAT,
        agent: draft.clone(),
        files: files.collect(),
    };
    serde_json::to_vec_pretty(&shared).map_err(|cause| errors::internal(&cause))
}

/// Reads the file of an agent without trusting it: every file must be there with bytes that match its digest, every
/// path is made safe, and all values must be valid in the form.
///
/// # Errors
/// `Invalid`, when it is no such file, was made by a newer Errand, is too large or is inconsistent.
pub(crate) fn read(file: &[u8]) -> Result<SharedAgent> {
    if file.len() as u64 > MAX_SIZE {
        return Err(errors::invalid(say::shared_agent_too_large(MAX_SIZE >> 20)));
    }
    #[derive(Deserialize)]
    struct Format {
        errand_agent: u32,
    }
    let format: Format = serde_json::from_slice(file).map_err(|_| no_agent())?;
    if format.errand_agent > FORMAT {
        return Err(errors::invalid(say::shared_agent_newer()));
    }
    let shared: AgentFileFormat = serde_json::from_slice(file).map_err(|_| no_agent())?;
    let mut draft = shared.agent;
    let mut bytes = HashMap::new();
    for file in files_of(&mut draft) {
        let decoded = shared
            .files
            .get(&file.sha256)
            .and_then(|base64| BASE64_STANDARD.decode(base64).ok())
            .filter(|bytes| hex(bytes) == file.sha256);
        let Some(decoded) = decoded else {
            return Err(errors::invalid(say::shared_agent_incomplete(
                check::safe_path(&file.path),
            )));
        };
        file.size = decoded.len() as u64;
        bytes.insert(file.sha256.clone(), decoded);
    }
    let draft = check::checked(draft)?;
    Ok(SharedAgent { draft, bytes })
}

fn files_of(draft: &mut AgentDraft) -> impl Iterator<Item = &mut AgentFile> {
    let skills = draft.skills.iter_mut().flat_map(|skill| &mut skill.files);
    let data = draft.data.iter_mut().filter_map(|data| match data {
        AgentData::File { file } => Some(file),
        AgentData::Text { .. } | AgentData::Repository { .. } => None,
    });
    skills.chain(data)
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn no_agent() -> BridgeError {
    errors::invalid(say::shared_agent_none(EXTENSION))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::bridge::{AgentColour, AgentTools, Network, Skill};

    fn shared() -> (AgentDraft, HashMap<String, Vec<u8>>) {
        let bytes = b"print(1)".to_vec();
        let file = AgentFile {
            path: "scripts/sum.py".into(),
            sha256: hex(&bytes),
            size: 8,
        };
        let draft = AgentDraft {
            name: "Writer".into(),
            letter: "W".into(),
            colour: AgentColour::Amber,
            about: "Writes.".into(),
            instructions: "Be kind.".into(),
            skills: vec![Skill {
                name: "sums".into(),
                about: "Adds up.".into(),
                text: "Run it.".into(),
                head: String::new(),
                files: vec![file.clone()],
            }],
            data: Vec::new(),
            tools: AgentTools {
                code: true,
                search: false,
                pages: false,
            },
            network: Network::Off,
            model: None,
            max_tokens: None,
        };
        (draft, HashMap::from([(file.sha256, bytes)]))
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
        let (draft, bytes) = shared();
        let mut json = serde_json::from_slice(&write(&draft, &bytes).unwrap()).unwrap();
        change(&mut json);
        serde_json::to_vec(&json).unwrap()
    }

    #[test]
    fn an_agent_comes_out_of_its_file_as_it_went_in() {
        let (draft, bytes) = shared();
        let opened = read(&write(&draft, &bytes).unwrap()).unwrap();
        assert_eq!(opened.draft, draft);
        assert_eq!(opened.bytes, bytes);
    }

    #[test]
    fn a_file_that_leads_out_of_its_folder_is_brought_back_into_it() {
        let hostile = changed(|json| {
            json["agent"]["skills"][0]["files"][0]["path"] = json!("../../../.ssh/authorized_keys");
        });
        let opened = read(&hostile).unwrap();
        let path = &opened.draft.skills[0].files[0].path;
        assert!(!path.contains("..") && !path.starts_with('/'), "{path}");
    }

    #[test]
    fn a_file_that_is_no_agent_or_is_inconsistent_is_refused_with_a_reason() {
        let (_, bytes) = shared();
        let sha256 = bytes.keys().next().unwrap().clone();
        for (file, words) in [
            (b"not json".to_vec(), "no agent of Errand's"),
            (b"{}".to_vec(), "no agent of Errand's"),
            (
                changed(|json| json["errand_agent"] = json!(2)),
                "newer Errand",
            ),
            (
                changed(|json| json["files"] = json!({})),
                "is missing in it",
            ),
            (
                changed(|json| json["files"][&sha256] = json!("AAAA")),
                "is missing in it",
            ),
            (
                changed(|json| json["agent"]["name"] = json!("  ")),
                "no name",
            ),
            (
                changed(|json| json["agent"]["instructions"] = json!("x".repeat(200_000))),
                "instructions have 200,000 letters",
            ),
            (
                changed(|json| {
                    json["agent"]["data"] =
                        json!([{"is": "repository", "address": "https://me:secret@example.org/x"}]);
                }),
                "no address of a repository",
            ),
            (vec![b' '; 5 << 20], "this is larger"),
        ] {
            let refused = read(&file).unwrap_err();
            assert!(
                refused.message.to_string().contains(words),
                "{words}: {refused:?}"
            );
        }
    }
}
