//! Killed at ten different moments each: nothing is lost, and nothing is notified twice.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::{Cast, LONG};
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

use crate::scene::{AGENT, MODEL, Scene, slowly};

const MOMENTS: usize = 10;

/// Time in which a second notification would arrive.
const A_WHILE: Duration = Duration::from_secs(2);

const POEM: [&str; 12] = [
    "One is the lamp. ",
    "Two is the door. ",
    "Three is the bread. ",
    "Four is the floor. ",
    "Five is the well. ",
    "Six is the rope. ",
    "Seven the bell. ",
    "Eight is the slope. ",
    "Nine is the bee. ",
    "Ten is the hay. ",
    "Eleven the sea. ",
    "Twelve is the day.",
];

#[tokio::test]
async fn killed_in_the_middle_of_a_stream_the_answer_is_complete_and_told_once() -> Result {
    let script = json!({"turns": [slowly("count", &POEM, 400)]});
    let (scene, mut window) = Scene::connected(&script).await?;
    for (moment, piece) in POEM.iter().enumerate().take(MOMENTS) {
        window.click("nav-new").await?;
        window.choose_who(MODEL).await?;
        window.ask("Please count.").await?;
        // Each time one piece further into the answer.
        wait_until(piece, LONG, async || {
            let answer = window.texts("[data-testid=answer]").await?.concat();
            Ok(if answer.contains(piece.trim()) {
                Ok(())
            } else {
                Err(answer)
            })
        })
        .await?;
        let conversation = window.open_conversation().await?;
        window.kill()?;

        window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
        window.click("nav-chats").await?;
        window.standing(&conversation, "done", LONG).await?;
        told_once(&scene.desktop, moment + 1).await?;
        window.open_from_list(&conversation).await?;
        assert_eq!(
            window.answer(1, LONG).await?,
            POEM.concat(),
            "killed after {piece}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn killed_in_the_middle_of_a_job_at_google_the_job_is_complete_and_told_once() -> Result {
    let script = json!({"turns": [{"match": "table", "say": [
        {"thought": "A table is wanted.", "delay_ms": 600},
        {"text": "I write it.\n\n", "delay_ms": 600},
        {"code": "import time\ntime.sleep(2)\nopen('table.csv','w').write('a,b\\n1,2\\n')\nprint('written')"},
        {"text": "\n\nThe table ", "delay_ms": 600},
        {"text": "has one row.", "delay_ms": 600},
    ]}]});
    let (scene, mut window) = Scene::connected(&script).await?;
    for moment in 0..MOMENTS {
        window.click("nav-new").await?;
        window.choose_who(AGENT).await?;
        window.ask("Write a table.").await?;
        let conversation = accepted(&window).await?;
        tokio::time::sleep(Duration::from_millis(400 * moment as u64)).await;
        assert!(
            still_runs(&window, &conversation).await?,
            "moment {moment} is too late"
        );
        window.kill()?;

        window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
        window.click("nav-jobs").await?;
        window.standing(&conversation, "done", LONG).await?;
        told_once(&scene.desktop, moment + 1).await?;
        window.open_from_list(&conversation).await?;
        let answer = window.answer(1, LONG).await?;
        assert!(
            answer.contains("The table has one row."),
            "moment {moment}: {answer}"
        );
        let files = window
            .attributes("[data-testid=file-item]", "data-name")
            .await?;
        assert!(
            files.iter().any(|name| name == "table.csv")
                && files.iter().any(|name| name == "report.md"),
            "moment {moment}: {files:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn killed_in_the_middle_of_a_job_of_this_computer_the_job_goes_on_and_is_told_once() -> Result
{
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::usual()?;
    let cast = Cast::this_computer();
    let mut window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-local").await?;
    let mut in_the_middle = 0;
    for moment in 0..MOMENTS {
        window.click("nav-new").await?;
        window.choose_who(&cast.agent).await?;
        window
            .ask("Give me ten tips for a good night's sleep, each with a reason.")
            .await?;
        let conversation = accepted(&window).await?;
        tokio::time::sleep(Duration::from_millis(150 * moment as u64)).await;
        in_the_middle += usize::from(still_runs(&window, &conversation).await?);
        window.kill()?;

        window = ErrandWindow::open(&desktop, &start).await?;
        window.click("nav-jobs").await?;
        window.standing(&conversation, "done", LONG).await?;
        told_once(&desktop, moment + 1).await?;
        window.open_from_list(&conversation).await?;
        window.answer(1, LONG).await?;
        let files = window
            .attributes("[data-testid=file-item]", "data-name")
            .await?;
        assert!(
            files.iter().any(|name| name == "report.md"),
            "moment {moment}: {files:?}"
        );
    }
    assert!(
        in_the_middle >= MOMENTS / 2,
        "only {in_the_middle} jobs still ran when killed"
    );
    Ok(())
}

/// Waits until the server has accepted the job (if killed before that, its arrival is unknown and the person is
/// asked), and leaves the conversation, so that its end is notified. Returns the conversation.
async fn accepted(window: &ErrandWindow) -> Result<String> {
    wait_until("the server to take the job", LONG, async || {
        let doing = window
            .attributes("[data-testid=activity]", "data-doing")
            .await?;
        let taken = doing.iter().any(|word| word != "sending");
        Ok(if taken {
            Ok(())
        } else {
            Err(format!("{doing:?}"))
        })
    })
    .await?;
    let conversation = window.open_conversation().await?;
    window.click("nav-new").await?;
    Ok(conversation)
}

async fn still_runs(window: &ErrandWindow, conversation: &str) -> Result<bool> {
    let line = format!("[data-testid=conversation-item][data-conversation=\"{conversation}\"]");
    let standing = window.attributes(&line, "data-standing").await?;
    Ok(standing.iter().any(|word| word == "running"))
}

/// Checks that there is one notification for each run so far, and no more after a while.
async fn told_once(desktop: &Desktop, runs: usize) -> Result {
    desktop.notifications().expect(runs, LONG).await?;
    tokio::time::sleep(A_WHILE).await;
    desktop.notifications().expect(runs, A_WHILE).await?;
    desktop.notifications().clear_screen()
}
