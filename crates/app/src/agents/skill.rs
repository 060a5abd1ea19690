//! `SKILL.md`: a front matter between lines of dashes with the skill's name and description, and the text below it.

use crate::bridge::Skill;

/// The name of the file that makes a folder a skill.
pub(crate) const FILE_NAME: &str = "SKILL.md";
/// Maximum length of the name of a skill's folder.
const LONGEST_FOLDER: usize = 48;

/// Parses a `SKILL.md`. Without a front matter, `folder` is the name and the first line of text the description.
pub(crate) fn read(text: &str, folder: &str) -> Skill {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (head, body) = split(&text).unwrap_or(("", &text));
    let mut skill = Skill {
        name: String::new(),
        about: String::new(),
        text: body.trim_matches('\n').to_owned(),
        head: String::new(),
        files: Vec::new(),
    };
    let mut lines = head.lines().peekable();
    while let Some(line) = lines.next() {
        let mut below = Vec::new();
        while let Some(next) =
            lines.next_if(|next| next.starts_with([' ', '\t']) || next.is_empty())
        {
            below.push(next);
        }
        match line.split_once(':') {
            Some(("name", value)) => skill.name = value_of(value, &below),
            Some(("description", value)) => skill.about = value_of(value, &below),
            _ => {
                for line in std::iter::once(line).chain(below) {
                    skill.head.push_str(line);
                    skill.head.push('\n');
                }
            }
        }
    }
    if skill.name.is_empty() {
        skill.name = folder.to_owned();
    }
    if skill.about.is_empty() {
        let first = skill.text.lines().find(|line| !line.trim().is_empty());
        let first = first.unwrap_or_default().trim_start_matches(['#', ' ']);
        skill.about = first.chars().take(300).collect();
    }
    skill
}

/// Writes the `SKILL.md` of a skill.
pub(crate) fn write(skill: &Skill) -> String {
    // A JSON string is a valid YAML string.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "---\nname: {}\ndescription: {}\n{}---\n\n{}\n",
        folder(&skill.name),
        quoted(&skill.about),
        skill.head,
        skill.text.trim_end()
    )
}

/// Returns the name of a skill's folder: lower-case letters, digits and hyphens (contract section 10).
pub(crate) fn folder(name: &str) -> String {
    let folder = slug(name, LONGEST_FOLDER);
    if folder.is_empty() {
        "skill".to_owned()
    } else {
        folder
    }
}

/// Returns a name in lower-case ASCII letters, digits and single hyphens, at most `longest` characters.
pub(crate) fn slug(name: &str, longest: usize) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(longest);
    slug.trim_end_matches('-').to_owned()
}

/// Splits a text into front matter and body; `None` without a front matter.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n")?;
    if let Some(body) = rest.strip_prefix("---\n") {
        return Some(("", body));
    }
    let (end, length) = rest
        .match_indices("\n---")
        .map(|(at, mark)| (at, mark.len()))
        .find(|(at, length)| {
            let after = &rest[at + length..];
            after.is_empty() || after.starts_with('\n')
        })?;
    Some((&rest[..end], &rest[end + length..]))
}

/// Parses a value of the front matter: plain, quoted, or on the indented lines below.
fn value_of(value: &str, below: &[&str]) -> String {
    let value = value.trim();
    if let Some(quoted) = value.strip_prefix('\'') {
        return quoted.trim_end_matches('\'').replace("''", "'");
    }
    if value.starts_with('"') {
        let read = serde_json::from_str(value);
        return read.unwrap_or_else(|_| value.trim_matches('"').to_owned());
    }
    let is_block = matches!(value.chars().next(), None | Some('>' | '|'));
    let first = (!is_block).then_some(value);
    let pieces: Vec<&str> = first
        .into_iter()
        .chain(below.iter().map(|line| line.trim()))
        .filter(|piece| !piece.is_empty())
        .collect();
    pieces.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_names_a_skill_and_the_rest_of_it_stays() {
        let skill = read(
            "---\nname: invoice-check\ndescription: 'Checks an invoice: it''s quick'\nlicense: MIT\nmetadata:\n  by: Ada\n---\n\n# How\n\nAdd up.\n",
            "folder",
        );
        assert_eq!(skill.name, "invoice-check");
        assert_eq!(skill.about, "Checks an invoice: it's quick");
        assert_eq!(skill.head, "license: MIT\nmetadata:\n  by: Ada\n");
        assert_eq!(skill.text, "# How\n\nAdd up.");
        assert_eq!(
            read(&write(&skill), "folder"),
            skill,
            "nothing is lost on the way"
        );
    }

    #[test]
    fn a_description_may_go_over_several_lines() {
        let skill = read(
            "---\r\ndescription: >-\r\n  Checks\r\n  invoices.\r\nname: \"a \\\"b\\\"\"\r\n---\r\nText",
            "x",
        );
        assert_eq!(
            (skill.about.as_str(), skill.name.as_str()),
            ("Checks invoices.", "a \"b\"")
        );
        assert_eq!(skill.text, "Text");
    }

    #[test]
    fn a_text_without_a_head_is_called_by_its_folder_and_its_first_line() {
        let skill = read("\n# Write letters\n\nBe short.", "letters");
        assert_eq!(
            (skill.name.as_str(), skill.about.as_str()),
            ("letters", "Write letters")
        );
        let unclosed = read("---\nname: x\nno end", "folder");
        assert_eq!(unclosed.name, "folder");
        assert_eq!(unclosed.text, "---\nname: x\nno end");
    }

    #[test]
    fn a_folders_name_is_plain_whatever_a_skill_is_called() {
        for (name, plain) in [
            ("Invoice check!", "invoice-check"),
            ("  ../../etc/passwd ", "etc-passwd"),
            ("Größe", "gr-e"),
            ("検査", "skill"),
            ("", "skill"),
        ] {
            assert_eq!(folder(name), plain, "{name}");
        }
        assert_eq!(folder(&"ab ".repeat(100)).len(), 47);
    }
}
