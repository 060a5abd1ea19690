//! Helpers for chats with a loopback server, and for comparing their results.

use providers::chat::{Chat, Message, Part, Piece, Role};
use providers::{Provider, chat};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::server::{Answer, Server, client};

/// A message of the person.
pub(crate) fn user(parts: impl Into<Vec<Part>>) -> Message {
    Message {
        role: Role::User,
        parts: parts.into(),
    }
}

/// A message of the model.
pub(crate) fn assistant(parts: impl Into<Vec<Part>>) -> Message {
    Message {
        role: Role::Assistant,
        parts: parts.into(),
    }
}

pub(crate) fn text(text: &str) -> Part {
    Part::Text(text.to_owned())
}

/// A chat with these messages.
pub(crate) fn talk(messages: impl Into<Vec<Message>>) -> Chat {
    Chat {
        model: "m".into(),
        messages: messages.into(),
        ..Chat::default()
    }
}

/// All pieces of an answer; adjacent texts, thoughts and arguments are joined.
pub(crate) async fn pieces(provider: &Provider, asked: Chat) -> Vec<Piece> {
    let mut receiver = chat(&client(), provider, asked, CancellationToken::new());
    let mut pieces: Vec<Piece> = Vec::new();
    while let Some(piece) = receiver.recv().await {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
            (Some(Piece::Thought(text)), Piece::Thought(more)) => text.push_str(&more),
            (Some(Piece::CallArguments(text)), Piece::CallArguments(more)) => text.push_str(&more),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

/// The pieces for this raw answer in the Chat Completions dialect.
pub(crate) async fn answered(answer: Answer) -> Vec<Piece> {
    let server = Server::start([("POST /v1/chat/completions", answer)]).await;
    pieces(&server.provider(), talk([user([text("Hello")])])).await
}

/// The pieces for this raw answer in the Messages dialect.
pub(crate) async fn anthropic_answered(answer: Answer) -> Vec<Piece> {
    let server = Server::start([("POST /v1/messages", answer)]).await;
    pieces(&server.anthropic(), talk([user([text("Hello")])])).await
}

/// The request body for this chat in the Chat Completions dialect.
pub(crate) async fn asked(chat: Chat) -> Value {
    let server =
        Server::start([("POST /v1/chat/completions", Answer::chunks([end("stop")]))]).await;
    pieces(&server.provider(), chat).await;
    server.asked()[0].body.clone()
}

/// A chunk with a delta.
pub(crate) fn delta(delta: Value) -> Value {
    json!({"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta}]})
}

/// A chunk with a finish reason.
pub(crate) fn end(reason: &str) -> Value {
    json!({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
}

/// The last piece without token counts: the reason of the end, or the failure's kind and message.
pub(crate) fn last(pieces: &[Piece]) -> String {
    match pieces.last() {
        Some(Piece::Ended { end, .. }) => format!("{end:?}"),
        Some(Piece::Failed(failure)) => format!("{:?}: {}", failure.kind, failure.message),
        other => format!("{other:?}"),
    }
}

/// All but the last piece.
pub(crate) fn said(pieces: &[Piece]) -> &[Piece] {
    &pieces[..pieces.len() - 1]
}

/// Calls and their arguments in a readable form.
pub(crate) fn calls(pieces: &[Piece]) -> Vec<String> {
    let mut calls: Vec<String> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::CallBegins { id, name } => calls.push(format!("{id} {name} ")),
            Piece::CallArguments(more) => calls.last_mut().unwrap().push_str(more),
            _ => {}
        }
    }
    calls
}
