//! The model's file: its metadata, the context length that fits this computer, and loading it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use llama_cpp_2::LogOptions;
use llama_cpp_2::gguf::GgufContext;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;

use super::SEQUENCES;
use super::memory;
use super::processor;

/// Minimum context length in tokens.
const SHORTEST: u32 = 512;
/// A context's length is a multiple of this.
const GRAIN: u32 = 256;

/// Why the model cannot be used; every message says what to do.
#[derive(Debug, thiserror::Error)]
pub(super) enum ModelError {
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
        "The processor of this computer is too old for models on it: it lacks {0}. Connect a server with models in the \
         settings, or use Gemini."
    )]
    Processor(String),
    #[error(
        "The model in {path} could not be loaded: {why}. It may be damaged, too new or too large for this \
         computer's memory. Choose another model file in the settings."
    )]
    Load { path: PathBuf, why: String },
    #[error(
        "Errand cannot talk with the model in {path}: {why}. Its file has to say how one talks with it. Choose a model \
         file made for chats (often called \"instruct\" or \"chat\") in the settings."
    )]
    NoTalk { path: PathBuf, why: String },
}

impl ModelError {
    /// The error code for clients: `no_model` is Errand's own, all others are the contract's (section 1.4).
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "no_model",
            _ => "failed_precondition",
        }
    }
}

/// Metadata of a model file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ModelMetadata {
    /// The name that its makers gave it.
    pub(super) name: Option<String>,
    /// Its template can switch thinking off.
    pub(super) switches_thinking: bool,
    /// The longest context per talk, in tokens, that the model was trained on and this computer has memory for.
    pub(super) context: u32,
}

impl ModelMetadata {
    /// Reads the metadata at the beginning of the file. `None` if it is not a model.
    pub(super) fn read(path: &Path) -> Option<Self> {
        // A file that is not a GGUF model would only make llama.cpp log errors.
        check(path).ok()?;
        let file = GgufContext::from_file(path)?;
        let architecture = text(&file, "general.architecture")?;
        let number = |key: &str| number(&file, &format!("{architecture}.{key}"));
        let trained = number("context_length")?;
        let cache = Cache {
            layers: number("block_count")?,
            width: number("embedding_length")?,
            heads: number("attention.head_count"),
            heads_kept: number("attention.head_count_kv"),
            head: number("attention.key_length"),
        };
        let size = std::fs::metadata(path).map_or(0, |file| file.len());
        Some(Self {
            name: text(&file, "general.name").filter(|name| !name.trim().is_empty()),
            switches_thinking: text(&file, "tokenizer.chat_template")
                .is_some_and(|template| template.contains("enable_thinking")),
            context: longest(trained, cache.bytes_a_token(), memory::available(), size),
        })
    }
}

/// Dimensions of a model's KV cache.
struct Cache {
    layers: u64,
    width: u64,
    heads: Option<u64>,
    heads_kept: Option<u64>,
    head: Option<u64>,
}

impl Cache {
    /// Keys and values of all layers in half precision.
    fn bytes_a_token(&self) -> u64 {
        let heads = self.heads.unwrap_or(1).max(1);
        let head = self.head.unwrap_or(self.width / heads);
        let kept = self.heads_kept.unwrap_or(heads);
        self.layers * kept * head * 2 * 2
    }
}

/// Half of the memory that is left beside the model goes to the KV cache.
fn longest(trained: u64, bytes_a_token: u64, available: u64, model: u64) -> u32 {
    let talks = available.saturating_sub(model) / 2 / SEQUENCES as u64;
    let tokens = (talks / bytes_a_token.max(1)).min(trained);
    let tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
    (tokens / GRAIN * GRAIN).max(SHORTEST)
}

/// Type numbers of values in the GGUF format.
const U32: u32 = 4;
const TEXT: u32 = 8;
const U64: u32 = 10;

fn text(file: &GgufContext, key: &str) -> Option<String> {
    let at = Some(file.find_key(key)).filter(|at| *at >= 0)?;
    (file.kv_type(at) == TEXT).then(|| file.val_str(at).map(str::to_owned))?
}

fn number(file: &GgufContext, key: &str) -> Option<u64> {
    let at = Some(file.find_key(key)).filter(|at| *at >= 0)?;
    match file.kv_type(at) {
        U32 => Some(file.val_u32(at).into()),
        U64 => Some(file.val_u64(at)),
        // Some models have an array with a number per layer: the estimate does without.
        _ => None,
    }
}

/// llama.cpp can be initialised once per process.
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

fn check(path: &Path) -> Result<(), ModelError> {
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
    if &magic == b"GGUF" {
        Ok(())
    } else {
        Err(ModelError::NotAModel(path.to_owned()))
    }
}

/// Refuses a processor that lacks extensions which models need.
fn check_processor(missing: &[&str]) -> Result<(), ModelError> {
    match missing {
        [] => Ok(()),
        _ => Err(ModelError::Processor(missing.join(", "))),
    }
}

/// Loads the model.
pub(super) fn load(path: &Path) -> Result<(&'static LlamaBackend, LlamaModel), ModelError> {
    let failed = |why: String| ModelError::Load {
        path: path.to_owned(),
        why,
    };
    check(path)?;
    check_processor(&processor::missing_extensions())?;
    let started = std::time::Instant::now();
    let backend = backend().map_err(failed)?;
    let model = LlamaModel::load_from_file(backend, path, &LlamaModelParams::default())
        .map_err(|error| failed(error.to_string()))?;
    tracing::info!(ms = started.elapsed().as_millis() as u64, "model loaded");
    Ok((backend, model))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn a_processor_that_would_end_the_program_is_named_with_what_it_lacks() {
        assert!(check_processor(&[]).is_ok());
        let error = check_processor(&["AVX2", "FMA"]).unwrap_err();
        assert_eq!(error.code(), "failed_precondition");
        assert!(error.to_string().contains("it lacks AVX2, FMA."));
    }

    #[test]
    fn a_context_is_as_long_as_the_model_was_trained_on_where_there_is_memory() {
        let small = Cache {
            layers: 30,
            width: 576,
            heads: Some(9),
            heads_kept: Some(3),
            head: None,
        };
        assert_eq!(small.bytes_a_token(), 23_040);
        assert_eq!(
            longest(8192, small.bytes_a_token(), 8 * GIB, GIB / 10),
            8192
        );
    }

    #[test]
    fn a_context_is_no_longer_than_half_of_the_free_memory_holds() {
        let a_token = 128 * 1024;
        let tokens = longest(131_072, a_token, 12 * GIB, 4 * GIB);
        assert_eq!(u64::from(tokens) * a_token * SEQUENCES as u64, 4 * GIB);
        assert_eq!(longest(131_072, a_token, GIB, 4 * GIB), SHORTEST);
    }
}
