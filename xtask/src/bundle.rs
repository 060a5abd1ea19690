//! `cargo xtask bundle`: builds the packages of the current system in `target/bundle`.

mod elsewhere;
mod linux;
mod needs;
pub(crate) mod signed;
mod tarball;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::programs::{run, say, signing_program};
use crate::workspace;

/// Tauri's own packer, which reads `src-tauri/tauri.conf.json`.
const PACKER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the packages, and prints their paths.
pub(crate) fn bundle() -> Outcome {
    let packages = if cfg!(target_os = "linux") {
        linux::bundle()?
    } else {
        elsewhere::bundle()?
    };
    for package in packages {
        println!("{}", package.display());
    }
    Ok(())
}

/// Packages the release build in these formats (`deb,rpm`). `config` is merged over `tauri.conf.json`.
fn pack(kinds: &str, config: &Value) -> Outcome {
    say(format!("Packing with {PACKER}."));
    for kind in kinds.split(',') {
        let packed = packed(kind);
        if packed.exists() {
            fs::remove_dir_all(&packed).map_err(|error| Failure::io(&packed, error))?;
        }
    }
    let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
    run(signing_program(npx)
        .args(["--yes", "--package", PACKER, "--", "tauri", "bundle"])
        .args(["--ci", "--bundles", kinds])
        .args(["--config", &config.to_string()])
        .current_dir(workspace::root().join("src-tauri")))
}

/// Returns the packer's output folder for a format.
fn packed(kind: &str) -> PathBuf {
    workspace::target().join("release/bundle").join(kind)
}

/// Moves the package just built to `target/bundle`, with `suffix` appended to its name.
fn collect(kind: &str, ending: &str, suffix: &str) -> Outcome<PathBuf> {
    let folder = packed(kind);
    let made = fs::read_dir(&folder)
        .map_err(|error| Failure::io(&folder, error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|it| it == ending))
        .ok_or_else(|| Failure::new(format!("{} holds no package.", folder.display())))?;
    let stem = made.file_stem().unwrap_or_default().to_string_lossy();
    let package = shelf()?.join(format!("{stem}{suffix}.{ending}"));
    fs::rename(&made, &package).map_err(|error| Failure::io(&package, error))?;
    Ok(package)
}

/// Returns `target/bundle`.
fn shelf() -> Outcome<PathBuf> {
    let folder = workspace::target().join("bundle");
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, error))?;
    Ok(folder)
}

/// Returns an empty folder for a task.
fn emptied(name: &str) -> Outcome<PathBuf> {
    let folder = workspace::scratch(name)?;
    fs::remove_dir_all(&folder)
        .and_then(|()| fs::create_dir_all(&folder))
        .map_err(|error| Failure::io(&folder, error))?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| Failure::io(from, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        fs::read_to_string(workspace::root().join(path)).expect(path)
    }

    #[test]
    fn every_place_that_names_the_version_names_the_same() {
        let version = env!("CARGO_PKG_VERSION");
        let json = |path: &str| -> String {
            let value: Value = serde_json::from_str(&text(path)).expect(path);
            value["version"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(json("src-tauri/tauri.conf.json"), version);
        assert_eq!(json("ui/package.json"), version);
        for (path, place) in [
            ("src-tauri/debian/changelog", format!("errand ({version}) ")),
            (
                "src-tauri/linux/app.errand.desktop.metainfo.xml",
                format!("<release version=\"{version}\" "),
            ),
        ] {
            assert!(text(path).contains(&place), "{path} lacks {place}");
        }
    }
}
