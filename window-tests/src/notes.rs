//! A local MCP server on standard input and output, such as a person may add.

use std::fs;
use std::path::PathBuf;

use crate::{Desktop, Error, Result};

/// Source of an MCP server whose tools read the note beside it and move a plant.
const NOTES: &str = r#"
import json, sys
PLACE = {"type": "object", "required": ["room"], "properties": {
    "room": {"type": "string"},
    "shelf": {"type": "object", "properties": {"number": {"type": "integer"}}},
    "care": {"type": "array", "items": {"type": "object", "required": ["day"], "properties": {
        "day": {"type": "string"}, "litres": {"type": "integer"}}}},
}}
TOOLS = [
    {"name": "read_note", "title": "Read the note", "inputSchema": {"type": "object"}},
    {"name": "move_plant", "title": "Move the plant", "inputSchema": {
        "type": "object", "required": ["to"], "properties": {"to": PLACE}}},
]
for line in sys.stdin:
    message = json.loads(line)
    if "id" not in message:
        continue
    answers = {
        "initialize": lambda: {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "notes", "version": "1"}},
        "tools/list": lambda: {"tools": TOOLS},
        "tools/call": lambda: {"content": [{"type": "text", "text": open("/server/note.txt").read()}]},
    }
    answer = {"jsonrpc": "2.0", "id": message["id"]}
    try:
        answer["result"] = answers[message["method"]]()
    except KeyError:
        answer["error"] = {"code": -32601, "message": "no such method"}
    print(json.dumps(answer), flush=True)
"#;

/// Writes the program and its note to the home folder; returns the program's path.
///
/// # Errors
/// If they cannot be written.
pub fn notes(desktop: &Desktop) -> Result<PathBuf> {
    let folder = desktop.home().join("notes");
    fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
    let note = folder.join("note.txt");
    fs::write(&note, "Water the fern.").map_err(Error::io(&note))?;
    let program = folder.join("notes.py");
    fs::write(&program, NOTES).map_err(Error::io(&program))?;
    Ok(program)
}
