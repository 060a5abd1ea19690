//! Faults that a server may inject into its responses.

use std::io::Write;
use std::sync::LazyLock;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::random::Random;
use crate::server::{self, Act};

/// One fault. Those up to `Scrambled` need a stream, the others apply to any request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// This many further events, then a regular end without the last event.
    Cut(usize),
    /// This many further events, then a reset in the middle of the next one.
    CutByReset(usize),
    /// This many further events, then silence for an hour.
    CutBySilence(usize),
    /// This many further events, then endless SSE comments as heartbeats.
    Heartbeat(usize),
    /// All events, correct but in chunks of this many bytes with pauses.
    Slowly(usize),
    /// The whole stream again, regardless of the last event id.
    Replay,
    /// Repeats the last event on resuming.
    Inclusive,
    /// The whole stream with two events swapped, regardless of the last event id.
    Scrambled,
    /// A data line that is not JSON, or not UTF-8.
    BrokenLine,
    /// A data line of 100 MB.
    LongLine,
    Reset,
    Close,
    /// Half a head, half a body, or a chunk that is shorter than its length.
    Half(usize),
    /// Sends half a response, then only receives.
    HalfClosed,
    Silence,
    /// Bytes that are not HTTP.
    Noise,
    /// A transient error with this status and body shape.
    Passing(u16, usize),
    /// A permanent error with this status and body shape.
    Final(u16, usize),
    /// 200 with a body of the wrong type.
    WrongType(usize),
    /// A compression bomb: a gigabyte in a megabyte.
    Bomb,
}

impl Fault {
    pub(super) fn any(random: &mut Random) -> Self {
        let few = random.below(6);
        match random.below(24) {
            0 | 1 => Self::Cut(few),
            2 | 3 => Self::CutByReset(few),
            4 => Self::CutBySilence(few),
            5 => Self::Heartbeat(few),
            6 => Self::Slowly(1 + random.below(40)),
            7 | 8 => Self::Replay,
            9 | 10 => Self::Inclusive,
            11 => Self::Scrambled,
            12 => Self::BrokenLine,
            13 if random.one_in(4) => Self::LongLine,
            13 => Self::Noise,
            14 => Self::Reset,
            15 => Self::Close,
            16 => Self::Half(random.below(3)),
            17 => Self::HalfClosed,
            18 => Self::Silence,
            19 | 20 => Self::Passing(
                random.one_of(&[408, 409, 429, 500, 501, 502, 503, 504]),
                random.below(8),
            ),
            21 => Self::Final(
                random.one_of(&[400, 401, 403, 404, 416, 499]),
                random.below(8),
            ),
            22 => Self::WrongType(random.below(5)),
            _ if random.one_in(2) => Self::Bomb,
            _ => Self::Passing(503, 0),
        }
    }

    /// Returns true if a client that retries or resumes must succeed in spite of the fault.
    pub(super) fn passes(self) -> bool {
        match self {
            Self::Scrambled
            | Self::BrokenLine
            | Self::LongLine
            | Self::Noise
            | Self::Final(..)
            | Self::WrongType(_)
            | Self::Bomb => false,
            // A daily quota.
            Self::Passing(_, shape) => shape != 6,
            _ => true,
        }
    }

    /// Number of events that have certainly reached a client that requested those from `from` on.
    pub(super) fn arrives(self, from: usize) -> usize {
        match self {
            Self::Cut(count) | Self::CutBySilence(count) | Self::Heartbeat(count) => from + count,
            _ => 0,
        }
    }

