//! The benchmarks; each uses the ledger the way the app does.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fastrand::Rng;
use ledger::{Interaction, Kind, Ledger, NewConversation, RunUpdate, Set};
use serde_json::json;

use crate::generate::{Vocabulary, event, turn};

/// Number of concurrent streams.
const STREAMS: usize = 200;
/// Interval between two appends of a stream: the engine gathers words for 30 ms, and they come two by two.
const PACE: Duration = Duration::from_millis(50);
/// Interval between two messages of the person.
const SEND: Duration = Duration::from_millis(40);
/// Number of turns shown at once.
const PAGE: usize = 30;

/// Returns the value below which this fraction of all values lies; `all` must not be empty.
pub(crate) fn percentile(all: &[f64], part: f64) -> f64 {
    let mut sorted = all.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len() - 1;
    sorted[((last as f64 * part).ceil() as usize).min(last)]
}

fn ms(of: Duration) -> f64 {
    of.as_secs_f64() * 1_000.0
}

/// Returns the median duration of `times` calls in milliseconds; an additional first call is not counted.
fn median(times: usize, mut call: impl FnMut()) -> f64 {
    call();
    let all: Vec<f64> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            call();
            ms(begun.elapsed())
        })
        .collect();
    percentile(&all, 0.5)
}

/// Opens the ledger as a start of the app does; returns it and the duration in milliseconds.
pub(crate) fn opened(path: &Path) -> (Ledger, f64) {
    let begun = Instant::now();
    let ledger = Ledger::open(path).unwrap();
    ledger.unsettled().unwrap();
    ledger.due_notices().unwrap();
    ledger.deletions().unwrap();
    (ledger, ms(begun.elapsed()))
}

/// Measures the first page of the list.
pub(crate) fn list(ledger: &Ledger) -> f64 {
    median(21, || {
        assert_eq!(
            ledger
                .conversations(Kind::Chat, None, 50)
                .unwrap()
                .items
                .len(),
            50
        );
    })
}

/// Measures reading the newest turns of a conversation with few turns, and of the longest one.
pub(crate) fn newest_turns(ledger: &Ledger) -> (f64, f64) {
    let page = ledger.conversations(Kind::Chat, None, 50).unwrap();
    let length = |line: &&ledger::Summary| line.newest.created_at - line.conversation.created_at;
    let shortest = page.items.iter().min_by_key(length);
    let longest = page.items.iter().max_by_key(length);
    let show = |line: Option<&ledger::Summary>| {
        let conversation = line.unwrap().conversation.id;
        median(21, || {
            let newest = ledger.newest_turn(conversation).unwrap().unwrap();
            let before = ledger.turns_before(newest.id, PAGE - 1).unwrap();
            let mut ids: Vec<_> = before.iter().map(|turn| turn.id).collect();
            ids.push(newest.id);
            ledger.steps_of(&ids).unwrap();
            ledger.siblings(&ids).unwrap();
        })
    };
    (show(shortest), show(longest))
}

/// Measures searches as a person types them, letter by letter; returns the durations by kind of query.
pub(crate) fn search(ledger: &Ledger, vocabulary: &Vocabulary) -> Vec<(&'static str, Vec<f64>)> {
    let letters: Vec<String> = "abcdefghijklmnoprstuvwz"
        .chars()
        .map(String::from)
        .collect();
    let beginnings = |length: usize| -> Vec<String> {
        let words = [0, 3, 40, 200, 900, 4_000, 12_000];
        let words = words.map(|rank| vocabulary.word(rank).chars().take(length).collect());
        words.to_vec()
    };
    let mut rng = Rng::with_seed(1);
    // Parts of words in the other scripts, of the given length.
    let mut parts = |length: usize| -> Vec<String> {
        let mut part = |script: usize| {
            let text: Vec<char> = vocabulary.in_other(&mut rng, script, 8).chars().collect();
            let from = rng.usize(..text.len() - length.min(text.len() - 1));
            text[from..].iter().take(length).collect()
        };
        (0..vocabulary.others() * 5)
            .map(|number| part(number % vocabulary.others()))
            .collect()
    };
    let other = [1, 2, 3, 6].map(&mut parts);
    let [one, two, three, six] = other;
    let mut several = |count: usize| -> Vec<String> {
        (0..20).map(|_| vocabulary.text(&mut rng, count)).collect()
    };
    let inside: Vec<String> = (0..40)
        .map(|number| {
            vocabulary
                .word(number * 450)
                .chars()
                .skip(1)
                .take(4)
                .collect()
        })
        .collect();
    let signs = [
        "3~5",
        "C++",
        "~",
        "-",
        ".",
        "x",
        "q",
        "龘",
        "->",
        "nothing of the kind",
    ];
    let kinds = [
        ("one ideograph or letter", one),
        ("two of them", two),
        ("three of them", three),
        ("six of them", six),
        ("a part of a word", inside),
        (
            "signs, and what is nowhere",
            signs.map(str::to_owned).to_vec(),
        ),
        ("one letter", letters),
        ("two letters", beginnings(2)),
        ("three letters", beginnings(3)),
        ("a word", several(1)),
        ("two words", several(2)),
        ("five words", several(5)),
    ];
    let time = |query: &String| {
        let begun = Instant::now();
        ledger.search(query, 50).unwrap();
        ms(begun.elapsed())
    };
    kinds
        .into_iter()
        .map(|(kind, queries)| (kind, queries.iter().map(time).collect()))
        .collect()
}

