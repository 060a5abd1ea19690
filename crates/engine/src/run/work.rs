//! The main loop of a run: asks the timeline for the next move and makes it, until there is none.

use interactions::types::step::{
    Code, CodeExecutionCall, CodeExecutionResult, FunctionCall, FunctionResult,
};
use interactions::{Delta, Language, Status, Step};
use providers::Room;
use providers::chat::{Function, ToolChoice};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::agent::Agent;
use super::compaction::{self, OmittedHistory};
use super::engine_tools::{EngineTools, ToolContext, refused};
use super::fences::Part;
use super::prompt::{self, PromptBuilder};
use super::recorder::Recorder;
use super::request_options::RequestOptions;
use super::steps::{refuse_call, remind, say_text, short_id, start_write, write_step};
use super::timeline::{NextAction, REPORT, path_of};
use crate::brain::coach::Reminder;
use crate::brain::registry::ChosenModel;
use crate::brain::{Chat, End, Message, Prompt, Role, RoundError};
use crate::state::StoreError;

/// Everything that a run works with.
pub(crate) struct Work {
    pub(crate) brain: ChosenModel,
    /// Steps of the previous interactions, and this one's input.
    pub(crate) before: Vec<Step>,
    /// True if the oldest interactions are missing in `before`, because the brain has no room for them.
    pub(crate) is_cut: bool,
    /// Index in `before` at which the current request begins.
    pub(crate) new: usize,
    /// What the person asked in this interaction.
    pub(crate) ask: String,
    pub(crate) system: Option<String>,
    pub(crate) options: RequestOptions,
    pub(crate) tools: EngineTools,
    pub(crate) tool_context: ToolContext,
    /// `None` for a plain model.
    pub(crate) agent: Option<Agent>,
    /// Cancelled when a client cancels the run.
    pub(crate) cancel: CancellationToken,
    /// Cancelled when the engine stops; the run resumes at its next start.
    pub(crate) pause: CancellationToken,
}

/// The outcome of a move.
pub(super) enum Flow {
    GoOn,
    /// The run has its terminal event, or is paused.
    Over,
}

impl Work {
    /// Runs until the terminal event is durable or the engine pauses.
    pub(crate) async fn run(&self, record: &mut Recorder) -> Result<(), StoreError> {
        if !record.timeline().started() {
            record.begin();
            record.commit().await?;
        } else if self.take_up(record).await? {
            return Ok(());
        }
        if matches!(self.open_tools(record).await?, Flow::Over) {
            return Ok(());
        }
        loop {
            if self.pause.is_cancelled() {
                return Ok(());
            }
            if self.cancel.is_cancelled() {
                return record.end(Status::Cancelled).await;
            }
            let cap = self.agent.as_ref().and_then(|agent| agent.max_total_tokens);
            let next = match (record.timeline().next_action(cap), &self.agent) {
                (NextAction::Execute(call), Some(agent)) => {
                    self.execute(record, agent, call).await?
                }
                (NextAction::Write(call), Some(agent)) => write(record, agent, &call).await?,
                (NextAction::UseTool(call), _) => self.use_tool(record, &call).await?,
                (NextAction::End(status), _) => {
                    record.end(status).await?;
                    Flow::Over
                }
                _ => self.think(record).await?,
            };
            if matches!(next, Flow::Over) {
                return Ok(());
            }
        }
    }

    /// Closes what an interruption left open. Returns true if that ends the run.
    ///
    /// An open text reply is continued. A function call that was being generated is refused, and the brain may write
    /// it again; the client is asked only for calls that were complete by then.
    async fn take_up(&self, record: &mut Recorder) -> Result<bool, StoreError> {
        let open = match record.timeline().open() {
            Some((_, Step::FunctionCall(call))) => Some((call.id.clone(), call.name.clone())),
            // A brain that cannot continue a reply exactly has to think again, and only that thought gets a
            // signature.
            Some((_, Step::Thought(_))) if !self.brain.brain.continues() => {
                record.close();
                None
            }
            _ => None,
        };
        if let Some((id, name)) = open {
            let (id, name) = (id.unwrap_or_default(), name.unwrap_or_default());
            let why = "the engine was started anew while the model was writing it.";
            refuse_call(record, &id, &name, why);
        }
        let unknown: Vec<_> = record
            .timeline()
            .open_tool_calls()
            .filter(|call| matches!(call, Step::McpServerToolCall(_)))
            .cloned()
            .collect();
        for call in unknown {
            // Not retried automatically: a tool may have side effects that must not happen twice. Pages can be
            // fetched again.
            let why = "The engine was started anew while this call was made. Whether the tool did its work is not known.";
            write_step(record, refused(&call, why));
        }
        record.commit().await?;
        let timeline = record.timeline();
        let waits = timeline.has_pending_calls() && timeline.open_tool_calls().next().is_none();
        if waits {
            record.end(Status::RequiresAction).await?;
        }
        Ok(waits)
    }

