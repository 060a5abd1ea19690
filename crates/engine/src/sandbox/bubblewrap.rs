//! The command line of bubblewrap, and the check that this computer can run it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::limits::Limits;
use super::scope::Scope;
use super::{Program, Service, seccomp, way_out};
use crate::egress::NetworkAccess;

/// The programs and features of this computer that sandboxes use.
#[derive(Debug, Clone)]
pub(super) struct Bubblewrap {
    bwrap: PathBuf,
    /// Sets the limits of one process (util-linux).
    prlimit: PathBuf,
    /// Changes the user; only needed when the engine runs as root (util-linux).
    setpriv: PathBuf,
    is_root: bool,
    /// Puts a program into a control group of its own (systemd), where the session offers that.
    scope: Option<Scope>,
    /// Older versions of bubblewrap cannot limit a tmpfs or forbid new user namespaces.
    can_size: bool,
    can_disable_userns: bool,
}

/// What a sandbox contains.
struct SandboxLayout<'a> {
    /// The folder that is mounted as `/workspace`.
    workspace: &'a Path,
    env: &'a [(String, String)],
    /// Further read-only mounts: path on this computer, path in the sandbox.
    shown: &'a [(&'a Path, &'a str)],
    network_access: Option<&'a NetworkAccess>,
    limits: &'a Limits,
    input: Input<'a>,
}

/// The standard input of the program.
#[derive(Clone, Copy)]
enum Input<'a> {
    /// Empty: bubblewrap's own carries the system-call filter.
    Empty,
    /// Ours; the filter is read from this file.
    Open(&'a Path),
}

/// A program's source file, deleted when dropped.
#[derive(Debug)]
pub(super) struct Script(PathBuf);

impl Drop for Script {
    fn drop(&mut self) {
        // A file that stays behind is deleted with its environment.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// If the engine is root, programs run as one of these users, who own nothing else. One per workspace, because the
/// kernel counts processes per user.
pub(super) const NOBODIES: std::ops::Range<u32> = 65_000..65_500;

fn nobody(workspace: &Path) -> u32 {
    let mut hasher = DefaultHasher::new();
    workspace.hash(&mut hasher);
    let span = u64::from(NOBODIES.end - NOBODIES.start);
    NOBODIES.start + (hasher.finish() % span) as u32
}

/// Finds bubblewrap and tests it once. The error says what to install.
pub(super) fn find() -> Result<Bubblewrap, String> {
    if !cfg!(target_os = "linux") {
        return Err(
            "Programs are run in a sandbox, and there is none for this system yet: it needs Linux."
                .to_owned(),
        );
    }
    let hint = "Install bubblewrap (Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install \
                bubblewrap; Arch: sudo pacman -S bubblewrap) and start Errand again.";
    let bwrap = program("bwrap").ok_or_else(|| {
        format!("Programs are run only in a sandbox, and bubblewrap is missing. {hint}")
    })?;
    let prlimit = program("prlimit")
        .ok_or("Programs are run only with limits, and prlimit is missing. Install util-linux.")?;
    let setpriv = program("setpriv").ok_or(
        "Programs are run only without rights, and setpriv is missing. Install util-linux.",
    )?;
    let help = Command::new(&bwrap)
        .arg("--help")
        .output()
        .map_err(|error| format!("bubblewrap does not start: {error}. {hint}"))?;
    let help =
        String::from_utf8_lossy(&help.stdout).into_owned() + &String::from_utf8_lossy(&help.stderr);
    let bubblewrap = Bubblewrap {
        bwrap,
        prlimit,
        setpriv,
        is_root: is_root(),
        scope: Scope::find(),
        can_size: help.contains("--size"),
        can_disable_userns: help.contains("--disable-userns"),
    };
    bubblewrap.try_once()?;
    Ok(bubblewrap)
}

/// Path of a program of the system; the caller's `PATH` is not used.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"]
        .iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|path| path.is_file())
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // The owner of this process's folder is its effective user.
    std::fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

impl Bubblewrap {
    /// Some systems forbid user namespaces; that has to be known before a person's job depends on it.
    fn try_once(&self) -> Result<(), String> {
        let layout = SandboxLayout {
            workspace: &std::env::temp_dir(),
            env: &[],
            shown: &[],
            network_access: None,
            limits: &Limits::default(),
            input: Input::Empty,
        };
        let output = self
            .command_for(&layout, &["true".to_owned()])
            .and_then(|mut command| {
                command
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .output()
            })
            .map_err(|error| format!("The sandbox does not start: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(format!(
            "The sandbox does not start on this computer: {why}. If user namespaces are forbidden here, allow them \
             for bubblewrap (Ubuntu 24.04: an AppArmor profile for /usr/bin/bwrap)."
        ))
    }

