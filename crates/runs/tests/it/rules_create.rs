//! Rules for sending: a create that may have cost money is never repeated on a guess.

use runs::{Doubt, Effect, Failure, FailureClass, Fault, Input, Outcome, Phase, Reason, Terms};

use crate::life::{CHAT, JOB, Life, clean_end, created, cut, failure, seen, status};

#[test]
fn a_run_that_was_written_but_not_sent_is_sent_after_a_restart() {
    assert!(Life::of(CHAT).give(Input::Restarted).submits());
}

#[test]
fn a_create_whose_connection_was_never_made_is_sent_again_after_a_wait_that_says_why() {
    let mut life = Life::sent(CHAT);
    life.fail(FailureClass::NoNetwork);
    assert_eq!(life.waits_for(), Some(Reason::NoNetwork));
    assert!(life.wait_out().submits());
}

#[test]
fn a_create_without_a_network_is_tried_for_as_long_as_it_takes_with_growing_waits() {
    let mut life = Life::sent(JOB);
    let mut waits = Vec::new();
    for _ in 0..40 {
        life.fail(FailureClass::NoNetwork);
        let Some(Effect::Wait { ms }) = life.effects.last() else {
            panic!("expected a wait, not {:?}", life.effects);
        };
        waits.push(*ms);
        life.wait_out();
    }
    assert!(life.submits());
    assert_eq!(waits[..4], [500, 1000, 2000, 4000]);
    assert_eq!(waits[39], life.limits.longest_delay);
}

fn with_files() -> Life {
    Life::sent(Terms {
        sandbox: true,
        ahead: true,
        ..JOB
    })
}

fn prepared() -> Input {
    Input::Prepared {
        environment_id: "env_1".to_owned(),
    }
}

#[test]
fn files_that_go_ahead_are_there_before_the_create_is_sent() {
    let mut life = with_files();
    assert_eq!(life.effects, [Effect::Prepare]);
    assert!(life.give(prepared()).submits());
    assert_eq!(life.state.environment_id.as_deref(), Some("env_1"));
    // After a refusal the create is sent again without putting the files there once more.
    life.fail(FailureClass::Answered(429));
    assert!(life.wait_out().submits());
}

#[test]
fn files_that_did_not_arrive_are_sent_again_and_leave_nothing_in_doubt() {
    for class in [
        FailureClass::NoNetwork,
        FailureClass::Unanswered,
        FailureClass::Answered(429),
        FailureClass::Answered(500),
    ] {
        let mut life = with_files();
        life.fail(class);
        assert_eq!(life.wait_out().effects, [Effect::Prepare], "{class:?}");
        life.give(Input::Restarted);
        assert_eq!(life.effects, [Effect::Prepare], "{class:?}");
    }
    let mut refused = with_files();
    refused.fail(FailureClass::Answered(404));
    assert_eq!(refused.state.ending().unwrap().outcome, Outcome::Failed);
}

#[test]
fn a_job_is_stopped_at_once_while_its_files_are_on_their_way() {
    let mut life = with_files();
    life.give(Input::StopPressed);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
}

#[test]
fn the_network_coming_back_ends_the_wait() {
    let mut life = Life::sent(CHAT);
    assert!(
        life.fail(FailureClass::NoNetwork)
            .give(Input::NetworkBack)
            .submits()
    );
}

#[test]
fn a_create_that_ended_without_an_answer_is_left_to_the_person() {
    for input in [
        Input::Failed(failure(FailureClass::Unanswered)),
        cut(),
        clean_end(),
    ] {
        let mut life = Life::sent(CHAT);
        life.give(input);
        assert_unconfirmed(&mut life);
    }
}

#[test]
fn a_create_that_was_under_way_when_errand_died_is_left_to_the_person() {
    let mut life = Life::sent(JOB);
    life.give(Input::Restarted);
    assert_unconfirmed(&mut life);
}

#[test]
fn a_create_answered_with_something_that_is_no_interaction_is_left_to_the_person() {
    let mut life = Life::sent(CHAT);
    life.fail(FailureClass::Unreadable);
    assert_unconfirmed(&mut life);
}

#[test]
fn a_create_answered_with_an_empty_object_is_left_to_the_person() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Accepted(runs::Snapshot::default()));
    assert_unconfirmed(&mut life);
}

#[test]
fn a_server_that_stumbled_over_a_create_may_have_begun_it() {
    for http in [500, 502, 504] {
        let mut life = Life::sent(CHAT);
        life.fail(FailureClass::Answered(http));
        assert_unconfirmed(&mut life);
    }
}

#[test]
fn a_create_that_stays_silent_for_long_is_left_to_the_person() {
    let mut life = Life::sent(JOB);
    for _ in 0..life.limits.create_silences {
        assert!(matches!(life.state.phase, Phase::Submitting { .. }));
        life.give(Input::Silence);
    }
    assert_unconfirmed(&mut life);
}

