//! Decides whether the window is drawn with the graphics card: not where there is none, and not after a start that
//! drew nothing.
//!
//! A small file in the data folder says that the page is being loaded. It is written before the window opens, and
//! corrected at the page's first frame, so if no frame was drawn, for whatever reason, it still says so at the next
//! start.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The file's name in the data folder.
const FILE_NAME: &str = "renderer.json";
/// Variable that marks a process that draws without the graphics card.
const SAFE_MODE_VARIABLE: &str = "ERRAND_SAFE_RENDERER";
/// Variables that make WebKitGTK draw without the graphics card: no shared buffers, no compositing.
const SAFE_VARIABLES: [(&str, &str); 3] = [
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
    (SAFE_MODE_VARIABLE, "1"),
];
/// Variable of WebKitGTK: whether the processor paints what is in the layers. OpenGL only puts the layers together then.
const PAINTING_VARIABLE: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";
/// Where there is no card the processor would do OpenGL's work, too, and paints in half of the time without it.
const CARDLESS_VARIABLES: [(&str, &str); 1] = [(PAINTING_VARIABLE, "1")];
/// Number of failed starts with the graphics card after which it is not tried again.
const MAX_FAILURES: u32 = 2;

/// The result of earlier starts, as stored in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct StartRecord {
    /// True if the page was loaded and has drawn nothing yet.
    loading: bool,
    /// True if that load was without the graphics card.
    safely: bool,
    /// Consecutive starts with the graphics card that drew nothing.
    failures: u32,
    /// Errand's version; a different version tries the graphics card again.
    version: String,
}

impl StartRecord {
    /// Returns the record for this start, and whether this start draws without the graphics card.
    fn next(mut self, version: &str) -> (StartRecord, bool) {
        if self.version != version {
            self.failures = 0;
            version.clone_into(&mut self.version);
        }
        let safely = self.loading || self.failures >= MAX_FAILURES;
        if self.loading && !self.safely {
            self.failures = self.failures.saturating_add(1);
        }
        self.loading = false;
        (self, safely)
    }

    /// Notes that a frame was drawn.
    fn frame_drawn(&mut self) {
        self.loading = false;
        if !self.safely {
            self.failures = 0;
        }
    }
}

/// Returns the variables that this start needs and lacks; `None` when it draws with the graphics card or has them.
/// `devices` is the system's folder of devices.
pub(crate) fn variables(
    data: &Path,
    devices: &Path,
) -> Option<&'static [(&'static str, &'static str)]> {
    let (_, safely) = read(&data.join(FILE_NAME)).next(env!("CARGO_PKG_VERSION"));
    if safely {
        return (!draws_safely()).then_some(&SAFE_VARIABLES);
    }
    let is_chosen = std::env::var_os(PAINTING_VARIABLE).is_some();
    (!is_chosen && !has_graphics_card(devices)).then_some(&CARDLESS_VARIABLES)
}

/// Looks for a card that renders: a node of the kernel's, or of NVIDIA's own driver, which may come without one.
fn has_graphics_card(devices: &Path) -> bool {
    let renders = |entry: std::fs::DirEntry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with("renderD")
    };
    let nodes = std::fs::read_dir(devices.join("dri"));
    nodes.is_ok_and(|nodes| nodes.flatten().any(renders)) || devices.join("nvidia0").exists()
}

/// Returns true if this process draws without the graphics card.
pub(crate) fn draws_safely() -> bool {
    std::env::var_os(SAFE_MODE_VARIABLE).is_some()
}

/// The record of the running program, with its file.
pub(crate) struct Renderer {
    file: PathBuf,
    record: StartRecord,
}

impl Renderer {
    /// Reads the record of earlier starts.
    pub(crate) fn open(data: &Path) -> Self {
        let file = data.join(FILE_NAME);
        let (mut record, _) = read(&file).next(env!("CARGO_PKG_VERSION"));
        record.safely = draws_safely();
        Self { file, record }
    }

