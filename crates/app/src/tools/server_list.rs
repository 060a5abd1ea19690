//! The list of tool servers: read, changed and imported, with a unique word for each server.

use uuid::Uuid;
use words::say;

use super::program_command::ProgramCommand;
use super::servers::{StoredTool, StoredToolServer};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::stored::{List, StoredList};
use crate::transfers::is_address;

/// A reserved word: a server with it could be confused with Errand's own functions.
const RESERVED_WORD: &str = "errand";
/// Maximum number of letters of a server's word, which is a prefix of its function names.
const LONGEST_WORD: usize = 24;

impl List for Vec<StoredToolServer> {
    const KEY: &'static str = archive::format::TOOL_SERVERS;
    type Item = StoredToolServer;

    fn items(&self) -> &[StoredToolServer] {
        self
    }

    fn id(server: &StoredToolServer) -> &str {
        &server.id
    }
}

/// The servers, in the order in which they were added.
pub(crate) type ToolServers = StoredList<Vec<StoredToolServer>>;

impl ToolServers {
    /// Returns the server with this id.
    ///
    /// # Errors
    /// `NotFound`, if there is none.
    pub(crate) fn known(&self, id: &str) -> Result<StoredToolServer> {
        self.get(id)
            .ok_or_else(|| errors::not_found(say::tool_server_gone()))
    }

    /// Returns the server and the tool of a function.
    pub(crate) fn tool_of(&self, function: &str) -> Option<(StoredToolServer, StoredTool)> {
        self.list().iter().find_map(|server| {
            let functions = server.functions().into_iter();
            let mut found = functions.filter(|(name, _)| name == function);
            found.next().map(|(_, tool)| (server.clone(), tool.clone()))
        })
    }

    /// Returns a word for a new server that no other server has.
    pub(crate) fn word_for(&self, name: &str) -> String {
        free_word(&self.list(), name)
    }
}

/// Makes a word of a name that none of these servers has.
fn free_word(stored: &[StoredToolServer], name: &str) -> String {
    let is_taken = |word: &str| word == RESERVED_WORD || stored.iter().any(|it| it.word == word);
    let word = word(name);
    let mut numbered = (1_u32..).map(|number| match number {
        1 => word.clone(),
        _ => format!("{word}-{number}"),
    });
    let free = numbered.find(|word| !is_taken(word));
    free.expect("there are more numbers than servers")
}

/// Converts a name to lower-case letters, digits and `-` (contract section 15.2).
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
    /// Changes the stored tool servers, on disk first. The engine is told which of them are programs, and schedules are
    /// polled, because their requests name tool servers.
    pub(crate) async fn change_tool_servers<T>(
        &self,
        change: impl FnOnce(&mut Vec<StoredToolServer>) -> Result<T>,
    ) -> Result<T> {
        let servers = &self.connections.tool_servers;
        let change = |stored: &mut Vec<StoredToolServer>| {
            let before = stored.clone();
            let changed = change(stored)?;
            Ok((changed, programs(&before) != programs(stored)))
        };
        let (changed, are_other) = servers.change(self, change).await?;
        if are_other {
            self.configure_engine().await;
        }
        self.schedules.request_poll();
        Ok(changed)
    }

    /// Adds the servers of another record that are not here. The record does not contain the values of their headers.
    pub(crate) async fn import_tool_servers(&self, new: Vec<StoredToolServer>) -> Result<()> {
        self.change_tool_servers(|all| {
            for mut server in new {
                let is_here = |known: &StoredToolServer| {
                    known.id == server.id || known.address == server.address
                };
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

    /// Stores a server that has just answered, as a new one or in place of the one with its id.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub(crate) async fn keep_tool_server(
        &self,
        server: StoredToolServer,
    ) -> Result<StoredToolServer> {
        let stored = self
            .change_tool_servers(|all| {
                match all.iter_mut().find(|known| known.id == server.id) {
                    Some(known) => known.clone_from(&server),
                    None => all.push(server.clone()),
                }
                Ok(server)
            })
            .await?;
        self.connections.tool_servers.set_failure(&stored.id, None);
        Ok(stored)
    }
}

/// Returns the servers that are programs, as the engine is told of them.
fn programs(servers: &[StoredToolServer]) -> Vec<(&str, &ProgramCommand)> {
    let programs = servers.iter();
    programs
        .filter_map(|server| Some((server.id.as_str(), server.program.as_ref()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let servers = ToolServers::of(vec![StoredToolServer {
            word: "orders".to_owned(),
            ..StoredToolServer::default()
        }]);
        assert_eq!(servers.word_for("orders"), "orders-2");
    }
}