    /// Writes the program's source beside the workspace and gives the workspace to the user that it will run as.
    pub(super) async fn prepare(&self, program: &Program) -> io::Result<Script> {
        let folder = program
            .workspace
            .parent()
            .and_then(Path::parent)
            .unwrap_or(&program.workspace)
            .join("program");
        let bubblewrap = self.clone();
        let program = program.clone();
        let prepared = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&folder)?;
            let name = if program.language == "python" {
                "main.py"
            } else {
                "main.sh"
            };
            let file = folder.join(format!("{}-{name}", uuid::Uuid::new_v4().simple()));
            std::fs::write(&file, &program.code)?;
            bubblewrap.hand_over(&program.workspace)?;
            Ok(Script(file))
        });
        prepared.await.map_err(io::Error::other)?
    }

    /// Gives a workspace to the user that its programs run as. Blocks.
    pub(super) fn hand_over(&self, workspace: &Path) -> io::Result<()> {
        match self.is_root {
            true => change_owner(workspace, nobody(workspace)),
            false => Ok(()),
        }
    }

    /// The command for a program whose source is at `script`.
    pub(super) fn command(
        &self,
        program: &Program,
        script: &Script,
        network_access: Option<&NetworkAccess>,
        limits: &Limits,
    ) -> io::Result<Command> {
        let (run, place): (&[&str], _) = match program.language.as_str() {
            "python" => (&["python3", "-u", "/program/main.py"], "/program/main.py"),
            _ => (&["bash", "/program/main.sh"], "/program/main.sh"),
        };
        let mut shown = vec![(script.0.as_path(), place)];
        for folder in &program.shown {
            shown.extend(folder.to_str().map(|place| (folder.as_path(), place)));
        }
        let layout = SandboxLayout {
            workspace: &program.workspace,
            env: &program.env,
            shown: &shown,
            network_access,
            limits,
            input: Input::Empty,
        };
        let run: Vec<_> = run.iter().map(|&word| word.to_owned()).collect();
        self.command_for(&layout, &run)
    }

    /// The command for a program that serves; the system-call filter is at `filter`.
    pub(super) fn command_of_service(
        &self,
        service: &Service,
        filter: &Path,
        network_access: Option<&NetworkAccess>,
        limits: &Limits,
    ) -> io::Result<Command> {
        let folder = service.folder.as_deref().map(|folder| (folder, "/server"));
        let layout = SandboxLayout {
            workspace: &service.workspace,
            env: &[],
            shown: folder.as_slice(),
            network_access,
            limits,
            input: Input::Open(filter),
        };
        self.command_for(&layout, &service.command)
    }

    fn command_for(&self, layout: &SandboxLayout<'_>, run: &[String]) -> io::Result<Command> {
        let (mut command, filter) = self.start(layout)?;
        self.add_namespaces(&mut command, filter);
        add_system_files(&mut command);
        self.add_mounts(&mut command, layout);
        if let Some(network_access) = layout.network_access {
            way_out::mount(&mut command, network_access);
        }
        command.args(["--remount-ro", "/", "--chdir", "/workspace", "--clearenv"]);
        set_variables(&mut command);
        if layout.network_access.is_some() {
            way_out::set_variables(&mut command);
        }
        command.arg("--");
        self.add_launchers(&mut command, layout);
        // The caller's variables are set last, so that no program that builds the sandbox sees them.
        command.arg("env");
        for (name, value) in layout.env {
            command.arg(format!("{name}={value}"));
        }
        command.args(run);
        Ok(command)
    }

    /// The beginning of the command up to bubblewrap itself, and the file descriptor of the system-call filter.
    fn start(&self, layout: &SandboxLayout<'_>) -> io::Result<(Command, &'static str)> {
        let first = match layout.input {
            Input::Empty => self.bwrap.as_path(),
            Input::Open(_) => Path::new("/bin/sh"),
        };
        let mut command = match &self.scope {
            Some(scope) => scope.command(first, layout.limits),
            None => {
                let mut command = Command::new(first);
                command.env_clear();
                command
            }
        };
        let filter = match layout.input {
            Input::Empty => {
                command.stdin(Stdio::from(seccomp::filter_file()?));
                "0"
            }
            Input::Open(file) => {
                // A shell opens the filter as a further file descriptor, keeping the standard input, and becomes
                // bubblewrap.
                command.args(["-c", "exec 9<\"$0\"; exec \"$@\""]);
                command.arg(file).arg(&self.bwrap);
                "9"
            }
        };
        Ok((command, filter))
    }

    /// Adds the namespaces, the system-call filter and the user inside the sandbox.
    fn add_namespaces(&self, command: &mut Command, filter: &str) {
        command.args([
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-net",
            "--unshare-uts",
            "--unshare-cgroup-try",
        ]);
        command.args([
            "--die-with-parent",
            "--new-session",
            "--hostname",
            "sandbox",
            "--seccomp",
            filter,
        ]);
        if !self.is_root {
            // Root needs no user namespace to build the sandbox; it becomes another user inside instead, because
            // process limits do not apply to root, even under another user id in a namespace.
            command.args([
                "--unshare-user",
                "--uid",
                "1000",
                "--gid",
                "1000",
                "--cap-drop",
                "ALL",
            ]);
            if self.can_disable_userns {
                command.arg("--disable-userns");
            }
        }
    }

    /// Adds the temporary folders, the workspace and the further read-only mounts.
    fn add_mounts(&self, command: &mut Command, layout: &SandboxLayout<'_>) {
        for folder in ["/tmp", "/dev/shm"] {
            if self.can_size {
                command.arg("--size").arg(layout.limits.scratch.to_string());
            }
            command.args(["--perms", "1777", "--tmpfs", folder]);
        }
        command
            .arg("--bind")
            .arg(layout.workspace)
            .arg("/workspace");
        if let Some(agents) = layout.workspace.parent().map(|root| root.join(".agents")) {
            command.arg("--ro-bind-try").arg(agents).arg("/.agents");
        }
        command.args(["--perms", "0755", "--dir", "/program"]);
        for (file, place) in layout.shown {
            command.arg("--ro-bind-try").arg(file).arg(place);
        }
    }

    /// Adds the programs inside the sandbox that set limits, change the user, open the network and empty the standard
    /// input, in this order, before they become the program itself.
    fn add_launchers(&self, command: &mut Command, layout: &SandboxLayout<'_>) {
        command.arg(&self.prlimit).args(layout.limits.for_prlimit());
        if self.is_root {
            let nobody = nobody(layout.workspace).to_string();
            command.arg(&self.setpriv).args([
                "--reuid",
                &nobody,
                "--regid",
                &nobody,
                "--clear-groups",
            ]);
            command.args(["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]);
        }
        if layout.network_access.is_some() {
            command.args(way_out::RELAY);
        }
        if matches!(layout.input, Input::Empty) {
            command.args(["sh", "-c", "exec \"$@\" </dev/null", "sh"]);
        }
    }
}

/// Adds the read-only folders and files of this computer's system that programs need.
fn add_system_files(command: &mut Command) {
    command.args(["--ro-bind", "/usr", "/usr"]);
    for folder in ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"] {
        match std::fs::read_link(folder) {
            Ok(target) => command.arg("--symlink").arg(target).arg(folder),
            Err(_) => command.args(["--ro-bind-try", folder, folder]),
        };
    }
    // Folders that bubblewrap creates implicitly are accessible to its own user only.
    command.args(["--perms", "0755", "--dir", "/etc"]);
    for file in [
        "/etc/ld.so.cache",
        "/etc/alternatives",
        "/etc/localtime",
        "/etc/fonts",
        "/etc/mime.types",
    ] {
        command.args(["--ro-bind-try", file, file]);
    }
    command.args(["--proc", "/proc", "--dev", "/dev"]);
}

