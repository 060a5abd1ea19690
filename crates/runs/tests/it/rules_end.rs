//! Rules of the end: every status means what it says, Stop stops, and a run settles once.

use runs::{
    Effect, EventKind, EventSummary, FailureClass, Fault, Input, Outcome, Phase, Reason, Snapshot,
    State, Terms,
};

use crate::life::{CHAT, JOB, Life, clean_end, completed, created, cut, seen, status, text};

#[test]
fn every_terminal_status_has_its_outcome() {
    for (word, outcome) in [
        ("completed", Outcome::Completed),
        ("incomplete", Outcome::Incomplete),
        ("budget_exceeded", Outcome::Incomplete),
        ("requires_action", Outcome::NeedsYou),
        ("cancelled", Outcome::Cancelled),
    ] {
        let mut life = Life::streaming(CHAT, 1);
        life.give(Input::Events(vec![completed(word)]));
        assert_eq!(life.state.ending().unwrap().outcome, outcome, "{word}");
    }
}

#[test]
fn a_failed_run_says_why_and_is_asked_when_the_stream_did_not_say() {
    let mut life = Life::streaming(JOB, 1);
    assert!(life.give(Input::Events(vec![completed("failed")])).polls());
    let fault = Some(Fault::of_server("safety", "It was not safe."));
    life.give(Input::Polled(Snapshot {
        fault: fault.clone(),
        ..status("failed")
    }));
    assert_eq!(life.state.ending().unwrap().fault, fault);
}

#[test]
fn a_stream_that_ended_well_but_brought_no_steps_is_fetched_once() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Events(vec![
        created("v1_a", None),
        completed("completed"),
    ]));
    assert!(life.polls());
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.effects[0], Effect::StoreInteraction);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn a_stream_that_brought_everything_is_not_fetched_again() {
    let mut life = Life::streaming(CHAT, 1);
    assert!(
        !life
            .give(Input::Events(vec![completed("completed")]))
            .polls()
    );
}

#[test]
fn a_job_whose_sandbox_was_not_named_is_fetched_to_learn_it() {
    let sandbox = Terms {
        sandbox: true,
        ..JOB
    };
    let mut life = Life::streaming(sandbox, 1);
    assert!(
        life.give(Input::Events(vec![completed("completed")]))
            .polls()
    );
    life.give(Input::Polled(Snapshot {
        environment_id: Some("env_1".to_owned()),
        ..status("completed")
    }));
    assert_eq!(life.state.environment_id.as_deref(), Some("env_1"));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn what_the_stream_left_out_is_done_without_when_the_server_cannot_give_it() {
    let mut life = Life::sent(CHAT);
    life.give(Input::Events(vec![
        created("v1_a", None),
        completed("completed"),
    ]));
    life.fail(FailureClass::Answered(404));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn an_error_in_the_stream_is_checked_with_the_server() {
    let mut life = Life::streaming(JOB, 1);
    assert!(life.give(error("service_unavailable")).polls());
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn a_job_that_goes_on_after_an_error_in_its_stream_is_followed() {
    let mut life = Life::streaming(JOB, 1);
    life.give(error("service_unavailable"));
    life.give(Input::Polled(status("in_progress")));
    assert_eq!(life.opens_after(), Some(Some("e1")));
}

#[test]
fn an_answer_that_does_not_go_on_after_an_error_fails_with_that_error() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(error("service_unavailable"));
    while life.state.ending().is_none() {
        life.give(Input::Polled(status("in_progress")));
        if life.waits_for().is_some() {
            life.wait_out();
        }
    }
    let ending = life.state.ending().unwrap();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.as_ref().unwrap().code, "service_unavailable");
}

#[test]
fn an_error_of_a_run_that_the_server_did_not_keep_is_its_end() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(error("api_error"))
        .fail(FailureClass::Answered(404));
    let ending = life.state.ending().unwrap();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.as_ref().unwrap().code, "api_error");
}

#[test]
fn a_refusal_ends_the_run_without_asking_further() {
    let mut life = Life::streaming(CHAT, 1);
    assert!(!life.give(error("prohibited_content")).polls());
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Failed);
}

