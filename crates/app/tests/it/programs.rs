//! The programs that the app starts: named by a variable, else built when they are first asked for.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The engine's program, which `ERRAND_ENGINE` may name.
pub(crate) fn engine() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| program("ERRAND_ENGINE", "engine", "errand-engine"))
}

/// The program that reads files that others made, which `ERRAND_READER` may name.
pub(crate) fn reader() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| program("ERRAND_READER", "reader", "errand-reader"))
}

fn program(variable: &str, package: &str, name: &str) -> PathBuf {
    if let Some(named) = std::env::var_os(variable) {
        return named.into();
    }
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", package])
        .status()
        .unwrap();
    assert!(built.success(), "{name} does not build");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    folder
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
