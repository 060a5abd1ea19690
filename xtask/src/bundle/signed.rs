//! The packages that Errand updates itself with, and their signatures. They are made if there is a key for them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{packed, shelf};
use crate::failure::{Failure, Outcome};

/// The private key, or the path of its file. The packer reads it, and its password, from the environment.
const PRIVATE_KEY: &str = "TAURI_SIGNING_PRIVATE_KEY";
/// The public key and the URL of the list of versions, which the program is built with.
const BUILT_WITH: [&str; 2] = ["ERRAND_UPDATE_KEY", "ERRAND_UPDATE_URL"];
/// The ending of a signature's file, after the name of the package.
pub(crate) const SIGNATURE: &str = "sig";
/// The ending of the package for macOS.
pub(crate) const APP: &str = ".app.tar.gz";

/// Tells the packer to make packages for updates and to sign them, if there is a key. Returns true if so.
pub(super) fn wanted(config: &mut Value) -> Outcome<bool> {
    want(config, |name| std::env::var(name).ok())
}

fn want(config: &mut Value, variable: impl Fn(&str) -> Option<String>) -> Outcome<bool> {
    let given = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    if given(PRIVATE_KEY).is_none() {
        return Ok(false);
    }
    let [key, url] = BUILT_WITH.map(given);
    let (Some(key), Some(url)) = (key, url) else {
        return Err(Failure::new(format!(
            "There is a key to sign updates with, but the program is built without {}, so it would never look for \
             them.",
            BUILT_WITH.join(" and ")
        ))
        .hint("CONTRIBUTING.md, \"Release\", says what they are."));
    };
    checked(&url).map_err(|why| Failure::new(format!("{} is `{url}`: {why}.", BUILT_WITH[1])))?;
    config["bundle"]["createUpdaterArtifacts"] = json!(true);
    // The packer compares it with the private key.
    config["plugins"]["updater"]["pubkey"] = json!(key);
    Ok(true)
}

/// Checks the URL of the list of versions as the program does, which would have no updates with another.
fn checked(url: &str) -> Result<(), &'static str> {
    let url = url.to_lowercase();
    if !url.starts_with("https://") {
        return Err("the list of versions has to be read over https");
    }
    if url.replace("%7b", "{").contains("{{") {
        return Err(
            "its variables would tell which version asks, and docs/data.md says that nothing is told",
        );
    }
    Ok(())
}

/// Moves the app that the packer has put into an archive, and its signature, beside the disk image, with its name:
/// the packer's own name has neither the version nor the processor.
pub(super) fn collect_app(image: &Path) -> Outcome<Vec<PathBuf>> {
    let folder = packed("macos");
    let archive = only(&folder, |name| name.ends_with(APP))?;
    let stem = image.file_stem().unwrap_or_default().to_string_lossy();
    let app = shelf()?.join(format!("{stem}{APP}"));
    rename(&signature_of(&archive), &signature_of(&app))?;
    rename(&archive, &app)?;
    Ok(vec![signature_of(&app), app])
}

/// Moves the signature of the installer beside it.
pub(super) fn collect_installer_signature(installer: &Path) -> Outcome<PathBuf> {
    let made = only(&packed("nsis"), |name| {
        name.ends_with(&format!(".{SIGNATURE}"))
    })?;
    let signature = signature_of(installer);
    rename(&made, &signature)?;
    Ok(signature)
}

/// Returns the path of a package's signature.
pub(crate) fn signature_of(package: &Path) -> PathBuf {
    let mut name = package.as_os_str().to_owned();
    name.push(format!(".{SIGNATURE}"));
    name.into()
}

fn only(folder: &Path, is_it: impl Fn(&str) -> bool) -> Outcome<PathBuf> {
    fs::read_dir(folder)
        .map_err(|error| Failure::io(folder, error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            is_it(&name)
        })
        .ok_or_else(|| Failure::new(format!("{} holds no signed package.", folder.display())))
}

fn rename(from: &Path, to: &Path) -> Outcome {
    fs::rename(from, to).map_err(|error| Failure::io(from, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &[(&str, &str)]) -> (Value, Outcome<bool>) {
        let mut config = json!({"bundle": {"externalBin": ["a"]}});
        let wanted = want(&mut config, |name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        });
        (config, wanted)
    }

    #[test]
    fn packages_are_signed_where_there_is_a_key_and_the_program_looks_for_them() {
        let (config, wanted) = with(&[]);
        assert!(matches!(wanted, Ok(false)));
        assert_eq!(config, json!({"bundle": {"externalBin": ["a"]}}));
        assert!(matches!(with(&[(PRIVATE_KEY, "")]).1, Ok(false)));

        let url = "https://versions.example/latest.json";
        let all = [
            (PRIVATE_KEY, "secret"),
            ("ERRAND_UPDATE_KEY", "public"),
            ("ERRAND_UPDATE_URL", url),
        ];
        let (config, wanted) = with(&all);
        assert!(matches!(wanted, Ok(true)));
        assert_eq!(
            config,
            json!({
                "bundle": {"externalBin": ["a"], "createUpdaterArtifacts": true},
                "plugins": {"updater": {"pubkey": "public"}},
            })
        );
    }

    #[test]
    fn a_key_without_a_place_that_can_be_asked_is_refused() {
        let refused = |set: &[(&str, &str)]| with(set).1.unwrap_err().to_string();
        assert!(refused(&[(PRIVATE_KEY, "secret")]).contains("ERRAND_UPDATE_URL"));
        let at = |url: &'static str| {
            refused(&[
                (PRIVATE_KEY, "secret"),
                ("ERRAND_UPDATE_KEY", "public"),
                ("ERRAND_UPDATE_URL", url),
            ])
        };
        assert!(at("http://versions.example/latest.json").contains("https"));
        assert!(at("https://versions.example/{{current_version}}").contains("variables"));
        assert!(at("https://versions.example/%7B%7bcurrent_version}}").contains("variables"));
    }
}
