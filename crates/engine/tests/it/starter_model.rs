//! Path of the starter model's file, for every test that needs it.

use std::path::PathBuf;

/// The file that `cargo xtask test` names, or has downloaded before.
pub(crate) fn model() -> PathBuf {
    if let Some(named) = std::env::var_os("ERRAND_STARTER_MODEL") {
        return named.into();
    }
    let home = std::env::var_os("HOME")
        .map(PathBuf::from)
        .unwrap_or_default();
    let cached = std::fs::read_dir(home.join(".cache/errand")).ok();
    cached
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            path.extension()
                .is_some_and(|extension| extension == "gguf")
        })
        .expect(
            "set ERRAND_STARTER_MODEL to the starter model's file, or run `cargo xtask test` once",
        )
}
