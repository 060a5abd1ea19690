//! Sources of an environment (contract section 9.3): inline files of the request, and repositories.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use interactions::{Source, SourceType};
use url::Url;

use super::SharedState;
use super::environments::{on_disk, place};
use crate::error::ApiError;
use crate::files::repository;
use crate::webhooks::{addresses_of, check_target};

/// Limits of inline sources, in bytes.
const SOURCE_LIMIT: usize = 1 << 20;
const SOURCES_LIMIT: usize = 2 << 20;

/// A validated source.
pub(super) enum ValidSource {
    /// A file.
    File { path: String, bytes: Vec<u8> },
    /// A repository, and the folder it is cloned into.
    Repository { path: String, url: Url },
}

/// Validates all sources; nothing is fetched or written.
pub(super) fn check(sources: &[Source]) -> Result<Vec<ValidSource>, ApiError> {
    let mut total = 0;
    let checked = sources.iter().map(|source| {
        let kind = source.kind.as_ref().map_or("inline", SourceType::as_str);
        match kind.to_ascii_lowercase().as_str() {
            "inline" => inline(source, &mut total),
            "repository" => repository(source),
            _ => Err(ApiError::invalid(format!(
                "Sources of type '{kind}' lie with Google and cannot be had from this computer. Send the files inline, \
                 or upload them."
            ))),
        }
    });
    checked.collect()
}

fn inline(source: &Source, total: &mut usize) -> Result<ValidSource, ApiError> {
    let path = place(source.target.as_deref().unwrap_or_default())?;
    let content = source.content.as_deref().unwrap_or_default();
    let bytes = match source.encoding.as_deref() {
        Some(word) if word.eq_ignore_ascii_case("base64") => STANDARD
            .decode(content)
            .or_else(|_| STANDARD_NO_PAD.decode(content))
            .map_err(|_| ApiError::invalid(format!("The content for '{path}' is not base64.")))?,
        None | Some("" | "text" | "utf-8" | "utf8") => content.as_bytes().to_vec(),
        Some(other) => {
            return Err(ApiError::invalid(format!(
                "The encoding '{other}' is unknown."
            )));
        }
    };
    *total += bytes.len();
    if bytes.len() > SOURCE_LIMIT || *total > SOURCES_LIMIT {
        return Err(ApiError::invalid(
            "Inline sources hold at most 1 MB each and 2 MB together. Upload larger files.",
        ));
    }
    Ok(ValidSource::File { path, bytes })
}

fn repository(source: &Source) -> Result<ValidSource, ApiError> {
    if source.content.is_some() || source.encoding.is_some() {
        return Err(ApiError::invalid(
            "`content` and `encoding` are for inline sources, not for a repository.",
        ));
    }
    let address = source.source.as_deref().unwrap_or_default();
    let url = check_target(address).map_err(|why| {
        ApiError::invalid(format!(
            "The repository '{address}' cannot be fetched: {why}."
        ))
    })?;
    let path = place(source.target.as_deref().unwrap_or_default())?;
    Ok(ValidSource::Repository { path, url })
}

/// Writes or fetches validated sources into an environment.
pub(super) async fn mount(
    engine: &SharedState,
    id: &str,
    sources: Vec<ValidSource>,
) -> Result<(), ApiError> {
    let internal = |error: std::io::Error| ApiError::internal(&error);
    for source in sources {
        let id = id.to_owned();
        match source {
            ValidSource::File { path, bytes } => {
                on_disk(engine, move |files| files.write(&id, &path, &bytes))
                    .await?
                    .map_err(internal)?;
            }
            ValidSource::Repository { path, url } => {
                let failed = |why: &dyn std::fmt::Display| {
                    ApiError::precondition(format!(
                        "The repository '{url}' was not fetched: {why}."
                    ))
                };
                let addresses = addresses_of(&url).await.map_err(|error| failed(&error))?;
                let name = uuid::Uuid::new_v4().simple().to_string();
                let folder = engine.files.incoming(&id).join(&name);
                let fetched = repository::fetch(&url, &addresses, &folder).await;
                fetched.map_err(|why| failed(&why))?;
                let placed = on_disk(engine, move |files| files.adopt_folder(&id, &name, &path));
                placed.await?.map_err(|error| match error.kind() {
                    std::io::ErrorKind::AlreadyExists => {
                        failed(&"something is at its target already")
                    }
                    _ => internal(error),
                })?;
            }
        }
    }
    Ok(())
}
