//! Paths of the programs and files that came with Errand.

use std::path::{Path, PathBuf};

/// Returns the path of the engine's program; `ERRAND_ENGINE` overrides it.
pub(crate) fn engine() -> PathBuf {
    program("errand-engine", "ERRAND_ENGINE")
}

/// Returns the path of `errand-reader`, which reads files that others made; `ERRAND_READER` overrides it.
pub(crate) fn reader() -> PathBuf {
    program("errand-reader", "ERRAND_READER")
}

/// Finds a program of Errand's: named by the variable, beside this one, or where the package puts it.
fn program(name: &str, variable: &str) -> PathBuf {
    if let Some(named) = std::env::var_os(variable).filter(|named| !named.is_empty()) {
        return named.into();
    }
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let beside = beside_program();
    let candidates = [beside.join(&name), beside.join("../lib/errand").join(&name)];
    candidates
        .iter()
        .find(|path| path.is_file())
        .unwrap_or(&candidates[0])
        .clone()
}

/// Finds the starter model: named by `ERRAND_STARTER_MODEL`, in the data folder, or beside the program.
pub(crate) fn starter_model(data: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("ERRAND_STARTER_MODEL").map(PathBuf::from);
    let beside = beside_program();
    named
        .into_iter()
        .chain([
            data.join("engine/models/starter.gguf"),
            beside.join("starter.gguf"),
            beside.join("../lib/errand/starter.gguf"),
        ])
        .find(|path| path.is_file())
}

fn beside_program() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(Path::to_path_buf))
        .unwrap_or_default()
}
