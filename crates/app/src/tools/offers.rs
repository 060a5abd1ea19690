//! Decides which tools a model or agent can use; tools that the service refuses are not offered, with a reason
//! (contract sections 3.5 and 7).

use words::{Sentence, say};

use super::servers::StoredToolServer;
use crate::bridge::{
    AgentTools, BoundServer, Engine, OfferState, Role, ToolKind, ToolOffer, Tools, UsedServer,
};
use crate::network::is_here;

use OfferState::{Always, Offered};
use ToolKind::{Code, Maps, Pages, Pictures, Programs, Search, Servers, ServersUnasked, Stores};

/// All kinds of tools, in display order.
const KINDS: [ToolKind; 9] = [
    Search,
    Pictures,
    Pages,
    Maps,
    Code,
    Stores,
    Servers,
    ServersUnasked,
    Programs,
];

/// The model or agent that will use the tools, and its circumstances.
#[derive(Debug, Clone)]
pub(super) struct OfferContext {
    pub(super) engine: Engine,
    pub(super) is_agent: bool,
    pub(super) role: Role,
    /// True if the model can call functions; `None` if unknown.
    pub(super) calls_functions: Option<bool>,
    /// The tools of one of the person's own agents.
    pub(super) own: Option<AgentTools>,
    /// True if web search is on by default in the settings.
    pub(super) web_search: bool,
    /// True if a search server is named for this computer.
    pub(super) can_search: bool,
    /// True if the server of the model or agent is on this computer.
    pub(super) is_served_here: bool,
}

/// The tools that a model or agent can use.
#[derive(Debug)]
pub(super) struct Offers {
    states: [OfferState; KINDS.len()],
    /// The tools when nothing is chosen, with all tool servers.
    usual: Tools,
    pub(super) is_agent: bool,
    engine: Engine,
    is_served_here: bool,
}

impl Offers {
    pub(super) fn of(context: &OfferContext) -> Self {
        Self {
            states: KINDS.map(|kind| state(context, kind)),
            usual: default_tools(context),
            is_agent: context.is_agent,
            engine: context.engine,
            is_served_here: context.is_served_here,
        }
    }

    /// Returns the offers as the window shows them.
    pub(super) fn list(&self) -> Vec<ToolOffer> {
        let all = KINDS.iter().zip(&self.states);
        all.map(|(&kind, state)| ToolOffer {
            kind,
            state: state.clone(),
        })
        .collect()
    }

    /// Reduces the chosen tools to those that can be used. Tool servers and file stores that are not here stay, so that
    /// the window can say so; a request declares none of them.
    pub(super) fn usable(&self, chosen: Tools, servers: &[StoredToolServer]) -> Tools {
        let has = |kind, wanted| match self.state(kind) {
            Offered => wanted,
            Always => true,
            OfferState::Refused { .. } => false,
        };
        let programs = has(Programs, true);
        let searched = has(Stores, true);
        Tools {
            search: has(Search, chosen.search),
            pictures: has(Pictures, chosen.pictures),
            pages: has(Pages, chosen.pages),
            maps: has(Maps, chosen.maps),
            code: has(Code, chosen.code),
            stores: chosen.stores.into_iter().filter(|_| searched).collect(),
            servers: self.usable_servers(chosen.servers, servers),
            programs: chosen.programs.into_iter().filter(|_| programs).collect(),
            folder: chosen.folder,
        }
    }

    /// Reduces tool servers to those of the kinds that can be used. Those that can only be used by asking, ask.
    pub(super) fn usable_servers(
        &self,
        used: Vec<UsedServer>,
        servers: &[StoredToolServer],
    ) -> Vec<UsedServer> {
        let usable = used.into_iter().filter_map(|used| {
            let server = servers.iter().find(|it| it.id == used.server);
            let is_bound = server.is_some_and(|server| self.why_bound(server).is_some());
            let asks = used.asks || is_bound;
            let kind = if asks { Servers } else { ServersUnasked };
            let is_refused = matches!(self.state(kind), OfferState::Refused { .. });
            (!is_refused).then_some(UsedServer { asks, ..used })
        });
        usable.collect()
    }

    /// Returns the tools when nothing is chosen.
    pub(super) fn usual(&self, servers: &[StoredToolServer]) -> Tools {
        Tools {
            servers: self.usable_servers(self.usual.servers.clone(), servers),
            ..self.usual.clone()
        }
    }

    /// Returns the tool servers that can only be used by asking before each call.
    pub(super) fn bound(&self, servers: &[StoredToolServer]) -> Vec<BoundServer> {
        let bound = |server: &StoredToolServer| {
            Some(BoundServer {
                server: server.id.clone(),
                why: self.why_bound(server)?,
            })
        };
        servers.iter().filter_map(bound).collect()
    }

