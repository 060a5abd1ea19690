//! Lists longer than one page show everything when scrolled to their end.

use ledger::{Engine, Kind, Ledger, NewConversation, NewInteraction, RunUpdate, Target};
use runs::{Ending, Outcome, Phase, State, Terms};
use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

const CONVERSATIONS: usize = 120;

#[tokio::test]
async fn a_hundred_and_twenty_conversations_are_scrolled_to_the_end() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    write_record(&desktop);
    let window = ErrandWindow::open(&desktop, &Start::without_model()).await?;
    window.find("conversation-item").await?;
    for place in ["nav-chats", "nav-jobs", "nav-new"] {
        window.click(place).await?;
        let expected = if place == "nav-new" {
            2 * CONVERSATIONS
        } else {
            CONVERSATIONS
        };
        let script = "const list = document.querySelector('nav .list');\
                      list.scrollTop = list.scrollHeight;\
                      return document.querySelectorAll('nav [data-testid=conversation-item]').length";
        wait_until(place, LONG, async || {
            let lines = window.client().execute(script, Vec::new()).await?;
            Ok(if lines == json!(expected) {
                Ok(())
            } else {
                Err(format!("{lines} lines"))
            })
        })
        .await?;
    }
    window.see("The oldest chat", LONG).await
}

/// Writes ended chats and jobs, as an earlier start would have left them.
fn write_record(desktop: &Desktop) {
    std::fs::create_dir_all(desktop.data_dir()).expect("the data folder");
    let ledger = Ledger::open(desktop.data_dir().join("ledger.db")).expect("a new ledger");
    ledger
        .set_setting("settings", &json!({"welcomed": true}))
        .expect("a setting");
    for number in 0..CONVERSATIONS {
        for kind in [Kind::Chat, Kind::Job] {
            let at = 1_790_000_000_000 + i64::try_from(number).expect("a small number") * 60_000;
            let title = match (number, kind) {
                (0, Kind::Chat) => "The oldest chat".to_owned(),
                (_, Kind::Chat) => format!("Chat {number}"),
                (_, Kind::Job) => format!("Job {number}"),
            };
            let conversation = NewConversation {
                kind,
                title: title.clone(),
            };
            let (_, run) = ledger
                .create(&conversation, &first(&title, at))
                .expect("a conversation");
            let over = RunUpdate {
                settled: Some(true),
                phase: Some(phase()),
                ..RunUpdate::default()
            };
            ledger.update(run.id, &over).expect("its end");
        }
    }
}

fn first(prompt: &str, at: i64) -> NewInteraction {
    NewInteraction {
        parent_id: None,
        engine: Engine::Local,
        origin: None,
        carried: None,
        target: Target::Model,
        target_id: "errand-starter".to_owned(),
        prompt: prompt.to_owned(),
        attachments: json!([]),
        request: json!({"model": "errand-starter", "input": prompt}).to_string(),
        phase: phase(),
        environment_id: None,
        created_at: at,
        draft: None,
    }
}

fn phase() -> Value {
    let mut state = State::ready(Terms {
        background: false,
        store: true,
        sandbox: false,
        ahead: false,
        leans: false,
    });
    state.phase = Phase::Settled {
        ending: Ending {
            outcome: Outcome::Completed,
            fault: None,
            stopped: false,
        },
        aftercare: None,
    };
    state.to_json()
}
