//! Pages of turns, and patches for turns that the window has.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use ids::RunId;
use ledger::{ArtifactState, ArtifactUpdate, Interaction, NewArtifact, Set, Source};
use runs::Outcome;
use screen::bridge::{FileState, Patch, Standing, Turn, TurnsWanted};
use screen::view::artifact;
use serde_json::json;

use crate::window::Window;
use crate::world::World;

fn id(turn: &Turn) -> RunId {
    turn.id.parse().unwrap()
}

/// Creates a branch of `length` turns; the first one begins a conversation.
fn way(world: &World, length: usize) -> Vec<Interaction> {
    let mut way = vec![world.conversation()];
    while way.len() < length {
        way.push(world.past_turn(way.last().unwrap()));
    }
    way
}

fn ids(window: &Window) -> Vec<RunId> {
    window.turns.iter().map(id).collect()
}

#[test]
fn a_long_conversation_opens_at_its_end_and_comes_whole_by_pages() {
    let world = World::new();
    let way = way(&world, 103);
    let conversation = way[0].conversation_id;
    let mut window = Window::default();
    assert!(world.screen.open(conversation, None).unwrap());
    window.take(world.screen.take_queued());
    assert_eq!(window.turns.len(), 9);
    assert_eq!(id(window.turns.last().unwrap()), way[102].id);
    assert!(window.before && !window.after && window.last.is_none());
    while window.before {
        let first = id(&window.turns[0]);
        assert!(
            world
                .screen
                .send_more_turns(conversation, first, TurnsWanted::Before)
                .unwrap()
        );
        window.take(world.screen.take_queued());
    }
    let all: Vec<RunId> = way.iter().map(|row| row.id).collect();
    assert_eq!(ids(&window), all);
}

#[test]
fn a_turn_in_the_middle_opens_with_both_sides_and_the_last_turn_of_its_way() {
    let world = World::new();
    let way = way(&world, 100);
    let conversation = way[0].conversation_id;
    let mut window = Window::default();
    assert!(world.screen.open(conversation, Some(way[50].id)).unwrap());
    window.take(world.screen.take_queued());
    assert!(window.before && window.after);
    assert_eq!(window.last.as_ref().map(id), Some(way[99].id));
    assert!(ids(&window).contains(&way[50].id));
    // To the end of the branch, from any turn.
    assert!(
        world
            .screen
            .send_more_turns(conversation, way[10].id, TurnsWanted::End)
            .unwrap()
    );
    window.take(world.screen.take_queued());
    assert_eq!(ids(&window).last(), Some(&way[99].id));
    assert!(window.before && !window.after && window.last.is_none());
}

#[test]
fn a_branch_is_told_with_its_siblings_and_opens_by_either_of_them() {
    let world = World::new();
    let way = way(&world, 3);
    let conversation = way[0].conversation_id;
    let other = world.past_turn(&way[1]);
    let after_other = world.past_turn(&other);
    let mut window = Window::default();
    world.screen.open(conversation, None).unwrap();
    window.take(world.screen.take_queued());
    assert_eq!(
        ids(&window),
        [way[0].id, way[1].id, other.id, after_other.id]
    );
    let siblings = &window.turns[2].siblings;
    assert_eq!((siblings.position, siblings.count), (1, 2));
    let earlier: RunId = siblings.earlier.as_ref().unwrap().parse().unwrap();
    assert_eq!(earlier, way[2].id);
    assert!(
        world
            .screen
            .send_more_turns(conversation, earlier, TurnsWanted::Around)
            .unwrap()
    );
    window.take(world.screen.take_queued());
    assert_eq!(ids(&window), [way[0].id, way[1].id, way[2].id]);
}

#[test]
fn what_is_not_there_is_not_opened_and_leaves_nothing_open() {
    let world = World::new();
    let row = world.conversation();
    let elsewhere = world.conversation();
    assert!(!world.screen.open(ids::ConversationId::new(), None).unwrap());
    assert_eq!(world.screen.opened(), None);
    assert!(world.screen.open(row.conversation_id, None).unwrap());
    assert!(
        !world
            .screen
            .send_more_turns(row.conversation_id, elsewhere.id, TurnsWanted::Around)
            .unwrap()
    );
    // A turn of another conversation is ignored: the end is shown.
    assert!(
        world
            .screen
            .open(row.conversation_id, Some(elsewhere.id))
            .unwrap()
    );
}

