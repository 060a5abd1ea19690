//! Incremental parser for the code blocks of a reply: programs to run, files to write, and all other text.
//!
//! Text is emitted as soon as it cannot be part of such a block; a block is emitted when it closes. The `raw` parts
//! concatenated are the reply itself, so parsing of an interrupted reply can be resumed.

/// A language that the sandbox runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProgramLanguage {
    Python,
    Bash,
}

impl ProgramLanguage {
    /// The name of the language in the contract (section 5).
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Bash => "bash",
        }
    }

    fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "python" | "python3" | "py" => Some(Self::Python),
            "bash" | "sh" | "shell" => Some(Self::Bash),
            _ => None,
        }
    }
}

/// A part of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text for the person.
    Text(String),
    /// A program to run; `raw` is the block verbatim.
    Program {
        language: ProgramLanguage,
        code: String,
        raw: String,
    },
    /// A file to write; `raw` is the block verbatim.
    File {
        name: String,
        content: String,
        raw: String,
    },
}

#[derive(Debug)]
enum State {
    /// In plain text.
    Text,
    /// In a block that is only shown; ends with a line of this fence.
    Shown(String),
    /// In a block of a program or file.
    Block {
        fence: String,
        action: BlockAction,
        raw: String,
        content: String,
    },
}

#[derive(Debug, Clone)]
enum BlockAction {
    Run(ProgramLanguage),
    Write(String),
}

/// The parser's state between two pieces of a reply.
#[derive(Debug)]
pub(crate) struct Fences {
    at: State,
    /// The part of the current line that was not emitted yet.
    line: String,
    /// True if part of the current line was already emitted, so that the line cannot be a fence.
    line_begun: bool,
}

impl Fences {
    /// A parser at the start of a reply.
    pub(crate) fn new() -> Self {
        Self {
            at: State::Text,
            line: String::new(),
            line_begun: false,
        }
    }

    /// A parser that has already consumed `reply`.
    pub(crate) fn after(reply: &str) -> Self {
        let mut fences = Self::new();
        fences.push(reply);
        fences
    }

    /// Consumes more text.
    pub(crate) fn push(&mut self, text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        for piece in text.split_inclusive('\n') {
            self.line.push_str(piece);
            if piece.ends_with('\n') {
                self.end_line(&mut parts);
            } else {
                self.hand_out_early(&mut parts);
            }
        }
        parts
    }

    /// Ends the reply. An open program or file block is emitted as such if the brain `finished`; if the reply was cut
    /// off, it is emitted as text.
    pub(crate) fn finish(&mut self, finished: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let line = std::mem::take(&mut self.line);
        match std::mem::replace(&mut self.at, State::Text) {
            State::Text | State::Shown(_) => push_text(&mut parts, line),
            State::Block {
                fence,
                action,
                mut raw,
                mut content,
            } => {
                raw.push_str(&line);
                if finished {
                    if !closes(&line, &fence) {
                        content.push_str(&line);
                    }
                    parts.push(block(action, content, raw));
                } else {
                    push_text(&mut parts, raw);
                }
            }
        }
        parts
    }

    fn end_line(&mut self, parts: &mut Vec<Part>) {
        let line = std::mem::take(&mut self.line);
        let begun = std::mem::take(&mut self.line_begun);
        match &mut self.at {
            State::Text => match fence_of(&line).filter(|_| !begun) {
                Some((fence, info)) => match action(info) {
                    Some(action) => {
                        self.at = State::Block {
                            fence,
                            action,
                            raw: line,
                            content: String::new(),
                        };
                    }
                    None => {
                        self.at = State::Shown(fence);
                        push_text(parts, line);
                    }
                },
                None => push_text(parts, line),
            },
            State::Shown(fence) => {
                let over = !begun && closes(&line, fence);
                push_text(parts, line);
                if over {
                    self.at = State::Text;
                }
            }
            State::Block {
                fence,
                raw,
                content,
                ..
            } => {
                raw.push_str(&line);
                if !closes(&line, fence) {
                    content.push_str(&line);
                    return;
                }
                if let State::Block {
                    action,
                    raw,
                    content,
                    ..
                } = std::mem::replace(&mut self.at, State::Text)
                {
                    parts.push(block(action, content, raw));
                }
            }
        }
    }

    /// Emits the current partial line once it cannot be a fence.
    fn hand_out_early(&mut self, parts: &mut Vec<Part>) {
        if matches!(self.at, State::Block { .. }) {
            return;
        }
        let start = self.line.trim_start_matches(' ');
        let could_be_fence = !self.line_begun
            && self.line.len() - start.len() <= 3
            && (start.len() < 3
                && (start.bytes().all(|b| b == b'`') || start.bytes().all(|b| b == b'~'))
                || start.starts_with("```")
                || start.starts_with("~~~"));
        if !could_be_fence && !self.line.is_empty() {
            self.line_begun = true;
            push_text(parts, std::mem::take(&mut self.line));
        }
    }
}

fn push_text(parts: &mut Vec<Part>, text: String) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Text(before)) => before.push_str(&text),
        _ => parts.push(Part::Text(text)),
    }
}

fn block(action: BlockAction, content: String, raw: String) -> Part {
    match action {
        BlockAction::Run(language) => Part::Program {
            language,
            code: content,
            raw,
        },
        BlockAction::Write(name) => Part::File { name, content, raw },
    }
}

