//! Lines of JSON as a table: a row for each line, a column for each name.

use serde_json::{Map, Value};

use crate::table::{COLUMNS, ROWS, Table, shortened};

/// The table at the beginning of a text; `None` when its lines are no objects of JSON.
pub(crate) fn read(text: &str, is_whole: bool) -> Option<Table> {
    let mut lines: Vec<&str> = lines(text).take(ROWS + 1).collect();
    let mut is_cut = !is_whole || lines.len() > ROWS;
    if !is_whole && lines.len() <= ROWS && lines.len() > 1 {
        // Half of the last line may be here.
        lines.pop();
    }
    lines.truncate(ROWS);
    let objects: Vec<Map<String, Value>> = lines
        .iter()
        .map(|line| serde_json::from_str(line).ok())
        .collect::<Option<_>>()?;
    let mut header: Vec<String> = Vec::new();
    for name in objects.iter().flat_map(Map::keys) {
        if !header.contains(name) {
            if header.len() == COLUMNS {
                is_cut = true;
                break;
            }
            header.push(name.clone());
        }
    }
    if header.is_empty() {
        return None;
    }
    let rows = lines
        .iter()
        .map(|line| cells(line, &header, &mut is_cut))
        .collect();
    Some(Table {
        header,
        rows,
        is_cut,
        separator: None,
        title: Vec::new(),
    })
}

/// The lines that hold something.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The cells of a line below these names. A line that is no object is its first cell.
pub(crate) fn cells(line: &str, header: &[String], is_cut: &mut bool) -> Vec<String> {
    let Ok(object) = serde_json::from_str::<Map<String, Value>>(line) else {
        return vec![shortened(line, is_cut).to_owned()];
    };
    *is_cut |= object.keys().any(|name| !header.contains(name));
    header
        .iter()
        .map(|name| {
            let cell = match object.get(name) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            };
            shortened(&cell, is_cut).to_owned()
        })
        .collect()
}