    /// Returns why the server of the conversation cannot call this tool server itself; `None` if it can.
    fn why_bound(&self, server: &StoredToolServer) -> Option<Sentence> {
        if server.program.is_some() {
            let is_elsewhere = self.engine != Engine::Local;
            return is_elsewhere.then(say::bound_program);
        }
        if !self.is_served_here && is_here(&server.address) {
            return Some(say::bound_here());
        }
        // The engine stores its requests, so they must not contain headers.
        let is_written_down = self.engine == Engine::Local && !server.headers.is_empty();
        is_written_down.then(say::bound_headers)
    }

    fn state(&self, kind: ToolKind) -> &OfferState {
        let at = KINDS.iter().position(|known| *known == kind);
        &self.states[at.expect("every kind is in the list")]
    }
}

fn refused(why: Sentence) -> OfferState {
    OfferState::Refused { why }
}

fn state(context: &OfferContext, kind: ToolKind) -> OfferState {
    if context.engine == Engine::Local {
        return local_state(context, kind);
    }
    match (context.role, kind) {
        (Role::Quick | Role::Thinker, _) => Offered,
        // Agents take the search without its kinds (contract sections 3.5 and 10).
        (Role::Worker | Role::Own | Role::Researcher, Pictures) => {
            refused(say::offer_agent_no_pictures())
        }
        // Section 3.5, rule 8, and section 10.
        (Role::Worker | Role::Own, Maps) => refused(say::offer_worker_no_map()),
        (Role::Worker | Role::Own, Stores) => refused(say::offer_worker_no_stores()),
        (Role::Worker, Code) => Always,
        (Role::Worker | Role::Own, _) => Offered,
        // Section 3.5, rule 7, and section 7.
        (Role::Researcher, Search | Pages | Code) => Always,
        (Role::Researcher, Maps) => refused(say::offer_research_no_map()),
        (Role::Researcher, Stores | ServersUnasked) => Offered,
        (Role::Researcher, Servers | Programs) => refused(say::offer_research_asks_nothing()),
        (Role::Painter | Role::Speaker | Role::Filmmaker, _) => refused(say::offer_makes_media()),
        (Role::Other, _) => refused(say::offer_unknown()),
    }
}

/// Returns the state of a tool on this computer's engine.
fn local_state(context: &OfferContext, kind: ToolKind) -> OfferState {
    match kind {
        Search | Pages | Servers | ServersUnasked | Programs
            if context.calls_functions == Some(false) =>
        {
            refused(say::offer_no_functions())
        }
        Search if !context.can_search => refused(say::offer_local_name_search()),
        Pictures => refused(say::offer_local_no_pictures()),
        Maps => refused(say::offer_local_no_map()),
        Stores => refused(say::offer_local_no_stores()),
        Code if context.is_agent => Always,
        Code => refused(say::offer_local_code()),
        Search | Pages | Servers | ServersUnasked | Programs => Offered,
    }
}

/// Returns search and pages, on or off.
fn on_the_web(on: bool) -> Tools {
    Tools {
        search: on,
        pages: on,
        ..Tools::default()
    }
}

/// Returns the tools of one of the person's own agents as those of a conversation.
pub(crate) fn tools_of_agent(own: &AgentTools) -> Tools {
    Tools {
        search: own.search,
        pages: own.pages,
        code: own.code,
        servers: own.servers.clone(),
        ..Tools::default()
    }
}

