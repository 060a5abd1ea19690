//! Steps: the entries of an interaction's timeline (contract section 5).

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::content::Content;
use super::tool::Tool;
use super::wire::Wire;
use super::words::{Language, UrlStatus};

tagged! {
    /// One entry of an interaction's timeline (contract section 5). Calls have `id`, results have `call_id`.
    pub enum Step by "type", untagged by |_| None;
    /// What the person or program said.
    UserInput(UserInput) = "user_input",
    /// What the model says: text and media.
    ModelOutput(ModelOutput) = "model_output",
    /// A thought, as a summary and an opaque signature.
    Thought(Thought) = "thought",
    /// A call of a function of the client or of the agent itself.
    FunctionCall(FunctionCall) = "function_call",
    /// The result of such a call.
    FunctionResult(FunctionResult) = "function_result",
    /// Code that is run by the server.
    CodeExecutionCall(CodeExecutionCall) = "code_execution_call",
    /// What the code printed.
    CodeExecutionResult(CodeExecutionResult) = "code_execution_result",
    /// Pages to read.
    UrlContextCall(UrlContextCall) = "url_context_call",
    /// How reading them went.
    UrlContextResult(UrlContextResult) = "url_context_result",
    /// A web search.
    GoogleSearchCall(GoogleSearchCall) = "google_search_call",
    /// Its result.
    GoogleSearchResult(GoogleSearchResult) = "google_search_result",
    /// A search on the map.
    GoogleMapsCall(GoogleMapsCall) = "google_maps_call",
    /// Its result.
    GoogleMapsResult(GoogleMapsResult) = "google_maps_result",
    /// A search in stored files.
    FileSearchCall(FileSearchCall) = "file_search_call",
    /// Its result.
    FileSearchResult(FileSearchResult) = "file_search_result",
    /// A tool of a remote MCP server, called by the service.
    McpServerToolCall(McpServerToolCall) = "mcp_server_tool_call",
    /// Its result.
    McpServerToolResult(McpServerToolResult) = "mcp_server_tool_result",
    /// A query of an enterprise store.
    RetrievalCall(RetrievalCall) = "retrieval_call",
    /// Its result.
    RetrievalResult(RetrievalResult) = "retrieval_result",
    /// Undocumented meaning (section 17).
    ProcessingCall(ProcessingCall) = "processing_call",
    /// Undocumented meaning (section 17).
    ProcessingResult(ProcessingResult) = "processing_result",
    /// Functions that the model wants declared.
    ToolSearchCall(ToolSearchCall) = "tool_search_call",
    /// Their declarations.
    ToolSearchResult(ToolSearchResult) = "tool_search_result",
}

