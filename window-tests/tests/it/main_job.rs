//! The main job, end to end, for both choices of the first page.

use serde_json::json;

use window_tests::journey::{Cast, Door, LONG, main_job};
use window_tests::{
    Desktop, Equipment, ErrandWindow, Result, ScriptedGoogle, Start, Steps, files_with,
};

use crate::scene::{AGENT, KEY, MODEL, slowly};

#[tokio::test]
async fn the_main_job_on_this_computer() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let mut steps = Steps::new();
    main_job(
        &desktop,
        &Start::usual()?,
        &Cast::this_computer(),
        &mut steps,
    )
    .await
}

const TABLE: &str = "\
supplier,price per piece,delivery
Nordwerk,4.20,14 days
Halden & Co,4.65,5 days
Primaplast,3.90,30 days
";

#[tokio::test]
async fn the_main_job_with_a_key_and_the_key_is_in_the_keychain_and_nowhere_else() -> Result {
    let story = [
        "The keeper ",
        "slept. ",
        "The dog **did not**.\n\n",
        "So the ships ",
        "came home ",
        "that night.",
    ];
    let write_table = format!(
        "from pathlib import Path\nimport time\ntime.sleep(4)\nPath('comparison.csv').write_text({TABLE:?})\nprint('written')"
    );
    let script = json!({"turns": [
        slowly("fewer words", &["The dog ", "kept ", "the light."], 100),
        slowly("lighthouse", &story, 300),
        {"match": "which of them", "say": [
            "I look at the table again.\n\n",
            {"code": "print(open('comparison.csv').read().splitlines()[1])"},
            "\n\nNordwerk, if you can wait two weeks."
        ]},
        {"match": "three suppliers", "say": [
            {"text": "I write the table.\n\n", "delay_ms": 1500},
            {"code": write_table},
            {"text": "\n\nThe cheapest is Primaplast, the fastest is Halden & Co.", "delay_ms": 1500}
        ]},
        {"say": ["Yes."]}
    ]});
    let desktop = Desktop::start(Equipment::Full).await?;
    let google = ScriptedGoogle::start(&desktop, KEY, &script).await?;
    let start = Start::without_model().against(&google.base_url);
    let cast = Cast {
        door: Door::Gemini {
            key: KEY.to_owned(),
            wrong: "AIzaSyWRONG-000000000000000-key".to_owned(),
        },
        model: MODEL.to_owned(),
        agent: AGENT.to_owned(),
        files: vec!["report.md".to_owned(), "comparison.csv".to_owned()],
        ..Cast::this_computer()
    };
    main_job(&desktop, &start, &cast, &mut Steps::new()).await?;

    let saved = desktop.home().join("Saved by me/comparison.csv");
    assert_eq!(std::fs::read_to_string(saved).unwrap(), TABLE);

    // The key was entered two starts ago, so it can only come from the keychain.
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.ask("Are you still there?").await?;
    assert_eq!(window.answer(1, LONG).await?, "Yes.");
    window.close(&desktop).await?;
    let found = files_with(desktop.folder(), KEY.as_bytes())?;
    assert!(found.is_empty(), "the key lies in {found:?}");
    Ok(())
}
