//! Writes answers cut into pieces as they stream in, and the updates that the window is sent for them, as JSON files
//! into the given folder. Input for the benchmark of the page.

use std::fs;
use std::path::Path;

use render::{Stream, Update};
use serde::Serialize;

/// Approximate number of tokens in one piece, at four bytes each.
const TOKENS: usize = 16;

/// A piece of an answer and the update that it causes.
#[derive(Serialize)]
struct Step<'t> {
    text: &'t str,
    update: Update,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    for (name, text) in [
        ("prose", prose(50_000)),
        ("fence", fence(3_000)),
        ("table", table(2_000)),
    ] {
        let mut stream = Stream::new();
        let mut steps: Vec<Step<'_>> = pieces(&text)
            .map(|text| Step {
                text,
                update: stream.push(text),
            })
            .collect();
        steps.push(Step {
            text: "",
            update: stream.finish(),
        });
        let path = Path::new(&folder).join(format!("{name}.json"));
        fs::write(path, serde_json::to_vec(&steps)?)?;
    }
    Ok(())
}

fn pieces(mut rest: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(TOKENS * 4));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Generates chapters with paragraphs, lists, tables and short programs.
fn prose(tokens: usize) -> String {
    let mut text = String::new();
    let mut chapter = 0;
    while text.len() < tokens * 4 {
        chapter += 1;
        text.push_str(&format!(
            "## Chapter {chapter}\n\n\
             The river rises in **hills of basalt** and runs for {chapter} miles through meadows, past mills \
             that have not turned since the last owner left, and under a bridge that everybody calls *the \
             new one*, although it is older than the town. See [the map](https://example.com/{chapter}).\n\n\
             What can be seen on the way:\n\n\
             - a heron, `Ardea cinerea`, standing where the water is slow\n\
             - the weir, which is **closed** from November to March\n\
             - three old boats, of which one still floats:\n  - the blue one, by the inn\n\n\
             | place | miles | height |\n|---|--:|--:|\n\
             | spring | 0 | {chapter} m |\n| weir | 4 | 212 m |\n| bridge | 11 | 180 m |\n\n\
             Nobody has counted the steps from the weir to the bridge. It takes about an hour, more when the \
             path is wet, and there is a bench halfway for those who are not in a hurry.\n\n\
             ```python\ndef miles(steps):\n    return steps * 0.0005  # about {chapter}\n```\n\n"
        ));
    }
    text
}

fn fence(lines: usize) -> String {
    let mut text = String::from("```python\n");
    for line in 0..lines {
        text.push_str(&match line % 4 {
            0 => format!("def place_{line}(miles, height=\"{line} m\"):\n"),
            1 => "    # the way back is longer than the way there\n".to_owned(),
            2 => format!("    total = miles * {line}.5 + len(height)\n"),
            _ => "    return {\"total\": total, \"of\": None}\n".to_owned(),
        });
    }
    text.push_str("```\n");
    text
}

fn table(rows: usize) -> String {
    let mut text = String::from("| place | miles | height | what is there |\n|---|--:|--:|---|\n");
    for row in 0..rows {
        text.push_str(&format!(
            "| place {row} | {row} | {} m | a **weir** and `{row}` boats |\n",
            row * 7 % 900
        ));
    }
    text
}
