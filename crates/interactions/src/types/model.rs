//! Models (contract section 2.4; a classic route, so camelCase on the wire).

use super::ids::ModelId;

objects! {
    /// A model (contract section 2.4).
    pub struct Model {
        /// `models/…`; see [`Model::id`].
        pub name: Option<String>,
        /// The model's version.
        pub version: Option<String>,
        /// Display name.
        pub display_name: Option<String> => "displayName" | "display_name",
        /// Description of the model.
        pub description: Option<String>,
        /// Maximum number of input tokens.
        pub input_token_limit: Option<u64> => "inputTokenLimit" | "input_token_limit",
        /// Maximum number of output tokens.
        pub output_token_limit: Option<u64> => "outputTokenLimit" | "output_token_limit",
        /// Names of classic methods; says nothing about interactions.
        pub supported_generation_methods: Vec<String>
            => "supportedGenerationMethods" | "supported_generation_methods",
        /// The default temperature.
        pub temperature: Option<f64>,
        /// The default top-p.
        pub top_p: Option<f64> => "topP" | "top_p",
        /// The default top-k.
        pub top_k: Option<u64> => "topK" | "top_k",
        /// Maximum temperature.
        pub max_temperature: Option<f64> => "maxTemperature" | "max_temperature",
        /// True if the model thinks.
        pub thinking: Option<bool>,
    }

    /// A page of models (section 2.4).
    pub struct ModelList {
        /// The models.
        pub models: Vec<Model>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "nextPageToken" | "next_page_token",
    }
}

impl Model {
    /// The id for a create request: the name without `models/`.
    pub fn id(&self) -> Option<ModelId> {
        let name = self.name.as_deref()?;
        Some(name.strip_prefix("models/").unwrap_or(name).into())
    }
}