    /// Connects to the MCP servers of the request.
    async fn open_tools(&self, record: &mut Recorder) -> Result<Flow, StoreError> {
        let opened = tokio::select! {
            opened = self.tools.open(&self.tool_context) => opened,
            () = self.cancel.cancelled() => return Ok(Flow::GoOn),
            () = self.pause.cancelled() => return Ok(Flow::Over),
        };
        if let Err(failed) = opened {
            record.fail(&failed).await?;
            return Ok(Flow::Over);
        }
        Ok(Flow::GoOn)
    }

    /// The engine-run functions that may be called.
    fn tool_functions(&self) -> impl Iterator<Item = &Function> {
        let allowed = |it: &&Function| self.options.allows_tool(&it.name);
        self.tools.functions().filter(allowed)
    }

    /// Returns true if the engine has to make this call.
    pub(super) fn is_tool(&self, name: &str) -> bool {
        self.tool_functions().any(|function| function.name == name)
    }

    /// Makes a call of an engine-run tool.
    async fn use_tool(&self, record: &mut Recorder, call: &Step) -> Result<Flow, StoreError> {
        let result = tokio::select! {
            result = self.tools.run(call, &self.tool_context) => result,
            () = self.cancel.cancelled() => return Ok(Flow::GoOn),
            () = self.pause.cancelled() => return Ok(Flow::Over),
        };
        write_step(record, result);
        record.commit().await?;
        Ok(Flow::GoOn)
    }

    /// The reminder that began this round.
    fn reminder(&self, record: &Recorder) -> Option<Reminder> {
        let name = record.timeline().reminded_of()?;
        let coach = self.brain.brain.coach();
        let mut reminders = coach.reminders(&self.ask).into_iter();
        reminders.find(|reminder| reminder.file == name)
    }

    /// The prompt of this round, and the part of the conversation that it leaves out.
    pub(super) async fn prompt(&self, record: &Recorder) -> (Prompt, OmittedHistory) {
        let timeline = record.timeline();
        let abilities = self.brain.abilities();
        let reader = PromptBuilder {
            abilities,
            calls: abilities.functions != Some(false)
                && !(self.options.functions.is_empty() && self.tools.is_empty()),
        };
        let functions = self.options.functions.iter().chain(self.tool_functions());
        let earlier = prompt::before_open_reply(timeline.steps());
        let mut chat = Chat {
            system: self.system.clone(),
            messages: reader.messages(self.before.iter().chain(earlier), self.new),
            functions: functions.cloned().collect(),
            tool_choice: self.options.tool_choice.clone(),
            format: self.options.form.text.clone(),
            sampling: self.options.sampling.clone(),
            ..Chat::default()
        };
        if let Some(agent) = &self.agent {
            agent.dress(&mut chat.messages).await;
            chat.system = Some(agent.instructions.clone());
            let mut most = self.brain.brain.coach().round_tokens();
            if let Some(reminder) = self.reminder(record) {
                chat.messages.push(Message {
                    role: Role::User,
                    parts: vec![crate::brain::Part::Text(reminder.message)],
                });
                chat.system = None;
                most = Some(reminder.most_tokens);
            }
            let left = agent
                .max_total_tokens
                .map(|cap| cap.saturating_sub(timeline.spent_tokens()).max(1));
            chat.sampling.max_output_tokens = left.into_iter().chain(most).min();
        }
        // A brain that continues replies exactly has the tokeniser and truncates by itself.
        let loss = match self.brain.brain.continues() || !compaction::may_be_long(&chat) {
            true => OmittedHistory::Nothing,
            false => compaction::fit_into(&mut chat, self.room().await, &self.ask),
        };
        let prompt = Prompt {
            chat,
            ask: self.ask.clone(),
            so_far: timeline.output_so_far(),
        };
        let loss = match loss {
            OmittedHistory::Nothing if self.is_cut => OmittedHistory::Oldest,
            loss => loss,
        };
        (prompt, loss)
    }

    /// The input that the model accepts. Does not wait for it if the run is cancelled or paused.
    async fn room(&self) -> Room {
        tokio::select! {
            room = self.brain.room() => room,
            () = self.cancel.cancelled() => Room::NotTold,
            () = self.pause.cancelled() => Room::NotTold,
        }
    }

