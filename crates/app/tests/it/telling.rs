//! The person is notified once of a run that cannot go on without them, and once of its end.

use std::time::Duration;

use app::notices::{News, Notification};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
/// Long enough for another notification to come, if there were one.
const A_WHILE: Duration = Duration::from_secs(2);

/// Returns the notifications with this body.
fn saying(person: &Person, body: &str) -> Vec<Notification> {
    let all = person.desktop.notifications();
    all.into_iter().filter(|one| one.body == body).collect()
}

async fn told(person: &Person, body: &str) {
    until(body, async || {
        (!saying(person, body).is_empty()).then_some(())
    })
    .await;
    tokio::time::sleep(A_WHILE).await;
    assert_eq!(saying(person, body).len(), 1, "{body}");
}

async fn begin(folder: &std::path::Path, faults: Value) -> (Google, Person) {
    let script = json!({"turns": [{"say": ["Four."]}], "faults": faults});
    let google = Google::start(folder, &script);
    let person = Person::start(folder).await;
    person.connects(&google).await;
    (google, person)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_may_not_have_arrived_is_announced_once_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = begin(
        folder.path(),
        json!([{"on": "create", "times": 1, "close": "lost"}]),
    )
    .await;
    let sent = person.sends(FLASH, "Two and two?").await;
    told(&person, "Not sure it arrived").await;
    assert_eq!(person.line(&sent).await["unread"], true);
    assert_eq!(person.desktop.notifications()[0].news, News::NeedsYou);

    let person = person.restart().await;
    person.connects(&google).await;
    // After a start, notices are announced after three seconds.
    tokio::time::sleep(2 * A_WHILE).await;
    told(&person, "Not sure it arrived").await;

    person.does("send_again", sent["turn"].clone()).await;
    person.sees(&sent, "done").await;
    told(&person, "Answer ready").await;
    assert_eq!(person.desktop.notifications().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_in_front_is_not_announced_unless_it_ends_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person) = begin(
        folder.path(),
        json!([{"on": "create", "times": 1, "delay_ms": 600, "close": "lost"}]),
    )
    .await;
    let in_front = |is: bool| {
        let flag = &person.desktop.in_front;
        flag.store(is, std::sync::atomic::Ordering::SeqCst);
    };
    in_front(true);
    let sent = person.sends(FLASH, "Two and two?").await;
    person.opens(&sent).await;
    person.sees(&sent, "needs_you").await;
    tokio::time::sleep(A_WHILE).await;
    assert!(person.desktop.notifications().is_empty());

    in_front(false);
    person.does("send_again", sent["turn"].clone()).await;
    person.sees(&sent, "done").await;
    told(&person, "Answer ready").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_key_is_announced_once_however_often_it_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let refused = json!({"status": 401, "body": {"error": {"code": "unauthenticated", "message": "Not this key."}}});
    let (_google, person) = begin(
        folder.path(),
        json!([
            {"on": "create", "times": 1, "drop_after_events": 2},
            {"on": "stream", "times": 8, "answer": refused},
        ]),
    )
    .await;
    let sent = person.sends(FLASH, "Two and two?").await;
    told(&person, "Waits: the key was refused").await;
    for _ in 0..3 {
        person.does("check_again", sent["turn"].clone()).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    person.sees(&sent, "done").await;
    told(&person, "Answer ready").await;
    assert_eq!(saying(&person, "Waits: the key was refused").len(), 1);
}
