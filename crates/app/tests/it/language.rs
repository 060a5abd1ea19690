//! All text is in the language that the person chose, from the moment they choose it.

use app::bridge::Patch;
use app::words::{Language, PSEUDO};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, key, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";

async fn chooses(person: &Person, tag: Option<&str>) {
    let overview = person.does("overview", Value::Null).await;
    let mut settings = overview["settings"].clone();
    settings["language"] = json!(tag);
    person.does("set_settings", settings).await;
}

/// Returns the message and the hint of a failing command.
async fn refusal(person: &Person, name: &str, request: Value) -> (String, Option<String>) {
    let error = person.app.call(name, request).await.unwrap_err();
    let crossed = serde_json::to_value(error).unwrap();
    let text = |of: &Value| of.as_str().map(str::to_owned);
    (text(&crossed["message"]).unwrap(), text(&crossed["hint"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_plans_and_notifications_are_german_as_soon_as_german_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let refused = json!({"status": 401, "body": {"error": {"code": "unauthenticated", "message": "Not this key."}}});
    let script = json!({"turns": [{"say": ["Four."]}, {"say": ["Five."]}], "faults": [
        {"on": "create", "times": 1, "drop_after_events": 2},
        {"on": "stream", "times": 500, "answer": refused},
    ]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let spoken = || *person.desktop.language.lock().unwrap();
    assert_eq!(spoken(), Some(Language::english()));
    let (english, _) = refusal(
        &person,
        "connect_gemini",
        key("AIza-wrong", &google.base_url),
    )
    .await;
    assert_eq!(english, "The server does not accept this key.");

    // Text in the window is sent again in the new language.
    let sent = person.sends(FLASH, "Two and two?").await;
    person.opens(&sent).await;
    person.sees(&sent, "needs_you").await;
    let before = person.desktop.patches().len();
    chooses(&person, Some("de")).await;
    let german = spoken().unwrap();
    assert_eq!(german.tag(), "de");
    let told = until("the turn in German", async || {
        let patches = person.desktop.patches();
        patches[before..].iter().find_map(|patch| match patch {
            Patch::TurnHead { turn } | Patch::Turn { turn } => turn.error.clone(),
            _ => None,
        })
    })
    .await;
    let crossed = german.speak(|| serde_json::to_value(&told)).unwrap();
    assert_eq!(
        crossed["message"],
        "Der Server nimmt diesen Schlüssel nicht an."
    );

    let (message, hint) = refusal(
        &person,
        "connect_gemini",
        key("AIza-wrong", &google.base_url),
    )
    .await;
    assert_eq!(message, "Der Server nimmt diesen Schlüssel nicht an.");
    assert_eq!(
        hint.as_deref(),
        Some("Kopieren Sie den ganzen Schlüssel noch einmal, oder erstellen Sie einen neuen.")
    );
    let when = json!({"words": "jeden Montag um 7", "zone": "UTC"});
    let read = person.does("read_when", when).await;
    assert_eq!(read["plan"]["words"], "jeden Montag um 7:00 Uhr");
    let when = json!({"words": "jeden Montag", "zone": "UTC"});
    let read = person.does("read_when", when).await;
    assert_eq!(read["reason"], "Um welche Uhrzeit? Zum Beispiel „um 7:00“.");
    // The notification of the first question may have come before the change; this one cannot.
    person.sends(FLASH, "Two and three?").await;
    until("a notification in German", async || {
        let told = person.desktop.notifications();
        told.iter()
            .any(|one| one.body == "Antwort ist da")
            .then_some(())
    })
    .await;

    // The choice is stored, and without one the system's language is used.
    let person = person.restart().await;
    assert_eq!(*person.desktop.language.lock().unwrap(), Some(german));
    chooses(&person, None).await;
    assert_eq!(
        *person.desktop.language.lock().unwrap(),
        Some(Language::english())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_a_refusal_is_missing_in_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    chooses(&person, Some(PSEUDO)).await;
    let gone = "01890a5d-ac96-774b-bcce-b302099a8057";
    for (name, request) in [
        ("open_conversation", json!({"id": gone, "turn": null})),
        ("rename_conversation", json!({"id": gone, "title": " "})),
        ("open_link", json!("file:///etc/passwd")),
        ("connect_gemini", key("k", "ftp://example.org")),
        ("check_again", json!(gone)),
        ("fetch_file", json!(gone)),
        ("schedule", json!(gone)),
        ("agent", json!(gone)),
        ("sandbox_of_nobody", Value::Null),
        ("send", Value::Null),
    ] {
        let (message, hint) = refusal(&person, name, request).await;
        for said in [Some(message), hint].into_iter().flatten() {
            // The name of a command is not translated.
            let words = said.replace(name, "");
            let plain = words
                .chars()
                .find(|letter| "aceghijklnorstuwyz".contains(*letter));
            assert_eq!(plain, None, "{name}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_language_is_told_first_and_then_all_that_the_host_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let before = person.desktop.patches().len();
    chooses(&person, Some("de")).await;
    let told = person
        .patch(|_| {
            let told = person.desktop.patches();
            let has = |wanted: fn(&Patch) -> bool| told.iter().skip(before).any(wanted);
            let all = has(|it| matches!(it, Patch::Engines { .. }))
                && has(|it| matches!(it, Patch::Transfer { .. }))
                && has(|it| matches!(it, Patch::Providers { .. }))
                && has(|it| matches!(it, Patch::Removals { .. }));
            all.then_some(told)
        })
        .await;
    // Work that waits for the keychain, and so perhaps for the person, does not block anything else.
    let first = told
        .iter()
        .skip(before)
        .find(|patch| matches!(patch, Patch::Settings { .. } | Patch::Engines { .. }));
    assert!(matches!(first, Some(Patch::Settings { .. })), "{first:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_in_arabic_runs_its_code_from_left_to_right() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [{"say": ["Run `./run.sh --help` first."]}]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "How?").await;
    person.sees(&sent, "done").await;
    chooses(&person, Some("ar")).await;
    let chosen = &person.desktop.chosen;
    chosen.lock().unwrap().push(folder.path().to_owned());
    let request = json!({"conversation": sent["conversation"], "form": "page"});
    let path = person.does("export_conversation", request).await;
    let page = std::fs::read_to_string(path.as_str().unwrap()).unwrap();
    assert!(page.contains("dir=\"rtl\""), "{page}");
    let code = page.find("code,pre{").unwrap();
    let rule = &page[code..code + page[code..].find('}').unwrap()];
    assert!(rule.contains("direction:ltr"), "{rule}");
    // Bars are on the side where lines begin.
    for side in ["padding-left", "border-left"] {
        assert!(!page.contains(side), "{side}");
    }
}
