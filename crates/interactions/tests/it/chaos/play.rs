//! One run: a call, the faults it encounters, and the required outcome.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::StreamExt;
use interactions::{
    Client, CreateInteraction, Error, Event, Interaction, PollPolicy, RetryPolicy, StreamEvent,
    Timeouts,
};

use super::faults::{self, Fault};
use super::random::Random;
use super::truth::{self, Truth, folded};
use crate::server::{self, Act, Request, Server};

/// Upper bound on the number of requests of a run.
const MOST_REQUESTS: usize = 80;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    CreateEvents,
    Events,
    Create,
    Get,
    Wait,
    Download,
}

/// The plan of one run.
#[derive(Debug, Clone)]
pub(super) struct Play {
    call: Call,
    truth: usize,
    /// The faults of the first requests, one each; later requests get correct responses.
    faults: Vec<Fault>,
    /// True if every request gets the first fault.
    never_better: bool,
    /// True if the server supports range requests.
    ranges: bool,
}

impl Play {
    pub(super) fn new(mut random: Random, truths: usize) -> Self {
        let calls = [
            Call::CreateEvents,
            Call::CreateEvents,
            Call::Events,
            Call::Events,
            Call::Create,
            Call::Get,
            Call::Wait,
            Call::Download,
        ];
        let count = 1 + random.below(3);
        Self {
            call: random.one_of(&calls),
            truth: random.below(truths),
            faults: (0..count).map(|_| Fault::any(&mut random)).collect(),
            never_better: random.one_in(12),
            ranges: random.one_in(2),
        }
    }

    fn fault(&self, number: usize) -> Option<Fault> {
        let at = if self.never_better { 0 } else { number };
        self.faults.get(at).copied()
    }

    /// Returns true if the call must succeed: only a few faults, all of them transient.
    fn must_succeed(&self) -> bool {
        if self.never_better || !self.faults.iter().all(|fault| fault.passes()) {
            return false;
        }
        let creates = matches!(self.call, Call::Create | Call::CreateEvents);
        // A create is not retried: its response must have been correct.
        !creates || self.creates_well()
    }

    fn creates_well(&self) -> bool {
        let answers = match self.faults[0] {
            Fault::Cut(events) | Fault::CutBySilence(events) | Fault::Heartbeat(events) => {
                events > 0
            }
            Fault::Slowly(_) | Fault::Replay | Fault::Inclusive => true,
            _ => false,
        };
        answers || (self.call == Call::Create && self.faults[0].acts("").is_none())
    }
}

/// The server and client of a batch of runs.
pub(super) struct Stage {
    client: Client,
    truths: Arc<[Truth]>,
    now: Arc<Mutex<Now>>,
    _server: Server,
}

/// The current run.
struct Now {
    play: Option<Play>,
    seen: Vec<(String, Option<Fault>)>,
    /// Number of events that have certainly reached the client.
    arrived: usize,
}

impl Stage {
    pub(super) async fn start(truths: Arc<[Truth]>) -> Self {
        let now = Arc::new(Mutex::new(Now {
            play: None,
            seen: Vec::new(),
            arrived: 0,
        }));
        let (current, served) = (Arc::clone(&now), Arc::clone(&truths));
        let server = Server::start(move |request, _| {
            let mut now = current.lock().unwrap();
            let Some(play) = now.play.clone() else {
                return Vec::new();
            };
            let fault = play.fault(now.seen.len());
            let line = format!("{} {}?{}", request.method, request.path, request.query);
            now.seen.push((line, fault));
            let from = if play.ranges { first_byte(request) } else { 0 };
            answer(request, &served[play.truth], fault, from, &mut now.arrived)
        })
        .await;
        let retry = RetryPolicy {
            attempts: 6,
            ..RetryPolicy::default()
        };
        let poll = PollPolicy {
            silence: Duration::from_secs(8),
            ..PollPolicy::default()
        };
        let client = Client::builder(server.url())
            .timeouts(Timeouts::default())
            .retry(retry)
            .poll(poll)
            .event_limit(1 << 20)
            .body_limit(1 << 20)
            .build()
            .unwrap();
        Self {
            client,
            truths,
            now,
            _server: server,
        }
    }

    /// The requests of this run, each with its fault.
    pub(super) fn seen(&self) -> Vec<(String, Option<Fault>)> {
        self.now.lock().unwrap().seen.clone()
    }
}

/// The file to download.
fn file() -> Vec<u8> {
    (0..90_000u32).map(|n| (n * 7 % 251) as u8).collect()
}

/// The start of a `Range` header; 0 without one.
fn first_byte(request: &Request) -> usize {
    let range = request.headers.get("range");
    range
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0)
}

