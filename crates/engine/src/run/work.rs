//! The loop of one run: ask the timeline for the next move, make it, until there is none.

use std::time::Duration;

use interactions::types::step::{
    Code, CodeExecutionCall, CodeExecutionResult, FunctionCall, FunctionResult,
};
use interactions::{Delta, Language, Status, Step};
use serde_json::json;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::agent::Agent;
use super::fences::{Fences, Part};
use super::prompt;
use super::recorder::Recorder;
use super::reminder;
use super::steps::{remind, say_text, say_until_block, short_id, start_call, start_write};
use super::timeline::{Move, REPORT, path_of};
use crate::brain::{Brain, End, Message, Piece, Prompt, Sampling, Tokens};
use crate::state::StoreError;

/// How long words are gathered before they are written as one delta. Each delta costs one durable commit.
const GATHER: Duration = Duration::from_millis(30);

/// What a run works with.
pub(crate) struct Work<'a> {
    pub(crate) brain: &'a dyn Brain,
    /// What this interaction was given.
    pub(crate) input: Vec<Step>,
    /// The talk of the interactions before.
    pub(crate) history: Vec<Message>,
    pub(crate) system: Option<String>,
    pub(crate) sampling: Sampling,
    /// None for a plain model.
    pub(crate) agent: Option<Agent>,
    /// Somebody asked to cancel.
    pub(crate) cancel: CancellationToken,
    /// The engine stops; the run goes on at its next start.
    pub(crate) pause: CancellationToken,
}

/// How a move went.
enum Next {
    GoOn,
    /// The run has its terminal event, or is paused.
    Over,
}

