//! The page in other languages: switched without a restart, right to left, and completely translated.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

use crate::scene::{AGENT, MODEL, Scene};

const SOON: Duration = Duration::from_secs(30);
const HALF: &str = "half a message";
/// The entries of the sidebar.
const PLACES: [&str; 8] = [
    "new",
    "chats",
    "jobs",
    "files",
    "agents",
    "schedules",
    "search",
    "settings",
];

fn script() -> Value {
    json!({"turns": [{"say": ["Good day."]}]})
}

/// Evaluates a script in the page.
async fn page(window: &ErrandWindow, script: &str) -> Result<Value> {
    Ok(window.client().execute(script, Vec::new()).await?)
}

/// Chooses a language in the settings and waits until the page uses it.
pub(crate) async fn speak(window: &ErrandWindow, tag: &str) -> Result {
    window.click("nav-settings").await?;
    let choice = window.find("settings-language").await?;
    choice
        .select_by(Locator::Css(&format!("option[value='{tag}']")))
        .await?;
    wait_until(&format!("the page in {tag}"), SOON, async || {
        let now = page(window, "return document.documentElement.lang").await?;
        Ok(if now == tag {
            Ok(())
        } else {
            Err(now.to_string())
        })
    })
    .await
}

#[tokio::test]
async fn a_language_is_chosen_without_a_restart_and_arabic_runs_from_right_to_left() -> Result {
    let (_scene, window) = Scene::connected(&script()).await?;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window.type_into("composer", HALF).await?;
    let conversation = window.open_conversation().await?;

    speak(&window, "de").await?;
    window.see("Einstellungen", SOON).await?;
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    window.sees_unsent(HALF).await?;
    let names = window
        .attributes("[data-testid=composer]", "aria-label")
        .await?;
    assert_eq!(names, ["Ihre Nachricht"]);

    speak(&window, "ar").await?;
    let pictures = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("arabic");
    std::fs::create_dir_all(&pictures).expect("a folder for pictures");
    for place in PLACES {
        window.click(&format!("nav-{place}")).await?;
        if place == "chats" {
            window.open_from_list(&conversation).await?;
            window.sees_unsent(HALF).await?;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let picture = window.client().screenshot().await?;
        std::fs::write(pictures.join(format!("{place}.png")), picture).expect("a picture");
        let side = "const html = document.documentElement;\
                    const list = document.querySelector('[data-testid=nav-new]').getBoundingClientRect();\
                    return [html.dir, list.left > innerWidth / 2, html.scrollWidth <= innerWidth]";
        assert_eq!(
            page(&window, side).await?,
            json!(["rtl", true, true]),
            "{place}"
        );
    }

    speak(&window, "en").await?;
    window.see("Settings", SOON).await?;
    assert_eq!(
        page(&window, "return document.documentElement.dir").await?,
        "ltr"
    );
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    window.sees_unsent(HALF).await
}

/// Finds English text outside of a person's or a server's content. Excluded: elements with their own direction
/// (`dir=auto`, `bdi`), code, answers, times, keys, and what the pseudo-locale isolates: values in a sentence, and
/// results of the system's formatters.
const UNSPOKEN: &str = r#"
    const own = 'script, style, code, pre, textarea, iframe, time, kbd, bdi, [dir=auto], .code, .prose';
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.parentElement;
      if (at && !at.closest(own)) texts.push([at, walker.currentNode.nodeValue]);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const at of document.querySelectorAll(`[${name}]`)) if (!at.closest(own)) texts.push([at, at.getAttribute(name)]);
    const spoken = (text) => {
      let inner;
      do { inner = text; text = text.replace(/\u2068[^\u2068\u2069]*\u2069/g, '§'); } while (text !== inner);
      return text;
    };
    return texts.flatMap(([at, text]) => (spoken(text).match(/[A-Za-z][ -~]*[A-Za-z]/g) ?? []).map((run) => `${run} in ${at.cloneNode().outerHTML}`));
"#;

#[tokio::test]
async fn every_word_of_the_main_screens_is_of_the_catalogue() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::usual()?.with("LANGUAGE", "en_XA");
    let made = json!({"match": "table", "say": [
        {"code": "open('table.md', 'w').write('# Table')"}, "It is written."
    ]});
    let script = json!({"turns": [made, {"say": ["Good day."]}]});
    let (scene, window) = Scene::opened(desktop, start, &script).await?;
    let mut forgotten = BTreeMap::new();
    let mut look = async |at: &str| -> Result {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let found = page(&window, UNSPOKEN).await?;
        let runs = found.as_array().into_iter().flatten();
        for run in runs.filter_map(Value::as_str) {
            forgotten
                .entry(run.to_owned())
                .or_insert_with(|| at.to_owned());
        }
        Ok(())
    };
    window.find("door-gemini").await?;
    look("welcome").await?;
    scene.connect(&window).await?;
    window.choose_who(MODEL).await?;
    window.click("options-open").await?;
    look("options").await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    look("conversation").await?;
    window.click("nav-new").await?;
    window.choose_who(AGENT).await?;
    window.click("tools-open").await?;
    window.type_into("composer", "Write a table").await?;
    look("tools").await?;
    window.click("who").await?;
    window.find("who-option").await?;
    look("who").await?;
    window.click("who").await?;
    window.send().await?;
    window.ended(1, "done", LONG).await?;
    window.find("file-panel").await?;
    look("job").await?;
    window.click("conversation-menu").await?;
    look("menu").await?;
    window.click("delete").await?;
    window.find("delete-yes").await?;
    look("deleting").await?;
    window.click("delete-yes").await?;
    window.find("undo-delete").await?;
    look("deleted").await?;
    window.click("undo-delete").await?;
    for place in PLACES {
        window.click(&format!("nav-{place}")).await?;
        look(place).await?;
        for inner in ["new-agent", "new-schedule", "settings-spending"] {
            if window.has(inner).await? {
                window.click(inner).await?;
                look(inner).await?;
            }
        }
    }
    assert!(forgotten.is_empty(), "{forgotten:#?}");
    Ok(())
}