#[test]
fn nothing_is_told_of_a_turn_that_the_window_does_not_have() {
    let world = World::new();
    let way = way(&world, 60);
    let conversation = way[0].conversation_id;
    let run = world.send(conversation, way[59].id).id;
    world.says(run, 1, "In a closed conversation.");
    let about_turns = |patches: &[Patch]| {
        patches
            .iter()
            .filter(|patch| {
                matches!(
                    patch,
                    Patch::Turn { .. }
                        | Patch::TurnHead { .. }
                        | Patch::Part { .. }
                        | Patch::Blocks { .. }
                )
            })
            .count()
    };
    assert_eq!(about_turns(&world.screen.take_queued()), 0);

    let mut window = Window::default();
    world.screen.open(conversation, None).unwrap();
    window.take(world.screen.take_queued());
    world.says(run, 2, " Now seen.");
    let told = world.screen.take_queued();
    assert!(about_turns(&told) > 0);
    window.take(told);

    window.last = None;
    let held = window.let_go(0, 10);
    let held = held.into_iter().filter(|held| *held != run).collect();
    world.screen.retain_turns(&held);
    world.says(run, 3, " Not any more.");
    world.ends(run, 4);
    assert_eq!(about_turns(&world.screen.take_queued()), 0);
}

#[test]
fn only_a_turn_that_did_not_end_by_itself_is_said_to_have_been_stopped_at_a_limit() {
    let world = World::new();
    let row = world.conversation();
    world.screen.open(row.conversation_id, None).unwrap();
    for (outcome, standing, limit) in [
        (Outcome::Completed, Standing::Done, None),
        (Outcome::Failed, Standing::Failed, None),
        (Outcome::Incomplete, Standing::Stopped, Some(5)),
        (Outcome::Cancelled, Standing::Stopped, Some(5)),
    ] {
        world.reached_its_limit(row.id, outcome, 5);
        let told = world
            .screen
            .take_queued()
            .into_iter()
            .find_map(|patch| match patch {
                Patch::TurnHead { turn } => Some((turn.standing, turn.limit_reached)),
                _ => None,
            });
        assert_eq!(told, Some((standing, limit)), "{outcome:?}");
    }
}

#[test]
fn only_failed_files_are_sent_again_in_another_language() {
    let world = World::new();
    let row = world.conversation();
    let file = |name: &str| {
        let new = NewArtifact {
            run_id: row.id,
            name: name.to_owned(),
            path: Some(format!("workspace/{name}")),
            source: Source::Environment,
            mime: "text/plain".to_owned(),
            size: None,
            step_index: None,
            created_at: 1,
        };
        world.ledger.add_artifact(&new).unwrap()
    };
    let failed = |id, words: &str| {
        let error = json!({"code": "server", "message": words, "hint": null});
        let update = ArtifactUpdate {
            state: Some(ArtifactState::Failed),
            error: Set::To(error),
            ..ArtifactUpdate::default()
        };
        world.ledger.update_artifact(id, &update).unwrap();
    };
    // More files than fit into a page, the oldest of them failed.
    let oldest = file("oldest.txt");
    failed(oldest.id, "It is gone.");
    for number in 0..60 {
        file(&format!("{number}.txt"));
    }
    let on_its_way = file("large.txt");
    let again = file("again.txt");
    failed(again.id, "It broke off.");
    world.screen.open(row.conversation_id, None).unwrap();
    let fetching = FileState::Fetching {
        received: 7,
        rate: 1,
    };
    for row in [&on_its_way, &again] {
        let view = artifact::view_with_state(row, fetching.clone());
        world.screen.tell_file(view);
    }
    world.screen.take_queued();

    world.screen.resend_texts(&|id| id == again.id).unwrap();
    let told: Vec<String> = world
        .screen
        .take_queued()
        .into_iter()
        .flat_map(|patch| match patch {
            Patch::Artifact { artifact } => vec![artifact.id],
            Patch::Artifacts { artifacts } => artifacts.into_iter().map(|it| it.id).collect(),
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(told, [oldest.id.to_string()]);
}

#[test]
fn whatever_is_asked_for_while_answers_arrive_the_window_shows_what_is_recorded() {
    for seed in 0..60 {
        a_random_afternoon(seed);
    }
}

/// One thread sends and answers turns while another navigates in the window.
fn a_random_afternoon(seed: u64) {
    let world = World::new();
    let mut random = fastrand::Rng::with_seed(seed);
    let conversations: Vec<Vec<Interaction>> = (0..2)
        .map(|_| {
            let mut turns = way(&world, random.usize(1..50));
            for _ in 0..random.usize(0..12) {
                let parent = turns[random.usize(..turns.len())].clone();
                turns.push(world.past_turn(&parent));
            }
            turns
        })
        .collect();
    let is_over = AtomicBool::new(false);
    let mut window = Window::default();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut random = fastrand::Rng::with_seed(seed + 1_000);
            answer(&world, &conversations, &mut random);
            is_over.store(true, Ordering::Release);
        });
        while !is_over.load(Ordering::Acquire) {
            ask(&world, &conversations, &mut window, &mut random);
            window.take(world.screen.take_queued());
        }
    });
    window.take(world.screen.take_queued());
    check(&world, &window, seed);
}

