//! A ledger that is locked, damaged, or from a newer Errand: reported, and left unchanged.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, ErrandWindow, Error, Result};

use crate::scene::{MODEL, Scene, at_once};

const SOON: Duration = Duration::from_secs(60);

/// Returns a desktop on which one answer was given and the app was quit.
async fn with_one_answer() -> Result<Scene> {
    let script = json!({"turns": [at_once("hello", "Good day.")]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window.close(&scene.desktop).await?;
    Ok(scene)
}

async fn opens_with(scene: &Scene, code: &str) -> Result {
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    let css = format!("[data-testid=error][data-code={code}]");
    window.find_css(&css, SOON).await?;
    Ok(())
}

async fn has_the_answer(scene: &Scene) -> Result {
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.click("nav-chats").await?;
    window.click("conversation-item").await?;
    assert_eq!(window.answer(1, SOON).await?, "Good day.");
    Ok(())
}

#[tokio::test]
async fn a_locked_ledger_is_named_and_is_whole_when_the_lock_is_gone() -> Result {
    let mut scene = with_one_answer().await?;
    let ledger = scene.desktop.data_dir().join("ledger.db");
    let taken = scene.desktop.home().join("taken");
    let mut holder = scene.desktop.command("python3");
    holder.args(["-c", HOLD]).arg(&ledger).arg(&taken);
    scene.desktop.serve(&mut holder)?;
    window_tests::wait_until("the lock", SOON, async || {
        Ok(if taken.exists() {
            Ok(())
        } else {
            Err("not taken".to_owned())
        })
    })
    .await?;

    opens_with(&scene, "ledger_locked").await?;

    std::fs::remove_file(&taken).unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    has_the_answer(&scene).await
}

/// Locks the ledger exclusively until the marker file is removed.
const HOLD: &str = "
import os, sqlite3, sys, time
ledger = sqlite3.connect(sys.argv[1])
ledger.execute('PRAGMA locking_mode = EXCLUSIVE')
ledger.execute('BEGIN EXCLUSIVE')
open(sys.argv[2], 'w').close()
while os.path.exists(sys.argv[2]):
    time.sleep(0.1)
ledger.rollback()
ledger.close()
";

#[tokio::test]
async fn a_damaged_ledger_is_named_and_left_untouched() -> Result {
    let scene = with_one_answer().await?;
    let ledger = scene.desktop.data_dir().join("ledger.db");
    let good = std::fs::read(&ledger).unwrap();
    let mut damaged = good.clone();
    damaged[..64].fill(b'x');
    std::fs::write(&ledger, &damaged).unwrap();

    opens_with(&scene, "ledger_corrupt").await?;

    assert_eq!(std::fs::read(&ledger).unwrap(), damaged);
    std::fs::write(&ledger, good).unwrap();
    has_the_answer(&scene).await
}

#[tokio::test]
async fn a_newer_ledger_is_named_and_left_untouched() -> Result {
    let scene = with_one_answer().await?;
    let ledger = scene.desktop.data_dir().join("ledger.db");
    let before = set_version(&scene.desktop, &ledger, 9999)?;
    let bytes = std::fs::read(&ledger).unwrap();

    opens_with(&scene, "ledger_newer").await?;

    assert_eq!(std::fs::read(&ledger).unwrap(), bytes);
    set_version(&scene.desktop, &ledger, before)?;
    has_the_answer(&scene).await
}

/// Sets SQLite's `user_version`; returns the previous one.
fn set_version(desktop: &Desktop, ledger: &Path, version: i64) -> Result<i64> {
    let output = desktop
        .command("python3")
        .args(["-c", VERSION])
        .arg(ledger)
        .arg(version.to_string())
        .output()
        .map_err(|error| Error::Unexpected(format!("python3: {error}")))?;
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    printed.parse().map_err(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        Error::Unexpected(format!("no version in {}: {said}", ledger.display()))
    })
}

const VERSION: &str = "
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
print(ledger.execute('PRAGMA user_version').fetchone()[0])
ledger.execute('PRAGMA user_version = ' + sys.argv[2])
ledger.commit()
ledger.close()
";
