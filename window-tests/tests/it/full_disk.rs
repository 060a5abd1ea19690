//! A full disk is reported, nothing is lost, and work continues once there is room.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{
    Desktop, Equipment, ErrandWindow, Error, Result, ScriptedGoogle, Start, errand_program,
};

use crate::scene::{KEY, MODEL, at_once};

const SOON: Duration = Duration::from_secs(30);

/// Runs the app with its data folder on a separate 24 MB disk that only the app sees.
const ON_A_SMALL_DISK: &str = "#!/bin/sh
exec bwrap --dev-bind / / --size 25165824 --tmpfs \"$ERRAND_DATA_DIR\" -- @PROGRAM@ \"$@\"
";

#[tokio::test]
async fn on_a_full_disk_the_question_stays_in_the_box_and_goes_out_when_there_is_room() -> Result {
    let script =
        json!({"turns": [at_once("before", "Good day."), at_once("after", "Here again.")]});
    let desktop = Desktop::start(Equipment::Full).await?;
    let google = ScriptedGoogle::start(&desktop, KEY, &script).await?;
    let start = Start::without_model()
        .against(&google.base_url)
        .program(program_on_a_small_disk(&desktop)?);
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-gemini").await?;
    window.try_key(KEY).await?;
    window.choose_who(MODEL).await?;
    window.ask("before").await?;
    assert_eq!(window.answer(1, LONG).await?, "Good day.");

    let filler = fill(&disk(&window, &desktop))?;
    window.type_into("composer", "after").await?;
    window.click("send").await?;
    window.see("The disk is full", SOON).await?;
    window.sees_unsent("after").await?;
    assert_eq!(window.answer(1, SOON).await?, "Good day.");

    fs::remove_file(&filler).map_err(|source| Error::Io {
        path: filler,
        source,
    })?;
    window.click("send").await?;
    assert_eq!(window.answer(2, LONG).await?, "Here again.");
    Ok(())
}

fn program_on_a_small_disk(desktop: &Desktop) -> Result<PathBuf> {
    let folder = desktop.home().join("small");
    let wrapper = folder.join("errand");
    let text = ON_A_SMALL_DISK.replace("@PROGRAM@", &errand_program()?.to_string_lossy());
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&wrapper, text))
        .and_then(|()| fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o700)))
        .map_err(|source| Error::Io {
            path: wrapper.clone(),
            source,
        })?;
    Ok(wrapper)
}

/// Returns the path of the small disk through the app's view of the file system.
fn disk(window: &ErrandWindow, desktop: &Desktop) -> PathBuf {
    let data = desktop.data_dir();
    let inside = data.strip_prefix("/").unwrap_or(&data);
    Path::new("/proc")
        .join(window.pid().to_string())
        .join("root")
        .join(inside)
}

/// Fills the disk; returns the file.
fn fill(disk: &Path) -> Result<PathBuf> {
    let path = disk.join("filler");
    let failed = |source| Error::Io {
        path: path.clone(),
        source,
    };
    let mut file = fs::File::create(&path).map_err(failed)?;
    for size in [1 << 20, 1 << 12, 1] {
        let bytes = vec![b'x'; size];
        while file.write_all(&bytes).is_ok() {}
    }
    Ok(path)
}
