//! One round of a brain: turns its pieces into steps, until the round ends or a block has to be executed.

use interactions::Delta;
use providers::chat::Format;
use serde_json::Value;
use tokio::time::{Duration, Instant, timeout_at};

use super::engine_tools::refused;
use super::fences::{Fences, Part};
use super::media::content_of;
use super::recorder::Recorder;
use super::steps::{
    refuse_call, say_text, say_until_block, start_call, write_cut_notice, write_step,
};
use super::timeline::NextAction;
use super::work::{Flow, Work, write};
use super::{form, schema};
use crate::brain::{End, Message, Piece, Pieces, Prompt, Role, RoundError, Tokens};
use crate::state::StoreError;

/// How long text is gathered before it is written as one delta. Each delta costs one durable commit.
const GATHER: Duration = Duration::from_millis(30);
/// Maximum number of invalid calls of a brain before its run fails.
const MOST_REFUSALS: usize = 3;

/// A call that is being generated.
struct OpenCall {
    id: String,
    name: String,
    /// The JSON text so far.
    arguments: String,
}

/// A round in progress.
struct Round<'r> {
    work: &'r Work,
    record: &'r mut Recorder,
    /// Number of steps when the round began.
    begun: usize,
    /// Parser for the code blocks of an agent's reply; `None` for a plain model.
    fences: Option<Fences>,
    call: Option<OpenCall>,
    /// Text that is held back until it matches the requested format.
    held: String,
    /// Time of the oldest text that is not written yet.
    gathered: Option<Instant>,
}

/// The effect of a piece.
enum PieceEffect {
    GoOn,
    /// A block that has to be executed before the brain continues.
    Do(Part),
    Ended(End),
}

impl Work {
    /// Runs one round, until it ends or a block has to be executed.
    pub(super) async fn think(&self, record: &mut Recorder) -> Result<Flow, StoreError> {
        let timeline = record.timeline();
        let spent = timeline.spent_tokens();
        let is_spent = self
            .agent
            .as_ref()
            .is_some_and(|agent| agent.is_spent(spent));
        if is_spent || timeline.has_answered_reminder() {
            let begun = record.timeline().next_index();
            return self.round_over(record, End::Finished, begun).await;
        }
        if timeline.refused_calls() >= MOST_REFUSALS {
            let failed = RoundError::new(
                "malformed_function_call",
                "The model wrote calls of functions that cannot be made, again and again. Ask in other words, or \
                 choose another model.",
            );
            record.fail(&failed).await?;
            return Ok(Flow::Over);
        }
        let (prompt, loss) = self.prompt(record).await;
        if let Some(notice) = loss.notice() {
            write_cut_notice(record, notice, loss.signature());
            record.commit().await?;
        }
        let reply = record.timeline().reply(record.timeline().round());
        let fences = self.agent.is_some().then(|| Fences::after(reply));
        let round = Round {
            work: self,
            begun: record.timeline().next_index(),
            record,
            fences,
            call: None,
            held: String::new(),
            gathered: None,
        };
        match &self.options.form.text {
            None => round.run(prompt).await,
            Some(format) => round.run_to_form(prompt, format).await,
        }
    }
}

