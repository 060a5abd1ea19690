//! Servers of tools (MCP) that the person added: kept once, used in any conversation.
//!
//! The ledger has everything but the values of their headers; those are in the vault, one entry a server, and are only
//! added to a request on its way out. Whatever else is written down has none.

use std::sync::Arc;

use interactions::tool::McpServer;
use interactions::{CreateInteraction, SecretJson, Tool};
use mcp::Fault;
use mcp::programs::Launch;
use screen::view::place::host;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;
use vault::{Keep, Vault};
use words::{Sentence, say};

use super::started::{Launcher, Started};
use crate::actions::words_of;
use crate::bridge::{BridgeError, ErrorCode, KeyStatus, ServerTool, ToolServer};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};
use crate::keeping::is_address;
use crate::network::is_here;
use crate::stored::{List, StoredList};

/// A server with this word could be taken for Errand's own functions.
const OWN_WORD: &str = "errand";
/// Letters of a server's word: with the name of a tool it becomes that of a function.
const LONGEST_WORD: usize = 24;

/// A server of tools.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// Its id here; no other server ever had it.
    pub(crate) id: String,
    /// What the person calls it.
    pub(crate) name: String,
    /// What requests call it.
    pub(crate) word: String,
    /// Where it is.
    pub(crate) address: String,
    /// What is started, when it is a program of this computer.
    pub(crate) program: Option<Started>,
    /// Names of its headers.
    pub(crate) headers: Vec<String>,
    /// Its tools as it listed them last.
    pub(crate) tools: Vec<KeptTool>,
    /// When it answered last.
    pub(crate) answered_at: i64,
}

/// A tool of a server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct KeptTool {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parameters: Value,
    /// Whether conversations may use it.
    pub(crate) is_allowed: bool,
}

impl Kept {
    /// The tools that conversations may use.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = &KeptTool> {
        self.tools.iter().filter(|tool| tool.is_allowed)
    }

    /// The same as functions, by their names. The name of one does not depend on which others are allowed.
    pub(crate) fn functions(&self) -> Vec<(String, &KeptTool)> {
        let mut named: Vec<(String, &KeptTool)> = Vec::new();
        for tool in &self.tools {
            let taken: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
            named.push((mcp::function_name(&self.word, &tool.name, &taken), tool));
        }
        named.retain(|(_, tool)| tool.is_allowed);
        named
    }

    /// Takes what the server lists now. What was allowed stays allowed; of a new server everything is, and of one that
    /// was there before nothing new.
    pub(crate) fn take(&mut self, listed: Vec<mcp::Listed>) {
        let is_new = self.tools.is_empty();
        let before = std::mem::take(&mut self.tools);
        let was_allowed = |name: &str| {
            before
                .iter()
                .any(|tool| tool.name == name && tool.is_allowed)
        };
        self.tools = listed
            .into_iter()
            .map(|tool| KeptTool {
                is_allowed: is_new || was_allowed(&tool.name),
                name: tool.name,
                title: tool.title,
                description: tool.description,
                parameters: tool.parameters,
            })
            .collect();
    }

    fn entry(&self) -> String {
        format!("mcp:{}", self.id)
    }
}

impl KeptTool {
    /// As a person would write it.
    pub(crate) fn plain_name(&self) -> String {
        self.title.clone().unwrap_or_else(|| words_of(&self.name))
    }
}

impl List for Vec<Kept> {
    const KEY: &'static str = archive::format::TOOL_SERVERS;
    type Item = Kept;

    fn items(&self) -> &[Kept] {
        self
    }

    fn id(server: &Kept) -> &str {
        &server.id
    }
}

/// The servers, in the order in which they were added.
pub(crate) type ToolServers = StoredList<Vec<Kept>>;

impl ToolServers {
    /// The one with this id.
    ///
    /// # Errors
    /// `NotFound`.
    pub(crate) fn known(&self, id: &str) -> Result<Kept> {
        self.get(id)
            .ok_or_else(|| errors::not_found(say::tool_server_gone()))
    }

