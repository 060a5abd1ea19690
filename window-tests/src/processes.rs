//! Processes as the kernel shows them, and paths of the programs under test.

use std::collections::HashSet;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{Error, Result};

/// A child process with all its descendants, which are killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Group {
    name: String,
    child: Child,
}

impl Group {
    /// Starts it as the leader of a new process group, with its output in `log`.
    pub(crate) fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let name = Path::new(command.get_program()).file_name().map_or_else(
            || "program".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let file = fs::File::options()
            .create(true)
            .append(true)
            .open(log)
            .map_err(Error::io(log))?;
        let same = file.try_clone().map_err(Error::io(log))?;
        let child = command
            .stdout(same)
            .stderr(file)
            .process_group(0)
            .spawn()
            .map_err(|error| Error::program(&name, error))?;
        Ok(Self { name, child })
    }

    /// Returns its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Takes its standard input, if that was piped.
    pub(crate) fn take_input(&mut self) -> Option<std::process::ChildStdin> {
        self.child.stdin.take()
    }

    /// Fails if it has exited already.
    pub(crate) fn expect_alive(&mut self) -> Result {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(Error::program(&self.name, format!("ended with {status}"))),
            Err(error) => Err(Error::program(&self.name, error)),
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // If it has exited already, there is nothing to kill.
        let _ = signal("KILL", &format!("-{}", self.child.id()));
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process, or to a group if the number is negative.
pub(crate) fn signal(name: &str, target: &str) -> Result {
    let status = Command::new("/bin/sh")
        .args(["-c", &format!("kill -s {name} -- {target}")])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| Error::program("kill", error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::program("kill", format!("no process {target}")))
    }
}

/// Returns true if any thread of the process is still running. A zombie is not alive; a process whose main thread is
/// gone while others are still exiting is.
pub fn is_alive(pid: u32) -> bool {
    let state = |path: String| {
        let stat = fs::read_to_string(path).ok()?;
        stat.rsplit_once(')')?.1.trim_start().chars().next()
    };
    let threads = fs::read_dir(format!("/proc/{pid}/task"));
    threads.into_iter().flatten().flatten().any(|thread| {
        let stat = thread.path().join("stat");
        !matches!(
            state(stat.to_string_lossy().into_owned()),
            None | Some('Z' | 'X')
        )
    })
}

/// Returns the descendants of `ancestor`, at any depth.
pub(crate) fn descendants(ancestor: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = all().filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let mut found = vec![ancestor];
    let mut next = 0;
    while let Some(of) = found.get(next).copied() {
        found.extend(
            parents
                .iter()
                .filter(|(_, parent)| *parent == of)
                .map(|(pid, _)| *pid),
        );
        next += 1;
    }
    found.remove(0);
    found
}

/// Returns the descendants of `ancestor` whose program file has this name.
pub fn named(ancestor: u32, name: &str) -> Vec<u32> {
    descendants(ancestor)
        .into_iter()
        .filter(|pid| program(*pid).is_some_and(|file| file == name))
        .collect()
}

/// Returns the number of TCP and UDP sockets of a process, over IPv4 and IPv6.
pub fn inet_sockets(pid: u32) -> usize {
    let inodes: HashSet<String> = ["tcp", "tcp6", "udp", "udp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(format!("/proc/{pid}/net/{table}")).ok())
        .flat_map(|table| {
            table
                .lines()
                .skip(1)
                .filter_map(|line| line.split_whitespace().nth(9).map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .collect();
    let Ok(open) = fs::read_dir(format!("/proc/{pid}/fd")) else {
        return 0;
    };
    open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|link| {
            let link = link.to_string_lossy().into_owned();
            Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .filter(|inode| inodes.contains(inode))
        .count()
}

fn all() -> impl Iterator<Item = u32> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}

fn program(pid: u32) -> Option<String> {
    let file = fs::read_link(format!("/proc/{pid}/exe")).ok()?;
    Some(file.file_name()?.to_string_lossy().into_owned())
}

/// Returns the path of a program of the same build as this one.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe().map_err(Error::io(Path::new("this program")))?;
    own.ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .ok_or_else(|| {
            Error::program(
                name,
                "it is not built; `cargo xtask test windows` builds and tests",
            )
        })
}

/// Returns the path of the app of this build.
pub fn errand_program() -> Result<PathBuf> {
    built("errand")
}

/// Returns the starter model's file, which `cargo xtask` provides in `ERRAND_STARTER_MODEL`.
pub fn starter_model() -> Result<PathBuf> {
    std::env::var_os("ERRAND_STARTER_MODEL")
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .ok_or_else(|| {
            Error::program(
                "the starter model",
                "ERRAND_STARTER_MODEL names no file; `cargo xtask test windows` gets it",
            )
        })
}
