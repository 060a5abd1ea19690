//! Collects from the ledger the history for a server that does not have it, and the files for a new sandbox.

use std::collections::HashSet;

use interactions::{Step, content};
use ledger::{Artifact, ArtifactState, Interaction, RunId, Source};
use screen::lock;
use screen::view::turn;
use words::say;

use super::{CarriedContext, FollowUp};
use crate::bridge::{Attachment, Engine};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::history::{self, EarlierTurn, Room, VisibleFiles};
use crate::request::placed_files::{CarriedFile, INLINE_LIMIT, absolute, place_files};
use crate::request::{AttachedFile, CarriedFileBytes, SHOWN_FILES_LIMIT};
use crate::who;

/// Input limit in tokens of a Gemini model when the list does not name one.
const MODEL_INPUT: u64 = 128_000;
/// Input limit in tokens of an agent, which compacts longer histories itself (contract section 3.5, rule 8).
const AGENT_INPUT: u64 = 128_000;
/// Input limit in tokens of a connected server's model when none is known; often a small model on a person's own
/// computer.
const CONNECTED_MODEL_INPUT: u64 = 8_192;
/// Input limit in tokens of the starter model.
const STARTER_INPUT: u64 = 4_096;
/// Share of the limit, one part in this many, that is left for instructions, tools and the error of the estimate.
const RESERVED_SHARE: u64 = 8;

impl Core {
    /// Returns the turns (given nearest first) as steps. Notes in `carried` what is left out.
    pub(super) async fn collect_history(
        &self,
        rows: &[Interaction],
        follow_up: &FollowUp<'_>,
        carried: &mut CarriedContext,
    ) -> Result<Vec<Step>> {
        let room = self.room(follow_up);
        let mut bytes = room.bytes;
        let mut turns = Vec::new();
        for row in rows {
            let mut told = EarlierTurn {
                prompt: row.prompt.clone(),
                answer: self.answer(row.id).await?,
                ..EarlierTurn::default()
            };
            if room.visible != VisibleFiles::Sandbox {
                let attachments = turn::attachments(row);
                let run = row.id;
                let made = self
                    .ledger(move |ledger| ledger.artifacts_of_run(run))
                    .await?;
                for artifact in &made {
                    match stored_attachment(artifact) {
                        Some(file) => {
                            let read = self
                                .read_if_room(&file, &mut bytes, &mut told.missing)
                                .await?;
                            // An agent's report has the same text as its answer.
                            let is_answer = |it: &AttachedFile| {
                                it.bytes.trim_ascii() == told.answer.trim().as_bytes()
                            };
                            told.made.extend(read.filter(|it| !is_answer(it)));
                        }
                        None => told.missing.push(artifact.name.clone()),
                    }
                }
                for file in &attachments {
                    let read = self
                        .read_if_room(file, &mut bytes, &mut told.missing)
                        .await?;
                    told.files.extend(read);
                }
            }
            turns.push(told);
        }
        let told = history::build(turns, room);
        carried.turns = told.turns;
        carried.turns_left_out = told.turns_left_out;
        for name in told.files_left_out {
            if !carried.files_left_out.contains(&name) {
                carried.files_left_out.push(name);
            }
        }
        Ok(told.steps)
    }

    /// Returns the files of the turns' sandbox, as the newest of the turns left them, for a new one. Notes in
    /// `carried` the files whose bytes are not here.
    pub(super) async fn collect_sandbox_files(
        &self,
        rows: &[Interaction],
        carried: &mut CarriedContext,
    ) -> Result<Vec<CarriedFileBytes>> {
        let mut files: Vec<CarriedFile> = Vec::new();
        let mut lost: Vec<(String, String)> = Vec::new();
        for row in rows.iter().rev() {
            let attachments = turn::attachments(row);
            let sent = place_files(&attachments, &[]).into_iter().map(|place| {
                let file = place.file.clone();
                let target = place.target;
                (target, Ok(file))
            });
            let run = row.id;
            let (made, removed) = self
                .ledger(move |ledger| Ok((ledger.artifacts_of_run(run)?, ledger.removed_by(run)?)))
                .await?;
            let made = made.iter().map(|artifact| {
                let path = match (artifact.source, &artifact.path) {
                    (Source::Environment, Some(path)) => path,
                    _ => &artifact.name,
                };
                let file = stored_attachment(artifact).ok_or_else(|| artifact.name.clone());
                (absolute(path), file)
            });
            for (target, file) in sent.chain(made).collect::<Vec<_>>() {
                files.retain(|known| known.target != target);
                lost.retain(|(known, _)| *known != target);
                match file {
                    Ok(file) => files.push(CarriedFile { file, target }),
                    Err(name) => lost.push((target, name)),
                }
            }
            let removed: HashSet<String> = removed.iter().map(|path| absolute(path)).collect();
            files.retain(|file| !removed.contains(&file.target));
            lost.retain(|(target, _)| !removed.contains(target));
        }
        let mut found = Vec::new();
        for file in files {
            match self.bytes_if_inline(&file.file).await? {
                Some(bytes) => found.push(CarriedFileBytes {
                    file,
                    bytes,
                    words: None,
                }),
                None => lost.push((file.target, file.file.name)),
            }
        }
        carried.files = found.iter().map(|it| it.file.clone()).collect();
        carried
            .files_left_out
            .extend(lost.into_iter().map(|(_, name)| name));
        Ok(found)
    }

