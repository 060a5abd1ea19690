//! Programs of this computer that a conversation may use: their function declarations, and the parsing of calls.

use interactions::Tool;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use words::{Language, Sentence, say};

use super::calendar::{CalendarEntry, EntryTime};
use super::folder::{FolderPath, MAX_WRITTEN};
use super::urls::{Mail, page};
use crate::bridge::{Program, ToolAction};

/// A program, the name of its function, and its title for people.
type ProgramEntry = (Program, &'static str, fn() -> Sentence);

const ALL: [ProgramEntry; 5] = [
    (Program::Look, "errand_look_in_folder", say::program_look),
    (Program::Put, "errand_put_file", say::program_put),
    (Program::Page, "errand_open_page", say::program_page),
    (
        Program::Calendar,
        "errand_calendar_entry",
        say::program_calendar,
    ),
    (Program::Mail, "errand_draft_mail", say::program_mail),
];

/// Returns the program of a function.
pub(super) fn program(function: &str) -> Option<Program> {
    let mut all = ALL.iter();
    all.find_map(|(program, name, _)| (*name == function).then_some(*program))
}

/// Returns the title for people.
pub(super) fn title(program: Program) -> Sentence {
    entry(program).1()
}

fn entry(program: Program) -> (&'static str, fn() -> Sentence) {
    let mut all = ALL.iter();
    let found = all.find_map(|(known, name, title)| (*known == program).then_some((*name, *title)));
    found.expect("every program is in the list")
}

/// Returns the function declaration for a request (contract section 7).
pub(super) fn declaration(program: Program) -> Tool {
    let text = |about: &str| json!({"type": "string", "description": about});
    let object = |properties: Value, required: &[&str]| json!({"type": "object", "properties": properties, "required": required});
    let (about, parameters) = match program {
        Program::Look => (
            "Lists a folder, or reads a text file, in the one folder of the person's computer that they picked.",
            object(
                json!({"path": text("A path inside of that folder, with / between names. Empty for the folder itself.")}),
                &[],
            ),
        ),
        Program::Put => (
            "Writes a new text file into the folder of the person's computer that they picked. Nothing is overwritten.",
            object(
                json!({
                "path": text("The file's path inside of that folder, with / between names."),
                "text": text("All that is to be in it."),
                }),
                &["path", "text"],
            ),
        ),
        Program::Page => (
            "Opens a page in the person's browser, for them to see. It does not give back what is on it.",
            object(json!({"url": text("An http or https address.")}), &["url"]),
        ),
        Program::Calendar => (
            "Makes an entry for the person's calendar, as a file that they open.",
            object(
                json!({
                "title": text("What it is."),
                "start": text("When it begins: a day as 2026-12-24, or a local time as 2026-12-24T18:00."),
                "end": text("When it ends, in the same form; the last day, or the time."),
                "place": text("Where it is."),
                "notes": text("Anything else."),
                }),
                &["title", "start"],
            ),
        ),
        Program::Mail => (
            "Begins a mail in the person's mail program. They read it and send it themselves.",
            object(
                json!({
                "to": {"type": "array", "items": {"type": "string"}, "description": "Mail addresses."},
                "subject": text("What it is about."),
                "body": text("The text."),
                }),
                &["subject", "body"],
            ),
        ),
    };
    Tool::function(entry(program).0, about, parameters)
}

/// The checked arguments of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProgramCall {
    Look(FolderPath),
    Put(FolderPath, String),
    Page(Url),
    Calendar(CalendarEntry),
    /// A mail, with its URL.
    Mail(Mail, String),
}

/// Parses the arguments of a call.
///
/// # Errors
/// The reason why the call is refused, as a sentence for the person and the model.
pub(super) fn parse_call(
    program: Program,
    arguments: Option<&Value>,
) -> Result<ProgramCall, Sentence> {
    #[derive(Deserialize)]
    struct PathArguments {
        #[serde(default)]
        path: String,
    }
    #[derive(Deserialize)]
    struct FileArguments {
        path: String,
        text: String,
    }
    #[derive(Deserialize)]
    struct UrlArguments {
        url: String,
    }
    fn read<T: for<'a> Deserialize<'a>>(arguments: Option<&Value>) -> Result<T, Sentence> {
        let arguments = arguments.cloned().unwrap_or_else(|| json!({}));
        serde_json::from_value(arguments).map_err(|_| say::asked_unknown_words())
    }
    Ok(match program {
        Program::Look => {
            ProgramCall::Look(FolderPath::read(&read::<PathArguments>(arguments)?.path)?)
        }
        Program::Put => {
            let FileArguments { path, text } = read(arguments)?;
            if text.len() > MAX_WRITTEN {
                return Err(say::put_too_large(MAX_WRITTEN >> 20));
            }
            ProgramCall::Put(FolderPath::read_new(&path)?, text)
        }
        Program::Page => ProgramCall::Page(page(&read::<UrlArguments>(arguments)?.url)?),
        Program::Calendar => {
            let entry: CalendarEntry = read(arguments)?;
            entry.when()?;
            ProgramCall::Calendar(entry)
        }
        Program::Mail => {
            let mail: Mail = read(arguments)?;
            let address = mail.address()?;
            ProgramCall::Mail(mail, address)
        }
    })
}

