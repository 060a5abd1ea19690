//! The state of an interaction so far, and the next move that follows from it.
//!
//! A run has no state but its timeline, and the timeline is folded from stored events. So resuming after a restart is
//! not a special case: the run restores its timeline and asks for the next move, as always.

use interactions::types::step::{CodeExecutionCall, FunctionCall};
use interactions::{Accumulator, Event, Status, Step, Usage};

use super::compaction;
use super::reminder;
use super::steps::short_id;
use crate::brain::{OutputSoFar, Tokens};

/// Path of the agent's final reply.
pub(crate) const REPORT: &str = "/workspace/report.md";

/// The next action of a run.
#[derive(Debug, PartialEq)]
pub(crate) enum NextAction {
    /// Let the brain continue its reply.
    Think,
    /// Run the program of this step, the last one.
    Execute(CodeExecutionCall),
    /// Write the file of this step, the last one.
    Write(FunctionCall),
    /// Call the tool of this step, the first one without a result.
    UseTool(Box<Step>),
    /// Nothing more to do.
    End(Status),
}

/// The folded events of one interaction.
pub(crate) struct Timeline {
    fold: Accumulator,
    started: bool,
    open: Option<usize>,
    /// Raw output of the brain per round, as far as it has become events.
    replies: Vec<String>,
    tokens: Tokens,
}

impl Timeline {
    pub(crate) fn new() -> Self {
        Self {
            fold: Accumulator::new(),
            started: false,
            open: None,
            replies: Vec::new(),
            tokens: Tokens::default(),
        }
    }

