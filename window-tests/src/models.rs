//! A local model server that speaks OpenAI's and Anthropic's protocols: it requires a key, lists some models, and
//! gives one fixed answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};

use crate::{Error, Result};

/// The server; it runs until the process exits.
#[derive(Debug)]
pub struct ModelServer {
    /// Base URL of the server.
    pub base_url: String,
    /// Its `host:port`.
    pub address: String,
    asked: Arc<Mutex<Vec<Value>>>,
}

/// Configuration of the server.
#[derive(Debug, Clone)]
struct Role {
    key: String,
    models: Vec<String>,
    answer: Vec<String>,
    /// The tool to call before answering, if a request offers it.
    tool: Option<String>,
}

impl Role {
    /// Returns the tool to call: one that the request offers and has no result for yet.
    fn call(&self, chat: &Value) -> Option<&str> {
        let list = |name: &str| chat[name].as_array().map_or(&[][..], Vec::as_slice);
        let tool = self.tool.as_deref()?;
        let is_brought = |one: &Value| one["function"]["name"] == tool;
        let has_result = list("messages").iter().any(|it| it["role"] == "tool");
        (list("tools").iter().any(is_brought) && !has_result).then_some(tool)
    }

    /// Returns the answer: the tool's result if there is one, otherwise the configured pieces.
    fn says(&self, chat: &Value) -> Vec<String> {
        let messages = chat["messages"].as_array().map_or(&[][..], Vec::as_slice);
        let result = messages.iter().rfind(|it| it["role"] == "tool");
        match result.and_then(|it| it["content"].as_str()) {
            Some(text) => vec!["It says: ".to_owned(), text.to_owned()],
            None => self.answer.clone(),
        }
    }
}

impl ModelServer {
    /// Starts a server that accepts `key`, lists `models`, and answers everything with these pieces.
    pub fn start(key: &str, models: &[&str], answer: &[&str]) -> Result<Self> {
        Self::start_calling(None, key, models, answer)
    }

    /// Like [`ModelServer::start`], but calls `tool` first if the request offers it. In OpenAI's protocol only.
    pub fn start_calling(
        tool: Option<&str>,
        key: &str,
        models: &[&str],
        answer: &[&str],
    ) -> Result<Self> {
        let failed = |error| Error::program("a server of models", error);
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?.to_string();
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let role = Role {
            key: key.to_owned(),
            models: owned(models),
            answer: owned(answer),
            tool: tool.map(str::to_owned),
        };
        let asked = Arc::<Mutex<Vec<Value>>>::default();
        let heard = Arc::clone(&asked);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (role, heard) = (role.clone(), Arc::clone(&heard));
                // A client that disconnects is not an error of the server.
                thread::spawn(move || drop(serve(connection, &role, &heard)));
            }
        });
        Ok(Self {
            base_url: format!("http://{address}/v1"),
            address,
            asked,
        })
    }

    /// Returns all chat requests so far.
    pub fn asked(&self) -> Vec<Value> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }
}

/// Answers one request.
fn serve(mut connection: TcpStream, role: &Role, asked: &Mutex<Vec<Value>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let (mut length, mut has_key) = (0, false);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        let Some((name, value)) = line.trim().split_once(':') else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "authorization" => has_key = value.trim() == format!("Bearer {}", role.key),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let target = first.split_whitespace().nth(1).unwrap_or_default();
    let path = target.split('?').next().unwrap_or_default();
    let (status, kind, text) = if !has_key {
        let error = json!({"error": {"message": "Incorrect API key.", "code": "invalid_api_key"}});
        ("401 Unauthorized", "application/json", error.to_string())
    } else if path == "/v1/models" {
        let models = role.models.iter();
        let models: Vec<Value> = models
            .map(|id| json!({"id": id, "object": "model", "owned_by": "test"}))
            .collect();
        let list = json!({"object": "list", "data": models});
        ("200 OK", "application/json", list.to_string())
    } else if path == "/v1/chat/completions" || path == "/v1/messages" {
        let chat: Value = serde_json::from_slice(&body).unwrap_or_default();
        let (call, says) = (role.call(&chat).map(call_chunks), role.says(&chat));
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(chat);
        let events = if path == "/v1/messages" {
            messages(&says)
        } else {
            call.unwrap_or_else(|| chunks(&says))
        };
        ("200 OK", "text/event-stream", events)
    } else {
        ("404 Not Found", "application/json", "{}".to_owned())
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    )
}

/// Returns the answer as Chat Completions chunks.
fn chunks(pieces: &[String]) -> String {
    let mut text = chunk(json!({"role": "assistant", "content": ""}), None);
    for piece in pieces {
        text.push_str(&chunk(json!({"content": piece}), None));
    }
    text.push_str(&chunk(json!({}), Some("stop")));
    text.push_str(&last_chunks());
    text
}

/// Returns a tool call without arguments as Chat Completions chunks.
fn call_chunks(tool: &str) -> String {
    let call = json!({
        "index": 0, "id": "call_1", "type": "function", "function": {"name": tool, "arguments": "{}"},
    });
    let begin = json!({"role": "assistant", "content": null, "tool_calls": [call]});
    [
        chunk(begin, None),
        chunk(json!({}), Some("tool_calls")),
        last_chunks(),
    ]
    .concat()
}

fn chunk(delta: Value, reason: Option<&str>) -> String {
    let chunk = json!({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    });
    format!("data: {chunk}\n\n")
}

/// Returns the usage and the end of the stream.
fn last_chunks() -> String {
    let usage = json!({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "m", "choices": [],
        "usage": {"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14},
    });
    format!("data: {usage}\n\ndata: [DONE]\n\n")
}

/// Returns the answer as events of the Messages API.
fn messages(pieces: &[String]) -> String {
    let usage = json!({"input_tokens": 9, "output_tokens": 5});
    let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [],
        "stop_reason": null, "usage": usage});
    let mut events = vec![
        json!({"type": "message_start", "message": message}),
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
    ];
    events.extend(pieces.iter().map(|piece| {
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}})
    }));
    events.extend([
        json!({"type": "content_block_stop", "index": 0}),
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage}),
        json!({"type": "message_stop"}),
    ]);
    let named = |event: &Value| {
        let name = event["type"].as_str().unwrap_or_default();
        format!("event: {name}\ndata: {event}\n\n")
    };
    events.iter().map(named).collect()
}
