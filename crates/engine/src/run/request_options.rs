//! Options of a request for the brain: functions, tool choice, response format, sampling.
//!
//! Parsed when a request is validated and again when its run begins, so that both agree.

use interactions::types::config::AllowedTools;
use interactions::{
    CreateInteraction, GenerationConfig, ThinkingLevel, ThinkingSummaries, Tool,
    ToolChoice as WireChoice, ToolMode,
};
use providers::chat::{Function, Sampling, Thinking, ToolChoice};
use serde_json::json;

use super::form::Form;
use super::schema;
use crate::error::ApiError;

/// Maximum length of a function's name that servers accept.
const LONGEST_NAME: usize = 64;

/// Parsed options of a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RequestOptions {
    /// The client's functions that may be called.
    pub(crate) functions: Vec<Function>,
    /// There are engine-run tools too, and the names of MCP tools are known only after connecting.
    has_tools: bool,
    /// If set, only functions with these names may be called.
    only: Option<Vec<String>>,
    pub(crate) tool_choice: ToolChoice,
    /// Arguments are validated against their function's schema.
    pub(crate) validated: bool,
    pub(crate) form: Form,
    pub(crate) sampling: Sampling,
    /// Thoughts are not shown.
    pub(crate) hides_thoughts: bool,
}

impl RequestOptions {
    /// Parses a request; invalid options are refused by field name (contract sections 3.2, 7).
    pub(crate) fn of(request: &CreateInteraction) -> Result<Self, ApiError> {
        let mut options = Self {
            functions: functions(&request.tools)?,
            has_tools: request.tools.iter().any(|tool| {
                matches!(
                    tool,
                    Tool::McpServer(_) | Tool::UrlContext(_) | Tool::GoogleSearch(_)
                )
            }),
            form: Form::of(request)?,
            ..Self::default()
        };
        if let Some(config) = &request.generation_config {
            options.sampling = sampling(config)?;
            options.hides_thoughts = match &config.thinking_summaries {
                None | Some(ThinkingSummaries::Auto) => false,
                Some(ThinkingSummaries::None) => true,
                Some(other) => {
                    return Err(unknown("thinking_summaries", other.as_str(), "auto, none"));
                }
            };
            if let Some(choice) = &config.tool_choice {
                options.choose(choice)?;
            }
        }
        Ok(options)
    }

    /// The function with this name, if it may be called.
    pub(crate) fn function(&self, name: &str) -> Option<&Function> {
        let mut functions = self.functions.iter();
        let found = functions.find(|function| function.name == name);
        found.filter(|_| self.tool_choice != ToolChoice::None)
    }

    /// Returns true if an engine-run function may be called.
    pub(crate) fn allows_tool(&self, name: &str) -> bool {
        let named = self
            .only
            .as_ref()
            .is_none_or(|only| only.iter().any(|it| it == name));
        self.tool_choice != ToolChoice::None && named
    }

    fn choose(&mut self, choice: &WireChoice) -> Result<(), ApiError> {
        match choice {
            WireChoice::Mode(mode) => self.choose_by(mode),
            WireChoice::Allowed(allowed) => {
                let Some(AllowedTools { mode, tools, extra }) = &allowed.allowed_tools else {
                    return Err(ApiError::invalid(
                        "tool_choice is one of auto, any, none, validated, or {\"allowed_tools\": {…}}.",
                    ));
                };
                if let Some(name) = allowed.extra.keys().chain(extra.keys()).next() {
                    return Err(ApiError::invalid(format!(
                        "tool_choice has no field '{name}'."
                    )));
                }
                let known = |name: &&String| !self.functions.iter().any(|it| it.name == **name);
                if let Some(name) = tools.iter().find(known).filter(|_| !self.has_tools) {
                    return Err(ApiError::invalid(format!(
                        "tool_choice allows '{name}', which is not among the functions of 'tools'."
                    )));
                }
                self.functions
                    .retain(|function| tools.contains(&function.name));
                self.only = Some(tools.clone());
                match mode {
                    Some(mode) => self.choose_by(mode),
                    None => Ok(()),
                }
            }
            _ => Err(ApiError::invalid("tool_choice has an unknown form.")),
        }
    }

    fn choose_by(&mut self, mode: &ToolMode) -> Result<(), ApiError> {
        self.tool_choice = match mode {
            ToolMode::Auto => ToolChoice::Auto,
            ToolMode::Any => ToolChoice::Any,
            ToolMode::None => ToolChoice::None,
            ToolMode::Validated => {
                self.validated = true;
                ToolChoice::Auto
            }
            other => {
                let known = "auto, any, none, validated";
                return Err(unknown("tool_choice", other.as_str(), known));
            }
        };
        if self.tool_choice == ToolChoice::Any && self.functions.is_empty() && !self.has_tools {
            return Err(ApiError::invalid(
                "tool_choice 'any' needs a function in 'tools' that may be called.",
            ));
        }
        Ok(())
    }
}

fn functions(tools: &[Tool]) -> Result<Vec<Function>, ApiError> {
    let mut functions: Vec<Function> = Vec::new();
    for (at, tool) in tools.iter().enumerate() {
        let Tool::Function(function) = tool else {
            continue;
        };
        let name = function.name.clone().unwrap_or_default();
        let ordinary = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(ordinary) {
            return Err(ApiError::invalid(format!(
                "tools[{at}].name: a function's name has 1 to {LONGEST_NAME} letters, digits, '_', '-', '.' and ':'."
            )));
        }
        if functions.iter().any(|known| known.name == name) {
            return Err(ApiError::invalid(format!(
                "tools[{at}].name: there are two functions '{name}'."
            )));
        }
        let parameters = match &function.parameters {
            None => json!({"type": "object", "properties": {}}),
            Some(schema) => {
                schema::check(schema, &format!("tools[{at}].parameters"))?;
                schema.clone()
            }
        };
        functions.push(Function {
            name,
            description: function.description.clone(),
            parameters,
        });
    }
    Ok(functions)
}

fn sampling(config: &GenerationConfig) -> Result<Sampling, ApiError> {
    Ok(Sampling {
        max_output_tokens: config.max_output_tokens,
        seed: config.seed,
        stop_sequences: config.stop_sequences.clone(),
        temperature: config.temperature,
        top_p: config.top_p,
        thinking: match &config.thinking_level {
            None => None,
            Some(ThinkingLevel::Minimal) => Some(Thinking::Minimal),
            Some(ThinkingLevel::Low) => Some(Thinking::Low),
            Some(ThinkingLevel::Medium) => Some(Thinking::Medium),
            // Servers know no level above high.
            Some(ThinkingLevel::High | ThinkingLevel::Xhigh) => Some(Thinking::High),
            Some(other) => {
                let known = "minimal, low, medium, high, xhigh";
                return Err(unknown("thinking_level", other.as_str(), known));
            }
        },
    })
}

fn unknown(field: &str, word: &str, known: &str) -> ApiError {
    ApiError::invalid(format!(
        "{field} has the unknown value '{word}'. Known: {known}."
    ))
}
