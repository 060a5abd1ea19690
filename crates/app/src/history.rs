//! Builds the history of a branch for a server that does not have it: as much as the model takes, the oldest turns
//! left out first.

use interactions::{Content, Step, step};

use crate::request::{AttachedFile, file_content};

/// An earlier turn from the ledger.
#[derive(Debug, Clone, Default)]
pub(crate) struct EarlierTurn {
    /// The person's text.
    pub(crate) prompt: String,
    /// The attached files.
    pub(crate) files: Vec<AttachedFile>,
    /// The text of the answer.
    pub(crate) answer: String,
    /// Media of the answer and files that the turn made.
    pub(crate) made: Vec<AttachedFile>,
    /// Names of files whose bytes are not here.
    pub(crate) missing: Vec<String>,
}

/// The room left in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// Tokens of the model's input that are free for the history.
    pub(crate) tokens: u64,
    /// Bytes of files that the request can still carry.
    pub(crate) bytes: u64,
    /// The kinds of files that can be shown.
    pub(crate) visible: VisibleFiles,
}

/// The kinds of files in a history that a model or agent can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VisibleFiles {
    /// Text, pictures, sound, video, PDF.
    Everything,
    /// Text and pictures.
    Pictures,
    /// Text only.
    Text,
    /// None: the files are in the sandbox.
    Sandbox,
}

/// The history for a server.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct History {
    /// The steps, oldest first.
    pub(crate) steps: Vec<Step>,
    /// Number of turns in the history.
    pub(crate) turns: u32,
    /// Number of the oldest turns for which there was no room.
    pub(crate) turns_left_out: u32,
    /// Names of files of these turns that are not shown, oldest first.
    pub(crate) files_left_out: Vec<String>,
}

/// Builds the history from turns given newest first.
pub(crate) fn build(turns: Vec<EarlierTurn>, room: Room) -> History {
    let mut room = room;
    let mut turn_steps: Vec<[Option<Step>; 2]> = Vec::new();
    let mut history = History::default();
    let mut files_fit = true;
    for turn in turns {
        let words = tokens_of_text(&turn.prompt) + tokens_of_text(&turn.answer);
        if history.turns_left_out > 0 || words > room.tokens {
            history.turns_left_out += 1;
            continue;
        }
        room.tokens -= words;
        history.turns += 1;
        let mut left_out = turn.missing;
        let mut show = |files: &[AttachedFile]| {
            let mut contents = Vec::new();
            for attached in files {
                match content(attached, room.visible) {
                    FileContent::Elsewhere => {}
                    FileContent::Content(content)
                        if files_fit && take_room(&mut room, attached) =>
                    {
                        contents.push(*content);
                    }
                    FileContent::Content(_) => {
                        // Once a file did not fit, older files are not shown in its place.
                        files_fit = false;
                        left_out.push(attached.file.name.clone());
                    }
                    FileContent::Cannot => left_out.push(attached.file.name.clone()),
                }
            }
            contents
        };
        let made = show(&turn.made);
        let mut asked = show(&turn.files);
        left_out.extend(std::mem::take(&mut history.files_left_out));
        history.files_left_out = left_out;
        if !turn.prompt.trim().is_empty() || asked.is_empty() {
            asked.push(Content::text(turn.prompt));
        }
        let mut answered = Vec::new();
        if !turn.answer.trim().is_empty() {
            answered.push(Content::text(turn.answer));
        }
        answered.extend(made);
        turn_steps.push([Some(user(asked)), model(answered)]);
    }
    history.steps = turn_steps.into_iter().rev().flatten().flatten().collect();
    history
}

/// Estimates the tokens of a text, rather too many than too few: models count about four letters of a European
/// language, or one character of an East Asian one, which is three bytes, as a token.
pub(crate) fn tokens_of_text(text: &str) -> u64 {
    (text.len() as u64).div_ceil(3)
}

/// Estimates the tokens of a file shown to a model, rather too many than too few, from its size alone.
pub(crate) fn tokens_of_file(mime: &str, size: u64) -> u64 {
    match mime.split('/').next().unwrap_or_default() {
        // A picture is split into a few tiles, whatever its size.
        "image" => 1_300,
        // 32 tokens a second; a second of speech has at least 2 kB.
        "audio" => size.div_ceil(64),
        // About 300 tokens a second, of at least 50 kB.
        "video" => size.div_ceil(160),
        // A page counts like one tile of a picture, and has at least 8 kB.
        _ if mime == "application/pdf" => size.div_ceil(32),
        _ => size.div_ceil(3),
    }
}

enum FileContent {
    Content(Box<Content>),
    Cannot,
    /// The file is in the sandbox.
    Elsewhere,
}

fn content(attached: &AttachedFile, visible: VisibleFiles) -> FileContent {
    if visible == VisibleFiles::Sandbox {
        return FileContent::Elsewhere;
    }
    match file_content(attached) {
        Ok(content @ Content::Text(_)) => FileContent::Content(Box::new(content)),
        Ok(content @ Content::Image(_)) if visible == VisibleFiles::Pictures => {
            FileContent::Content(Box::new(content))
        }
        Ok(content) if visible == VisibleFiles::Everything => {
            FileContent::Content(Box::new(content))
        }
        _ => FileContent::Cannot,
    }
}

/// Takes the room for a file. Returns false if there is not enough.
fn take_room(room: &mut Room, attached: &AttachedFile) -> bool {
    let size = attached.bytes.len() as u64;
    let tokens = tokens_of_file(&attached.file.mime, size);
    if size > room.bytes || tokens > room.tokens {
        return false;
    }
    room.bytes -= size;
    room.tokens -= tokens;
    true
}

