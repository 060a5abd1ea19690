//! Properties of an Excel workbook that the cell reader does not report: hidden rows, and missing results.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Refusal;
use crate::archive::Archive;
use crate::xml::attribute;

/// Indexes of hidden rows, from 0, by sheet name.
pub(crate) type HiddenRows = HashMap<String, HashSet<u32>>;

/// Returns the hidden rows of an `.xlsx`; empty for other files.
pub(crate) fn rows(bytes: &[u8]) -> HiddenRows {
    read(bytes).unwrap_or_default()
}

/// Returns true if an `.xlsx` asks Excel to recalculate all formulas on opening: it was written by a program that does
/// not calculate, and has 0 for each result.
pub(crate) fn is_recalculated_on_load(bytes: &[u8]) -> bool {
    let workbook = Archive::open(bytes).and_then(|mut archive| archive.text("xl/workbook.xml"));
    let mut is_asked = false;
    if let Ok(Some(workbook)) = workbook {
        for_each_element(&workbook, "calcPr", |element| {
            is_asked |= is_set(element, "fullCalcOnLoad");
        });
    }
    is_asked
}

fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|flag| flag == "1" || flag == "true")
}

fn read(bytes: &[u8]) -> Result<HiddenRows, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let (Some(workbook), Some(relations)) = (
        archive.text("xl/workbook.xml")?,
        archive.text("xl/_rels/workbook.xml.rels")?,
    ) else {
        return Ok(HiddenRows::new());
    };
    let targets = targets(&relations);
    let mut sheets = Vec::new();
    for_each_element(&workbook, "sheet", |element| {
        let target = attribute(element, "r:id").and_then(|id| targets.get(&id));
        if let (Some(name), Some(target)) = (attribute(element, "name"), target) {
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            sheets.push((name, part));
        }
    });
    let mut hidden = HiddenRows::new();
    for (name, part) in sheets {
        let Some(sheet) = archive.text(&part)? else {
            continue;
        };
        // Most sheets hide nothing, and this check is much faster than parsing them.
        if !sheet.contains("hidden=") {
            continue;
        }
        let mut rows = HashSet::new();
        for_each_element(&sheet, "row", |element| {
            let is_hidden = is_set(element, "hidden");
            let number = attribute(element, "r").and_then(|number| number.parse::<u32>().ok());
            if let (true, Some(number)) = (is_hidden, number) {
                rows.insert(number.saturating_sub(1));
            }
        });
        hidden.insert(name, rows);
    }
    Ok(hidden)
}

/// Returns the targets of a workbook's relations by their ids.
pub(crate) fn targets(relations: &str) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    for_each_element(relations, "Relationship", |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            targets.insert(id, target);
        }
    });
    targets
}

/// Calls `visit` with each element of this local name, until the end of the text or the first XML error.
fn for_each_element(xml: &str, name: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element))
                if element.local_name().as_ref() == name =>
            {
                visit(&element);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
