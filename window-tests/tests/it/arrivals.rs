//! Data from other programs: a picture and files by the clipboard, and a dropped file.

use std::time::Duration;

use serde_json::json;

use window_tests::{
    AnotherProgram, Desktop, Equipment, ErrandWindow, GRIP, Result, Start, wait_until,
};

const SOON: Duration = Duration::from_secs(30);

/// A picture of one pixel.
const PICTURE: &[u8] = include_bytes!("pixel.png");

async fn start() -> Result<(Desktop, ErrandWindow)> {
    let desktop = Desktop::start(Equipment::Full).await?;
    let window = ErrandWindow::open(&desktop, &Start::usual()?).await?;
    window.click("door-local").await?;
    window.find("composer").await?;
    window.click("composer").await?;
    window.focus(&desktop).await?;
    Ok((desktop, window))
}

async fn paste(desktop: &Desktop, kinds: &[(&str, &[u8])]) -> Result<AnotherProgram> {
    let owner = AnotherProgram::copied(desktop, kinds).await?;
    desktop.press("ctrl+v")?;
    Ok(owner)
}

async fn sees_chips(window: &ErrandWindow, names: &[&str]) -> Result {
    wait_until(&format!("{names:?} attached"), SOON, async || {
        let now = window.texts("[data-testid=chip] .name").await?;
        Ok(if now == names {
            Ok(())
        } else {
            Err(format!("{now:?}: {}", window.all_text().await?))
        })
    })
    .await
}

#[tokio::test]
async fn a_picture_and_files_are_pasted_and_text_stays_text() -> Result {
    let (desktop, window) = start().await?;
    let folder = desktop.home().join("my files");
    std::fs::create_dir(&folder).expect("a folder");
    for name in ["one.txt", "two.txt"] {
        std::fs::write(folder.join(name), name).expect("a file");
    }
    let at = format!("file://{}/my%20files", desktop.home().display());

    // A screenshot.
    let _screenshot = paste(&desktop, &[("image/png", PICTURE)]).await?;
    sees_chips(&window, &["picture.png"]).await?;

    // A file manager offers the path as text too. One of the paths is a folder.
    let list = format!("{at}/one.txt\r\n{at}\r\n");
    let path = folder.join("one.txt");
    let copied = format!("copy\n{at}/one.txt\n{at}");
    let manager: &[(&str, &[u8])] = &[
        ("x-special/gnome-copied-files", copied.as_bytes()),
        ("text/uri-list", list.as_bytes()),
        ("UTF8_STRING", path.as_os_str().as_encoded_bytes()),
    ];
    let _manager = paste(&desktop, manager).await?;
    sees_chips(&window, &["picture.png", "one.txt"]).await?;
    window.see("my files is a folder", SOON).await?;

    // Another file manager offers only its own type.
    let copied = format!("cut\n{at}/two.txt");
    let kinds: &[(&str, &[u8])] = &[("x-special/gnome-copied-files", copied.as_bytes())];
    let _other = paste(&desktop, kinds).await?;
    sees_chips(&window, &["picture.png", "one.txt", "two.txt"]).await?;
    window.sees_unsent("").await?;

    // Spreadsheet cells come with a picture of them.
    let cells: &[(&str, &[u8])] = &[
        ("image/png", PICTURE),
        ("text/html", b"<table><tr><td>7</td></tr></table>"),
        ("UTF8_STRING", b"7"),
    ];
    let _cells = paste(&desktop, cells).await?;
    window.sees_unsent("7").await?;
    sees_chips(&window, &["picture.png", "one.txt", "two.txt"]).await
}

#[tokio::test]
async fn the_page_reads_the_clipboard_only_when_the_person_pastes() -> Result {
    let (desktop, window) = start().await?;
    let _screenshot = AnotherProgram::copied(&desktop, &[("image/png", PICTURE)]).await?;
    let script = "const done = arguments[arguments.length - 1];\
                  window.__TAURI_INTERNALS__.invoke('paste_files', {request: null}).then(done, done)";
    let answer = window.client().execute_async(script, Vec::new()).await?;
    assert_eq!(
        answer,
        json!({"attaching": {"files": [], "refused": []}, "text": null})
    );
    Ok(())
}

#[tokio::test]
async fn a_file_is_dropped_from_another_program() -> Result {
    let (desktop, window) = start().await?;
    let file = desktop.home().join("dropped.txt");
    std::fs::write(&file, "from elsewhere").expect("a file");
    let _manager = AnotherProgram::to_drag(&desktop, &file).await?;
    let highlight = async || window.find("drop").await.map(drop);
    desktop.drag(GRIP, (900, 500), highlight).await?;
    sees_chips(&window, &["dropped.txt"]).await?;
    window.sees_unsent("").await?;
    assert!(!window.has("drop").await?);
    Ok(())
}
