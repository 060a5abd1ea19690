//! A chat as the tokens that the model evaluates: template, history and what was already generated of the reply.

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use providers::chat::{Chat, Thinking, ToolChoice};

use super::history::Cuts;
use super::template::{CALL_OPENS, Segment, Template, TemplateError, TemplateMessage, placeholder};
use super::tokens::Tokeniser;
use super::turns::{self, CallForm, Turn};
use crate::brain::without_middle;

/// Rough token count of a turn's template text; the exact number is known once it is rendered.
const TURN_MARKS: usize = 8;
/// Minimum length in bytes to which a message is cut.
const SHORTEST: usize = 128;
/// Upper bound of the average bytes per token in any real text.
const BYTES_A_TOKEN: usize = 16;

/// Why a chat cannot be turned into tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum TokeniseError {
    /// Too long, and nothing more can be left out.
    #[error("The instructions alone are too long for this model. Make them shorter.")]
    TooLong,
    /// The template rejects it.
    #[error(
        "The model file's own form of talk cannot be used for this conversation: {0}. Begin a new one, or choose \
         another model."
    )]
    Template(#[from] TemplateError),
}

/// The tokens of a chat and how the reply to it begins.
#[derive(Debug)]
pub(super) struct TokenisedChat {
    pub(super) tokens: Vec<LlamaToken>,
    /// The format in which the model writes calls.
    pub(super) calls: CallForm,
    /// The template has opened a thought that the reply continues.
    pub(super) in_thought: bool,
}

/// Turns chats into tokens for one model.
pub(super) struct ChatTokeniser<'m> {
    model: &'m LlamaModel,
    template: Template,
    tokeniser: Tokeniser<'m>,
    cuts: Cuts,
}

impl<'m> ChatTokeniser<'m> {
    /// Compiles the chat template of `model`.
    pub(super) fn new(model: &'m LlamaModel) -> Result<Self, TemplateError> {
        let source = model
            .chat_template(None)
            .ok()
            .and_then(|template| template.to_string().ok())
            .ok_or(TemplateError::Missing)?;
        let vocab = model.vocab();
        let text = |token: LlamaToken| {
            let bytes = vocab.token_to_piece(token, true, None);
            String::from_utf8(bytes).unwrap_or_default()
        };
        Ok(Self {
            template: Template::new(&source, text(vocab.bos()), text(vocab.eos()))?,
            tokeniser: Tokeniser::new(model, &source),
            model,
            cuts: Cuts::default(),
        })
    }

    /// The tokens of what was already generated of a reply.
    pub(super) fn tokenise_reply(&mut self, text: &str) -> Vec<LlamaToken> {
        if text.is_empty() {
            return Vec::new();
        }
        self.tokeniser.words(text).to_vec()
    }

    /// The tokens of a chat, at most `room` of them.
    pub(super) fn read(
        &mut self,
        chat: &Chat,
        room: usize,
    ) -> Result<TokenisedChat, TokeniseError> {
        let tools = turns::tools(&chat.functions);
        let calls = if self.template.takes_tools()
            && tools
                .iter()
                .all(|tool| self.tokeniser.is_harmless(&super::json::spaced(tool)))
        {
            CallForm::Tagged
        } else {
            CallForm::Bare
        };
        let tools = if calls == CallForm::Tagged && turns::offers_functions(chat) {
            tools
        } else {
            Vec::new()
        };
        let mut said = turns::turns(&chat.messages, calls, |text| {
            self.tokeniser.is_harmless(text)
        });
        let system = turns::system(chat, calls);
        let system_length = system
            .as_deref()
            .map_or(0, |text| self.tokeniser.words(text).len() + TURN_MARKS);
        let mut room_of_turns = room.saturating_sub(system_length);
        loop {
            let from = self.cuts.first(&said, room_of_turns, |turn| {
                length(&mut self.tokeniser, turn, room)
            });
            said.drain(..from);
            let reading = self.rendered(chat, system.as_deref(), &said, &tools, calls)?;
            let over = reading.tokens.len().saturating_sub(room);
            if over == 0 {
                return Ok(reading);
            }
            if said.len() > 1 {
                // The template text took more tokens than estimated.
                room_of_turns = room_of_turns.saturating_sub(over + TURN_MARKS);
                continue;
            }
            let newest = said.first_mut().ok_or(TokeniseError::TooLong)?;
            let words = self.tokeniser.words(&newest.text).len();
            // A little less than the mean suggests, so that one round is usually enough.
            let bytes = newest.text.len() * words.saturating_sub(over) / words.max(1) * 15 / 16;
            if bytes < SHORTEST {
                return Err(TokeniseError::TooLong);
            }
            newest.text = without_middle(&newest.text, bytes);
        }
    }

