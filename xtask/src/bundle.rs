//! `cargo xtask bundle`: the Debian packages, each installed and started before it counts as made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::programs::{printed, program, run, say};
use crate::{cargo, machine, starter, ui, workspace};

/// Tauri's own packer, which reads `src-tauri/tauri.conf.json`.
const PACKER: &str = "@tauri-apps/cli@2.12.5";

/// Whether the package carries the starter model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Model {
    Outside,
    Inside,
}

/// Makes both packages in `target/bundle`, and installs, starts and removes each.
pub(crate) fn bundle() -> Outcome {
    machine::prepare_to_test()?;
    ui::build()?;
    let model = starter::model()?;
    say("Building Errand as it is shipped.");
    cargo::release()?;
    cargo::build_everything()?;

    for variant in [Model::Outside, Model::Inside] {
        let package = make(variant, &model)?;
        try_out(variant, &package)?;
        println!("{}", package.display());
    }
    Ok(())
}

fn make(variant: Model, model: &Path) -> Outcome<PathBuf> {
    let (suffix, config) = match variant {
        Model::Outside => ("", json!({})),
        Model::Inside => (
            "_with-model",
            json!({"bundle": {"linux": {"deb": {"files": {"/usr/lib/errand/starter.gguf": model}}}}}),
        ),
    };
    say(format!("Packing with {PACKER}."));
    let packed = workspace::target().join("release/bundle/deb");
    if packed.exists() {
        fs::remove_dir_all(&packed).map_err(|error| Failure::io(&packed, error))?;
    }
    run(program("npx")
        .args([
            "--yes",
            "--package",
            PACKER,
            "--",
            "tauri",
            "bundle",
            "--ci",
        ])
        .args(["--bundles", "deb", "--config", &config.to_string()])
        .current_dir(workspace::root().join("src-tauri")))?;
    let made = fs::read_dir(&packed)
        .map_err(|error| Failure::io(&packed, error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .ok_or_else(|| Failure::new(format!("{} holds no package.", packed.display())))?;

    let folder = workspace::target().join("bundle");
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, error))?;
    let name = made
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let package = folder.join(format!("{name}{suffix}.deb"));
    fs::rename(&made, &package).map_err(|error| Failure::io(&package, error))?;
    Ok(package)
}

/// Installs the package, starts the app from it in a virtual display, and removes it again.
fn try_out(variant: Model, package: &Path) -> Outcome {
    let path = package.to_string_lossy();
    let name = printed(Command::new("dpkg-deb").args(["--field", &path, "Package"]))
        .ok_or_else(|| Failure::new(format!("{path} is no Debian package.")))?;
    let name = name.trim();
    if printed(Command::new("dpkg-query").args(["-W", name])).is_some() {
        return Err(
            Failure::new(format!("{name} is installed on this machine already.")).hint(format!(
                "Remove it (sudo apt-get remove {name}), then make the packages again."
            )),
        );
    }
    say(format!("Installing {path} for a moment, to see it start."));
    let installed = run(&mut machine::as_root(&[
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "-qq",
        &path,
    ])?);
    let started = installed
        .and_then(|()| profile_is(Path::new("/etc/apparmor.d/abi/4.0").exists()))
        .and_then(|()| start(variant));
    let removed = run(&mut machine::as_root(&[
        "apt-get", "purge", "--yes", "-qq", name,
    ])?);
    started.and(removed).and_then(|()| profile_is(false))
}

/// Whether the engine's AppArmor profile is there when it should be: where AppArmor can read it, and only as long as
/// Errand is installed.
fn profile_is(wanted: bool) -> Outcome {
    let profile = Path::new("/etc/apparmor.d/errand-engine");
    if profile.exists() == wanted {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} should {}be there.",
        profile.display(),
        if wanted { "" } else { "not " }
    )))
}

fn start(variant: Model) -> Outcome {
    let mut command = program(cargo::built("tour")?);
    command
        .args(["--starts", "/usr/bin/errand"])
        .env_remove(starter::VARIABLE);
    if variant == Model::Inside {
        command.arg("--answers");
    }
    run(&mut command)
}