/// The fence that a line opens, and its info string; `None` for other lines.
fn fence_of(line: &str) -> Option<(String, &str)> {
    let start = line.trim_start_matches(' ');
    let mark = start
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = start.bytes().take_while(|byte| *byte == mark as u8).count();
    let info = start.get(length..)?.trim();
    (line.len() - start.len() <= 3 && length >= 3 && !info.contains('`'))
        .then(|| (mark.to_string().repeat(length), info))
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence)
        && line
            .bytes()
            .all(|byte| Some(&byte) == fence.as_bytes().first())
}

/// The action of a block with this info string: `python` runs, `csv prices.csv`, `prices.csv` and `csv
/// filename=prices.csv` write a file, anything else is only shown.
fn action(info: &str) -> Option<BlockAction> {
    let words: Vec<&str> = info.split_whitespace().collect();
    let named = words.iter().take(2).rev().find_map(|word| {
        let word = ["filename=", "file=", "title="]
            .iter()
            .find_map(|key| word.strip_prefix(key))
            .unwrap_or(word);
        let word = word.trim_matches(['"', '\'', '(', ')', ':']);
        is_file_name(word).then(|| word.to_owned())
    });
    match (named, words.first()) {
        (Some(name), _) => Some(BlockAction::Write(name)),
        (None, Some(word)) => ProgramLanguage::of(word).map(BlockAction::Run),
        (None, None) => None,
    }
}

/// Returns true for a relative path with an extension, made of ordinary characters. `report.md` is not accepted: the
/// reply itself is saved there.
pub(crate) fn is_file_name(word: &str) -> bool {
    let word = word.strip_prefix("/workspace/").unwrap_or(word);
    let ordinary = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let last = word.rsplit('/').next().unwrap_or_default();
    let extension = last.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && !extension.is_empty()
            && extension.len() <= 8
            && extension.chars().all(char::is_alphanumeric)
    });
    extension
        && word.len() <= 200
        && word.chars().all(ordinary)
        && !word.starts_with('/')
        && word
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
        && word != "report.md"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_in_pieces(reply: &str, size: usize) -> Vec<Part> {
        let mut fences = Fences::new();
        let mut parts = Vec::new();
        let mut rest = reply;
        while !rest.is_empty() {
            let mut cut = size.min(rest.len());
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            parts.extend(fences.push(&rest[..cut]));
            rest = &rest[cut..];
        }
        parts.extend(fences.finish(true));
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => joined.push(part),
            }
        }
        joined
    }

    const REPLY: &str = "Let me see.\n```python\nprint('ä')\n```\nA table:\n```csv prices.csv\na,b\n1,2\n```\n\
        Shown only:\n```json\n{\"a\": 1}\n```\nand `inline`.\n";

    #[test]
    fn programs_run_named_blocks_become_files_and_the_rest_is_text() {
        let parts = parts_in_pieces(REPLY, REPLY.len());
        assert_eq!(parts.len(), 5);
        assert_eq!(parts[0], Part::Text("Let me see.\n".to_owned()));
        assert!(
            matches!(&parts[1], Part::Program { language: ProgramLanguage::Python, code, .. } if code == "print('ä')\n")
        );
        assert!(
            matches!(&parts[3], Part::File { name, content, .. } if name == "prices.csv" && content == "a,b\n1,2\n")
        );
        assert!(
            matches!(&parts[4], Part::Text(text) if text.contains("```json") && text.ends_with("`inline`.\n"))
        );
    }

    #[test]
    fn it_does_not_matter_how_the_reply_is_cut_into_pieces() {
        let whole = parts_in_pieces(REPLY, REPLY.len());
        for size in 1..12 {
            assert_eq!(parts_in_pieces(REPLY, size), whole, "pieces of {size}");
        }
    }

    #[test]
    fn a_reply_cut_off_after_handed_out_parts_goes_on_as_if_nothing_had_happened() {
        let mut fences = Fences::new();
        let mut said = String::new();
        for byte in REPLY.chars() {
            for part in fences.push(&byte.to_string()) {
                said.push_str(match &part {
                    Part::Text(text) => text,
                    Part::Program { raw, .. } | Part::File { raw, .. } => raw,
                });
            }
            let mut again = Fences::after(&said);
            let mut rest = again.push(&REPLY[said.len()..]);
            rest.extend(again.finish(true));
            let raw: String = rest
                .iter()
                .map(|part| match part {
                    Part::Text(text) => text.as_str(),
                    Part::Program { raw, .. } | Part::File { raw, .. } => raw,
                })
                .collect();
            assert_eq!(format!("{said}{raw}"), REPLY);
        }
    }

    #[test]
    fn an_unclosed_program_counts_only_when_the_brain_had_finished() {
        let mut fences = Fences::new();
        fences.push("```python\nprint(1)");
        assert!(
            matches!(&fences.finish(true)[..], [Part::Program { code, .. }] if code == "print(1)")
        );
        let mut fences = Fences::new();
        fences.push("```python\nprint(1)");
        assert_eq!(
            fences.finish(false),
            [Part::Text("```python\nprint(1)".to_owned())]
        );
    }

    #[test]
    fn only_plain_relative_file_names_name_a_file() {
        for good in [
            "comparison.csv",
            "data/out.json",
            "csv comparison.csv",
            "markdown filename=\"notes.md\"",
        ] {
            assert!(
                matches!(action(good), Some(BlockAction::Write(_))),
                "{good}"
            );
        }
        for bad in [
            "../x.csv",
            "/etc/passwd.txt",
            "report.md",
            "text",
            "c++",
            "a..b/../c.txt",
            "e.g. this",
        ] {
            assert!(!matches!(action(bad), Some(BlockAction::Write(_))), "{bad}");
        }
    }
}
