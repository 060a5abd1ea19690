//! A job that asks the person something is answered in its turn, even after Errand was closed.

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result};

use crate::scene::{AGENT, Scene};

fn script() -> Value {
    json!({"turns": [
        {"match": "Result of call_taxi: The person declined: We walk", "say": ["Booked for four."]},
        {"match": "table", "say": [
            "I must ask. ",
            {"call": "book_table", "arguments": {"question": "For how many?", "outside": true}},
            {"call": "call_taxi", "arguments": {}},
        ]},
    ]})
}

#[tokio::test]
async fn what_a_job_asks_is_answered_in_place_after_the_next_start() -> Result {
    let (scene, window) = Scene::connected(&script()).await?;
    window.choose_who(AGENT).await?;
    window.ask("Find us a table").await?;
    window.ended(1, "needs_you", LONG).await?;
    let conversation = window.open_conversation().await?;
    window.standing(&conversation, "needs_you", LONG).await?;
    window.close(&scene.desktop).await?;

    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.open_from_list(&conversation).await?;
    window.see("The job needs 2 answers from you", LONG).await?;
    window.see("Book table", LONG).await?;
    window.see("For how many?", LONG).await?;
    // An incomplete form is not sent.
    window.click("answer-actions").await?;
    window.see("Give an answer, or decline.", LONG).await?;
    window.type_into("action-words", "For four").await?;
    window
        .click_css("[data-name=call_taxi] [data-testid=decline]")
        .await?;
    window.type_into("decline-reason", "We walk").await?;
    window.click("answer-actions").await?;
    window.ended(2, "done", LONG).await?;
    window.standing(&conversation, "done", LONG).await?;
    window.see("Booked for four.", LONG).await?;
    window.see("Call taxi: declined. We walk", LONG).await?;
    window.see("You answered this.", LONG).await
}