impl Round<'_> {
    /// Runs a round without a response format.
    async fn run(mut self, prompt: Prompt) -> Result<Flow, StoreError> {
        let stop = self.work.cancel.child_token();
        let mut pieces = self.work.brain.think(prompt, stop.clone());
        let Some((mut block, ended)) = self.listen(&mut pieces).await? else {
            return Ok(Flow::Over);
        };
        if block.is_none() && ended != End::Stopped {
            if let Some(mut fences) = self.fences.take() {
                // A file that a reminder opened is kept even if it reached its token limit.
                let whole =
                    ended == End::Finished || self.record.timeline().reminded_of().is_some();
                block = say_until_block(self.record, fences.finish(whole));
            }
        } else {
            stop.cancel();
            self.record.count(tokens_used(pieces).await);
        }
        if let Some(file) = block.take_if(|it| matches!(it, Part::File { .. }) && !self.continues())
        {
            self.write_now(file).await?;
        }
        let continues = self.continues();
        let Self {
            work,
            record,
            begun,
            ..
        } = self;
        if let Some(block) = block {
            let is_begun = work.start_block(record, block);
            record.commit().await?;
            if is_begun || continues {
                return Ok(Flow::GoOn);
            }
        }
        if work.cancel.is_cancelled() {
            record.commit().await?;
            return Ok(Flow::GoOn);
        }
        work.round_over(record, ended, begun).await
    }

    /// Returns true if the brain can continue its reply after a block at which it was stopped.
    fn continues(&self) -> bool {
        self.work.brain.brain.continues()
    }

    /// Writes a file without interrupting the brain: a new round would cost the whole prompt again.
    async fn write_now(&mut self, file: Part) -> Result<(), StoreError> {
        self.work.start_block(self.record, file);
        self.record.commit().await?;
        if let (NextAction::Write(call), Some(agent)) =
            (self.record.timeline().next_action(None), &self.work.agent)
        {
            write(self.record, agent, &call).await?;
        }
        Ok(())
    }

    /// Runs a round with a response format. Text is held back until it matches, so that nobody reads an invalid
    /// answer; the brain may correct it once.
    async fn run_to_form(
        mut self,
        mut prompt: Prompt,
        format: &Format,
    ) -> Result<Flow, StoreError> {
        let mut is_mended = false;
        loop {
            let stop = self.work.cancel.child_token();
            let mut pieces = self.work.brain.think(prompt.clone(), stop);
            let Some((_, ended)) = self.listen(&mut pieces).await? else {
                return Ok(Flow::Over);
            };
            let Self {
                work,
                record,
                held,
                begun,
                ..
            } = &mut self;
            if work.cancel.is_cancelled() {
                record.commit().await?;
                return Ok(Flow::GoOn);
            }
            let answer = std::mem::take(held);
            let calls = record.timeline().has_pending_calls();
            let why = match form::conform(format, &answer) {
                Ok(fitting) if ended == End::Finished => {
                    say_text(record, &fitting);
                    return work.round_over(record, ended, *begun).await;
                }
                Err(why) if ended == End::Finished && !calls => why,
                // A truncated answer is shown as it is, with its status; so is text beside calls.
                _ => {
                    say_text(record, &answer);
                    return work.round_over(record, ended, *begun).await;
                }
            };
            if is_mended {
                let message = format!(
                    "The model's answer has not the form that response_format asks for, and it could not mend it: \
                     {why}. Make the schema simpler, or choose another model."
                );
                record.fail(&RoundError::new("api_error", message)).await?;
                return Ok(Flow::Over);
            }
            is_mended = true;
            for (role, text) in [
                (Role::Assistant, answer),
                (Role::User, form::complaint(&why)),
            ] {
                let parts = vec![crate::brain::Part::Text(text)];
                prompt.chat.messages.push(Message { role, parts });
            }
        }
    }

    /// Processes pieces until the brain ends or a block has to be executed; `None` if the run is cancelled or paused.
    async fn listen(
        &mut self,
        pieces: &mut Pieces,
    ) -> Result<Option<(Option<Part>, End)>, StoreError> {
        loop {
            let gathered = self.gathered;
            let wait = async {
                match gathered {
                    Some(since) => timeout_at(since + GATHER, pieces.recv()).await.ok(),
                    None => Some(pieces.recv().await),
                }
            };
            let piece = tokio::select! {
                piece = wait => piece,
                () = self.work.pause.cancelled() => {
                    self.record.commit().await?;
                    return Ok(None);
                }
            };
            let Some(piece) = piece else {
                self.record.commit().await?;
                self.gathered = None;
                continue;
            };
            let piece = match piece {
                Some(Ok(Piece::Failed(failure))) => Err(RoundError::from(failure)),
                Some(piece) => piece,
                None => Err(RoundError::new(
                    "api_error",
                    "The model stopped without a word. Send it again.",
                )),
            };
            match piece {
                Ok(piece) => match self.take(piece).await? {
                    PieceEffect::GoOn => {}
                    PieceEffect::Do(block) => return Ok(Some((Some(block), End::Stopped))),
                    PieceEffect::Ended(end) => return Ok(Some((None, end))),
                },
                Err(failed) => {
                    self.record.fail(&failed).await?;
                    return Ok(None);
                }
            }
        }
    }

    async fn take(&mut self, piece: Piece) -> Result<PieceEffect, StoreError> {
        match piece {
            Piece::Text(text) if self.work.options.form.text.is_some() => {
                self.end_call();
                self.held.push_str(&text);
            }
            Piece::Text(text) => {
                self.end_call();
                self.gather();
                let parts = match &mut self.fences {
                    Some(fences) => fences.push(&text),
                    None => vec![Part::Text(text)],
                };
                for part in parts {
                    match part {
                        Part::Text(text) => say_text(self.record, &text),
                        Part::File { .. } if !self.continues() => self.write_now(part).await?,
                        block => return Ok(PieceEffect::Do(block)),
                    }
                }
            }
            Piece::Thought(text) => {
                self.end_call();
                if !self.work.options.hides_thoughts {
                    self.record.think(&text);
                    self.gather();
                }
            }
            Piece::Signature(signature) => {
                self.end_call();
                self.record.sign(signature);
                self.gather();
            }
            Piece::Media(media) => {
                self.end_call();
                let index = self.record.ensure_open("model_output");
                self.record
                    .delta(index, Delta::Media(Box::new(content_of(media))));
                self.record.commit().await?;
            }
            Piece::CallBegins { id, name } => {
                self.end_call();
                self.flush_fences();
                let id = self.record.timeline().call_id(&id);
                // A call that the engine makes becomes a step once it is complete.
                if !self.work.is_tool(&name) {
                    start_call(self.record, &id, &name);
                }
                self.call = Some(OpenCall {
                    id,
                    name,
                    arguments: String::new(),
                });
                self.gather();
            }
            Piece::CallArguments(text) => {
                if let Some(call) = &mut self.call {
                    call.arguments.push_str(&text);
                    if !self.work.is_tool(&call.name) {
                        self.record.arguments(&text);
                        self.gather();
                    }
                }
            }
            Piece::Ended { end, tokens } => {
                self.record.count(tokens);
                match (end, self.call.take()) {
                    (End::Finished, call) => {
                        self.call = call;
                        self.end_call();
                    }
                    (End::Stopped, _) | (_, None) => {}
                    (End::Limit | End::Refused, Some(call)) if self.work.is_tool(&call.name) => {}
                    (End::Limit | End::Refused, Some(OpenCall { id, name, .. })) => refuse_call(
                        self.record,
                        &id,
                        &name,
                        "the model reached its limit before the call was whole.",
                    ),
                }
                return Ok(PieceEffect::Ended(end));
            }
            Piece::TextWasThought | Piece::Failed(_) => {}
        }
        Ok(PieceEffect::GoOn)
    }

    fn gather(&mut self) {
        self.gathered.get_or_insert_with(Instant::now);
    }

    /// Emits text that the parser holds back, because it precedes a call.
    fn flush_fences(&mut self) {
        if let Some(fences) = &mut self.fences {
            let held = fences.finish(false);
            say_until_block(self.record, held);
        }
    }

    /// Ends the call that was being generated: it waits for the client if it is valid.
    fn end_call(&mut self) {
        let Some(call) = self.call.take() else { return };
        if self.work.is_tool(&call.name) {
            self.end_own_call(&call);
            return;
        }
        match self.refusal_reason(&call) {
            None => self.record.close(),
            Some(why) => refuse_call(self.record, &call.id, &call.name, &why),
        }
    }

    /// Ends a call that the engine makes.
    fn end_own_call(&mut self, call: &OpenCall) {
        let arguments = match call.arguments.trim() {
            "" => Ok(serde_json::json!({})),
            text => serde_json::from_str(text),
        };
        let refusal_reason = self.refusal_reason(call);
        let step = self
            .work
            .tools
            .call(&call.id, &call.name, arguments.unwrap_or_default());
        let Some(step) = step else {
            return;
        };
        write_step(self.record, step.clone());
        if let Some(why) = refusal_reason {
            let why = format!("The call was not made: {why}");
            write_step(self.record, refused(&step, &why));
        }
    }

    /// The reason why a call is invalid; `None` if it is valid.
    fn refusal_reason(&self, call: &OpenCall) -> Option<String> {
        let options = &self.work.options;
        let function = options.function(&call.name);
        let is_known = function.is_some() || self.work.is_tool(&call.name);
        if !is_known && !self.work.brain.abilities().service_tools {
            return Some(format!("there is no function '{}' to call.", call.name));
        }
        // Servers omit empty arguments; the step began with an empty object.
        let text = Some(call.arguments.trim()).filter(|text| !text.is_empty());
        let arguments = match serde_json::from_str::<Value>(text.unwrap_or("{}")) {
            Ok(arguments) if arguments.is_object() => arguments,
            Ok(_) => return Some("its arguments are not a JSON object.".to_owned()),
            Err(error) => return Some(format!("its arguments are not JSON ({error}).")),
        };
        let function = function.filter(|_| options.validated);
        let function = function.or_else(|| self.work.tools.own(&call.name))?;
        let why = schema::misfit(&function.parameters, &arguments)?;
        Some(format!("its arguments do not fit the function: {why}."))
    }
}

/// Token usage of a brain that was stopped.
async fn tokens_used(mut pieces: Pieces) -> Tokens {
    while let Some(piece) = pieces.recv().await {
        if let Ok(Piece::Ended { tokens, .. }) = piece {
            return tokens;
        }
    }
    Tokens::default()
}