fn user(content: Vec<Content>) -> Step {
    Step::UserInput(step::UserInput {
        content,
        ..step::UserInput::default()
    })
}

fn model(content: Vec<Content>) -> Option<Step> {
    (!content.is_empty()).then(|| {
        Step::ModelOutput(step::ModelOutput {
            content,
            ..step::ModelOutput::default()
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::bridge::Attachment;

    const WIDE: Room = Room {
        tokens: 1_000_000,
        bytes: 1 << 20,
        visible: VisibleFiles::Everything,
    };

    fn file(name: &str, mime: &str, bytes: &[u8]) -> AttachedFile {
        AttachedFile {
            file: Attachment {
                sha256: "0".repeat(64),
                name: name.into(),
                mime: mime.into(),
                size: bytes.len() as u64,
            },
            bytes: bytes.to_vec(),
            words: None,
            pages: Vec::new(),
        }
    }

    fn turn(prompt: &str, answer: &str) -> EarlierTurn {
        EarlierTurn {
            prompt: prompt.into(),
            answer: answer.into(),
            ..EarlierTurn::default()
        }
    }

    fn json_of(history: &History) -> Value {
        serde_json::to_value(&history.steps).unwrap()
    }

    #[test]
    fn every_turn_is_told_with_its_files_and_media_oldest_first() {
        let mut first = turn("What is in it?", "Prices.");
        first.files = vec![file("prices.csv", "text/csv", b"a,1")];
        first.made = vec![file("image.png", "image/png", b"png")];
        let history = build(vec![turn("And then?", "More."), first], WIDE);
        assert_eq!(
            json_of(&history),
            json!([
                {"type": "user_input", "content": [
                    {"type": "text", "text": "File prices.csv:\n\na,1"},
                    {"type": "text", "text": "What is in it?"},
                ]},
                {"type": "model_output", "content": [
                    {"type": "text", "text": "Prices."},
                    {"type": "image", "data": "cG5n", "mime_type": "image/png"},
                ]},
                {"type": "user_input", "content": [{"type": "text", "text": "And then?"}]},
                {"type": "model_output", "content": [{"type": "text", "text": "More."}]},
            ])
        );
        assert_eq!((history.turns, history.turns_left_out), (2, 0));
        assert!(history.files_left_out.is_empty());
    }

    #[test]
    fn more_than_forty_turns_are_told_as_long_as_there_is_room() {
        let turns = vec![turn("Why?", "Because."); 300];
        assert_eq!(build(turns, WIDE).turns, 300);
    }

    #[test]
    fn the_oldest_turns_are_left_out_first_and_counted() {
        let turns: Vec<EarlierTurn> = (0..10)
            .map(|n| turn(&"x".repeat(30), &format!("{n}")))
            .collect();
        let room = Room { tokens: 35, ..WIDE };
        let history = build(turns, room);
        assert_eq!((history.turns, history.turns_left_out), (3, 7));
        let told = json_of(&history).to_string();
        assert!(told.contains("\"0\"") && told.contains("\"2\"") && !told.contains("\"3\""));
        // A short old turn does not take the place of a long newer one.
        let turns = vec![turn("new", ""), turn(&"x".repeat(300), ""), turn("old", "")];
        let history = build(turns, Room { tokens: 50, ..WIDE });
        assert_eq!((history.turns, history.turns_left_out), (1, 2));
    }

    #[test]
    fn a_file_without_room_is_left_out_with_all_older_ones_and_named() {
        let with = |name: &str, size: usize| {
            let mut turn = turn("q", "a");
            turn.files = vec![file(name, "image/png", &vec![0; size])];
            turn
        };
        let turns = vec![
            with("new.png", 60),
            with("middle.png", 60),
            with("old.png", 1),
        ];
        let history = build(turns, Room { bytes: 100, ..WIDE });
        assert_eq!(history.turns, 3, "the words stay");
        assert_eq!(history.files_left_out, ["old.png", "middle.png"]);
    }

    #[test]
    fn files_that_the_model_or_agent_cannot_read_are_named() {
        let mut first = turn("q", "a");
        first.files = vec![
            file("a.docx", "application/msword", b"\xd0"),
            file("b.png", "image/png", b"png"),
            file("c.txt", "text/plain", b"text"),
        ];
        first.missing = vec!["gone.pdf".into()];
        let all = build(vec![first.clone()], WIDE);
        assert_eq!(all.files_left_out, ["gone.pdf", "a.docx"]);
        let text = Room {
            visible: VisibleFiles::Text,
            ..WIDE
        };
        let text = build(vec![first.clone()], text);
        assert_eq!(text.files_left_out, ["gone.pdf", "a.docx", "b.png"]);
        let pictures = Room {
            visible: VisibleFiles::Pictures,
            ..WIDE
        };
        let pictures = build(vec![first.clone()], pictures);
        assert_eq!(pictures.files_left_out, ["gone.pdf", "a.docx"]);
        let sandbox = Room {
            visible: VisibleFiles::Sandbox,
            ..WIDE
        };
        let sandbox = build(vec![first], sandbox);
        assert_eq!(
            sandbox.files_left_out,
            ["gone.pdf"],
            "the others are in the sandbox"
        );
    }

    #[test]
    fn files_take_tokens_of_the_models_input() {
        let mut first = turn("q", "a");
        first.files = vec![file("long.txt", "text/plain", &[b'x'; 3_000])];
        let history = build(
            vec![first],
            Room {
                tokens: 900,
                ..WIDE
            },
        );
        assert_eq!(history.files_left_out, ["long.txt"]);
    }
}