    /// Writes the step that a block asks for, in one batch with the text before it. False if the block is only shown.
    pub(super) fn start_block(&self, record: &mut Recorder, block: Part) -> bool {
        match block {
            Part::Program {
                language,
                code,
                raw,
            } => {
                let timeline = record.timeline();
                let brain = &self.brain.brain;
                // A small model repeats itself; the same program would give the same output again.
                let repeats = brain.continues() && timeline.has_run(&code);
                if repeats || timeline.programs() >= brain.coach().programs() {
                    say_text(record, &raw);
                    return false;
                }
                record.record_reply(&raw);
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
            Part::File { raw, content, .. } if content.trim().is_empty() => {
                record.record_reply(&raw);
                return false;
            }
            Part::File { name, content, raw } => {
                record.record_reply(&raw);
                let path = format!("/workspace/{}", name.trim_start_matches("/workspace/"));
                start_write(record, &path, &content);
            }
            Part::Text(text) => {
                say_text(record, &text);
                return false;
            }
        }
        true
    }

    /// Handles the end of a round that began after `begun` steps and has no block left to execute.
    pub(super) async fn round_over(
        &self,
        record: &mut Recorder,
        end: End,
        begun: usize,
    ) -> Result<Flow, StoreError> {
        record.close();
        if end == End::Refused {
            let failed = RoundError::new(
                "content_blocked",
                "The model's server refuses to answer this, or to go on. Ask in other words, or choose another model.",
            );
            record.fail(&failed).await?;
            return Ok(Flow::Over);
        }
        let limit = end == End::Limit;
        let timeline = record.timeline();
        let has_calls = timeline.open_tool_calls().next().is_some();
        if has_calls && !limit {
            record.commit().await?;
            return Ok(Flow::GoOn);
        }
        let timeline = record.timeline();
        let waits = has_calls || timeline.has_pending_calls();
        // A result at the start of the round was seen by the brain, even if it did not react to it.
        let refused = timeline.next_index() > begun && timeline.ends_with_result();
        if waits || refused && limit {
            // Calls of a truncated reply are not sent to the client: some that belong together may be missing.
            let status = if limit {
                Status::Incomplete
            } else {
                Status::RequiresAction
            };
            record.end(status).await?;
            return Ok(Flow::Over);
        }
        if refused {
            record.commit().await?;
            return Ok(Flow::GoOn);
        }
        if self.options.tool_choice == ToolChoice::Any && !limit {
            let failed = RoundError::new(
                "malformed_function_call",
                "The model had to call a function (tool_choice 'any') and called none. Send it again, or choose \
                 another model.",
            );
            record.fail(&failed).await?;
            return Ok(Flow::Over);
        }
        let Some(agent) = &self.agent else {
            let status = if limit {
                Status::Incomplete
            } else {
                Status::Completed
            };
            record.end(status).await?;
            return Ok(Flow::Over);
        };
        let timeline = record.timeline();
        if !agent.is_spent(timeline.spent_tokens()) {
            let known: Vec<String> = timeline.reminders().collect();
            let mut open = self.brain.brain.coach().reminders(&self.ask);
            open.retain(|reminder| !known.contains(&reminder.file));
            let names = open.iter().map(|reminder| reminder.file.clone()).collect();
            let missing = agent.first_missing(names).await;
            if let Some(reminder) = open.iter().find(|it| Some(&it.file) == missing.as_ref()) {
                remind(record, reminder);
                record.commit().await?;
                return Ok(Flow::GoOn);
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
        Ok(Flow::GoOn)
    }

    async fn execute(
        &self,
        record: &mut Recorder,
        agent: &Agent,
        call: CodeExecutionCall,
    ) -> Result<Flow, StoreError> {
        let arguments = call.arguments.unwrap_or_default();
        let language = arguments
            .language
            .as_ref()
            .map_or("python", Language::as_str)
            .to_owned();
        let code = arguments.code.unwrap_or_default();
        // Dropping the future kills the program.
        let outcome = tokio::select! {
            outcome = agent.execute(&language, &code) => outcome,
            () = self.cancel.cancelled() => return Ok(Flow::GoOn),
            () = self.pause.cancelled() => return Ok(Flow::Over),
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
        Ok(Flow::GoOn)
    }
}

pub(super) async fn write(
    record: &mut Recorder,
    agent: &Agent,
    call: &FunctionCall,
) -> Result<Flow, StoreError> {
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
    Ok(Flow::GoOn)
}
