//! The local brain: the small instruct model (GGUF) that ships with the app, or another GGUF file that a person
//! chose, run by llama.cpp.
//!
//! One thread owns the model, which is loaded at the first request and then stays loaded. It serves up to
//! [`SEQUENCES`] talks at a time in one batch; more wait in a queue.

mod calls;
mod decoder;
mod grammar;
mod history;
mod idle;
mod json;
mod memory;
mod model;
mod pace;
mod processor;
mod reading;
mod reply;
mod sampling;
mod scheduler;
mod schema;
mod sequences;
mod template;
mod threads;
mod tokens;
mod turns;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, mpsc as line};

use interactions::{Agent, Model};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::coach::{Coach, SmallModel};
use super::{Abilities, Brain, Pieces, Prompt};
use model::{ModelError, ModelMetadata};
use reading::ChatTokeniser;
use scheduler::{RoundRequest, Scheduler};

/// Number of talks served at the same time, and kept for a follow-up.
const SEQUENCES: u32 = 4;
/// Capacity of the channel of pieces: more than the longest reply has.
const LINE: usize = 1 << 20;

/// The brain of the local model.
pub(crate) struct Starter {
    line: line::Sender<RoundRequest>,
    file: Arc<File>,
}

/// The model's file, and its metadata once it could be read.
struct File {
    path: PathBuf,
    metadata: OnceLock<ModelMetadata>,
}

impl File {
    fn metadata(&self) -> Option<&ModelMetadata> {
        if self.metadata.get().is_none()
            && let Some(metadata) = ModelMetadata::read(&self.path)
        {
            // Two concurrent callers read the same facts.
            let _ = self.metadata.set(metadata);
        }
        self.metadata.get()
    }

    /// The model that ships with the app has a name of its own; its file is `starter` or `starter-…`.
    fn is_starter(&self) -> bool {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        stem == "starter" || stem.starts_with("starter-")
    }

    fn display_name(&self) -> String {
        if self.is_starter() {
            return "Starter model".to_owned();
        }
        let own = self.metadata().and_then(|metadata| metadata.name.clone());
        own.unwrap_or_else(|| {
            let stem = self.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        })
    }
}

impl Starter {
    /// A brain for the model file at `model`. Nothing is read yet.
    pub(crate) fn new(model: PathBuf) -> Self {
        let file = Arc::new(File {
            path: model,
            metadata: OnceLock::new(),
        });
        let (sender, waiting) = line::channel();
        let served = Arc::clone(&file);
        let spawned = std::thread::Builder::new()
            .name("starter-model".to_owned())
            .spawn(move || serve(&served, &waiting));
        if let Err(error) = spawned {
            // Without the thread every talk finds the queue closed and reports it.
            tracing::error!(%error, "the model's thread could not be started");
        }
        Self { line: sender, file }
    }
}

impl Brain for Starter {
    fn models(&self) -> Vec<Model> {
        let context = self.file.metadata().map(|metadata| metadata.context.into());
        let description = if self.file.is_starter() {
            "A small model that runs on this computer, without an account."
        } else {
            "A model file of yours that runs on this computer, without an account."
        };
        vec![Model {
            name: Some("models/errand-starter".to_owned()),
            version: Some("001".to_owned()),
            display_name: Some(self.file.display_name()),
            description: Some(description.to_owned()),
            input_token_limit: context,
            output_token_limit: context,
            ..Model::default()
        }]
    }

    fn agents(&self) -> Vec<Agent> {
        vec![Agent {
            id: Some("errand-agent".into()),
            description: Some("Does a job in a sandbox on this computer.".to_owned()),
            ..Agent::default()
        }]
    }

    fn abilities(&self, _model: &str) -> Abilities {
        Abilities {
            functions: Some(true),
            images: Some(false),
            other_media: Some(false),
            thinking: Some(
                self.file
                    .metadata()
                    .is_some_and(|metadata| metadata.switches_thinking),
            ),
            format: Some(true),
            service_tools: false,
            context: self.file.metadata().map(|metadata| metadata.context.into()),
        }
    }

    fn continues(&self) -> bool {
        true
    }

    fn cannot_hold_to(&self, schema: &serde_json::Value) -> Option<String> {
        grammar::check(schema).err().map(|error| error.to_string())
    }

    fn coach(&self) -> &dyn Coach {
        // A model file of the person's own may be any size, and a job may ask it to change a given file.
        match self.file.is_starter() {
            true => &SmallModel {
                keeps_given_files: true,
            },
            false => &SmallModel {
                keeps_given_files: false,
            },
        }
    }

    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces {
        let (pieces, received) = mpsc::channel(LINE);
        // If the thread is gone the receiver ends without a piece, which the run reports.
        let _ = self.line.send(RoundRequest {
            prompt,
            stop,
            pieces,
        });
        received
    }
}

fn serve(file: &File, waiting: &line::Receiver<RoundRequest>) {
    while let Ok(first) = waiting.recv() {
        let loaded = model::load(&file.path);
        let (backend, model) = match &loaded {
            Ok((backend, model)) => (*backend, model),
            // Tried again for the next talk: the person may have put the file there meanwhile.
            Err(error) => {
                first.fail(error.code(), error.to_string());
                continue;
            }
        };
        match ChatTokeniser::new(model) {
            Ok(reader) => {
                let longest = longest(file, model.n_ctx_train());
                return Scheduler::new(backend, model, reader, longest).serve(first, waiting);
            }
            Err(error) => {
                let path = file.path.clone();
                let why = error.to_string();
                let error = ModelError::NoTalk { path, why };
                first.fail(error.code(), error.to_string());
            }
        }
    }
}

/// Maximum length of a talk in tokens. A file without enough metadata gets a context of the usual length.
fn longest(file: &File, trained: u32) -> u32 {
    const USUAL: u32 = 4096;
    file.metadata()
        .map_or(USUAL, |metadata| metadata.context)
        .min(trained.max(512))
}

#[cfg(test)]
mod tests;