    /// Returns all text of an answer. The interaction's own summary drops text before media and tools (contract
    /// 16.10).
    async fn answer(&self, run: RunId) -> Result<String> {
        let steps = self.ledger(move |ledger| ledger.steps(run)).await?;
        let steps = turn::parse(&steps);
        let texts: Vec<&str> = steps
            .iter()
            .filter(|step| matches!(step, Step::ModelOutput(_)))
            .flat_map(Step::content)
            .filter_map(content::Content::as_text)
            .collect();
        Ok(texts.join("\n\n"))
    }

    /// Returns the room left beside the question itself.
    fn room(&self, follow_up: &FollowUp<'_>) -> Room {
        let sizes = follow_up.files.iter();
        let own_bytes: u64 = sizes.map(|attached| attached.bytes.len() as u64).sum();
        let in_sandbox = follow_up.is_agent && who::needs_sandbox(follow_up.target);
        let own_files: u64 = match in_sandbox {
            true => 0,
            false => follow_up
                .files
                .iter()
                .map(|it| history::tokens_of_file(&it.file.mime, it.bytes.len() as u64))
                .sum(),
        };
        let takes = self.input_limit(follow_up);
        let own = history::tokens_of_text(follow_up.text) + own_files;
        Room {
            tokens: (takes - takes / RESERVED_SHARE).saturating_sub(own),
            bytes: SHOWN_FILES_LIMIT.saturating_sub(own_bytes),
            visible: match follow_up.engine {
                _ if in_sandbox => VisibleFiles::Sandbox,
                Engine::Local if self.sees_pictures(follow_up) => VisibleFiles::Pictures,
                Engine::Local => VisibleFiles::Text,
                Engine::Gemini => VisibleFiles::Everything,
            },
        }
    }

    /// Returns true if the model is one of a connected server and accepts pictures.
    fn sees_pictures(&self, follow_up: &FollowUp<'_>) -> bool {
        let path = who::model_of(follow_up.engine, follow_up.is_agent, follow_up.target);
        path.and_then(|path| self.model_images(path)) == Some(true)
    }

    /// Returns whether a connected server's model (`<provider>/<model>`) accepts pictures; `None` if unknown.
    pub(super) fn model_images(&self, path: &str) -> Option<bool> {
        let (_, model) = self.connections.model_servers.model(path)?;
        model.images
    }

    /// Returns the input limit of the model or agent in tokens, as the server lists it.
    fn input_limit(&self, follow_up: &FollowUp<'_>) -> u64 {
        let path = who::model_of(follow_up.engine, follow_up.is_agent, follow_up.target);
        if let Some(path) = path {
            let model = self.connections.model_servers.model(path);
            return model
                .and_then(|(_, model)| model.context)
                .unwrap_or(CONNECTED_MODEL_INPUT);
        }
        let listed = lock(&self.connections.listings);
        let models = listed.get(&follow_up.engine).map(|listed| &listed.models);
        let model = models.and_then(|models| {
            let named = |id: interactions::ModelId| id.as_str() == follow_up.target;
            models.iter().find(|model| model.id().is_some_and(named))
        });
        match model.and_then(|model| model.input_token_limit) {
            Some(limit) => limit,
            None if follow_up.engine == Engine::Local => STARTER_INPUT,
            None if follow_up.is_agent => AGENT_INPUT,
            None => MODEL_INPUT,
        }
    }

    /// Returns a file with its bytes, if they are here and there is room; else adds its name to `missing`.
    async fn read_if_room(
        &self,
        file: &Attachment,
        room: &mut u64,
        missing: &mut Vec<String>,
    ) -> Result<Option<AttachedFile>> {
        if file.size <= *room
            && let Some(bytes) = self.stored_bytes(&file.sha256, u64::MAX).await?
        {
            *room -= file.size;
            let mut read = [AttachedFile {
                file: file.clone(),
                bytes,
                words: None,
                pages: Vec::new(),
            }];
            self.read_office_text(&mut read).await?;
            let [read] = read;
            return Ok(Some(read));
        }
        missing.push(file.name.clone());
        Ok(None)
    }

    /// Returns the bytes of a file for a request; empty for a file too large for a request, `None` if it is not here.
    async fn bytes_if_inline(&self, file: &Attachment) -> Result<Option<Vec<u8>>> {
        self.stored_bytes(&file.sha256, INLINE_LIMIT).await
    }

    /// Returns bytes from the store; `None` if they are not there, empty if there are more than `most`.
    async fn stored_bytes(&self, sha256: &str, most: u64) -> Result<Option<Vec<u8>>> {
        let sha256 = sha256.to_owned();
        let Ok(path) = self.files(move |store| store.path(&sha256)).await else {
            return Ok(None);
        };
        crate::core::blocking(move || {
            let read = std::fs::metadata(&path).and_then(|about| match about.len() > most {
                true => Ok(Vec::new()),
                false => std::fs::read(&path),
            });
            match read {
                Ok(bytes) => Ok(Some(bytes)),
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(errors::file(say::file_not_read, &path, &cause)),
            }
        })
        .await?
    }
}

/// Returns an artifact as an attachment if its bytes are in the store.
fn stored_attachment(artifact: &Artifact) -> Option<Attachment> {
    if artifact.state != ArtifactState::Saved {
        return None;
    }
    Some(Attachment {
        sha256: artifact.sha256.clone()?,
        name: artifact.name.clone(),
        mime: artifact.mime.clone(),
        size: u64::try_from(artifact.size?).ok()?,
    })
}
