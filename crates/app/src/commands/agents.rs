//! Commands on agents of the person's own.

use std::path::PathBuf;

use ledger::OwnAgentId;
use screen::lock;
use words::say;

use super::parse_id;
use crate::PickPurpose;
use crate::agents::reading::AgentContent;
use crate::agents::{check, share};
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};
use crate::who;

impl Backend {
    pub(super) async fn agents(&self, (): ()) -> Result<Agents> {
        let core = &self.core;
        core.queue_unused_versions().await;
        let own = core.own_agents().await?;
        let (foreign, self_hosted) = core.foreign_agents().await?;
        Ok(Agents {
            own: own.iter().map(crate::agents::OwnAgent::line).collect(),
            foreign,
            self_hosted,
        })
    }

    pub(super) async fn agent(&self, text: String) -> Result<AgentDraft> {
        let agent: OwnAgentId = parse_id(&text, say::agent_gone)?;
        self.core.agent_draft(agent).await
    }

    pub(super) async fn save_agent(&self, request: SaveAgent) -> Result<AgentLine> {
        let agent: Option<OwnAgentId> = request
            .id
            .as_deref()
            .map(|text| parse_id(text, say::agent_gone))
            .transpose()?;
        self.core.keep_agent(agent, request.draft).await
    }

    pub(super) async fn delete_agent(&self, text: String) -> Result<()> {
        let agent: OwnAgentId = parse_id(&text, say::agent_gone)?;
        self.core.delete_agent(agent).await
    }

    pub(super) async fn try_agent(&self, request: TryAgent) -> Result<SendResult> {
        let TryAgent {
            draft,
            engine,
            text,
        } = request;
        if text.trim().is_empty() {
            return Err(errors::invalid(say::agent_say_what()));
        }
        let network = draft.network.clone();
        let tools = self.core.trial_tools(engine, &draft)?;
        let api_id = self.core.trial_at(engine, draft).await?;
        self.submit(SendRequest {
            conversation: None,
            parent: None,
            who: who::entry_id(engine, true, &api_id),
            text,
            attachments: Vec::new(),
            network,
            leaving: None,
            draft: None,
            options: Options::default(),
            tools,
        })
        .await
    }

    pub(super) async fn read_for_agent(&self, request: ReadRequest) -> Result<ReadForAgent> {
        let core = &self.core;
        let found = match request {
            ReadRequest::Files { skills } => {
                read_paths(core.host.pick_files(PickPurpose::Skills).await, skills).await?
            }
            ReadRequest::Folder { skills } => {
                let folder = core.host.pick_folder_to_read().await;
                read_paths(folder.into_iter().collect(), skills).await?
            }
            ReadRequest::Kept { files, skills } => {
                let mut found = AgentContent::default();
                for file in files {
                    let sha256 = file.sha256.clone();
                    let bytes = core.files(move |store| store.read(&sha256)).await?;
                    found.take_file(&file.name, bytes, skills);
                }
                found
            }
        };
        core.store_content(found).await
    }

    pub(super) async fn share_agent(&self, text: String) -> Result<SaveResult> {
        let core = &self.core;
        let agent: OwnAgentId = parse_id(&text, say::agent_gone)?;
        let draft = core.agent_draft(agent).await?;
        let servers = core.connections.tool_servers.all();
        let servers = share::servers_of(&draft, &servers);
        let file = share::write(&draft, &core.bytes_of_agent(&draft).await?, servers)?;
        let Some(folder) = core.host.pick_folder().await else {
            return Ok(SaveResult {
                folder: None,
                paths: Vec::new(),
            });
        };
        let name = artifacts::safe_name(&format!("{}{}", draft.name, share::EXTENSION));
        let into = folder.clone();
        let path = core
            .files(move |store| {
                let kept = store.put_bytes(&file)?;
                store.export(&kept.sha256, &into, &name)
            })
            .await?;
        let mut saved = lock(&core.files.saved);
        saved.insert(folder.clone());
        saved.insert(path.clone());
        Ok(SaveResult {
            folder: Some(folder.display().to_string()),
            paths: vec![path.display().to_string()],
        })
    }

    pub(super) async fn open_agent(&self, (): ()) -> Result<Option<OpenedAgent>> {
        match self
            .core
            .host
            .pick_files(PickPurpose::Agent)
            .await
            .into_iter()
            .next()
        {
            Some(path) => self.read_agent(path).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn opened_agent(&self, (): ()) -> Result<Option<OpenedAgent>> {
        let opened = lock(&self.core.agent_file).take();
        match opened {
            Some(path) => self.read_agent(path).await.map(Some),
            None => Ok(None),
        }
    }

    /// Reads an agent from a file; its skills and files are kept as those of a draft are.
    async fn read_agent(&self, path: PathBuf) -> Result<OpenedAgent> {
        let core = &self.core;
        let opened = blocking(move || {
            let failed = |cause| errors::file(say::file_not_read, &path, &cause);
            if std::fs::metadata(&path).map_err(failed)?.len() > share::MAX_SIZE {
                return Err(check::too_large(&path.display().to_string()));
            }
            share::read(&std::fs::read(&path).map_err(failed)?)
        });
        let opened = opened.await??;
        for bytes in opened.bytes.into_values() {
            core.files(move |store| store.put_bytes(&bytes)).await?;
        }
        let servers = core.connections.tool_servers.all();
        Ok(share::with_servers(opened.draft, opened.servers, &servers))
    }
}

async fn read_paths(paths: Vec<PathBuf>, skills: bool) -> Result<AgentContent> {
    blocking(move || {
        let mut found = AgentContent::default();
        for path in paths {
            found.take_path(&path, skills);
        }
        found
    })
    .await
}
