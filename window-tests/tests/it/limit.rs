//! The limit of a job stops it, and the person is told why.

use serde_json::json;

use window_tests::Result;
use window_tests::journey::LONG;

use crate::hands::{By, Hands};
use crate::scene::{AGENT, Scene};

/// The first round exceeds one cent; the second would take a long time.
async fn is_stopped_at_its_limit(by: By) -> Result {
    let pause = LONG.as_millis() * 3;
    let script = json!({"turns": [{"match": "suppliers", "say": [
        "All about suppliers. ".repeat(2_000),
        {"code": "print('compared')"},
        {"text": "Nobody waits for this.", "delay_ms": pause},
    ]}]});
    let (scene, window) = Scene::connected(&script).await?;
    let hands = Hands::on(&window, &scene.desktop, by).await?;
    hands.press("nav-settings").await?;
    hands.press("settings-spending").await?;
    hands.write("job_limit", "0.01").await?;
    hands.press("nav-new").await?;
    hands.choose_who(AGENT).await?;
    hands.ask("Compare three suppliers").await?;
    window.ended(1, "stopped", LONG).await?;
    window.see("it had reached your limit of", LONG).await?;
    window.close(&scene.desktop).await
}

#[tokio::test]
async fn a_job_that_costs_too_much_is_stopped_in_the_middle() -> Result {
    is_stopped_at_its_limit(By::Mouse).await
}

#[tokio::test]
async fn a_limit_that_was_set_with_the_keyboard_alone_stops_a_job() -> Result {
    is_stopped_at_its_limit(By::Keyboard).await
}
