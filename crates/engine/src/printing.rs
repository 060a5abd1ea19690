//! Office files as PDF, by the LibreOffice of this computer in the sandbox: `errand-engine pdf`.
//!
//! The file is hostile, and LibreOffice large and written in C++: so it sees an empty workspace with this one file, and
//! no network.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use crate::egress::{Egress, EgressSettings};
use crate::programs::scratch;
use crate::sandbox::{Limits, Program, Sandbox, system_program};

/// Environment variable with the path of a LibreOffice that is used instead of the system's.
const NAMED: &str = "ERRAND_SOFFICE";
/// Maximum size of the file, and of the PDF, in bytes.
const FILE_LIMIT: u64 = 64 << 20;
/// Maximum length of a file name ending.
const LONGEST_ENDING: usize = 5;
/// Name of the file in the workspace, without its ending, and of the PDF.
const NAME: &str = "document";
const PDF: &str = "document.pdf";
/// What is run. A profile of its own: the person's may be in use, and would be written to.
const CODE: &str = "exec \"$PROGRAM\" -env:UserInstallation=file:///tmp/profile --headless --norestore --nolockcheck \
                    --nologo --convert-to pdf --outdir /workspace \"/workspace/document.$ENDING\"";

/// Without words: writes to standard output whether Office files can be converted here, `{"ready":…}`. With a file name
/// ending: writes the file on standard input as PDF to standard output.
pub fn print_office_file(words: Vec<OsString>) -> ExitCode {
    let done = match words.as_slice() {
        [] => writeln!(io::stdout(), "{}", serde_json::json!({"ready": is_ready()}))
            .map_err(|error| error.to_string()),
        [ending] => convert(ending),
        _ => Err("pdf [ENDING]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn is_ready() -> bool {
    Office::find().is_some() && sandbox().is_ready()
}

fn convert(ending: &OsString) -> Result<(), String> {
    let is_plain = |ending: &&str| {
        let letters = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (1..=LONGEST_ENDING).contains(&ending.len()) && letters
    };
    let ending = ending.to_str().filter(is_plain);
    let ending = ending.ok_or("the ending has other letters")?;
    let office = Office::find().ok_or("there is no LibreOffice")?;
    let mut file = Vec::new();
    let read = io::stdin().take(FILE_LIMIT + 1).read_to_end(&mut file);
    if read.map_err(|error| error.to_string())? as u64 > FILE_LIMIT {
        return Err("the file is too large".to_owned());
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let pdf = runtime.block_on(pdf_of(&sandbox(), &office, &file, ending))?;
    let mut output = io::stdout();
    let written = output.write_all(&pdf).and_then(|()| output.flush());
    written.map_err(|error| error.to_string())
}

fn sandbox() -> Sandbox {
    let limits = Limits {
        wall: Duration::from_secs(90),
        cpu_seconds: 90,
        address_space: 16 << 30,
        memory: 2 << 30,
        scratch: 256 << 20,
        ..Limits::default()
    };
    Sandbox::with(limits, Arc::new(Egress::new(EgressSettings::default())))
}

/// A LibreOffice.
#[derive(Debug, PartialEq, Eq)]
struct Office {
    /// Path of the program.
    program: PathBuf,
    /// The folders and files outside of the system's that it needs.
    shown: Vec<PathBuf>,
}

impl Office {
    /// Returns the one that is named, or else the system's.
    fn find() -> Option<Self> {
        if let Some(named) = std::env::var_os(NAMED) {
            return Self::at(Path::new(&named));
        }
        let of_system = ["soffice", "libreoffice"].into_iter();
        of_system
            .filter_map(system_program)
            .chain(in_opt(Path::new("/opt")))
            .find_map(|program| Self::at(&program))
    }

    /// Returns the one with this program.
    fn at(program: &Path) -> Option<Self> {
        let program = program.canonicalize().ok().filter(|path| path.is_file())?;
        // It lies in its folder's `program`; any other folder may hold files of the person.
        let folder = program.parent()?;
        let root = match folder.file_name() {
            Some(name) if name == "program" => folder.parent()?,
            _ => &program,
        };
        // Debian's has settings there.
        let mut shown = vec![PathBuf::from("/etc/libreoffice")];
        if !root.starts_with("/usr") {
            shown.push(root.to_owned());
        }
        Some(Self { program, shown })
    }
}

/// Returns the programs of LibreOffice's own packages, such as `/opt/libreoffice25.8/program/soffice`, the newest first.
fn in_opt(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .starts_with("libreoffice")
    });
    let mut programs: Vec<PathBuf> = named
        .map(|entry| entry.path().join("program/soffice"))
        .collect();
    programs.sort_by_cached_key(|program| std::cmp::Reverse(version(program)));
    programs
}

/// Returns the numbers in a path, such as 25 and 8 for `/opt/libreoffice25.8/program/soffice`.
fn version(program: &Path) -> Vec<u32> {
    let path = program.to_string_lossy();
    let numbers = path.split(|c: char| !c.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// Converts a file with this ending.
async fn pdf_of(
    sandbox: &Sandbox,
    office: &Office,
    file: &[u8],
    ending: &str,
) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| error.to_string();
    let (_made, workspace) = scratch().map_err(failed)?;
    std::fs::write(workspace.join(format!("{NAME}.{ending}")), file).map_err(failed)?;
    let program = office.program.to_str().ok_or("its path is no text")?;
    let outcome = sandbox.run(Program {
        language: "bash".to_owned(),
        code: CODE.to_owned(),
        workspace: workspace.clone(),
        env: vec![
            ("PROGRAM".to_owned(), program.to_owned()),
            ("ENDING".to_owned(), ending.to_owned()),
        ],
        shown: office.shown.clone(),
        network: None,
    });
    let outcome = outcome.await;
    // It exits with success also when it made nothing.
    read_made(&workspace.join(PDF)).ok_or(outcome.output)
}

/// Reads a file that a program in the sandbox made; `None` if it is no PDF.
fn read_made(path: &Path) -> Option<Vec<u8>> {
    // A link could lead anywhere on this computer.
    let metadata = std::fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > FILE_LIMIT {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    bytes.starts_with(b"%PDF-").then_some(bytes)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    /// Runs a shell script as LibreOffice on a file.
    async fn converted(script: &str) -> Result<Vec<u8>, String> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let program = folder.path().join("program/soffice");
        std::fs::create_dir(folder.path().join("program")).unwrap();
        std::fs::write(&program, format!("#!/bin/sh\n{script}")).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        let office = Office::at(&program).unwrap();
        pdf_of(&sandbox(), &office, b"words of a file", "docx").await
    }

    #[tokio::test]
    async fn a_file_is_converted_in_the_sandbox() {
        let script = "test \"$(cat /workspace/document.docx)\" = 'words of a file' || exit 1\n\
                      test \"$(ls /workspace)\" = document.docx || exit 2\n\
                      test \"$(grep -c '' /proc/net/route)\" = 1 || exit 3\n\
                      echo \"%PDF-1.7 $*\" > /workspace/document.pdf";
        let pdf = String::from_utf8(converted(script).await.unwrap()).unwrap();
        assert!(pdf.starts_with("%PDF-1.7 -env:UserInstallation=file:///tmp/profile --headless"));
        assert!(pdf.contains("--convert-to pdf --outdir /workspace /workspace/document.docx"));
    }

    #[tokio::test]
    async fn the_source_lies_in_the_folder_that_is_removed() {
        let (made, workspace) = scratch().unwrap();
        let program = Program {
            language: "bash".to_owned(),
            code: "true".to_owned(),
            workspace,
            env: Vec::new(),
            shown: Vec::new(),
            network: None,
        };
        sandbox().run(program).await;
        assert!(made.path().join("program").is_dir());
    }

    #[tokio::test]
    async fn what_is_no_pdf_or_leads_out_of_the_sandbox_is_not_read() {
        let mut outside = tempfile::NamedTempFile::new().unwrap();
        outside.write_all(b"%PDF-1.7 of the person").unwrap();
        let outside = outside.path().display();
        let link = format!("ln -s {outside} /workspace/document.pdf; echo a link");
        for (script, why) in [
            ("echo it cannot be loaded >&2", "it cannot be loaded"),
            ("echo words > /workspace/document.pdf; echo no", "no"),
            (&link, "a link"),
            ("mkfifo /workspace/document.pdf; echo a pipe", "a pipe"),
        ] {
            let failed = converted(script).await.unwrap_err();
            assert!(failed.contains(why), "{failed}");
        }
    }

    #[test]
    fn the_newest_of_its_own_packages_is_taken_with_its_folder() {
        let opt = tempfile::tempdir().unwrap();
        for version in [
            "libreoffice7.6",
            "libreoffice25.8",
            "libreoffice24.8",
            "other",
        ] {
            let folder = opt.path().join(version).join("program");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("soffice"), "").unwrap();
        }
        let programs = in_opt(opt.path());
        assert_eq!(programs.len(), 3);
        let newest = Office::at(&programs[0]).unwrap();
        assert!(newest.program.ends_with("libreoffice25.8/program/soffice"));
        assert!(newest.shown[1].ends_with("libreoffice25.8"));
        assert_eq!(Office::at(Path::new("/no/such/soffice")), None);
    }

    #[test]
    fn of_another_folder_only_the_program_is_shown() {
        let home = tempfile::tempdir().unwrap();
        let program = home.path().join("soffice");
        std::fs::write(&program, "").unwrap();
        let program = program.canonicalize().unwrap();
        let office = Office::at(&program).unwrap();
        assert_eq!(office.shown[1..], [program]);
    }
}
