//! System packages that the tasks need, with reasons, and their installation.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::programs::{exists, printed, program, run, say};

/// A requirement, with its package names on each system; an empty list if the system always has it.
struct Requirement {
    why: &'static str,
    debian: &'static [&'static str],
    fedora: &'static [&'static str],
    arch: &'static [&'static str],
}

const BUILD: &[Requirement] = &[
    Requirement {
        why: "compilers for SQLite, the starter model's runtime and cryptography",
        debian: &["build-essential", "cmake", "pkg-config", "libclang-dev"],
        fedora: &[
            "gcc-c++",
            "make",
            "cmake",
            "pkgconf-pkg-config",
            "clang-devel",
        ],
        arch: &["base-devel", "cmake", "clang"],
    },
    Requirement {
        why: "the window and the system's message bus",
        debian: &["libwebkit2gtk-4.1-dev", "libdbus-1-dev"],
        fedora: &["webkit2gtk4.1-devel", "dbus-devel"],
        arch: &["webkit2gtk-4.1", "dbus"],
    },
];

const RUN: &[Requirement] = &[
    Requirement {
        why: "the tray icon",
        debian: &["libayatana-appindicator3-1"],
        fedora: &["libayatana-appindicator-gtk3"],
        arch: &["libayatana-appindicator"],
    },
    Requirement {
        why: "the sandbox that jobs of this computer run in",
        debian: &["bubblewrap", "python3"],
        fedora: &["bubblewrap", "python3"],
        arch: &["bubblewrap", "python"],
    },
    Requirement {
        why: "getting the starter model",
        debian: &["python3-pip"],
        fedora: &["python3-pip"],
        arch: &["python-pip"],
    },
];

const DRIVE: &[Requirement] = &[
    Requirement {
        why: "a virtual display with a window manager and a screen reader's view of it",
        debian: &["xvfb", "openbox", "xdotool", "at-spi2-core"],
        fedora: &["xorg-x11-server-Xvfb", "openbox", "xdotool", "at-spi2-core"],
        arch: &["xorg-server-xvfb", "openbox", "xdotool", "at-spi2-core"],
    },
    Requirement {
        why: "driving the real window",
        debian: &["webkit2gtk-driver"],
        fedora: &["/usr/bin/WebKitWebDriver"],
        arch: &["webkitgtk-6.0"],
    },
    Requirement {
        why: "a real message bus, keychain and notification daemon, apart from yours",
        debian: &["dbus", "dbus-x11", "gnome-keyring", "dunst"],
        fedora: &["dbus-daemon", "dbus-tools", "gnome-keyring", "dunst"],
        arch: &["dbus", "gnome-keyring", "dunst"],
    },
];

const TEST: &[Requirement] = &[
    Requirement {
        why: "a Wayland desktop without a screen",
        debian: &["mutter"],
        fedora: &["mutter"],
        arch: &["mutter"],
    },
    Requirement {
        why: "the official SDK, which tests the engine",
        debian: &["python3-venv"],
        fedora: &[],
        arch: &[],
    },
];

/// Installs or checks everything that `cargo xtask run` needs of the system.
pub(crate) fn prepare_to_run() -> Outcome {
    prepare(&[BUILD, RUN])
}

/// Installs or checks everything that driving the real window in a virtual display needs of the system.
pub(crate) fn prepare_to_drive() -> Outcome {
    only_on_linux()?;
    prepare(&[BUILD, RUN, DRIVE])
}

/// Installs or checks everything that `cargo xtask test` needs of the system.
pub(crate) fn prepare_to_test() -> Outcome {
    only_on_linux()?;
    prepare(&[BUILD, RUN, DRIVE, TEST])
}

fn only_on_linux() -> Outcome {
    if cfg!(target_os = "linux") {
        return Ok(());
    }
    Err(
        Failure::new("The real window is driven in a virtual display, which only Linux offers.")
            .hint("Use a Debian or Ubuntu container or virtual machine."),
    )
}

/// Returns the Debian packages of a desktop that the real window is driven on.
pub(crate) fn debian_desktop() -> Vec<&'static str> {
    DRIVE.iter().flat_map(|need| need.debian).copied().collect()
}

enum System {
    Debian,
    Fedora,
    Arch,
    MacOs,
    Windows,
    Other,
}

fn system() -> System {
    if cfg!(target_os = "macos") {
        System::MacOs
    } else if cfg!(windows) {
        System::Windows
    } else if exists("apt-get") && exists("dpkg-query") {
        System::Debian
    } else if exists("dnf") && exists("rpm") {
        System::Fedora
    } else if exists("pacman") {
        System::Arch
    } else {
        System::Other
    }
}

