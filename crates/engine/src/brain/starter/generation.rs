//! The desk of the model's thread: which talks are served, and how one of them goes on by one step.

use std::num::NonZeroU32;
use std::sync::mpsc as line;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::words::Words;
use super::{CONTEXT, REPLY, context};
use crate::brain::{End, Failed, Piece, Prompt, Sampling, Tokens};

/// Talks served at the same time; each needs a context of its own.
const SEATS: usize = 2;
/// Prompt tokens read in one step.
const STEP: usize = 256;

/// One round that is wanted.
pub(super) struct Talk {
    pub(super) prompt: Prompt,
    pub(super) stop: CancellationToken,
    pub(super) pieces: mpsc::Sender<Result<Piece, Failed>>,
}

impl Talk {
    /// Ends the round as failed.
    pub(super) fn fail(&self, code: &str, message: &str) {
        // Nobody waits any more when the run was cancelled meanwhile.
        let _ = self.pieces.blocking_send(Err(Failed::new(code, message)));
    }
}

/// A context and the tokens it has read, kept for the next talk that begins alike.
struct Slot<'m> {
    context: LlamaContext<'m>,
    read: Vec<LlamaToken>,
}

/// A round in progress.
struct Generation<'m> {
    talk: Talk,
    slot: Slot<'m>,
    /// Tokens still to be read before the next word can be chosen.
    unread: Vec<LlamaToken>,
    sampler: LlamaSampler,
    words: Words,
    used: Tokens,
    /// How many more tokens the reply may have.
    left: u64,
}

/// Serves talks until nobody can send any more.
pub(super) struct Desk<'m> {
    backend: &'m LlamaBackend,
    model: &'m LlamaModel,
    free: Vec<Slot<'m>>,
    at_work: Vec<Generation<'m>>,
}

impl<'m> Desk<'m> {
    pub(super) fn new(backend: &'m LlamaBackend, model: &'m LlamaModel) -> Self {
        Self {
            backend,
            model,
            free: Vec::new(),
            at_work: Vec::new(),
        }
    }

    pub(super) fn serve(mut self, first: Talk, waiting: &line::Receiver<Talk>) {
        self.begin(first);
        loop {
            while self.at_work.len() < SEATS {
                let next = if self.at_work.is_empty() {
                    match waiting.recv() {
                        Ok(talk) => talk,
                        Err(_) => return,
                    }
                } else {
                    match waiting.try_recv() {
                        Ok(talk) => talk,
                        Err(_) => break,
                    }
                };
                self.begin(next);
            }
            let mut index = 0;
            while index < self.at_work.len() {
                match self.at_work[index].step(self.model) {
                    Ok(None) => index += 1,
                    Ok(Some(end)) => {
                        let Generation {
                            talk, slot, used, ..
                        } = self.at_work.swap_remove(index);
                        self.free.push(slot);
                        let _ = talk
                            .pieces
                            .blocking_send(Ok(Piece::Ended { end, tokens: used }));
                    }
                    Err(why) => {
                        // Its context may be in disorder: it is not used again.
                        let failed = self.at_work.swap_remove(index);
                        failed
                            .talk
                            .fail("api_error", &format!("The model failed: {why}. Try again."));
                    }
                }
            }
        }
    }

    fn begin(&mut self, talk: Talk) {
        if talk.stop.is_cancelled() || talk.pieces.is_closed() {
            let _ = talk.pieces.blocking_send(Ok(Piece::Ended {
                end: End::Stopped,
                tokens: Tokens::default(),
            }));
            return;
        }
        match self.prepare(&talk) {
            Ok((slot, unread, sampler, used, left)) => {
                let words = Words::new(&talk.prompt.chat.sampling.stop_sequences);
                self.at_work.push(Generation {
                    talk,
                    slot,
                    unread,
                    sampler,
                    words,
                    used,
                    left,
                });
            }
            Err(why) => talk.fail("invalid_request", &why),
        }
    }

    fn prepare(
        &mut self,
        talk: &Talk,
    ) -> Result<(Slot<'m>, Vec<LlamaToken>, LlamaSampler, Tokens, u64), String> {
        let length = CONTEXT.min(self.model.n_ctx_train()).max(512);
        let vocab = self.model.vocab();
        let said = vocab.tokenize(talk.prompt.said.open_reply.as_bytes(), false, false);
        let most = talk
            .prompt
            .chat
            .sampling
            .max_output_tokens
            .unwrap_or(REPLY)
            .min(u64::from(length) / 2);
        let left = most.saturating_sub(said.len() as u64);
        let room = length as usize - left as usize - 8;
        let tokens = context::tokens(self.model, &talk.prompt, room)?;
        let mut sampler = sampler(self.model, &talk.prompt.chat.sampling);
        sampler.accept_many(said.iter());
        let used = Tokens {
            input: tokens.len() as u64,
            ..Tokens::default()
        };
        let (mut slot, common) = self.slot_for(&tokens, length)?;
        if slot
            .context
            .kv_cache_seq_rm(0, Some(common as u32), None)
            .is_err()
        {
            slot.context.clear_kv_cache();
            slot.read.clear();
            return Ok((slot, tokens, sampler, used, left));
        }
        slot.read.truncate(common);
        Ok((slot, tokens[common..].to_vec(), sampler, used, left))
    }

