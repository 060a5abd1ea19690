//! Custom agents (contract section 10).

use super::config::AgentConfig;
use super::environment::EnvironmentSpec;
use super::ids::AgentId;
use super::tool::Tool;

objects! {
    /// An agent of one's own on top of a built-in one (contract section 10).
    pub struct Agent {
        /// Chosen by the caller, unique in the project.
        pub id: Option<AgentId>,
        /// The built-in agent.
        pub base_agent: Option<AgentId>,
        /// What it is for.
        pub description: Option<String>,
        /// How it behaves.
        pub system_instruction: Option<String>,
        /// What it may use: code_execution, function, google_search, mcp_server, url_context.
        pub tools: Vec<Tool>,
        /// The sandbox that each call forks.
        pub base_environment: Option<EnvironmentSpec>,
        /// How the built-in agent works.
        pub agent_config: Option<AgentConfig>,
    }

    /// A page of agents (section 10).
    pub struct AgentList {
        /// The agents.
        pub agents: Vec<Agent>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}
