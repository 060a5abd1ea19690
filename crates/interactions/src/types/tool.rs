//! Tools of a request (contract section 7).

use serde_json::Value;

use super::config::AllowedTools;
use super::secret::{Secret, SecretJson};

tagged! {
    /// A tool that a model or an agent may use (contract section 7).
    #[expect(clippy::large_enum_variant, reason = "few exist at a time; a box would burden every caller")]
    pub enum Tool by "type", untagged by |_| None;
    /// A function of the client.
    Function(Function) = "function",
    /// Code execution by the service.
    CodeExecution(CodeExecution) = "code_execution",
    /// Fetching of web pages.
    UrlContext(UrlContext) = "url_context",
    /// Web search.
    GoogleSearch(GoogleSearch) = "google_search",
    /// Map search.
    GoogleMaps(GoogleMaps) = "google_maps",
    /// Search in stored files.
    FileSearch(FileSearch) = "file_search",
    /// Use of a screen, performed by the client (section 15.3).
    ComputerUse(ComputerUse) = "computer_use",
    /// A remote MCP server (section 15.2).
    McpServer(McpServer) = "mcp_server",
    /// Enterprise stores.
    Retrieval(Retrieval) = "retrieval",
    /// On-demand declaration of functions.
    ToolSearch(ToolSearch) = "tool_search",
}

objects! {
    /// A function of the client (section 7).
    pub struct Function {
        /// Name of the function.
        pub name: Option<String>,
        /// Description for the model.
        pub description: Option<String>,
        /// JSON schema of the arguments.
        pub parameters: Option<Value>,
        /// If true, the function is declared only when a tool search asks for it.
        pub defer_loading: Option<bool>,
        /// Description that a tool search shows.
        pub short_description: Option<String>,
    }

    /// Code execution by the service; no options (section 7).
    pub struct CodeExecution {}

    /// Fetching of web pages; no options (section 7).
    pub struct UrlContext {}

    /// Web search (section 7).
    pub struct GoogleSearch {
        /// `web_search`, `image_search`, `enterprise_web_search`.
        pub search_types: Vec<String>,
    }

    /// Map search (section 7).
    pub struct GoogleMaps {
        /// True to return a widget token.
        pub enable_widget: Option<bool>,
        /// Latitude in degrees.
        pub latitude: Option<f64>,
        /// Longitude in degrees.
        pub longitude: Option<f64>,
    }

    /// Search in stored files (section 7).
    pub struct FileSearch {
        /// Names of the stores.
        pub file_search_store_names: Vec<String>,
        /// Filter on the files' metadata.
        pub metadata_filter: Option<String>,
        /// Maximum number of passages.
        pub top_k: Option<u64>,
    }

    /// Use of a screen (section 7).
    pub struct ComputerUse {
        /// `browser`, `mobile` or `desktop`.
        pub environment: Option<String>,
        /// Functions that must not be used.
        pub excluded_predefined_functions: Vec<String>,
        /// True if the service tries to detect prompt injection.
        pub enable_prompt_injection_detection: Option<bool>,
        /// Disabled safety policies: `financial_transactions`, `sensitive_data_modification`, `communication_tool`,
        /// `account_creation`, `data_modification`, `user_consent_management`, `legal_terms_and_agreements`.
        pub disabled_safety_policies: Vec<String>,
    }

    /// A remote MCP server: streamable HTTP only (section 7).
    pub struct McpServer {
        /// Lower-case letters, digits, `_` and `-`.
        pub name: Option<String>,
        /// URL of the server.
        pub url: Option<String>,
        /// Headers to send; they may contain secrets.
        pub headers: Option<SecretJson>,
        /// The tools that may be used; all if empty. A list of bare names, as a documentation page shows it, stays in
        /// `extra`.
        pub allowed_tools: Vec<AllowedTools>,
        /// If true, its tools are loaded only when a tool search asks for them.
        pub defer_loading: Option<bool>,
    }

    /// Enterprise stores (section 7).
    pub struct Retrieval {
        /// Types of stores: `vertex_ai_search`, `rag_store`, `exa_ai_search`, `parallel_ai_search`.
        pub retrieval_types: Vec<String>,
        /// Options of Vertex AI Search.
        pub vertex_ai_search_config: Option<VertexAiSearch>,
        /// Options of a RAG store; the contract specifies no fields.
        pub rag_store_config: Option<Value>,
        /// Options of Exa.
        pub exa_ai_search_config: Option<ExaSearch>,
        /// Options of Parallel; may contain a key.
        pub parallel_ai_search_config: Option<SecretJson>,
    }

    /// Options of Vertex AI Search (section 7).
    pub struct VertexAiSearch {
        /// The engine.
        pub engine: Option<String>,
        /// The stores.
        pub datastores: Vec<String>,
    }

    /// Options of Exa (section 7).
    pub struct ExaSearch {
        /// API key of Exa.
        pub api_key: Option<Secret>,
        /// Further options.
        pub custom_config: Option<Value>,
    }

    /// On-demand declaration of functions (section 7).
    pub struct ToolSearch {
        /// `server` or `client`.
        pub execution: Option<String>,
        /// Name of the search function.
        pub name: Option<String>,
        /// Description of the search function.
        pub description: Option<String>,
        /// JSON schema of the search function's arguments.
        pub parameters: Option<Value>,
    }
}

impl Tool {
    /// A function of the client, with a JSON schema of its arguments.
    pub fn function(
        name: impl Into<String>,
        description: impl Into<String>,
        parameters: Value,
    ) -> Self {
        Self::Function(Function {
            name: Some(name.into()),
            description: Some(description.into()),
            parameters: Some(parameters),
            ..Function::default()
        })
    }

    /// Code execution by the service.
    pub fn code_execution() -> Self {
        Self::CodeExecution(CodeExecution::default())
    }

    /// Fetching of web pages.
    pub fn url_context() -> Self {
        Self::UrlContext(UrlContext::default())
    }

    /// Web search.
    pub fn google_search() -> Self {
        Self::GoogleSearch(GoogleSearch::default())
    }

    /// A remote MCP server.
    pub fn mcp_server(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self::McpServer(McpServer {
            name: Some(name.into()),
            url: Some(url.into()),
            ..McpServer::default()
        })
    }
}
