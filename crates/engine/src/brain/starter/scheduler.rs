//! The scheduler on the model's thread: all replies advance in one batch, one token each per step, and long prompts
//! are read in between.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::mpsc as line;
use std::time::{Duration, Instant};

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::context::session::{LlamaStateSeqFlags, SeqState};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::SEQUENCES;
use super::grammar::Grammars;
use super::idle::ProcessorTimes;
use super::pace::{PromptSpeed, STEP};
use super::reading::ChatTokeniser;
use super::reply::{Reply, Step};
use super::sequences::SequencePool;
use super::threads::Threads;
use crate::brain::{End, Piece, Prompt, RoundError, Tokens};

/// Initial context length per talk in tokens; it grows with the longest talk.
const FIRST_LENGTH: u32 = 2048;
/// Default maximum of a reply in tokens: an eighth of the context, but no more than this. A very small model that
/// loses its thread writes on to its limit.
const LONGEST_REPLY: u64 = 4096;
/// A pause after which nobody is waiting for the next round of a job: time to give processors back.
const REST: Duration = Duration::from_secs(1);
/// Words that a talk is expected to get still: half of a short answer.
const WORDS_TO_COME: usize = 64;
/// Cells of a sequence that stay empty: llama.cpp fills a sequence to its very end only under special conditions.
const SPARE: u64 = 8;

/// A round that was requested.
pub(super) struct RoundRequest {
    pub(super) prompt: Prompt,
    pub(super) stop: CancellationToken,
    pub(super) pieces: mpsc::Sender<Result<Piece, RoundError>>,
}

impl RoundRequest {
    /// Ends the round as failed.
    pub(super) fn fail(&self, code: &str, message: impl Into<String>) {
        self.send(Err(RoundError::new(code, message)));
    }

    /// The channel has room for any reply, so a slow reader blocks nothing. A closed channel means that the run was
    /// cancelled.
    fn send(&self, piece: Result<Piece, RoundError>) {
        let _ = self.pieces.try_send(piece);
    }

    fn end(&self, end: End, tokens: Tokens) {
        self.send(Ok(Piece::Ended { end, tokens }));
    }

    fn is_over(&self) -> bool {
        self.stop.is_cancelled() || self.pieces.is_closed()
    }
}

/// A round in progress.
struct ActiveRound {
    request: RoundRequest,
    sequence: usize,
    /// Tokens still to be evaluated before the next one can be sampled.
    unread: Vec<LlamaToken>,
    reply: Reply,
    used: Tokens,
}

impl ActiveRound {
    fn tokens(&self) -> Tokens {
        let (output, thought) = self.reply.token_counts();
        Tokens {
            output,
            thought,
            ..self.used
        }
    }
}

/// Serves talks until all senders are dropped.
pub(super) struct Scheduler<'m> {
    backend: &'m LlamaBackend,
    model: &'m LlamaModel,
    reader: ChatTokeniser<'m>,
    grammars: Option<Grammars>,
    /// Maximum length of a talk in tokens.
    longest: u32,
    context: Option<Context<'m>>,
    sequences: SequencePool,
    active: Vec<ActiveRound>,
    pace: PromptSpeed,
    threads: Threads,
    /// The moment that times are counted from.
    started: Instant,
}

/// The context, and what it was made for.
struct Context<'m> {
    llama: LlamaContext<'m>,
    /// Length per talk in tokens.
    length: u32,
    /// Threads for batches of several tokens.
    batch_threads: usize,
}

impl<'m> Scheduler<'m> {
    pub(super) fn new(
        backend: &'m LlamaBackend,
        model: &'m LlamaModel,
        reader: ChatTokeniser<'m>,
        longest: u32,
    ) -> Self {
        Self {
            backend,
            model,
            reader,
            grammars: None,
            longest,
            context: None,
            sequences: SequencePool::new(SEQUENCES as usize),
            active: Vec::new(),
            pace: PromptSpeed::default(),
            threads: Threads::new(
                std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            ),
            started: Instant::now(),
        }
    }

