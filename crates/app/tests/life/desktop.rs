//! The desktop of the day: it shows nothing, and records every notification in the journal.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use app::bridge::{BridgeError, Patch};
use app::notices::{News, Notification};
use app::words::Language;
use app::{App, Host, HostFuture, Options, PastedContent, PickPurpose};
use serde_json::{Value, json};

use crate::engine::KEY;
use crate::journal::{Entry, Journal};
use crate::whole::whole;

/// The desktop.
pub(crate) struct Desktop {
    pub(crate) journal: Journal,
    /// Patches with conversations and turns for the window.
    pages: Mutex<Vec<Patch>>,
}

impl Desktop {
    /// Returns every turn of every branch of a conversation, as a window is shown it.
    pub(crate) async fn looks_at(&self, app: &App, id: &Value) -> Result<Value, BridgeError> {
        let shown = || self.pages.lock().unwrap().clone();
        let looked = whole(app, &shown, id).await;
        self.pages.lock().unwrap().clear();
        looked
    }
}

/// Opens Errand over the data in `folder` and connects it.
pub(crate) async fn open(folder: &Path, base_url: &str) -> (App, Arc<Desktop>) {
    let desktop = Arc::new(Desktop {
        journal: Journal::open(folder),
        pages: Mutex::default(),
    });
    let mut options = Options {
        // Tests do not touch the person's own keychain.
        keychain: "errand-test-life".to_owned(),
        language: Language::english(),
        ..Options::default()
    };
    options.tuning.limits.poll = (100, 500);
    options.tuning.limits.first_delay = 50;
    let app = App::open_with(&folder.join("data"), desktop.clone(), options).await;
    let key = json!({"key": KEY, "base_url": base_url, "session_only": true});
    app.call("connect_gemini", key).await.unwrap();
    (app, desktop)
}

/// Returns the lines of all conversations in both lists.
pub(crate) async fn lines(app: &App) -> Vec<Value> {
    let mut lines = Vec::new();
    for kind in ["chat", "job"] {
        let mut after = Value::Null;
        loop {
            let request = json!({"list": {"of": kind}, "after": after});
            let page = app.call("list_conversations", request).await.unwrap();
            lines.extend(page["conversations"].as_array().unwrap().iter().cloned());
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
    }
    lines
}

impl Host for Desktop {
    fn set_language(&self, _language: Language) {}

    fn send(&self, patches: Vec<Patch>) -> HostFuture<()> {
        let is_page = |patch: &Patch| matches!(patch, Patch::Opened { .. } | Patch::Turns { .. });
        let pages = patches.into_iter().filter(is_page);
        self.pages.lock().unwrap().extend(pages);
        Box::pin(std::future::ready(()))
    }

    fn pick_files(&self, _what_for: PickPurpose) -> HostFuture<Vec<PathBuf>> {
        Box::pin(std::future::ready(Vec::new()))
    }

    fn pasted(&self) -> HostFuture<PastedContent> {
        Box::pin(std::future::ready(PastedContent::Nothing))
    }

    fn pick_model_file(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn pick_folder_to_read(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn pick_folder(&self) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn pick_new_file(&self, _name: &str) -> HostFuture<Option<PathBuf>> {
        Box::pin(std::future::ready(None))
    }

    fn open_link(&self, _url: &str) -> Result<(), String> {
        Ok(())
    }

    fn open_file(&self, _path: &Path) -> Result<(), String> {
        Ok(())
    }

    fn hands_out_files(&self) -> bool {
        false
    }

    fn open_with(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn copy_file(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn drag_file(&self, _path: &Path) -> HostFuture<Result<(), String>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn show_in_folder(&self, _path: &Path) -> Result<(), String> {
        Ok(())
    }

    fn notify(&self, notification: Notification) -> Result<(), String> {
        // The journal counts endings; a notification that a run needs the person comes in addition to that.
        if notification.news == News::NeedsYou {
            return Ok(());
        }
        self.journal.note(&Entry::Notified {
            title: notification.title,
            body: notification.body,
            conversation: notification.conversation,
        });
        Ok(())
    }

    fn show_waiting(&self, _count: usize) {}

    fn is_in_front(&self) -> bool {
        false
    }

    fn raise(&self) {}

    fn quit(&self) {}

    fn starts_with_desktop(&self) -> Option<bool> {
        None
    }

    fn start_with_desktop(&self, _start: bool) -> Result<(), String> {
        Err("this desktop starts nothing".to_owned())
    }

    fn starter_model(&self) -> Option<PathBuf> {
        None
    }

    fn engine(&self) -> PathBuf {
        crate::programs::engine().to_owned()
    }

    fn desktop_proxy(&self, _url: &str) -> Option<String> {
        None
    }

    fn reader(&self) -> PathBuf {
        crate::programs::reader().to_owned()
    }

    fn downloads(&self) -> Option<PathBuf> {
        None
    }
}