    /// Notes that the page is about to be loaded.
    pub(crate) fn loading(&mut self) {
        self.record.loading = true;
        self.write();
    }

    /// Notes that the page drew something.
    pub(crate) fn frame_drawn(&mut self) {
        if self.record.loading {
            self.record.frame_drawn();
            self.write();
        }
    }

    /// Notes that the page is hidden and will draw when it is seen: if the program ends before that, it proves
    /// nothing.
    pub(crate) fn postponed(&mut self) {
        if self.record.loading {
            self.record.loading = false;
            self.write();
        }
    }

    /// Replaces the file atomically. Without the file the next start draws with the graphics card.
    fn write(&self) {
        let written = serde_json::to_vec(&self.record)
            .map_err(std::io::Error::from)
            .and_then(|json| {
                let part = self.file.with_extension("part");
                std::fs::write(&part, json)?;
                std::fs::rename(&part, &self.file)
            });
        if let Err(error) = written {
            tracing::warn!(%error, "it cannot be noted whether the window was drawn");
        }
    }
}

fn read(file: &Path) -> StartRecord {
    let known = std::fs::read(file)
        .ok()
        .and_then(|json| serde_json::from_slice(&json).ok());
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Simulates a start: returns whether it drew safely, and the record that it leaves.
    fn start(record: StartRecord, draws: bool) -> (bool, StartRecord) {
        let (mut record, safely) = record.next("1");
        record.safely = safely;
        record.loading = true;
        if draws {
            record.frame_drawn();
        }
        (safely, record)
    }

    #[test]
    fn the_start_after_one_that_drew_nothing_is_safe_and_the_one_after_that_tries_the_card_again() {
        let (safely, record) = start(StartRecord::default(), false);
        assert!(!safely);
        let (safely, record) = start(record, true);
        assert!(safely);
        let (safely, record) = start(record, true);
        assert!(!safely, "it may have been an accident");
        assert_eq!(record.failures, 0);
    }

    #[test]
    fn a_card_that_failed_twice_is_left_alone_until_errand_changes() {
        let (_, record) = start(StartRecord::default(), false);
        let (_, record) = start(record, true);
        let (safely, record) = start(record, false);
        assert!(!safely);
        let (_, record) = start(record, true);
        let (safely, record) = start(record, true);
        assert!(safely, "no third black window");
        let (_, safely) = record.next("2");
        assert!(!safely);
    }

    /// A data folder beside a folder of devices with a card.
    fn computer() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dri")).unwrap();
        std::fs::write(folder.path().join("dri/renderD128"), "").unwrap();
        folder
    }

    #[test]
    fn a_start_in_the_background_says_loading_only_once_the_window_is_raised() {
        let computer = computer();
        let folder = computer.path();
        let mut renderer = Renderer::open(folder);
        renderer.loading();
        renderer.postponed();
        assert_eq!(variables(folder, folder), None, "it was never seen");
        renderer.loading();
        assert_eq!(variables(folder, folder), Some(SAFE_VARIABLES.as_slice()));
    }

    #[test]
    fn the_file_says_loading_until_something_was_drawn() {
        let computer = computer();
        let folder = computer.path();
        let mut renderer = Renderer::open(folder);
        renderer.loading();
        assert_eq!(variables(folder, folder), Some(SAFE_VARIABLES.as_slice()));
        renderer.frame_drawn();
        assert_eq!(variables(folder, folder), None);
    }

    #[test]
    fn without_a_graphics_card_the_processor_paints() {
        let computer = computer();
        let folder = computer.path();
        std::fs::remove_file(folder.join("dri/renderD128")).unwrap();
        std::fs::write(folder.join("dri/card0"), "shows pictures, renders none").unwrap();
        assert_eq!(
            variables(folder, folder),
            Some(CARDLESS_VARIABLES.as_slice())
        );
        std::fs::write(folder.join("nvidia0"), "").unwrap();
        assert_eq!(variables(folder, folder), None);
    }
}