    fn rendered(
        &mut self,
        chat: &Chat,
        system: Option<&str>,
        said: &[Turn],
        tools: &[serde_json::Value],
        calls: CallForm,
    ) -> Result<TokenisedChat, TokeniseError> {
        let mut texts: Vec<String> = Vec::with_capacity(said.len() + 1);
        let mut lines = Vec::with_capacity(said.len() + 1);
        let mut folded = None;
        match system {
            Some(text) if self.template.takes_system() => {
                lines.push(TemplateMessage::new("system", placeholder(0)));
                texts.push(text.to_owned());
            }
            Some(text) => folded = Some(text),
            None => {}
        }
        for turn in said {
            let mut line = TemplateMessage::new(turn.role, placeholder(texts.len()));
            line.tool_calls.clone_from(&turn.calls);
            lines.push(line);
            // A template without a system role gets the instructions as the beginning of the first question.
            texts.push(match folded.take() {
                Some(system) => format!("{system}\n\n{}", turn.text),
                None => turn.text.clone(),
            });
        }
        let thinks = (chat.sampling.thinking == Some(Thinking::Minimal)).then_some(false);
        let segments = self.template.render(&lines, tools, thinks)?;
        let mut told = vec![false; texts.len()];
        for segment in &segments {
            if let Segment::Words(number) = segment
                && let Some(told) = told.get_mut(*number)
            {
                *told = true;
            }
        }
        let told = told.iter().zip(&texts);
        if told
            .into_iter()
            .any(|(told, text)| !told && !text.is_empty())
        {
            return Err(TemplateError::LeavesOut.into());
        }
        Ok(self.tokens(chat, &segments, &texts, calls))
    }

    fn tokens(
        &mut self,
        chat: &Chat,
        segments: &[Segment],
        texts: &[String],
        calls: CallForm,
    ) -> TokenisedChat {
        let mut tokens = Vec::new();
        let vocab = self.model.vocab();
        let mut space = false;
        let mut tail = "";
        for (index, segment) in segments.iter().enumerate() {
            match segment {
                Segment::Marks(text) => {
                    // A space before a word belongs to the word's token.
                    let before_words = matches!(segments.get(index + 1), Some(Segment::Words(_)));
                    let text = match text.strip_suffix(' ') {
                        Some(text) if before_words => {
                            space = true;
                            text
                        }
                        _ => text,
                    };
                    tokens.extend_from_slice(&self.tokeniser.marks(text));
                    tail = text;
                }
                Segment::Words(number) => {
                    let text = texts.get(*number).map_or("", String::as_str);
                    let read = if std::mem::take(&mut space) {
                        self.tokeniser.words(&format!(" {text}"))
                    } else {
                        self.tokeniser.words(text)
                    };
                    tokens.extend_from_slice(&read);
                    tail = "";
                }
            }
        }
        if vocab.should_add_bos() && tokens.first() != Some(&vocab.bos()) {
            tokens.insert(0, vocab.bos());
        }
        if calls == CallForm::Tagged
            && chat.tool_choice == ToolChoice::Any
            && turns::offers_functions(chat)
        {
            tokens.extend_from_slice(&self.tokeniser.marks(&format!("{CALL_OPENS}\n")));
        }
        TokenisedChat {
            tokens,
            calls,
            in_thought: tail.trim_end().ends_with("<think>"),
        }
    }
}

/// Token count of a turn. A turn that is far too long is not tokenised to find that out.
fn length(tokeniser: &mut Tokeniser<'_>, turn: &Turn, room: usize) -> usize {
    let calls: usize = turn
        .calls
        .iter()
        .map(|call| super::json::spaced(call).len() / 2)
        .sum();
    if turn.text.len() > room * BYTES_A_TOKEN {
        return room + 1;
    }
    tokeniser.words(&turn.text).len() + calls + TURN_MARKS
}