fn prepare(groups: &[&[Requirement]]) -> Outcome {
    let needs: Vec<&Requirement> = groups.iter().copied().flatten().collect();
    match system() {
        System::Debian => {
            let wanted: Vec<_> = needs.iter().map(|need| (need.debian, need.why)).collect();
            install_on_debian(&wanted)
        }
        System::Fedora => name_missing(
            &needs,
            |need| need.fedora,
            &["rpm", "-q", "--whatprovides"],
            "sudo dnf install",
        ),
        System::Arch => name_missing(
            &needs,
            |need| need.arch,
            &["pacman", "-Qq"],
            "sudo pacman -S --needed",
        ),
        System::MacOs => name_programs(
            &["cc", "cmake", "python3"],
            "xcode-select --install && brew install cmake python",
        ),
        System::Windows => name_programs(
            &["cl", "cmake", "clang", "python3"],
            "winget install Microsoft.VisualStudio.2022.BuildTools Kitware.CMake LLVM.LLVM Python.Python.3.12 \
             (with the workload \"Desktop development with C++\"; then open a Developer PowerShell)",
        ),
        System::Other => name_programs(
            &["cc", "c++", "cmake", "pkg-config", "bwrap", "python3"],
            "your package manager, and the development files of WebKitGTK 4.1, libclang and libdbus",
        ),
    }
}

/// Installs the missing Debian packages of the list, after printing which and why.
pub(crate) fn install(packages: &[&str], why: &str) -> Outcome {
    if !matches!(system(), System::Debian) {
        return Err(
            Failure::new(format!("Missing: {} ({why}).", packages.join(" ")))
                .hint("Install what your system calls these."),
        );
    }
    install_on_debian(&[(packages, why)])
}

/// Prints which packages are missing and why, then installs all of them at once.
fn install_on_debian(wanted: &[(&[&str], &str)]) -> Outcome {
    let mut missing = Vec::new();
    for (packages, why) in wanted {
        let absent = missing_on_debian(packages);
        if !absent.is_empty() {
            say(format!("To be installed: {} ({why}).", absent.join(" ")));
            missing.extend(absent);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    // The package lists of a fresh machine are empty or old. A failing package source is not fatal: the others may
    // have all packages.
    if let Err(failure) = run(&mut as_root(&["apt-get", "update", "-qq"])?) {
        say(failure.to_string());
    }
    let install = [
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        "-qq",
    ];
    run(as_root(&install)?.args(&missing)).map_err(|failure| {
        failure.hint(format!(
            "By hand: sudo apt-get update && sudo apt-get install {}",
            missing.join(" ")
        ))
    })
}

fn missing_on_debian<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    packages
        .iter()
        .copied()
        .filter(|package| {
            !printed(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}", package]))
                .is_some_and(|status| status.starts_with("ii"))
        })
        .collect()
}

/// Returns a command that runs as root without prompting.
pub(crate) fn as_root(words: &[&str]) -> Outcome<Command> {
    let mut command = if is_root() {
        program("env")
    } else if exists("sudo") {
        let mut sudo = program("sudo");
        // sudo may ask for a password on the terminal.
        sudo.stdin(std::process::Stdio::inherit()).arg("env");
        sudo
    } else {
        return Err(Failure::new(format!(
            "`{}` needs root, and there is no sudo.",
            words.join(" ")
        ))
        .hint("Run it as root, then try again."));
    };
    command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
    Ok(command)
}

/// Returns true if this process runs as root.
pub(crate) fn is_root() -> bool {
    printed(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn name_missing(
    needs: &[&Requirement],
    names: fn(&Requirement) -> &'static [&'static str],
    query: &[&str],
    command: &str,
) -> Outcome {
    let mut missing = Vec::new();
    let mut reasons = String::new();
    for need in needs {
        let absent: Vec<&str> = names(need)
            .iter()
            .copied()
            .filter(|package| {
                printed(Command::new(query[0]).args(&query[1..]).arg(package)).is_none()
            })
            .collect();
        if !absent.is_empty() {
            reasons.push_str(&format!("\n  {}: {}", absent.join(" "), need.why));
            missing.extend(absent);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(
        Failure::new(format!("Some system packages are missing:{reasons}")).hint(format!(
            "Install them, then try again:\n  {command} {}",
            missing.join(" ")
        )),
    )
}

fn name_programs(needed: &[&str], how: &str) -> Outcome {
    let missing: Vec<&str> = needed
        .iter()
        .copied()
        .filter(|name| !exists(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(
        Failure::new(format!("Missing programs: {}.", missing.join(", ")))
            .hint(format!("Install them, then try again:\n  {how}")),
    )
}