fn answer(world: &World, conversations: &[Vec<Interaction>], random: &mut fastrand::Rng) {
    let mut live: HashMap<RunId, i64> = HashMap::new();
    let mut over: Vec<Vec<RunId>> = conversations
        .iter()
        .map(|turns| turns.iter().map(|row| row.id).collect())
        .collect();
    for _ in 0..120 {
        let some = random.usize(..conversations.len());
        if random.u8(..4) == 0 {
            let turn = random.choice(over[some].iter()).unwrap();
            world.reached_its_limit(*turn, Outcome::Incomplete, random.i64(1..1_000));
        }
        if live.len() < 3 && random.u8(..4) == 0 {
            let parent = over[some][random.usize(..over[some].len())];
            let row = world.send(conversations[some][0].conversation_id, parent);
            live.insert(row.id, 0);
            continue;
        }
        let Some(run) = random.choice(live.keys().copied().collect::<Vec<_>>()) else {
            continue;
        };
        let seq = live[&run] + 1;
        if seq > 1 && random.u8(..8) == 0 {
            world.ends(run, seq);
            live.remove(&run);
            let row = world.ledger.interaction(run).unwrap().unwrap();
            let of = conversations
                .iter()
                .position(|turns| turns[0].conversation_id == row.conversation_id);
            over[of.unwrap()].push(run);
        } else {
            let words = [
                "A word. ",
                "- an item\n",
                "\n\nA *paragraph* ",
                "| a | b |\n",
            ];
            world.says(run, seq, random.choice(words).unwrap());
            live.insert(run, seq);
        }
    }
}

fn ask(
    world: &World,
    conversations: &[Vec<Interaction>],
    window: &mut Window,
    random: &mut fastrand::Rng,
) {
    let some = &conversations[random.usize(..conversations.len())];
    let open = world.screen.opened();
    match (random.u8(..10), open) {
        (0 | 1, _) | (_, None) => {
            let at = random.bool().then(|| some[random.usize(..some.len())].id);
            assert!(world.screen.open(some[0].conversation_id, at).unwrap());
        }
        (2, _) => {
            world.screen.close();
            *window = Window::default();
        }
        (3, _) if window.turns.len() > 8 => {
            let from = random.usize(..window.turns.len() / 2);
            let to = random.usize(window.turns.len() / 2 + 1..=window.turns.len());
            let held = window.let_go(from, to);
            world.screen.retain_turns(&held);
        }
        (4, Some(_)) => world.screen.resend_texts(&|_| false).unwrap(),
        (_, Some(open)) => {
            let wanted = random.choice([
                TurnsWanted::Before,
                TurnsWanted::After,
                TurnsWanted::Around,
                TurnsWanted::End,
            ]);
            let wanted = wanted.unwrap();
            let turn = match wanted {
                TurnsWanted::Before => window.turns.first(),
                _ => window.turns.last(),
            };
            if let Some(turn) = turn {
                world
                    .screen
                    .send_more_turns(open, id(turn), wanted)
                    .unwrap();
            }
        }
    }
}

fn check(world: &World, window: &Window, seed: u64) {
    let Some(open) = world.screen.opened() else {
        return;
    };
    assert_eq!(window.conversation, Some(open.to_string()), "seed {seed}");
    for pair in window.turns.windows(2) {
        assert_eq!(pair[1].parent.as_ref(), Some(&pair[0].id), "seed {seed}");
    }
    let first = window.turns.first().unwrap();
    assert_eq!(window.before, first.parent.is_some(), "seed {seed}");
    // A fresh window that opens the conversation at any of these turns shows them in the same state.
    for turn in window.turns.iter().chain(&window.last) {
        assert!(world.screen.open(open, Some(id(turn))).unwrap());
        let mut fresh = Window::default();
        fresh.take(world.screen.take_queued());
        let recorded = fresh.turns.iter().find(|it| it.id == turn.id).unwrap();
        assert_eq!(turn.parts, recorded.parts, "seed {seed}");
        assert_eq!(turn.standing, recorded.standing, "seed {seed}");
        assert_eq!(turn.limit_reached, recorded.limit_reached, "seed {seed}");
    }
}