    /// The server and the tool that a function stands for.
    pub(crate) fn tool_of(&self, function: &str) -> Option<(Kept, KeptTool)> {
        self.list().iter().find_map(|server| {
            let functions = server.functions().into_iter();
            let mut found = functions.filter(|(name, _)| name == function);
            found.next().map(|(_, tool)| (server.clone(), tool.clone()))
        })
    }

    /// A word for a new server that no other has.
    pub(crate) fn word_for(&self, name: &str) -> String {
        free_word(&self.list(), name)
    }
}

/// A word made of a name that none of these servers has.
fn free_word(kept: &[Kept], name: &str) -> String {
    let is_taken = |word: &str| word == OWN_WORD || kept.iter().any(|it| it.word == word);
    let word = word(name);
    let mut numbered = (1_u32..).map(|number| match number {
        1 => word.clone(),
        _ => format!("{word}-{number}"),
    });
    let free = numbered.find(|word| !is_taken(word));
    free.expect("there are more numbers than servers")
}

/// Lower-case letters, digits and `-` (contract section 15.2).
fn word(name: &str) -> String {
    let lower = name.to_lowercase();
    let pieces = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let word: String = pieces.join("-").chars().take(LONGEST_WORD).collect();
    match word.trim_end_matches('-') {
        "" => "tools".to_owned(),
        word => word.to_owned(),
    }
}

impl Core {
    /// Changes what is kept of the servers of tools, on disk first. The engine is told which of them are programs.
    pub(crate) async fn change_tool_servers<T>(
        &self,
        change: impl FnOnce(&mut Vec<Kept>) -> Result<T>,
    ) -> Result<T> {
        let servers = &self.connections.tool_servers;
        let change = |kept: &mut Vec<Kept>| {
            let before = kept.clone();
            let changed = change(kept)?;
            Ok((changed, programs(&before) != programs(kept)))
        };
        let (changed, are_other) = servers.change(self, change).await?;
        if are_other {
            self.tell_engine().await;
        }
        Ok(changed)
    }

    /// Takes in the servers of another record that are not here. The values of their headers are not in it.
    pub(crate) async fn take_in_tool_servers(&self, new: Vec<Kept>) -> Result<()> {
        self.change_tool_servers(|all| {
            for mut server in new {
                let is_here =
                    |known: &Kept| known.id == server.id || known.address == server.address;
                let is_sound = Uuid::parse_str(&server.id).is_ok()
                    && is_address(&server.address, !server.headers.is_empty());
                if server.program.is_none() && is_sound && !all.iter().any(is_here) {
                    server.word = free_word(all, &server.word);
                    all.push(server);
                }
            }
            Ok(())
        })
        .await
    }

