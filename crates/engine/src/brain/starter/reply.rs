//! Generation of one reply: which tokens may come, the pieces they make, and when the reply ends.

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use providers::chat::{Chat, End, Function, Piece, ToolChoice};
use providers::thoughts::{Split, Splitter};

use super::calls::{CallText, answer_or_call};
use super::decoder::TextDecoder;
use super::grammar::{FormError, Grammar, Grammars, schema_of, schema_of_call, schema_of_either};
use super::reading::TokenisedChat;
use super::sampling::ReplySampler;
use super::schema;
use super::template::CALL_OPENS;
use super::turns::{CallForm, offers_functions};

/// A constrained reply is led to its end this many tokens before its limit.
const WINDS_UP: u64 = 96;

/// The kind of output being generated.
enum Writing {
    /// Unconstrained text. A call may still begin, in this format.
    Words(Option<CallForm>),
    /// JSON of the answer.
    Answer(Grammar),
    /// JSON of a call.
    Call(Grammar, CallText),
    /// JSON that is emitted once it is known whether it is an answer or a call.
    Either(Grammar, String),
}

/// A reply.
pub(super) struct Reply {
    sampler: ReplySampler,
    decoder: TextDecoder,
    thoughts: Splitter,
    writing: Writing,
    functions: Vec<Function>,
    /// Tokens left before its limit.
    left: u64,
    /// Its limit in tokens.
    most: u64,
    /// Tokens generated so far.
    token_counts: u64,
    /// Tokens of these that were thought.
    thought: u64,
}

/// The result of generating a token.
pub(super) enum Step {
    /// The token has to be evaluated next, and then this text, which follows without sampling.
    GoOn(LlamaToken, Option<&'static str>),
    /// The reply is over.
    Over(End),
}

impl Reply {
    /// A reply to `chat`, which was tokenised as `reading`, that continues after the tokens `said`.
    pub(super) fn new(
        model: &LlamaModel,
        grammars: &mut Option<Grammars>,
        chat: &Chat,
        reading: &TokenisedChat,
        said: &[LlamaToken],
        most: u64,
    ) -> Result<Self, FormError> {
        let functions = if offers_functions(chat) {
            chat.functions.clone()
        } else {
            Vec::new()
        };
        let must = chat.tool_choice == ToolChoice::Any;
        let fitted = match (&chat.format, functions.is_empty()) {
            (None, true) => None,
            (None, false) if !must => None,
            (Some(format), true) => Some(schema::fit(&schema_of(format))?.schema),
            (Some(format), false) if !must => Some(schema_of_either(&functions, format)?),
            (_, false) => Some(schema_of_call(&functions)?),
        };
        let writing = match fitted {
            None if functions.is_empty() || !said.is_empty() => Writing::Words(None),
            None => Writing::Words(Some(reading.calls)),
            Some(fitted) => {
                let grammar = grammars_of(model, grammars)?.of(fitted)?;
                match (functions.is_empty(), must) {
                    (true, _) => Writing::Answer(grammar),
                    (false, true) => Writing::Call(grammar, CallText::default()),
                    (false, false) => Writing::Either(grammar, String::new()),
                }
            }
        };
        let mut stops = chat.sampling.stop_sequences.clone();
        if matches!(writing, Writing::Words(Some(CallForm::Tagged))) {
            stops.push(CALL_OPENS.to_owned());
        }
        let thoughts = if reading.in_thought && said.is_empty() {
            Splitter::in_thought()
        } else {
            // The template shows whether it opens a thought, so a lone closing tag is text.
            let mut thoughts = Splitter::new();
            thoughts.settle();
            thoughts
        };
        let mut reply = Self {
            sampler: ReplySampler::new(model, &chat.sampling, said),
            decoder: TextDecoder::new(&stops),
            thoughts,
            writing,
            functions,
            left: most.saturating_sub(said.len() as u64),
            most,
            token_counts: 0,
            thought: 0,
        };
        if let Some(grammar) = reply.grammar() {
            for token in said {
                let fits = grammar.take(*token).map_err(FormError::Impossible)?;
                if !fits {
                    let why = "what was written before the interruption does not fit it";
                    return Err(FormError::Impossible(why.to_owned()));
                }
            }
        }
        Ok(reply)
    }

    /// Token counts of the answer and of the thoughts.
    pub(super) fn token_counts(&self) -> (u64, u64) {
        (self.token_counts - self.thought, self.thought)
    }

    fn grammar(&mut self) -> Option<&mut Grammar> {
        match &mut self.writing {
            Writing::Words(_) => None,
            Writing::Answer(grammar) | Writing::Call(grammar, _) | Writing::Either(grammar, _) => {
                Some(grammar)
            }
        }
    }