    /// The response to a request that is not for a stream, or to any request; `None` for stream faults.
    pub(super) fn acts(self, body: &str) -> Option<Vec<Act>> {
        Some(match self {
            Self::Reset => vec![Act::Reset],
            Self::Close => Vec::new(),
            Self::Half(kind) => {
                let half = &body[..body.floor_char_boundary(body.len() / 2)];
                let length = body.len();
                let text = match kind {
                    0 => "HTTP/1.1 200 OK\r\ncontent-ty".to_owned(),
                    1 => format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{half}"
                    ),
                    _ => format!(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n{length:x}\r\n{half}"
                    ),
                };
                vec![Act::Send(text.into())]
            }
            Self::HalfClosed => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{";
                vec![Act::Send(head.into()), Act::HalfClose, Act::Wait(HOUR)]
            }
            Self::Silence => vec![Act::Wait(HOUR)],
            Self::Noise => vec![Act::Send(
                b"\x16\x03\x01 220 mail.test ready\r\n\r\n".to_vec(),
            )],
            Self::Passing(status, shape) | Self::Final(status, shape) => error(status, shape),
            Self::WrongType(kind) => {
                let (mime, body) = [
                    ("text/html", "<html>login</html>"),
                    ("application/json", "{}"),
                    ("text/plain", "ok"),
                    ("application/json", ""),
                    ("application/json", "[1, 2"),
                ][kind];
                server::answer(200, &[("content-type", mime)], body)
            }
            Self::Bomb => server::answer(
                200,
                &[
                    ("content-type", "application/json"),
                    ("content-encoding", "gzip"),
                ],
                &*BOMB,
            ),
            _ => return None,
        })
    }

    /// The response to a request for the events from `from` on.
    pub(super) fn stream(self, all: &[String], from: usize) -> Vec<Act> {
        let few = |count: usize| &all[from..all.len().min(from + count)];
        let then = |events: &[String], more: &[Act]| [stream(events), more.to_vec()].concat();
        let pause = Act::Wait(Duration::from_millis(5));
        match self {
            Self::Cut(count) if from + count < all.len() => then(few(count), &[]),
            Self::CutByReset(count) if from + count < all.len() => {
                let half = Act::Send(b"data: {\"event_type\":\"st".to_vec());
                then(few(count), &[half, pause, Act::Reset])
            }
            Self::CutBySilence(count) if from + count < all.len() => {
                then(few(count), &[Act::Wait(HOUR)])
            }
            Self::Heartbeat(count) if from + count < all.len() => {
                let beat = [
                    Act::Send(b": still here\n\n".to_vec()),
                    Act::Wait(Duration::from_secs(1)),
                ];
                then(few(count), &vec![beat; 30].concat())
            }
            Self::Slowly(piece) => {
                let mut acts = stream(&[]);
                for bytes in wire(&all[from..]).chunks(piece.max(8) * 8) {
                    acts.push(Act::Send(bytes.to_vec()));
                    acts.push(Act::Wait(Duration::from_millis(10)));
                }
                acts
            }
            Self::Replay => whole(all),
            Self::Inclusive => whole(&all[from.saturating_sub(1)..]),
            Self::Scrambled if all.len() > 4 => {
                let mut events = all.to_vec();
                events.swap(1, 3);
                whole(&events)
            }
            Self::BrokenLine => then(few(1), &[Act::Send(b"data: {\"index\":\xFF\n\n".to_vec())]),
            Self::LongLine => {
                let flood = Act::Repeat(vec![b'x'; 1 << 16], 1600);
                then(few(1), &[Act::Send(b"data: {\"".to_vec()), flood])
            }
            Self::Bomb => {
                let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n";
                vec![Act::Send([head.as_bytes(), &*BOMB].concat())]
            }
            _ => whole(&all[from..]),
        }
    }
}

const HOUR: Duration = Duration::from_secs(3600);

/// A gigabyte of `x`, compressed.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&vec![b'x'; 1 << 20]).unwrap();
    packer.finish().unwrap().repeat(1024)
});

/// An error in one of the shapes of contract section 1.4, or in none of them.
fn error(status: u16, shape: usize) -> Vec<Act> {
    let a = r#"{"error":{"message":"No.","code":"some_code"}}"#.to_owned();
    let b = format!(r#"{{"error":{{"code":{status},"message":"No.","status":"UNAVAILABLE"}}}}"#);
    let quota = r#"{"error":{"message":"Enough for today.","code":"quota_exceeded"}}"#.to_owned();
    let (header, body) = match shape {
        0 => (("x-shape", "a"), a),
        1 => (("x-shape", "b"), b),
        2 => (("x-shape", "array"), format!("[{b}]")),
        3 => (("retry-after", "2"), a),
        4 => (
            ("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
            "<html>Busy</html>".to_owned(),
        ),
        5 => (("retry-after-ms", "30"), String::new()),
        7 => return server::answer(status, &[("content-encoding", "gzip")], &*BOMB),
        _ => (("x-shape", "quota"), quota),
    };
    server::answer(
        status,
        &[header, ("content-type", "application/json")],
        body,
    )
}

fn wire(events: &[String]) -> Vec<u8> {
    let lines = events.iter().map(|event| format!("data: {event}\n\n"));
    lines.collect::<String>().into_bytes()
}

/// The head of a stream and these events.
fn stream(events: &[String]) -> Vec<Act> {
    server::events(wire(events))
}

/// The same, with the regular end.
fn whole(events: &[String]) -> Vec<Act> {
    let done = b"event: done\ndata: [DONE]\n\n".to_vec();
    [stream(events), vec![Act::Send(done)]].concat()
}

/// A correct stream.
pub(super) fn well(all: &[String], from: usize) -> Vec<Act> {
    whole(&all[from..])
}

/// A file, or the rest of it from a byte offset.
pub(super) fn rest_of(file: &[u8], from: usize) -> Vec<Act> {
    vec![Act::Send([&head_of(file, from), &file[from..]].concat())]
}

/// The first half of [`rest_of`]; then the connection is closed, or the server only receives.
pub(super) fn half_of(file: &[u8], from: usize, listens: bool) -> Vec<Act> {
    let rest = &file[from..];
    let half = &rest[..rest.len() / 2];
    let mut acts = vec![Act::Send([&head_of(file, from), half].concat())];
    if listens {
        acts.extend([Act::HalfClose, Act::Wait(HOUR)]);
    }
    acts
}

fn head_of(file: &[u8], from: usize) -> Vec<u8> {
    let (all, last) = (file.len(), file.len() - 1);
    let kind = match from {
        0 => "200 OK".to_owned(),
        _ => format!("206 Partial Content\r\ncontent-range: bytes {from}-{last}/{all}"),
    };
    let length = all - from;
    format!("HTTP/1.1 {kind}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n").into_bytes()
}
