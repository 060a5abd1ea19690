//! The person is told exactly once.

use std::sync::Barrier;
use std::thread;

use ledger::{Notice, RunId, RunUpdate};

use crate::world::world;

#[test]
fn of_many_who_want_to_tell_exactly_one_may() {
    let world = world();
    let (_, run) = world.chat("hello", 10);
    let settled = RunUpdate {
        settled: Some(true),
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
                    world.ledger.claim_notice(run.id).expect("it is asked")
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
    assert!(!world.ledger.claim_notice(run.id).unwrap());
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
    assert!(!world.ledger.claim_notice(run.id).unwrap(), "not due yet");
    world.ledger.update(run.id, &due).unwrap();
    assert!(world.ledger.claim_notice(run.id).unwrap());
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
    assert!(!world.ledger.claim_notice(run.id).unwrap());
    assert!(!world.ledger.claim_notice(RunId::new()).unwrap());
}
