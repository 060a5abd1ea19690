//! Reminders: a file that the person asked for by name and that is not there yet is asked for once more.
//!
//! A small model often answers in words where a file was wanted. Before the report the agent then opens the block of
//! that file itself and lets the brain write on. In the timeline a reminder is a thought whose signature names the
//! file, so that it survives a restart as everything else does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::Step;

use super::fences::is_file_name;

const MARK: &str = "errand-reminder:";
/// Kinds of files that a brain can write as text.
const KINDS: &[&str] = &[
    "csv", "tsv", "txt", "md", "json", "html", "xml", "yaml", "yml", "svg",
];

/// The signature of a reminder's thought.
pub(super) fn signature(name: &str) -> String {
    STANDARD.encode(format!("{MARK}{name}"))
}

/// The file that this step reminds of.
pub(super) fn file_of(step: &Step) -> Option<String> {
    let Step::Thought(thought) = step else {
        return None;
    };
    let bytes = STANDARD.decode(thought.signature.as_deref()?).ok()?;
    Some(
        std::str::from_utf8(&bytes)
            .ok()?
            .strip_prefix(MARK)?
            .to_owned(),
    )
}

/// What the brain is told.
pub(super) fn words(name: &str) -> String {
    format!("Now write the file {name}. Only its content, one line for each.")
}

/// The beginning of the brain's reply, up to where it writes on.
pub(super) fn opening(name: &str) -> String {
    let kind = name.rsplit('.').next().unwrap_or_default();
    format!("```{kind} {name}\n")
}

/// The files that a person's words ask for by name.
pub(super) fn asked_for(ask: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_found_in_a_sentence() {
        let ask = "Compare them, write comparison.csv (and `notes.txt`). See www.example.com, e.g. ../x.csv or comparison.csv!";
        assert_eq!(asked_for(ask), ["comparison.csv", "notes.txt"]);
    }

    #[test]
    fn a_reminder_is_known_by_its_signature() {
        let step = |signature: String| -> Step {
            serde_json::from_value(serde_json::json!({"type": "thought", "signature": signature}))
                .unwrap()
        };
        assert_eq!(file_of(&step(signature("a.csv"))).as_deref(), Some("a.csv"));
        assert_eq!(file_of(&step("EkBj".to_owned())), None);
    }
}
