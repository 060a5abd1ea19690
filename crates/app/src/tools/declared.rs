//! Declares the tools of a request (contract section 7).
//!
//! The headers of a tool server are not included: a request is stored, and they are only added when it is sent.

use interactions::config::AllowedTools;
use interactions::tool::{FileSearch, GoogleMaps, GoogleSearch, McpServer};
use interactions::{Tool, ToolMode};

use super::programs;
use super::servers::StoredToolServer;
use super::stores::StoredFileStore;
use crate::bridge::Tools;

/// Returns the tool declarations in the order in which the panel shows the tools.
pub(super) fn declared(
    tools: &Tools,
    servers: &[StoredToolServer],
    stores: &[StoredFileStore],
) -> Vec<Tool> {
    let mut declared = Vec::new();
    declared.extend(google_search(tools));
    if tools.pages {
        declared.push(Tool::url_context());
    }
    if tools.maps {
        declared.push(Tool::GoogleMaps(GoogleMaps::default()));
    }
    if tools.code {
        declared.push(Tool::code_execution());
    }
    let searched = stores
        .iter()
        .filter(|store| tools.stores.contains(&store.id));
    let searched: Vec<String> = searched.map(|store| store.name.clone()).collect();
    if !searched.is_empty() {
        declared.push(Tool::FileSearch(FileSearch {
            file_search_store_names: searched,
            ..FileSearch::default()
        }));
    }
    let used = tools.servers.iter().filter_map(|used| {
        let server = servers.iter().find(|server| server.id == used.server)?;
        Some((server, used.asks))
    });
    for (server, asks) in used {
        if asks {
            let functions = server.functions().into_iter();
            declared.extend(functions.map(|(name, tool)| {
                Tool::function(
                    name,
                    tool.description.clone().unwrap_or_default(),
                    tool.parameters.clone(),
                )
            }));
        } else if server.allowed().next().is_some() {
            // A list without a name may be taken as one that allows everything.
            declared.push(called_unasked(server));
        }
    }
    let programs = tools.programs.iter();
    declared.extend(programs.map(|&program| programs::declaration(program)));
    declared
}

/// Declares the search of the service. Web search alone is its default and is not named.
fn google_search(tools: &Tools) -> Option<Tool> {
    let search_types = match (tools.search, tools.pictures) {
        (false, false) => return None,
        (true, false) => Vec::new(),
        (false, true) => vec!["image_search".to_owned()],
        (true, true) => vec!["web_search".to_owned(), "image_search".to_owned()],
    };
    Some(Tool::GoogleSearch(GoogleSearch {
        search_types,
        ..GoogleSearch::default()
    }))
}

/// Declares only the tools that the person allowed, so that a tool which the server adds later is not included.
fn called_unasked(server: &StoredToolServer) -> Tool {
    Tool::McpServer(McpServer {
        name: Some(server.word.clone()),
        url: Some(server.address.clone()),
        allowed_tools: vec![AllowedTools {
            mode: Some(ToolMode::Auto),
            tools: server.allowed().map(|tool| tool.name.clone()).collect(),
            ..AllowedTools::default()
        }],
        ..McpServer::default()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::bridge::UsedServer;
    use crate::tools::servers::StoredTool;

    fn orders(tool: StoredTool) -> StoredToolServer {
        StoredToolServer {
            id: "1".to_owned(),
            word: "orders".to_owned(),
            address: "https://mcp.example.test/mcp".to_owned(),
            tools: vec![
                tool,
                StoredTool {
                    name: "delete_order".to_owned(),
                    ..StoredTool::default()
                },
            ],
            ..StoredToolServer::default()
        }
    }

    fn store() -> StoredFileStore {
        StoredFileStore {
            id: "s".to_owned(),
            name: "fileSearchStores/docs-1".to_owned(),
            ..StoredFileStore::default()
        }
    }

    fn json_of(tools: &Tools, server: StoredToolServer) -> Value {
        serde_json::to_value(declared(tools, &[server], &[store()])).unwrap()
    }

    fn using(asks: bool) -> Tools {
        Tools {
            servers: vec![UsedServer {
                server: "1".to_owned(),
                asks,
            }],
            ..Tools::default()
        }
    }

    /// The SDK's recorded request (`python_sdk_3_6_1`), without the tool search, which Errand does not use.
    #[test]
    fn a_server_that_is_called_unasked_is_declared_as_the_sdk_declares_it() {
        let server = orders(StoredTool {
            name: "find_order".to_owned(),
            is_allowed: true,
            ..StoredTool::default()
        });
        assert_eq!(
            json_of(&using(false), server),
            json!([{
                "type": "mcp_server",
                "name": "orders",
                "url": "https://mcp.example.test/mcp",
                "allowed_tools": [{"mode": "auto", "tools": ["find_order"]}],
            }])
        );
    }

    #[test]
    fn a_server_without_an_allowed_tool_is_not_declared() {
        for asks in [true, false] {
            let declared = json_of(&using(asks), orders(StoredTool::default()));
            assert_eq!(declared, json!([]));
        }
    }

    /// The function of the SDK's recorded requests, with the server's name as a prefix.
    #[test]
    fn a_server_that_asks_first_is_declared_as_functions() {
        let parameters = json!({
            "type": "object",
            "properties": {"room": {"type": "string"}, "on": {"type": "boolean"}},
            "required": ["room", "on"],
        });
        let server = orders(StoredTool {
            name: "set_lamp".to_owned(),
            description: Some("Switch a lamp.".to_owned()),
            parameters: parameters.clone(),
            is_allowed: true,
            ..StoredTool::default()
        });
        assert_eq!(
            json_of(&using(true), server),
            json!([{
                "type": "function",
                "name": "orders_set_lamp",
                "description": "Switch a lamp.",
                "parameters": parameters,
            }])
        );
    }

    #[test]
    fn a_search_for_pictures_is_named_beside_that_of_the_web() {
        let declared = |search| {
            let tools = Tools {
                search,
                pictures: true,
                ..Tools::default()
            };
            json_of(&tools, orders(StoredTool::default()))
        };
        assert_eq!(
            declared(true),
            json!([{"type": "google_search", "search_types": ["web_search", "image_search"]}])
        );
        assert_eq!(
            declared(false),
            json!([{"type": "google_search", "search_types": ["image_search"]}])
        );
    }

    /// The recorded ones: `{"type": "code_execution"}, {"type": "google_search"}`; section 7 has the others.
    #[test]
    fn what_the_service_runs_is_declared_by_its_type_alone() {
        let tools = Tools {
            search: true,
            pages: true,
            maps: true,
            code: true,
            stores: vec!["s".to_owned(), "gone".to_owned()],
            ..Tools::default()
        };
        assert_eq!(
            json_of(&tools, orders(StoredTool::default())),
            json!([
                {"type": "google_search"},
                {"type": "url_context"},
                {"type": "google_maps"},
                {"type": "code_execution"},
                {"type": "file_search", "file_search_store_names": ["fileSearchStores/docs-1"]},
            ])
        );
    }
}
