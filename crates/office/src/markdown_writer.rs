//! A Markdown writer for paragraphs, headings, lists and tables, independent of the source format.

use crate::escaping::escaped;

/// A Markdown text being written.
#[derive(Default)]
pub(crate) struct MarkdownWriter {
    out: String,
    /// The open paragraph.
    paragraph: String,
    /// Positions of the innermost opening marks, as long as no text follows them.
    empty_marks: Vec<usize>,
    /// Closing marks of the open spans and links.
    closing_marks: Vec<String>,
    lists: Vec<List>,
    /// Rows of the open table.
    table: Option<Vec<Vec<String>>>,
}

struct List {
    is_numbered: bool,
    /// Number of items, including those of the list whose numbering this one continues.
    items: usize,
    /// True once the item's bullet or number is written, which happens with its first paragraph.
    is_marked: bool,
    /// True once an item was written.
    is_begun: bool,
}

impl MarkdownWriter {
    /// Returns the number of bytes written.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Returns the finished text.
    pub(crate) fn finish(mut self) -> String {
        self.end_table();
        self.end_paragraph();
        self.out.trim().to_owned()
    }

    /// Writes text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        let text = match self.empty_marks.first().filter(|_| text.starts_with(' ')) {
            // An opening mark followed by a space would not be markup.
            Some(at) => {
                self.paragraph.insert(*at, ' ');
                for at in &mut self.empty_marks {
                    *at += 1;
                }
                text.trim_start_matches(' ')
            }
            None => text,
        };
        if !text.is_empty() {
            self.empty_marks.clear();
            self.paragraph.push_str(&escaped(text));
        }
    }

    /// Writes text with white space collapsed as in HTML.
    pub(crate) fn flowing(&mut self, text: &str) {
        let mut flowing = String::with_capacity(text.len());
        for letter in text.chars() {
            if !matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                flowing.push(letter);
            } else if !flowing.ends_with(' ') {
                flowing.push(' ');
            }
        }
        let is_at_space = self.paragraph.is_empty() || self.paragraph.ends_with([' ', '\n']);
        self.text(match is_at_space {
            true => flowing.trim_start_matches(' '),
            false => &flowing,
        });
    }

    /// Opens a span that ends with [`MarkdownWriter::end_mark`], such as `**`, or `[` and the rest of a link.
    pub(crate) fn begin_mark(&mut self, begin: &str, end: &str) {
        if !begin.is_empty() {
            self.empty_marks.push(self.paragraph.len());
        }
        self.paragraph.push_str(begin);
        self.closing_marks.push(end.to_owned());
    }

    /// Closes the innermost span. An empty span is not written.
    pub(crate) fn end_mark(&mut self) {
        let Some(end) = self.closing_marks.pop().filter(|end| !end.is_empty()) else {
            return;
        };
        if let Some(at) = self.empty_marks.pop() {
            self.paragraph.truncate(at);
            return;
        }
        let kept = self.paragraph.trim_end_matches(' ').len();
        let spaces = self.paragraph.len() - kept;
        self.paragraph.truncate(kept);
        self.paragraph.push_str(&end);
        self.paragraph.push_str(&" ".repeat(spaces));
    }

    /// Makes the open paragraph a heading; 1 is the highest level.
    pub(crate) fn heading(&mut self, level: usize) {
        self.paragraph = format!("{} ", "#".repeat(level.clamp(1, 6)));
    }

    /// Writes a line break within a paragraph.
    pub(crate) fn line_break(&mut self) {
        if self.table.is_some() {
            self.paragraph.push_str("<br>");
        } else if !self.paragraph.is_empty() {
            self.paragraph.push_str("\\\n");
        }
    }

    pub(crate) fn begin_list(&mut self, is_numbered: bool) {
        self.lists.push(List {
            is_numbered,
            items: 0,
            is_marked: true,
            is_begun: false,
        });
    }

    /// Sets the number of the next item of the innermost list.
    pub(crate) fn number_next_item(&mut self, number: usize) {
        if let Some(list) = self.lists.last_mut() {
            list.items = number.saturating_sub(1);
        }
    }

    /// Returns true if the innermost list is numbered.
    pub(crate) fn is_numbered(&self) -> bool {
        self.lists.last().is_some_and(|list| list.is_numbered)
    }

    /// Returns the number of open lists.
    pub(crate) fn depth(&self) -> usize {
        self.lists.len()
    }

    pub(crate) fn begin_item(&mut self) {
        if let Some(list) = self.lists.last_mut() {
            list.is_marked = false;
        }
    }

    /// Ends the innermost list and returns the number of its last item; 0 without items.
    pub(crate) fn end_list(&mut self) -> usize {
        self.lists.pop().map_or(0, |list| list.items)
    }

    /// Begins a table. A table that contains another is layout, and its cells become paragraphs.
    pub(crate) fn begin_table(&mut self) {
        if let Some(rows) = self.table.take() {
            self.write_cells(rows);
        }
        self.table = Some(Vec::new());
    }

    pub(crate) fn begin_row(&mut self) {
        if let Some(rows) = &mut self.table {
            rows.push(Vec::new());
        }
    }

    pub(crate) fn begin_cell(&mut self) {
        if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
            row.push(String::new());
        }
    }

    /// Writes a reference to the footnote with this label.
    pub(crate) fn note_reference(&mut self, name: &str) {
        self.empty_marks.clear();
        self.paragraph.push_str(&format!("[^{name}]"));
    }

    /// Removes and returns the text of the open paragraph.
    pub(crate) fn take_paragraph(&mut self) -> String {
        std::mem::take(&mut self.paragraph).trim().to_owned()
    }

    /// Writes blocks of Markdown, such as those of another [`MarkdownWriter`].
    pub(crate) fn blocks(&mut self, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        if let Some(rows) = &mut self.table {
            if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                let lines: Vec<&str> = markdown.lines().filter(|line| !line.is_empty()).collect();
                cell.push_str(if cell.is_empty() { "" } else { "<br>" });
                cell.push_str(&lines.join("<br>").replace('|', "\\|"));
            }
            return;
        }
        let indent = "    ".repeat(
            self.lists
                .iter()
                .filter(|list| list.is_begun)
                .count()
                .min(8),
        );
        self.blank_line();
        for line in markdown.lines() {
            self.out.push_str(format!("{indent}{line}").trim_end());
            self.out.push('\n');
        }
    }

    /// Writes the text of a footnote, given as Markdown; called at the end.
    pub(crate) fn note_text(&mut self, name: &str, text: &str) {
        let text = text.replace('\n', "\n    ").replace("\n    \n", "\n\n");
        self.blank_line();
        self.out.push_str(&format!("[^{name}]: {text}\n"));
    }

    /// Writes a quotation, given as Markdown.
    pub(crate) fn quotation(&mut self, text: &str) {
        self.end_paragraph();
        if text.is_empty() {
            return;
        }
        let indent = "    ".repeat(self.lists.len().min(8));
        self.blank_line();
        for line in text.lines() {
            let line = format!("{indent}> {line}");
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    /// Returns true if the open paragraph is empty.
    pub(crate) fn is_at_start(&self) -> bool {
        self.paragraph.is_empty()
    }

    /// Returns true if a table is open.
    pub(crate) fn is_in_table(&self) -> bool {
        self.table.is_some()
    }

    /// Writes the open table. A table with a single column becomes paragraphs.
    pub(crate) fn end_table(&mut self) {
        let Some(mut rows) = self.table.take() else {
            return;
        };
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let Some(width) = rows.iter().map(Vec::len).max().filter(|width| *width > 1) else {
            return self.write_cells(rows);
        };
        self.blank_line();
        for (index, row) in rows.iter().enumerate() {
            // Cells cannot contain headings.
            let cells = (0..width).map(|at| {
                let lines = row.get(at).map_or("", String::as_str).split("<br>");
                let bare = lines.map(|line| match line.starts_with('#') {
                    true => line.trim_start_matches('#').trim_start(),
                    false => line,
                });
                bare.collect::<Vec<_>>().join("<br>")
            });
            let line = cells.collect::<Vec<_>>().join(" | ");
            self.out.push_str(&format!("| {line} |\n"));
            if index == 0 {
                self.out.push_str(&format!("|{}\n", " --- |".repeat(width)));
            }
        }
    }

    fn write_cells(&mut self, rows: Vec<Vec<String>>) {
        for cell in rows.into_iter().flatten().filter(|cell| !cell.is_empty()) {
            self.blank_line();
            self.out.push_str(&cell);
            self.out.push('\n');
        }
    }

    /// Writes a preformatted block.
    pub(crate) fn preformatted(&mut self, text: &str) {
        self.end_paragraph();
        let longest = text.split(|letter| letter != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let text = text.trim_matches('\n');
        self.blank_line();
        self.out.push_str(&format!("{fence}\n{text}\n{fence}\n"));
    }

    /// Writes the open paragraph, unless it is empty.
    pub(crate) fn end_paragraph(&mut self) {
        while !self.closing_marks.is_empty() {
            self.end_mark();
        }
        let words = std::mem::take(&mut self.paragraph);
        let words = words.trim().trim_end_matches("\\\n").trim_end();
        if words.is_empty() || words.chars().all(|letter| letter == '#') {
            return;
        }
        if let Some(rows) = &mut self.table {
            // Text before the first cell is a caption.
            if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                if !cell.is_empty() {
                    cell.push_str("<br>");
                }
                cell.push_str(&words.replace('|', "\\|").replace("\\\n", "<br>"));
                return;
            }
        }
        if words.starts_with('#') && !self.lists.is_empty() {
            return self.write_heading(words);
        }
        let lines: Vec<String> = words.split('\n').map(escape_line_start).collect();
        let words = lines.join("\n");
        // An item with a list but no text of its own has no line below which that list could be indented.
        let around = &self.lists[..self.lists.len().saturating_sub(1)];
        let depth = around.iter().filter(|list| list.is_begun).count();
        let indent = "    ".repeat(depth.min(8));
        match self.lists.last_mut() {
            Some(list) if !list.is_marked => {
                list.is_marked = true;
                list.items += 1;
                let is_first = !std::mem::replace(&mut list.is_begun, true);
                let mark = if list.is_numbered {
                    format!("{}.", list.items)
                } else {
                    "-".to_owned()
                };
                // An empty line separates a list from the text before it, but not its items from each other.
                if depth == 0 && is_first {
                    self.blank_line();
                }
                self.out.push_str(&format!("{indent}{mark} {words}\n"));
            }
            Some(list) if list.is_begun => {
                self.out.push_str(&format!("\n{indent}    {words}\n"));
            }
            _ => {
                self.blank_line();
                self.out.push_str(&words);
                self.out.push('\n');
            }
        }
    }

    /// Writes a heading that is a list item, as some programs number headings, with its numbers as text.
    fn write_heading(&mut self, heading: &str) {
        let mut numbers = String::new();
        if let Some(list) = self.lists.last_mut().filter(|list| !list.is_marked) {
            list.is_marked = true;
            list.items += 1;
            if self.lists.iter().all(|list| list.is_numbered) {
                let all: Vec<String> = self
                    .lists
                    .iter()
                    .map(|list| list.items.to_string())
                    .collect();
                numbers = format!("{} ", all.join("."));
            }
        }
        let (marks, words) = heading.split_once(' ').unwrap_or((heading, ""));
        self.blank_line();
        self.out.push_str(&format!("{marks} {numbers}{words}\n"));
    }

    /// Writes an empty line, unless there is one.
    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

/// Returns plain text as Markdown with the same lines. Lines quoted with `>` become a quotation, and web addresses are
/// not escaped.
pub(crate) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut is_open, mut before) = (false, 0);
    for line in text.lines() {
        let line = line.trim_end();
        let bare = line.trim_start_matches(['>', ' ']);
        let quotes = match line.starts_with('>') {
            true => line[..line.len() - bare.len()].matches('>').count(),
            false => 0,
        };
        let prefix = "> ".repeat(quotes.min(20));
        let bare = match quotes {
            0 => line.trim_start(),
            _ => bare,
        };
        if quotes != before || bare.is_empty() {
            out.push_str(if is_open { "\n\n" } else { "" });
            is_open = false;
        }
        before = quotes;
        if bare.is_empty() {
            continue;
        }
        if is_open {
            out.push_str("\\\n");
        }
        out.push_str(&prefix);
        out.push_str(&escaped_line(bare));
        is_open = true;
    }
    out.trim_end().to_owned()
}

