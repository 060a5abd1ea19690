//! The limits of cost: of one job, and of the month.

use app::bridge::{ErrorCode, Patch, Standing, Turn, TurnPage};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::meter::Meter;
use crate::money::{FLASH, WORKER, limits, seen, starts};
use crate::person::{Person, key, turn, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_running_job_shows_what_it_has_cost_so_far_and_is_stopped_at_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    // 40,000 × 0.75 + 10,000 × 3.75 = 67,500 millionths of a dollar, with a limit of five cents.
    let usage = json!({"total_tokens": 50_000, "total_input_tokens": 40_000, "total_output_tokens": 10_000});
    let meter = Meter::working(usage).await;
    let person = starts(&folder, &meter).await;

    let free = person.sends(WORKER, "Compare these suppliers").await;
    let running = until("the meter runs", async || {
        let turn = seen(&person, &free).await;
        (turn["cost"] != Value::Null).then_some(turn)
    })
    .await;
    assert_eq!(running["standing"], "running");
    assert_eq!(running["cost"], json!({"low": 67_500, "high": 67_500}));
    assert_eq!(person.line(&free).await["cost"], running["cost"]);
    assert_eq!(
        meter.requests()[0]["agent_config"],
        Value::Null,
        "there is no limit"
    );
    person.does("stop", free["turn"].clone()).await;
    person.sees(&free, "stopped").await;
    assert_eq!(seen(&person, &free).await["limit_reached"], Value::Null);

    limits(&person, Some(5), None).await;
    let sent = person.sends(WORKER, "Compare these suppliers again").await;
    person.sees(&sent, "stopped").await;
    assert_eq!(meter.cancels(), 2);
    let turn = seen(&person, &sent).await;
    assert_eq!(turn["limit_reached"], 50_000);
    assert_eq!(
        turn["cost"], running["cost"],
        "what it used by then was spent"
    );
    // 50,000 / 3.75
    let config = &meter.requests()[1]["agent_config"];
    assert_eq!(
        *config,
        json!({"type": "antigravity", "max_total_tokens": "13333"})
    );

    let person = person.restart().await;
    assert_eq!(seen(&person, &sent).await["limit_reached"], 50_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_months_limit_warns_first_then_every_turn_has_to_be_allowed() {
    let folder = tempfile::tempdir().unwrap();
    // 0.85 dollars for each answer.
    let usage = json!({"total_tokens": 1_133_334, "total_input_tokens": 1_133_333, "total_output_tokens": 0});
    let meter = Meter::answering(usage, None).await;
    let person = starts(&folder, &meter).await;
    limits(&person, None, Some(100)).await;
    let budget = async || person.does("budget", Value::Null).await["state"].clone();
    assert_eq!(budget().await, "enough");
    let first = person.sends(FLASH, "What is basalt?").await;
    person.sees(&first, "done").await;
    assert_eq!(budget().await, "near");
    let second = person.sends(FLASH, "And granite?").await;
    person.sees(&second, "done").await;
    assert_eq!(budget().await, "used");

    let third = turn(FLASH, "And gneiss?");
    assert_eq!(
        person.fails("send", third.clone()).await,
        ErrorCode::MonthLimit
    );
    assert_eq!(
        person.fails("send_again", second["turn"].clone()).await,
        ErrorCode::MonthLimit
    );
    assert_eq!(meter.requests().len(), 2, "nothing was sent");
    person.does("go_beyond_limit", Value::Null).await;
    let third = person.does("send", third).await;
    person.sees(&third, "done").await;
    let again = turn(FLASH, "And marble?");
    assert_eq!(
        person.fails("send", again.clone()).await,
        ErrorCode::MonthLimit,
        "each one is asked for"
    );

    // Deleting a conversation does not reduce the month's spending.
    person
        .does("delete_conversations", json!([first["conversation"]]))
        .await;
    person
        .does("delete_conversations", json!([second["conversation"]]))
        .await;
    let person = person.restart().await;
    let status = person
        .does("connect_gemini", key(crate::engine::KEY, &meter.base_url))
        .await;
    assert_eq!(status, "session");
    assert_eq!(
        person.fails("send", again.clone()).await,
        ErrorCode::MonthLimit
    );
    limits(&person, None, None).await;
    let sent = person.does("send", again).await;
    person.sees(&sent, "done").await;
}

/// Returns a turn as the window has it after all patches so far.
fn on_the_screen(person: &Person, sent: &Value) -> Option<Turn> {
    let id = sent["turn"].as_str().unwrap();
    let in_page = |page: &TurnPage| page.turns.iter().find(|turn| turn.id == id).cloned();
    let newest = person.desktop.patches().into_iter().rev();
    newest
        .filter_map(|patch| match patch {
            Patch::Opened { conversation } => in_page(&conversation.page),
            Patch::Turn { turn } | Patch::TurnHead { turn } => (turn.id == id).then_some(turn),
            _ => None,
        })
        .next()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_ends_while_its_limit_is_noted_says_so_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    // The server ends the job by itself when all its tokens are used, at the moment at which Errand notes that.
    let script = json!({"turns": [{"match": "suppliers", "say": [
        "All about suppliers. ".repeat(2_000),
        {"code": "print('compared')"},
        "Nobody reads this.",
    ]}]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    limits(&person, Some(1), None).await;
    for number in 0..12 {
        let sent = person
            .sends(WORKER, &format!("Compare {number} suppliers"))
            .await;
        person.opens(&sent).await;
        person.sees(&sent, "stopped").await;
        until("the window says so too", async || {
            let turn = on_the_screen(&person, &sent)?;
            (turn.standing == Standing::Stopped && turn.limit_reached == Some(10_000)).then_some(())
        })
        .await;
    }
}
