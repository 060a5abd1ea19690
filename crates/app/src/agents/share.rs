//! An agent as one file, `.errand-agent`: its form as JSON, and the bytes of its files. It contains no key, and
//! opening one runs nothing.
//!
//! Of a tool server it has the name and the host, because the rest of a URL and the command line of a program may
//! contain a key. Whoever opens the file gets those of them that they have added themselves.

use std::collections::{BTreeMap, HashMap};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use screen::view::host::host;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use words::say;

use super::check::{self, TOGETHER_LIMIT};
use crate::bridge::{
    AgentData, AgentDraft, AgentFile, BridgeError, MissingServer, OpenedAgent, UsedServer,
};
use crate::errors::{self, Result};
use crate::tools::StoredToolServer;

/// The file extension, with the dot.
pub(crate) const EXTENSION: &str = ".errand-agent";
/// The version of the format.
const FORMAT: u32 = 1;
/// Maximum size of such a file in bytes: base64 adds a third, and the form and its texts some.
pub(crate) const MAX_SIZE: u64 = TOGETHER_LIMIT * 2;
/// Maximum number of letters of a tool server's name or host.
const LONGEST_SERVER_TEXT: usize = 200;

#[derive(Serialize, Deserialize)]
struct AgentFileFormat {
    errand_agent: u32,
    agent: AgentDraft,
    /// The bytes in base64, by SHA-256.
    files: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tool_servers: Vec<SharedServer>,
}

/// A tool server of a shared agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedServer {
    /// The person's name for it.
    name: String,
    /// Host and port of its URL; empty for a program.
    #[serde(default)]
    host: String,
}

/// An agent read from a file, with the bytes of its files by their SHA-256.
#[derive(Debug)]
pub(crate) struct SharedAgent {
    /// The agent, without tool servers.
    pub(crate) draft: AgentDraft,
    pub(crate) bytes: HashMap<String, Vec<u8>>,
    pub(crate) servers: Vec<SharedServer>,
}

/// Returns the tool servers of an agent in the form for its file.
pub(crate) fn servers_of(draft: &AgentDraft, known: &[StoredToolServer]) -> Vec<SharedServer> {
    let used = draft.tools.servers.iter().filter_map(|used| {
        let server = known.iter().find(|server| server.id == used.server)?;
        Some(SharedServer {
            name: server.name.clone(),
            host: host_of(server),
        })
    });
    used.collect()
}

/// Gives an agent from a file those of its tool servers that are here: the one of the same host and name, else the only
/// one of that host. They ask before each call, because the agent comes from somebody else.
pub(crate) fn with_servers(
    mut draft: AgentDraft,
    shared: Vec<SharedServer>,
    known: &[StoredToolServer],
) -> OpenedAgent {
    // A server here stands for one of the file, and first for the one of its name.
    let mut take = |server: Option<&StoredToolServer>| {
        let used = &mut draft.tools.servers;
        let id = server?.id.clone();
        let is_free = used.iter().all(|used| used.server != id);
        is_free.then(|| {
            used.push(UsedServer {
                server: id,
                asks: true,
            })
        })
    };
    let mut others = shared;
    others.retain(|server| take(named_like(server, known)).is_none());
    others.retain(|server| take(only_of_host(&server.host, known)).is_none());
    let missing = others.into_iter().map(|server| MissingServer {
        name: server.name,
        host: server.host,
    });
    OpenedAgent {
        missing: missing.collect(),
        draft,
    }
}

/// Returns the server here of the same host and name.
fn named_like<'a>(
    shared: &SharedServer,
    known: &'a [StoredToolServer],
) -> Option<&'a StoredToolServer> {
    let mut known = known.iter();
    known.find(|server| server.name == shared.name && host_of(server) == shared.host)
}

/// Returns the server here of this host, if there is only one. Programs have no host.
fn only_of_host<'a>(host: &str, known: &'a [StoredToolServer]) -> Option<&'a StoredToolServer> {
    let mut at_host = known.iter().filter(|server| host_of(server) == host);
    let only = at_host.next().filter(|_| !host.is_empty());
    only.filter(|_| at_host.next().is_none())
}

fn host_of(server: &StoredToolServer) -> String {
    match server.program {
        Some(_) => String::new(),
        None => host(&server.address),
    }
}

