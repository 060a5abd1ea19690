//! What a screen reader gets: every control has a name and a role, and the end of an answer is announced once.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{
    Desktop, Equipment, ErrandWindow, Node, Result, ScreenReader, role, wait_until,
};

use crate::scene::{AGENT, MODEL, Scene, slowly};

/// Time limit for an announcement on a slow machine.
const SOON: Duration = Duration::from_secs(40);

/// Roles of elements that can be pressed, chosen or filled in.
const CONTROLS: &[u32] = &[
    role::CHECK_BOX,
    role::COMBO_BOX,
    role::MENU_ITEM,
    role::PASSWORD_TEXT,
    role::PUSH_BUTTON,
    role::RADIO_BUTTON,
    role::TOGGLE_BUTTON,
    role::ENTRY,
    role::LINK,
];

/// Returns the interactive elements without a name. The page and its main part can have the focus, but only as a
/// fallback.
fn nameless(nodes: &[Node]) -> Vec<String> {
    nodes
        .iter()
        .filter(|node| CONTROLS.contains(&node.role) || node.is_focusable)
        .filter(|node| ![role::DOCUMENT_WEB, role::LANDMARK].contains(&node.role))
        .filter(|node| node.attributes.contains_key("tag") && node.name.trim().is_empty())
        .map(|node| format!("{} {:?}", node.role, node.attributes))
        .collect()
}

/// Waits for an announcement, and returns all announcements so far.
async fn said(window: &ErrandWindow, wanted: &str) -> Result<Vec<String>> {
    wait_until(wanted, SOON, async || {
        let all = window
            .client()
            .execute("return window.said", Vec::new())
            .await?;
        let all: Vec<String> = serde_json::from_value(all).unwrap_or_default();
        Ok(if all.iter().any(|one| one == wanted) {
            Ok(all)
        } else {
            Err(format!("{all:?}"))
        })
    })
    .await
}

#[tokio::test]
async fn every_control_has_a_name_and_the_end_of_an_answer_is_said_once() -> Result {
    let mut desktop = Desktop::start(Equipment::Full).await?;
    desktop.start_accessibility().await?;
    let reader = ScreenReader::start(&desktop).await?;
    let work = json!({"match": "suppliers", "say": [
        {"text": "I write it.\n\n", "delay_ms": 800},
        {"code": "import time\ntime.sleep(1)\nopen('offer.md', 'w').write('# Nordwerk')"},
        {"text": "\n\nIt is written.", "delay_ms": 800}
    ]});
    let script = json!({"turns": [slowly("basalt", &["A ", "dark ", "rock."], 300), work]});
    let (scene, window) = Scene::connected_on(desktop, &script).await?;
    let named = |name: &'static str| move |node: &Node| node.name == name;

    let nodes = reader.read(named("Settings")).await?;
    assert!(nodes.len() > 30, "{nodes:#?}");
    assert_eq!(nameless(&nodes), Vec::<String>::new(), "on the New page");
    assert!(
        nodes.iter().any(|node| node.has_focus),
        "nothing has the focus"
    );
    for wanted in [
        role::HEADING,
        role::LANDMARK,
        role::PUSH_BUTTON,
        role::ENTRY,
    ] {
        let has = nodes.iter().any(|node| node.role == wanted);
        assert!(has, "there is no {wanted}: {nodes:#?}");
    }

    // WebKitGTK 2.50 sends no event for changes in a live region. So the announcements are observed in the page, and
    // the tree is only checked for the region itself.
    let watch = "const region = document.querySelector('.hidden[role=status][aria-live=polite]');\
                 window.said = [];\
                 new MutationObserver(() => region.textContent && window.said.push(region.textContent))\
                   .observe(region, {subtree: true, childList: true, characterData: true})";
    window.client().execute(watch, Vec::new()).await?;
    window.choose_who(MODEL).await?;
    window.ask("What is basalt?").await?;
    window.answer(1, LONG).await?;
    assert_eq!(said(&window, "Answer finished").await?, ["Answer finished"]);
    let nodes = reader
        .read(|node| {
            node.attributes
                .get("live")
                .is_some_and(|live| live == "polite")
        })
        .await?;
    let live = nodes
        .iter()
        .filter(|node| node.attributes.contains_key("live"));
    assert!(
        live.count() >= 3,
        "errors, what is told, and what is only said: {nodes:#?}"
    );
    let nodes = reader.read(named("Copy the answer")).await?;
    assert_eq!(nameless(&nodes), Vec::<String>::new(), "in a chat");

    window.click("nav-new").await?;
    window.choose_who(AGENT).await?;
    window.ask("Compare suppliers").await?;
    window.ended(1, "done", LONG).await?;
    let all = said(&window, "Job done").await?;
    assert!(all.contains(&"Running Python".to_owned()), "{all:?}");
    assert_eq!(
        all.iter().filter(|one| *one == "Job done").count(),
        1,
        "{all:?}"
    );
    let nodes = reader.read(named("Save all")).await?;
    assert_eq!(nameless(&nodes), Vec::<String>::new(), "in a job");

    for (place, title) in [
        ("nav-files", "Files"),
        ("nav-agents", "Agents"),
        ("nav-schedules", "Schedules"),
        ("nav-search", "Search"),
        ("nav-settings", "Settings"),
    ] {
        window.click(place).await?;
        let nodes = reader
            .read(|node| node.role == role::HEADING && node.name == title)
            .await?;
        assert_eq!(nameless(&nodes), Vec::<String>::new(), "at {place}");
    }
    drop(scene);
    Ok(())
}
