//! Sampling of the next token.

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;
use llguidance::toktrie::SimpleVob;
use providers::chat::Sampling;

/// The sampler of one reply.
pub(super) struct ReplySampler {
    sampler: LlamaSampler,
}

impl ReplySampler {
    /// Defaults that keep a very small model on its subject: little randomness, and a penalty on repetition. At
    /// temperature 0 there is neither.
    pub(super) fn new(model: &LlamaModel, wanted: &Sampling, said: &[LlamaToken]) -> Self {
        let seed = wanted
            .seed
            .unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0.cast_signed());
        let temperature = wanted.temperature.unwrap_or(0.3) as f32;
        let mut sampler = if temperature <= 0.0 {
            LlamaSampler::greedy()
        } else {
            LlamaSampler::chain_simple([
                LlamaSampler::penalties(model.n_vocab(), 64, 1.05, 0.0, 0.0),
                // A repeated phrase is penalised more the longer it is; short ones, as in tables, are free.
                LlamaSampler::dry(model, 0.8, 1.75, 4, 512, ["\n", ":", "\"", "*"]),
                LlamaSampler::top_k(40),
                LlamaSampler::top_p(wanted.top_p.unwrap_or(0.9) as f32, 1),
                LlamaSampler::min_p(0.05, 1),
                LlamaSampler::temp(temperature),
                LlamaSampler::dist(seed as u32),
            ])
        };
        sampler.accept_many(said);
        Self { sampler }
    }

    /// Samples from the logits at index `at` of the last batch.
    pub(super) fn any(&mut self, context: &LlamaContext<'_>, at: i32) -> LlamaToken {
        self.sampler.sample(context, at)
    }

    /// Samples among the allowed tokens; `None` if there is none.
    pub(super) fn of(
        &mut self,
        context: &LlamaContext<'_>,
        at: i32,
        allowed: &SimpleVob,
    ) -> Option<LlamaToken> {
        let candidates = context
            .candidates_ith(at)
            .filter(|candidate| allowed.is_allowed(candidate.id().0.cast_unsigned()));
        let mut candidates = LlamaTokenDataArray::from_iter(candidates, false);
        if candidates.data.is_empty() {
            return None;
        }
        self.sampler.apply(&mut candidates);
        let token = candidates.selected_token()?;
        self.sampler.accept(token);
        Some(token)
    }
}