    /// Restores the timeline from stored events, replies and token counts.
    pub(crate) fn restore<'a>(
        events: impl IntoIterator<Item = &'a Event>,
        replies: Vec<(i64, String)>,
        usage: &Usage,
    ) -> Self {
        let mut timeline = Self::new();
        for event in events {
            timeline.push(event);
        }
        for (round, text) in replies {
            timeline.record_reply(usize::try_from(round).unwrap_or(0), &text);
        }
        timeline.tokens = Tokens {
            input: usage.total_input_tokens.unwrap_or(0),
            output: usage.total_output_tokens.unwrap_or(0),
            thought: usage.total_thought_tokens.unwrap_or(0),
            cached: usage.total_cached_tokens.unwrap_or(0),
        };
        timeline
    }

    pub(crate) fn push(&mut self, event: &Event) {
        match event {
            Event::Created(_) => self.started = true,
            Event::StepStart(start) => self.open = Some(start.index),
            Event::StepStop(_) => self.open = None,
            _ => {}
        }
        self.fold.push_event(event, None);
    }

    pub(crate) fn record_reply(&mut self, round: usize, text: &str) {
        while self.replies.len() <= round {
            self.replies.push(String::new());
        }
        self.replies[round].push_str(text);
    }

    pub(crate) fn count(&mut self, tokens: Tokens) {
        self.tokens.input += tokens.input;
        self.tokens.output += tokens.output;
        self.tokens.thought += tokens.thought;
        self.tokens.cached += tokens.cached;
    }

    /// The status according to the events.
    pub(crate) fn status(&self) -> Option<Status> {
        self.fold.status().cloned()
    }

    pub(crate) fn started(&self) -> bool {
        self.started
    }

    pub(crate) fn steps(&self) -> &[Step] {
        self.fold.steps()
    }

    /// The index and step that has started but not stopped; always the last one.
    pub(crate) fn open(&self) -> Option<(usize, &Step)> {
        let index = self.open?;
        Some((index, self.steps().get(index)?))
    }

    pub(crate) fn next_index(&self) -> usize {
        self.steps().len()
    }

    /// The number of the current round. A new round begins with each program output, tool result, reminder and
    /// refused call.
    pub(crate) fn round(&self) -> usize {
        self.steps()
            .iter()
            .filter(|step| begins_round(step))
            .count()
    }

    /// Number of programs that were run.
    pub(crate) fn programs(&self) -> usize {
        self.steps()
            .iter()
            .filter(|step| matches!(step, Step::CodeExecutionResult(_)))
            .count()
    }

    /// The steps of the current round.
    fn this_round(&self) -> &[Step] {
        let begin = self
            .steps()
            .iter()
            .rposition(begins_round)
            .map_or(0, |at| at + 1);
        &self.steps()[begin..]
    }

    /// The file of the reminder that began this round, if one did.
    pub(crate) fn reminded_of(&self) -> Option<String> {
        self.steps()
            .iter()
            .rfind(|step| begins_round(step))
            .and_then(reminder::file_of)
    }

    /// Returns true if this round began with a reminder and has written its file.
    pub(crate) fn has_answered_reminder(&self) -> bool {
        self.reminded_of().is_some()
            && self
                .this_round()
                .iter()
                .any(|step| matches!(step, Step::FunctionResult(_)))
    }

    /// The files of all reminders.
    pub(crate) fn reminders(&self) -> impl Iterator<Item = String> {
        self.steps().iter().filter_map(reminder::file_of)
    }

    /// The text for the person since the last program ran, without the output of reminder rounds. Empty if there is
    /// nothing but fences of empty blocks.
    pub(crate) fn last_words(&self) -> String {
        let steps = self.steps();
        let begin = steps
            .iter()
            .rposition(|step| matches!(step, Step::CodeExecutionResult(_)));
        let steps = &steps[begin.map_or(0, |at| at + 1)..];
        let steps = steps
            .iter()
            .take_while(|step| reminder::file_of(step).is_none());
        let words = steps
            .filter(|step| matches!(step, Step::ModelOutput(_)))
            .flat_map(Step::content);
        let words: String = words.filter_map(|content| content.as_text()).collect();
        let mut lines = words.lines().map(str::trim);
        if !lines.any(|line| !line.is_empty() && !line.starts_with("```")) {
            return String::new();
        }
        words.trim().to_owned()
    }

    pub(crate) fn reply(&self, round: usize) -> &str {
        self.replies.get(round).map_or("", String::as_str)
    }

    /// Returns true if exactly this program has already run in this interaction.
    pub(crate) fn has_run(&self, code: &str) -> bool {
        self.steps().iter().any(|step| {
            matches!(step, Step::CodeExecutionCall(call)
                if call.arguments.as_ref().and_then(|arguments| arguments.code.as_deref()) == Some(code))
        })
    }

    pub(crate) fn output_so_far(&self) -> OutputSoFar {
        let mut output_so_far = OutputSoFar {
            open_reply: self.reply(self.round()).to_owned(),
            text: self.replies.iter().map(String::len).sum(),
            ..OutputSoFar::default()
        };
        for step in self.steps() {
            match step {
                Step::Thought(_) if reminder::file_of(step).is_some() => {}
                step if compaction::is_notice(step) => {}
                Step::Thought(thought) => {
                    output_so_far.signatures += usize::from(thought.signature.is_some());
                    output_so_far.thought += step
                        .content()
                        .iter()
                        .filter_map(|part| part.as_text())
                        .map(str::len)
                        .sum::<usize>();
                }
                Step::ModelOutput(_) => {
                    output_so_far.media += step
                        .content()
                        .iter()
                        .filter(|part| part.as_text().is_none())
                        .count();
                }
                Step::FunctionCall(call) if self.is_pending(call) => output_so_far.calls += 1,
                step if is_tool_call(step) => output_so_far.calls += 1,
                _ => {}
            }
        }
        output_so_far
    }

    /// Returns true if this call waits for the client.
    fn is_pending(&self, call: &FunctionCall) -> bool {
        let answered =
            |step: &Step| matches!(step, Step::FunctionResult(result) if result.call_id == call.id);
        !is_own(call) && !self.steps().iter().any(answered)
    }

    /// Returns true if any function call waits for the client.
    pub(crate) fn has_pending_calls(&self) -> bool {
        self.steps()
            .iter()
            .any(|step| matches!(step, Step::FunctionCall(call) if self.is_pending(call)))
    }

    /// The engine's calls that have no result yet, oldest first.
    pub(crate) fn open_tool_calls(&self) -> impl Iterator<Item = &Step> {
        let calls = self.steps().iter().filter(|step| is_tool_call(step));
        calls.filter(|call| {
            let answers = |step: &Step| is_tool_result(step) && step.call_id() == call.id();
            !self.steps().iter().any(answers)
        })
    }

    /// Number of calls that were refused because they were invalid.
    pub(crate) fn refused_calls(&self) -> usize {
        let refused = |step: &&Step| is_refusal(step) || is_unmade(step);
        self.steps().iter().filter(refused).count()
    }

    /// Returns true if the last step is a refusal or a tool's result, which the brain has not seen yet.
    pub(crate) fn ends_with_result(&self) -> bool {
        let unseen = |step: &Step| is_refusal(step) || is_tool_result(step);
        self.steps().last().is_some_and(unseen)
    }

    /// The id for a new call: the brain's own, unless that is missing or already used.
    pub(crate) fn call_id(&self, given: &str) -> String {
        let taken = self.steps().iter().any(|step| step.id() == Some(given));
        if given.is_empty() || taken || given.starts_with(OWN) {
            format!("fc_{}", short_id())
        } else {
            given.to_owned()
        }
    }

    /// Tokens that count against the cap of an agent: all but cached ones (contract section 13).
    pub(crate) fn spent_tokens(&self) -> u64 {
        (self.tokens.input + self.tokens.output + self.tokens.thought)
            .saturating_sub(self.tokens.cached)
    }

    pub(crate) fn usage(&self) -> Usage {
        let Tokens {
            input,
            cached,
            output,
            thought,
        } = self.tokens;
        Usage {
            total_tokens: Some(input + output + thought),
            total_input_tokens: Some(input),
            total_output_tokens: Some(output),
            total_thought_tokens: Some(thought),
            total_cached_tokens: Some(cached).filter(|cached| *cached > 0),
            ..Usage::default()
        }
    }

    /// The next move of an agent whose token cap is `cap`, or of a model (which never executes or writes).
    pub(crate) fn next_action(&self, cap: Option<u64>) -> NextAction {
        let over = cap.is_some_and(|cap| self.spent_tokens() >= cap);
        if self.open.is_some() {
            return NextAction::Think;
        }
        if let Some(call) = self.open_tool_calls().next() {
            return NextAction::UseTool(Box::new(call.clone()));
        }
        match self.steps().last() {
            Some(step) if is_tool_result(step) && self.has_pending_calls() => {
                NextAction::End(Status::RequiresAction)
            }
            Some(Step::CodeExecutionCall(call)) => NextAction::Execute(call.clone()),
            Some(Step::FunctionCall(call)) if is_own(call) => NextAction::Write(call.clone()),
            Some(Step::FunctionResult(_)) if self.report_is_written() => NextAction::End(if over {
                Status::Incomplete
            } else {
                Status::Completed
            }),
            _ => NextAction::Think,
        }
    }

    fn report_is_written(&self) -> bool {
        let mut last = self.steps().iter().rev();
        let call = last.nth(1);
        matches!(call, Some(Step::FunctionCall(call)) if is_own(call) && path_of(call) == Some(REPORT))
    }
}

