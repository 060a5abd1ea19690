//! Tests of merging and delivering patches.

use super::*;
use crate::bridge::{Engine, Standing};

fn block(html: &str) -> Block {
    Block {
        html: html.into(),
        pieces: Vec::new(),
    }
}

fn blocks(position: u32, from: usize, texts: &[&str]) -> Patch {
    Patch::Blocks {
        turn: "t".into(),
        position,
        update: Update {
            from,
            kept: 0,
            blocks: texts.iter().map(|text| block(text)).collect(),
        },
        citations: None,
    }
}

/// A list of which the first `kept` items stay and `items` follow.
fn grown(kept: usize, items: &[&str]) -> Patch {
    let list = Block {
        html: "<ul></ul>".into(),
        pieces: items.iter().map(|&item| item.into()).collect(),
    };
    Patch::Blocks {
        turn: "t".into(),
        position: 0,
        update: Update {
            from: 1,
            kept,
            blocks: vec![list],
        },
        citations: None,
    }
}

fn text(texts: &[&str]) -> Part {
    Part::Text {
        blocks: texts.iter().map(|text| block(text)).collect(),
        citations: Vec::new(),
    }
}

fn turn(parts: Vec<Part>, standing: Standing) -> Turn {
    Turn {
        carried: None,
        id: "t".into(),
        conversation: "c".into(),
        parent: None,
        siblings: crate::bridge::Siblings::default(),
        engine: Engine::Local,
        api_id: "errand-starter".into(),
        went_to: None,
        is_job: false,
        on_trial: false,
        prompt: "hi".into(),
        attachments: Vec::new(),
        standing,
        activity: None,
        parts,
        steps: Vec::new(),
        error: None,
        incomplete: false,
        started_at: 0,
        last_sign_of_life: None,
        finished_at: None,
        tokens: None,
        cost: None,
        answered_by: None,
        limit_reached: None,
        interaction_id: None,
        environment_id: None,
    }
}

fn queued(patches: impl IntoIterator<Item = Patch>) -> Vec<Patch> {
    let mut queue = Queue::default();
    for patch in patches {
        queue.push(patch);
    }
    queue.0
}

#[test]
fn updates_of_one_text_become_one_patch() {
    let merged = queued([
        blocks(0, 1, &["a", "b"]),
        blocks(0, 2, &["B", "c"]),
        blocks(0, 3, &["C"]),
    ]);
    assert_eq!(merged, [blocks(0, 1, &["a", "B", "C"])]);
}

#[test]
fn an_update_that_begins_earlier_replaces_the_queued_one() {
    assert_eq!(
        queued([blocks(0, 3, &["d"]), blocks(0, 1, &["b"])]),
        [blocks(0, 1, &["b"])]
    );
}

#[test]
fn updates_of_different_parts_stay_separate_and_in_order() {
    let merged = queued([
        blocks(0, 0, &["a"]),
        blocks(1, 0, &["x"]),
        blocks(0, 1, &["b"]),
    ]);
    assert_eq!(merged, [blocks(0, 0, &["a", "b"]), blocks(1, 0, &["x"])]);
}

#[test]
fn an_update_is_merged_into_a_queued_part_or_turn() {
    let part = Patch::Part {
        turn: "t".into(),
        position: 0,
        part: text(&["a"]),
    };
    let merged = queued([part, blocks(0, 0, &["A", "b"])]);
    assert_eq!(
        merged,
        [Patch::Part {
            turn: "t".into(),
            position: 0,
            part: text(&["A", "b"])
        }]
    );

    let whole = Patch::Turn {
        turn: turn(vec![text(&["a"])], Standing::Running),
    };
    let merged = queued([whole, blocks(0, 1, &["b"])]);
    assert_eq!(
        merged,
        [Patch::Turn {
            turn: turn(vec![text(&["a", "b"])], Standing::Running)
        }]
    );
}

#[test]
fn a_whole_turn_replaces_everything_said_about_it_before() {
    let whole = Patch::Turn {
        turn: turn(vec![text(&["z"])], Standing::Done),
    };
    let merged = queued([
        Patch::TurnHead {
            turn: turn(Vec::new(), Standing::Running),
        },
        blocks(0, 0, &["a"]),
        whole.clone(),
    ]);
    assert_eq!(merged, [whole]);
}

#[test]
fn a_head_keeps_the_parts_of_the_turn_that_waits() {
    let merged = queued([
        Patch::Turn {
            turn: turn(vec![text(&["a"])], Standing::Running),
        },
        Patch::TurnHead {
            turn: turn(Vec::new(), Standing::Done),
        },
    ]);
    assert_eq!(
        merged,
        [Patch::Turn {
            turn: turn(vec![text(&["a"])], Standing::Done)
        }]
    );
}

