//! The one handler for all calls from the window to the commands.

use std::sync::Arc;

use app::{App, commands};
use serde_json::Value;
use tauri::{
    Manager, Wry,
    http::{HeaderMap, header},
    ipc::{Channel, Invoke, InvokeBody, JavaScriptChannelId},
};

use crate::desktop::{Batch, Desktop};
#[cfg(target_os = "linux")]
use crate::page::Page;
use crate::window;

/// Runs a command of the bridge and answers with its result. Returns true if the name is known.
pub(crate) fn handle(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let InvokeBody::Json(payload) = message.payload() else {
        return false;
    };
    if !is_from_own_page(message.headers()) {
        resolver.reject("only the window's own page may call");
        return true;
    }
    let handle = message.webview_ref().app_handle().clone();
    if message.command() == "subscribe" {
        match channel_id(payload) {
            Some(id) => {
                let channel: Channel<Batch> = id.channel_on(message.webview());
                handle.state::<Arc<Desktop>>().subscribe(channel);
                #[cfg(target_os = "linux")]
                handle.state::<Page>().subscribed(&handle.state::<App>());
                resolver.resolve(());
            }
            None => resolver.reject("subscribe needs a channel"),
        }
        return true;
    }
    if message.command() == "shown" {
        if let Some(number) = payload.get("number").and_then(Value::as_u64) {
            handle.state::<Arc<Desktop>>().acknowledge(number);
        }
        resolver.resolve(());
        return true;
    }
    if message.command() == "first_frame" {
        #[cfg(target_os = "linux")]
        match payload.get("frame").and_then(Value::as_str) {
            Some("drawn") => handle.state::<Page>().frame_drawn(),
            _ => handle.state::<Page>().page_hidden(),
        }
        resolver.resolve(());
        return true;
    }
    if message.command() == "zoom" {
        if let Some(percent) = payload.get("percent").and_then(Value::as_u64) {
            window::zoom(&handle, percent);
        }
        resolver.resolve(());
        return true;
    }
    let Some(name) = commands::NAMES
        .iter()
        .find(|name| **name == message.command())
    else {
        return false;
    };
    let request = payload.get("request").cloned().unwrap_or(Value::Null);
    let commands = handle.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        match commands.call(name, request).await {
            Ok(answer) => resolver.resolve(answer),
            Err(error) => resolver.reject(error),
        }
    });
    true
}

/// Returns true if the call comes from the window's own page. Tauri accepts calls from every scheme that the program
/// serves, so also from the frame of a preview. That frame cannot call as long as it runs no scripts; this check does
/// not rely on that.
pub(crate) fn is_from_own_page(headers: &HeaderMap) -> bool {
    const OWN: [&str; 3] = [
        "tauri://localhost",
        "http://tauri.localhost",
        "https://tauri.localhost",
    ];
    // A call without an origin came by the webview's own messages, which only the window's page can send.
    headers
        .get(header::ORIGIN)
        .is_none_or(|origin| OWN.iter().any(|own| origin == own))
}

fn channel_id(payload: &Value) -> Option<JavaScriptChannelId> {
    payload.get("channel")?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_the_windows_own_page_may_call() {
        let from = |origin: &'static str| {
            let value = header::HeaderValue::from_static(origin);
            is_from_own_page(&HeaderMap::from_iter([(header::ORIGIN, value)]))
        };
        assert!(from("tauri://localhost"));
        for foreign in [
            "sealed://localhost",
            "null",
            "https://example.org",
            "tauri://localhost.example.org",
            "",
        ] {
            assert!(!from(foreign), "{foreign}");
        }
    }
}
