//! The OpenAI Chat Completions API in front of the engine's brains.
//!
//! `POST /v1/chat/completions` and `GET /v1/models`, with the engine's key as Bearer token. Stateless: the caller
//! sends the whole conversation. Unsupported fields are refused by name.

mod read;
mod write;

use axum::Extension;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use providers::chat::{End, Format, Piece};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{Shared, json_body, sse};
use crate::brain::{Failed, Pieces};
use crate::error::{ApiError, json_response};
use crate::run::form;
use read::Wanted;
use write::Answer;

/// Returns true if a request for the models list comes from an OpenAI client: these send the key as Bearer token,
/// clients of the contract send it in a header of their own.
pub(super) fn is_asked(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION) && !headers.contains_key("x-goog-api-key")
}

/// `GET /v1/models`.
pub(super) fn models(engine: &Shared) -> Response {
    let models = engine.brains.models().into_iter();
    let entries = models.filter_map(|model| {
        let id = model.id()?.to_string();
        let owner = id.split_once('/').map_or("errand", |(server, _)| server);
        Some(json!({"id": id, "object": "model", "created": 0, "owned_by": owner}))
    });
    let data: Vec<Value> = entries.collect();
    json_response(200, &json!({"object": "list", "data": data}))
}

/// `POST /v1/chat/completions`.
pub(super) async fn chat(Extension(engine): Extension<Shared>, request: Request) -> Response {
    let body = match json_body(request).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    match begin(&engine, body) {
        Ok((wanted, pieces, stop)) if wanted.stream => stream(wanted, pieces, stop),
        Ok((wanted, pieces, stop)) => whole(wanted, pieces, stop).await,
        Err(error) => refusal(&error),
    }
}

fn begin(
    engine: &Shared,
    body: serde_json::Map<String, Value>,
) -> Result<(Wanted, Pieces, CancellationToken), ApiError> {
    let mut wanted = read::wanted(body)?;
    let brain = engine.brains.find(&wanted.model).ok_or_else(|| {
        let what = format!("There is no model '{}' on this computer.", wanted.model);
        ApiError::new(404, "model_not_found", what)
    })?;
    let abilities = brain.abilities();
    wanted.check(&abilities)?;
    let sampling = &wanted.prompt.chat.sampling;
    if let Some(field) = brain.brain.has_no_words_for(sampling) {
        return Err(ApiError::invalid(format!(
            "The server of the model '{}' takes no {field}: leave it away, or choose another model.",
            wanted.model
        )));
    }
    if let Some(Format::Schema(schema)) = &wanted.format
        && let Some(why) = brain.brain.cannot_hold_to(schema)
    {
        return Err(ApiError::invalid(format!("response_format: {why}")));
    }
    for function in &wanted.prompt.chat.functions {
        if let Some(why) = brain.brain.cannot_hold_to(&function.parameters) {
            let name = &function.name;
            return Err(ApiError::invalid(format!(
                "tools: the parameters of '{name}': {why}"
            )));
        }
    }
    let stop = CancellationToken::new();
    let pieces = brain.think(std::mem::take(&mut wanted.prompt), stop.clone());
    Ok((wanted, pieces, stop))
}

async fn whole(wanted: Wanted, mut pieces: Pieces, stop: CancellationToken) -> Response {
    // A client that disconnects stops the brain.
    let _stops = stop.drop_guard();
    let mut answer = Answer::new(&wanted.model);
    loop {
        match next(&mut pieces).await {
            Ok(Piece::Ended { end, tokens }) => {
                return match settled(&wanted, &mut answer, end) {
                    Ok(()) => json_response(200, &answer.whole(end, tokens)),
                    Err(failed) => refusal(&of_failed(&failed)),
                };
            }
            Ok(piece) => answer.take(piece),
            Err(failed) => return refusal(&of_failed(&failed)),
        }
    }
}

/// Validates the format of a complete answer and removes a code fence around it.
fn settled(wanted: &Wanted, answer: &mut Answer, end: End) -> Result<(), Failed> {
    let Some(format) = &wanted.format else {
        return Ok(());
    };
    if end != End::Finished || answer.has_calls() {
        return Ok(());
    }
    match form::fit(format, &answer.text) {
        Ok(fitting) => {
            answer.text = fitting;
            Ok(())
        }
        Err(why) => Err(Failed::new(
            "api_error",
            format!("The model's answer has not the form that response_format asks for: {why}."),
        )),
    }
}

/// A streamed response. An answer with a format is held until it is complete and valid.
fn stream(wanted: Wanted, pieces: Pieces, stop: CancellationToken) -> Response {
    let answer = Answer::new(&wanted.model);
    let state = (wanted, pieces, answer, Some(stop.drop_guard()));
    let lines =
        futures::stream::unfold(state, |(wanted, mut pieces, mut answer, stop)| async move {
            // `stop` is `None` once the stream has ended.
            stop.as_ref()?;
            let (text, stop) = match next(&mut pieces).await {
                Ok(Piece::Ended { end, tokens }) => match settled(&wanted, &mut answer, end) {
                    Ok(()) => {
                        let held = wanted.format.is_some();
                        (
                            answer.last_chunks(end, tokens, held, wanted.include_usage),
                            None,
                        )
                    }
                    Err(failed) => (error_line(&failed), None),
                },
                Ok(piece) => {
                    let holds = wanted.format.is_some() && matches!(piece, Piece::Text(_));
                    let chunk = answer.chunk(&piece);
                    answer.take(piece);
                    (if holds { String::new() } else { chunk }, stop)
                }
                Err(failed) => (error_line(&failed), None),
            };
            Some((
                Ok::<_, std::io::Error>(text),
                (wanted, pieces, answer, stop),
            ))
        });
    let lines = lines.filter(|line| {
        let is_empty = line.as_ref().is_ok_and(String::is_empty);
        futures::future::ready(!is_empty)
    });
    sse::response(Body::from_stream(lines))
}

async fn next(pieces: &mut Pieces) -> Result<Piece, Failed> {
    match pieces.recv().await {
        Some(Ok(Piece::Failed(failure))) => Err(failure.into()),
        Some(piece) => piece,
        None => Err(Failed::new(
            "api_error",
            "The model stopped without a word. Send it again.",
        )),
    }
}

fn of_failed(failed: &Failed) -> ApiError {
    let status = match failed.code.as_str() {
        "invalid_request" | "failed_precondition" | "no_model" => 400,
        "authentication" => 401,
        "model_not_found" => 404,
        "quota_exceeded" | "rate_limit_exceeded" | "too_many_requests" => 429,
        "service_unavailable" => 503,
        _ => 500,
    };
    ApiError::new(status, &failed.code, &failed.message)
}

fn envelope(error: &ApiError) -> Value {
    let kind = match error.status {
        400..=404 => "invalid_request_error",
        429 => "rate_limit_error",
        _ => "server_error",
    };
    json!({"error": {"message": error.message, "type": kind, "param": null, "code": error.code}})
}

fn refusal(error: &ApiError) -> Response {
    json_response(error.status, &envelope(error)).into_response()
}

fn error_line(failed: &Failed) -> String {
    format!("data: {}\n\n", envelope(&of_failed(failed)))
}
