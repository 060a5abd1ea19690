//! What a screen reader is told: every control has a name and a role, and the end of an answer is said once.

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, Node, Result, Said, ScreenReader, wait_until};

use crate::scene::{AGENT, MODEL, Scene, slowly};

/// Roles of what can be pressed, chosen or filled in.
const CONTROLS: &[&str] = &[
    "push button",
    "button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "entry",
    "text",
    "link",
    "menu item",
    "radio menu item",
    "list item button",
    "slider",
    "spin button",
    "password text",
];

fn nameless(nodes: &[Node]) -> Vec<String> {
    let of_page = nodes
        .iter()
        .filter(|node| node.attributes.contains_key("tag"));
    of_page
        .filter(|node| node.is_focusable || CONTROLS.contains(&node.role.as_str()))
        // The frame of a page that cannot be seen, and the body itself, are no controls.
        .filter(|node| {
            !["document web", "document frame", "internal frame"].contains(&node.role.as_str())
        })
        .filter(|node| {
            node.name.trim().is_empty()
                && node.attributes.get("tag").is_none_or(|tag| tag != "main")
        })
        .map(|node| format!("{} {:?}", node.role, node.attributes))
        .collect()
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
    for role in ["heading", "list", "landmark"] {
        assert!(
            nodes.iter().any(|node| node.role == role),
            "there is no {role}"
        );
    }

    let said = |wanted: &'static str| {
        let reader = &reader;
        async move || {
            let all = reader.said();
            let times = all.iter().filter(|one| one.words.contains(wanted)).count();
            Ok(if times > 0 {
                Ok(times)
            } else {
                Err(format!("{all:?}"))
            })
        }
    };
    window.choose_who(MODEL).await?;
    window.ask("What is basalt?").await?;
    window.answer(1, LONG).await?;
    let times = wait_until(
        "the end of the answer to be said",
        LONG,
        said("Answer finished"),
    )
    .await?;
    assert_eq!(times, 1, "{:?}", reader.said());
    let streamed = |one: &Said| one.words.contains("dark");
    assert!(
        !reader.said().iter().any(streamed),
        "the text that comes is no announcement"
    );
    let nodes = reader.read(named("Copy")).await?;
    assert_eq!(nameless(&nodes), Vec::<String>::new(), "in a chat");

    window.click("nav-new").await?;
    window.choose_who(AGENT).await?;
    window.ask("Compare suppliers").await?;
    window.ended(1, "done", LONG).await?;
    wait_until("the end of the job to be said", LONG, said("Job done")).await?;
    let all = reader.said();
    assert!(
        all.iter().any(|one| one.words.contains("Running Python")),
        "{all:?}"
    );
    assert!(all.iter().all(|one| one.how == "polite"), "{all:?}");
    assert_eq!(
        all.iter()
            .filter(|one| one.words.contains("Job done"))
            .count(),
        1,
        "{all:?}"
    );
    let nodes = reader.read(named("Save all")).await?;
    assert_eq!(nameless(&nodes), Vec::<String>::new(), "in a job");

    for (place, sign) in [
        ("nav-files", "Files"),
        ("nav-agents", "New agent"),
        ("nav-schedules", "New schedule"),
        ("nav-search", "Search"),
        ("nav-settings", "Theme"),
    ] {
        window.click(place).await?;
        let nodes = reader.read(named(sign)).await?;
        assert_eq!(nameless(&nodes), Vec::<String>::new(), "at {place}");
    }
    drop(scene);
    Ok(())
}