fn escaped_line(bare: &str) -> String {
    escape_line_start(&inline(bare))
}

/// Escapes the start of a line that would begin a list, rule, quotation or heading.
fn escape_line_start(line: &str) -> String {
    let mut line = line.to_owned();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends_mark = |at: usize| line[at..].starts_with(' ') || line.len() == at;
    let is_rule = |sign: char| line.chars().all(|letter| letter == sign || letter == ' ');
    if digits > 0 && line[digits..].starts_with(['.', ')']) && ends_mark(digits + 1) {
        line.insert(digits, '\\');
    } else if line.starts_with(['>', '|'])
        || line.starts_with(['-', '+']) && ends_mark(1)
        || line.starts_with('-') && is_rule('-')
        || line.starts_with('=') && is_rule('=')
    {
        line.insert(0, '\\');
    }
    line
}

/// Returns one line of plain text, escaped; web addresses are not escaped.
pub(crate) fn inline(text: &str) -> String {
    let is_address = |word: &str| {
        ["https://", "http://"]
            .iter()
            .any(|scheme| word.starts_with(scheme))
            && !word.contains(['<', '>', '\\'])
    };
    let mut line = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let alone = word.trim_end();
        if is_address(alone) {
            line.push_str(&format!("<{alone}>{}", &word[alone.len()..]));
        } else {
            line.push_str(&escaped(word));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_stay_lines_and_nothing_in_them_is_a_mark() {
        assert_eq!(
            lines(
                "Hi,\n1. not a list\n- nor this\n\nsee https://a.example/x_y_z now\n> old *words*\n>> older\nend"
            ),
            "Hi,\\\n1\\. not a list\\\n\\- nor this\n\nsee <https://a.example/x_y_z> now\n\n\
             > old \\*words\\*\n\n> > older\n\nend"
        );
    }

    #[test]
    fn a_mark_stands_close_to_its_words() {
        let mut writer = MarkdownWriter::default();
        writer.text("a");
        writer.begin_mark("**", "**");
        writer.text(" bold ");
        writer.end_mark();
        writer.begin_mark("*", "*");
        writer.end_mark();
        writer.text("end");
        assert_eq!(writer.finish(), "a **bold** end");
    }
}
