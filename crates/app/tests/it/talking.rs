//! Questions and answers: streaming, following up, branching, moving to another engine, drafts, search.

use app::bridge::{ErrorCode, Part, Patch};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, turn, turn_in, until};

pub(crate) const FLASH: &str = "gemini:model:gemini-3.8-flash";

pub(crate) fn script() -> Value {
    json!({"turns": [
        {"match": "basalt", "say": [
            {"thought": "Rocks.", "delay_ms": 20},
            {"text": "**Basalt** is a dark ", "delay_ms": 20},
            {"text": "volcanic rock.\n\nIt cools ", "delay_ms": 20},
            {"text": "quickly.", "delay_ms": 20},
        ]},
        {"match": "hard", "say": [
            {"thought": "Let me ", "delay_ms": 20}, {"thought": "see.", "delay_ms": 700},
            {"text": "Hard rock.", "delay_ms": 20},
        ]},
        {"match": "shorter", "say": ["Dark rock."]},
        {"match": "slowly", "say": [
            {"text": "One ", "delay_ms": 50}, {"wait_ms": 30_000}, {"text": "two.", "delay_ms": 0},
        ]},
        {"match": "forbidden", "say": [{"error": {"code": "safety", "message": "Blocked."}}]},
    ]})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_streams_in_and_is_there_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;

    let sent = person.sends(FLASH, "What is basalt?").await;
    person.opens(&sent).await;
    person.sees(&sent, "done").await;
    let grew = until("the window saw the end", async || {
        let patches = person.desktop.patches();
        let whole = patches
            .iter()
            .any(|patch| matches!(patch, Patch::Turn { turn } if turn.finished_at.is_some()));
        whole.then_some(patches)
    })
    .await;
    let growing = grew
        .iter()
        .filter(|patch| matches!(patch, Patch::Blocks { .. } | Patch::Part { .. }))
        .count();
    assert!(growing >= 2, "the answer came in pieces: {growing}");

    let before = person.looks_at(&sent).await;
    assert_eq!(turn_in(&before, &sent)["prompt"], "What is basalt?");
    assert_eq!(before["summary"]["title"], "What is basalt?");
    let answer = html(turn_in(&before, &sent));
    assert!(
        answer.contains("<strong>Basalt</strong> is a dark volcanic rock."),
        "{answer}"
    );
    assert!(answer.contains("It cools quickly."), "{answer}");
    let thought = &turn_in(&before, &sent)["parts"][0];
    assert_eq!(thought["type"], "thought");

    let person = person.restart().await;
    let after = person.looks_at(&sent).await;
    assert_eq!(html(turn_in(&after, &sent)), answer);
    let line = person.line(&sent).await;
    assert!(
        line["line"]
            .as_str()
            .unwrap()
            .starts_with("Basalt is a dark volcanic rock."),
        "{line}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thought_took_as_long_after_the_next_start_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "Which rock is hard?").await;
    person.opens(&sent).await;
    person.sees(&sent, "done").await;
    let streamed = until("the window hears how long it took", async || {
        person
            .desktop
            .patches()
            .iter()
            .find_map(|patch| match patch {
                Patch::Part {
                    part: Part::Thought { ms, .. },
                    ..
                } => *ms,
                _ => None,
            })
    })
    .await;
    assert!((600..60_000).contains(&streamed), "{streamed}");

    let person = person.restart().await;
    let after = person.looks_at(&sent).await;
    let thought = &turn_in(&after, &sent)["parts"][0];
    assert_eq!(thought["type"], "thought");
    assert_eq!(thought["ms"], streamed);
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_a_word_of_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let hits = person.searches("volc").await;
    assert_eq!(hits[0]["conversation"], sent["conversation"]);
    assert_eq!(hits[0]["turn"], sent["turn"]);
    assert_eq!(hits[0]["snippet"][1], "volc");
    assert_eq!(person.searches("\"unfinished AND (").await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_continues_and_a_second_one_makes_a_branch() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = person.sends(FLASH, "What is basalt?").await;
    person.sees(&first, "done").await;
    let second = person.follows_up(&first, FLASH, "Say it shorter.").await;
    person.sees(&second, "done").await;
    let other = person
        .follows_up(&first, FLASH, "Say it much shorter.")
        .await;
    person.sees(&other, "done").await;

    let conversation = person.looks_at(&first).await;
    assert_eq!(conversation["turns"].as_array().unwrap().len(), 3);
    for child in [&second, &other] {
        assert_eq!(turn_in(&conversation, child)["parent"], first["turn"]);
        assert!(html(turn_in(&conversation, child)).contains("Dark rock."));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_window_is_given_a_follow_up_whole_and_then_what_changes_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = person.sends(FLASH, "What is basalt?").await;
    person.sees(&first, "done").await;
    person.opens(&first).await;
    let second = person.follows_up(&first, FLASH, "Count slowly").await;
    let shown = until("the window shows the first word", async || {
        let shown = as_window(&person.desktop.patches(), &second)?;
        shown.to_string().contains("One").then_some(shown)
    })
    .await;
    assert_eq!(shown["standing"], "running");
    assert_eq!(shown["parent"], first["turn"]);
    person.does("stop", second["turn"].clone()).await;
}

/// Returns a turn as a window has it that begins with the first whole turn and applies the patches.
fn as_window(patches: &[Patch], sent: &Value) -> Option<Value> {
    let mut shown: Option<app::bridge::Turn> = None;
    for patch in patches {
        match (patch, &mut shown) {
            (Patch::Turn { turn }, _) if sent["turn"] == turn.id.as_str() => {
                shown = Some(turn.clone());
            }
            (
                Patch::Part {
                    turn,
                    position,
                    part,
                },
                Some(shown),
            ) if shown.id == *turn => {
                shown.parts.truncate(*position as usize);
                shown.parts.push(part.clone());
            }
            _ => {}
        }
    }
    serde_json::to_value(shown?).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_follows_a_turn_that_still_runs_and_stopping_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "Count slowly").await;
    until("the first word is there", async || {
        let conversation = person.looks_at(&sent).await;
        html(turn_in(&conversation, &sent))
            .contains("One")
            .then_some(())
    })
    .await;
    let mut request = turn(FLASH, "And now?");
    request["conversation"] = sent["conversation"].clone();
    request["parent"] = sent["turn"].clone();
    assert_eq!(person.fails("send", request).await, ErrorCode::Invalid);

    person.does("stop", sent["turn"].clone()).await;
    person.sees(&sent, "stopped").await;
    let conversation = person.looks_at(&sent).await;
    assert!(
        html(turn_in(&conversation, &sent)).contains("One"),
        "what came is kept"
    );
    assert!(
        person.desktop.notifications().is_empty(),
        "who stops it knows"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_named_and_can_be_asked_again_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "Something forbidden").await;
    person.sees(&sent, "failed").await;
    let conversation = person.looks_at(&sent).await;
    assert_eq!(turn_in(&conversation, &sent)["error"]["code"], "refused");

    person.does("send_again", sent["turn"].clone()).await;
    person.sees(&sent, "failed").await;
    assert_eq!(
        person.looks_at(&sent).await["turns"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_as_a_bare_line_in_the_stream_is_named_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    let refusal = json!({"code": "prohibited_content", "message": "This is not allowed."});
    script["faults"] = json!([{"on": "create", "match": "basalt", "refuse": refusal}]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "failed").await;
    let conversation = person.looks_at(&sent).await;
    let error = &turn_in(&conversation, &sent)["error"];
    assert_eq!(error["code"], "refused", "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unsent_text_is_kept_over_a_restart_and_gone_when_it_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    let draft = json!({"key": "new", "text": "What is basalt?", "attachments": [], "who": FLASH});
    person.does("save_draft", draft.clone()).await;
    let person = person.restart().await;
    assert_eq!(person.does("draft", json!("new")).await, draft);
    person.connects(&google).await;
    person.sends(FLASH, "What is basalt?").await;
    assert_eq!(person.does("draft", json!("new")).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_in_a_hidden_window_goes_on_and_is_read_when_the_window_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "Something hard, please.").await;
    person.opens(&sent).await;
    person.app.hidden_to_tray().await;

    until("the end reaches the hidden window", async || {
        let patches = person.desktop.patches();
        patches
            .iter()
            .any(|patch| matches!(patch, Patch::Turn { turn } if turn.finished_at.is_some()))
            .then_some(())
    })
    .await;
    until("it is unread", async || {
        (person.line(&sent).await["unread"] == true).then_some(())
    })
    .await;

    person.app.came_to_front().await;
    assert_eq!(person.line(&sent).await["unread"], false);
    let after = person
        .follows_up(&sent, FLASH, "Say it in shorter words.")
        .await;
    until("the follow-up reaches the window", async || {
        let patches = person.desktop.patches();
        patches
            .iter()
            .any(|patch| matches!(patch, Patch::Turn { turn } if turn.finished_at.is_some() && after["turn"] == turn.id.as_str()))
            .then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_a_window_behind_is_announced_once_and_not_in_front() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let seen = person.sends(FLASH, "What is basalt?").await;
    person
        .desktop
        .in_front
        .store(true, std::sync::atomic::Ordering::SeqCst);
    person.opens(&seen).await;
    person.sees(&seen, "done").await;
    assert_eq!(person.line(&seen).await["unread"], false);

    let unseen = person.sends(FLASH, "Is basalt dark?").await;
    person.sees(&unseen, "done").await;
    until("the person is told", async || {
        (!person.desktop.notifications().is_empty()).then_some(())
    })
    .await;
    assert_eq!(person.line(&unseen).await["unread"], true);
    let person = person.restart().await;
    person.looks_at(&unseen).await;
    assert_eq!(person.line(&unseen).await["unread"], false);
    let told = person.desktop.notifications();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0].conversation.as_deref(),
        unseen["conversation"].as_str()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_tries_again_by_itself_does_not_also_ask_the_person_to() {
    let folder = tempfile::tempdir().unwrap();
    let busy = json!({"error": {"code": "too_many_requests", "message": "Slow down."}});
    let script = json!({
        "turns": [{"say": ["Good day."]}],
        "faults": [{"on": "create", "times": 1, "answer": {
            "status": 429, "headers": {"Retry-After": "30"}, "body": busy,
        }}],
    });
    let google = Google::start(&folder.path().join("g"), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends("gemini:model:gemini-3.8-flash", "Hi").await;
    let error = until("it waits", async || {
        let conversation = person.looks_at(&sent).await;
        let turn = turn_in(&conversation, &sent);
        (turn["activity"]["doing"] == "waiting_for_server").then(|| turn["error"].clone())
    })
    .await;
    assert_eq!(error["code"], "rate_limited");
    assert_eq!(error["hint"], Value::Null);
    person.app.shutdown().await;
}
