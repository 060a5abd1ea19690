//! The libraries that the programs are linked with, as the packages depend on them: with versions, so that a system
//! that is too old says so when Errand is installed, and not when it is started.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::emptied;
use crate::failure::{Failure, Outcome};
use crate::programs::{printed, say};
use crate::workspace;

/// A control file without which `dpkg-shlibdeps` reads nothing.
const CONTROL: &str = "Source: errand\n\nPackage: errand\nArchitecture: any\n";

/// The dependencies of both packages: those that `tauri.conf.json` names, and the libraries.
pub(super) struct Needs {
    pub(super) deb: Vec<String>,
    pub(super) rpm: Vec<String>,
}

/// Reads what these programs need.
pub(super) fn of(programs: &[PathBuf]) -> Outcome<Needs> {
    say("Looking up the libraries that the programs need.");
    let mut needs = Needs {
        deb: named_for("deb")?,
        rpm: named_for("rpm")?,
    };
    needs.deb.extend(debian_packages(programs)?);
    let mut libraries = BTreeSet::new();
    for program in programs {
        let mut objdump = Command::new("objdump");
        // It translates its headings.
        objdump.arg("-p").arg(program).env("LC_ALL", "C");
        let headers = printed(&mut objdump)
            .ok_or_else(|| Failure::new(format!("objdump cannot read {}.", program.display())))?;
        let found = rpm_capabilities(&headers).ok_or_else(|| {
            let program = program.display();
            Failure::new(format!(
                "objdump names no versions of what {program} needs."
            ))
        })?;
        libraries.extend(found);
    }
    needs.rpm.extend(libraries);
    Ok(needs)
}

/// Returns what `tauri.conf.json` names as dependencies of a package.
fn named_for(kind: &str) -> Outcome<Vec<String>> {
    let path = workspace::root().join("src-tauri/tauri.conf.json");
    let text = fs::read_to_string(&path).map_err(|error| Failure::io(&path, error))?;
    let config: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let named = config["bundle"]["linux"][kind]["depends"].as_array();
    let named = named.into_iter().flatten();
    Ok(named
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect())
}

/// Returns Debian's packages of the libraries, such as `libc6 (>= 2.35)`.
fn debian_packages(programs: &[PathBuf]) -> Outcome<Vec<String>> {
    let folder = emptied("needs")?;
    let control = folder.join("debian/control");
    fs::create_dir(folder.join("debian"))
        .and_then(|()| fs::write(&control, CONTROL))
        .map_err(|error| Failure::io(&control, error))?;
    let mut command = Command::new("dpkg-shlibdeps");
    command.arg("-O").current_dir(&folder);
    for program in programs {
        command.arg(format!("-e{}", program.display()));
    }
    printed(&mut command)
        .as_deref()
        .and_then(packages_in)
        .ok_or_else(|| Failure::new("dpkg-shlibdeps does not say what the programs need."))
}

/// Parses `shlibs:Depends=libc6 (>= 2.35), libcairo2 (>= 1.10.0)`.
fn packages_in(said: &str) -> Option<Vec<String>> {
    let list = said
        .lines()
        .find_map(|line| line.strip_prefix("shlibs:Depends="))?;
    Some(
        list.split(", ")
            .map(|name| name.trim().to_owned())
            .collect(),
    )
}

/// Returns the libraries and their versions in the headers of a program, under the names that RPM gives them, such as
/// `libc.so.6(GLIBC_2.34)(64bit)`; `None` if the headers name no version, as every program needs some of its C library.
fn rpm_capabilities(headers: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut library: Option<String> = None;
    for line in headers.lines() {
        if let Some(name) = line.trim().strip_prefix("NEEDED ") {
            found.push(format!("{}()(64bit)", name.trim()));
        } else if let Some(name) = line.trim().strip_prefix("required from ") {
            library = Some(name.trim_end_matches(':').to_owned());
        } else if let Some(library) = &library
            && let [_hash, _flags, _number, version] =
                line.split_whitespace().collect::<Vec<_>>().as_slice()
        {
            found.push(format!("{library}({version})(64bit)"));
        }
    }
    library.map(|_| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_of_the_libraries_are_taken_with_their_versions() {
        let said = "shlibs:Depends=libc6 (>= 2.35), libgcc-s1 (>= 4.2), libsoup-3.0-0\n";
        let expected = ["libc6 (>= 2.35)", "libgcc-s1 (>= 4.2)", "libsoup-3.0-0"];
        assert_eq!(packages_in(said).unwrap(), expected);
        assert_eq!(packages_in("nothing"), None);
    }

    #[test]
    fn an_rpm_names_each_library_and_each_version_of_its_symbols() {
        let headers = "\
Dynamic Section:
  NEEDED               libdbus-1.so.3
  NEEDED               libc.so.6
  RUNPATH              /nowhere

Version References:
  required from libdbus-1.so.3:
    0x07f9f1a3 0x00 07 LIBDBUS_1_3
  required from libc.so.6:
    0x09691a75 0x00 03 GLIBC_2.2.5
    0x069691b4 0x00 02 GLIBC_2.34
";
        let expected = [
            "libdbus-1.so.3()(64bit)",
            "libc.so.6()(64bit)",
            "libdbus-1.so.3(LIBDBUS_1_3)(64bit)",
            "libc.so.6(GLIBC_2.2.5)(64bit)",
            "libc.so.6(GLIBC_2.34)(64bit)",
        ];
        assert_eq!(rpm_capabilities(headers).unwrap(), expected);
        let translated = headers.replace("required from", "benötigt von");
        assert_eq!(rpm_capabilities(&translated), None);
    }
}