impl Work<'_> {
    /// Runs until the terminal event is durable or the engine pauses.
    pub(crate) async fn run(&self, record: &mut Recorder) -> Result<(), StoreError> {
        if !record.timeline().started() {
            record.begin();
            record.commit().await?;
        }
        loop {
            if self.pause.is_cancelled() {
                return Ok(());
            }
            if self.cancel.is_cancelled() {
                return record.end(Status::Cancelled).await;
            }
            let cap = self.agent.as_ref().and_then(|agent| agent.max_total_tokens);
            let next = match (record.timeline().next_move(cap), &self.agent) {
                (Move::Execute(call), Some(agent)) => self.execute(record, agent, call).await?,
                (Move::Write(call), Some(agent)) => write(record, agent, &call).await?,
                (Move::End(status), _) => {
                    record.end(status).await?;
                    Next::Over
                }
                _ => self.think(record).await?,
            };
            if matches!(next, Next::Over) {
                return Ok(());
            }
        }
    }

    async fn prompt(&self, record: &Recorder) -> Prompt {
        let timeline = record.timeline();
        let mut messages = self.history.clone();
        messages.extend(prompt::messages(&self.input));
        let mut prompt = Prompt {
            system: self.system.clone(),
            ask: prompt::ask(&self.input),
            said: timeline.said(),
            sampling: self.sampling.clone(),
            ..Prompt::default()
        };
        if let Some(agent) = &self.agent {
            agent.dress(&mut messages).await;
            messages.extend(prompt::messages(prompt::before_open_reply(
                timeline.steps(),
            )));
            prompt.system = Some(agent.instructions.clone());
            let mut most = Agent::ROUND_TOKENS;
            if let Some(name) = timeline.reminded_of() {
                messages.push(Message::user(reminder::words(&name)));
                // The example in the instructions would end up in the file.
                prompt.system = None;
                most = Agent::FILE_TOKENS;
            }
            let left = agent
                .max_total_tokens
                .map(|cap| cap.saturating_sub(timeline.total_tokens()).max(1));
            prompt.sampling.max_output_tokens = Some(left.unwrap_or(u64::MAX).min(most));
        }
        prompt.messages = messages;
        prompt
    }

    /// One round of the brain, until it ends or a block wants something done.
    async fn think(&self, record: &mut Recorder) -> Result<Next, StoreError> {
        let timeline = record.timeline();
        let spent = |agent: &Agent| agent.is_spent(timeline.total_tokens());
        if self.agent.as_ref().is_some_and(spent) || timeline.has_answered_reminder() {
            return self.round_over(record, End::Finished).await;
        }
        let stop = self.cancel.child_token();
        let mut pieces = self.brain.think(self.prompt(record).await, stop.clone());
        let reply = record.timeline().reply(record.timeline().round());
        let mut fences = self.agent.is_some().then(|| Fences::after(reply));
        let mut gathered: Option<Instant> = None;
        let mut block = None;
        let ended = loop {
            let wait = async {
                match gathered {
                    Some(since) => timeout_at(since + GATHER, pieces.recv()).await.ok(),
                    None => Some(pieces.recv().await),
                }
            };
            let piece = tokio::select! {
                piece = wait => piece,
                () = self.pause.cancelled() => {
                    record.commit().await?;
                    return Ok(Next::Over);
                }
            };
            match piece {
                None => {
                    record.commit().await?;
                    gathered = None;
                }
                Some(Some(Piece::Text(text))) => {
                    let parts = match &mut fences {
                        Some(fences) => fences.push(&text),
                        None => vec![Part::Text(text)],
                    };
                    block = say_until_block(record, parts);
                    gathered.get_or_insert_with(Instant::now);
                    if block.is_some() {
                        break End::Stopped;
                    }
                }
                Some(Some(Piece::Thought(text))) => {
                    record.think(&text);
                    gathered.get_or_insert_with(Instant::now);
                }
                Some(Some(Piece::Media(content))) => {
                    let index = record.ensure_open("model_output");
                    record.delta(index, Delta::Media(content));
                    record.commit().await?;
                }
                Some(Some(Piece::Call { name, arguments })) => {
                    let text = serde_json::Value::Object(arguments).to_string();
                    start_call(record, &format!("fc_{}", short_id()), &name, &text);
                    record.close();
                    record.commit().await?;
                }
                Some(Some(Piece::Ended { end, tokens })) => {
                    record.count(tokens);
                    break end;
                }
                Some(Some(Piece::Failed { code, message })) => {
                    record.fail(&code, &message).await?;
                    return Ok(Next::Over);
                }
                Some(None) => {
                    record
                        .fail(
                            "api_error",
                            "The model stopped without a word. Send it again.",
                        )
                        .await?;
                    return Ok(Next::Over);
                }
            }
        };
        if block.is_none() && ended != End::Stopped {
            if let Some(mut fences) = fences {
                // A file that a reminder opened is kept even when it became too long.
                let whole = ended == End::Finished || record.timeline().reminded_of().is_some();
                block = say_until_block(record, fences.finish(whole));
            }
        } else {
            stop.cancel();
            record.count(used_by(pieces).await);
        }
        if let Some(block) = block {
            self.start_block(record, block);
            record.commit().await?;
            return Ok(Next::GoOn);
        }
        if self.cancel.is_cancelled() {
            record.commit().await?;
            return Ok(Next::GoOn);
        }
        self.round_over(record, ended).await
    }

    /// Writes the step that a block asks for, in one group with the words before it.
    fn start_block(&self, record: &mut Recorder, block: Part) {
        match block {
            Part::Program {
                language,
                code,
                raw,
            } => {
                let timeline = record.timeline();
                if timeline.has_run(&code) || timeline.programs() >= Agent::MAX_PROGRAMS {
                    // A small model repeats itself; the same program would give the same output again.
                    say_text(record, &raw);
                    return;
                }
                record.say(&raw);
                let id = format!("ce_{}", short_id());
                let shell = CodeExecutionCall {
                    id: Some(id),
                    ..CodeExecutionCall::default()
                };
                let index = record.start(Step::CodeExecutionCall(shell));
                let arguments = Code {
                    code: Some(code),
                    language: Some(Language::from(language.word())),
                    ..Code::default()
                };
                let call = CodeExecutionCall {
                    arguments: Some(arguments),
                    ..CodeExecutionCall::default()
                };
                record.delta(index, Delta::Step(Box::new(Step::CodeExecutionCall(call))));
                record.close();
            }
            Part::File { raw, content, .. } if content.trim().is_empty() => record.say(&raw),
            Part::File { name, content, raw } => {
                record.say(&raw);
                let path = format!("/workspace/{}", name.trim_start_matches("/workspace/"));
                start_write(record, &path, &content);
            }
            Part::Text(text) => say_text(record, &text),
        }
    }

    /// The brain has no more to say in this round and no block is left to do.
    async fn round_over(&self, record: &mut Recorder, end: End) -> Result<Next, StoreError> {
        if record.timeline().has_pending_calls() {
            record.end(Status::RequiresAction).await?;
            return Ok(Next::Over);
        }
        let Some(agent) = &self.agent else {
            let status = if end == End::Limit {
                Status::Incomplete
            } else {
                Status::Completed
            };
            record.end(status).await?;
            return Ok(Next::Over);
        };
        record.close();
        let timeline = record.timeline();
        if self.brain.abilities().needs_reminders && !agent.is_spent(timeline.total_tokens()) {
            let asked = reminder::asked_for(&prompt::ask(&self.input));
            let known: Vec<String> = timeline.reminders().collect();
            let open = asked
                .into_iter()
                .filter(|name| !known.contains(name))
                .collect();
            if let Some(name) = agent.first_missing(open).await {
                remind(record, &name);
                record.commit().await?;
                return Ok(Next::GoOn);
            }
        }
        let mut reply = record.timeline().last_words();
        if reply.is_empty() {
            reply = agent.words_for_silence(record.timeline().steps());
            record.text(&reply);
        }
        record.close();
        start_write(record, REPORT, &format!("{reply}\n"));
        record.commit().await?;
        Ok(Next::GoOn)
    }

    async fn execute(
        &self,
        record: &mut Recorder,
        agent: &Agent,
        call: CodeExecutionCall,
    ) -> Result<Next, StoreError> {
        let arguments = call.arguments.unwrap_or_default();
        let language = arguments
            .language
            .as_ref()
            .map_or("python", Language::as_str)
            .to_owned();
        let code = arguments.code.unwrap_or_default();
        // A dropped execution is a killed one.
        let outcome = tokio::select! {
            outcome = agent.execute(&language, &code) => outcome,
            () = self.cancel.cancelled() => return Ok(Next::GoOn),
            () = self.pause.cancelled() => return Ok(Next::Over),
        };
        let shell = CodeExecutionResult {
            call_id: call.id,
            ..CodeExecutionResult::default()
        };
        let index = record.start(Step::CodeExecutionResult(shell));
        let result = CodeExecutionResult {
            result: Some(outcome.output.into()),
            is_error: Some(!outcome.ok),
            ..CodeExecutionResult::default()
        };
        record.delta(
            index,
            Delta::Step(Box::new(Step::CodeExecutionResult(result))),
        );
        record.close();
        record.commit().await?;
        Ok(Next::GoOn)
    }
}

