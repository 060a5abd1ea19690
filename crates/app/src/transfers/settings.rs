//! Settings that go into an archive and come out of one. An archive may come from anywhere: servers in it pass the
//! same checks as what a person types, and it changes nothing that exists here except the window's settings.

use std::path::Path;
use std::sync::Arc;

use archive::format::{FILE_STORES, PRICES, PROVIDERS, SEARCH_SERVER, TOOL_SERVERS, WINDOW};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::bridge::{Settings, Tools};
use crate::core::Core;
use crate::errors::Result;
use crate::model_servers;
use crate::money;
use crate::servers::checked_base_url;

/// Returns a setting in the form that an archive has.
pub(super) fn exported(key: &str, kept: Option<Value>, data: &Path) -> Option<Value> {
    match key {
        PRICES => money::own_text(data).map(Value::String),
        TOOL_SERVERS => Some(without_programs(&kept?)),
        _ => kept,
    }
}

/// Leaves out programs of this computer: they are chosen by the person, never by a file, and their arguments may be
/// secret.
fn without_programs(servers: &Value) -> Value {
    let servers = servers.as_array().into_iter().flatten();
    let elsewhere = servers.filter(|server| server.get("program").is_none_or(Value::is_null));
    Value::Array(elsewhere.cloned().collect())
}

/// Returns the tools of a conversation or schedule without permissions: each use of a server asks first, and no folder
/// is set.
pub(crate) fn without_permissions(mut tools: Tools) -> Tools {
    tools.folder = None;
    for server in &mut tools.servers {
        server.asks = true;
    }
    tools
}

impl Core {
    /// Takes over the settings of an archive: the window's replace those here, of the others only what is missing
    /// here is added. Settings that this version cannot parse are skipped, as at the start.
    pub(super) async fn import_settings(
        self: &Arc<Self>,
        mut all: Map<String, Value>,
    ) -> Result<()> {
        if let Some(new) = read::<Settings>(&mut all, WINDOW) {
            let is_known = |url: &String| checked_base_url(url).is_ok();
            self.apply_settings(false, |settings| {
                *settings = Settings {
                    base_url: new.base_url.clone().filter(is_known),
                    // The welcome is not shown again, wherever the archive comes from.
                    welcomed: true,
                    // Whether anybody is asked for newer versions is decided here, not by a file.
                    look_for_updates: settings.look_for_updates,
                    ..new
                };
            })
            .await?;
        }
        if let Some(new) = read(&mut all, PROVIDERS) {
            self.change_servers(|servers| {
                servers.import(new);
                Ok(())
            })
            .await?;
        }
        let servers = all.get(TOOL_SERVERS).map(without_programs);
        if let Some(Ok(new)) = servers.map(serde_json::from_value) {
            self.import_tool_servers(new).await?;
        }
        if let Some(new) = read(&mut all, FILE_STORES) {
            self.import_file_stores(new).await?;
        }
        if let Some(new) = all.remove(SEARCH_SERVER) {
            self.import_search_server(new).await?;
        }
        if let Some(text) = read::<String>(&mut all, PRICES) {
            self.import_prices(text).await?;
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(all: &mut Map<String, Value>, key: &str) -> Option<T> {
    serde_json::from_value(all.remove(key)?).ok()
}

/// Returns true if the address of a server is one that the person could have typed.
pub(crate) fn is_address(address: &str, has_key: bool) -> bool {
    model_servers::checked_address(address, has_key).is_ok_and(|checked| checked == address)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_program_neither_leaves_with_an_archive_nor_comes_with_one() {
        let kept = json!([
            {"id": "a", "address": "https://a.example/mcp", "program": null},
            {"id": "b", "program": {"command": "node", "arguments": ["--token=secret"]}},
            {"id": "c", "address": "https://c.example/mcp"},
        ]);
        let written = exported(TOOL_SERVERS, Some(kept), Path::new("/nowhere"));
        let ids: Vec<Value> = written
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(|server| server["id"].clone())
            .collect();
        assert_eq!(ids, ["a", "c"]);
        assert_eq!(without_programs(&json!("no list")), json!([]));
    }

    #[test]
    fn tools_of_an_archive_ask_and_have_no_folder() {
        let tools = json!({
            "search": true, "folder": "/home/ada", "programs": ["look"],
            "servers": [{"server": "a", "asks": false}],
        });
        let tools = without_permissions(serde_json::from_value(tools).unwrap());
        let tools = serde_json::to_value(tools).unwrap();
        assert_eq!(tools["folder"], Value::Null);
        assert_eq!(tools["servers"], json!([{"server": "a", "asks": true}]));
        assert_eq!(tools["programs"], json!(["look"]));
        assert_eq!(tools["search"], true);
    }
}
