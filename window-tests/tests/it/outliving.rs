//! The server forgets everything between two turns: the conversation continues, keeps its files, and reports what it
//! lost.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{Error, Result, ScriptedGoogle};

use crate::scene::{AGENT, KEY, MODEL, Scene, at_once};

const SOON: Duration = Duration::from_secs(30);

fn script() -> Value {
    json!({"turns": [
        {"match": "weigh it", "say": [
            {"file": "weights.csv", "content": "stone,kg\nbasalt,3.1\n"}, "Weighed."
        ]},
        at_once("go on", "It goes on."),
    ]})
}

#[tokio::test]
async fn a_conversation_goes_on_with_its_files_after_the_server_forgot_it() -> Result {
    let (mut scene, window) = Scene::connected(&script()).await?;
    let file = scene.desktop.home().join("sample.bin");
    fs::write(&file, [0_u8, 159, 146, 150])
        .map_err(|error| Error::Unexpected(error.to_string()))?;

    window.choose_who(AGENT).await?;
    window.attach(&scene.desktop, &file).await?;
    window.ask("weigh it").await?;
    window.ended(1, "done", LONG).await?;

    let address = scene.google.address().to_owned();
    drop(scene.google);
    scene.google = ScriptedGoogle::start_at(&scene.desktop, KEY, &script(), &address).await?;

    // An answer: what was made is known, and files that the model cannot read are named.
    window.choose_who(MODEL).await?;
    window.ask("go on with it").await?;
    assert_eq!(window.answer(2, LONG).await?, "It goes on.");
    window
        .see("was told again from the history here", SOON)
        .await?;
    window.see("Left out: sample.bin.", SOON).await?;
    assert!(scene.google.was_told("basalt,3.1")?);

    // The job continues in a new sandbox to which its files were restored.
    window.choose_who(AGENT).await?;
    window.ask("go on with the job").await?;
    window.ended(3, "done", LONG).await?;
    window.see("were put back into a new sandbox", SOON).await?;
    Ok(())
}
