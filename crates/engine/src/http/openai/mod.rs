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

use super::{SharedState, json_body, sse};
use crate::brain::{Pieces, RoundError};
use crate::error::{ApiError, json_response};
use crate::run::form;
use read::ChatRequest;
use write::Completion;

/// Returns true if a request for the models list comes from an OpenAI client: these send the key as Bearer token,
/// clients of the contract send it in a header of their own.
pub(super) fn is_asked(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION) && !headers.contains_key("x-goog-api-key")
}

/// `GET /v1/models`.
pub(super) fn models(engine: &SharedState) -> Response {
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
pub(super) async fn chat(Extension(engine): Extension<SharedState>, request: Request) -> Response {
    let body = match json_body(request).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    match begin(&engine, body) {
        Ok((request, pieces, stop)) if request.stream => stream(request, pieces, stop),
        Ok((request, pieces, stop)) => whole(request, pieces, stop).await,
        Err(error) => refusal(&error),
    }
}

fn begin(
    engine: &SharedState,
    body: serde_json::Map<String, Value>,
) -> Result<(ChatRequest, Pieces, CancellationToken), ApiError> {
    let mut request = read::parse(body)?;
    let brain = engine.brains.find(&request.model).ok_or_else(|| {
        let what = format!("There is no model '{}' on this computer.", request.model);
        ApiError::new(404, "model_not_found", what)
    })?;
    let abilities = brain.abilities();
    request.check(&abilities)?;
    let sampling = &request.prompt.chat.sampling;
    if let Some(field) = brain.brain.has_no_words_for(sampling) {
        return Err(ApiError::invalid(format!(
            "The server of the model '{}' takes no {field}: leave it away, or choose another model.",
            request.model
        )));
    }
    if let Some(Format::Schema(schema)) = &request.format
        && let Some(why) = brain.brain.cannot_hold_to(schema)
    {
        return Err(ApiError::invalid(format!("response_format: {why}")));
    }
    for function in &request.prompt.chat.functions {
        if let Some(why) = brain.brain.cannot_hold_to(&function.parameters) {
            let name = &function.name;
            return Err(ApiError::invalid(format!(
                "tools: the parameters of '{name}': {why}"
            )));
        }
    }
    let stop = CancellationToken::new();
    let pieces = brain.think(std::mem::take(&mut request.prompt), stop.clone());
    Ok((request, pieces, stop))
}

async fn whole(request: ChatRequest, mut pieces: Pieces, stop: CancellationToken) -> Response {
    // A client that disconnects stops the brain.
    let _stops = stop.drop_guard();
    let mut answer = Completion::new(&request.model);
    loop {
        match next(&mut pieces).await {
            Ok(Piece::Ended { end, tokens }) => {
                return match check_format(&request, &mut answer, end) {
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
fn check_format(
    request: &ChatRequest,
    answer: &mut Completion,
    end: End,
) -> Result<(), RoundError> {
    let Some(format) = &request.format else {
        return Ok(());
    };
    if end != End::Finished || answer.has_calls() {
        return Ok(());
    }
    match form::conform(format, &answer.text) {
        Ok(fitting) => {
            answer.text = fitting;
            Ok(())
        }
        Err(why) => Err(RoundError::new(
            "api_error",
            format!("The model's answer has not the form that response_format asks for: {why}."),
        )),
    }
}

/// A streamed response. An answer with a format is held until it is complete and valid.
fn stream(request: ChatRequest, pieces: Pieces, stop: CancellationToken) -> Response {
    let answer = Completion::new(&request.model);
    let state = (request, pieces, answer, Some(stop.drop_guard()));
    let lines = futures::stream::unfold(
        state,
        |(request, mut pieces, mut answer, stop)| async move {
            // `stop` is `None` once the stream has ended.
            stop.as_ref()?;
            let (text, stop) = match next(&mut pieces).await {
                Ok(Piece::Ended { end, tokens }) => {
                    match check_format(&request, &mut answer, end) {
                        Ok(()) => {
                            let held = request.format.is_some();
                            (
                                answer.last_chunks(end, tokens, held, request.include_usage),
                                None,
                            )
                        }
                        Err(failed) => (error_line(&failed), None),
                    }
                }
                Ok(piece) => {
                    let holds = request.format.is_some() && matches!(piece, Piece::Text(_));
                    let chunk = answer.chunk(&piece);
                    answer.take(piece);
                    (if holds { String::new() } else { chunk }, stop)
                }
                Err(failed) => (error_line(&failed), None),
            };
            Some((
                Ok::<_, std::io::Error>(text),
                (request, pieces, answer, stop),
            ))
        },
    );
    let lines = lines.filter(|line| {
        let is_empty = line.as_ref().is_ok_and(String::is_empty);
        futures::future::ready(!is_empty)
    });
    sse::response(Body::from_stream(lines))
}

async fn next(pieces: &mut Pieces) -> Result<Piece, RoundError> {
    match pieces.recv().await {
        Some(Ok(Piece::Failed(failure))) => Err(failure.into()),
        Some(piece) => piece,
        None => Err(RoundError::new(
            "api_error",
            "The model stopped without a word. Send it again.",
        )),
    }
}

fn of_failed(failed: &RoundError) -> ApiError {
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

fn error_line(failed: &RoundError) -> String {
    format!("data: {}\n\n", envelope(&of_failed(failed)))
}