    /// Keeps a server that has just answered, a new one or in place of the one with its id.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) async fn keep_tool_server(&self, server: Kept) -> Result<Kept> {
        let kept = self
            .change_tool_servers(|all| {
                match all.iter_mut().find(|known| known.id == server.id) {
                    Some(known) => known.clone_from(&server),
                    None => all.push(server.clone()),
                }
                Ok(server)
            })
            .await?;
        self.connections.tool_servers.note(&kept.id, None);
        Ok(kept)
    }

    /// Connects to a server and asks for its tools.
    ///
    /// # Errors
    /// `Invalid`, when its address or a header cannot be used; `WrongKey`, `Offline` or `Server`, when it does not
    /// answer as it should.
    pub(crate) async fn tools_of_server(
        &self,
        server: &Kept,
        headers: &SecretJson,
    ) -> Result<Vec<mcp::Listed>> {
        let settings = self.way_to(server, headers).await?;
        let launcher = self.launcher_of(server);
        let listed = mcp::tools(&settings, launcher.as_ref()).await;
        listed.map_err(|error| not_usable(&server.name, &error))
    }

    /// Calls a tool of a server, in the place of whoever asked for it.
    ///
    /// # Errors
    /// In words, when the server cannot be asked.
    pub(crate) async fn call_tool(
        &self,
        server: &Kept,
        tool: &str,
        arguments: Value,
    ) -> Result<interactions::ToolOutput> {
        let headers = self.headers_of(server).await?;
        let settings = self.way_to(server, &headers).await?;
        let launcher = self.launcher_of(server);
        let opened = mcp::Servers::connect(&[settings], launcher.as_ref(), &[]).await;
        let opened = opened.map_err(|error| not_usable(&server.name, &error))?;
        Ok(opened.call(&server.word, tool, arguments).await)
    }

    async fn way_to(&self, server: &Kept, headers: &SecretJson) -> Result<mcp::Settings> {
        let tool = McpServer {
            name: Some(server.word.clone()),
            url: Some(server.address.clone()),
            headers: server.program.is_none().then(|| headers.clone()),
            ..McpServer::default()
        };
        let settings = mcp::Settings::read(&tool)
            .map_err(|bad| errors::invalid(Sentence::quoted(bad.to_string())))?;
        match server.program {
            Some(_) => Ok(settings),
            None => Ok(settings.through(self.proxies(&server.address).await?)),
        }
    }

    /// What starts a server that is a program of this computer.
    fn launcher_of(&self, server: &Kept) -> Option<Arc<dyn Launch>> {
        let program = server.program.as_ref()?;
        Some(Arc::new(Launcher::new(self.host.engine(), program)))
    }

    /// The headers of a server with their values.
    ///
    /// # Errors
    /// `NoKeychain`, when they cannot be read, and `NoKey`, when they are not there any more.
    pub(crate) async fn headers_of(&self, server: &Kept) -> Result<SecretJson> {
        if server.headers.is_empty() {
            return Ok(SecretJson::map::<String, String>([]));
        }
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let kept = blocking(move || vault.key(&entry)).await?;
        let kept = match kept {
            Ok(kept) => kept,
            Err(vault::Error::NoSecretService { .. }) => None,
            Err(cause) => return Err(errors::keychain(&cause)),
        };
        let map = kept.and_then(|text| serde_json::from_str(text.expose_secret()).ok());
        let map: Map<String, Value> = map
            .ok_or_else(|| errors::error(ErrorCode::NoKey, say::headers_not_kept(&server.name)))?;
        Ok(SecretJson(Value::Object(map)))
    }

    /// Keeps the values of a server's headers.
    ///
    /// # Errors
    /// `NoKeychain`, when the keychain cannot take them.
    pub(crate) async fn keep_headers(
        &self,
        server: &Kept,
        headers: &SecretJson,
        keep: Keep,
    ) -> Result<()> {
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let text = SecretString::from(headers.0.to_string());
        let kept = match server.headers.is_empty() {
            true => blocking(move || vault.clear(&entry)).await?,
            false => blocking(move || vault.set(&entry, text, keep)).await?,
        };
        match kept {
            // Where no keychain is, nothing has to be forgotten.
            Err(vault::Error::NoSecretService { .. }) if server.headers.is_empty() => Ok(()),
            kept => kept.map_err(|cause| errors::keychain(&cause)),
        }
    }

    /// A server of tools as the window shows it.
    pub(crate) async fn tool_server_view(&self, server: &Kept) -> ToolServer {
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let key = match server.headers.is_empty() {
            true => KeyStatus::None,
            false => match blocking(move || Vault::status(&vault, &entry)).await {
                Ok(Ok(vault::Status::Keychain)) => KeyStatus::Keychain,
                Ok(Ok(vault::Status::Session)) => KeyStatus::Session,
                Ok(Ok(vault::Status::None) | Err(vault::Error::NoSecretService { .. })) => {
                    KeyStatus::None
                }
                _ => KeyStatus::Unreachable,
            },
        };
        ToolServer {
            id: server.id.clone(),
            name: server.name.clone(),
            word: server.word.clone(),
            address: server.address.clone(),
            host: match server.program {
                Some(_) => String::new(),
                None => host(&server.address),
            },
            is_here: server.program.is_some() || is_here(&server.address),
            program: server.program.as_ref().map(Started::view),
            headers: server.headers.clone(),
            key,
            tools: server.tools.iter().map(tool_view).collect(),
            answered_at: server.answered_at,
            failure: self.connections.tool_servers.failure(&server.id),
        }
    }

    /// A request as it goes out: what is recorded, with the headers that no record holds.
    ///
    /// # Errors
    /// `NoKey` and `NoKeychain`, when headers cannot be had.
    pub(crate) async fn with_headers(
        &self,
        mut request: CreateInteraction,
    ) -> Result<CreateInteraction> {
        for tool in &mut request.tools {
            let Tool::McpServer(declared) = tool else {
                continue;
            };
            // Name and address: headers go where the person meant them to go.
            let is_meant = |server: &Kept| {
                declared.name.as_deref() == Some(&server.word)
                    && declared.url.as_deref() == Some(&server.address)
            };
            let server = self.connections.tool_servers.all().into_iter();
            let Some(server) = server.filter(|it| !it.headers.is_empty()).find(is_meant) else {
                continue;
            };
            declared.headers = Some(self.headers_of(&server).await?);
        }
        Ok(request)
    }
}

