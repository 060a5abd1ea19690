//! Steps: the entries of an interaction's timeline (contract section 5).

use serde_json::{Map, Value};

use super::content::Content;
pub use super::step_data::*;
use super::tool_output::ToolOutput;

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

impl Default for Step {
    fn default() -> Self {
        Self::Unknown(Map::new())
    }
}