    /// The free slot that has read most of these tokens, or a new one; and how many of them it need not read again.
    fn slot_for(
        &mut self,
        tokens: &[LlamaToken],
        length: u32,
    ) -> Result<(Slot<'m>, usize), String> {
        let common = |slot: &Slot<'_>| {
            let same = slot
                .read
                .iter()
                .zip(tokens)
                .take_while(|(a, b)| a == b)
                .count();
            // The last token is always read again, because its answer is what the next word is chosen from.
            same.min(tokens.len().saturating_sub(1))
        };
        let best = (0..self.free.len()).max_by_key(|&index| common(&self.free[index]));
        if let Some(index) = best.filter(|&index| {
            common(&self.free[index]) > 0 || self.free.len() + self.at_work.len() >= SEATS
        }) {
            let slot = self.free.swap_remove(index);
            let common = common(&slot);
            return Ok((slot, common));
        }
        // Two threads of one core gain nothing, and llama.cpp's threads wait for each other by
        // spinning: on a busy computer one too few is much faster than one too many.
        let threads = std::thread::available_parallelism()
            .map_or(1, |cores| (cores.get() / 2).clamp(1, 8) as i32);
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(length))
            .with_n_batch(STEP as u32)
            .with_n_threads(threads)
            .with_n_threads_batch(threads);
        let context = self.model.new_context(self.backend, params).map_err(|error| {
            format!("There is not enough memory for the model ({error}). Close other programs and try again.")
        })?;
        Ok((
            Slot {
                context,
                read: Vec::new(),
            },
            0,
        ))
    }
}

impl Generation<'_> {
    /// Reads some of the prompt or chooses one word. `Some` when the round is over.
    fn step(&mut self, model: &LlamaModel) -> Result<Option<End>, String> {
        if self.talk.stop.is_cancelled() || self.talk.pieces.is_closed() {
            return Ok(Some(End::Stopped));
        }
        let now: Vec<LlamaToken> = self.unread.drain(..self.unread.len().min(STEP)).collect();
        let chooses = self.unread.is_empty();
        let mut batch = LlamaBatch::new(STEP, 1);
        for (index, token) in now.iter().enumerate() {
            let position = (self.slot.read.len() + index) as i32;
            let last = chooses && index + 1 == now.len();
            batch
                .add(*token, position, &[0], last)
                .map_err(|error| error.to_string())?;
        }
        self.slot
            .context
            .decode(&mut batch)
            .map_err(|error| error.to_string())?;
        self.slot.read.extend_from_slice(&now);
        if !chooses {
            return Ok(None);
        }
        if self.left == 0 {
            return Ok(Some(self.finish(End::Limit)));
        }
        let token = self
            .sampler
            .sample(&self.slot.context, batch.n_tokens() - 1);
        let vocab = model.vocab();
        if vocab.is_eog(token) {
            return Ok(Some(self.finish(End::Finished)));
        }
        self.left -= 1;
        self.used.output += 1;
        let (text, over) = self.words.push(&vocab.token_to_piece(token, false, None));
        if !self.send(text) {
            return Ok(Some(End::Stopped));
        }
        if over {
            return Ok(Some(End::Finished));
        }
        self.unread.push(token);
        Ok(None)
    }

    fn finish(&mut self, end: End) -> End {
        let text = self.words.finish();
        if self.send(text) { end } else { End::Stopped }
    }

    /// False when nobody listens any more.
    fn send(&self, text: String) -> bool {
        text.is_empty()
            || self
                .talk
                .pieces
                .blocking_send(Ok(Piece::Text(text)))
                .is_ok()
    }
}

/// Defaults that keep a very small model on its subject: little chance, and a price on repeating itself. At
/// temperature 0 there is neither.
fn sampler(model: &LlamaModel, wanted: &Sampling) -> LlamaSampler {
    let seed = wanted
        .seed
        .unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0 as i64);
    let temperature = wanted.temperature.unwrap_or(0.3) as f32;
    if temperature <= 0.0 {
        return LlamaSampler::greedy();
    }
    LlamaSampler::chain_simple([
        LlamaSampler::penalties(model.n_vocab(), 64, 1.05, 0.0, 0.0),
        // A phrase that comes again costs more the longer it is; short ones, as tables have, are free.
        LlamaSampler::dry(model, 0.8, 1.75, 4, 512, ["\n", ":", "\"", "*"]),
        LlamaSampler::top_k(40),
        LlamaSampler::top_p(wanted.top_p.unwrap_or(0.9) as f32, 1),
        LlamaSampler::min_p(0.05, 1),
        LlamaSampler::temp(temperature),
        LlamaSampler::dist(seed as u32),
    ])
}
