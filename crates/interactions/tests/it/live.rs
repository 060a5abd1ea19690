//! Additions of google-genai 3.5.0 and 3.6.1: live interactions, tokens, self-hosted sandboxes (contract, Appendix
//! B).

use interactions::types::Wire;
use interactions::types::odd::FieldPath;
use interactions::{
    AuthToken, Environment, EnvironmentList, EnvironmentMode, Interaction, LiveEvent, LiveInput,
    Odd, Status,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::fixture;

/// Parses a value, asserts that all of it is understood, and that it serialises to the same.
fn whole<T: DeserializeOwned + Serialize + Wire>(value: &Value) -> T {
    let typed: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), *value);
    let mut found = Vec::new();
    typed.odd(&FieldPath::Root, &mut found);
    let places: Vec<&str> = found.iter().map(|odd: &Odd| odd.place.as_str()).collect();
    assert!(places.is_empty(), "{places:?} in {value}");
    typed
}

#[test]
fn every_frame_of_a_recorded_live_session_has_its_type() {
    let mut frames = 0;
    for file in ["live-session.json", "live-reconnect.json"] {
        let sessions = fixture::json(file);
        for connection in sessions["connections"].as_array().unwrap() {
            for frame in connection["frames"].as_array().unwrap() {
                let batch = frame["data"]["events"].as_array();
                let one = std::slice::from_ref(&frame["data"]);
                for event in batch.map_or(one, Vec::as_slice) {
                    match frame["from"].as_str() {
                        Some("client") => drop(whole::<LiveInput>(event)),
                        _ => drop(whole::<LiveEvent>(event)),
                    }
                    frames += 1;
                }
            }
        }
    }
    assert!(frames > 20, "only {frames} frames");
}

#[test]
fn a_token_is_no_word_of_a_log_and_its_path_has_no_prefix() {
    let token: AuthToken = whole(&fixture::json("auth-token-create.json"));
    assert_eq!(token.id(), Some("4b1d0c9e7f3a5d728a6b0c9e1f3a5d72"));
    assert!(!format!("{token:?}").contains("4b1d0c9e"));
}

#[test]
fn a_self_hosted_sandbox_brings_its_key_once() {
    let made: Environment = whole(&fixture::json("environment-self-hosted-create.json"));
    assert!(made.environment_key.is_some() && made.mode.unwrap().is_self_hosted());
    let listed: EnvironmentList = whole(&fixture::json("environments-list-self-hosted.json"));
    assert!(listed.environments[0].environment_key.is_none());
    assert!(EnvironmentMode::from("SELF_HOSTED").is_self_hosted());
}

#[test]
fn an_idle_interaction_is_not_over_and_not_worth_asking_again() {
    let idle: Interaction = serde_json::from_value(fixture::json("interaction-idle.json")).unwrap();
    assert_eq!(idle.status, Some(Status::Idle));
    assert!(!idle.is_terminal() && Status::Idle.ends_polling());
}