    pub(super) fn serve(mut self, first: RoundRequest, waiting: &line::Receiver<RoundRequest>) {
        self.begin(first);
        loop {
            while self.sequences.any_free() {
                let next = if self.active.is_empty() {
                    match self.next(waiting) {
                        Some(request) => request,
                        None => return,
                    }
                } else {
                    match waiting.try_recv() {
                        Ok(request) => request,
                        Err(_) => break,
                    }
                };
                self.begin(next);
            }
            self.let_go();
            if let Err(why) = self.step() {
                // The context may be inconsistent after an error: it is not used again.
                self.context = None;
                for active in std::mem::take(&mut self.active) {
                    self.sequences.leave(active.sequence);
                    let message = format!("The model failed: {why}. Try again.");
                    active.request.fail("api_error", message);
                }
                (0..self.sequences.count())
                    .for_each(|sequence| drop(self.sequences.forget(sequence)));
            }
        }
    }

    /// Waits for the next request. `None` when no more can come.
    fn next(&mut self, waiting: &line::Receiver<RoundRequest>) -> Option<RoundRequest> {
        match waiting.recv_timeout(REST) {
            Err(line::RecvTimeoutError::Timeout) => {
                self.threads.rest(self.started.elapsed());
                // Without memory for it now, the next request makes the context, or says why it cannot.
                let _ = self.fit_threads();
                waiting.recv().ok()
            }
            received => received.ok(),
        }
    }

    /// Ends talks that were cancelled.
    fn let_go(&mut self) {
        let (over, active) = std::mem::take(&mut self.active)
            .into_iter()
            .partition(|active: &ActiveRound| active.request.is_over());
        self.active = active;
        for gone in over {
            self.leave(gone, End::Stopped);
        }
    }

    fn leave(&mut self, active: ActiveRound, end: End) {
        self.sequences.leave(active.sequence);
        active.request.end(end, active.tokens());
    }

    fn begin(&mut self, request: RoundRequest) {
        if request.is_over() {
            request.end(End::Stopped, Tokens::default());
            return;
        }
        match self.prepare(&request) {
            Ok((sequence, unread, reply, used)) => self.active.push(ActiveRound {
                request,
                sequence,
                unread,
                reply,
                used,
            }),
            Err(failed) => request.send(Err(failed)),
        }
    }

    fn prepare(
        &mut self,
        request: &RoundRequest,
    ) -> Result<(usize, Vec<LlamaToken>, Reply, Tokens), RoundError> {
        let refused = |message: String| RoundError::new("invalid_request", message);
        let chat = &request.prompt.chat;
        let longest = u64::from(self.longest);
        let wanted = chat.sampling.max_output_tokens;
        let most = wanted.unwrap_or((longest / 8).min(LONGEST_REPLY));
        let said = self
            .reader
            .tokenise_reply(&request.prompt.so_far.open_reply);
        // A reply with a very high limit must not take all the room of the prompt.
        let reserved = most.min(longest / 2).max(said.len() as u64 + 1);
        let room = longest.saturating_sub(reserved + SPARE) as usize;
        let reading = self
            .reader
            .read(chat, room)
            .map_err(|error| refused(error.to_string()))?;
        let left = longest.saturating_sub(reading.tokens.len() as u64 + SPARE);
        let most = most.min(left);
        let reply = Reply::new(self.model, &mut self.grammars, chat, &reading, &said, most)
            .map_err(|error| refused(error.to_string()))?;
        let mut tokens = reading.tokens;
        tokens.extend(said);
        let needed = (tokens.len() as u64 + most + SPARE).min(longest);
        self.make_room(u32::try_from(needed).unwrap_or(u32::MAX))?;
        let (sequence, common) = self.sequence_for(&tokens)?;
        let used = Tokens {
            input: tokens.len() as u64,
            cached: common as u64,
            ..Tokens::default()
        };
        Ok((sequence, tokens.split_off(common), reply, used))
    }