/// Sets the variables that every program gets.
fn set_variables(command: &mut Command) {
    let fixed = [
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
        ("HOME", "/workspace"),
        ("LANG", "C.UTF-8"),
        ("TMPDIR", "/tmp"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("MPLBACKEND", "Agg"),
        ("MPLCONFIGDIR", "/tmp"),
        ("OPENBLAS_NUM_THREADS", "2"),
    ];
    for (name, value) in fixed {
        command.args(["--setenv", name, value]);
    }
}

impl Limits {
    fn for_prlimit(&self) -> Vec<String> {
        vec![
            format!("--cpu={}", self.cpu_seconds),
            format!("--as={}", self.address_space),
            format!("--nproc={}", self.processes),
            format!("--fsize={}", self.file),
            "--nofile=1024".to_owned(),
            "--core=0".to_owned(),
        ]
    }
}

/// Changes the owner of a folder and its contents; of links themselves, not of their targets.
#[cfg(unix)]
fn change_owner(folder: &Path, user: u32) -> io::Result<()> {
    std::os::unix::fs::lchown(folder, Some(user), Some(user))?;
    // No recursion: a program can nest folders deeper than the stack allows.
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            std::os::unix::fs::lchown(entry.path(), Some(user), Some(user))?;
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            }
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn change_owner(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
