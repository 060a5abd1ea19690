//! Rules of following: a broken connection costs nothing, and every event counts once.

use runs::{Doubt, Failure, FailureClass, Follow, Input, Outcome, Phase, Reason};

use crate::life::{CHAT, JOB, Life, clean_end, completed, created, cut, failure, status, text};

#[test]
fn a_broken_stream_is_resumed_after_the_last_stored_event_id() {
    let mut life = Life::streaming(CHAT, 2);
    life.give(cut());
    assert_eq!(life.waits_for(), Some(Reason::Reconnecting));
    assert_eq!(life.wait_out().opens_after(), Some(Some("e2")));
}

#[test]
fn after_a_restart_the_stream_is_resumed_at_once() {
    let mut life = Life::streaming(JOB, 3);
    assert_eq!(life.give(Input::Restarted).opens_after(), Some(Some("e3")));
}

#[test]
fn events_after_the_last_id_are_dropped_together_with_the_first_resumed_event() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::Events(vec![text("x", None), text("y", None)]));
    assert_eq!(life.state.log.stored, 4);
    life.give(Input::Restarted);
    assert_eq!(
        life.state.log.stored, 4,
        "nothing is lost before something better is there"
    );
    life.give(Input::Events(vec![
        text("x", None),
        text("y", None),
        text("z", Some("e9")),
    ]));
    assert_eq!(life.stores(), Some((Some(2), 3, &[0, 1, 2][..])));
}

#[test]
fn a_stream_without_any_id_is_replayed_in_full() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Events(vec![created("v1_a", None), text("x", None)]));
    assert_eq!(life.give(cut()).wait_out().opens_after(), Some(None));
    life.give(Input::Events(vec![created("v1_a", None)]));
    assert_eq!(life.stores(), Some((Some(0), 1, &[0][..])));
}

#[test]
fn a_server_that_replays_everything_although_asked_to_resume_is_recognised() {
    let mut life = Life::streaming(JOB, 3);
    life.give(Input::Restarted);
    life.give(Input::Events(vec![
        created("v1_a", Some("e0")),
        text("t1", Some("e1")),
    ]));
    assert_eq!(life.stores(), Some((Some(0), 1, &[0, 1][..])));
}

#[test]
fn a_server_that_goes_back_too_far_adds_nothing_twice() {
    let mut life = Life::streaming(JOB, 3);
    life.give(Input::Restarted);
    life.give(Input::Events(vec![
        text("t2", Some("e2")),
        text("between", None),
        text("t3", Some("e3")),
        text("t4", Some("e4")),
    ]));
    assert_eq!(life.stores(), Some((None, 5, &[3][..])));
}

#[test]
fn an_event_that_comes_twice_counts_once() {
    let mut life = Life::streaming(JOB, 3);
    life.give(Input::Events(vec![
        text("t3", Some("e3")),
        text("t4", Some("e4")),
    ]));
    assert_eq!(life.stores(), Some((None, 5, &[1][..])));
}

#[test]
fn different_events_with_the_same_id_are_both_kept() {
    let mut life = Life::streaming(JOB, 3);
    life.give(Input::Events(vec![text("other", Some("e3"))]));
    assert_eq!(life.stores(), Some((None, 5, &[0][..])));
}

#[test]
fn a_stream_that_ends_without_saying_how_is_not_success() {
    let mut life = Life::streaming(CHAT, 2);
    assert!(life.give(clean_end()).polls());
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn a_stream_that_cannot_be_resumed_is_replayed_and_then_polled() {
    let mut life = Life::streaming(JOB, 2);
    life.give(Input::Restarted)
        .fail(FailureClass::Answered(400));
    assert_eq!(life.opens_after(), Some(None));
    life.fail(FailureClass::Answered(400));
    assert!(life.polls());
    life.give(Input::Polled(status("in_progress")));
    assert_eq!(life.waits_for(), Some(Reason::Working));
    assert!(life.wait_out().polls());
}

#[test]
fn connections_that_bring_nothing_new_lead_to_polling() {
    let mut life = Life::streaming(JOB, 2);
    for _ in 0..=life.limits.barren_connections {
        life.give(cut()).wait_out();
    }
    assert_eq!(life.state.follow, Follow::Poll);
    assert!(life.polls());
}

#[test]
fn a_connection_that_brought_something_new_starts_the_count_afresh() {
    let mut life = Life::streaming(JOB, 0);
    for n in 0..50 {
        life.give(cut()).wait_out();
        life.give(Input::Events(vec![text("t", Some(&format!("n{n}")))]));
    }
    assert_eq!(life.state.follow, Follow::Resume);
}

#[test]
fn replaying_the_same_beginning_again_and_again_is_no_progress() {
    let mut life = Life::sent(JOB);
    let beginning = || Input::Events(vec![created("v1_a", None), text("x", None)]);
    life.give(beginning());
    for _ in 0..=life.limits.barren_connections {
        life.give(cut()).wait_out();
        life.give(beginning());
    }
    assert_eq!(life.state.follow, Follow::Poll);
}

#[test]
fn errors_of_the_server_while_looking_pass() {
    let mut life = polling(JOB);
    for http in [504, 500, 503, 504] {
        life.fail(FailureClass::Answered(http));
        assert_eq!(life.waits_for(), Some(Reason::ServerBusy));
        assert!(life.wait_out().polls());
    }
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn the_server_may_ask_for_patience_while_looking() {
    let mut life = polling(JOB);
    life.give(Input::Failed(Failure {
        retry_after: Some(9_000),
        ..failure(FailureClass::Answered(429))
    }));
    assert_eq!(life.effects, [runs::Effect::Wait { ms: 9_000 }]);
    assert_eq!(life.waits_for(), Some(Reason::RateLimited));
}

#[test]
fn being_without_a_network_for_days_does_not_lose_a_job() {
    let mut life = polling(JOB);
    for _ in 0..5_000 {
        life.fail(FailureClass::NoNetwork).wait_out();
    }
    assert!(life.polls());
}

#[test]
fn a_key_that_is_refused_while_a_job_runs_is_waited_for() {
    let mut life = polling(JOB);
    life.fail(FailureClass::KeyRefused);
    assert_eq!(life.waits_for(), Some(Reason::KeyRefused));
    assert!(life.give(Input::NetworkBack).polls());
}

#[test]
fn a_job_that_is_not_there_yet_just_after_its_create_is_waited_for() {
    let mut life = polling(JOB);
    life.fail(FailureClass::Answered(404));
    assert_eq!(life.waits_for(), Some(Reason::NotVisibleYet));
    assert!(life.wait_out().polls());
}

#[test]
fn a_job_that_never_appears_is_lost_after_a_bounded_time() {
    let mut life = polling(JOB);
    let begun = life.now.ms;
    while life.state.ending().is_none() {
        life.fail(FailureClass::Answered(404));
        if life.state.ending().is_none() {
            life.wait_out();
        }
    }
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Lost);
    assert!(life.now.ms - begun <= life.limits.early_404 + 30_000);
}

#[test]
fn a_job_that_the_server_forgot_is_lost_and_keeps_what_came() {
    let mut life = Life::streaming(JOB, 3);
    life.now.ms += life.limits.early_404 + 1;
    life.give(Input::Restarted)
        .fail(FailureClass::Answered(404));
    assert!(life.polls(), "{:?}", life.state.phase);
    life.fail(FailureClass::Answered(404));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Lost);
    assert_eq!(life.state.log.stored, 4);
}