/// Writes the file of an agent; `bytes` has those of all its files.
///
/// # Errors
/// `Internal`, when it cannot be serialised.
pub(crate) fn write(
    draft: &AgentDraft,
    bytes: &HashMap<String, Vec<u8>>,
    tool_servers: Vec<SharedServer>,
) -> Result<Vec<u8>> {
    let mut agent = draft.clone();
    agent.tools.servers.clear();
    let files = bytes
        .iter()
        .map(|(sha256, bytes)| (sha256.clone(), BASE64_STANDARD.encode(bytes)));
    let shared = AgentFileFormat {
        errand_agent: FORMAT,
        agent,
        files: files.collect(),
        tool_servers,
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
    draft.tools.servers.clear();
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
    Ok(SharedAgent {
        draft,
        bytes,
        servers: checked_servers(shared.tool_servers),
    })
}

/// Shortens what a file says of tool servers to what a window can show.
fn checked_servers(servers: Vec<SharedServer>) -> Vec<SharedServer> {
    let short = |text: String| text.trim().chars().take(LONGEST_SERVER_TEXT).collect();
    let servers = servers.into_iter().map(|server| SharedServer {
        name: short(server.name),
        host: short(server.host),
    });
    servers.take(check::MOST_SERVERS).collect()
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
                servers: Vec::new(),
            },
            network: Network::Off,
            model: None,
            max_tokens: None,
        };
        (draft, HashMap::from([(file.sha256, bytes)]))
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
        let (draft, bytes) = shared();
        let mut json = serde_json::from_slice(&write(&draft, &bytes, Vec::new()).unwrap()).unwrap();
        change(&mut json);
        serde_json::to_vec(&json).unwrap()
    }

    #[test]
    fn an_agent_comes_out_of_its_file_as_it_went_in() {
        let (draft, bytes) = shared();
        let opened = read(&write(&draft, &bytes, Vec::new()).unwrap()).unwrap();
        assert_eq!(opened.draft, draft);
        assert_eq!(opened.bytes, bytes);
    }

    fn server(id: &str, name: &str, address: &str) -> StoredToolServer {
        StoredToolServer {
            id: id.into(),
            name: name.into(),
            address: address.into(),
            ..StoredToolServer::default()
        }
    }

    #[test]
    fn tool_servers_go_along_by_name_and_host_and_those_that_are_here_ask_first() {
        let (mut draft, bytes) = shared();
        let theirs = [
            server(
                "1",
                "Orders",
                "https://mcp.example.test/key-s3cret/mcp?k=s3cret",
            ),
            server("2", "Maps", "https://maps.example.test/mcp"),
        ];
        let used = |id: &str, asks| UsedServer {
            server: id.into(),
            asks,
        };
        draft.tools.servers = vec![used("1", false), used("2", false), used("gone", true)];
        let file = write(&draft, &bytes, servers_of(&draft, &theirs)).unwrap();
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(!text.contains("s3cret") && text.contains("mcp.example.test"));

        let opened = read(&file).unwrap();
        assert_eq!(opened.draft.tools.servers, []);
        let ours = [server("9", "My orders", "https://mcp.example.test/mcp")];
        let OpenedAgent { draft, missing } = with_servers(opened.draft, opened.servers, &ours);
        assert_eq!(draft.tools.servers, [used("9", true)]);
        let maps = MissingServer {
            name: "Maps".into(),
            host: "maps.example.test".into(),
        };
        assert_eq!(missing, [maps]);
    }

    #[test]
    fn two_tool_servers_of_one_host_are_told_apart_by_their_names() {
        let (draft, _) = shared();
        let named = |name: &str| SharedServer {
            name: name.into(),
            host: "mcp.example.test".into(),
        };
        let ours = [server("9", "Orders", "https://mcp.example.test/orders")];
        let file = vec![named("Maps"), named("Orders"), named("Orders")];
        let OpenedAgent { draft, missing } = with_servers(draft, file, &ours);
        let used: Vec<_> = draft.tools.servers.iter().map(|it| &it.server).collect();
        assert_eq!(used, ["9"]);
        let names: Vec<_> = missing.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Maps", "Orders"]);
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
