//! Tests of the scheduler with the real starter model.

use super::super::model;
use super::super::tests::{chat, starter_model};
use super::*;

/// What the model answers when its context is made anew before these steps.
fn answer(renewed_before: &[usize]) -> String {
    let (backend, model) = model::load(&starter_model::model()).unwrap();
    let reader = ChatTokeniser::new(&model).unwrap();
    let mut scheduler = Scheduler::new(backend, &model, reader, 4096);
    let (pieces, mut received) = mpsc::channel(1000);
    scheduler.begin(RoundRequest {
        prompt: Prompt {
            chat: chat("Name three oceans, and say one thing about each of them."),
            ..Prompt::default()
        },
        stop: CancellationToken::new(),
        pieces,
    });
    let sequence = scheduler.active[0].sequence;
    let mut step = 0;
    while !scheduler.active.is_empty() {
        if renewed_before.contains(&step) {
            let read = scheduler.sequences.read(sequence).to_vec();
            scheduler.renew(FIRST_LENGTH).unwrap();
            assert_eq!(scheduler.sequences.read(sequence), read);
        }
        scheduler.step().unwrap();
        step += 1;
    }
    let mut text = String::new();
    while let Ok(piece) = received.try_recv() {
        if let Piece::Text(words) = piece.unwrap() {
            text.push_str(&words);
        }
    }
    text
}

#[test]
fn an_answer_goes_on_as_if_nothing_were_when_the_context_is_made_for_other_threads() {
    let whole = answer(&[]);
    assert!(whole.len() > 50, "{whole}");
    assert_eq!(answer(&[1, 2, 30]), whole);
}
