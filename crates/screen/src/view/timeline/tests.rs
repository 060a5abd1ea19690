//! Tests of timelines as they grow.

use std::sync::LazyLock;

use interactions::{Accumulator, Change as Fold, StreamEvent};
use serde_json::{Value, json};

use super::*;
use crate::view::parts::finished;

fn context(running: bool) -> PartContext<'static> {
    static THOUGHTS: LazyLock<HashMap<usize, i64>> = LazyLock::new(HashMap::new);
    static MEDIA: LazyLock<HashMap<(usize, usize), String>> = LazyLock::new(HashMap::new);
    static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(HashMap::new);
    PartContext {
        running,
        thoughts: &THOUGHTS,
        media: &MEDIA,
        addresses: &ADDRESSES,
    }
}

/// Plays events one by one as a live run does; returns the parts, and the changes after each event.
fn play(events: &[Value]) -> (Vec<Part>, Vec<Vec<Change>>, Vec<Step>) {
    let mut fold = Accumulator::new();
    let mut timeline = Timeline::default();
    let mut changes = Vec::new();
    for event in events {
        let changed_steps = match fold.push(&StreamEvent::parse(&event.to_string()).unwrap()) {
            Fold::Step(at) => ChangedSteps::Steps(BTreeSet::from([at])),
            Fold::Everything => ChangedSteps::All,
            _ => ChangedSteps::Steps(BTreeSet::new()),
        };
        let open = fold.open_steps().collect();
        changes.push(timeline.update(fold.steps(), &open, &changed_steps, context(true)));
    }
    (timeline.parts().to_vec(), changes, fold.steps().to_vec())
}

fn start(index: usize, step: Value) -> Value {
    json!({"event_type": "step.start", "index": index, "step": step})
}

fn text(index: usize, text: &str) -> Value {
    json!({"event_type": "step.delta", "index": index, "delta": {"type": "text", "text": text}})
}

fn stop(index: usize) -> Value {
    json!({"event_type": "step.stop", "index": index})
}

#[test]
fn a_text_that_grows_changes_only_at_its_end_and_ends_as_if_rendered_at_once() {
    let (parts, changes, steps) = play(&[
        start(0, json!({"type": "model_output"})),
        text(0, "# One\n\nFirst **bo"),
        text(0, "ld** paragraph.\n\n- a\n"),
        text(0, "- b\n\nLast."),
        stop(0),
    ]);
    assert_eq!(changes[1], [Change::Part(0)]);
    assert!(
        matches!(
            changes[3][..],
            [Change::Blocks {
                position: 0,
                update: Update { from: 1.., .. },
                ..
            }]
        ),
        "{:?}",
        changes[3]
    );
    assert_eq!(parts, finished(&steps, context(false)));
}

#[test]
fn every_change_brings_a_window_that_only_applies_changes_to_the_same_picture() {
    let events = [
        start(0, json!({"type": "thought"})),
        json!({"event_type": "step.delta", "index": 0,
            "delta": {"type": "thought_summary", "content": {"text": "Let me "}}}),
        json!({"event_type": "step.delta", "index": 0,
            "delta": {"type": "thought_summary", "content": {"text": "see.\n\nYes."}}}),
        stop(0),
        start(1, json!({"type": "code_execution_call", "id": "a"})),
        json!({"event_type": "step.delta", "index": 1,
            "delta": {"type": "code_execution_call", "arguments": {"code": "print(1)", "language": "python"}}}),
        stop(1),
        start(2, json!({"type": "code_execution_result", "call_id": "a"})),
        json!({"event_type": "step.delta", "index": 2,
            "delta": {"type": "code_execution_result", "result": "1\n", "is_error": false}}),
        stop(2),
        start(
            3,
            json!({"type": "model_output", "content": [{"type": "text", "text": "It "}]}),
        ),
        text(3, "is 1.\n\nReally."),
        stop(3),
    ];
    let mut fold = Accumulator::new();
    let mut timeline = Timeline::default();
    let mut window: Vec<Part> = Vec::new();
    for event in &events {
        let changed_steps = match fold.push(&StreamEvent::parse(&event.to_string()).unwrap()) {
            Fold::Step(at) => ChangedSteps::Steps(BTreeSet::from([at])),
            _ => ChangedSteps::All,
        };
        let open = fold.open_steps().collect();
        for change in timeline.update(fold.steps(), &open, &changed_steps, context(true)) {
            match change {
                Change::Whole => window = timeline.parts().to_vec(),
                Change::Part(at) if at == window.len() => window.push(timeline.parts()[at].clone()),
                Change::Part(at) => window[at] = timeline.parts()[at].clone(),
                Change::Blocks {
                    position, update, ..
                } => match &mut window[position] {
                    Part::Text { blocks, .. } | Part::Thought { blocks, .. } => {
                        assert!(update.from <= blocks.len(), "nothing is skipped");
                        update.apply(blocks);
                    }
                    other => panic!("the end of something that is no text: {other:?}"),
                },
            }
        }
        assert_eq!(window, timeline.parts());
    }
    let kinds: Vec<bool> = window
        .iter()
        .map(|part| matches!(part, Part::Text { .. }))
        .collect();
    assert_eq!(kinds, [false, false, true]);
    assert!(
        matches!(&window[1], Part::Code { output: Some(output), failed: false, .. } if output == "1\n"),
        "{:?}",
        window[1]
    );
}

