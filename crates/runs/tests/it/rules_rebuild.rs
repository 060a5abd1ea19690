//! Rules for what the server has forgotten: the request is rebuilt once, and no interaction is begun twice.

use runs::{Effect, Failure, FailureClass, Fault, Input, Outcome, Phase, Terms};

use crate::life::{CHAT, JOB, Life, created, failure};

/// A follow-up: it names the turn before it.
const FOLLOW_UP: Terms = Terms {
    leans: true,
    ..CHAT
};
/// A follow-up in the sandbox of the turn before.
const IN_SANDBOX: Terms = Terms {
    sandbox: true,
    leans: true,
    ..JOB
};

fn answered(status: u16, code: &str) -> Input {
    Input::Failed(Failure {
        class: FailureClass::Answered(status),
        fault: Fault {
            http: Some(status),
            code: code.to_owned(),
            message: "It is not known.".to_owned(),
            says: None,
        },
        retry_after: None,
    })
}

fn rebuilt(terms: Terms) -> Input {
    Input::Rebuilt { terms }
}

#[test]
fn a_follow_up_of_what_the_server_forgot_is_written_anew_and_sent() {
    let mut life = Life::sent(FOLLOW_UP);
    life.give(answered(404, "not_found"));
    assert_eq!(life.effects, [Effect::Rebuild]);
    life.give(rebuilt(CHAT));
    assert_eq!(life.effects[0], Effect::StoreRequest);
    assert!(life.submits());
    life.give(Input::Events(vec![created("v1_b", None)]));
    assert_eq!(life.state.id.as_deref(), Some("v1_b"));
}

#[test]
fn a_chain_that_lost_its_root_or_belongs_to_another_project_is_written_anew_too() {
    for code in [
        "invalid_request",
        "failed_precondition",
        "INVALID_ARGUMENT",
        "http_400",
    ] {
        let mut life = Life::sent(FOLLOW_UP);
        assert_eq!(
            life.give(answered(400, code)).effects,
            [Effect::Rebuild],
            "{code}"
        );
    }
    let mut life = Life::sent(FOLLOW_UP);
    let Input::Failed(of_another) = answered(403, "permission_denied") else {
        unreachable!("it is a failure")
    };
    life.give(Input::Failed(Failure {
        class: FailureClass::KeyRefused,
        ..of_another
    }));
    assert_eq!(life.effects, [Effect::Rebuild]);
}

#[test]
fn a_second_not_known_ends_with_what_the_server_said() {
    let mut life = Life::sent(FOLLOW_UP);
    life.give(answered(404, "not_found"));
    // Whatever its terms say, the rebuilt request is not rebuilt again.
    life.give(rebuilt(FOLLOW_UP));
    life.give(answered(404, "not_found"));
    let ending = life.state.ending().expect("it ends");
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.as_ref().unwrap().message, "It is not known.");
}

#[test]
fn what_is_no_question_of_memory_is_not_written_anew() {
    for (status, code) in [
        (404, "model_not_found"),
        (400, "prohibited_content"),
        (400, "parameter_unknown"),
        (402, "payment_required"),
        (409, "aborted"),
    ] {
        let mut life = Life::sent(FOLLOW_UP);
        life.give(answered(status, code));
        assert_eq!(
            life.state.ending().unwrap().outcome,
            Outcome::Failed,
            "{code}"
        );
    }
    let mut first = Life::sent(CHAT);
    first.give(answered(404, "not_found"));
    assert_eq!(
        first.state.ending().unwrap().outcome,
        Outcome::Failed,
        "a first turn leans on nothing"
    );
    let mut unknown = Life::sent(FOLLOW_UP);
    unknown.fail(FailureClass::Unanswered);
    assert!(matches!(unknown.state.phase, Phase::Unconfirmed { .. }));
}

#[test]
fn a_run_that_has_begun_is_never_written_anew() {
    let mut life = Life::streaming(FOLLOW_UP, 2);
    life.give(crate::life::cut());
    life.wait_out();
    life.fail(FailureClass::Answered(404));
    assert!(
        !life.effects.contains(&Effect::Rebuild),
        "{:?}",
        life.effects
    );
}

#[test]
fn a_crash_while_it_is_written_anew_writes_it_anew_again() {
    let mut life = Life::sent(FOLLOW_UP);
    life.give(answered(404, "not_found"));
    assert_eq!(life.give(Input::Restarted).effects, [Effect::Rebuild]);
    life.give(rebuilt(CHAT));
    // From here on the create may have arrived.
    life.give(Input::Restarted);
    assert!(matches!(life.state.phase, Phase::Unconfirmed { .. }));
    assert!(life.give(Input::SendAgain).submits());
}

#[test]
fn files_ahead_of_a_forgotten_sandbox_go_into_a_new_one() {
    let mut life = Life::sent(Terms {
        ahead: true,
        ..IN_SANDBOX
    });
    assert_eq!(life.effects, [Effect::Prepare]);
    life.give(answered(404, "not_found"));
    assert_eq!(life.effects, [Effect::Rebuild]);
    life.give(rebuilt(Terms {
        ahead: true,
        sandbox: true,
        ..JOB
    }));
    assert_eq!(life.effects, [Effect::StoreRequest, Effect::Prepare]);
    let environment_id = "env_2".to_owned();
    assert!(life.give(Input::Prepared { environment_id }).submits());
}

#[test]
fn it_can_be_stopped_and_says_why_it_cannot_be_written_anew() {
    let mut stopped = Life::sent(IN_SANDBOX);
    stopped.give(answered(404, "not_found"));
    stopped.give(Input::StopPressed);
    assert!(stopped.state.ending().unwrap().stopped);
    let mut broken = Life::sent(IN_SANDBOX);
    broken.give(answered(404, "not_found"));
    broken.give(Input::Failed(failure(FailureClass::Forbidden)));
    assert_eq!(broken.state.ending().unwrap().outcome, Outcome::Failed);
}