#[test]
fn an_answer_that_the_server_does_not_keep_and_whose_stream_broke_has_failed() {
    let mut life = Life::streaming(
        Terms {
            store: false,
            ..CHAT
        },
        2,
    );
    life.give(cut());
    let ending = life.state.ending().unwrap();
    assert_eq!(ending.fault.as_ref().unwrap().code, "broken_off");
}

#[test]
fn an_answer_that_is_too_long_for_one_request_goes_on_with_the_token() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(Input::Events(vec![continues("v1_a", "tok")]));
    let Some(Effect::Submit { hop }) = life.effects.last() else {
        panic!("expected the next hop, not {:?}", life.effects);
    };
    assert_eq!((hop.number, hop.token.as_deref()), (1, Some("tok")));
    assert_eq!(hop.previous.as_deref(), Some("v1_a"));
    life.give(Input::Events(vec![
        created("v1_b", None),
        text("more", None),
    ]));
    assert_eq!(
        life.stores(),
        Some((None, 4, &[0, 1][..])),
        "the first part stays"
    );
    life.give(cut()).wait_out();
    life.give(Input::Events(vec![created("v1_b", None)]));
    assert_eq!(
        life.stores(),
        Some((Some(3), 4, &[0][..])),
        "only the hop is replayed"
    );
}

#[test]
fn a_continuation_without_an_answer_is_left_to_the_person_too() {
    let mut life = Life::streaming(CHAT, 1);
    life.give(Input::Events(vec![continues("v1_a", "tok")]))
        .fail(FailureClass::Unanswered);
    assert!(matches!(life.state.phase, Phase::Unconfirmed { .. }));
    life.give(Input::SendAgain);
    assert!(matches!(&life.effects[..], [Effect::Submit { hop }] if hop.number == 1));
}

#[test]
fn continuations_are_bounded_and_a_repeated_token_ends_them() {
    let mut life = Life::streaming(CHAT, 1);
    let mut hops = 0;
    while life.state.ending().is_none() {
        let id = format!("v1_{hops}");
        life.give(Input::Events(vec![created(&id, None), text("x", None)]));
        life.give(Input::Events(vec![continues(&id, &format!("tok{hops}"))]));
        hops += u32::from(life.submits());
    }
    assert_eq!(hops, life.limits.hops);

    let mut life = Life::streaming(CHAT, 1);
    life.give(Input::Events(vec![continues("v1_a", "tok")]));
    life.give(Input::Events(vec![
        created("v1_b", None),
        text("x", None),
        continues("v1_b", "tok"),
    ]));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Incomplete);
}

#[test]
fn stopping_a_job_is_told_to_the_server_and_confirmed() {
    let mut life = Life::streaming(JOB, 2);
    assert!(life.give(Input::StopPressed).cancels());
    life.give(Input::Cancelled(status("in_progress")));
    assert_eq!(life.waits_for(), Some(Reason::StopUnconfirmed));
    assert!(life.wait_out().polls());
    life.give(Input::Polled(status("cancelled")));
    let ending = life.state.ending().unwrap();
    assert!(ending.stopped && ending.outcome == Outcome::Cancelled);
}

#[test]
fn a_job_that_was_done_before_it_could_be_stopped_is_done() {
    let mut life = Life::streaming(JOB, 2);
    life.give(Input::StopPressed)
        .fail(FailureClass::Answered(400));
    assert!(life.polls());
    life.give(Input::Polled(status("completed")));
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Completed);
}

#[test]
fn a_job_that_is_stopped_while_it_is_being_sent_is_cancelled_once_its_id_is_known() {
    let mut life = Life::sent(JOB);
    life.give(Input::StopPressed);
    assert!(matches!(life.state.phase, Phase::Submitting { .. }));
    assert!(
        life.give(Input::Events(vec![created("v1_a", None)]))
            .cancels()
    );

    let mut life = Life::sent(JOB);
    life.give(Input::StopPressed);
    assert!(life.give(Input::Accepted(status("queued"))).cancels());
}

#[test]
fn a_job_that_was_stopped_before_it_was_sent_is_never_sent() {
    let mut life = Life::sent(JOB);
    life.fail(FailureClass::NoNetwork).give(Input::StopPressed);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
    let mut life = Life::sent(JOB);
    life.give(Input::StopPressed).fail(FailureClass::NoNetwork);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
}