    /// Takes a sequence that holds a prefix of these tokens; returns its number and the length of the prefix.
    fn sequence_for(&mut self, tokens: &[LlamaToken]) -> Result<(usize, usize), RoundError> {
        let no_sequence = || RoundError::new("api_error", "The model is busy. Try again.");
        let assigned = self.sequences.take(tokens).ok_or_else(no_sequence)?;
        let context = &mut self.context.as_mut().ok_or_else(no_sequence)?.llama;
        let (from, to) = (
            assigned.copy_of.map(|sequence| sequence as i32),
            assigned.sequence as i32,
        );
        let copied = from.map_or(Ok(()), |from| {
            context
                .kv_cache_seq_cp(from, to, None, None)
                .map_err(|error| error.to_string())
        });
        let kept = copied.and_then(|()| {
            context
                .kv_cache_seq_rm(to, Some(assigned.common as u32), None)
                .map_err(|error| error.to_string())
        });
        if kept.is_ok() {
            return Ok((assigned.sequence, assigned.common));
        }
        // Some model architectures cannot remove part of a sequence: then the whole prompt is evaluated again.
        let cleared = context.kv_cache_seq_rm(to, None, None);
        drop(self.sequences.forget(assigned.sequence));
        match cleared {
            Ok(()) => Ok((assigned.sequence, 0)),
            Err(error) => {
                self.sequences.leave(assigned.sequence);
                let message = format!("The model failed: {error}. Try again.");
                Err(RoundError::new("api_error", message))
            }
        }
    }

    /// Grows the context so that a talk of `needed` tokens fits.
    fn make_room(&mut self, needed: u32) -> Result<(), RoundError> {
        let length = self.context.as_ref().map_or(0, |context| context.length);
        if needed <= length {
            return Ok(());
        }
        let wanted = needed
            .max(FIRST_LENGTH)
            .next_power_of_two()
            .min(self.longest);
        self.renew(wanted)
    }

    /// Makes the context anew if batches are to have another number of threads, which it has for as long as it lives.
    fn fit_threads(&mut self) -> Result<(), RoundError> {
        match &self.context {
            Some(context) if context.batch_threads != self.threads.for_batch() => {
                self.renew(context.length)
            }
            _ => Ok(()),
        }
    }

    /// Makes the context anew with this length per talk, and carries over what was already evaluated.
    fn renew(&mut self, wanted: u32) -> Result<(), RoundError> {
        let length = self.context.as_ref().map_or(0, |context| context.length);
        let kept: Vec<Option<SeqState>> = match &self.context {
            Some(context) => (0..self.sequences.count())
                .map(|sequence| {
                    let flags = LlamaStateSeqFlags::empty();
                    context.llama.state_seq_get(sequence as i32, flags).ok()
                })
                .collect(),
            None => Vec::new(),
        };
        // Freed first: both contexts at once might not fit in memory.
        self.context = None;
        let (made, failed) = match self.new_context(wanted) {
            Ok(context) => (Some(context), None),
            Err(error) => {
                let again = (length > 0).then(|| self.new_context(length));
                (again.and_then(Result::ok), Some(error))
            }
        };
        self.context = made;
        for sequence in 0..self.sequences.count() {
            self.restore(sequence, kept.get(sequence).and_then(Option::as_ref));
        }
        failed.map_or(Ok(()), Err)
    }

    fn restore(&mut self, sequence: usize, state: Option<&SeqState>) {
        if self.sequences.read(sequence).is_empty() {
            return;
        }
        let restored = match (&mut self.context, state) {
            (Some(context), Some(state)) => {
                context.llama.state_seq_set(state, sequence as i32).is_ok()
            }
            _ => false,
        };
        if restored {
            return;
        }
        let mut again = self.sequences.forget(sequence);
        if let Some(active) = self
            .active
            .iter_mut()
            .find(|active| active.sequence == sequence)
        {
            again.append(&mut active.unread);
            active.unread = again;
        }
    }