fn answer(
    request: &Request,
    truth: &Truth,
    fault: Option<Fault>,
    first_byte: usize,
    arrived: &mut usize,
) -> Vec<Act> {
    let is_stream = request.query.contains("stream=true")
        || String::from_utf8_lossy(&request.body).contains("\"stream\":true");
    let is_file = request.path.contains("/files/");
    if let Some(fault) = fault {
        if is_stream {
            let all = &truth.lines;
            let from = from(request, truth);
            // A changed order can be noticed only if the first order is known.
            if fault == Fault::Scrambled && *arrived < 4 {
                return faults::well(all, from);
            }
            *arrived = fault.arrives(from).max(*arrived);
            return match fault.acts(&truth.body) {
                Some(acts) if fault != Fault::Bomb => acts,
                _ => fault.stream(all, from),
            };
        }
        match fault.acts(&truth.body) {
            // A file may consist of any bytes: whatever the server sends is the file.
            Some(_) if is_file && matches!(fault, Fault::WrongType(_) | Fault::Bomb) => {}
            Some(_) if is_file && matches!(fault, Fault::Half(_) | Fault::HalfClosed) => {
                return faults::half_of(&file(), first_byte, fault == Fault::HalfClosed);
            }
            Some(acts) => return acts,
            None => {}
        }
    }
    if is_stream {
        return faults::well(&truth.lines, from(request, truth));
    }
    if is_file {
        return faults::rest_of(&file(), first_byte);
    }
    server::json(&truth.body)
}

fn from(request: &Request, truth: &Truth) -> usize {
    let pairs = request.query.split('&');
    let id = pairs
        .filter_map(|pair| pair.strip_prefix("last_event_id="))
        .next()
        .map(|id| id.replace("%3D", "="));
    truth.after(id.as_deref())
}

/// Plays a run; the error describes a failure.
pub(super) async fn play(stage: &Stage, play: Play) -> Result<(), String> {
    *stage.now.lock().unwrap() = Now {
        play: Some(play.clone()),
        seen: Vec::new(),
        arrived: 0,
    };
    let day = Duration::from_secs(24 * 3600);
    let ended = tokio::time::timeout(day, perform(stage, &play)).await;
    let ended = ended.map_err(|_| "it does not end within a day")?;
    let seen = stage.seen();
    let posts = seen
        .iter()
        .filter(|(line, _)| line.starts_with("POST"))
        .count();
    if posts > 1 {
        return Err("a create was sent again".to_owned());
    }
    if seen.len() > MOST_REQUESTS {
        return Err(format!("{} requests", seen.len()));
    }
    match ended? {
        Err(error) if play.must_succeed() => Err(format!("it should have succeeded: {error:?}")),
        _ => Ok(()),
    }
}

/// Makes the call and checks that the result is the truth or an error.
async fn perform(stage: &Stage, play: &Play) -> Result<Result<(), Error>, String> {
    let client = &stage.client;
    let truth = &stage.truths[play.truth];
    let id = truth.id.clone();
    let ask = CreateInteraction::agent("a").input("q").background(true);
    let unary = match play.call {
        Call::CreateEvents => {
            let events = match client.create_events(&ask).await {
                Ok(events) => events.collect::<Vec<_>>().await,
                Err(error) => vec![Err(error)],
            };
            return told(events, truth);
        }
        Call::Events => return told(client.events(&id, None).collect().await, truth),
        Call::Download => {
            let copied = async {
                let download = client.environments().download(&"e".into(), "f").await?;
                let mut bytes = Vec::new();
                download.copy_to(&mut bytes).await.map(|_| bytes)
            };
            return match copied.await {
                Ok(bytes) if bytes == file() => Ok(Ok(())),
                Ok(bytes) => Err(format!("{} bytes are another file", bytes.len())),
                Err(error) => Ok(Err(error)),
            };
        }
        Call::Create => client.create(&ask).await,
        Call::Get => client.get(&id).await,
        Call::Wait => client.wait(&id).await,
    };
    match unary {
        Ok(interaction) => same(&interaction, truth).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

fn same(interaction: &Interaction, truth: &Truth) -> Result<(), String> {
    let given = truth::meaning(interaction);
    if given == truth.meaning {
        Ok(())
    } else {
        Err(format!("it gave {given}\ninstead of {}", truth.meaning))
    }
}

/// Checks the events of a stream: a prefix of the true ones, then the true end or an error.
fn told(
    events: Vec<Result<StreamEvent, Error>>,
    truth: &Truth,
) -> Result<Result<(), Error>, String> {
    let mut good = Vec::new();
    for event in events {
        match event {
            Ok(event) => good.push(event),
            Err(error) => {
                let delivered = good.iter().zip(&truth.lines);
                return match delivered.clone().all(|(event, line)| *event.raw == **line) {
                    true if good.len() < truth.lines.len() => Ok(Err(error)),
                    _ => Err("before an error came what is not true".to_owned()),
                };
            }
        }
    }
    let Some((last, before)) = good.split_last() else {
        return Err("it ended without an event".to_owned());
    };
    if !matches!(last.event, Event::Completed(_)) {
        return Err("it ended without its last event".to_owned());
    }
    let count = before.len();
    if before
        .iter()
        .map(|event| &*event.raw)
        .ne(truth.lines[..count].iter().map(|line| &**line))
    {
        return Err("events are missing, repeated or in another order".to_owned());
    }
    same(&folded(&good), truth).map(Ok)
}
