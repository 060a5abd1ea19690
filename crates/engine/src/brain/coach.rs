//! Per-model help with agent work: limits and reminders. Keeps model names out of the loop of a run.

use crate::run::fences::is_file_name;

/// Limits and reminders for the model of an agent run. The defaults are no token limit, 24 programs and no reminders.
pub(crate) trait Coach: Send + Sync {
    /// Maximum tokens of one round; `None`: no limit of ours.
    fn round_tokens(&self) -> Option<u64> {
        None
    }

    /// Maximum number of programs that one interaction runs; later ones are shown but not run.
    fn programs(&self) -> usize {
        24
    }

    /// Returns true if files that came with a job must not be changed: a program or a file of the same name would spoil
    /// them.
    fn keeps_given_files(&self) -> bool {
        false
    }

    /// The files that the person's request names, each with the prompt that makes the model write it if it does not
    /// exist before the report.
    fn reminders(&self, _ask: &str) -> Vec<Reminder> {
        Vec::new()
    }
}

/// An extra round in which the model writes a file that it forgot. It sees the conversation without the system
/// instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reminder {
    /// The file's name.
    pub(crate) file: String,
    /// The message that asks for the file.
    pub(crate) message: String,
    /// The prefix of the model's reply; the model continues after it.
    pub(crate) opening: String,
    /// Maximum tokens of the file.
    pub(crate) most_tokens: u64,
}

/// For models that need no help: all defaults.
pub(crate) struct NoCoach;

impl Coach for NoCoach {}

/// For very small models: short rounds, few programs, and a code block opened for them when a file was forgotten.
///
/// A small model often answers in prose where a file was wanted. Before the report, the reply is opened with the code
/// block of that file, and the model only has to continue it.
pub(crate) struct SmallModel {
    /// True if it would spoil files that came with a job.
    pub(crate) keeps_given_files: bool,
}

/// Extensions of files that a model can write as text.
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

    fn keeps_given_files(&self) -> bool {
        self.keeps_given_files
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
