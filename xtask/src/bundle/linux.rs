//! Packages for Linux: Debian packages, each installed and started as a test, an RPM for Fedora and similar systems,
//! and a tarball for all others.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::needs::{self, Needs};
use super::{collect, emptied, pack, tarball};
use crate::failure::{Failure, Outcome};
use crate::programs::{printed, program, run, say};
use crate::{cargo, machine, starter, ui, workspace};

/// The programs in a package.
const PROGRAMS: [&str; 3] = ["errand", "errand-engine", "errand-reader"];

/// Whether a package contains the starter model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Model {
    Outside,
    Inside,
}

/// Builds all packages, without and with the starter model.
pub(super) fn bundle() -> Outcome<Vec<PathBuf>> {
    machine::prepare_to_drive()?;
    ui::build()?;
    let model = starter::model()?;
    say("Building Errand as it is shipped.");
    let release = cargo::release()?;
    let needs = needs::of(&PROGRAMS.map(|name| release.join(name)))?;
    cargo::build_to_drive()?;

    let mut packages = Vec::new();
    for variant in [Model::Outside, Model::Inside] {
        let (deb, rpm) = make(variant, &model, &needs)?;
        try_out(variant, &deb)?;
        let tarball = tarball::make(&deb)?;
        tarball::try_out(&tarball, |program| start(variant, program))?;
        packages.extend([deb, rpm, tarball]);
    }
    Ok(packages)
}

fn make(variant: Model, model: &Path, needs: &Needs) -> Outcome<(PathBuf, PathBuf)> {
    let suffix = match variant {
        Model::Outside => "",
        Model::Inside => "_with-model",
    };
    let mut deb = json!({"/usr/share/doc/errand/changelog.gz": changelog()?});
    let mut rpm = json!({});
    if variant == Model::Inside {
        deb["/usr/lib/errand/starter.gguf"] = json!(model);
        rpm["/usr/lib/errand/starter.gguf"] = json!(model);
    }
    pack(
        "deb,rpm",
        &json!({"bundle": {"linux": {
            "deb": {"files": deb, "depends": needs.deb},
            "rpm": {"files": rpm, "depends": needs.rpm},
        }}}),
    )?;
    Ok((
        collect("deb", "deb", suffix)?,
        collect("rpm", "rpm", suffix)?,
    ))
}

/// Returns Debian's changelog, compressed. The packer would install it under the product's name, where it is not
/// looked for.
fn changelog() -> Outcome<PathBuf> {
    let folder = emptied("changelog")?;
    let text = folder.join("changelog");
    super::copy(&workspace::root().join("src-tauri/debian/changelog"), &text)?;
    run(program("gzip").args(["--best", "--no-name"]).arg(&text))?;
    Ok(folder.join("changelog.gz"))
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
        .and_then(|()| start(variant, Path::new("/usr/bin/errand")));
    let removed = run(&mut machine::as_root(&[
        "apt-get", "purge", "--yes", "-qq", name,
    ])?);
    started.and(removed).and_then(|()| profile_is(false))
}

/// Checks that the engine's AppArmor profile exists exactly as long as the package is installed, where AppArmor reads
/// it.
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

fn start(variant: Model, installed: &Path) -> Outcome {
    let mut command = program(cargo::built("tour")?);
    command
        .arg("--starts")
        .arg(installed)
        .env_remove(starter::VARIABLE);
    if variant == Model::Inside {
        command.arg("--answers");
    }
    run(&mut command)
}
