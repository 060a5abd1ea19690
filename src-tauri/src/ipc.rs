//! The road from the window to the commands: one handler for the whole list.

use std::sync::Arc;

use app::{App, bridge::Patch, commands};
use serde_json::Value;
use tauri::{
    Manager, Wry,
    ipc::{Channel, Invoke, InvokeBody, JavaScriptChannelId},
};

use crate::desktop::Desktop;

/// Runs a command of the bridge and answers with its result. Says whether the name is known.
pub(crate) fn handle(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let InvokeBody::Json(payload) = message.payload() else {
        return false;
    };
    let handle = message.webview_ref().app_handle().clone();
    if message.command() == "subscribe" {
        match channel(payload) {
            Some(id) => {
                let channel: Channel<Vec<Patch>> = id.channel_on(message.webview());
                handle.state::<Arc<Desktop>>().subscribe(channel);
                resolver.resolve(());
            }
            None => resolver.reject("subscribe needs a channel"),
        }
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

fn channel(payload: &Value) -> Option<JavaScriptChannelId> {
    payload.get("channel")?.as_str()?.parse().ok()
}
