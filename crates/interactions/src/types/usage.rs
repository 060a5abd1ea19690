//! Token counts (contract section 13).

use super::words::Modality;

objects! {
    /// Token usage of an interaction (contract section 13). Output excludes thoughts.
    pub struct Usage {
        /// Total of all tokens.
        pub total_tokens: Option<u64>,
        /// Input, including cached tokens.
        pub total_input_tokens: Option<u64>,
        /// Output without thoughts.
        pub total_output_tokens: Option<u64>,
        /// Thoughts.
        pub total_thought_tokens: Option<u64>,
        /// Input that was read from the cache.
        pub total_cached_tokens: Option<u64>,
        /// Input that tools produced.
        pub total_tool_use_tokens: Option<u64>,
        /// Input of the first turn of a multi-turn run.
        pub initial_input_tokens: Option<u64>,
        /// Input by modality.
        pub input_tokens_by_modality: Vec<ModalityTokens>,
        /// Output by modality.
        pub output_tokens_by_modality: Vec<ModalityTokens>,
        /// Cached input by modality.
        pub cached_tokens_by_modality: Vec<ModalityTokens>,
        /// Tool input by modality.
        pub tool_use_tokens_by_modality: Vec<ModalityTokens>,
        /// Uses of grounding tools, which are billed per use.
        pub grounding_tool_count: Vec<GroundingCount>,
    }

    /// Tokens of one modality (section 13).
    pub struct ModalityTokens {
        /// The modality.
        pub modality: Option<Modality>,
        /// Number of tokens.
        pub tokens: Option<u64>,
    }

    /// Uses of one grounding tool (section 13).
    pub struct GroundingCount {
        /// `google_search`, `google_maps` or `retrieval`.
        pub kind: Option<String> => "type",
        /// Number of uses.
        pub count: Option<u64>,
    }
}

impl Usage {
    /// The sum of two usages, as for the hops of a continuation (section 4.3): `initial_input_tokens` stays that of
    /// `self`, counts by modality and by tool are added for each modality and tool.
    #[must_use]
    pub fn plus(mut self, next: &Usage) -> Usage {
        fn add(total: &mut Option<u64>, more: Option<u64>) {
            *total = match (*total, more) {
                (None, None) => None,
                (total, more) => Some(total.unwrap_or(0).saturating_add(more.unwrap_or(0))),
            };
        }
        fn add_modalities(total: &mut Vec<ModalityTokens>, more: &[ModalityTokens]) {
            for item in more {
                match total.iter_mut().find(|have| have.modality == item.modality) {
                    Some(have) => add(&mut have.tokens, item.tokens),
                    None => total.push(item.clone()),
                }
            }
        }
        add(&mut self.total_tokens, next.total_tokens);
        add(&mut self.total_input_tokens, next.total_input_tokens);
        add(&mut self.total_output_tokens, next.total_output_tokens);
        add(&mut self.total_thought_tokens, next.total_thought_tokens);
        add(&mut self.total_cached_tokens, next.total_cached_tokens);
        add(&mut self.total_tool_use_tokens, next.total_tool_use_tokens);
        if self.initial_input_tokens.is_none() {
            self.initial_input_tokens = next.initial_input_tokens;
        }
        add_modalities(
            &mut self.input_tokens_by_modality,
            &next.input_tokens_by_modality,
        );
        add_modalities(
            &mut self.output_tokens_by_modality,
            &next.output_tokens_by_modality,
        );
        add_modalities(
            &mut self.cached_tokens_by_modality,
            &next.cached_tokens_by_modality,
        );
        add_modalities(
            &mut self.tool_use_tokens_by_modality,
            &next.tool_use_tokens_by_modality,
        );
        for item in &next.grounding_tool_count {
            match self
                .grounding_tool_count
                .iter_mut()
                .find(|have| have.kind == item.kind)
            {
                Some(have) => add(&mut have.count, item.count),
                None => self.grounding_tool_count.push(item.clone()),
            }
        }
        self
    }
}
