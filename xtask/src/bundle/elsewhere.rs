//! Packages for macOS (`.dmg`) and Windows (an installer). They are signed if the packer finds a certificate, and are
//! not tested, because the tour needs Linux.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::{collect, copy, emptied, pack, signed};
use crate::failure::{Failure, Outcome};
use crate::programs::{printed, say};
use crate::{cargo, machine, ui};

/// Programs shipped beside the app.
const BESIDE: [&str; 2] = ["errand-engine", "errand-reader"];

/// On Windows: the thumbprint of the certificate in the user's store that signs programs and installer.
const THUMBPRINT: &str = "ERRAND_CERTIFICATE_THUMBPRINT";

/// Builds the package of the current system.
pub(super) fn bundle() -> Outcome<Vec<PathBuf>> {
    machine::prepare_to_run()?;
    ui::build()?;
    say("Building Errand as it is shipped.");
    let mut config = json!({"bundle": {"externalBin": build_sidecars()?}});
    let signs = signed::wanted(&mut config)?;
    if cfg!(target_os = "macos") {
        pack("app,dmg", &config)?;
        let package = collect("dmg", "dmg", "")?;
        let mut made = vec![package.clone()];
        if signs {
            made.extend(signed::collect_app(&package)?);
        }
        return Ok(made);
    }
    if let Some(thumbprint) = std::env::var(THUMBPRINT).ok().filter(|it| !it.is_empty()) {
        config["bundle"]["windows"] = json!({
            "certificateThumbprint": thumbprint,
            "digestAlgorithm": "sha256",
            "timestampUrl": "http://timestamp.digicert.com",
        });
    }
    pack("nsis", &config)?;
    let package = collect("nsis", "exe", "")?;
    let mut made = vec![package.clone()];
    if signs {
        made.push(signed::collect_installer_signature(&package)?);
    }
    Ok(made)
}

/// Builds the programs beside the app, and copies them to where the packer expects them, with the target triple in
/// their names.
fn build_sidecars() -> Outcome<Value> {
    let release = cargo::release()?;
    let target =
        printed(Command::new("rustc").args(["--print", "host-tuple"])).ok_or_else(|| {
            Failure::new("`rustc --print host-tuple` does not say what this computer is.")
        })?;
    let folder = emptied("beside")?;
    let mut named = Vec::new();
    for name in BESIDE {
        let suffix = std::env::consts::EXE_SUFFIX;
        copy(
            &release.join(format!("{name}{suffix}")),
            &folder.join(format!("{name}-{}{suffix}", target.trim())),
        )?;
        named.push(folder.join(name));
    }
    Ok(json!(named))
}
