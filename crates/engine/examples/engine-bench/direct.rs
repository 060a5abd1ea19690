//! Baseline: the same model with nothing but llama.cpp, and half of the processors as threads, which is fast whatever
//! else runs. The engine uses more for prompts while they are idle, so it may be faster.

use std::num::NonZeroU32;
use std::path::Path;
use std::time::Instant;

use llama_cpp_2::LogOptions;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;

/// Number of tokens that llama.cpp evaluates in one batch.
const BATCH: usize = 256;
const CONTEXT: u32 = 4096;

pub(crate) struct Model {
    backend: LlamaBackend,
    model: LlamaModel,
    threads: i32,
}

/// Durations of one run.
pub(crate) struct Timing {
    /// Seconds from the prompt to the first token.
    pub(crate) first: f64,
    /// Seconds per token after the first.
    pub(crate) word: f64,
}

impl Model {
    pub(crate) fn load(path: &Path) -> Self {
        llama_cpp_2::send_logs_to_tracing(LogOptions::default().with_logs_enabled(false));
        let backend = LlamaBackend::init().unwrap();
        let model =
            LlamaModel::load_from_file(&backend, path, &LlamaModelParams::default()).unwrap();
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            backend,
            model,
            threads: (cores / 2).clamp(1, 8) as i32,
        }
    }

    /// A prompt of `tokens` tokens: a text of numbers that begins with `seed`.
    pub(crate) fn prompt(&self, seed: usize, tokens: usize) -> Vec<LlamaToken> {
        let text: String = (0..tokens)
            .map(|word| format!("{} ", (seed + word) % 997))
            .collect();
        let mut read = self.model.vocab().tokenize(text.as_bytes(), true, false);
        read.truncate(tokens);
        read
    }

    /// Evaluates a prompt and generates `words` tokens, whatever they are.
    pub(crate) fn run(&self, prompt: &[LlamaToken], words: usize) -> Timing {
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(CONTEXT))
            .with_n_batch(BATCH as u32)
            .with_n_ubatch(BATCH as u32)
            .with_n_threads(self.threads)
            .with_n_threads_batch(self.threads);
        let mut context = self.model.new_context(&self.backend, params).unwrap();
        let mut sampler = LlamaSampler::greedy();
        let mut batch = LlamaBatch::new(BATCH, 1);
        let began = Instant::now();
        let mut read = 0;
        for chunk in prompt.chunks(BATCH) {
            batch.clear();
            for token in chunk {
                read += 1;
                let last = read == prompt.len();
                batch.add(*token, read as i32 - 1, &[0], last).unwrap();
            }
            context.decode(&mut batch).unwrap();
        }
        let mut token = sampler.sample(&context, batch.n_tokens() - 1);
        let first = began.elapsed().as_secs_f64();
        for word in 0..words {
            batch.clear();
            batch
                .add(token, (prompt.len() + word) as i32, &[0], true)
                .unwrap();
            context.decode(&mut batch).unwrap();
            token = sampler.sample(&context, 0);
        }
        Timing {
            first,
            word: (began.elapsed().as_secs_f64() - first) / words.max(1) as f64,
        }
    }
}
