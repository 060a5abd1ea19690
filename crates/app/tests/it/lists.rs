//! Changes to conversations from their lines, and folders, as the window requests them.

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, until};
use crate::talking::{FLASH, script};

async fn listed(person: &Person, list: Value) -> Vec<Value> {
    let page = person
        .does("list_conversations", json!({"list": list, "after": null}))
        .await;
    let lines = page["conversations"].as_array().unwrap().iter();
    lines.map(|line| line["id"].clone()).collect()
}

async fn changes(person: &Person, of: &[&Value], change: Value) {
    let conversations: Vec<_> = of.iter().map(|sent| &sent["conversation"]).collect();
    let request = json!({"conversations": conversations, "change": change});
    person.does("change_conversations", request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_pinned_archived_marked_and_put_into_folders_and_the_window_hears_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = person.sends(FLASH, "What is basalt?").await;
    person.sees(&first, "done").await;
    let second = person.sends(FLASH, "Say it shorter").await;
    person.sees(&second, "done").await;
    let (one, two) = (&first["conversation"], &second["conversation"]);

    changes(&person, &[&first], json!({"what": "pinned", "is": true})).await;
    changes(&person, &[&second], json!({"what": "archived", "is": true})).await;
    assert_eq!(
        listed(&person, json!({"of": "pinned"})).await,
        std::slice::from_ref(one)
    );
    assert_eq!(
        listed(&person, json!({"of": "chat"})).await,
        std::slice::from_ref(one)
    );
    assert_eq!(
        listed(&person, json!({"of": "archived"})).await,
        std::slice::from_ref(two)
    );
    until("the window hears of the archive", async || {
        let patches = person.desktop.patches();
        let heard = patches.iter().any(|patch| {
            matches!(patch, Patch::Conversation { summary } if *two == summary.id && summary.archived)
        });
        heard.then_some(())
    })
    .await;

    let save = json!({"id": null, "name": "  Rocks \n and stones "});
    let made = person.does("save_folder", save.clone()).await;
    assert_eq!(made["name"], "Rocks and stones");
    assert_eq!(person.fails("save_folder", save).await, ErrorCode::Invalid);
    changes(
        &person,
        &[&first, &second],
        json!({"what": "folder", "id": made["id"]}),
    )
    .await;
    changes(
        &person,
        &[&second],
        json!({"what": "archived", "is": false}),
    )
    .await;
    let inside = json!({"of": "folder", "id": made["id"]});
    assert_eq!(listed(&person, inside.clone()).await.len(), 2);

    let person = person.restart().await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["folders"], json!([made]));
    assert_eq!(overview["pinned"][0]["id"], *one);
    let removed = person.does("remove_folder", made["id"].clone()).await;
    assert_eq!(removed["conversations"].as_array().unwrap().len(), 2);
    assert_eq!(listed(&person, inside.clone()).await.len(), 0);
    person.does("put_folder_back", removed).await;
    assert_eq!(listed(&person, inside).await.len(), 2);
    assert_eq!(person.line(&first).await["folder"], made["id"]);

    let both = [&first, &second];
    changes(&person, &both, json!({"what": "unread", "is": false})).await;
    assert_eq!(listed(&person, json!({"of": "unread"})).await.len(), 0);
    changes(&person, &[&first], json!({"what": "unread", "is": true})).await;
    assert_eq!(
        listed(&person, json!({"of": "unread"})).await,
        std::slice::from_ref(one)
    );
    person.opens(&first).await;
    assert_eq!(listed(&person, json!({"of": "unread"})).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_job_that_needs_the_person_or_ends_is_back_in_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [
        {"match": "table", "say": [{"text": "I look. ", "delay_ms": 10}, {"wait_ms": 1_500}, {"call": "book_table", "arguments": {"guests": 4}}]},
        {"match": "report", "say": [{"text": "I write. ", "delay_ms": 10}, {"wait_ms": 1_500}, {"text": "Done.", "delay_ms": 0}]},
    ]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    for words in ["Find a table", "Write the report"] {
        let sent = person
            .sends("gemini:agent:antigravity-preview-09-2026", words)
            .await;
        changes(&person, &[&sent], json!({"what": "archived", "is": true})).await;
        assert!(listed(&person, json!({"of": "job"})).await.is_empty());
        until("it is back in the list", async || {
            let jobs = listed(&person, json!({"of": "job"})).await;
            let unread = listed(&person, json!({"of": "unread"})).await;
            (jobs == unread && jobs == [sent["conversation"].clone()]).then_some(())
        })
        .await;
        changes(&person, &[&sent], json!({"what": "archived", "is": true})).await;
    }
}
