//! The tools of a conversation are stored and deleted with it.

use ledger::{Kind, RunUpdate, Set};
use serde_json::json;

use crate::world::{World, turn, world};

fn asks(world: &World, run: ledger::RunId) {
    let update = RunUpdate {
        status: Set::To("requires_action".to_owned()),
        settled: Some(true),
        ..RunUpdate::default()
    };
    let updated = world.ledger.update(run, &update);
    updated.expect("the ledger can be written");
}

#[test]
fn tools_and_what_is_allowed_outlive_a_restart_and_not_their_conversation() {
    let world = world();
    let (job, _) = world.begin(Kind::Job, "Plan the trip", 10);
    let (other, _) = world.chat("What is basalt?", 20);
    let tools = json!({"search": true});
    world.ledger.set_tools(job.id, Some(&tools)).unwrap();
    world.ledger.allow(job.id, "errand_put_file").unwrap();
    world.ledger.allow(job.id, "errand_put_file").unwrap();
    let world = world.restart();
    assert_eq!(world.ledger.tools(job.id).unwrap(), Some(tools.clone()));
    assert_eq!(world.ledger.allowed(job.id).unwrap(), ["errand_put_file"]);
    assert_eq!(world.ledger.tools(other.id).unwrap(), None);
    assert!(world.ledger.allowed(other.id).unwrap().is_empty());

    world.ledger.allow_nothing(job.id).unwrap();
    assert!(world.ledger.allowed(job.id).unwrap().is_empty());
    world.ledger.allow(job.id, "errand_put_file").unwrap();
    world.delete(job.id);
    assert_eq!(world.ledger.tools(job.id).unwrap(), None);
    assert!(world.ledger.allowed(job.id).unwrap().is_empty());
    // The conversation does not exist any more, so nothing is stored for it.
    world.ledger.set_tools(job.id, Some(&tools)).unwrap();
    world.ledger.allow(job.id, "errand_put_file").unwrap();
    assert_eq!(world.ledger.tools(job.id).unwrap(), None);
    assert!(world.ledger.allowed(job.id).unwrap().is_empty());
}

#[test]
fn only_a_folder_that_was_picked_counts_until_everything_is_forgotten() {
    let world = world();
    world.ledger.note_picked_folder("/home/ada/Trips").unwrap();
    let world = world.restart();
    assert!(world.ledger.is_picked_folder("/home/ada/Trips").unwrap());
    for other in ["/home/ada", "/home/ada/Trips/", "/home/ada/trips"] {
        assert!(!world.ledger.is_picked_folder(other).unwrap(), "{other}");
    }
    world.ledger.mark_everything_deleted(50).unwrap();
    assert!(!world.ledger.is_picked_folder("/home/ada/Trips").unwrap());
}

#[test]
fn a_turn_waits_until_another_follows_it_or_its_conversation_goes() {
    let world = world();
    let (job, first) = world.begin(Kind::Job, "Plan the trip", 10);
    let (chat, second) = world.chat("What is basalt?", 20);
    assert!(world.ledger.unanswered().unwrap().is_empty());
    asks(&world, first.id);
    asks(&world, second.id);
    let waiting = world.ledger.unanswered().unwrap();
    assert_eq!(waiting, [(first.id, job.id), (second.id, chat.id)]);

    let answer = ledger::NewInteraction {
        parent_id: Some(first.id),
        ..turn("Yes", 30)
    };
    world.ledger.follow_up(job.id, &answer).unwrap();
    assert_eq!(world.ledger.unanswered().unwrap(), [(second.id, chat.id)]);
    world.ledger.mark_deleted(chat.id, 40).unwrap();
    assert!(world.ledger.unanswered().unwrap().is_empty());
}
