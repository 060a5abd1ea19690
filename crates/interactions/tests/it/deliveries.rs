//! Webhook messages are accepted only with a valid signature and a recent timestamp.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use interactions::webhook::{Rejected, Signed, Verifier};
use serde_json::Value;

use crate::fixture;

const OTHER: &str = "whsec_b3RoZXIgc2VjcmV0IG90aGVyIHNlY3JldA==";

fn recorded() -> Value {
    fixture::json("webhook-delivery.json")
}

fn signed(recorded: &Value) -> Signed<'_> {
    let header = |name: &str| recorded["headers"][name].as_str().unwrap();
    Signed {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signatures: header("webhook-signature"),
        body: recorded["body"].as_str().unwrap().as_bytes(),
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier(recorded: &Value) -> Verifier {
    Verifier::new(&recorded["secret_used"].as_str().unwrap().into()).unwrap()
}

#[test]
fn the_recorded_delivery_is_real() {
    let recorded = recorded();
    let delivery = verifier(&recorded).verify(&signed(&recorded), at(1_792_487_706 + 200));
    assert_eq!(
        delivery.unwrap().kind.as_deref(),
        Some("interaction.completed")
    );
}

#[test]
fn one_of_several_signatures_and_one_of_several_secrets_are_enough() {
    let recorded = recorded();
    let both = format!("v2,x v1,bm8= v1,??? {}", signed(&recorded).signatures);
    let many = Signed {
        signatures: &both,
        ..signed(&recorded)
    };
    let rotated = Verifier::new(&OTHER.into())
        .unwrap()
        .also(&recorded["secret_used"].as_str().unwrap().into())
        .unwrap();
    assert!(rotated.verify(&many, at(1_792_487_706)).is_ok());
}

#[test]
fn what_was_changed_delayed_or_signed_by_another_is_rejected() {
    let recorded = recorded();
    let (real, now) = (signed(&recorded), at(1_792_487_706));
    let verify =
        |delivery: Signed<'_>, now| verifier(&recorded).verify(&delivery, now).unwrap_err();
    assert_eq!(verify(real, at(1_792_487_706 + 301)), Rejected::Age);
    assert_eq!(verify(real, at(1_792_487_706 - 301)), Rejected::Age);
    assert_eq!(
        verify(
            Signed {
                timestamp: "soon",
                ..real
            },
            now
        ),
        Rejected::Timestamp
    );
    let changed = [
        Signed {
            id: "msg_2fa",
            ..real
        },
        Signed {
            timestamp: "1792487707",
            ..real
        },
        Signed {
            body: b"{}",
            ..real
        },
        Signed {
            signatures: "",
            ..real
        },
        Signed {
            signatures: real.signatures.trim_start_matches("v1,"),
            ..real
        },
    ];
    for delivery in changed {
        assert_eq!(verify(delivery, now), Rejected::Signature, "{delivery:?}");
    }
    let other = Verifier::new(&OTHER.into()).unwrap();
    assert_eq!(other.verify(&real, now).unwrap_err(), Rejected::Signature);
}

#[test]
fn a_secret_that_is_none_is_refused_and_none_is_printed() {
    for secret in ["", "whsec_", "whsec_***", "MDEyMzQ1"] {
        assert!(
            matches!(Verifier::new(&secret.into()), Err(Rejected::Secret)),
            "{secret}"
        );
    }
    assert_eq!(
        format!("{:?}", verifier(&recorded())),
        "Verifier { secrets: 1 }"
    );
}
