//! Workbooks as text.

use crate::{LEFT_OUT, Sheet, Workbook};

/// Returns each sheet as a Markdown table under its name.
pub(crate) fn text(workbook: &Workbook) -> String {
    let mut text = String::new();
    for sheet in &workbook.sheets {
        let hidden = if sheet.is_hidden { " (hidden)" } else { "" };
        if !sheet.name.is_empty() {
            text.push_str(&format!("## {}{hidden}\n\n", sheet.name));
        }
        if let Some(total) = sheet.total {
            text.push_str(&format!("{total} rows\n\n"));
        }
        if !sheet.encrypted.is_empty() {
            let names = sheet.encrypted.join(", ");
            text.push_str(&format!("Encrypted columns, not shown: {names}\n\n"));
        }
        text.push_str(&table(sheet));
        text.push('\n');
    }
    if workbook.truncated {
        text.push_str(LEFT_OUT);
    }
    text
}

fn table(sheet: &Sheet) -> String {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max();
    let Some(width) = width.filter(|width| *width > 0) else {
        return "(empty)\n".to_owned();
    };
    let mut table = String::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        table.push('|');
        for at in 0..width {
            let cell = row.cells.get(at).map_or("", |cell| cell.text.as_str());
            let cell = cell.replace('|', "\\|").replace(['\n', '\r'], " ");
            table.push_str(&format!(" {cell} |"));
        }
        table.push('\n');
        if index == 0 {
            table.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
    if sheet.truncated {
        table.push_str(LEFT_OUT);
    }
    table
}
