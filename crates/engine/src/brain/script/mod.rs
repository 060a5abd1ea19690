//! The brain of tests: a JSON file maps prompts to answers (format: `SCRIPT.md` of this crate).
//!
//! It goes through the same state, streaming, agent loop and sandbox as any other brain.

mod faults;
mod file;

use std::path::Path;
use std::sync::Arc;

use interactions::{Agent, Model};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub(crate) use faults::Faults;
use file::{Output, ScriptFile};

use super::coach::{Coach, NoCoach};
use super::{
    Abilities, Brain, End, Media, MediaSource, OutputSoFar, Part, Piece, Pieces, Prompt,
    RoundError, Tokens,
};

/// Why a script cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// The file cannot be read.
    #[error("the script {path} cannot be read: {source}")]
    Read {
        /// The file.
        path: std::path::PathBuf,
        /// The I/O error.
        source: std::io::Error,
    },
    /// The file is not a script.
    #[error("the script {path} is not valid: {source}")]
    Parse {
        /// The file.
        path: std::path::PathBuf,
        /// The JSON error, with its position.
        source: serde_json::Error,
    },
}

/// A brain that answers from a script file.
pub(crate) struct Script {
    file: ScriptFile,
    faults: Arc<Faults>,
}

impl Script {
    /// Reads the file at `path`.
    pub(crate) fn load(path: &Path) -> Result<Self, ScriptError> {
        let text = std::fs::read_to_string(path).map_err(|source| ScriptError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut file: ScriptFile =
            serde_json::from_str(&text).map_err(|source| ScriptError::Parse {
                path: path.to_owned(),
                source,
            })?;
        let faults = Arc::new(Faults::new(std::mem::take(&mut file.faults)));
        Ok(Self { file, faults })
    }
}

/// For a script that stands for a very small model.
struct KeepsGivenFiles;

impl Coach for KeepsGivenFiles {
    fn keeps_given_files(&self) -> bool {
        true
    }
}

impl Brain for Script {
    fn models(&self) -> Vec<Model> {
        let model = |id: &String| Model {
            name: Some(format!("models/{id}")),
            version: Some("001".to_owned()),
            display_name: Some(id.clone()),
            input_token_limit: Some(1_048_576),
            output_token_limit: Some(65_536),
            ..Model::default()
        };
        self.file.models.iter().map(model).collect()
    }

    fn agents(&self) -> Vec<Agent> {
        let agent = |id: &String| Agent {
            id: Some(id.as_str().into()),
            ..Agent::default()
        };
        self.file.agents.iter().map(agent).collect()
    }

    fn abilities(&self, _model: &str) -> Abilities {
        Abilities {
            functions: Some(true),
            images: Some(true),
            other_media: Some(true),
            thinking: Some(true),
            format: Some(true),
            service_tools: true,
            context: None,
        }
    }

    fn continues(&self) -> bool {
        true
    }

    fn coach(&self) -> &dyn Coach {
        match self.file.keeps_given_files {
            true => &KeepsGivenFiles,
            false => &NoCoach,
        }
    }

    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces {
        let turn = self
            .file
            .turns
            .iter()
            .find(|turn| turn.answers(&prompt.ask));
        let outputs = match turn {
            Some(turn) => turn.say.clone(),
            None => vec![Output::Text {
                text: format!("No turn of the script answers: {}", prompt.ask),
                delay_ms: 0,
            }],
        };
        let parts = prompt
            .chat
            .messages
            .iter()
            .flat_map(|message| &message.parts);
        let input = parts.map(read).sum();
        let (pieces, received) = mpsc::channel(16);
        tokio::spawn(async move {
            let mut used = Tokens {
                input,
                ..Tokens::default()
            };
            let end = tokio::select! {
                end = send_outputs(outputs, prompt.so_far, &pieces, &mut used) => end,
                () = stop.cancelled() => Some(End::Stopped),
            };
            if let Some(end) = end {
                // The receiver is gone when the run has already ended; that is no error.
                let _ = pieces.send(Ok(Piece::Ended { end, tokens: used })).await;
            }
        });
        received
    }