/// What the engine on this computer is told of them.
fn programs(servers: &[Kept]) -> Vec<(&str, &Started)> {
    let programs = servers.iter();
    programs
        .filter_map(|server| Some((server.id.as_str(), server.program.as_ref()?)))
        .collect()
}

fn tool_view(tool: &KeptTool) -> ServerTool {
    ServerTool {
        name: tool.name.clone(),
        title: tool.plain_name(),
        about: tool.description.clone(),
        allowed: tool.is_allowed,
    }
}

fn not_usable(name: &str, error: &mcp::McpError) -> BridgeError {
    let code = match error.wants_key() {
        true => ErrorCode::WrongKey,
        false => ErrorCode::Server,
    };
    let reason = match error.fault() {
        Fault::Unreachable => say::tools_unreachable(),
        Fault::Refused(status) => say::tools_refused(status.to_string()),
        Fault::Status(status) => say::tools_status(status.to_string()),
        Fault::Late => say::tools_late(),
        Fault::Ended => say::tools_ended(),
        Fault::OtherProtocol => say::tools_other_protocol(),
        Fault::Said(_) | Fault::NotStarted(_) | Fault::Program(_) => {
            Sentence::quoted(error.reason())
        }
    };
    errors::error(code, say::tool_server_unusable(name, reason))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn listed(name: &str) -> mcp::Listed {
        mcp::Listed {
            name: name.to_owned(),
            title: None,
            description: None,
            parameters: json!({"type": "object"}),
        }
    }

    fn allowed(server: &Kept) -> Vec<&str> {
        server.allowed().map(|tool| tool.name.as_str()).collect()
    }

    #[test]
    fn a_tool_that_a_server_has_later_is_not_allowed_by_itself() {
        let mut server = Kept::default();
        server.take(vec![listed("find"), listed("delete")]);
        assert_eq!(allowed(&server), ["find", "delete"]);
        server.tools[1].is_allowed = false;
        server.take(vec![listed("send"), listed("delete"), listed("find")]);
        assert_eq!(allowed(&server), ["find"]);
    }

    #[test]
    fn a_function_keeps_its_name_whatever_else_is_allowed() {
        let mut server = Kept {
            word: "orders".to_owned(),
            ..Kept::default()
        };
        server.take(vec![listed("find it"), listed("find/it")]);
        let name = |server: &Kept| server.functions().pop().unwrap().0;
        assert_eq!(name(&server), "orders_find_it_2");
        server.tools[0].is_allowed = false;
        assert_eq!(name(&server), "orders_find_it_2");
    }

    #[test]
    fn a_word_is_one_that_the_service_takes_and_nobody_else_has() {
        let servers = ToolServers::default();
        assert_eq!(
            servers.word_for("Größte Orders (test)"),
            "gr-te-orders-test"
        );
        assert_eq!(servers.word_for("***"), "tools");
        assert_eq!(servers.word_for("Errand"), "errand-2");
        assert!(servers.word_for(&"x".repeat(99)).len() <= LONGEST_WORD);
        let servers = ToolServers::of(vec![Kept {
            word: "orders".to_owned(),
            ..Kept::default()
        }]);
        assert_eq!(servers.word_for("orders"), "orders-2");
    }
}
