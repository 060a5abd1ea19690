//! Streaming of one answer: sends the request, reads the events, and emits pieces.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::Value;
use sse::{Frame, Framer};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::chat::{Chat, End, Failure, Piece, Tokens};
use crate::http::{refusal, request};
use crate::{Dialect, Provider, anthropic, openai};

/// Number of pieces that are buffered for the receiver before the server has to wait.
const WAITING: usize = 64;

/// Maximum length of an event in bytes: an image is sent in one.
const EVENT_LIMIT: usize = 64 << 20;

/// Maximum length of an answer in bytes on the wire.
const ANSWER_LIMIT: usize = 512 << 20;

/// Idle timeout: a computer without a graphics card may read a long prompt for minutes before its first word.
const IDLE_LIMIT: Duration = Duration::from_secs(15 * 60);

/// How long to wait for token counts, which come after the answer's own end.
const REST_LIMIT: Duration = Duration::from_secs(10);

/// Parser for the events of one answer in one dialect.
pub(crate) trait Reader: Send {
    /// Parses an event and appends its pieces to `out`.
    fn read(&mut self, event: &Value, out: &mut Vec<Piece>) -> Result<(), Failure>;

    /// The reason why the answer ended, once the server has stated it.
    fn end(&self) -> Option<End>;

    /// Returns true if no further event is expected.
    fn is_over(&self) -> bool;

    /// Appends what was held back, after the last event.
    fn finish(&mut self, out: &mut Vec<Piece>);

    /// Token counts, as far as they are known.
    fn tokens(&self) -> Tokens;
}

/// Requests one answer and streams its pieces; the last is [`Piece::Ended`] or [`Piece::Failed`].
///
/// A separate task reads ahead by a few pieces. It ends when the receiver is dropped, or with [`End::Stopped`] when
/// `stop` is cancelled. An answer that breaks off before its own end has failed, whatever was received. Nothing is
/// retried. `client` must use no proxy for a server of this computer, and no timeout for a whole answer.
///
/// # Panics
///
/// Outside a Tokio runtime with time and network enabled.
pub fn chat(
    client: &Client,
    provider: &Provider,
    chat: Chat,
    stop: CancellationToken,
) -> mpsc::Receiver<Piece> {
    let (pieces, receiver) = mpsc::channel(WAITING);
    let (client, provider) = (client.clone(), provider.clone());
    tokio::spawn(async move {
        let mut reader = match provider.dialect {
            Dialect::OpenAi => openai::reader(&provider),
            Dialect::Anthropic => anthropic::reader(&provider),
        };
        let outcome = tokio::select! {
            biased;
            () = pieces.closed() => return,
            () = stop.cancelled() => Ok(End::Stopped),
            outcome = answer(&client, &provider, &chat, reader.as_mut(), &pieces) => outcome,
        };
        let last = match outcome {
            Ok(end) => Piece::Ended {
                end,
                tokens: reader.tokens(),
            },
            Err(failure) => Piece::Failed(failure),
        };
        // The receiver may be gone.
        let _ = pieces.send(last).await;
    });
    receiver
}

async fn answer(
    client: &Client,
    provider: &Provider,
    chat: &Chat,
    reader: &mut dyn Reader,
    pieces: &mpsc::Sender<Piece>,
) -> Result<End, Failure> {
    let (path, body) = match provider.dialect {
        Dialect::OpenAi => ("/chat/completions", openai::body(provider, chat)?),
        Dialect::Anthropic => ("/messages", anthropic::body(provider, chat)?),
    };
    let request = request(client, provider, Method::POST, path)?
        .header("accept", "text/event-stream")
        .json(&body);
    let sent = tokio::time::timeout(IDLE_LIMIT, request.send()).await;
    let mut response = sent
        .map_err(|_| Failure::silent(provider))?
        .map_err(|error| Failure::of_transport(provider, &error))?;
    if !response.status().is_success() {
        return Err(refusal(provider, response).await);
    }
    let is_page = response
        .headers()
        .get("content-type")
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        return Err(Failure::other_service(provider));
    }
    read(provider, &mut response, reader, pieces).await?;
    let end = reader.end().ok_or_else(|| Failure::broken(provider))?;
    let mut rest = Vec::new();
    reader.finish(&mut rest);
    hand_out(pieces, &mut rest).await;
    Ok(end)
}

/// Reads events until the stream ends. That alone is no failure: the reader knows whether the answer is complete.
async fn read(
    provider: &Provider,
    response: &mut Response,
    reader: &mut dyn Reader,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), Failure> {
    let mut framer = Framer::new(EVENT_LIMIT);
    let mut left = ANSWER_LIMIT;
    let mut out = Vec::new();
    loop {
        let limit = match reader.end() {
            Some(_) => REST_LIMIT,
            None => IDLE_LIMIT,
        };
        let chunk = match tokio::time::timeout(limit, response.chunk()).await {
            Ok(Ok(Some(chunk))) => chunk,
            Ok(Ok(None)) => break,
            _ if reader.end().is_some() => return Ok(()),
            Ok(Err(_)) => return Err(Failure::broken(provider)),
            Err(_) => return Err(Failure::silent(provider)),
        };
        left = left
            .checked_sub(chunk.len())
            .ok_or_else(|| Failure::endless(provider))?;
        let mut input = &chunk[..];
        while let Some(frame) = framer
            .next_frame(&mut input)
            .map_err(|_| Failure::endless(provider))?
        {
            let is_last = take(provider, frame, reader, &mut out);
            hand_out(pieces, &mut out).await;
            if is_last? {
                return Ok(());
            }
        }
    }
    while let Ok(Some(frame)) = framer.finish() {
        let is_last = take(provider, frame, reader, &mut out);
        hand_out(pieces, &mut out).await;
        if is_last? {
            break;
        }
    }
    Ok(())
}

/// Processes a frame; returns true if it is the last one.
fn take(
    provider: &Provider,
    frame: Frame<'_>,
    reader: &mut dyn Reader,
    out: &mut Vec<Piece>,
) -> Result<bool, Failure> {
    let json = match frame {
        Frame::Done => return Ok(true),
        Frame::Data(json) if json.trim_ascii().is_empty() => return Ok(false),
        Frame::Data(json) | Frame::Bare(json) => json,
    };
    match serde_json::from_str::<Value>(&json) {
        Ok(event) => reader.read(&event, out)?,
        // An incomplete event after the answer's end does not matter.
        Err(_) if reader.end().is_some() => {}
        Err(_) => return Err(Failure::of_answer(provider, 500, None, json.as_bytes())),
    }
    Ok(reader.is_over())
}

async fn hand_out(pieces: &mpsc::Sender<Piece>, out: &mut Vec<Piece>) {
    for piece in out.drain(..) {
        // A dropped receiver ends the task elsewhere.
        let _ = pieces.send(piece).await;
    }
}
