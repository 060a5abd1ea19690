//! An answer on its way: a request, the events that come back, and the pieces made of them.

use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::Value;
use sse::{Frame, Framer};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::chat::{Chat, End, Failure, Piece, Tokens};
use crate::http::{refusal, request};
use crate::{Dialect, Provider, anthropic, openai};

/// Pieces that wait for the reader before the server has to.
const WAITING: usize = 64;

/// The longest event, in bytes: a picture comes in one.
const EVENT_LIMIT: usize = 64 << 20;

/// The longest answer, in bytes on the wire.
const ANSWER_LIMIT: usize = 512 << 20;

/// A computer without a graphics card may read a long talk for minutes before its first word.
const IDLE_LIMIT: Duration = Duration::from_secs(15 * 60);

/// What only comes after the answer's own end, the token counts, is waited for so long.
const REST_LIMIT: Duration = Duration::from_secs(10);

/// Reads the events of one answer in one dialect.
pub(crate) trait Reader: Send {
    /// Takes an event and adds what it tells to `out`.
    fn read(&mut self, event: &Value, out: &mut Vec<Piece>) -> Result<(), Failure>;

    /// The answer's own end, once it was seen.
    fn end(&self) -> Option<End>;

    /// Nothing comes after this.
    fn is_over(&self) -> bool;

    /// The answer is over: what was held back.
    fn finish(&mut self, out: &mut Vec<Piece>);

    /// What it took, as far as it was told.
    fn tokens(&self) -> Tokens;
}

/// Asks for one answer and gives its pieces as they come; the last is [`Piece::Ended`] or [`Piece::Failed`].
///
/// A task of its own reads ahead by at most some pieces. It ends when the receiver is dropped, or with
/// [`End::Stopped`] when `stop` is cancelled. An answer that breaks off before its own end has failed, whatever came.
/// Nothing is asked twice. `client` must use no proxy for a server of this computer, and no limit for a whole answer.
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
        // Nobody may listen any more.
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

/// Reads events until nothing more comes. That is no failure by itself: whether the answer is whole, the reader knows.
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

/// Takes a frame; whether it is the last one.
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
        // Half an event after the answer's end takes nothing from it.
        Err(_) if reader.end().is_some() => {}
        Err(_) => return Err(Failure::of_answer(provider, 500, None, json.as_bytes())),
    }
    Ok(reader.is_over())
}

async fn hand_out(pieces: &mpsc::Sender<Piece>, out: &mut Vec<Piece>) {
    for piece in out.drain(..) {
        // A receiver that is gone ends the task elsewhere.
        let _ = pieces.send(piece).await;
    }
}
