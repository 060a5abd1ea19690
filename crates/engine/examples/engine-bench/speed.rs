//! Speed of the model through the whole path: HTTP, the record on disk, and an event stream.

use std::path::Path;

use serde_json::json;

use crate::direct::Model;
use crate::median;
use crate::server::{Client, Server, question};

/// Number of rounds; each ratio is their median.
const ROUNDS: usize = 7;
/// Tokens of a short and of a long answer; the difference gives the cost per token.
const SHORT: usize = 16;
const LONG: usize = 144;
/// Approximate tokens of a long prompt.
const PROMPT: usize = 1500;
/// Tokens of a turn of the long conversation. Ten turns nearly fill the starter model's context, so after a thousand
/// the model has the same amount to read, and only the engine has more to do.
const TURN: usize = 240;

pub(crate) struct Speed {
    pub(crate) decode: f64,
    pub(crate) two_talks: f64,
    pub(crate) prefill: f64,
    pub(crate) follow_up_reads: f64,
    pub(crate) follow_up_starts: f64,
}

pub(crate) async fn measure(program: &Path, model: &Path, direct: &Model) -> Speed {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::of_model(program, folder.path(), model).await;
    let client = &server.client;
    let (mut decode, mut two_talks, mut prefill) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let one = words(client, &[round]).await;
        let short = direct.prompt(round, 60);
        let alone = 1.0 / tokio::task::block_in_place(|| direct.run(&short, LONG)).word;
        decode.push(one / alone);
        let two = words(client, &[100 + round, 200 + round]).await;
        two_talks.push(two / one);
        let (read, seconds) = reading(client, round).await;
        let long = direct.prompt(round, PROMPT);
        let took = tokio::task::block_in_place(|| direct.run(&long, 0));
        let alone = long.len() as f64 / took.first;
        prefill.push(read / seconds / alone);
        println!(
            "words a second: {one:6.1} through the engine, {alone_words:6.1} direct, {two:6.1} of two talks; \
             prompt tokens a second: {:7.1} through the engine, {alone:7.1} direct",
            read / seconds,
            alone_words = 1.0 / tokio::task::block_in_place(|| direct.run(&short, SHORT)).word,
        );
    }
    server.stop();
    let (reads, after_ten) = follow_ups(program, model, 10).await;
    println!(
        "a follow-up after 10 turns starts in {:6.1} ms and reads {reads:.2} of what is new",
        after_ten * 1e3
    );
    let (reads, after_thousand) = follow_ups(program, model, 1000).await;
    println!(
        "a follow-up after 1,000 turns starts in {:6.1} ms and reads {reads:.2} of what is new",
        after_thousand * 1e3
    );
    Speed {
        decode: median(decode),
        two_talks: median(two_talks),
        prefill: median(prefill),
        follow_up_reads: reads,
        follow_up_starts: after_thousand / after_ten,
    }
}

/// Total tokens per second of one concurrent answer per seed, after all have begun to generate.
async fn words(client: &Client, seeds: &[usize]) -> f64 {
    let ask = |seed: usize, words: usize| {
        let text = format!(
            "Story {seed}: tell a very long story of {seed} brave sailors, with all their names."
        );
        client.stream(question(&text, words))
    };
    let mut seconds = Vec::new();
    let mut words = Vec::new();
    for length in [SHORT, LONG] {
        let talks = seeds.iter().map(|seed| ask(*seed, length));
        let answers = futures::future::join_all(talks).await;
        words.push(answers.iter().map(|answer| answer.output).sum::<f64>());
        seconds.push(
            answers
                .iter()
                .map(|answer| answer.whole)
                .fold(0.0, f64::max),
        );
    }
    (words[1] - words[0]) / (seconds[1] - seconds[0])
}

/// Tokens and seconds of evaluating a prompt that is in no cache.
async fn reading(client: &Client, seed: usize) -> (f64, f64) {
    let numbers: String = (0..PROMPT / 2)
        .map(|word| format!("{} ", (seed * 31 + word) % 997))
        .collect();
    let answer = client
        .stream(question(&format!("{seed} {numbers}"), 1))
        .await;
    (answer.input - answer.cached, answer.whole)
}

/// After `turns` turns: how many tokens a follow-up evaluates per new token, and the seconds until its first text.
async fn follow_ups(program: &Path, model: &Path, turns: usize) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let mut last = conversation(program, folder.path(), turns).await;
    let server = Server::of_model(program, folder.path(), model).await;
    let (mut reads, mut starts) = (Vec::new(), Vec::new());
    let mut before = 0.0;
    for round in 0..=ROUNDS {
        let mut body = question(&format!("And then, for the {round}th time?"), 4);
        body["previous_interaction_id"] = json!(last);
        let answer = server.client.stream(body).await;
        // The first follow-up evaluates the whole conversation, because a scripted brain wrote it.
        if round > 0 {
            let new = answer.input - before;
            reads.push((answer.input - answer.cached) / new);
            starts.push(answer.first);
        }
        before = answer.input + answer.output;
        last = answer.id;
    }
    server.stop();
    (median(reads), median(starts))
}

/// Makes a conversation of `turns` turns with a script; returns the id of its last interaction.
async fn conversation(program: &Path, folder: &Path, turns: usize) -> String {
    let words: String = (0..TURN)
        .map(|word| format!("word{} ", word % 10))
        .collect();
    let script = folder.join("script.json");
    let say = json!({"models": ["errand-starter"], "turns": [{"say": [words]}]});
    std::fs::write(&script, say.to_string()).unwrap();
    let brain = format!("script:{}", script.display());
    let server = Server::start(program, folder, &["--brain", &brain]);
    let mut last: Option<String> = None;
    for turn in 0..turns {
        let mut body = question(&format!("Turn {turn}: go on."), 400);
        if let Some(last) = &last {
            body["previous_interaction_id"] = json!(last);
        }
        let made = server.client.create(&body).await;
        last = made["id"].as_str().map(str::to_owned);
    }
    server.stop();
    last.unwrap()
}
