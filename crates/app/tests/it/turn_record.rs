//! The record of a turn: its events, and the turn as it was after one of them.

use serde_json::{Value, json};

use crate::person::{Person, html, turn_in, until};
use crate::talking::FLASH;
use crate::transfers::{AnsweredQuestion, heir};

impl Person {
    /// Returns the record of a turn, filtered by kinds and text.
    async fn record(&self, sent: &Value, kinds: Value, text: &str) -> Value {
        let request = json!({"turn": sent["turn"], "after": 0, "kinds": kinds, "text": text});
        self.does("turn_record", request).await
    }

    async fn at(&self, sent: &Value, event: &Value) -> Value {
        self.does("turn_at", json!({"turn": sent["turn"], "event": event}))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_of_a_turn_lists_its_events_and_shows_the_turn_after_each() {
    let AnsweredQuestion {
        folder,
        person,
        sent,
        ..
    } = AnsweredQuestion::what_basalt_is("What is basalt?").await;
    let all = person.record(&sent, json!([]), "").await;
    let events = all["events"].as_array().unwrap();
    assert_eq!(all["count"], events.len());
    assert_eq!(events[0]["name"], "interaction.created");
    assert!(all["next"].is_null());
    let thoughts = person.record(&sent, json!(["thought"]), "").await;
    let thoughts = thoughts["events"].as_array().unwrap();
    assert!(
        thoughts.iter().any(|event| event["words"] == "Rocks."),
        "{thoughts:?}"
    );
    let found = person.record(&sent, json!([]), "COOLS").await;
    assert_eq!(found["events"].as_array().unwrap().len(), 1, "{found}");
    let number = found["events"][0]["number"].as_i64().unwrap();
    let json = person
        .does("event_json", json!({"turn": sent["turn"], "event": number}))
        .await;
    assert!(json.as_str().unwrap().contains("It cools"));

    let before = person.at(&sent, &json!(number - 1)).await;
    let then = person.at(&sent, &json!(number)).await;
    assert!(!html(&before).contains("It cools"), "{before}");
    assert!(html(&then).contains("It cools"), "{then}");
    assert_eq!(then["standing"], "running");
    assert!(
        then["tokens"].is_null(),
        "what it used was not known then: {then}"
    );
    // Backwards, and then to the end.
    let back = person.at(&sent, &json!(number - 1)).await;
    assert_eq!(html(&back), html(&before));
    let nothing = person.at(&sent, &json!(0)).await;
    assert!(nothing["parts"].as_array().unwrap().is_empty());
    let end = person.at(&sent, &all["last"]).await;
    let seen = person.looks_at(&sent).await;
    assert_eq!(html(&end), html(turn_in(&seen, &sent)));
    assert_eq!(end["standing"], "done");

    // The record is complete after an import, too.
    let (archive, _) = person.exports_everything(folder.path()).await;
    let (_other, heir) = heir().await;
    heir.imports(&archive).await;
    assert_eq!(heir.record(&sent, json!([]), "").await, all);
    assert_eq!(html(&heir.at(&sent, &json!(number)).await), html(&then));
    let last = heir.at(&sent, &all["last"]).await;
    assert_eq!(html(&last), html(&end));
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_stopped_and_running_turns_have_a_record() {
    let asked = AnsweredQuestion::what_basalt_is("What is basalt?").await;
    let person = &asked.person;
    let refused = person.sends(FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;
    let record = person.record(&refused, json!(["error"]), "").await;
    assert_eq!(
        record["events"].as_array().unwrap().len(),
        1,
        "why it failed is an event: {record}"
    );
    let end = person.at(&refused, &record["last"]).await;
    assert_eq!(end["standing"], "failed", "{end}");

    let sent = person.sends(FLASH, "Count slowly").await;
    let running = until("the first word is recorded", async || {
        let record = person.record(&sent, json!(["answer"]), "One").await;
        let is_there = !record["events"].as_array().unwrap().is_empty();
        is_there.then_some(record)
    })
    .await;
    let word = &running["events"][0]["number"];
    let then = person.at(&sent, word).await;
    assert!(html(&then).contains("One"), "{then}");
    assert_eq!(then["standing"], "running");

    person.does("stop", sent["turn"].clone()).await;
    person.sees(&sent, "stopped").await;
    let stopped = person.record(&sent, json!([]), "").await;
    assert!(stopped["count"].as_i64() >= running["count"].as_i64());
    let end = person.at(&sent, &stopped["last"]).await;
    assert!(html(&end).contains("One"), "what came is kept: {end}");
    assert_eq!(end["standing"], "stopped", "{end}");
}
