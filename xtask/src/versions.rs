//! `cargo xtask versions`: the list of versions that Errand looks in (`latest.json`), made from signed packages.
//!
//! Its form is that of Tauri's updater: <https://v2.tauri.app/plugin/updater/#static-json-file>.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::bundle::signed::{APP, SIGNATURE, signature_of};
use crate::failure::{Failure, Outcome};
use crate::programs::say;

/// The name of the list.
const LIST: &str = "latest.json";

/// Writes the list into the folder of the packages. `url` is where the packages can be fetched, `notes` a file that
/// says what changed.
pub(crate) fn write(folder: &str, url: &str, notes: &str) -> Outcome {
    let (folder, notes) = (Path::new(folder), Path::new(notes));
    let says = fs::read_to_string(notes).map_err(|error| Failure::io(notes, error))?;
    let list = list(folder, url, &says, env!("CARGO_PKG_VERSION"))?;
    for system in left_out(folder, &list)? {
        say(format!(
            "{LIST} is without {system}: its package is not signed (no .{SIGNATURE}), so no Errand there finds this \
             version."
        ));
    }
    let path = folder.join(LIST);
    fs::write(&path, format!("{list:#}\n")).map_err(|error| Failure::io(&path, error))?;
    println!("{}", path.display());
    Ok(())
}

fn list(folder: &Path, url: &str, notes: &str, version: &str) -> Outcome<Value> {
    let mut platforms = Map::new();
    let entries = fs::read_dir(folder).map_err(|error| Failure::io(folder, error))?;
    for entry in entries {
        let package = entry.map_err(|error| Failure::io(folder, error))?.path();
        let signature = signature_of(&package);
        if !signature.is_file() {
            continue;
        }
        let name = package.file_name().unwrap_or_default().to_string_lossy();
        let Some(platform) = platform(&name) else {
            return Err(Failure::new(format!(
                "{name} is signed, but its name does not say which system it is for."
            )));
        };
        if !name.contains(version) {
            return Err(Failure::new(format!("{name} is not of version {version}.")));
        }
        let signed =
            fs::read_to_string(&signature).map_err(|error| Failure::io(&signature, error))?;
        let url = format!("{}/{name}", url.trim_end_matches('/'));
        let told = json!({"signature": signed.trim(), "url": url});
        if platforms.insert(platform.clone(), told).is_some() {
            return Err(Failure::new(format!(
                "There are two signed packages for {platform}."
            )));
        }
    }
    if platforms.is_empty() {
        return Err(Failure::new(format!(
            "{} holds no signed package (a file with another beside it that ends in .{SIGNATURE}).",
            folder.display()
        )));
    }
    Ok(json!({"version": version, "notes": notes.trim(), "platforms": platforms}))
}

/// Returns the systems that there is a package for and that are not in the list.
fn left_out(folder: &Path, list: &Value) -> Outcome<BTreeSet<String>> {
    let mut systems = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::io(folder, error))? {
        let name = entry
            .map_err(|error| Failure::io(folder, error))?
            .file_name();
        let name = name.to_string_lossy();
        // The app for macOS is put into an archive only to be signed; its disk image is always there.
        let name = name.replace(".dmg", APP);
        systems.extend(platform(&name));
    }
    systems.retain(|system| list["platforms"].get(system).is_none());
    Ok(systems)
}

/// Returns the updater's name of the system that a package is for, by the package's name.
fn platform(name: &str) -> Option<String> {
    let (stem, system) = [
        (APP, "darwin"),
        ("-setup.exe", "windows"),
        (".AppImage", "linux"),
    ]
    .into_iter()
    .find_map(|(ending, system)| Some((name.strip_suffix(ending)?, system)))?;
    let processor = match stem.rsplit('_').next()? {
        "x64" | "amd64" => "x86_64",
        // The packer writes `x86_64` in no name, and an underscore would cut it.
        "aarch64" | "arm64" => "aarch64",
        _ => return None,
    };
    Some(format!("{system}-{processor}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    /// Makes a folder with empty packages, and signatures for those marked with `true`.
    fn folder(name: &str, packages: &[(&str, bool)]) -> std::path::PathBuf {
        let folder = workspace::scratch(name).expect("a folder");
        fs::remove_dir_all(&folder).expect("it can be emptied");
        fs::create_dir_all(&folder).expect("it can be made");
        for (package, is_signed) in packages {
            fs::write(folder.join(package), "").expect("it can be written");
            if *is_signed {
                let signature = signature_of(&folder.join(package));
                fs::write(signature, format!("signed {package}\n")).expect("it can be written");
            }
        }
        folder
    }

    #[test]
    fn the_list_has_each_signed_package_with_its_signature() {
        let folder = folder(
            "versions-list",
            &[
                ("Errand_1.2.3_aarch64.app.tar.gz", true),
                ("Errand_1.2.3_x64.app.tar.gz", true),
                ("Errand_1.2.3_x64-setup.exe", true),
                ("Errand_1.2.3_aarch64.dmg", false),
                ("errand_1.2.3_amd64.deb", false),
            ],
        );
        let url = "https://versions.example/v1.2.3/";
        let list = list(&folder, url, "\n- Faster.\n", "1.2.3").expect("it can be made");
        let entry = |name: &str| {
            json!({
                "signature": format!("signed {name}"),
                "url": format!("https://versions.example/v1.2.3/{name}"),
            })
        };
        assert_eq!(
            list,
            json!({
                "version": "1.2.3",
                "notes": "- Faster.",
                "platforms": {
                    "darwin-aarch64": entry("Errand_1.2.3_aarch64.app.tar.gz"),
                    "darwin-x86_64": entry("Errand_1.2.3_x64.app.tar.gz"),
                    "windows-x86_64": entry("Errand_1.2.3_x64-setup.exe"),
                },
            })
        );
    }

    #[test]
    fn a_system_whose_package_is_not_signed_is_named() {
        let folder = folder(
            "versions-left-out",
            &[
                ("Errand_1.2.3_aarch64.app.tar.gz", true),
                ("Errand_1.2.3_aarch64.dmg", false),
                ("Errand_1.2.3_x64.dmg", false),
                ("Errand_1.2.3_x64-setup.exe", false),
                ("errand_1.2.3_amd64.deb", false),
            ],
        );
        let list = list(&folder, "https://versions.example", "", "1.2.3").expect("it can be made");
        let left_out = left_out(&folder, &list).expect("it can be read");
        assert_eq!(
            Vec::from_iter(left_out),
            ["darwin-x86_64", "windows-x86_64"]
        );
    }

    #[test]
    fn what_cannot_be_listed_is_named() {
        for (name, packages, says) in [
            (
                "versions-none",
                vec![("Errand_1.2.3_x64-setup.exe", false)],
                "no signed package",
            ),
            (
                "versions-odd",
                vec![("errand_1.2.3_amd64.deb", true)],
                "which system",
            ),
            (
                "versions-old",
                vec![("Errand_1.2.2_x64-setup.exe", true)],
                "not of version 1.2.3",
            ),
            (
                "versions-two",
                vec![
                    ("Errand_1.2.3_x64-setup.exe", true),
                    ("Errand-small_1.2.3_x64-setup.exe", true),
                ],
                "two signed packages",
            ),
        ] {
            let folder = folder(name, &packages);
            let failed = list(&folder, "https://versions.example", "", "1.2.3");
            let message = failed.expect_err(name).to_string();
            assert!(message.contains(says), "{message}");
        }
    }
}
