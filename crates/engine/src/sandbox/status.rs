//! Whether programs can be run on this computer and, if not, what a person can do about it.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::{Sandbox, bubblewrap};
use crate::egress::{Egress, EgressSettings};

/// The output of `errand-engine sandbox`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SandboxStatus {
    /// True if programs can be run.
    pub ready: bool,
    /// The reason why not, as a sentence for the person.
    pub reason: Option<String>,
    /// The reason as a code, if it is a known one.
    pub obstacle: Option<Obstacle>,
    /// A shell command that solves the problem, if one is known.
    pub command: Option<String>,
}

/// A known reason why there is no sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// bubblewrap is not installed.
    Missing,
    /// A rule of AppArmor forbids it.
    Apparmor,
    /// Another rule of the system forbids it.
    Forbidden,
}

impl SandboxStatus {
    /// Builds a sandbox once and reports the result. Blocks.
    #[must_use]
    pub fn find() -> Self {
        let Err(why) = Sandbox::find(Arc::new(Egress::new(EgressSettings::default()))).bubblewrap
        else {
            return Self {
                ready: true,
                reason: None,
                obstacle: None,
                command: None,
            };
        };
        let engine = std::env::current_exe().unwrap_or_default();
        let is_there = bubblewrap::program("bwrap").is_some();
        let known = match is_there {
            false if cfg!(target_os = "linux") => Some(missing()),
            true => refused(Path::new("/proc/sys"), &engine),
            false => None,
        };
        let obstacle = known.as_ref().map(|(obstacle, ..)| *obstacle);
        let (reason, command) = known.map_or((why, None), |(_, reason, command)| (reason, command));
        Self {
            ready: false,
            reason: Some(reason),
            obstacle,
            command,
        }
    }
}

type Advice = (Obstacle, String, Option<String>);

fn missing() -> Advice {
    let installs = [
        ("apt-get", "sudo apt-get install bubblewrap"),
        ("dnf", "sudo dnf install bubblewrap"),
        ("pacman", "sudo pacman -S bubblewrap"),
        ("zypper", "sudo zypper install bubblewrap"),
    ];
    let command = installs
        .into_iter()
        .find(|(program, _)| bubblewrap::program(program).is_some())
        .map(|(_, command)| command.to_owned());
    (
        Obstacle::Missing,
        "The program that closes the sandbox, bubblewrap, is not installed.".to_owned(),
        command,
    )
}

/// Finds the system rule that forbids the sandbox; `None` if it is no known one.
fn refused(settings: &Path, engine: &Path) -> Option<Advice> {
    let is = |name: &str, value: &str| {
        std::fs::read_to_string(settings.join(name)).is_ok_and(|text| text.trim() == value)
    };
    if is("kernel/apparmor_restrict_unprivileged_userns", "1") {
        return Some((
            Obstacle::Apparmor,
            "This system (AppArmor) does not let Errand close its sandbox yet.".to_owned(),
            profile_command(engine),
        ));
    }
    let rules = [
        ("kernel/unprivileged_userns_clone", "0", "1"),
        ("user/max_user_namespaces", "0", "15000"),
    ];
    let (name, _, wanted) = rules
        .into_iter()
        .find(|(name, forbids, _)| is(name, forbids))?;
    let setting = format!("{}={wanted}", name.replace('/', "."));
    Some((
        Obstacle::Forbidden,
        "This system does not let programs close a sandbox.".to_owned(),
        Some(format!(
            "echo {setting} | sudo tee /etc/sysctl.d/60-errand.conf && sudo sysctl --system"
        )),
    ))
}

/// Command that gives this engine, and no other program, the permission that bubblewrap needs; the Debian package
/// does the same. `None` if the path has characters with a meaning in a profile or in a shell.
fn profile_command(engine: &Path) -> Option<String> {
    let path = engine.to_str()?;
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+ ".contains(c);
    if !path.starts_with('/') || !path.chars().all(is_plain) {
        return None;
    }
    Some(format!(
        "printf 'abi <abi/4.0>,\\nprofile errand-engine \"%s\" flags=(unconfined) {{\\n  userns,\\n}}\\n' '{path}' \
         | sudo tee /etc/apparmor.d/errand-engine && sudo apparmor_parser -r /etc/apparmor.d/errand-engine"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(all: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, value) in all {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, format!("{value}\n")).unwrap();
        }
        folder
    }

    #[test]
    fn each_rule_that_forbids_the_sandbox_has_one_command() {
        let engine = Path::new("/usr/lib/errand/errand-engine");
        let ubuntu = settings(&[("kernel/apparmor_restrict_unprivileged_userns", "1")]);
        let (obstacle, reason, command) = refused(ubuntu.path(), engine).unwrap();
        assert_eq!(obstacle, Obstacle::Apparmor);
        assert!(reason.contains("AppArmor"), "{reason}");
        let command = command.unwrap();
        assert!(
            command.contains("'/usr/lib/errand/errand-engine'"),
            "{command}"
        );
        assert!(command.contains("apparmor_parser -r"), "{command}");
        assert_eq!(command.lines().count(), 1);

        let hardened = settings(&[("user/max_user_namespaces", "0")]);
        let (_, _, command) = refused(hardened.path(), engine).unwrap();
        assert!(command.unwrap().contains("user.max_user_namespaces=15000"));

        let open = settings(&[
            ("kernel/apparmor_restrict_unprivileged_userns", "0"),
            ("kernel/unprivileged_userns_clone", "1"),
            ("user/max_user_namespaces", "96364"),
        ]);
        assert_eq!(refused(open.path(), engine), None);
    }

    #[test]
    fn what_the_command_writes_is_a_profile_of_this_engine() {
        let command = profile_command(Path::new("/opt/my apps/errand-engine")).unwrap();
        let (writes, _) = command.split_once(" | sudo").unwrap();
        let printed = std::process::Command::new("sh")
            .args(["-c", writes])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&printed.stdout),
            "abi <abi/4.0>,\nprofile errand-engine \"/opt/my apps/errand-engine\" flags=(unconfined) {\n  userns,\n}\n"
        );
    }

    #[test]
    fn a_path_that_would_mean_something_else_has_no_command() {
        for odd in [
            "/opt/a'; reboot '/e",
            "/opt/{a,b}/e",
            "/opt/*/e",
            "e",
            "/opt/$(x)",
        ] {
            assert_eq!(profile_command(Path::new(odd)), None, "{odd}");
        }
    }
}