#[test]
fn a_create_that_was_turned_away_is_sent_again_when_the_server_says() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Failed(Failure {
        retry_after: Some(17_000),
        ..failure(FailureClass::Answered(429))
    }));
    assert_eq!(life.waits_for(), Some(Reason::RateLimited));
    assert_eq!(life.effects, [Effect::Wait { ms: 17_000 }]);
    assert!(
        !life.give(Input::CheckAgain).submits(),
        "asking sooner is not honoured"
    );
    assert!(life.wait_out().submits());
}

#[test]
fn a_rate_limit_is_still_honoured_after_a_restart() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Failed(Failure {
        retry_after: Some(17_000),
        ..failure(FailureClass::Answered(429))
    }));
    life.now.ms += 7_000;
    life.give(Input::Restarted);
    assert_eq!(life.effects, [Effect::Wait { ms: 10_000 }]);
}

#[test]
fn a_create_that_is_turned_away_too_often_fails_with_the_servers_words() {
    let mut life = Life::sent(CHAT);
    for _ in 1..life.limits.create_refusals {
        life.fail(FailureClass::Answered(503)).wait_out();
    }
    life.fail(FailureClass::Answered(503));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Failed);
}

#[test]
fn an_exhausted_daily_quota_is_final() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Failed(Failure {
        fault: Fault {
            http: Some(429),
            code: "quota_exceeded".to_owned(),
            message: "Come back tomorrow.".to_owned(),
            says: None,
        },
        ..failure(FailureClass::Answered(429))
    }));
    let ending = life.state.ending().unwrap();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(
        ending.fault.as_ref().unwrap().message,
        "Come back tomorrow."
    );
}

#[test]
fn a_create_that_the_server_rejects_is_final() {
    for class in [
        FailureClass::Answered(400),
        FailureClass::Answered(404),
        FailureClass::KeyRefused,
        FailureClass::Forbidden,
    ] {
        let mut life = Life::sent(CHAT);
        life.fail(class);
        assert_eq!(life.state.ending().unwrap().outcome, Outcome::Failed);
    }
}

#[test]
fn a_refusal_before_the_server_named_the_interaction_is_final() {
    let mut life = Life::sent(CHAT);
    let refusal = Fault::of_server("prohibited_content", "The prompt was blocked.");
    life.give(Input::Events(vec![seen(
        "no",
        None,
        runs::EventKind::Error(refusal.clone()),
    )]));
    assert_eq!(life.state.ending().unwrap().fault, Some(refusal));
}

#[test]
fn only_the_person_can_send_an_unconfirmed_create_again() {
    let mut life = Life::sent(JOB);
    life.fail(FailureClass::Unanswered);
    assert!(life.give(Input::SendAgain).submits());
}

#[test]
fn an_unconfirmed_create_can_be_given_up() {
    let mut life = Life::sent(JOB);
    life.fail(FailureClass::Unanswered).give(Input::StopPressed);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
}

#[test]
fn what_an_unconfirmed_create_had_brought_is_replaced_when_it_is_sent_again() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Events(vec![seen(
        "odd",
        None,
        runs::EventKind::Other,
    )]));
    life.give(cut()).give(Input::SendAgain);
    life.give(Input::Events(vec![created("v1_b", Some("e0"))]));
    assert_eq!(life.stores(), Some((Some(0), 1, &[0][..])));
}

#[test]
fn the_id_is_kept_with_the_very_first_event() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Events(vec![created("v1_a", None)]));
    assert_eq!(life.state.id.as_deref(), Some("v1_a"));
    assert_eq!(life.stores(), Some((None, 1, &[0][..])));
}

#[test]
fn a_job_whose_create_is_answered_at_once_is_followed_by_its_stream() {
    let mut life = Life::sent(JOB);
    life.give(Input::Accepted(status("queued")));
    assert_eq!(life.opens_after(), Some(None));
    assert_eq!(life.state.id.as_deref(), Some("v1_a"));
}

#[test]
fn a_create_answered_with_the_finished_interaction_is_over() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Accepted(status("completed")));
    assert_eq!(life.effects[0], Effect::StoreInteraction);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

fn assert_unconfirmed(life: &mut Life) {
    let is_unconfirmed = |life: &Life| {
        matches!(
            life.state.phase,
            Phase::Unconfirmed {
                about: Doubt::Create,
                ..
            }
        )
    };
    assert!(is_unconfirmed(life), "{:?}", life.state.phase);
    assert_eq!(life.effects, [Effect::Rest]);
    for input in [
        Input::Restarted,
        Input::Start,
        Input::TimerFired,
        Input::NetworkBack,
        Input::CheckAgain,
    ] {
        life.give(input);
        assert!(is_unconfirmed(life) && life.effects.is_empty());
    }
}