/// Returns true if a new round begins after this step.
pub(crate) fn begins_round(step: &Step) -> bool {
    matches!(step, Step::CodeExecutionResult(_))
        || is_tool_result(step)
        || is_refusal(step)
        || reminder::file_of(step).is_some()
}

/// Returns true for a call of a tool that the engine runs between two rounds.
pub(crate) fn is_tool_call(step: &Step) -> bool {
    matches!(
        step,
        Step::McpServerToolCall(_) | Step::UrlContextCall(_) | Step::GoogleSearchCall(_)
    )
}

/// Returns true for the result of such a tool.
pub(crate) fn is_tool_result(step: &Step) -> bool {
    matches!(
        step,
        Step::McpServerToolResult(_) | Step::UrlContextResult(_) | Step::GoogleSearchResult(_)
    )
}

/// Returns true for the result of a page fetch or search that was not even tried.
fn is_unmade(step: &Step) -> bool {
    match step {
        Step::UrlContextResult(it) => it.result.as_ref().is_some_and(Vec::is_empty),
        Step::GoogleSearchResult(it) => it.result.as_ref().is_some_and(Vec::is_empty),
        _ => false,
    }
}

/// Prefix of the ids of the engine's own calls.
pub(super) const OWN: &str = "own_";

/// Returns true if the engine itself makes this call.
pub(crate) fn is_own(call: &FunctionCall) -> bool {
    call.name.as_deref() == Some("write_file")
        && call.id.as_deref().is_some_and(|id| id.starts_with(OWN))
}

/// Returns true for the engine's refusal of an invalid call of a client function. The steps of a run contain no other
/// function results: the client's own come with the next interaction.
pub(crate) fn is_refusal(step: &Step) -> bool {
    matches!(step, Step::FunctionResult(result)
        if !result.call_id.as_deref().is_some_and(|id| id.starts_with(OWN)))
}

/// The path that a `write_file` call names.
pub(crate) fn path_of(call: &FunctionCall) -> Option<&str> {
    call.arguments.as_ref()?.get("path")?.as_str()
}
