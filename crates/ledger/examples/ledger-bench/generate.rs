//! Generates a ledger of any size from a seed; each conversation depends on its number alone.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use fastrand::Rng;
use ledger::{
    ArtifactState, ArtifactUpdate, Engine, Event, Interaction, Kind, Ledger, NewArtifact,
    NewConversation, NewInteraction, RunId, RunUpdate, Set, Source, Step, Target,
};
use serde_json::{Value, json};

/// Number of concurrent writers; they share their commits.
const WRITERS: usize = 48;
/// Size of the vocabulary.
const WORDS: usize = 20_000;
/// One in this many turns is an edit of the preceding one and makes a branch.
const BRANCH: usize = 12;
/// One in this many turns makes files.
const FILES: usize = 10;
/// Milliseconds between two turns.
const APART: i64 = 60_000;

/// Settings key for the number of bytes of text that the ledger was made of.
pub(crate) const TEXT_BYTES: &str = "bench_text_bytes";

/// Number of turns of the longest conversation, for this many interactions.
pub(crate) fn longest(interactions: usize) -> usize {
    interactions / 10
}

/// Fills a ledger with this many interactions of ten steps each on average, in conversations of 1 to 30 turns and one
/// long conversation, which is the most recently updated.
pub(crate) fn fill(ledger: &Ledger, interactions: usize, seed: u64) {
    // Skips the welcome page.
    ledger
        .set_setting("settings", &json!({"welcomed": true}))
        .expect("a setting");
    let vocabulary = Vocabulary::new(seed);
    let sizes = sizes(interactions - longest(interactions), seed);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(turns) = sizes.get(number) else {
                        return;
                    };
                    let rng = Rng::with_seed(seed ^ (number as u64 + 1) << 20);
                    let kind = if number % 4 == 3 {
                        Kind::Job
                    } else {
                        Kind::Chat
                    };
                    conversation(ledger, &vocabulary, rng, number, kind, *turns);
                }
            });
        }
    });
    // On a thread of its own: each of its turns follows the previous one, and would wait for the other writers'
    // commits.
    let rng = Rng::with_seed(seed);
    let turns = longest(interactions);
    conversation(ledger, &vocabulary, rng, sizes.len(), Kind::Chat, turns);
    ledger
        .set_setting(TEXT_BYTES, &json!(vocabulary.bytes()))
        .expect("a setting");
}

/// Returns the number of turns of each conversation.
fn sizes(mut left: usize, seed: u64) -> Vec<usize> {
    let mut rng = Rng::with_seed(seed);
    let mut sizes = Vec::new();
    while left > 0 {
        let turns = rng.usize(1..=30).min(rng.usize(1..=30)).min(left);
        sizes.push(turns);
        left -= turns;
    }
    sizes
}

fn conversation(
    ledger: &Ledger,
    vocabulary: &Vocabulary,
    mut rng: Rng,
    number: usize,
    kind: Kind,
    turns: usize,
) {
    let is_job = kind == Kind::Job;
    let begun = 1_700_000_000_000 + i64::try_from(number).expect("small") * APART * 7;
    let title = vocabulary.text(&mut rng, 5);
    let first = turn(vocabulary, &mut rng, is_job, None, begun);
    let new = NewConversation { kind, title };
    let (conversation, mut newest) = ledger.create(&new, &first).expect("a conversation");
    let mut before = None;
    for turn_number in 1..=turns {
        answer(ledger, vocabulary, &mut rng, is_job, &newest);
        if turn_number == turns {
            break;
        }
        let branches = before.is_some() && rng.usize(..BRANCH) == 0;
        let parent = if branches { before } else { Some(newest.id) };
        let at = begun + i64::try_from(turn_number).expect("small") * APART;
        let next = turn(vocabulary, &mut rng, is_job, parent, at);
        before = parent;
        newest = ledger.follow_up(conversation.id, &next).expect("a turn");
    }
}

/// Returns a turn as a person sends it.
pub(crate) fn turn(
    vocabulary: &Vocabulary,
    rng: &mut Rng,
    is_job: bool,
    parent_id: Option<RunId>,
    at: i64,
) -> NewInteraction {
    let prompt = vocabulary.text(rng, 20);
    NewInteraction {
        parent_id,
        engine: Engine::Gemini,
        origin: Some("https://generativelanguage.googleapis.com".to_owned()),
        target: if is_job { Target::Agent } else { Target::Model },
        target_id: if is_job { "agent" } else { "model" }.to_owned(),
        request: json!({"model": "model", "input": prompt, "stream": true}).to_string(),
        prompt,
        attachments: json!([]),
        carried: None,
        phase: json!({"name": "ready"}),
        environment_id: None,
        created_at: at,
        draft: None,
    }
}

