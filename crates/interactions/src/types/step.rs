//! Steps: the entries of an interaction's timeline (contract section 5).

use serde_json::{Map, Value};

use super::content::Content;
pub use super::step_data::*;
use super::tool_output::ToolOutput;

tagged! {
    /// One entry of an interaction's timeline (contract section 5). Calls have `id`, results have `call_id`.
    pub enum Step by "type", untagged by |_| None;
    /// Input of the person or program.
    UserInput(UserInput) = "user_input",
    /// Output of the model: text and media.
    ModelOutput(ModelOutput) = "model_output",
    /// A thought, as a summary and an opaque signature.
    Thought(Thought) = "thought",
    /// A call of a function, of the client or of the agent itself.
    FunctionCall(FunctionCall) = "function_call",
    /// The result of a function call.
    FunctionResult(FunctionResult) = "function_result",
    /// Code to be run by the server.
    CodeExecutionCall(CodeExecutionCall) = "code_execution_call",
    /// The output of the code.
    CodeExecutionResult(CodeExecutionResult) = "code_execution_result",
    /// Web pages to fetch.
    UrlContextCall(UrlContextCall) = "url_context_call",
    /// The status of each page fetch.
    UrlContextResult(UrlContextResult) = "url_context_result",
    /// A web search.
    GoogleSearchCall(GoogleSearchCall) = "google_search_call",
    /// The result of a web search.
    GoogleSearchResult(GoogleSearchResult) = "google_search_result",
    /// A map search.
    GoogleMapsCall(GoogleMapsCall) = "google_maps_call",
    /// The result of a map search.
    GoogleMapsResult(GoogleMapsResult) = "google_maps_result",
    /// A search in stored files.
    FileSearchCall(FileSearchCall) = "file_search_call",
    /// The result of a search in stored files.
    FileSearchResult(FileSearchResult) = "file_search_result",
    /// A tool of a remote MCP server, called by the service.
    McpServerToolCall(McpServerToolCall) = "mcp_server_tool_call",
    /// The result of an MCP tool.
    McpServerToolResult(McpServerToolResult) = "mcp_server_tool_result",
    /// A query of an enterprise store.
    RetrievalCall(RetrievalCall) = "retrieval_call",
    /// The result of a query of an enterprise store.
    RetrievalResult(RetrievalResult) = "retrieval_result",
    /// Undocumented meaning (section 17).
    ProcessingCall(ProcessingCall) = "processing_call",
    /// Undocumented meaning (section 17).
    ProcessingResult(ProcessingResult) = "processing_result",
    /// A request of the model for function declarations.
    ToolSearchCall(ToolSearchCall) = "tool_search_call",
    /// The requested declarations.
    ToolSearchResult(ToolSearchResult) = "tool_search_result",
}

impl Step {
    /// A user input with one text.
    pub fn user_text(text: impl Into<String>) -> Self {
        Self::UserInput(UserInput {
            content: vec![Content::text(text)],
            ..UserInput::default()
        })
    }

    /// A model output with one text.
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

    /// An empty step of this type, as in `step.start`; an unknown type gives an unknown step.
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

    /// The content list of user input, model output and thoughts; `None` for other steps.
    pub(crate) fn content_mut(&mut self) -> Option<&mut Vec<Content>> {
        match self {
            Self::UserInput(step) => Some(&mut step.content),
            Self::ModelOutput(step) => Some(&mut step.content),
            Self::Thought(step) => Some(&mut step.summary),
            _ => None,
        }
    }

    /// Returns true if the step contains a tool's result.
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

    /// The id of a call; `None` for other steps.
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

    /// The id of the call that a result belongs to; `None` for other steps.
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
