//! The tools of a conversation: which are available, how a request declares them, and how calls are carried out.
//!
//! A tool is run by the server of the conversation (web search, code, a tool server that is called without asking),
//! or by Errand itself, as a function (contract section 15.1): programs of this computer, and tool servers that ask
//! before each use. The second kind is carried out when the person approves it.

mod calendar;
mod calls;
mod declared;
mod echo;
mod folder;
mod offers;
mod program_command;
mod programs;
mod server_calls;
mod server_headers;
mod server_list;
mod servers;
mod stores;
mod urls;
mod waiting;

use ledger::{ConversationId, RunId};

use crate::bridge::{Engine, Role, Tools, ToolsView, UsedServer, Who};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::network::is_here;
use crate::who;

pub(crate) use echo::without_headers;
pub(crate) use offers::tools_of_agent;
pub(crate) use program_command::{ProgramCommand, proposed};
pub(crate) use server_list::ToolServers;
pub(crate) use servers::StoredToolServer;
pub(crate) use stores::FileStores;
pub(crate) use waiting::handle_waiting_turns;

use offers::{OfferContext, Offers};
use words::say;

impl Core {
    /// Returns the tools of a conversation and which of them the chosen model or agent can use.
    ///
    /// # Errors
    /// `NotFound`, when no model or agent has this id, and when the ledger cannot be read.
    pub(crate) async fn tools_view(
        &self,
        conversation: Option<ConversationId>,
        who: &str,
    ) -> Result<ToolsView> {
        let offers = self.tool_offers(who).await?;
        let (chosen, allowed) = match conversation {
            None => (None, Vec::new()),
            Some(id) => {
                let allowed = self.ledger(move |ledger| ledger.allowed(id)).await?;
                (self.chosen_tools(id).await?, allowed)
            }
        };
        let servers = self.connections.tool_servers.all();
        Ok(ToolsView {
            chosen: chosen.map(|chosen| offers.usable(chosen, &servers)),
            usual: offers.usual(&servers),
            bound: offers.bound(&servers),
            offers: offers.list(),
            allowed: allowed
                .iter()
                .map(|function| self.title_of_function(function))
                .collect(),
        })
    }

    /// Returns the tools that a request to a model or agent declares: those of the conversation, or `new` for a
    /// conversation that begins.
    ///
    /// # Errors
    /// `Invalid`, when a folder is named that the person did not pick, and when the ledger cannot be read.
    pub(crate) async fn tools_for(
        &self,
        conversation: Option<ConversationId>,
        new: Option<&Tools>,
        who: &str,
    ) -> Result<Vec<interactions::Tool>> {
        let chosen = match conversation {
            Some(id) => self.chosen_tools(id).await?,
            None => new.cloned(),
        };
        if let Some(chosen) = &chosen {
            self.check_folder(chosen).await?;
        }
        let offers = self.tool_offers(who).await?;
        let servers = self.connections.tool_servers.all();
        let stores = self.usable_stores();
        let only_here = |mut tools: Tools| {
            tools
                .servers
                .retain(|used| servers.iter().any(|server| server.id == used.server));
            tools
                .stores
                .retain(|used| stores.iter().any(|store| store.id == *used));
            tools
        };
        let chosen = chosen.map(|chosen| only_here(offers.usable(chosen, &servers)));
        let usual = only_here(offers.usual(&servers));
        let is_usual = chosen.as_ref().is_none_or(|it| *it == usual);
        // An agent gets its usual tools if the request declares none. Tool servers are always declared: their headers
        // only go along with a request, and Errand only carries out functions that the request declared.
        if offers.is_agent && is_usual && usual.servers.is_empty() {
            return Ok(Vec::new());
        }
        let tools = chosen.unwrap_or(usual);
        Ok(declared::declared(&tools, &servers, &stores))
    }

    /// Returns the declarations of the tool servers of one of the person's own agents, for its definition at an engine.
    pub(crate) fn servers_of_agent(
        &self,
        engine: Engine,
        calls_functions: bool,
        used: &[UsedServer],
    ) -> Vec<interactions::Tool> {
        let offers = Offers::of(&OfferContext {
            engine,
            is_agent: true,
            role: Role::Own,
            calls_functions: Some(calls_functions),
            own: None,
            web_search: false,
            can_search: false,
            is_served_here: self.is_served_here(engine),
        });
        let servers = self.connections.tool_servers.all();
        let tools = Tools {
            servers: offers.usable_servers(used.to_vec(), &servers),
            ..Tools::default()
        };
        declared::declared(&tools, &servers, &[])
    }

    /// Returns true if the server of an engine is on this computer, and so reaches tool servers on this computer.
    fn is_served_here(&self, engine: Engine) -> bool {
        engine == Engine::Local || is_here(&self.base_url())
    }

    /// Returns the tools that a turn was sent with.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn tools_of_turn(&self, run: RunId) -> Result<Vec<interactions::Tool>> {
        let sent = self.request_of(run).await?;
        Ok(sent.map(|sent| sent.tools).unwrap_or_default())
    }

    /// Stores the tools of a conversation.
    ///
    /// # Errors
    /// `Invalid`, when a folder is named that the person did not pick, and when the ledger cannot be written.
    pub(crate) async fn keep_tools(
        &self,
        conversation: ConversationId,
        tools: Option<Tools>,
    ) -> Result<()> {
        if let Some(tools) = &tools {
            self.check_folder(tools).await?;
        }
        let json = tools
            .map(serde_json::to_value)
            .transpose()
            .map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| ledger.set_tools(conversation, json.as_ref()))
            .await
    }

    /// Returns the stored tools of a conversation.
    async fn chosen_tools(&self, conversation: ConversationId) -> Result<Option<Tools>> {
        let kept = self
            .ledger(move |ledger| ledger.tools(conversation))
            .await?;
        Ok(kept.and_then(|json| serde_json::from_value(json).ok()))
    }

    /// A path from the window is only valid if the person picked it in a dialog of the desktop.
    async fn check_folder(&self, tools: &Tools) -> Result<()> {
        match tools.folder.clone() {
            Some(folder) => self.check_picked(folder).await,
            None => Ok(()),
        }
    }

    /// Checks that the person picked this folder.
    ///
    /// # Errors
    /// `Invalid`, when the person did not pick it.
    pub(crate) async fn check_picked(&self, folder: String) -> Result<()> {
        let is_picked = self
            .ledger(move |ledger| ledger.is_picked_folder(&folder))
            .await?;
        is_picked
            .then_some(())
            .ok_or_else(|| errors::invalid(say::pick_folder_again()))
    }

    async fn tool_offers(&self, id: &str) -> Result<Offers> {
        let (engine, is_agent, target) =
            who::parse(id).ok_or_else(|| errors::not_found(say::who_gone()))?;
        let known = self.who().await.everyone.into_iter().find(|it| it.id == id);
        let role = known.as_ref().map_or_else(
            || match is_agent {
                true => Role::Own,
                false => who::model_role(engine, target),
            },
            |known| known.role,
        );
        let own = match &known {
            Some(Who { own: Some(own), .. }) => match own.agent.parse() {
                Ok(agent) => Some(self.agent_draft(agent).await?.tools),
                Err(_) => None,
            },
            _ => None,
        };
        Ok(Offers::of(&OfferContext {
            engine,
            is_agent,
            role,
            calls_functions: known.and_then(|known| known.can.tools),
            own,
            web_search: self.settings().web_search,
            can_search: self.connections.search_server.is_named(),
            is_served_here: self.is_served_here(engine),
        }))
    }
}