fn answer(
    ledger: &Ledger,
    vocabulary: &Vocabulary,
    rng: &mut Rng,
    is_job: bool,
    run: &Interaction,
) {
    // Three in four conversations are chats, so the average is ten.
    let count = if is_job { 28 } else { 4 };
    let mut steps = Vec::new();
    let mut events = Vec::new();
    let mut answer = String::new();
    for index in 0..count {
        let is_last = index + 1 == count;
        let words = if is_last { rng.usize(40..160) } else { 12 };
        let text = vocabulary.text(rng, words);
        let kind = if is_last { "model_output" } else { "thought" };
        let inside = if is_last { "content" } else { "summary" };
        let json = json!({"type": kind, inside: [{"type": "text", "text": text}]});
        events.push(event(i64::from(index) + 1, run.created_at, &text));
        steps.push(Step {
            index,
            kind: kind.to_owned(),
            json: json.to_string(),
        });
        answer = text;
    }
    let files = if rng.usize(..FILES) == 0 {
        rng.usize(1..4)
    } else {
        0
    };
    let update = RunUpdate {
        phase: Some(settled(&run.id.to_string())),
        status: Set::To("completed".to_owned()),
        api_id: Set::To(format!("v1_{}", run.id)),
        settled: Some(files == 0),
        usage: Set::To(json!({"total_tokens": 812})),
        submitted_at: Set::To(run.created_at + 100),
        last_event_at: Set::To(run.created_at + 9_000),
        finished_at: Set::To(run.created_at + 9_000),
        steps,
        answer: Some(answer),
        touched_at: Some(run.created_at + 9_000),
        ..RunUpdate::default()
    };
    ledger
        .append(run.id, None, &events, &update)
        .expect("an answer");
    for _ in 0..files {
        file(ledger, vocabulary, rng, run);
    }
    if files > 0 {
        let update = RunUpdate {
            settled: Some(true),
            ..RunUpdate::default()
        };
        ledger.update(run.id, &update).expect("it is settled");
    }
}

/// The phase of a settled run, as the crate `runs` serialises it.
fn settled(id: &str) -> Value {
    json!({
        "terms": {"background": false, "store": true, "sandbox": false},
        "phase": {
            "name": "settled",
            "ending": {"outcome": "completed", "fault": null, "stopped": false},
            "aftercare": null,
        },
        "id": format!("v1_{id}"), "status": "completed", "environment_id": null, "stop": false,
        "accepted_at": null, "last_event_at": null, "last_heard_at": null, "quiet": 0,
        "follow": "resume", "barren": 0, "polls": 0, "refusals": 0,
        "hop": {"number": 0, "token": null, "previous": null},
        "log": {
            "stored": 1, "base": 0, "reached": 1, "mark": null, "steps": true, "recent": [],
            "entry": "flowing",
        },
    })
}

fn file(ledger: &Ledger, vocabulary: &Vocabulary, rng: &mut Rng, run: &Interaction) {
    let name = format!("{}-{}.txt", vocabulary.text(rng, 1), rng.u16(..));
    let new = NewArtifact {
        run_id: run.id,
        path: Some(format!("workspace/{name}")),
        name,
        source: Source::Environment,
        mime: "text/plain".to_owned(),
        size: Some(2_000),
        step_index: None,
        created_at: run.created_at + 9_000,
    };
    let row = ledger.add_artifact(&new).expect("a file");
    let sha256 = format!("{:032x}{:032x}", rng.u128(..), rng.u128(..));
    let update = ArtifactUpdate {
        sha256: Set::To(sha256.clone()),
        state: Some(ArtifactState::Saved),
        ..ArtifactUpdate::default()
    };
    ledger.update_artifact(row.id, &update).expect("its bytes");
    let words = vocabulary.text(rng, 200);
    ledger.keep_words(&sha256, Some(&words)).expect("its words");
}

/// An event of a stream.
pub(crate) fn event(seq: i64, at: i64, text: &str) -> Event {
    let raw = json!({
        "event_type": "step.delta",
        "index": 1,
        "delta": {"type": "text", "text": text},
        "event_id": format!("evt_{seq}"),
    });
    Event {
        seq,
        event_id: Some(format!("evt_{seq}")),
        raw: raw.to_string().into(),
        received_at: at + seq,
    }
}

