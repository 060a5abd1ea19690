//! Parses a Chat Completions request into a [`Chat`].

use providers::chat::{
    Call, CallResult, Chat, Format, Function, Media, MediaSource, Message, Part, Role, Sampling,
    Thinking, ToolChoice,
};
use serde_json::{Map, Value, json};

use crate::brain::{Abilities, Prompt};
use crate::error::ApiError;
use crate::run::schema;

/// A parsed request.
pub(super) struct ChatRequest {
    pub(super) model: String,
    pub(super) prompt: Prompt,
    pub(super) stream: bool,
    /// A final chunk reports token usage.
    pub(super) include_usage: bool,
    pub(super) format: Option<Format>,
}

/// Fields for identification or billing, which do not change the answer.
const NOTES: &[&str] = &[
    "user",
    "metadata",
    "store",
    "service_tier",
    "parallel_tool_calls",
    "safety_identifier",
    "prompt_cache_key",
    "prompt_cache_retention",
    "verbosity",
];
/// Fields that are accepted only with the value that has no effect.
const IDLE: &[(&str, &[&str])] = &[
    ("n", &["1"]),
    ("logprobs", &["false"]),
    ("top_logprobs", &["0"]),
    ("frequency_penalty", &["0", "0.0"]),
    ("presence_penalty", &["0", "0.0"]),
    ("logit_bias", &["{}"]),
    ("modalities", &["[\"text\"]"]),
];

/// Parses a request; unsupported fields are refused by name.
pub(super) fn parse(mut body: Map<String, Value>) -> Result<ChatRequest, ApiError> {
    // `null` counts as missing.
    body.retain(|_, value| !value.is_null());
    let mut take = |name: &str| body.shift_remove(name);
    let model = match take("model") {
        Some(Value::String(model)) => model,
        _ => return Err(invalid_field("model")),
    };
    let Some(Value::Array(messages)) = take("messages") else {
        return Err(invalid_field("messages"));
    };
    let mut chat = Chat::default();
    for (at, message) in messages.iter().enumerate() {
        add_message(&mut chat, message).ok_or_else(|| invalid_field(&format!("messages[{at}]")))?;
    }
    if let Some(tools) = take("tools") {
        chat.functions = functions(&tools)?;
    }
    if let Some(choice) = take("tool_choice") {
        choose(&mut chat, &choice).ok_or_else(|| invalid_field("tool_choice"))?;
    }
    chat.format = match take("response_format") {
        Some(format) => form(&format)?,
        None => None,
    };
    chat.sampling = Sampling {
        max_output_tokens: number(
            take("max_completion_tokens").or(take("max_tokens")),
            "max_tokens",
        )?,
        seed: number(take("seed"), "seed")?,
        temperature: number(take("temperature"), "temperature")?,
        top_p: number(take("top_p"), "top_p")?,
        stop_sequences: match take("stop") {
            None => Vec::new(),
            Some(Value::String(stop)) => vec![stop],
            Some(list) => serde_json::from_value(list).map_err(|_| invalid_field("stop"))?,
        },
        thinking: match take("reasoning_effort") {
            None => None,
            Some(word) => Some(effort(&word).ok_or_else(|| invalid_field("reasoning_effort"))?),
        },
    };
    let stream = match take("stream") {
        None => false,
        Some(Value::Bool(stream)) => stream,
        Some(_) => return Err(invalid_field("stream")),
    };
    let options = take("stream_options").unwrap_or_default();
    body.retain(|name, value| {
        let idle = IDLE.iter().find(|(idle, _)| idle == name);
        let is_idle = idle.is_some_and(|(_, values)| values.contains(&value.to_string().as_str()));
        !is_idle && !NOTES.contains(&name.as_str())
    });
    if let Some((name, _)) = body.iter().next() {
        return Err(ApiError::invalid(format!(
            "The engine on this computer does not serve '{name}' with this value."
        )));
    }
    Ok(ChatRequest {
        model,
        stream,
        include_usage: options["include_usage"] == true,
        format: chat.format.clone(),
        prompt: Prompt {
            ask: ask(&chat.messages),
            chat,
            ..Prompt::default()
        },
    })
}

impl ChatRequest {
    /// Refuses what the model does not support.
    pub(super) fn check(&self, abilities: &Abilities) -> Result<(), ApiError> {
        let chat = &self.prompt.chat;
        let mut parts = chat.messages.iter().flat_map(|message| &message.parts);
        let is_media = |part: &Part| matches!(part, Part::Media(_));
        let field = if abilities.functions == Some(false) && !chat.functions.is_empty() {
            "tools"
        } else if abilities.format == Some(false) && chat.format.is_some() {
            "response_format"
        } else if abilities.thinking == Some(false) && chat.sampling.thinking.is_some() {
            "reasoning_effort"
        } else if abilities.images == Some(false) && parts.any(is_media) {
            "image_url"
        } else {
            return Ok(());
        };
        Err(ApiError::invalid(format!(
            "The model '{}' cannot do this: {field}. Leave it away, or choose another model.",
            self.model
        )))
    }
}

fn invalid_field(field: &str) -> ApiError {
    ApiError::invalid(format!(
        "'{field}' is missing or has a form that is not served."
    ))
}

fn number<T: serde::de::DeserializeOwned>(
    value: Option<Value>,
    field: &str,
) -> Result<Option<T>, ApiError> {
    match value {
        None => Ok(None),
        Some(value) => serde_json::from_value(value)
            .map(Some)
            .map_err(|_| invalid_field(field)),
    }
}

fn effort(word: &Value) -> Option<Thinking> {
    Some(match word.as_str()? {
        "none" | "minimal" => Thinking::Minimal,
        "low" => Thinking::Low,
        "medium" => Thinking::Medium,
        "high" | "xhigh" => Thinking::High,
        _ => return None,
    })
}

