//! Help with an agent's work for models that need it, so that the loop of a run knows no model by name.

use crate::run::fences::is_file_name;

/// What a model is helped with. Without help a model works as long as it wants to and is reminded of nothing.
pub(crate) trait Coach: Send + Sync {
    /// Most tokens of one round; none: as many as the model writes.
    fn round_tokens(&self) -> Option<u64> {
        None
    }

    /// Most programs that one interaction runs; what comes after is shown and not run.
    fn programs(&self) -> usize {
        24
    }

    /// The files that a person's words ask for by name, and how the model is made to write each if it is not there
    /// before the report.
    fn reminders(&self, _ask: &str) -> Vec<Reminder> {
        Vec::new()
    }
}

/// A round in which a model writes a file that it has forgotten. It sees the talk without the standing instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reminder {
    /// The file's name.
    pub(crate) file: String,
    /// What the model is told.
    pub(crate) message: String,
    /// The beginning of its reply, up to where it writes on.
    pub(crate) opening: String,
    /// Most tokens of the file.
    pub(crate) most_tokens: u64,
}

/// For models that need no help.
pub(crate) struct NoCoach;

impl Coach for NoCoach {}

/// For very small models: short rounds, few programs, and a block that is opened for them when a file was forgotten.
///
/// A small model often answers in words where a file was wanted. Before the report the block of that file is opened
/// for it, and it only has to write on.
pub(crate) struct SmallModel;

/// Kinds of files that a model can write as text.
const KINDS: &[&str] = &[
    "csv", "tsv", "txt", "md", "json", "html", "xml", "yaml", "yml", "svg",
];

impl Coach for SmallModel {
    fn round_tokens(&self) -> Option<u64> {
        Some(1024)
    }

    fn programs(&self) -> usize {
        6
    }

    fn reminders(&self, ask: &str) -> Vec<Reminder> {
        files_of(ask).into_iter().map(reminder).collect()
    }
}

fn files_of(ask: &str) -> Vec<String> {
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | ':' | '(' | ')' | '*')
    };
    let mut names: Vec<String> = Vec::new();
    for word in ask.split(marks) {
        let word = word.trim_end_matches(['.', '!', '?']);
        let kind = word
            .rsplit_once('.')
            .map(|(_, kind)| kind.to_ascii_lowercase());
        let known = kind.is_some_and(|kind| KINDS.contains(&kind.as_str()));
        if known && is_file_name(word) && !names.iter().any(|name| name == word) {
            names.push(word.to_owned());
        }
    }
    names
}

fn reminder(file: String) -> Reminder {
    let kind = file.rsplit('.').next().unwrap_or_default();
    Reminder {
        message: format!("Now write the file {file}. Only its content, one line for each."),
        opening: format!("```{kind} {file}\n"),
        most_tokens: 400,
        file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_found_in_a_sentence() {
        let ask = "Compare them, write comparison.csv (and `notes.txt`). See www.example.com, e.g. ../x.csv or comparison.csv!";
        assert_eq!(files_of(ask), ["comparison.csv", "notes.txt"]);
    }
}
