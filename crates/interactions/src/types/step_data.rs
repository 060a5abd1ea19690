//! The fields of every kind of step (contract section 5).

use serde_json::Value;

use super::annotation::ReviewSnippet;
use super::content::Content;
use super::tool::Tool;
use super::tool_output::ToolOutput;
use super::words::{Language, UrlStatus};

objects! {
    /// What the person or program said (section 5).
    pub struct UserInput {
        /// Text and media.
        pub content: Vec<Content>,
    }

    /// What the model says (section 5).
    pub struct ModelOutput {
        /// Text and media, in order.
        pub content: Vec<Content>,
        /// Why it broke off.
        pub error: Option<RpcStatus>,
    }

    /// A google.rpc status (section 5).
    pub struct RpcStatus {
        /// The google.rpc code.
        pub code: Option<i32>,
        /// In words.
        pub message: Option<String>,
        /// More, by `@type`.
        pub details: Option<Vec<Value>>,
    }

    /// A thought (section 5).
    pub struct Thought {
        /// Opaque; must be sent back unchanged in stateless history.
        pub signature: Option<String>,
        /// Text or images.
        pub summary: Vec<Content>,
    }

    /// A call of a function. It waits for the client only when the status is `requires_action` and no step holds
    /// its result (section 5).
    pub struct FunctionCall {
        /// Names the call.
        pub id: Option<String>,
        /// The function.
        pub name: Option<String>,
        /// Normally an object.
        pub arguments: Option<Value>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// The result of a function (section 5).
    pub struct FunctionResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// The function.
        pub name: Option<String>,
        /// Text, content or any JSON.
        pub result: Option<ToolOutput>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Code to run (section 5).
    pub struct CodeExecutionCall {
        /// Names the call.
        pub id: Option<String>,
        /// The code.
        pub arguments: Option<Code>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Code and its language (section 5).
    pub struct Code {
        /// The source text.
        pub code: Option<String>,
        /// What it is written in.
        pub language: Option<Language>,
    }

    /// What code printed (section 5).
    pub struct CodeExecutionResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Text or content.
        pub result: Option<ToolOutput>,
        /// Whether the code failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Pages to read (section 5).
    pub struct UrlContextCall {
        /// Names the call.
        pub id: Option<String>,
        /// Which pages.
        pub arguments: Option<Urls>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A list of addresses (section 5).
    pub struct Urls {
        /// The addresses.
        pub urls: Vec<String>,
    }

    /// How reading pages went (section 5).
    pub struct UrlContextResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// One entry for each page.
        pub result: Option<Vec<UrlResult>>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// How reading one page went (section 5).
    pub struct UrlResult {
        /// The page.
        pub url: Option<String>,
        /// How it went.
        pub status: Option<UrlStatus>,
    }

    /// A web search (section 5).
    pub struct GoogleSearchCall {
        /// Names the call.
        pub id: Option<String>,
        /// What is searched.
        pub arguments: Option<Queries>,
        /// `web_search`, `image_search` or `enterprise_web_search`.
        pub search_type: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A list of search texts (section 5).
    pub struct Queries {
        /// The search texts.
        pub queries: Vec<String>,
    }

    /// The result of a web search; a stream may send it without `result` (section 5).
    pub struct GoogleSearchResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Suggestions to show.
        pub result: Option<Vec<SearchSuggestions>>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Search suggestions (section 5).
    pub struct SearchSuggestions {
        /// An HTML snippet. It is hostile input like all else.
        pub search_suggestions: Option<String>,
    }

    /// A search on the map (section 5).
    pub struct GoogleMapsCall {
        /// Names the call.
        pub id: Option<String>,
        /// What is searched.
        pub arguments: Option<Queries>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// The result of a search on the map (section 5).
    pub struct GoogleMapsResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Places.
        pub result: Option<Vec<MapsResult>>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Places that were found (section 5).
    pub struct MapsResult {
        /// The places.
        pub places: Option<Vec<Place>>,
        /// For the map widget.
        pub widget_context_token: Option<String>,
    }

    /// A place on the map (section 5).
    pub struct Place {
        /// Its name.
        pub name: Option<String>,
        /// Its id.
        pub place_id: Option<String>,
        /// Its page.
        pub url: Option<String>,
        /// Reviews of it.
        pub review_snippets: Option<Vec<ReviewSnippet>>,
    }

    /// A search in stored files (section 5).
    pub struct FileSearchCall {
        /// Names the call.
        pub id: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// The result of a search in stored files (section 5).
    pub struct FileSearchResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Any JSON.
        pub result: Option<Value>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A tool of a remote MCP server (section 5).
    pub struct McpServerToolCall {
        /// Names the call.
        pub id: Option<String>,
        /// The tool.
        pub name: Option<String>,
        /// The server's name in the request's tools.
        pub server_name: Option<String>,
        /// Normally an object.
        pub arguments: Option<Value>,
    }

    /// The result of an MCP tool (section 5).
    pub struct McpServerToolResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// The tool.
        pub name: Option<String>,
        /// The server's name.
        pub server_name: Option<String>,
        /// Text, content or any JSON.
        pub result: Option<ToolOutput>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
    }

    /// A query of an enterprise store (section 5).
    pub struct RetrievalCall {
        /// Names the call.
        pub id: Option<String>,
        /// What is searched.
        pub arguments: Option<Queries>,
        /// Which kind of store: `vertex_ai_search`, `rag_store`, `exa_ai_search` or `parallel_ai_search`.
        pub retrieval_type: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// That a query of an enterprise store is done (section 5).
    pub struct RetrievalResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Whether the call failed.
        pub is_error: Option<bool>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Undocumented meaning (section 17).
    pub struct ProcessingCall {
        /// Names the call.
        pub id: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Undocumented meaning (section 17).
    pub struct ProcessingResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Functions that the model wants declared (section 5).
    pub struct ToolSearchCall {
        /// Names the call.
        pub id: Option<String>,
        /// Which functions.
        pub arguments: Option<FunctionNames>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A list of function names (section 5).
    pub struct FunctionNames {
        /// The names.
        pub function_names: Vec<String>,
    }

    /// Declarations of functions (section 5).
    pub struct ToolSearchResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// The declarations.
        pub result: Option<Vec<Tool>>,
        /// Opaque.
        pub signature: Option<String>,
    }
}
