//! `cargo xtask bundle`: the Debian packages, each installed and started before it counts as made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::programs::{printed, program, run, say};
use crate::{cargo, machine, starter, ui, workspace};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const DESKTOP_ENTRY: &str = "\
[Desktop Entry]
Type=Application
Name=Errand
GenericName=Assistant
Comment=Ask a question, or hand over a whole job
Exec=errand
Icon=errand
Terminal=false
Categories=Utility;Office;
Keywords=assistant;Gemini;questions;jobs;
StartupNotify=true
StartupWMClass=errand
";

const COPYRIGHT: &str = "\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: errand

Files: *
Copyright: the Errand authors
License: Apache-2.0

Files: usr/lib/errand/starter.gguf
Copyright: Hugging Face (HuggingFaceTB), SmolLM2-135M-Instruct
License: Apache-2.0

License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
";

/// Whether the package carries the starter model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Model {
    Outside,
    Inside,
}

/// Makes both packages in `target/bundle`, and installs, starts and removes each.
pub(crate) fn bundle() -> Outcome {
    machine::prepare_to_test()?;
    machine::install(
        &["dpkg-dev", "desktop-file-utils"],
        "making a Debian package",
    )?;
    ui::build()?;
    let model = starter::model()?;
    say("Building Errand as it is shipped.");
    let programs = cargo::release()?;
    cargo::build_everything()?;

    for variant in [Model::Outside, Model::Inside] {
        let package = make(variant, &programs, &model)?;
        try_out(variant, &package)?;
        println!("{}", package.display());
    }
    Ok(())
}

fn make(variant: Model, programs: &Path, model: &Path) -> Outcome<PathBuf> {
    let root = workspace::scratch("bundle")?.join(match variant {
        Model::Outside => "without-model",
        Model::Inside => "with-model",
    });
    if root.exists() {
        fs::remove_dir_all(&root).map_err(|error| Failure::io(&root, error))?;
    }
    for name in ["errand", "errand-engine"] {
        place(
            &programs.join(name),
            &root.join("usr/bin").join(name),
            0o755,
        )?;
    }
    let icons = workspace::root().join("icons");
    for size in [16, 32, 64, 128, 256, 512] {
        let icon = icons.join(format!("{size}x{size}.png"));
        let place_of_it = format!("usr/share/icons/hicolor/{size}x{size}/apps/errand.png");
        place(&icon, &root.join(place_of_it), 0o644)?;
    }
    let scalable = root.join("usr/share/icons/hicolor/scalable/apps/errand.svg");
    place(&icons.join("errand.svg"), &scalable, 0o644)?;
    write(&root.join("usr/share/doc/errand/copyright"), COPYRIGHT)?;
    let entry = root.join("usr/share/applications/errand.desktop");
    write(&entry, DESKTOP_ENTRY)?;
    run(program("desktop-file-validate").arg(&entry))?;
    if variant == Model::Inside {
        place(model, &root.join("usr/lib/errand/starter.gguf"), 0o644)?;
    }
    write(&root.join("DEBIAN/control"), &control(variant, &root)?)?;

    let folder = workspace::target().join("bundle");
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, error))?;
    let architecture = printed(Command::new("dpkg").arg("--print-architecture"))
        .ok_or_else(|| Failure::new("dpkg does not say for which architecture it installs."))?;
    let suffix = match variant {
        Model::Outside => "",
        Model::Inside => "_with-model",
    };
    let package = folder.join(format!(
        "errand_{VERSION}_{}{suffix}.deb",
        architecture.trim()
    ));
    say(format!("Packing {}.", package.display()));
    run(program("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "-z1", "--build"])
        .arg(&root)
        .arg(&package))?;
    Ok(package)
}

fn control(variant: Model, root: &Path) -> Outcome<String> {
    let architecture = printed(Command::new("dpkg").arg("--print-architecture"))
        .ok_or_else(|| Failure::new("dpkg does not say for which architecture it installs."))?;
    let libraries = shared_libraries(root)?;
    let model = match variant {
        Model::Outside => "The starter model is not inside: choose a GGUF file in the settings.",
        Model::Inside => "The starter model SmolLM2-135M-Instruct is inside.",
    };
    Ok(format!(
        "Package: errand\n\
         Version: {VERSION}\n\
         Architecture: {}\n\
         Maintainer: Errand <errand@localhost>\n\
         Section: utils\n\
         Priority: optional\n\
         Depends: {libraries}, libayatana-appindicator3-1, bubblewrap, python3\n\
         Recommends: gnome-keyring | kwalletmanager, notification-daemon, xdg-utils\n\
         Description: Ask a question, or hand over a whole job\n \
         Errand asks Gemini, or a small model on this computer. A job runs on when the\n \
         window is closed; you are told when it is done, and what it made is on your disk.\n \
         .\n \
         {model}\n",
        architecture.trim()
    ))
}

/// The packages that hold the libraries which both programs are linked with.
fn shared_libraries(root: &Path) -> Outcome<String> {
    let folder = workspace::scratch("shlibdeps")?;
    write(
        &folder.join("debian/control"),
        "Source: errand\n\nPackage: errand\nArchitecture: any\n",
    )?;
    let printed = printed(
        Command::new("dpkg-shlibdeps")
            .current_dir(&folder)
            .arg("-O")
            .arg(root.join("usr/bin/errand"))
            .arg(root.join("usr/bin/errand-engine")),
    );
    printed
        .as_deref()
        .and_then(|text| text.trim().strip_prefix("shlibs:Depends="))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("dpkg-shlibdeps does not say which libraries are needed."))
}

/// Installs the package, starts the app from it in a virtual display, and removes it again.
fn try_out(variant: Model, package: &Path) -> Outcome {
    if printed(Command::new("dpkg-query").args(["-W", "errand"])).is_some() {
        return Err(Failure::new("Errand is installed on this machine already.")
            .hint("Remove it (sudo apt-get remove errand), then make the packages again."));
    }
    say(format!("Installing {}, for a moment.", package.display()));
    let path = package.to_string_lossy();
    let installed = run(&mut machine::as_root(&[
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "-qq",
        &path,
    ])?);
    let started = installed.and_then(|()| start(variant));
    let removed = run(&mut machine::as_root(&[
        "apt-get", "purge", "--yes", "-qq", "errand",
    ])?);
    started.and(removed)
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

fn place(from: &Path, to: &Path, mode: u32) -> Outcome {
    let folder = to.parent().expect("a place below the package's root");
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, error))?;
    fs::copy(from, to).map_err(|error| Failure::io(from, error))?;
    set_mode(to, mode)
}

fn write(to: &Path, text: &str) -> Outcome {
    let folder = to.parent().expect("a place below the package's root");
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, error))?;
    fs::write(to, text).map_err(|error| Failure::io(to, error))?;
    set_mode(to, 0o644)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|error| Failure::io(path, error))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> Outcome {
    Ok(())
}