/// Batches that were sent, each with the channel that acknowledges it.
type Window = Arc<Mutex<Vec<(Vec<Patch>, tokio::sync::oneshot::Sender<()>)>>>;

fn deliver(outbox: &Outbox) -> (Window, tokio::task::JoinHandle<()>) {
    let window = Window::default();
    let sent = Arc::clone(&window);
    let task = outbox.deliver(move |batch| {
        let (shown, wait) = tokio::sync::oneshot::channel();
        sent.lock().unwrap().push((batch, shown));
        Box::pin(async move { drop(wait.await) })
    });
    (window, task)
}

fn batches(window: &Window) -> Vec<Vec<Patch>> {
    let sent = window.lock().unwrap();
    sent.iter().map(|(batch, _)| batch.clone()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_patches_within_a_frame_are_two_batches() {
    let outbox = Outbox::default();
    let (window, task) = deliver(&outbox);
    outbox.push(blocks(0, 0, &["first"]));
    tokio::time::sleep(Duration::from_millis(1)).await;
    for count in 0..1_000 {
        outbox.push(blocks(0, 0, &[&count.to_string()]));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(
        batches(&window),
        [vec![blocks(0, 0, &["first"])], vec![blocks(0, 0, &["999"])]]
    );
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn a_window_that_is_behind_gets_no_more_than_two_batches_and_then_all_at_once() {
    let outbox = Outbox::default();
    let (window, task) = deliver(&outbox);
    for count in 0..50 {
        outbox.push(blocks(count, 0, &["text"]));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(batches(&window).len(), MAX_UNACKNOWLEDGED);
    let (_, first) = window.lock().unwrap().remove(0);
    first.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    let sent = batches(&window);
    assert_eq!(sent.len(), MAX_UNACKNOWLEDGED);
    assert_eq!(sent[1].len(), 48, "all that waited is one batch");
    // A reloaded window shows nothing of what was on the way.
    window.lock().unwrap().clear();
    outbox.push(blocks(0, 0, &["after"]));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(batches(&window), [vec![blocks(0, 0, &["after"])]]);
    task.abort();
}

#[test]
fn a_page_replaces_the_queued_patches_of_its_turns() {
    let page = |turns: Vec<Turn>| Patch::Turns {
        conversation: "c".into(),
        place: crate::bridge::TurnsPlace::Anew,
        page: TurnPage {
            turns,
            ..TurnPage::default()
        },
    };
    let shown = page(vec![turn(vec![text(&["a"])], Standing::Running)]);
    let merged = queued([blocks(0, 0, &["a"]), shown.clone(), blocks(0, 1, &["b"])]);
    assert_eq!(merged, [shown, blocks(0, 1, &["b"])]);
    let merged = queued([blocks(0, 0, &["a"]), page(Vec::new())]);
    assert_eq!(merged, [blocks(0, 0, &["a"]), page(Vec::new())]);
}

#[test]
fn only_the_added_items_of_a_growing_list_are_queued() {
    let waiting = queued([
        grown(2, &["c", "d"]),
        grown(3, &["d, longer"]),
        grown(4, &["e"]),
    ]);
    assert_eq!(waiting, [grown(2, &["c", "d, longer", "e"])]);
    // All items changed.
    let waiting = queued([grown(2, &["c"]), grown(0, &["A", "B", "C"])]);
    assert_eq!(waiting, [grown(0, &["A", "B", "C"])]);
}

fn file(state: &serde_json::Value) -> Patch {
    let artifact = serde_json::json!({
        "id": "f", "turn": "t", "conversation": "c", "kind": "job", "conversation_title": "", "name": "report.md",
        "folder": "", "path": null, "holds": null, "inside": null, "mime": "text/markdown", "size": null,
        "sha256": null, "state": state, "created_at": 1, "step": null,
    });
    Patch::Artifact {
        artifact: serde_json::from_value(artifact).unwrap(),
    }
}

#[test]
fn a_file_that_changed_after_a_page_was_given_stays_behind_that_page() {
    let listed = file(&serde_json::json!({"state": "listed"}));
    let saved = file(&serde_json::json!({"state": "saved"}));
    let page = Patch::Turns {
        conversation: "c".into(),
        place: crate::bridge::TurnsPlace::Anew,
        page: TurnPage::default(),
    };
    let waiting = queued([listed, page.clone(), saved.clone()]);
    assert_eq!(waiting, [page, saved]);
}

#[test]
fn only_the_newest_progress_of_an_import_is_queued() {
    let far = |done| Patch::Transfer {
        transfer: crate::bridge::TransferView {
            work: Some(crate::bridge::TransferKind::Import),
            done,
            total: 100,
            end: None,
            backup: crate::bridge::Backup {
                on: false,
                folder: None,
                last: None,
                problem: None,
            },
            schedules: Vec::new(),
        },
    };
    assert_eq!(queued([far(1), far(2), far(3)]), [far(3)]);
}
