//! Where the parts that came with the program are.

use std::path::{Path, PathBuf};

/// The engine's program, which `ERRAND_ENGINE` may name.
pub(crate) fn engine() -> PathBuf {
    program("errand-engine", "ERRAND_ENGINE")
}

/// The program that reads files that others made, which `ERRAND_READER` may name.
pub(crate) fn reader() -> PathBuf {
    program("errand-reader", "ERRAND_READER")
}

/// A program of ours: named by a variable, beside this one, or where the package puts it.
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

/// The starter model: named by `ERRAND_STARTER_MODEL`, in the data folder, or with the program.
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