#[test]
fn a_call_without_a_result_is_under_way_only_while_the_turn_runs() {
    let steps: Vec<Step> = serde_json::from_value(json!([
        {"type": "google_search_call", "id": "s", "arguments": {"queries": ["basalt"]}},
    ]))
    .unwrap();
    for running in [true, false] {
        let expected = Part::Search {
            queries: vec!["basalt".into()],
            of_pictures: false,
            running,
        };
        assert_eq!(finished(&steps, context(running)), [expected]);
    }
}

#[test]
fn a_search_for_pictures_says_so() {
    let steps: Vec<Step> = serde_json::from_value(json!([
        {"type": "google_search_call", "id": "s", "search_type": "image_search",
            "arguments": {"queries": ["basalt"]}},
        {"type": "google_search_result", "call_id": "s", "result": []},
    ]))
    .unwrap();
    let expected = Part::Search {
        queries: vec!["basalt".into()],
        of_pictures: true,
        running: false,
    };
    assert_eq!(finished(&steps, context(true)), [expected]);
}

#[test]
fn a_text_with_sources_gets_its_numbers_when_it_is_finished() {
    let (parts, _, _) = play(&[
        start(0, json!({"type": "model_output"})),
        text(0, "Basalt is rock."),
        json!({"event_type": "step.delta", "index": 0, "delta": {"type": "text_annotation_delta", "annotations": [
            {"type": "url_citation", "url": "https://a.example", "title": "A", "start_index": 0, "end_index": 15},
        ]}}),
        stop(0),
    ]);
    let Part::Text { blocks, citations } = &parts[0] else {
        panic!("{parts:?}")
    };
    assert_eq!(citations.len(), 1);
    assert!(
        blocks[0].html.contains("data-citation=\"1\""),
        "{}",
        blocks[0].html
    );
}

#[test]
fn a_finished_text_names_its_sources_anew_when_their_addresses_are_known() {
    let redirect = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC";
    let steps: Vec<Step> = serde_json::from_value(json!([
        {"type": "model_output", "content": [{"type": "text", "text": "Basalt is dark.", "annotations": [
            {"type": "url_citation", "url": redirect, "title": "rocks.example", "start_index": 0, "end_index": 6},
        ]}]},
    ]))
    .unwrap();
    let mut timeline = Timeline::default();
    timeline.update(&steps, &BTreeSet::new(), &ChangedSteps::All, context(false));
    let again = timeline.update(&steps, &BTreeSet::new(), &ChangedSteps::All, context(false));
    assert_eq!(again, [], "nothing is new");
    let page = "https://rocks.example/basalt";
    let addresses = HashMap::from([(redirect.to_owned(), page.to_owned())]);
    let known = PartContext {
        addresses: &addresses,
        ..context(false)
    };
    let changes = timeline.update(&steps, &BTreeSet::new(), &ChangedSteps::All, known);
    assert_eq!(changes, [Change::Part(0)]);
    let Part::Text { blocks, citations } = &timeline.parts()[0] else {
        panic!("no text");
    };
    assert_eq!(citations[0].url.as_deref(), Some(page));
    assert!(!blocks.is_empty());
}
