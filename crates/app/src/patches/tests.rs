//! Patches as they are merged.

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

/// A list of which so many items stay, and what follows them.
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
        engine: Engine::Local,
        api_id: "errand-starter".into(),
        is_job: false,
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
fn the_ends_of_one_text_become_one_patch() {
    let merged = queued([
        blocks(0, 1, &["a", "b"]),
        blocks(0, 2, &["B", "c"]),
        blocks(0, 3, &["C"]),
    ]);
    assert_eq!(merged, [blocks(0, 1, &["a", "B", "C"])]);
}

#[test]
fn an_end_that_begins_earlier_says_all_of_it() {
    assert_eq!(
        queued([blocks(0, 3, &["d"]), blocks(0, 1, &["b"])]),
        [blocks(0, 1, &["b"])]
    );
}

#[test]
fn the_ends_of_different_parts_stay_apart_and_in_order() {
    let merged = queued([
        blocks(0, 0, &["a"]),
        blocks(1, 0, &["x"]),
        blocks(0, 1, &["b"]),
    ]);
    assert_eq!(merged, [blocks(0, 0, &["a", "b"]), blocks(1, 0, &["x"])]);
}

#[test]
fn an_end_goes_into_the_part_and_into_the_turn_that_wait_before_it() {
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

#[tokio::test(start_paused = true)]
async fn a_thousand_patches_within_a_frame_are_two_batches() {
    let host = Arc::new(crate::testing::Recording::default());
    let patches = Patches::default();
    let task = patches.deliver(host.clone());
    patches.push(blocks(0, 0, &["first"]));
    tokio::time::sleep(Duration::from_millis(1)).await;
    for count in 0..1_000 {
        patches.push(blocks(0, 0, &[&count.to_string()]));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let batches = host.batches();
    assert_eq!(
        batches,
        [vec![blocks(0, 0, &["first"])], vec![blocks(0, 0, &["999"])]]
    );
    task.abort();
}

#[test]
fn what_a_growing_list_waits_with_is_what_was_added_to_it() {
    let waiting = queued([
        grown(2, &["c", "d"]),
        grown(3, &["d, longer"]),
        grown(4, &["e"]),
    ]);
    assert_eq!(waiting, [grown(2, &["c", "d, longer", "e"])]);
    // All items look otherwise now.
    let waiting = queued([grown(2, &["c"]), grown(0, &["A", "B", "C"])]);
    assert_eq!(waiting, [grown(0, &["A", "B", "C"])]);
}