#[test]
fn a_stop_without_a_network_is_carried_out_when_it_is_back() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::StopPressed).fail(FailureClass::NoNetwork);
    assert_eq!(life.waits_for(), Some(Reason::NoNetwork));
    assert!(life.give(Input::NetworkBack).cancels());
}

#[test]
fn a_stop_is_carried_out_after_a_restart() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::StopPressed);
    assert!(life.give(Input::Restarted).cancels());
}

#[test]
fn a_person_need_not_wait_for_a_server_that_does_not_confirm() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::StopPressed)
        .fail(FailureClass::NoNetwork)
        .give(Input::StopPressed);
    assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
    assert_eq!(life.state.fault().unwrap().code, "stop_not_confirmed");
}

#[test]
fn a_job_that_never_confirms_its_stop_is_cancelled_here_after_a_bounded_time() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::StopPressed)
        .give(Input::Cancelled(status("in_progress")));
    while life.state.ending().is_none() {
        life.wait_out().give(Input::Polled(status("in_progress")));
    }
    assert_eq!(life.state.fault().unwrap().code, "stop_not_confirmed");
}

#[test]
fn stopping_an_answer_drops_it_and_keeps_what_came_whatever_the_server_says() {
    for reply in [
        Input::Cancelled(status("completed")),
        Input::Failed(crate::life::failure(FailureClass::Answered(400))),
        Input::Failed(crate::life::failure(FailureClass::NoNetwork)),
        Input::Restarted,
    ] {
        let mut life = Life::streaming(CHAT, 2);
        assert!(life.give(Input::StopPressed).cancels());
        life.give(reply);
        assert_eq!(life.state.ending().unwrap().outcome, Outcome::Cancelled);
        assert_eq!(life.state.log.stored, 3);
    }
}

#[test]
fn a_run_settles_once_and_nothing_moves_it_after_that() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::Events(vec![completed("completed")]));
    assert!(matches!(
        life.effects.last(),
        Some(Effect::RunAftercare { .. })
    ));
    life.give(Input::AftercareDone);
    assert!(life.state.is_settled());
    let settled = life.state.clone();
    for input in [
        Input::AftercareDone,
        Input::Restarted,
        Input::StopPressed,
        Input::SendAgain,
        Input::CheckAgain,
        Input::Events(vec![text("late", None)]),
        clean_end(),
    ] {
        life.give(input);
        assert_eq!((&life.state, life.effects.len()), (&settled, 0));
    }
}

#[test]
fn aftercare_that_a_crash_interrupted_is_done_again() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::Events(vec![completed("completed")]))
        .give(Input::Restarted);
    assert!(matches!(life.effects[..], [Effect::RunAftercare { .. }]));
}

#[test]
fn files_that_cannot_be_fetched_are_tried_again_and_do_not_hold_the_run_for_ever() {
    let mut life = Life::streaming(JOB, 1);
    life.give(Input::Events(vec![completed("completed")]));
    let failed = || Input::AftercareFailed {
        fault: Fault::of_server("download", "The file did not arrive."),
        again: true,
    };
    for _ in 1..life.limits.aftercare_tries {
        life.give(failed());
        assert_eq!(life.waits_for(), Some(Reason::Files));
        life.wait_out();
    }
    assert!(matches!(
        life.effects[..],
        [Effect::RunAftercare { last: true, .. }]
    ));
    life.give(failed());
    assert!(life.state.is_settled());
    assert_eq!(life.state.fault().unwrap().code, "download");
}

#[test]
fn a_state_from_a_newer_errand_is_an_error_and_not_a_guess() {
    let mut odd = Life::of(CHAT).state.to_json();
    odd["phase"]["name"] = "levitating".into();
    let error = State::parse(&odd).unwrap_err();
    assert!(error.to_string().contains("levitating"), "{error}");
}

fn error(code: &str) -> Input {
    let fault = Fault::of_server(code, "as the test wants it");
    Input::Events(vec![seen("error", None, EventKind::Error(fault))])
}

fn continues(id: &str, token: &str) -> EventSummary {
    let snapshot = Snapshot {
        id: Some(id.to_owned()),
        status: Some("requires_continuation".to_owned()),
        continuation_token: Some(token.to_owned()),
        ..Snapshot::default()
    };
    seen("completed", None, EventKind::Completed(snapshot))
}
