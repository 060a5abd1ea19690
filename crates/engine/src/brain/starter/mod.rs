//! The brain that ships with the app: a small instruct model in a GGUF file, run by llama.cpp.
//!
//! One thread owns the model, which is loaded when the first words are wanted and then stays. It serves two talks
//! at a time, a token each in turn, so that a chat does not wait for a job; more wait in line.

mod context;
mod generation;
mod words;

use std::path::{Path, PathBuf};
use std::sync::{OnceLock, mpsc as line};

use interactions::{Agent, Model};
use llama_cpp_2::LogOptions;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::coach::{Coach, SmallModel};
use super::{Abilities, Brain, Pieces, Prompt};
use generation::{Desk, Talk};

/// The context's length in tokens, unless the model was trained on less. The oldest turns are left out of what is
/// longer.
const CONTEXT: u32 = 4096;
/// How long a reply may get when nobody says otherwise, in tokens.
const REPLY: u64 = 1024;

/// The model behind the brain.
pub(crate) struct Starter {
    line: line::Sender<Talk>,
}

impl Starter {
    /// A brain whose model lies at `model`. Nothing is read yet.
    pub(crate) fn new(model: PathBuf) -> Self {
        let (sender, waiting) = line::channel();
        let spawned = std::thread::Builder::new()
            .name("starter-model".to_owned())
            .spawn(move || serve(&model, &waiting));
        if let Err(error) = spawned {
            // Without the thread every talk finds the line closed and says so.
            tracing::error!(%error, "the model's thread could not be started");
        }
        Self { line: sender }
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
            input_token_limit: Some(CONTEXT.into()),
            output_token_limit: Some(CONTEXT.into()),
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
            functions: Some(false),
            images: Some(false),
            other_media: Some(false),
            thinking: Some(false),
            format: Some(false),
            service_tools: false,
            context: Some(CONTEXT.into()),
        }
    }

    fn continues(&self) -> bool {
        true
    }

    fn coach(&self) -> &dyn Coach {
        &SmallModel
    }

    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces {
        let (pieces, received) = mpsc::channel(256);
        // When the thread is gone the receiver ends without a piece, which the run reports.
        let _ = self.line.send(Talk {
            prompt,
            stop,
            pieces,
        });
        received
    }
}

/// Why the model cannot be used; every text says what to do.
#[derive(Debug, thiserror::Error)]
enum ModelError {
    #[error(
        "The model file {0} is missing. Choose a GGUF model file in the settings, or install Errand again."
    )]
    Missing(PathBuf),
    #[error(
        "The file {path} cannot be read: {source}. Check its permissions, or choose another model file."
    )]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("The file {0} is not a GGUF model. Choose another model file in the settings.")]
    NotAModel(PathBuf),
    #[error(
        "The model in {path} could not be loaded: {why}. It may be damaged, too new or too large for this \
         computer's memory. Choose another model file in the settings."
    )]
    Load { path: PathBuf, why: String },
}

fn serve(path: &Path, waiting: &line::Receiver<Talk>) {
    while let Ok(first) = waiting.recv() {
        match load(path) {
            Ok((backend, model)) => return Desk::new(backend, &model).serve(first, waiting),
            // Looked for again for the next talk: the person may have put the file there meanwhile.
            Err(error) => first.fail("failed_precondition", &error.to_string()),
        }
    }
}

/// llama.cpp can be set up once per process.
fn backend() -> Result<&'static LlamaBackend, String> {
    static BACKEND: OnceLock<Result<LlamaBackend, String>> = OnceLock::new();
    let set_up = BACKEND.get_or_init(|| {
        llama_cpp_2::send_logs_to_tracing(
            LogOptions::default().with_logs_enabled(tracing::enabled!(tracing::Level::DEBUG)),
        );
        LlamaBackend::init().map_err(|error| error.to_string())
    });
    set_up.as_ref().map_err(String::clone)
}

fn load(path: &Path) -> Result<(&'static LlamaBackend, LlamaModel), ModelError> {
    let failed = |why: String| ModelError::Load {
        path: path.to_owned(),
        why,
    };
    if !path.is_file() {
        return Err(ModelError::Missing(path.to_owned()));
    }
    let mut magic = [0; 4];
    std::fs::File::open(path)
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut magic))
        .map_err(|source| match source.kind() {
            std::io::ErrorKind::UnexpectedEof => ModelError::NotAModel(path.to_owned()),
            _ => ModelError::Unreadable {
                path: path.to_owned(),
                source,
            },
        })?;
    if &magic != b"GGUF" {
        return Err(ModelError::NotAModel(path.to_owned()));
    }
    let started = std::time::Instant::now();
    let backend = backend().map_err(failed)?;
    let model = LlamaModel::load_from_file(backend, path, &LlamaModelParams::default())
        .map_err(|error| failed(error.to_string()))?;
    tracing::info!(ms = started.elapsed().as_millis() as u64, "model loaded");
    Ok((backend, model))
}
