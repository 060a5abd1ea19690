//! A host for unit tests that only takes notes.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::bridge::Patch;
use crate::core::held;
use crate::notices::Notification;
use crate::{Asked, Host, Pasted};

/// Remembers the batches it was sent.
#[derive(Default)]
pub(crate) struct Recording {
    batches: Mutex<Vec<Vec<Patch>>>,
}

impl Recording {
    /// What was sent, batch by batch.
    pub(crate) fn batches(&self) -> Vec<Vec<Patch>> {
        held(&self.batches).clone()
    }
}

impl Host for Recording {
    fn send(&self, patches: Vec<Patch>) {
        held(&self.batches).push(patches);
    }

    fn pick_files(&self) -> Asked<Vec<PathBuf>> {
        Box::pin(std::future::ready(Vec::new()))
    }

    fn pasted(&self) -> Asked<Pasted> {
        Box::pin(std::future::ready(Pasted::Nothing))
    }

    fn pick_model_file(&self) -> Asked<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn pick_folder(&self) -> Asked<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn open_link(&self, _url: &str) -> Result<(), String> {
        Ok(())
    }

    fn show_in_folder(&self, _path: &Path) -> Result<(), String> {
        Ok(())
    }

    fn notify(&self, _notification: Notification) -> Result<(), String> {
        Ok(())
    }

    fn is_in_front(&self) -> bool {
        false
    }

    fn raise(&self) {}

    fn quit(&self) {}

    fn starter_model(&self) -> Option<PathBuf> {
        None
    }

    fn engine(&self) -> PathBuf {
        PathBuf::from("errand-engine")
    }

    fn desktop_proxy(&self, _url: &str) -> Option<String> {
        None
    }

    fn page_drawer(&self) -> PathBuf {
        PathBuf::from("errand-pages")
    }

    fn downloads(&self) -> Option<PathBuf> {
        None
    }
}
