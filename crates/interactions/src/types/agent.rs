//! Custom agents (contract section 10).

use super::config::AgentConfig;
use super::environment::EnvironmentSpec;
use super::ids::AgentId;
use super::tool::Tool;

objects! {
    /// A custom agent on top of a built-in one (contract section 10).
    pub struct Agent {
        /// Chosen by the caller, unique in the project.
        pub id: Option<AgentId>,
        /// The built-in agent.
        pub base_agent: Option<AgentId>,
        /// The agent's purpose.
        pub description: Option<String>,
        /// The system instructions.
        pub system_instruction: Option<String>,
        /// The permitted tools: code_execution, function, google_search, mcp_server, url_context.
        pub tools: Vec<Tool>,
        /// The sandbox that each call forks.
        pub base_environment: Option<EnvironmentSpec>,
        /// Configuration of the built-in agent.
        pub agent_config: Option<AgentConfig>,
    }

    /// A page of agents (section 10).
    pub struct AgentList {
        /// The agents.
        pub agents: Vec<Agent>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}
