//! Files leaving the window: copied to a file manager, opened in a chosen program, dragged out.

use gtk::prelude::FileExt;
use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{AnotherProgram, Desktop, ErrandWindow, GRIP, Result, wait_until};

use crate::scene::{AGENT, Scene};

const NAME: &str = "résumé #1?.txt";
const WORDS: &str = "Only here stands hafnium.\n";

/// Starts a job that made two files, with [`NAME`] displayed.
async fn at_files() -> Result<(Scene, ErrandWindow)> {
    let code = format!("printf '{WORDS}' > '{NAME}'; echo 2 > other.txt");
    let script = json!({"turns": [{"say": [
        {"code": code, "language": "bash"}, "They are made.",
    ]}]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(AGENT).await?;
    window.ask("Make the files.").await?;
    window.answer(1, LONG).await?;
    window.click_css(&row(NAME)).await?;
    window.sees_in_file("hafnium").await?;
    Ok((scene, window))
}

fn row(name: &str) -> String {
    format!("[data-testid=file-panel] [data-testid=file-item][data-name=\"{name}\"]")
}

/// Checks that a URI refers to a file with the right name and content.
fn is_the_file(address: &str) {
    let path = gtk::gio::File::for_uri(address.trim()).path();
    let path = path.expect("a file of this computer");
    assert!(path.ends_with(NAME), "{path:?}");
    assert_eq!(std::fs::read_to_string(path).expect("it is there"), WORDS);
}

#[tokio::test]
async fn a_file_is_copied_as_file_managers_copy_and_pasted_into_the_window_again() -> Result {
    let (scene, window) = at_files().await?;
    window.click("file-menu").await?;
    window.click("copy-file").await?;
    window.see(&format!("“{NAME}” is copied"), LONG).await?;
    let pasted = |kind: &str| -> Result<String> {
        let bytes = AnotherProgram::pastes(&scene.desktop, kind)?;
        Ok(String::from_utf8(bytes).expect("addresses"))
    };
    is_the_file(&pasted("text/uri-list")?);
    let copied = pasted("x-special/gnome-copied-files")?;
    let address = copied.strip_prefix("copy\n").expect("what is to be done");
    is_the_file(address);

    window.click("composer").await?;
    window.focus(&scene.desktop).await?;
    scene.desktop.press("ctrl+v")?;
    let chip = "[data-testid=chip] .name";
    wait_until("the file goes along", LONG, async || {
        let names = window.texts(chip).await?;
        Ok(if names == [NAME] {
            Ok(())
        } else {
            Err(format!("{names:?}"))
        })
    })
    .await
}

/// Installs a program that records the file it was asked to open.
fn install_program(desktop: &Desktop, record: &std::path::Path) {
    let script = desktop.home().join("notebook.sh");
    let write = format!("printf '%s' \"$1\" > '{}'\n", record.display());
    std::fs::write(&script, write).expect("a script");
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Notebook\nExec=/bin/sh {} %f\nMimeType=text/plain;\n",
        script.display()
    );
    let applications = desktop.home().join(".local/share/applications");
    std::fs::create_dir_all(&applications).expect("a folder");
    std::fs::write(applications.join("notebook.desktop"), entry).expect("an entry");
    let associations = "[Added Associations]\ntext/plain=notebook.desktop;\n";
    let settings = desktop.home().join(".config");
    std::fs::create_dir_all(&settings).expect("a folder");
    std::fs::write(settings.join("mimeapps.list"), associations).expect("a list");
}

#[tokio::test]
async fn a_file_is_opened_in_the_program_that_is_chosen_for_it() -> Result {
    let (scene, window) = at_files().await?;
    let record = scene.desktop.home().join("opened");
    install_program(&scene.desktop, &record);
    let ask = async || {
        window.click("file-menu").await?;
        window.click("open-with").await?;
        wait_until("the dialog of programs", LONG, async || {
            let title = scene.desktop.focused_title()?;
            Ok(if title == "Errand" {
                Err(title)
            } else {
                Ok(())
            })
        })
        .await
    };

    // Closing the dialog opens nothing and leaves the window working.
    ask().await?;
    scene.desktop.press("Escape")?;
    wait_until("the dialog is gone", LONG, async || {
        let title = scene.desktop.focused_title()?;
        Ok(if title == "Errand" {
            Ok(())
        } else {
            Err(title)
        })
    })
    .await?;
    assert!(!record.exists());

    ask().await?;
    scene.desktop.press("Return")?;
    wait_until("the program has the file", LONG, async || {
        Ok(std::fs::read_to_string(&record).map_err(|error| error.to_string()))
    })
    .await?;
    let opened = std::fs::read_to_string(&record).expect("it was written");
    assert!(opened.ends_with(NAME), "{opened}");
    assert_eq!(std::fs::read_to_string(opened).expect("it is there"), WORDS);
    Ok(())
}

#[tokio::test]
async fn a_file_is_dragged_out_of_the_window_which_goes_on() -> Result {
    let (scene, window) = at_files().await?;
    let record = scene.desktop.home().join("dropped");
    let _manager = AnotherProgram::to_drop_on(&scene.desktop, &record).await?;
    let place = window.place(&scene.desktop, &row(NAME)).await?;
    scene.desktop.drag(place, GRIP, async || Ok(())).await?;
    wait_until("the file manager has the file", LONG, async || {
        Ok(std::fs::read_to_string(&record).map_err(|error| error.to_string()))
    })
    .await?;
    is_the_file(&std::fs::read_to_string(&record).expect("it was written"));

    let other = window.place(&scene.desktop, &row("other.txt")).await?;
    scene.desktop.click_at(other.0, other.1)?;
    window.sees_in_file("2").await?;
    let chips = window.texts("[data-testid=chip] .name").await?;
    assert!(chips.is_empty(), "{chips:?}");
    Ok(())
}
