//! Zooming by the keyboard and resizing by hand, and the same zoom and size after the next start.

use std::time::Duration;

use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

const SOON: Duration = Duration::from_secs(60);
/// Time after which a choice is on disk.
const KEPT: Duration = Duration::from_secs(2);

/// Returns the width of the window in CSS pixels, which halves at a zoom of 200%.
async fn width(window: &ErrandWindow) -> Result<f64> {
    let width = window
        .client()
        .execute("return window.innerWidth", Vec::new())
        .await?;
    Ok(width.as_f64().unwrap_or_default())
}

async fn is_about(window: &ErrandWindow, wanted: f64, what: &str) -> Result {
    wait_until(what, SOON, async || {
        let now = width(window).await?;
        Ok(if (now - wanted).abs() < 4.0 {
            Ok(())
        } else {
            Err(format!("{now} of {wanted} pixels"))
        })
    })
    .await
}

#[tokio::test]
async fn ctrl_and_plus_draw_the_page_larger_and_the_next_start_does_so_by_itself() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::without_model();
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.find("door-local").await?;
    let usual = width(&window).await?;

    window.focus(&desktop).await?;
    desktop.press("ctrl+plus")?;
    desktop.press("ctrl+plus")?;
    is_about(&window, usual / 1.25, "the page to be drawn larger").await?;
    tokio::time::sleep(KEPT).await;
    window.close(&desktop).await?;

    let window = ErrandWindow::open(&desktop, &start).await?;
    window.find("door-local").await?;
    is_about(
        &window,
        usual / 1.25,
        "the page to be as large as it was left",
    )
    .await?;
    window.focus(&desktop).await?;
    desktop.press("ctrl+0")?;
    is_about(&window, usual, "the page to be as large as usual").await
}

#[tokio::test]
async fn the_next_window_has_the_size_that_the_last_one_was_given() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::without_model();
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.find("door-local").await?;
    window.focus(&desktop).await?;
    desktop.resize_focused(1300, 820)?;
    is_about(&window, 1300.0, "the wider window").await?;
    tokio::time::sleep(KEPT).await;
    // As at the end of a session, which does not wait.
    window.kill()?;

    for _ in 0..2 {
        let window = ErrandWindow::open(&desktop, &start).await?;
        window.find("door-local").await?;
        let script = "return `${innerWidth} × ${innerHeight}`";
        let size = window.client().execute(script, Vec::new()).await?;
        assert_eq!(size.as_str(), Some("1300 × 820"));
        window.close(&desktop).await?;
    }
    Ok(())
}
