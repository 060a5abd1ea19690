//! The person is notified exactly once.

use std::sync::Barrier;
use std::thread;

use ledger::{Notice, RunId, RunUpdate, Set};

use crate::world::world;

#[test]
fn of_many_who_want_to_tell_exactly_one_may() {
    let world = world();
    let (_, run) = world.chat("hello", 10);
    let settled = RunUpdate {
        settled: Some(true),
        finished_at: Set::To(20),
        notice: Some(Notice::Due),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &settled).unwrap();
    let world = world.restart();
    let due: Vec<_> = world
        .ledger
        .due_notices()
        .unwrap()
        .iter()
        .map(|run| run.id)
        .collect();
    assert_eq!(due, [run.id]);

    let all_ready = Barrier::new(8);
    let winners = thread::scope(|scope| {
        let claims: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    all_ready.wait();
                    world
                        .ledger
                        .claim_notice(run.id, true)
                        .expect("it is asked")
                })
            })
            .collect();
        claims
            .into_iter()
            .map(|claim| claim.join().expect("no panic"))
            .filter(|won| *won)
            .count()
    });
    assert_eq!(winners, 1);
    assert_eq!(world.ledger.due_notices().unwrap(), []);

    let world = world.restart();
    assert!(!world.ledger.claim_notice(run.id, true).unwrap());
}

#[test]
fn a_notice_only_goes_forward() {
    let world = world();
    let (_, run) = world.chat("hello", 10);
    let notice = || world.ledger.interaction(run.id).unwrap().unwrap().notice;
    let due = RunUpdate {
        notice: Some(Notice::Due),
        ..RunUpdate::default()
    };
    assert!(
        !world.ledger.claim_notice(run.id, false).unwrap(),
        "not due yet"
    );
    world.ledger.update(run.id, &due).unwrap();
    assert!(world.ledger.claim_notice(run.id, false).unwrap());
    world.ledger.update(run.id, &due).unwrap();
    assert_eq!(
        notice(),
        Notice::Claimed,
        "care after a crash tells nobody again"
    );
    assert!(world.ledger.set_notice(run.id, Notice::Shown).unwrap());
    assert!(!world.ledger.set_notice(run.id, Notice::Silent).unwrap());
    assert_eq!(notice(), Notice::Shown);

    assert!(world.ledger.set_notice(run.id, Notice::None).unwrap());
    assert!(world.ledger.set_notice(run.id, Notice::Silent).unwrap());
    assert!(!world.ledger.claim_notice(run.id, false).unwrap());
    assert!(!world.ledger.claim_notice(RunId::new(), false).unwrap());
}

#[test]
fn who_saw_a_run_that_needs_the_person_does_not_tell_its_end() {
    let world = world();
    let (_, run) = world.chat("hello", 10);
    let due = RunUpdate {
        notice: Some(Notice::Due),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &due).unwrap();
    // The run ends between the check and the notification.
    let ended = RunUpdate {
        finished_at: Set::To(20),
        notice: Some(Notice::None),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &ended).unwrap();
    world.ledger.update(run.id, &due).unwrap();
    assert!(!world.ledger.claim_notice(run.id, false).unwrap());
    assert!(world.ledger.claim_notice(run.id, true).unwrap());
}

#[test]
fn who_sees_a_conversation_is_not_told_of_it_and_still_of_others() {
    let world = world();
    let due = RunUpdate {
        notice: Some(Notice::Due),
        ..RunUpdate::default()
    };
    let (seen, one) = world.chat("seen", 10);
    let (_, other) = world.chat("other", 20);
    world.ledger.update(one.id, &due).unwrap();
    world.ledger.update(other.id, &due).unwrap();
    world.ledger.silence_notices(seen.id).unwrap();
    let left = world.ledger.due_notices().unwrap();
    assert_eq!(
        left.iter().map(|run| run.id).collect::<Vec<_>>(),
        [other.id]
    );
    assert!(!world.ledger.claim_notice(one.id, false).unwrap());
}