    fn new_context(&mut self, length: u32) -> Result<Context<'m>, RoundError> {
        let began = Instant::now();
        let batch_threads = self.threads.for_batch();
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(length.saturating_mul(SEQUENCES)))
            .with_n_seq_max(SEQUENCES)
            .with_n_batch(STEP as u32)
            .with_n_ubatch(STEP as u32)
            .with_n_threads(self.threads.for_word() as i32)
            .with_n_threads_batch(batch_threads as i32);
        let llama = self.model.new_context(self.backend, params).map_err(|error| {
            let message = format!(
                "There is not enough memory for the model ({error}). Close other programs and try again."
            );
            RoundError::new("api_error", message)
        })?;
        let took = began.elapsed();
        tracing::debug!(
            length,
            batch_threads,
            ms = took.as_millis() as u64,
            "context made"
        );
        self.threads.changed(took);
        Ok(Context {
            llama,
            length,
            batch_threads,
        })
    }

    /// Evaluates one batch: a token for each talk that is generating, and parts of the prompts of the others.
    fn step(&mut self) -> Result<(), String> {
        if self.active.is_empty() {
            return Ok(());
        }
        let unread: Vec<usize> = self
            .active
            .iter()
            .map(|active| active.unread.len())
            .collect();
        let waiting: usize = unread.iter().sum();
        if waiting > 1 {
            let talks = self.active.len();
            let words = if talks > 1 { talks * WORDS_TO_COME } else { 0 };
            let now = self.started.elapsed();
            self.threads
                .decide(waiting + words, now, ProcessorTimes::now);
            self.fit_threads().map_err(|error| error.message)?;
        }
        let Some(Context { llama: context, .. }) = &mut self.context else {
            return Err("its memory is gone".to_owned());
        };
        // What could not be carried over to another context is unread again.
        let unread: Vec<usize> = self
            .active
            .iter()
            .map(|active| active.unread.len())
            .collect();
        let shares = self.pace.shares(&unread);
        let mut batch = LlamaBatch::new(STEP, 1);
        // Index in the batch of the logits for each talk's next token.
        let mut answers = Vec::with_capacity(shares.len());
        for (active, &share) in self.active.iter().zip(&shares) {
            let read = self.sequences.read(active.sequence).len();
            for (index, token) in active.unread[..share].iter().enumerate() {
                let last = index + 1 == active.unread.len();
                batch
                    .add(
                        *token,
                        (read + index) as i32,
                        &[active.sequence as i32],
                        last,
                    )
                    .map_err(|error| error.to_string())?;
            }
            answers.push((share == active.unread.len()).then(|| batch.n_tokens() - 1));
        }
        let began = Instant::now();
        context
            .decode(&mut batch)
            .map_err(|error| error.to_string())?;
        let tokens = batch.n_tokens() as usize;
        self.threads
            .took(tokens, began.elapsed(), self.started.elapsed());
        let mut over = Vec::new();
        for (index, active) in self.active.iter_mut().enumerate() {
            self.sequences
                .add(active.sequence, active.unread.drain(..shares[index]));
            let Some(answer) = answers[index] else {
                continue;
            };
            let request = &active.request;
            let mut tell = |piece| request.send(Ok(piece));
            let step =
                active
                    .reply
                    .step(self.model, &mut self.grammars, context, answer, &mut tell);
            match step {
                Ok(Step::GoOn(token, after)) => {
                    active.unread.push(token);
                    if let Some(text) = after {
                        active.unread.extend(self.reader.tokenise_reply(text));
                    }
                }
                Ok(Step::Over(end)) => over.push((index, Ok(end))),
                Err(why) => over.push((index, Err(why))),
            }
        }
        self.pace.took(tokens, began.elapsed());
        for (index, end) in over.into_iter().rev() {
            let active = self.active.remove(index);
            match end {
                Ok(end) => self.leave(active, end),
                Err(why) => {
                    self.sequences.leave(active.sequence);
                    let message = format!("The answer failed: {why}. Try again.");
                    active.request.fail("api_error", message);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