/// What a stopped brain had used.
async fn used_by(mut pieces: tokio::sync::mpsc::Receiver<Piece>) -> Tokens {
    while let Some(piece) = pieces.recv().await {
        if let Piece::Ended { tokens, .. } = piece {
            return tokens;
        }
    }
    Tokens::default()
}

async fn write(
    record: &mut Recorder,
    agent: &Agent,
    call: &FunctionCall,
) -> Result<Next, StoreError> {
    let content = call
        .arguments
        .as_ref()
        .and_then(|arguments| arguments.get("content"));
    let content = content
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default();
    let (text, is_error) = agent.write(path_of(call).unwrap_or(REPORT), content).await;
    let shell = FunctionResult {
        call_id: call.id.clone(),
        name: Some("write_file".to_owned()),
        ..FunctionResult::default()
    };
    let index = record.start(Step::FunctionResult(shell));
    let result = json!([{"type": "text", "text": text}]);
    let result = FunctionResult {
        name: Some("write_file".to_owned()),
        result: serde_json::from_value(result).ok(),
        is_error: Some(is_error),
        ..FunctionResult::default()
    };
    record.delta(index, Delta::Step(Box::new(Step::FunctionResult(result))));
    record.close();
    record.commit().await?;
    Ok(Next::GoOn)
}
