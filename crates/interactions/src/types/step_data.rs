//! The fields of each type of step (contract section 5).

use serde_json::Value;

use super::annotation::ReviewSnippet;
use super::content::Content;
use super::tool::Tool;
use super::tool_output::ToolOutput;
use super::words::{Language, UrlStatus};

objects! {
    /// Input of the person or program (section 5).
    pub struct UserInput {
        /// Text and media.
        pub content: Vec<Content>,
    }

    /// Output of the model (section 5).
    pub struct ModelOutput {
        /// Text and media, in order.
        pub content: Vec<Content>,
        /// The error, if the output broke off.
        pub error: Option<RpcStatus>,
    }

    /// A google.rpc status (section 5).
    pub struct RpcStatus {
        /// The google.rpc code.
        pub code: Option<i32>,
        /// Message text.
        pub message: Option<String>,
        /// Details, tagged by `@type`.
        pub details: Option<Vec<Value>>,
    }

    /// A thought (section 5).
    pub struct Thought {
        /// Opaque signature; must be sent back unchanged in stateless history.
        pub signature: Option<String>,
        /// Text or images.
        pub summary: Vec<Content>,
    }

    /// A call of a function. It waits for the client only if the status is `requires_action` and no step has its
    /// result (section 5).
    pub struct FunctionCall {
        /// Id of the call.
        pub id: Option<String>,
        /// Name of the function.
        pub name: Option<String>,
        /// Arguments; normally a JSON object.
        pub arguments: Option<Value>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// The result of a function (section 5).
    pub struct FunctionResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Name of the function.
        pub name: Option<String>,
        /// Text, content or any JSON.
        pub result: Option<ToolOutput>,
        /// True if the call failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Code to run (section 5).
    pub struct CodeExecutionCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The code.
        pub arguments: Option<Code>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Code and its language (section 5).
    pub struct Code {
        /// The source text.
        pub code: Option<String>,
        /// The programming language.
        pub language: Option<Language>,
    }

    /// Output of code (section 5).
    pub struct CodeExecutionResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Text or content.
        pub result: Option<ToolOutput>,
        /// True if the code failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Web pages to fetch (section 5).
    pub struct UrlContextCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The pages.
        pub arguments: Option<Urls>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// A list of URLs (section 5).
    pub struct Urls {
        /// The URLs.
        pub urls: Vec<String>,
    }

    /// The results of page fetches (section 5).
    pub struct UrlContextResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// One entry per page.
        pub result: Option<Vec<UrlResult>>,
        /// True if the call failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// The result of one page fetch (section 5).
    pub struct UrlResult {
        /// URL of the page.
        pub url: Option<String>,
        /// The outcome.
        pub status: Option<UrlStatus>,
    }

    /// A web search (section 5).
    pub struct GoogleSearchCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The search queries.
        pub arguments: Option<Queries>,
        /// `web_search`, `image_search` or `enterprise_web_search`.
        pub search_type: Option<String>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// A list of search queries (section 5).
    pub struct Queries {
        /// The search queries.
        pub queries: Vec<String>,
    }

    /// The result of a web search; a stream may send it without `result` (section 5).
    pub struct GoogleSearchResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Suggestions to display.
        pub result: Option<Vec<SearchSuggestions>>,
        /// True if the call failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Search suggestions (section 5).
    pub struct SearchSuggestions {
        /// An HTML snippet. Untrusted input, like everything else.
        pub search_suggestions: Option<String>,
    }

    /// A map search (section 5).
    pub struct GoogleMapsCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The search queries.
        pub arguments: Option<Queries>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// The result of a map search (section 5).
    pub struct GoogleMapsResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Places.
        pub result: Option<Vec<MapsResult>>,
        /// True if the call failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Places that were found (section 5).
    pub struct MapsResult {
        /// The places.
        pub places: Option<Vec<Place>>,
        /// Token for the map widget.
        pub widget_context_token: Option<String>,
    }

    /// A place on the map (section 5).
    pub struct Place {
        /// Name of the place.
        pub name: Option<String>,
        /// Id of the place.
        pub place_id: Option<String>,
        /// URL of the place's page.
        pub url: Option<String>,
        /// Reviews of the place.
        pub review_snippets: Option<Vec<ReviewSnippet>>,
    }

    /// A search in stored files (section 5).
    pub struct FileSearchCall {
        /// Id of the call.
        pub id: Option<String>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// The result of a search in stored files (section 5).
    pub struct FileSearchResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Any JSON.
        pub result: Option<Value>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// A call of a tool of a remote MCP server (section 5).
    pub struct McpServerToolCall {
        /// Id of the call.
        pub id: Option<String>,
        /// Name of the tool.
        pub name: Option<String>,
        /// The server's name in the request's tools.
        pub server_name: Option<String>,
        /// Arguments; normally a JSON object.
        pub arguments: Option<Value>,
    }

    /// The result of an MCP tool (section 5).
    pub struct McpServerToolResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Name of the tool.
        pub name: Option<String>,
        /// The server's name.
        pub server_name: Option<String>,
        /// Text, content or any JSON.
        pub result: Option<ToolOutput>,
        /// True if the call failed.
        pub is_error: Option<bool>,
    }

    /// A query of an enterprise store (section 5).
    pub struct RetrievalCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The search queries.
        pub arguments: Option<Queries>,
        /// The type of store: `vertex_ai_search`, `rag_store`, `exa_ai_search` or `parallel_ai_search`.
        pub retrieval_type: Option<String>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// The completion of a query of an enterprise store (section 5).
    pub struct RetrievalResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// True if the call failed.
        pub is_error: Option<bool>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Undocumented meaning (section 17).
    pub struct ProcessingCall {
        /// Id of the call.
        pub id: Option<String>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// Undocumented meaning (section 17).
    pub struct ProcessingResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// A request of the model for function declarations (section 5).
    pub struct ToolSearchCall {
        /// Id of the call.
        pub id: Option<String>,
        /// The functions.
        pub arguments: Option<FunctionNames>,
        /// Opaque signature.
        pub signature: Option<String>,
    }

    /// A list of function names (section 5).
    pub struct FunctionNames {
        /// The names.
        pub function_names: Vec<String>,
    }

    /// Declarations of functions (section 5).
    pub struct ToolSearchResult {
        /// Id of the call that this is the result of.
        pub call_id: Option<String>,
        /// The declarations.
        pub result: Option<Vec<Tool>>,
        /// Opaque signature.
        pub signature: Option<String>,
    }
}
