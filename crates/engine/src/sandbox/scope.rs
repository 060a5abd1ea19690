//! A control group (cgroup) for each program, if the session's systemd provides one: the kernel then enforces memory
//! and process limits exactly. Elsewhere only [`super::watch`] counts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::bubblewrap::program;
use super::limits::Limits;

/// Variables by which `systemd-run` finds the session's systemd.
const SESSION: [&str; 2] = ["XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];
/// Allowance for bubblewrap's own processes.
const OWN_PROCESSES: u64 = 4;

/// Starts commands in a control group through `systemd-run`.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    systemd_run: PathBuf,
    session: Vec<(&'static str, OsString)>,
}

impl Scope {
    /// Tests it once; `None` if there is no systemd session, or it cannot create control groups.
    pub(super) fn find() -> Option<Self> {
        let scope = Self {
            systemd_run: program("systemd-run")?,
            session: SESSION
                .into_iter()
                .map(|name| Some((name, std::env::var_os(name)?)))
                .collect::<Option<_>>()?,
        };
        let tried = scope
            .command(Path::new("true"), &Limits::default())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        tried.is_ok_and(|status| status.success()).then_some(scope)
    }

    /// A command that runs `inner` in a control group with these limits. The process id, open files and exit status
    /// are those of `inner`; the group is removed with its last process.
    pub(super) fn command(&self, inner: &Path, limits: &Limits) -> Command {
        let mut command = Command::new(&self.systemd_run);
        command
            .env_clear()
            .envs(self.session.iter().map(|(name, value)| (name, value)))
            .args(["--user", "--scope", "--quiet", "--collect"])
            .arg(format!("--property=MemoryMax={}", limits.memory))
            .arg("--property=MemorySwapMax=0")
            .arg(format!(
                "--property=TasksMax={}",
                limits.processes + OWN_PROCESSES
            ))
            .arg("--")
            .arg(inner);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_has_the_limits_of_the_program_and_the_command_nothing_of_the_callers_environment()
    {
        let scope = Scope {
            systemd_run: "systemd-run".into(),
            session: vec![("XDG_RUNTIME_DIR", "/run/user/1000".into())],
        };
        let limits = Limits::default();
        let command = scope.command(Path::new("/usr/bin/bwrap"), &limits);
        let words: Vec<_> = command
            .get_args()
            .map(|word| word.to_string_lossy())
            .collect();
        assert!(
            words.contains(&"--property=MemoryMax=1073741824".into()),
            "{words:?}"
        );
        assert!(
            words.contains(&"--property=TasksMax=68".into()),
            "{words:?}"
        );
        assert_eq!(words[words.len() - 2..], ["--", "/usr/bin/bwrap"]);
        let names: Vec<_> = command.get_envs().map(|(name, _)| name).collect();
        assert_eq!(names, ["XDG_RUNTIME_DIR"]);
    }
}
