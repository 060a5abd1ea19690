//! `cargo xtask packages`: what `cargo xtask bundle` has made for Linux, each installed in a bare Debian of its own,
//! used as a person does, and removed.

mod root;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::programs::{printed, program, run, say};
use crate::{cargo, machine, workspace};

use root::BareRoot;

/// Where the tour lies in a bare system.
const TOUR: &str = "/opt/tour";

/// What Debian's own check takes for errors here: the project has no mail address, and the fonts of PDF files are read
/// by a Rust library that has words in common with FreeType.
const NO_FAULTS: [&str; 3] = [
    "bogus-mail-host-in-debian-changelog",
    "embedded-library",
    "malformed-contact",
];

/// What is in Fedora, all of it in what `webkit2gtk4.1` needs and in the base system. The RPM may require nothing else,
/// because nothing else was looked up.
const KNOWN_AT_FEDORA: [&str; 20] = [
    "/bin/sh",
    "bubblewrap",
    "ld-linux-aarch64.so.1",
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libcairo.so.2",
    "libdbus-1.so.3",
    "libgcc_s.so.1",
    "libgdk-3.so.0",
    "libgdk_pixbuf-2.0.so.0",
    "libgio-2.0.so.0",
    "libglib-2.0.so.0",
    "libgobject-2.0.so.0",
    "libgtk-3.so.0",
    "libjavascriptcoregtk-4.1.so.0",
    "libm.so.6",
    "libsoup-3.0.so.0",
    "libstdc++.so.6",
    "libwebkit2gtk-4.1.so.0",
    "python3",
];

/// Tries out the packages in `target/bundle`.
pub(crate) fn packages() -> Outcome {
    machine::prepare_to_test()?;
    machine::install(
        &["debootstrap", "lintian", "rpm"],
        "bare systems, and Debian's and Fedora's own look at a package",
    )?;
    let tour = cargo::built("tour")?;
    let deb = package("_with-model.deb")?;
    let rpm = package("_with-model.rpm")?;
    let tarball = package("_amd64.tar.gz").or_else(|_| package("_arm64.tar.gz"))?;
    run(program("lintian")
        .args(["--fail-on", "error", "--suppress-tags"])
        .arg(NO_FAULTS.join(","))
        .arg(&deb))?;
    required_by(&rpm)?;

    let root = BareRoot::fresh("packages")?;
    root.put(&tarball, "/opt/errand.tar.gz")?;
    root.put(&deb, "/opt/errand.deb")?;
    root.put(&rpm, "/opt/errand.rpm")?;
    root.put(&tour, TOUR)?;
    say("The tarball, where its libraries are missing.");
    root.as_root("useradd --create-home person")?;
    root.as_person(UNPACK_WITHOUT_LIBRARIES)?;
    say("The Debian package, with all that it depends on and recommends.");
    root.as_root(INSTALL_DEB)?;
    root.as_root(&format!(
        "apt-get install --yes --no-install-recommends -qq {} > /dev/null",
        machine::debian_desktop().join(" ")
    ))?;
    root.as_person(&format!(
        "{TOUR} --program /usr/bin/errand --screenshots /home/person/tour > /dev/null"
    ))?;
    root.as_root(REMOVE_DEB)?;
    say("The tarball, for one person.");
    root.as_person("sh /home/person/errand/install.sh")?;
    root.as_person(&starts("/home/person/.local/bin/errand"))?;
    root.as_person(REMOVE_TARBALL)?;
    say("The RPM, on Debian's libraries.");
    root.as_root(INSTALL_RPM)?;
    root.as_person(&format!("{} --answers", starts("/usr/bin/errand")))?;
    root.as_root(REMOVE_RPM)?;
    say(format!(
        "All three were installed, used and removed. Pictures of the tour: {}",
        root.path("/home/person/tour").display()
    ));
    Ok(())
}

fn starts(installed: &str) -> String {
    format!("{TOUR} --starts {installed}")
}

/// Returns the package in `target/bundle` whose name ends so.
fn package(ending: &str) -> Outcome<PathBuf> {
    let folder = workspace::target().join("bundle");
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with(ending))
        .ok_or_else(|| {
            Failure::new(format!("{} has no {ending}.", folder.display()))
                .hint("`cargo xtask bundle` makes the packages.")
        })
}