impl ProgramCall {
    /// Returns true if the call needs a folder.
    pub(super) fn needs_folder(&self) -> bool {
        matches!(self, Self::Look(_) | Self::Put(..))
    }

    /// Describes the call for the person's decision. `folder` is the name of the picked folder.
    pub(super) fn deed(&self, folder: &str, language: Language) -> ToolAction {
        let (says, detail) = match self {
            Self::Look(inside) if inside.shown().is_empty() => (say::deed_list(folder), None),
            Self::Look(inside) => (say::deed_look(inside.shown(), folder), None),
            Self::Put(inside, text) => (say::deed_put(inside.shown(), folder), Some(text.clone())),
            Self::Page(url) => (say::deed_page(), Some(url.to_string())),
            Self::Calendar(entry) => (
                say::deed_calendar(entry.title.trim()),
                Some(calendar_detail(entry, language)),
            ),
            Self::Mail(mail, _) => (
                say::deed_mail(),
                Some(format!(
                    "{}\n{}\n\n{}",
                    mail.to.join(", "),
                    mail.subject,
                    mail.body
                )),
            ),
        };
        ToolAction {
            says,
            detail,
            refused: None,
        }
    }
}

fn calendar_detail(entry: &CalendarEntry, language: Language) -> String {
    let when = match entry.when() {
        Ok(EntryTime::Days(first, after)) => match after.yesterday() {
            Ok(last) if last > first => {
                language.say(&say::from_to(first.to_string(), last.to_string()))
            }
            _ => first.to_string(),
        },
        Ok(EntryTime::Times(begin, over)) => language.say(&say::from_to(
            begin.strftime("%Y-%m-%d %H:%M").to_string(),
            over.strftime("%Y-%m-%d %H:%M").to_string(),
        )),
        Err(why) => language.say(&why),
    };
    let more = [entry.place.as_deref(), entry.notes.as_deref()];
    let lines = more.into_iter().flatten().filter(|line| !line.is_empty());
    std::iter::once(when.as_str())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_a_function_with_a_schema_of_its_arguments() {
        for (program, name, _) in ALL {
            let declared = serde_json::to_value(declaration(program)).unwrap();
            assert_eq!(declared["type"], "function");
            assert_eq!(declared["name"], name);
            assert_eq!(declared["parameters"]["type"], "object");
            assert_eq!(self::program(name), Some(program));
        }
        assert_eq!(self::program("write_file"), None);
    }

    #[test]
    fn a_call_is_described_in_full() {
        let put = json!({"path": "trip/plan.md", "text": "Pack"});
        let wanted = parse_call(Program::Put, Some(&put)).unwrap();
        let deed = wanted.deed("Holidays", Language::english());
        assert_eq!(
            deed.says.to_string(),
            "Write the new file “trip/plan.md” into “Holidays”."
        );
        assert_eq!(deed.detail.as_deref(), Some("Pack"));
    }

    #[test]
    fn hostile_arguments_are_refused_in_a_sentence() {
        for (program, arguments) in [
            (Program::Look, json!({"path": "../.ssh/id_ed25519"})),
            (Program::Look, json!({"path": 7})),
            (Program::Put, json!({"path": "a.sh", "text": "rm"})),
            (Program::Put, json!({"path": "a.txt"})),
            (
                Program::Put,
                json!({"path": "a.txt", "text": "x".repeat(MAX_WRITTEN + 1)}),
            ),
            (Program::Page, json!({"url": "file:///etc/passwd"})),
            (Program::Page, json!([])),
            (Program::Calendar, json!({"title": "x", "start": "soon"})),
            (
                Program::Mail,
                json!({"to": ["a@b.test?attach=x"], "subject": "", "body": ""}),
            ),
        ] {
            let refused = parse_call(program, Some(&arguments))
                .unwrap_err()
                .to_string();
            assert!(refused.ends_with('.'), "{refused}");
        }
    }
}