    fn faults(&self) -> Option<Arc<Faults>> {
        Some(Arc::clone(&self.faults))
    }
}

/// Sends the outputs, skipping what was said before. `None` if the receiver is gone or the round failed.
async fn send_outputs(
    outputs: Vec<Output>,
    mut said: OutputSoFar,
    pieces: &mpsc::Sender<Result<Piece, RoundError>>,
    used: &mut Tokens,
) -> Option<End> {
    let mut at_line_start = true;
    for output in outputs {
        // A code block begins on a line of its own.
        let gap = if at_line_start { "" } else { "\n" };
        at_line_start = match &output {
            Output::Plain(text) | Output::Text { text, .. } => text.ends_with('\n'),
            Output::Code { .. } | Output::File { .. } => true,
            _ => at_line_start,
        };
        let (new, delay_ms) = match output {
            Output::Wait { wait_ms } => {
                if said.text + said.thought + said.media + said.calls == 0 {
                    sleep(wait_ms).await;
                }
                continue;
            }
            Output::Error { error, delay_ms } => {
                sleep(delay_ms).await;
                let failed = RoundError::new(&error.code, error.message);
                pieces.send(Err(failed)).await.ok()?;
                return None;
            }
            Output::End { end } => {
                return Some(if end == "limit" {
                    End::Limit
                } else {
                    End::Finished
                });
            }
            output => new_pieces(output, gap, &mut said),
        };
        for piece in new {
            sleep(delay_ms).await;
            match &piece {
                Piece::Text(text) | Piece::CallArguments(text) => used.output += tokens(text),
                Piece::Thought(text) => used.thought += tokens(text),
                _ => {}
            }
            pieces.send(Ok(piece)).await.ok()?;
        }
    }
    Some(End::Finished)
}

/// The pieces of an output that were not said yet, and the delay before each in milliseconds. `gap` goes before a
/// code block.
fn new_pieces(output: Output, gap: &str, said: &mut OutputSoFar) -> (Vec<Piece>, u64) {
    match output {
        Output::Plain(text) => (text_of(text, said), 0),
        Output::Text { text, delay_ms } => (text_of(text, said), delay_ms),
        Output::Thought { thought, delay_ms } => {
            let rest = rest_of(thought, &mut said.thought).map(Piece::Thought);
            (rest.into_iter().collect(), delay_ms)
        }
        Output::Signature { signature } => {
            let new = one_of(&mut said.signatures).then_some(Piece::Signature(signature));
            (new.into_iter().collect(), 0)
        }
        Output::Code {
            code,
            language,
            delay_ms,
        } => (text_of(fenced(gap, &language, &code), said), delay_ms),
        Output::File {
            file,
            content,
            delay_ms,
        } => (text_of(fenced(gap, &file, &content), said), delay_ms),
        Output::Image {
            image: data,
            mime_type,
            delay_ms,
        }
        | Output::Audio {
            audio: data,
            mime_type,
            delay_ms,
        } => {
            let media = Media {
                mime_type,
                source: MediaSource::Data(data),
            };
            let new = one_of(&mut said.media).then_some(Piece::Media(media));
            (new.into_iter().collect(), delay_ms)
        }
        Output::Call {
            call: name,
            arguments,
            pieces,
            id,
            delay_ms,
        } => {
            let new = one_of(&mut said.calls).then(|| {
                let whole = vec![Value::Object(arguments).to_string()];
                let texts = if pieces.is_empty() { whole } else { pieces };
                let texts = texts.into_iter().map(Piece::CallArguments);
                std::iter::once(Piece::CallBegins { id, name }).chain(texts)
            });
            (new.into_iter().flatten().collect(), delay_ms)
        }
        // These have no pieces; [`send_outputs`] handles them.
        Output::Wait { .. } | Output::Error { .. } | Output::End { .. } => (Vec::new(), 0),
    }
}

async fn sleep(ms: u64) {
    tokio::time::sleep(std::time::Duration::from_millis(ms)).await;
}

/// Returns a fenced code block whose info string is a language or a file name.
fn fenced(gap: &str, info: &str, body: &str) -> String {
    format!("{gap}```{info}\n{}\n```\n", body.trim_end_matches('\n'))
}

/// The part of this text that was not said yet, as pieces.
fn text_of(text: String, said: &mut OutputSoFar) -> Vec<Piece> {
    let rest = rest_of(text, &mut said.text).map(Piece::Text);
    rest.into_iter().collect()
}

/// The part of `text` that was not said yet; `None` if all of it was.
fn rest_of(text: String, said: &mut usize) -> Option<String> {
    if *said >= text.len() && !text.is_empty() {
        *said -= text.len();
        return None;
    }
    let from = std::mem::take(said);
    Some(text.get(from..).unwrap_or_default().to_owned()).filter(|rest| !rest.is_empty())
}

/// Returns true if the next item was not said yet; otherwise counts it off.
fn one_of(said: &mut usize) -> bool {
    if *said > 0 {
        *said -= 1;
        return false;
    }
    true
}

/// Input tokens of a part of a message.
fn read(part: &Part) -> u64 {
    match part {
        Part::Text(text) | Part::Thought { text, .. } => tokens(text),
        Part::Call(call) => tokens(&call.arguments.to_string()),
        Part::Result(result) => result.parts.iter().map(read).sum(),
        Part::Media(_) => 0,
    }
}

/// A script has no tokeniser: four bytes count as one token.
fn tokens(text: &str) -> u64 {
    text.len().div_ceil(4) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pieces(script: &str, prompt: Prompt) -> Vec<Piece> {
        let file: ScriptFile = serde_json::from_str(script).unwrap();
        let script = Script {
            file,
            faults: Arc::new(Faults::new(Vec::new())),
        };
        let mut received = script.think(prompt, CancellationToken::new());
        let mut pieces = Vec::new();
        while let Some(Ok(piece)) = received.recv().await {
            if !matches!(piece, Piece::Ended { .. }) {
                pieces.push(piece);
            }
        }
        pieces
    }

    const SCRIPT: &str = r#"{"turns": [
        {"match": "Lamp", "say": ["one ", {"thought": "hm"}, "two ", {"call": "set_lamp"}, "three"]},
        {"say": ["anything else"]}
    ]}"#;

    fn ask(text: &str) -> Prompt {
        Prompt {
            ask: text.to_owned(),
            ..Prompt::default()
        }
    }

    #[tokio::test]
    async fn the_first_turn_whose_words_occur_in_the_prompt_answers() {
        let said = pieces(SCRIPT, ask("switch the lamp on")).await;
        assert_eq!(said.len(), 6);
        assert_eq!(
            pieces(SCRIPT, ask("hello")).await,
            [Piece::Text("anything else".to_owned())]
        );
    }

    #[tokio::test]
    async fn a_restart_at_any_place_says_the_rest_and_nothing_twice() {
        let whole = pieces(SCRIPT, ask("lamp")).await;
        let text = |pieces: &[Piece]| -> String {
            pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect()
        };
        for cut in 0..=text(&whole).len() {
            let said = OutputSoFar {
                text: cut,
                thought: if cut > 4 { 2 } else { 0 },
                calls: usize::from(cut > 8),
                ..OutputSoFar::default()
            };
            let rest = pieces(
                SCRIPT,
                Prompt {
                    so_far: said,
                    ..ask("lamp")
                },
            )
            .await;
            assert_eq!(text(&rest), text(&whole)[cut..], "cut at {cut}");
        }
    }
}