#[test]
fn a_server_that_keeps_failing_leaves_the_job_to_the_person_who_can_look_again() {
    let mut life = polling(JOB);
    for _ in 1..life.limits.poll_refusals {
        life.fail(FailureClass::Answered(500)).wait_out();
    }
    life.fail(FailureClass::Answered(500));
    assert!(matches!(
        life.state.phase,
        Phase::Unconfirmed {
            about: Doubt::Progress,
            ..
        }
    ));
    assert!(!life.give(Input::SendAgain).submits());
    assert!(life.give(Input::CheckAgain).polls());
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn a_status_nobody_knows_is_followed_but_not_forever() {
    let mut life = polling(JOB);
    life.state.follow = Follow::Poll;
    let mut looks = 0;
    while !matches!(life.state.phase, Phase::Unconfirmed { .. }) {
        life.give(Input::Polled(status("daydreaming")));
        looks += 1;
        if life.waits_for().is_some() {
            life.wait_out();
        }
    }
    assert_eq!(looks, life.limits.unknown_polls);
    assert!(life.state.fault().unwrap().message.contains("daydreaming"));
}

#[test]
fn a_job_may_work_for_as_long_as_it_likes() {
    let mut life = polling(JOB);
    life.state.follow = Follow::Poll;
    for _ in 0..5_000 {
        life.give(Input::Polled(status("in_progress"))).wait_out();
    }
    assert!(life.polls());
}

#[test]
fn an_answer_whose_server_stopped_working_on_it_fails_in_the_end() {
    let mut life = polling(CHAT);
    life.state.follow = Follow::Poll;
    for _ in 1..life.limits.answer_polls {
        life.give(Input::Polled(status("in_progress"))).wait_out();
    }
    life.give(Input::Polled(status("in_progress")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Failed);
}

#[test]
fn a_200_without_a_status_is_no_answer() {
    let mut life = polling(JOB);
    life.give(Input::Polled(runs::Snapshot::default()));
    assert_eq!(life.waits_for(), Some(Reason::ServerBusy));
}

#[test]
fn a_job_that_has_been_silent_for_long_is_looked_at_and_its_stream_taken_up_again() {
    let mut life = Life::streaming(JOB, 2);
    assert!(life.give(Input::Silence).polls());
    assert_eq!(life.state.quiet, 1);
    life.give(Input::Polled(status("in_progress")));
    assert_eq!(life.opens_after(), Some(Some("e2")));
}

#[test]
fn an_answer_that_is_thinking_is_given_more_time_before_its_connection_is_given_up() {
    let mut life = Life::streaming(CHAT, 1);
    for n in 1..life.limits.answer_silences {
        life.give(Input::Silence);
        assert_eq!(life.state.quiet, n);
        assert!(life.effects.is_empty());
    }
    assert!(life.give(Input::Silence).polls());
}

#[test]
fn an_event_ends_the_silence() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(Input::Silence)
        .give(Input::Events(vec![text("x", None)]));
    assert_eq!(life.state.quiet, 0);
}

#[test]
fn what_follows_the_end_in_the_same_batch_is_kept_and_changes_nothing() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(Input::Events(vec![
        completed("completed"),
        completed("failed"),
    ]));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
    life.give(clean_end());
    assert!(life.effects.is_empty());
}

/// A run whose stream broke and that is being polled.
fn polling(terms: runs::Terms) -> Life {
    let mut life = Life::streaming(terms, 2);
    life.give(clean_end());
    assert!(life.polls());
    life
}