/// Adds a message; `None` if it has an unsupported form.
fn add_message(chat: &mut Chat, message: &Value) -> Option<()> {
    let content = &message["content"];
    match message["role"].as_str()? {
        "system" | "developer" => {
            let words = words(&parts(content)?)?;
            let system = chat.system.get_or_insert_default();
            if !system.is_empty() {
                system.push_str("\n\n");
            }
            system.push_str(&words);
        }
        "user" => add(chat, Role::User, parts(content)?),
        "assistant" => {
            let mut said = if content.is_null() {
                Vec::new()
            } else {
                parts(content)?
            };
            for call in message["tool_calls"].as_array().into_iter().flatten() {
                let function = &call["function"];
                let arguments = function["arguments"].as_str().unwrap_or_default();
                said.push(Part::Call(Call {
                    id: call["id"].as_str()?.to_owned(),
                    name: function["name"].as_str()?.to_owned(),
                    arguments: serde_json::from_str(arguments)
                        .ok()
                        .filter(Value::is_object)
                        .unwrap_or_else(|| json!({})),
                }));
            }
            add(chat, Role::Assistant, said);
        }
        "tool" => {
            let id = message["tool_call_id"].as_str()?;
            let name = name_of_call(chat, id);
            let result = CallResult {
                id: id.to_owned(),
                name,
                parts: parts(content)?,
                is_error: false,
            };
            add(chat, Role::User, vec![Part::Result(result)]);
        }
        _ => return None,
    }
    Some(())
}

fn add(chat: &mut Chat, role: Role, mut parts: Vec<Part>) {
    match chat.messages.last_mut() {
        Some(last) if last.role == role => last.parts.append(&mut parts),
        _ => chat.messages.push(Message { role, parts }),
    }
}

fn name_of_call(chat: &Chat, id: &str) -> String {
    let mut parts = chat
        .messages
        .iter()
        .rev()
        .flat_map(|message| &message.parts);
    let name = parts.find_map(|part| match part {
        Part::Call(call) if call.id == id => Some(call.name.clone()),
        _ => None,
    });
    name.unwrap_or_default()
}

fn parts(content: &Value) -> Option<Vec<Part>> {
    if let Some(text) = content.as_str() {
        return Some(vec![Part::Text(text.to_owned())]);
    }
    let parts = content
        .as_array()?
        .iter()
        .map(|part| match part["type"].as_str()? {
            "text" => Some(Part::Text(part["text"].as_str()?.to_owned())),
            "image_url" => {
                let url = part["image_url"]["url"].as_str()?;
                let (mime_type, source) = match url.strip_prefix("data:") {
                    Some(data) => {
                        let (mime_type, data) = data.split_once(";base64,")?;
                        (mime_type, MediaSource::Data(data.to_owned()))
                    }
                    None => ("image/png", MediaSource::Uri(url.to_owned())),
                };
                Some(Part::Media(Media {
                    mime_type: mime_type.to_owned(),
                    source,
                }))
            }
            _ => None,
        });
    parts.collect()
}

fn words(parts: &[Part]) -> Option<String> {
    let words = parts.iter().map(|part| match part {
        Part::Text(text) => Some(text.as_str()),
        _ => None,
    });
    Some(words.collect::<Option<Vec<_>>>()?.join("\n"))
}

/// The text of the last message.
fn ask(messages: &[Message]) -> String {
    let parts = messages.last().map(|message| &message.parts[..]);
    let words = parts
        .unwrap_or_default()
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Result(result) => {
                let words = words(&result.parts).unwrap_or_default();
                Some(format!("Result of {}: {words}", result.name))
            }
            _ => None,
        });
    words.collect::<Vec<_>>().join("\n")
}

fn functions(tools: &Value) -> Result<Vec<Function>, ApiError> {
    let tools = tools.as_array().ok_or_else(|| invalid_field("tools"))?;
    let function = |(at, tool): (usize, &Value)| {
        let function = &tool["function"];
        let name = function["name"]
            .as_str()
            .filter(|_| tool["type"] == "function");
        let name = name.ok_or_else(|| invalid_field(&format!("tools[{at}]")))?;
        let parameters = match &function["parameters"] {
            Value::Null => json!({"type": "object", "properties": {}}),
            schema => schema.clone(),
        };
        schema::check(&parameters, &format!("tools[{at}].function.parameters"))?;
        Ok(Function {
            name: name.to_owned(),
            description: function["description"].as_str().map(str::to_owned),
            parameters,
        })
    };
    tools.iter().enumerate().map(function).collect()
}

fn choose(chat: &mut Chat, choice: &Value) -> Option<()> {
    chat.tool_choice = match choice.as_str() {
        Some("auto") => ToolChoice::Auto,
        Some("none") => ToolChoice::None,
        Some("required") => ToolChoice::Any,
        Some(_) => return None,
        None => {
            let name = choice["function"]["name"].as_str()?;
            chat.functions.retain(|function| function.name == name);
            ToolChoice::Any
        }
    };
    (chat.tool_choice != ToolChoice::Any || !chat.functions.is_empty()).then_some(())
}

fn form(format: &Value) -> Result<Option<Format>, ApiError> {
    match format["type"].as_str() {
        Some("text") => Ok(None),
        Some("json_object") => Ok(Some(Format::Json)),
        Some("json_schema") => {
            let schema = &format["json_schema"]["schema"];
            schema::check(schema, "response_format.json_schema.schema")?;
            Ok(Some(Format::Schema(schema.clone())))
        }
        _ => Err(invalid_field("response_format")),
    }
}