/// Words made of syllables. As in any language, a few are in nearly every text and most are rare.
pub(crate) struct Vocabulary {
    /// Words of the first script, which half of the texts use.
    words: Vec<String>,
    scripts: Vec<Script>,
    /// Total bytes of generated text.
    bytes: AtomicU64,
}

/// Another script.
struct Script {
    words: Vec<String>,
    /// Separator between words.
    between: &'static str,
}

/// Percentage of texts in the first script; the others share the rest.
const FIRST: usize = 50;
/// Vocabulary size of each other script.
const OTHER_WORDS: usize = 8_000;

/// Chinese, Japanese, Thai, Korean, Russian, and German with its long words.
fn scripts(rng: &mut Rng, latin: &[String]) -> Vec<Script> {
    let letter = |rng: &mut Rng, first: u32, count: u32| {
        // Some letters are much more frequent than others.
        let rank = (rng.f64().powi(3) * f64::from(count)) as u32;
        char::from_u32(first + rank.min(count - 1)).expect("a letter")
    };
    let mut script = |between, word: &mut dyn FnMut(&mut Rng) -> String| Script {
        words: (0..OTHER_WORDS).map(|_| word(rng)).collect(),
        between,
    };
    vec![
        script("", &mut |rng| {
            (0..rng.usize(1..4))
                .map(|_| letter(rng, 0x4e00, 6_000))
                .collect()
        }),
        script("", &mut |rng| {
            let (first, count) = if rng.bool() {
                (0x3042, 80)
            } else {
                (0x4e00, 3_000)
            };
            (0..rng.usize(1..4))
                .map(|_| letter(rng, first, count))
                .collect()
        }),
        script("", &mut |rng| {
            (0..rng.usize(1..4))
                .flat_map(|_| [letter(rng, 0xe01, 44), letter(rng, 0xe30, 9)])
                .collect()
        }),
        script(" ", &mut |rng| {
            (0..rng.usize(1..4))
                .map(|_| letter(rng, 0xac00, 11_000))
                .collect()
        }),
        script(" ", &mut |rng| {
            (0..rng.usize(2..8))
                .map(|_| letter(rng, 0x430, 32))
                .collect()
        }),
        script(" ", &mut |rng| {
            let word: String = (0..rng.usize(1..4))
                .map(|_| latin[rng.usize(..2_000)].replace('o', "ö"))
                .collect();
            word[..1].to_uppercase() + &word[1..]
        }),
    ]
}

impl Vocabulary {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let one_of =
            |rng: &mut Rng, letters: &[u8]| char::from(letters[rng.usize(..letters.len())]);
        let syllable = |rng: &mut Rng| {
            let consonant = one_of(rng, b"bcdfghjklmnprstvwz");
            format!("{consonant}{}", one_of(rng, b"aeiou"))
        };
        let words = (0..WORDS).map(|rank| {
            // Frequent words are short.
            let length = 1 + rank.max(1).ilog10() / 2 + rng.u32(0..2);
            (0..=length).map(|_| syllable(&mut rng)).collect()
        });
        let words: Vec<String> = words.collect();
        let scripts = scripts(&mut Rng::with_seed(seed + 1), &words);
        Self {
            words,
            scripts,
            bytes: AtomicU64::new(0),
        }
    }

    /// Returns the word of a rank; 0 is the most frequent.
    pub(crate) fn word(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    /// Returns the total bytes of generated text.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Returns the number of other scripts.
    pub(crate) fn others(&self) -> usize {
        self.scripts.len()
    }

    /// Returns a text of `words` words in a random script, frequent words more often.
    pub(crate) fn text(&self, rng: &mut Rng, words: usize) -> String {
        let part = rng.usize(..100);
        match part.checked_sub(FIRST) {
            None => self.written(rng, &self.words, " ", words),
            Some(rest) => self.in_other(rng, rest % self.scripts.len(), words),
        }
    }

    /// Returns a text in one of the other scripts.
    pub(crate) fn in_other(&self, rng: &mut Rng, script: usize, words: usize) -> String {
        let Script { words: of, between } = &self.scripts[script];
        self.written(rng, of, between, words)
    }

    fn written(&self, rng: &mut Rng, of: &[String], between: &str, words: usize) -> String {
        let mut text = String::new();
        for number in 0..words {
            if number > 0 {
                text.push_str(between);
            }
            // Cube of a uniform distribution: a tenth of the words makes up half of a text.
            let rank = rng.f64().powi(3) * of.len() as f64;
            text.push_str(&of[(rank as usize).min(of.len() - 1)]);
        }
        self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        text
    }
}
