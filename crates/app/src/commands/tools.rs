//! Commands on the tools of conversations, and on tool servers.

use interactions::SecretJson;
use ledger::ConversationId;
use secrecy::ExposeSecret;
use serde_json::{Map, Value};
use uuid::Uuid;
use vault::KeyStorage;
use words::say;

use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::now;
use crate::errors::{self, Result};
use crate::model_servers;
use crate::tools::StoredToolServer;

/// Maximum number of headers of a server.
const MOST_HEADERS: usize = 20;

impl Backend {
    pub(super) async fn tools(&self, request: ToolsRequest) -> Result<ToolsView> {
        let conversation: Option<ConversationId> = request
            .conversation
            .as_deref()
            .map(|text| parse_id(text, say::conversation_gone))
            .transpose()?;
        self.core.tools_view(conversation, &request.who).await
    }

    pub(super) async fn set_tools(&self, request: SetTools) -> Result<()> {
        let conversation = parse_id(&request.conversation, say::conversation_gone)?;
        self.core.keep_tools(conversation, request.tools).await
    }

    pub(super) async fn ask_again(&self, text: String) -> Result<()> {
        let conversation: ConversationId = parse_id(&text, say::conversation_gone)?;
        self.core
            .ledger(move |ledger| ledger.allow_nothing(conversation))
            .await
    }

    pub(super) async fn choose_tool_folder(&self, (): ()) -> Result<Option<String>> {
        let Some(folder) = self.core.host.pick_folder_to_read().await else {
            return Ok(None);
        };
        let path = folder
            .to_str()
            .map(str::to_owned)
            .ok_or_else(|| errors::error(ErrorCode::File, say::folder_name_signs()))?;
        let noted = path.clone();
        self.core
            .ledger(move |ledger| ledger.note_picked_folder(&noted))
            .await?;
        Ok(Some(path))
    }

    pub(super) async fn tool_servers(&self, (): ()) -> Result<Vec<ToolServer>> {
        let mut views = Vec::new();
        for server in self.core.connections.tool_servers.all() {
            views.push(self.core.tool_server_view(&server).await);
        }
        Ok(views)
    }

    pub(super) async fn connect_tool_server(
        &self,
        request: ConnectToolServer,
    ) -> Result<ToolServer> {
        let core = &self.core;
        let servers = &core.connections.tool_servers;
        let mut server = match &request.id {
            Some(id) => servers.known(id)?,
            None => StoredToolServer::default(),
        };
        let before = server.clone();
        server.address =
            model_servers::checked_address(&request.address, !request.headers.is_empty())?;
        let host = screen::view::host::host(&server.address);
        server.name = match request.name.trim() {
            "" => host,
            name => name.to_owned(),
        };
        if request.id.is_none() {
            server.id = Uuid::new_v4().to_string();
            server.word = servers.word_for(&server.name);
        }
        let headers = self
            .typed_headers(&before, &server, &request.headers)
            .await?;
        server.headers = headers
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect();
        let headers = SecretJson(headers);
        server.update_tools(core.tools_of_server(&server, &headers).await?, now());
        let keep = match request.session_only {
            true => KeyStorage::Session,
            false => KeyStorage::Keychain,
        };
        if !(server.headers.is_empty() && before.headers.is_empty()) {
            core.keep_headers(&server, &headers, keep).await?;
            server.headers_changed_at = now();
        }
        let kept = core.keep_tool_server(server).await?;
        self.runs.network_back();
        Ok(core.tool_server_view(&kept).await)
    }

    /// Returns the typed headers; an empty value stands for the stored one, which is only used for the server that it
    /// was typed for.
    async fn typed_headers(
        &self,
        before: &StoredToolServer,
        server: &StoredToolServer,
        typed: &[TypedHeader],
    ) -> Result<Value> {
        if typed.len() > MOST_HEADERS {
            return Err(errors::invalid(say::too_many_headers()));
        }
        let is_same =
            crate::servers::origin(&before.address) == crate::servers::origin(&server.address);
        let kept = match is_same && !before.headers.is_empty() {
            true => self.core.headers_of(before).await.map(|kept| kept.0),
            false => Ok(Value::Null),
        };
        let mut headers = Map::new();
        for header in typed {
            let name = header.name.trim().to_ascii_lowercase();
            let value = header.value.0.expose_secret().trim();
            if name.is_empty() && value.is_empty() {
                continue;
            }
            let value = match value.is_empty() {
                false => Value::from(value),
                true => {
                    let kept = kept.as_ref().map_err(Clone::clone)?;
                    kept.get(&name)
                        .cloned()
                        .ok_or_else(|| errors::invalid(say::header_empty(&name)))?
                }
            };
            headers.insert(name, value);
        }
        Ok(Value::Object(headers))
    }

    pub(super) async fn check_tool_server(&self, id: String) -> Result<ToolServer> {
        let core = &self.core;
        let servers = &core.connections.tool_servers;
        let server = servers.known(&id)?;
        let checked = async {
            let headers = core.headers_of(&server).await?;
            core.tools_of_server(&server, &headers).await
        };
        match checked.await {
            Ok(listed) => {
                servers.set_failure(&id, None);
                core.change_tool_servers(|all| {
                    if let Some(known) = all.iter_mut().find(|known| known.id == id) {
                        known.update_tools(listed, now());
                    }
                    Ok(())
                })
                .await?;
            }
            Err(error) => servers.set_failure(&id, Some(error)),
        }
        Ok(core.tool_server_view(&servers.known(&id)?).await)
    }

    pub(super) async fn choose_server_tools(
        &self,
        request: ChooseServerTools,
    ) -> Result<ToolServer> {
        let core = &self.core;
        core.change_tool_servers(|all| {
            let mut all = all.iter_mut();
            if let Some(known) = all.find(|known| known.id == request.server) {
                for tool in &mut known.tools {
                    tool.is_allowed = request.tools.contains(&tool.name);
                }
            }
            Ok(())
        })
        .await?;
        let server = core.connections.tool_servers.known(&request.server)?;
        Ok(core.tool_server_view(&server).await)
    }

    pub(super) async fn remove_tool_server(&self, id: String) -> Result<()> {
        let core = &self.core;
        let mut server = core.connections.tool_servers.known(&id)?;
        if !server.headers.is_empty() {
            server.headers = Vec::new();
            let nothing = SecretJson(Value::Object(Map::new()));
            core.keep_headers(&server, &nothing, KeyStorage::Session)
                .await?;
        }
        core.change_tool_servers(|all| {
            all.retain(|known| known.id != id);
            Ok(())
        })
        .await?;
        core.connections.tool_servers.set_failure(&id, None);
        Ok(())
    }
}
