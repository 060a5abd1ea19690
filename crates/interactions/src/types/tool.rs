//! Tools that a request may offer (contract section 7).

use serde_json::Value;

use super::config::AllowedTools;
use super::secret::{Secret, SecretJson};

tagged! {
    /// A tool that a model or an agent may use (contract section 7).
    #[expect(clippy::large_enum_variant, reason = "few exist at a time; a box would burden every caller")]
    pub enum Tool by "type", untagged by |_| None;
    /// A function of the client.
    Function(Function) = "function",
    /// Code that the service runs.
    CodeExecution(CodeExecution) = "code_execution",
    /// Reading of web pages.
    UrlContext(UrlContext) = "url_context",
    /// Web search.
    GoogleSearch(GoogleSearch) = "google_search",
    /// Search on the map.
    GoogleMaps(GoogleMaps) = "google_maps",
    /// Search in stored files.
    FileSearch(FileSearch) = "file_search",
    /// Use of a screen, executed by the client (section 15.3).
    ComputerUse(ComputerUse) = "computer_use",
    /// A remote MCP server (section 15.2).
    McpServer(McpServer) = "mcp_server",
    /// Enterprise stores.
    Retrieval(Retrieval) = "retrieval",
    /// Functions that are declared when they are wanted.
    ToolSearch(ToolSearch) = "tool_search",
}

objects! {
    /// A function of the client (section 7).
    pub struct Function {
        /// Its name.
        pub name: Option<String>,
        /// What it does, for the model.
        pub description: Option<String>,
        /// A JSON schema of its arguments.
        pub parameters: Option<Value>,
        /// Declared only when a tool search wants it.
        pub defer_loading: Option<bool>,
        /// What a tool search shows of it.
        pub short_description: Option<String>,
    }

    /// Code that the service runs; no options (section 7).
    pub struct CodeExecution {}

    /// Reading of web pages; no options (section 7).
    pub struct UrlContext {}

    /// Web search (section 7).
    pub struct GoogleSearch {
        /// `web_search`, `image_search`, `enterprise_web_search`.
        pub search_types: Vec<String>,
    }

    /// Search on the map (section 7).
    pub struct GoogleMaps {
        /// Whether a widget's token is wanted.
        pub enable_widget: Option<bool>,
        /// Where, in degrees.
        pub latitude: Option<f64>,
        /// Where, in degrees.
        pub longitude: Option<f64>,
    }

    /// Search in stored files (section 7).
    pub struct FileSearch {
        /// The stores.
        pub file_search_store_names: Vec<String>,
        /// Which files.
        pub metadata_filter: Option<String>,
        /// How many passages.
        pub top_k: Option<u64>,
    }

    /// Use of a screen (section 7).
    pub struct ComputerUse {
        /// `browser`, `mobile` or `desktop`.
        pub environment: Option<String>,
        /// Functions that must not be used.
        pub excluded_predefined_functions: Vec<String>,
        /// Whether the service looks for prompt injection.
        pub enable_prompt_injection_detection: Option<bool>,
        /// Safety rules that are off: `financial_transactions`, `sensitive_data_modification`,
        /// `communication_tool`, `account_creation`, `data_modification`, `user_consent_management`,
        /// `legal_terms_and_agreements`.
        pub disabled_safety_policies: Vec<String>,
    }

    /// A remote MCP server: streamable HTTP only (section 7).
    pub struct McpServer {
        /// Lower-case letters, digits, `_` and `-`.
        pub name: Option<String>,
        /// Its address.
        pub url: Option<String>,
        /// Headers to send to it; they may hold secrets.
        pub headers: Option<SecretJson>,
        /// Which tools may be used; all unless set. A list of bare names, as a documentation page has it, stays in
        /// `extra`.
        pub allowed_tools: Vec<AllowedTools>,
        /// Its tools are loaded only when a tool search wants them.
        pub defer_loading: Option<bool>,
    }

    /// Enterprise stores (section 7).
    pub struct Retrieval {
        /// Which kinds: `vertex_ai_search`, `rag_store`, `exa_ai_search`, `parallel_ai_search`.
        pub retrieval_types: Vec<String>,
        /// Vertex AI Search.
        pub vertex_ai_search_config: Option<VertexAiSearch>,
        /// A RAG store; the contract names no fields.
        pub rag_store_config: Option<Value>,
        /// Exa.
        pub exa_ai_search_config: Option<ExaSearch>,
        /// Parallel; may hold a key.
        pub parallel_ai_search_config: Option<SecretJson>,
    }

    /// Search with Vertex AI Search (section 7).
    pub struct VertexAiSearch {
        /// The engine.
        pub engine: Option<String>,
        /// The stores.
        pub datastores: Vec<String>,
    }

    /// Search with Exa (section 7).
    pub struct ExaSearch {
        /// The key of that service.
        pub api_key: Option<Secret>,
        /// Its options.
        pub custom_config: Option<Value>,
    }

    /// Functions that are declared when they are wanted (section 7).
    pub struct ToolSearch {
        /// `server` or `client`.
        pub execution: Option<String>,
        /// The search function's name.
        pub name: Option<String>,
        /// What it does.
        pub description: Option<String>,
        /// A JSON schema of its arguments.
        pub parameters: Option<Value>,
    }
}

impl Tool {
    /// A function of the client with a JSON schema of its arguments.
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

    /// Code that the service runs.
    pub fn code_execution() -> Self {
        Self::CodeExecution(CodeExecution::default())
    }

    /// Reading of web pages.
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