fn default_tools(context: &OfferContext) -> Tools {
    match (context.engine, context.role, &context.own) {
        (Engine::Local, _, own) => {
            let on_the_web = context.web_search && !context.is_agent;
            let own = own.as_ref().map(tools_of_agent);
            let wanted = own.unwrap_or_else(|| self::on_the_web(on_the_web));
            let has = |kind, wanted| wanted && local_state(context, kind) == Offered;
            Tools {
                search: has(Search, wanted.search),
                pages: has(Pages, wanted.pages),
                code: context.is_agent,
                ..wanted
            }
        }
        (_, Role::Quick | Role::Thinker, _) => on_the_web(context.web_search),
        (_, Role::Own, Some(own)) => tools_of_agent(own),
        (_, Role::Worker | Role::Own | Role::Researcher, _) => Tools {
            code: true,
            ..on_the_web(true)
        },
        _ => Tools::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(engine: Engine, is_agent: bool, role: Role) -> OfferContext {
        OfferContext {
            engine,
            is_agent,
            role,
            calls_functions: None,
            own: None,
            web_search: false,
            can_search: false,
            is_served_here: false,
        }
    }

    fn everything() -> Tools {
        Tools {
            search: true,
            pictures: true,
            pages: true,
            maps: true,
            code: true,
            stores: vec!["store".to_owned()],
            servers: vec![UsedServer {
                server: "orders".to_owned(),
                asks: true,
            }],
            programs: vec![crate::bridge::Program::Page],
            folder: None,
        }
    }

    fn server(address: &str) -> StoredToolServer {
        StoredToolServer {
            id: "orders".to_owned(),
            address: address.to_owned(),
            ..StoredToolServer::default()
        }
    }

    fn fits(context: &OfferContext, address: &str) -> Tools {
        Offers::of(context).usable(everything(), &[server(address)])
    }

    #[test]
    fn an_agent_with_a_sandbox_has_no_map_and_a_model_has_everything() {
        let model = context(Engine::Gemini, false, Role::Quick);
        assert_eq!(fits(&model, "https://a.test/mcp"), everything());
        let agent = context(Engine::Gemini, true, Role::Worker);
        let fitting = fits(&agent, "https://a.test/mcp");
        assert_eq!(
            fitting,
            Tools {
                pictures: false,
                maps: false,
                stores: vec![],
                ..everything()
            }
        );
    }

    #[test]
    fn research_has_nothing_that_asks() {
        let research = Offers::of(&context(Engine::Gemini, true, Role::Researcher));
        let servers = [server("https://a.test/mcp")];
        let fitting = research.usable(everything(), &servers);
        assert!(fitting.servers.is_empty() && fitting.programs.is_empty() && !fitting.maps);
        assert_eq!(fitting.stores, ["store"]);
        let mut unasked = everything();
        unasked.servers[0].asks = false;
        assert_eq!(research.usable(unasked, &servers).servers.len(), 1);
    }

    #[test]
    fn this_computer_searches_where_a_server_is_named_and_a_model_without_calls_has_no_tools() {
        let model = context(Engine::Local, false, Role::Quick);
        let fitting = fits(&model, "http://127.0.0.1:1/mcp");
        assert!(!fitting.search && fitting.pages && !fitting.maps && !fitting.code);
        assert!(!fitting.pictures);
        assert!(fitting.stores.is_empty());
        assert_eq!(fitting.programs.len(), 1);
        let model = OfferContext {
            can_search: true,
            ..model
        };
        assert!(fits(&model, "http://127.0.0.1:1/mcp").search);
        let usual = |web_search, can_search| {
            let context = OfferContext {
                web_search,
                can_search,
                ..model.clone()
            };
            let usual = Offers::of(&context).usual(&[]);
            (usual.search, usual.pages)
        };
        assert_eq!(usual(false, true), (false, false));
        assert_eq!(usual(true, true), (true, true));
        assert_eq!(usual(true, false), (false, true));
        let own = |can_search, calls_functions| {
            let context = OfferContext {
                own: Some(AgentTools {
                    code: true,
                    search: true,
                    pages: true,
                    servers: Vec::new(),
                }),
                can_search,
                calls_functions,
                ..context(Engine::Local, true, Role::Own)
            };
            let usual = Offers::of(&context).usual(&[]);
            (usual.search, usual.pages, usual.code)
        };
        assert_eq!(own(true, None), (true, true, true));
        assert_eq!(own(false, None), (false, true, true));
        assert_eq!(own(true, Some(false)), (false, false, true));
        let mute = OfferContext {
            calls_functions: Some(false),
            ..model
        };
        let fitting = fits(&mute, "http://127.0.0.1:1/mcp");
        assert_eq!(fitting, Tools::default());
    }

    #[test]
    fn a_server_that_only_errand_reaches_is_asked_for_before_each_use() {
        let agent = context(Engine::Gemini, true, Role::Worker);
        let mut wanted = everything();
        wanted.servers[0].asks = false;
        let asks = |context: &OfferContext, server: StoredToolServer| {
            let fitting = Offers::of(context).usable(wanted.clone(), &[server]);
            fitting.servers[0].asks
        };
        assert!(asks(&agent, server("http://127.0.0.1:1/mcp")));
        assert!(!asks(&agent, server("https://a.test/mcp")));
        let near = OfferContext {
            is_served_here: true,
            ..agent.clone()
        };
        assert!(!asks(&near, server("http://127.0.0.1:1/mcp")));
        let program = StoredToolServer {
            program: Some(crate::tools::ProgramCommand::default()),
            ..server("stdio:orders")
        };
        assert!(asks(&agent, program.clone()) && asks(&near, program.clone()));
        assert!(!asks(&context(Engine::Local, true, Role::Worker), program));
        let keyed = StoredToolServer {
            headers: vec!["authorization".to_owned()],
            ..server("https://a.test/mcp")
        };
        let local = context(Engine::Local, true, Role::Worker);
        assert!(asks(&local, keyed.clone()));
        assert!(!asks(&agent, keyed));
    }
}
