//! A bare Debian in a folder, with processes and mounts of its own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::machine;
use crate::programs::{run, say};
use crate::workspace;

/// Makes the folder the root of this process and its children. A plain `chroot` would not do: the kernel lets nothing
/// make a sandbox in one.
const ENTER: &str = r#"
root=$1; shift
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p .outside
pivot_root . .outside
cd /
umount --lazy /.outside
rmdir /.outside
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
"#;

/// A bare system. The next one of its name replaces it.
pub(super) struct BareRoot {
    folder: PathBuf,
}

impl BareRoot {
    /// Makes a system of the same version as this one, with no packages but those that all others need.
    pub(super) fn fresh(name: &str) -> Outcome<Self> {
        let suite = codename()?;
        let roots = workspace::target().join("roots");
        fs::create_dir_all(&roots).map_err(|error| Failure::io(&roots, error))?;
        let bare = roots.join(format!("bare-{suite}"));
        if !bare.is_dir() {
            say(format!(
                "Making a bare {suite}; this takes some minutes, once."
            ));
            let part = roots.join("part");
            run(&mut machine::as_root(&["rm", "-rf", &text(&part)])?)?;
            run(&mut machine::as_root(&[
                "debootstrap",
                "--variant=minbase",
                &suite,
                &text(&part),
            ])?)?;
            run(&mut machine::as_root(&["mv", &text(&part), &text(&bare)])?)?;
        }
        let folder = roots.join(name);
        run(&mut machine::as_root(&["rm", "-rf", &text(&folder)])?)?;
        run(&mut machine::as_root(&[
            "cp",
            "--archive",
            &text(&bare),
            &text(&folder),
        ])?)?;
        Ok(Self { folder })
    }

    /// Returns the path of a file of the system as it is outside of it.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file.trim_start_matches('/'))
    }

    /// Copies a file into the system.
    pub(super) fn put(&self, from: &Path, to: &str) -> Outcome {
        run(&mut machine::as_root(&[
            "cp",
            &text(from),
            &text(&self.path(to)),
        ])?)
    }

    /// Runs a shell script within the system as root; the first command that fails ends it.
    pub(super) fn as_root(&self, script: &str) -> Outcome {
        self.run(&["sh", "-euc", script])
    }

    /// Runs a shell script within the system as its ordinary user, `person`.
    pub(super) fn as_person(&self, script: &str) -> Outcome {
        self.run(&[
            "runuser",
            "--user",
            "person",
            "--",
            "env",
            "HOME=/home/person",
            "sh",
            "-euc",
            script,
        ])
    }

    fn run(&self, words: &[&str]) -> Outcome {
        let folder = text(&self.folder);
        let enter = [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-euc",
            ENTER,
            "sh",
            &folder,
        ];
        run(machine::as_root(&enter)?.args(words))
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Returns the name of this system's version.
fn codename() -> Outcome<String> {
    let file = Path::new("/etc/os-release");
    let release = fs::read_to_string(file).map_err(|error| Failure::io(file, error))?;
    let name = release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    name.map(|name| name.trim_matches('"').to_owned())
        .ok_or_else(|| Failure::new("/etc/os-release names no version of Debian."))
}