    /// Samples one token from the logits at index `at` of the last batch and emits its pieces.
    pub(super) fn step(
        &mut self,
        model: &LlamaModel,
        grammars: &mut Option<Grammars>,
        context: &LlamaContext<'_>,
        at: i32,
        tell: &mut impl FnMut(Piece),
    ) -> Result<Step, String> {
        if self.left == 0 {
            self.finish(tell);
            return Ok(Step::Over(End::Limit));
        }
        let vocab = model.vocab();
        let token = self.choose(model, grammars, context, at)?;
        if vocab.is_eog(token) {
            self.finish(tell);
            return Ok(Step::Over(End::Finished));
        }
        self.left -= 1;
        self.token_counts += 1;
        let opens_call = matches!(self.writing, Writing::Words(Some(CallForm::Tagged)));
        let bytes = if opens_call && vocab.is_control(token) {
            // Some vocabularies count the marker of a call among the control tokens, which have no text otherwise.
            vocab.token_to_piece(token, true, None)
        } else {
            vocab.token_to_piece(token, false, None)
        };
        let (text, met) = self.decoder.push(&bytes);
        self.tell(text, tell);
        if let Some(stop) = met {
            if opens_call && stop == CALL_OPENS {
                self.begin_call(model, grammars)?;
                return Ok(Step::GoOn(token, Some("\n")));
            }
            self.finish(tell);
            return Ok(Step::Over(End::Finished));
        }
        if self.grammar().is_some_and(|grammar| grammar.is_over()) {
            self.finish(tell);
            return Ok(Step::Over(End::Finished));
        }
        Ok(Step::GoOn(token, None))
    }

    fn choose(
        &mut self,
        model: &LlamaModel,
        grammars: &mut Option<Grammars>,
        context: &LlamaContext<'_>,
        at: i32,
    ) -> Result<LlamaToken, String> {
        if let Writing::Words(calls) = self.writing {
            let token = self.sampler.any(context, at);
            let bare = calls == Some(CallForm::Bare);
            let brace = || {
                model
                    .vocab()
                    .token_to_piece(token, false, None)
                    .starts_with(b"{")
            };
            if !(bare && self.token_counts == 0 && brace()) {
                return Ok(token);
            }
            // A reply that begins like this is a call, and from its first letter on it is constrained to one.
            self.begin_call(model, grammars)?;
        }
        let winds_up = self.left <= WINDS_UP.min(self.most / 2);
        let Some(grammar) = self.grammar() else {
            return Err("no form to keep to".to_owned());
        };
        let allowed = grammar.allowed(winds_up)?;
        let token = self
            .sampler
            .of(context, at, &allowed)
            .ok_or("no token fits the form of the answer")?;
        if let Some(grammar) = self.grammar()
            && !model.vocab().is_eog(token)
            && !grammar.take(token)?
        {
            return Err("a token does not fit the form of the answer".to_owned());
        }
        Ok(token)
    }

    fn begin_call(
        &mut self,
        model: &LlamaModel,
        grammars: &mut Option<Grammars>,
    ) -> Result<(), String> {
        let grammar = schema_of_call(&self.functions)
            .and_then(|schema| grammars_of(model, grammars)?.of(schema))
            .map_err(|error| error.to_string())?;
        self.decoder = TextDecoder::new(&[]);
        self.writing = Writing::Call(grammar, CallText::default());
        Ok(())
    }

    fn tell(&mut self, text: String, tell: &mut impl FnMut(Piece)) {
        if text.is_empty() {
            return;
        }
        match &mut self.writing {
            Writing::Words(_) => {
                let splits = self.thoughts.push(&text);
                self.thought += u64::from(matches!(splits.last(), Some(Split::Thought(_))));
                splits.into_iter().map(piece).for_each(tell);
            }
            Writing::Answer(_) => tell(Piece::Text(text)),
            Writing::Call(_, call) => call.push(&text).into_iter().for_each(tell),
            Writing::Either(_, whole) => whole.push_str(&text),
        }
    }

    /// Emits what was held back.
    fn finish(&mut self, tell: &mut impl FnMut(Piece)) {
        let text = self.decoder.finish();
        self.tell(text, tell);
        match &mut self.writing {
            Writing::Words(_) => self.thoughts.finish().into_iter().map(piece).for_each(tell),
            Writing::Either(_, whole) => {
                let whole = std::mem::take(whole);
                let pieces = answer_or_call(whole, &self.functions);
                pieces.into_iter().for_each(tell);
            }
            Writing::Answer(_) | Writing::Call(..) => {}
        }
    }
}

fn piece(split: Split) -> Piece {
    match split {
        Split::Text(text) => Piece::Text(text),
        Split::Thought(text) => Piece::Thought(text),
        Split::TextWasThought => Piece::TextWasThought,
    }
}

/// The grammars of a vocabulary are made at first use.
fn grammars_of<'g>(
    model: &LlamaModel,
    grammars: &'g mut Option<Grammars>,
) -> Result<&'g Grammars, FormError> {
    if grammars.is_none() {
        *grammars = Some(Grammars::new(model)?);
    }
    grammars
        .as_ref()
        .ok_or_else(|| FormError::Impossible("the vocabulary cannot be read".to_owned()))
}
