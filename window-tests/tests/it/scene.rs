//! The usual starting point of tests: a desktop, a script standing in for Google, and the first page passed.

use serde_json::{Value, json};

use window_tests::{Desktop, Equipment, ErrandWindow, Result, ScriptedGoogle, Start};

/// The key that the scripted server accepts; no other bytes resemble it.
pub(crate) const KEY: &str = "AIzaSyRIGHT-7f3c9b1e5d2a8460-key";

/// The model at the scripted server.
pub(crate) const MODEL: &str = "gemini-3.8-flash";
/// The agent at the scripted server.
pub(crate) const AGENT: &str = "antigravity-preview-09-2026";

pub(crate) struct Scene {
    // Dropped in this order: first the server, then the desktop.
    pub(crate) google: ScriptedGoogle,
    pub(crate) start: Start,
    pub(crate) desktop: Desktop,
}

impl Scene {
    /// Starts a server with this script, and the app connected to it with the right key.
    pub(crate) async fn connected(script: &Value) -> Result<(Self, ErrandWindow)> {
        Self::connected_on(Desktop::start(Equipment::Full).await?, script).await
    }

    /// Like [`Scene::connected`], on an existing desktop.
    pub(crate) async fn connected_on(
        desktop: Desktop,
        script: &Value,
    ) -> Result<(Self, ErrandWindow)> {
        let start = Start::usual()?;
        let (scene, window) = Self::opened(desktop, start, script).await?;
        scene.connect(&window).await?;
        Ok((scene, window))
    }

    /// Starts a server with this script, and the app for the first time, not connected to anything.
    pub(crate) async fn at_the_doors(script: &Value) -> Result<(Self, ErrandWindow)> {
        let desktop = Desktop::start(Equipment::Full).await?;
        Self::opened(desktop, Start::usual()?, script).await
    }

    /// Like [`Scene::at_the_doors`], with the given options.
    pub(crate) async fn opened(
        desktop: Desktop,
        start: Start,
        script: &Value,
    ) -> Result<(Self, ErrandWindow)> {
        let google = ScriptedGoogle::start(&desktop, KEY, script).await?;
        let start = start.against(&google.base_url);
        let window = ErrandWindow::open(&desktop, &start).await?;
        let scene = Self {
            google,
            start,
            desktop,
        };
        Ok((scene, window))
    }

    /// Connects on the first page with the right key.
    pub(crate) async fn connect(&self, window: &ErrandWindow) -> Result {
        window.click("door-gemini").await?;
        window.try_key(KEY).await?;
        window.find("composer").await.map(drop)
    }
}

/// A scripted answer to prompts with these words: pieces, each after a pause.
pub(crate) fn slowly(words: &str, pieces: &[&str], pause_ms: u64) -> Value {
    let say: Vec<Value> = pieces
        .iter()
        .map(|piece| json!({"text": piece, "delay_ms": pause_ms}))
        .collect();
    json!({"match": words, "say": say})
}

/// A scripted answer to prompts with these words, without pauses.
pub(crate) fn at_once(words: &str, text: &str) -> Value {
    json!({"match": words, "say": [text]})
}