objects! {
    /// What the person or program said.
    pub struct UserInput {
        /// Text and media.
        pub content: Vec<Content>,
    }

    /// What the model says.
    pub struct ModelOutput {
        /// Text and media, in order.
        pub content: Vec<Content>,
        /// Why it broke off.
        pub error: Option<RpcStatus>,
    }

    /// A google.rpc status.
    pub struct RpcStatus {
        /// The google.rpc code.
        pub code: Option<i32>,
        /// In words.
        pub message: Option<String>,
        /// More, by `@type`.
        pub details: Option<Vec<Value>>,
    }

    /// A thought.
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

    /// The result of a function.
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

    /// Code to run.
    pub struct CodeExecutionCall {
        /// Names the call.
        pub id: Option<String>,
        /// The code.
        pub arguments: Option<Code>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// Code and its language.
    pub struct Code {
        /// The source text.
        pub code: Option<String>,
        /// What it is written in.
        pub language: Option<Language>,
    }

    /// What code printed.
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

    /// Pages to read.
    pub struct UrlContextCall {
        /// Names the call.
        pub id: Option<String>,
        /// Which pages.
        pub arguments: Option<Urls>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A list of addresses.
    pub struct Urls {
        /// The addresses.
        pub urls: Vec<String>,
    }

    /// How reading pages went.
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

    /// How reading one page went.
    pub struct UrlResult {
        /// The page.
        pub url: Option<String>,
        /// How it went.
        pub status: Option<UrlStatus>,
    }

    /// A web search.
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

    /// A list of search texts.
    pub struct Queries {
        /// The search texts.
        pub queries: Vec<String>,
    }

    /// The result of a web search; a stream may send it without `result`.
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

    /// Search suggestions.
    pub struct SearchSuggestions {
        /// An HTML snippet. It is hostile input like all else.
        pub search_suggestions: Option<String>,
    }

    /// A search on the map.
    pub struct GoogleMapsCall {
        /// Names the call.
        pub id: Option<String>,
        /// What is searched.
        pub arguments: Option<Queries>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// The result of a search on the map.
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

    /// Places that were found.
    pub struct MapsResult {
        /// The places: `name`, `place_id`, `url`, `review_snippets`.
        pub places: Option<Vec<Value>>,
        /// For the map widget.
        pub widget_context_token: Option<String>,
    }

    /// A search in stored files.
    pub struct FileSearchCall {
        /// Names the call.
        pub id: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// The result of a search in stored files.
    pub struct FileSearchResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// Any JSON.
        pub result: Option<Value>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A tool of a remote MCP server.
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

    /// The result of an MCP tool.
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

    /// A query of an enterprise store.
    pub struct RetrievalCall {
        /// Names the call.
        pub id: Option<String>,
        /// What is searched.
        pub arguments: Option<Queries>,
        /// Which kind of store.
        pub retrieval_type: Option<String>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// That a query of an enterprise store is done.
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

    /// Functions that the model wants declared.
    pub struct ToolSearchCall {
        /// Names the call.
        pub id: Option<String>,
        /// Which functions.
        pub arguments: Option<FunctionNames>,
        /// Opaque.
        pub signature: Option<String>,
    }

    /// A list of function names.
    pub struct FunctionNames {
        /// The names.
        pub function_names: Vec<String>,
    }

    /// Declarations of functions.
    pub struct ToolSearchResult {
        /// The call that it answers.
        pub call_id: Option<String>,
        /// The declarations.
        pub result: Option<Vec<Tool>>,
        /// Opaque.
        pub signature: Option<String>,
    }
}

/// What a tool gave back: text, content, or any other JSON (section 5).
#[derive(Debug, Clone, PartialEq)]
pub enum ToolOutput {
    /// Plain text.
    Text(String),
    /// Text and media.
    Content(Vec<Content>),
    /// Anything else, as it came.
    Json(Value),
}

impl ToolOutput {
    /// The text in it: plain text, or all text content joined; `None` when there is none.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Content(content) => {
                let text: Vec<&str> = content.iter().filter_map(Content::as_text).collect();
                (!text.is_empty()).then(|| text.concat())
            }
            Self::Json(_) => None,
        }
    }
}

impl From<&str> for ToolOutput {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for ToolOutput {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Serialize for ToolOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Content(content) => content.serialize(serializer),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

impl Wire for ToolOutput {
    fn read(value: Value) -> Result<Self, Value> {
        let is_content = |item: &Value| {
            item.get("type")
                .and_then(Value::as_str)
                .is_some_and(Content::is_kind)
        };
        Ok(match value {
            Value::String(text) => Self::Text(text),
            Value::Array(items) if !items.is_empty() && items.iter().all(is_content) => {
                match Vec::<Content>::read(Value::Array(items)) {
                    Ok(content) => Self::Content(content),
                    Err(odd) => Self::Json(odd),
                }
            }
            other => Self::Json(other),
        })
    }

    fn absorb(&mut self, newer: Self, join: bool) {
        match (&mut *self, newer) {
            (Self::Text(old), Self::Text(new)) if join => old.push_str(&new),
            (Self::Content(old), Self::Content(new)) if join => old.extend(new),
            (Self::Json(old), Self::Json(new)) => old.absorb(new, join),
            (old, new) => *old = new,
        }
    }
}

deserialize_by_wire!(ToolOutput, "a value");

impl Step {
    /// A user's turn of one text.
    pub fn user_text(text: impl Into<String>) -> Self {
        Self::UserInput(UserInput {
            content: vec![Content::text(text)],
            ..UserInput::default()
        })
    }

    /// The model's output of one text.
    pub fn model_text(text: impl Into<String>) -> Self {
        Self::ModelOutput(ModelOutput {
            content: vec![Content::text(text)],
            ..ModelOutput::default()
        })
    }

    /// The result of a client function (section 15.1).
    pub fn function_result(
        call_id: impl Into<String>,
        name: impl Into<String>,
        result: impl Into<ToolOutput>,
    ) -> Self {
        Self::FunctionResult(FunctionResult {
            call_id: Some(call_id.into()),
            name: Some(name.into()),
            result: Some(result.into()),
            ..FunctionResult::default()
        })
    }

    /// An empty step of the kind, as a stream opens it; unknown kinds give an unknown step.
    pub fn shell(kind: &str) -> Self {
        Self::from_map(Map::from_iter([(
            "type".to_owned(),
            Value::String(kind.to_owned()),
        )]))
    }

    /// The content of user input, model output and thoughts.
    pub fn content(&self) -> &[Content] {
        match self {
            Self::UserInput(step) => &step.content,
            Self::ModelOutput(step) => &step.content,
            Self::Thought(step) => &step.summary,
            _ => &[],
        }
    }

    /// Where new content goes: user input, model output and thoughts have such a place.
    pub(crate) fn content_mut(&mut self) -> Option<&mut Vec<Content>> {
        match self {
            Self::UserInput(step) => Some(&mut step.content),
            Self::ModelOutput(step) => Some(&mut step.content),
            Self::Thought(step) => Some(&mut step.summary),
            _ => None,
        }
    }

    /// Whether a tool's result stands in it.
    pub fn has_result(&self) -> bool {
        match self {
            Self::FunctionResult(step) => step.result.is_some(),
            Self::CodeExecutionResult(step) => step.result.is_some(),
            Self::UrlContextResult(step) => step.result.is_some(),
            Self::GoogleSearchResult(step) => step.result.is_some(),
            Self::GoogleMapsResult(step) => step.result.is_some(),
            Self::FileSearchResult(step) => step.result.is_some(),
            Self::McpServerToolResult(step) => step.result.is_some(),
            Self::ToolSearchResult(step) => step.result.is_some(),
            Self::Unknown(map) => map.contains_key("result"),
            _ => false,
        }
    }

    /// The id of a call.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::FunctionCall(step) => step.id.as_deref(),
            Self::CodeExecutionCall(step) => step.id.as_deref(),
            Self::UrlContextCall(step) => step.id.as_deref(),
            Self::GoogleSearchCall(step) => step.id.as_deref(),
            Self::GoogleMapsCall(step) => step.id.as_deref(),
            Self::FileSearchCall(step) => step.id.as_deref(),
            Self::McpServerToolCall(step) => step.id.as_deref(),
            Self::RetrievalCall(step) => step.id.as_deref(),
            Self::ProcessingCall(step) => step.id.as_deref(),
            Self::ToolSearchCall(step) => step.id.as_deref(),
            Self::Unknown(map) => map.get("id").and_then(Value::as_str),
            _ => None,
        }
    }

    /// The call that a result answers.
    pub fn call_id(&self) -> Option<&str> {
        match self {
            Self::FunctionResult(step) => step.call_id.as_deref(),
            Self::CodeExecutionResult(step) => step.call_id.as_deref(),
            Self::UrlContextResult(step) => step.call_id.as_deref(),
            Self::GoogleSearchResult(step) => step.call_id.as_deref(),
            Self::GoogleMapsResult(step) => step.call_id.as_deref(),
            Self::FileSearchResult(step) => step.call_id.as_deref(),
            Self::McpServerToolResult(step) => step.call_id.as_deref(),
            Self::RetrievalResult(step) => step.call_id.as_deref(),
            Self::ProcessingResult(step) => step.call_id.as_deref(),
            Self::ToolSearchResult(step) => step.call_id.as_deref(),
            Self::Unknown(map) => map.get("call_id").and_then(Value::as_str),
            _ => None,
        }
    }
}