/// Duration of the person's turns while many streams append.
pub(crate) struct Sends {
    /// Time of each until it was on the disk, in milliseconds.
    pub(crate) ms: Vec<f64>,
    /// Number of batches that the streams appended per second.
    pub(crate) appends: f64,
}

/// Runs appending streams for a while, with a person sending turns meanwhile.
pub(crate) async fn sends(ledger: &Ledger, vocabulary: &Vocabulary, length: Duration) -> Sends {
    let mut rng = Rng::with_seed(2);
    let at = 1_800_000_000_000;
    let mut streams = Vec::new();
    let is_over = Arc::new(AtomicBool::new(false));
    let appends = Arc::new(AtomicU64::new(0));
    let mut begin = |kind: Kind| {
        let new = NewConversation {
            kind,
            title: vocabulary.text(&mut rng, 4),
        };
        let first = turn(vocabulary, &mut rng, kind == Kind::Job, None, at);
        ledger.create(&new, &first).unwrap().1
    };
    for _ in 0..STREAMS {
        let run = begin(Kind::Job);
        let ledger = ledger.clone();
        let stream = stream(ledger, run, Arc::clone(&is_over), Arc::clone(&appends));
        streams.push(tokio::spawn(stream));
    }
    let mut last = begin(Kind::Chat);
    let texts: Vec<_> = (0..64)
        .map(|_| turn(vocabulary, &mut rng, false, None, at))
        .collect();
    let mut all = Vec::new();
    let begun = Instant::now();
    appends.store(0, Ordering::Relaxed);
    while begun.elapsed() < length {
        tokio::time::sleep(SEND).await;
        let mut new = texts[all.len() % texts.len()].clone();
        new.parent_id = Some(last.id);
        let ledger = ledger.clone();
        let sent = Instant::now();
        let send = move || ledger.follow_up(last.conversation_id, &new).unwrap();
        last = tokio::task::spawn_blocking(send).await.unwrap();
        all.push(ms(sent.elapsed()));
    }
    let appends = appends.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    for stream in streams {
        stream.await.unwrap();
    }
    Sends { ms: all, appends }
}

async fn stream(
    ledger: Ledger,
    run: Interaction,
    is_over: Arc<AtomicBool>,
    appends: Arc<AtomicU64>,
) {
    let mut seq = 0;
    let mut clock = tokio::time::interval(PACE);
    while !is_over.load(Ordering::Relaxed) {
        clock.tick().await;
        let events = [1, 2].map(|more| event(seq + more, run.created_at, "two words more"));
        seq += 2;
        let update = RunUpdate {
            phase: Some(json!({"name": "streaming", "stored": seq})),
            status: Set::To("in_progress".to_owned()),
            api_id: Set::To("v1_of_a_stream".to_owned()),
            settled: Some(false),
            last_event_at: Set::To(run.created_at + seq),
            ..RunUpdate::default()
        };
        ledger
            .append_async(run.id, None, events.to_vec(), update)
            .await
            .unwrap();
        appends.fetch_add(1, Ordering::Relaxed);
    }
    let over = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    ledger
        .append_async(run.id, None, Vec::new(), over)
        .await
        .unwrap();
}
