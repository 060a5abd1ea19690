//! Checks that the UI is built, and gives the window permission for exactly the commands of the bridge.

use std::path::{Path, PathBuf};

/// Commands of the host itself, in addition to those of the bridge.
const OWN: &[&str] = &["subscribe", "shown", "first_frame", "zoom"];

macro_rules! commands {
    ($( $(#[doc = $doc:literal])* $name:ident($request:ty) -> $answer:ty; )*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
include!("../crates/app/src/commands/list.rs");

fn main() {
    println!("cargo:rerun-if-changed=../crates/app/src/commands/list.rs");
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=tauri.conf.json");
    if !Path::new("../ui/dist/index.html").is_file() {
        fail(
            "The UI is not built: ui/dist/index.html is missing. Run `cargo xtask run`, or `npm ci && npm run build` in ui/.",
        );
    }
    let out = PathBuf::from(
        std::env::var_os("OUT_DIR").expect("cargo gives a build script its output directory"),
    );
    let commands: Vec<&'static str> = NAMES.iter().chain(OWN).copied().collect();
    let folder = out.join("capabilities");
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("main.json"), capability(&commands)));
    if let Err(error) = written {
        fail(&format!(
            "The window's permissions cannot be written to {}: {error}",
            folder.display()
        ));
    }
    let pattern: &'static str = format!("{}/*.json", folder.display()).leak();
    let attributes = tauri_build::Attributes::new()
        .app_manifest(tauri_build::AppManifest::new().commands(commands.leak()))
        .capabilities_path_pattern(pattern);
    if let Err(error) = tauri_build::try_build(attributes) {
        fail(&format!("{error:#}"));
    }
}

/// The window's permissions: our commands and nothing of Tauri's own.
fn capability(commands: &[&str]) -> String {
    let permissions: Vec<String> = commands
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    serde_json::json!({
        "identifier": "main",
        "description": "The commands of the bridge",
        "windows": ["main"],
        "local": true,
        "permissions": permissions,
    })
    .to_string()
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    std::process::exit(1);
}