/// Checks that the RPM requires only what Fedora has.
fn required_by(rpm: &std::path::Path) -> Outcome {
    let required = printed(Command::new("rpm").args(["-qp", "--requires"]).arg(rpm))
        .ok_or_else(|| Failure::new(format!("{} is no RPM.", rpm.display())))?;
    match unknown(&required).as_slice() {
        [] => Ok(()),
        names => Err(Failure::new(format!(
            "{} requires what is not known to be in Fedora: {}.",
            rpm.display(),
            names.join(", ")
        ))),
    }
}

/// Returns the lines that name nothing known; a library is known by its name before the version of its symbols.
fn unknown(required: &str) -> Vec<&str> {
    let is_known = |line: &str| {
        let name = line.split('(').next().unwrap_or_default();
        name == "rpmlib" || KNOWN_AT_FEDORA.contains(&name)
    };
    let lines = required.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !is_known(line))
        .collect()
}

/// Unpacks the tarball and sees its installer name what is missing, and install nothing.
const UNPACK_WITHOUT_LIBRARIES: &str = r#"
cd
mkdir errand
tar --extract --strip-components=1 --directory errand --file /opt/errand.tar.gz
if sh errand/install.sh > said 2>&1; then
  echo "It was installed although its libraries are missing."; exit 1
fi
grep -q libwebkit2gtk-4.1 said
test ! -e .local/bin/errand
"#;

/// Installs the package as a person's software centre does, and looks for what apt only recommends: a name that does
/// not exist is no error there.
const INSTALL_DEB: &str = r#"
apt-get update -qq
apt-get install --yes -qq /opt/errand.deb > /dev/null
for name in $(dpkg-query --show --showformat '${Recommends}' errand | tr -d ,); do
  dpkg-query --show "$name" > /dev/null
done
for file in /usr/bin/errand /usr/lib/errand/errand-engine /usr/lib/errand/errand-reader; do
  if ldd "$file" | grep 'not found'; then echo "$file lacks libraries."; exit 1; fi
done
"#;

/// Removes the package and looks for files of it that stay, except for a person's own.
const REMOVE_DEB: &str = r#"
own=/home/person/.local/share/errand
runuser -u person -- sh -c "mkdir -p $own && echo mine > $own/kept"
dpkg --listfiles errand > /opt/files
apt-get remove --yes errand > /opt/said
grep -q 'stays, each in their own ~/.local/share/errand' /opt/said
grep -q mine "$own/kept"
rm -r "$own"
while read -r file; do
  if [ -e "$file" ] && [ ! -d "$file" ]; then echo "$file stays."; exit 1; fi
done < /opt/files
left=$(find /etc /usr /var/lib -iname '*errand*' ! -path '/var/lib/dpkg/*')
test -z "$left" || { echo "These stay: $left"; exit 1; }
"#;

const REMOVE_TARBALL: &str = r#"
cd
sh errand/install.sh --remove > said
grep -q 'stays in' said
left=$(find .local -iname '*errand*' ! -path '.local/share/errand*')
test -z "$left" || { echo "These stay: $left"; exit 1; }
"#;

/// Debian knows no package of Fedora's names: whether Fedora does, is looked up when the list of names changes.
const INSTALL_RPM: &str = r#"
apt-get install --yes --no-install-recommends -qq rpm > /dev/null
rpm --install --nodeps /opt/errand.rpm
"#;

const REMOVE_RPM: &str = r#"
rpm --query --list errand > /opt/files
rpm --erase --nodeps errand > /opt/said
grep -q 'stays, each in their own ~/.local/share/errand' /opt/said
while read -r file; do
  if [ -e "$file" ] && [ ! -d "$file" ]; then echo "$file stays."; exit 1; fi
done < /opt/files
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_fedora_may_not_have_is_found_in_what_an_rpm_requires() {
        let required = "bubblewrap\nlibwebkit2gtk-4.1.so.0()(64bit)\npython3\n/bin/sh\n\
                        libc.so.6(GLIBC_2.34)(64bit)\nrpmlib(PayloadIsZstd) <= 5.4.18-1\n";
        assert_eq!(unknown(required), [""; 0]);
        assert_eq!(unknown("libwebkit2gtk-4.1-0\n"), ["libwebkit2gtk-4.1-0"]);
    }
}
