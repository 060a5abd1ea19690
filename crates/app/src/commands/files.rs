//! Commands on files: listing, previewing, fetching, saving.

use std::path::PathBuf;
use std::sync::Arc;

use artifacts::Look;
use ledger::{Artifact, ArtifactId, ArtifactState, ConversationId, Cursor, RunId};
use office::{Kind, Office};
use screen::lock;
use screen::view::artifact;
use words::say;

use super::id;
use crate::aftercare::What;
use crate::bridge::*;
use crate::core::blocking;
use crate::desk::Desk;
use crate::errors::{self, Result};
use crate::sealed::sealed;

/// How many files of a list come at once.
const PAGE: usize = 50;
/// So many rows of a folder are read at a time to save them.
const FOLDER_PAGE: usize = 500;
/// A larger image, sound or video is not shown in place: the page holds all of it in its memory meanwhile.
const MEDIA_LIMIT: u64 = 128 << 20;

/// An image, a sound or a video whose bytes a host serves to its own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// Where its bytes are, to be read and nothing else.
    pub path: PathBuf,
    /// Its media type, by its bytes: of a kind that the page shows or plays, and never one that could run.
    pub mime: String,
    /// Bytes.
    pub size: u64,
}

impl Desk {
    pub(super) async fn list_files(&self, after: Option<String>) -> Result<FilePage> {
        let after: Option<Cursor> = after
            .as_deref()
            .map(|after| id(after, say::page_gone))
            .transpose()?;
        let page = self
            .core
            .ledger(move |ledger| ledger.artifacts(after.as_ref(), PAGE))
            .await?;
        Ok(FilePage {
            files: page.items.iter().map(artifact::view).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        })
    }

    pub(super) async fn conversation_files(&self, request: FilesRequest) -> Result<FilePage> {
        let conversation: ConversationId = id(&request.conversation, say::conversation_gone)?;
        let after: Option<Cursor> = request
            .after
            .as_deref()
            .map(|after| id(after, say::page_gone))
            .transpose()?;
        self.core
            .screen(move |screen| screen.files(conversation, after.as_ref()))
            .await
    }

    pub(super) async fn preview_file(&self, text: String) -> Result<FilePreview> {
        let row = self.artifact(&text).await?;
        if let Some(kind) = Kind::of_name(&row.name) {
            let sha256 = here(&row)?;
            let path = self.core.files(move |store| store.path(&sha256)).await?;
            match self.core.read_office(&path, kind).await {
                Ok(office) => return blocking(move || opened(office)).await,
                // It is shown as the text that it is.
                Err(error) if kind.is_text() || kind == Kind::Database => {
                    tracing::info!(%error, "a file is shown as what it is");
                }
                Err(failed) => return Err(errors::unreadable(&row.name, &failed)),
            }
        }
        let chosen = match &row.sha256 {
            Some(sha256) => self.core.chosen_encoding(sha256).await?,
            None => None,
        };
        let (_, look) = self.look(&text).await?;
        blocking(move || picture(look, chosen.is_some())).await
    }

    /// An image, a sound or a video that is shown in place. What is no such file is not there.
    pub(crate) async fn medium(&self, text: &str) -> Option<Medium> {
        use artifacts::Preview as P;
        let (path, look) = self.look(text).await.ok()?;
        match look.preview {
            P::Image { mime, size } | P::Audio { mime, size } | P::Video { mime, size }
                if size <= MEDIA_LIMIT =>
            {
                Some(Medium { path, mime, size })
            }
            _ => None,
        }
    }

    /// An HTML or SVG file, sealed. What is no such file is not there.
    pub(crate) async fn sealed_document(&self, text: &str) -> Option<String> {
        match self.look(text).await {
            Ok((_, look)) => match look.preview {
                artifacts::Preview::Html { text, .. } => Some(sealed(&text)),
                _ => None,
            },
            Err(_) => None,
        }
    }

    /// Where a file is, and what of it can be shown.
    pub(super) async fn look(&self, text: &str) -> Result<(PathBuf, Look)> {
        let row = self.artifact(text).await?;
        let sha256 = here(&row)?;
        let encoding = self.core.chosen_encoding(&sha256).await?;
        let looked = self.core.files(move |store| {
            let path = store.path(&sha256)?;
            let look = artifacts::look(&path, &row.name, Some(&row.mime), encoding.as_deref())?;
            Ok((path, look))
        });
        looked.await
    }

    pub(super) async fn draw_pages(&self, request: PagesRequest) -> Result<DrawnPages> {
        let row = self.artifact(&request.file).await?;
        let sha256 = here(&row)?;
        let path = self.core.files(move |store| store.path(&sha256)).await?;
        let program = self.core.host.reader();
        let drawn = reader::draw(&program, &path, request.from as usize)
            .await
            .map_err(|failed| errors::unreadable(&row.name, &failed))?;
        let image = |image: reader::Image| PageImage {
            data_url: format!("data:image/png;base64,{}", image.png),
            width: image.width,
            height: image.height,
        };
        let total = drawn.total.min(reader::PAGE_LIMIT);
        Ok(DrawnPages {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            truncated: drawn.total > total,
            pages: drawn
                .pages
                .into_iter()
                .map(|page| page.map(image))
                .collect(),
        })
    }

    /// The window learns by patches how it goes: an answer could come after a patch that is newer.
    pub(super) async fn fetch_file(&self, text: String) -> Result<()> {
        let row = self.artifact(&text).await?;
        if row.files.is_some() {
            self.core.begin_folder(row);
            return Ok(());
        }
        self.core.fetch_again(&row).await
    }

    pub(super) async fn fetch_rest(&self, text: String) -> Result<()> {
        let run: RunId = id(&text, say::turn_gone)?;
        self.core.begin_rest(run).await
    }

    pub(super) async fn list_folder(&self, request: FolderRequest) -> Result<FilePage> {
        let folder: ArtifactId = id(&request.folder, say::folder_gone)?;
        let page = self.core.ledger(move |ledger| {
            ledger.artifacts_in_folder(folder, request.after.as_deref(), PAGE + 1)
        });
        let mut rows = page.await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let last = rows.last().and_then(|row| row.path.clone());
        Ok(FilePage {
            files: rows.iter().map(artifact::view).collect(),
            next: last.filter(|_| more),
        })
    }

    pub(super) async fn stop_file(&self, text: String) -> Result<()> {
        let file: ArtifactId = id(&text, say::file_gone)?;
        self.core.files.fetches.stop(What::File(file));
        Ok(())
    }

    pub(super) async fn stop_files(&self, text: String) -> Result<()> {
        let run: RunId = id(&text, say::turn_gone)?;
        self.core.files.fetches.stop(What::Turn(run));
        Ok(())
    }

    pub(super) async fn save_files(&self, request: SaveRequest) -> Result<Saved> {
        let core = &self.core;
        let rows = self.rows_to_save(&request.files).await?;
        let folder = match core.save_folder() {
            Some(folder) if !request.ask => folder,
            _ => match core.host.pick_folder().await {
                Some(folder) => folder,
                None => {
                    return Ok(Saved {
                        folder: None,
                        paths: Vec::new(),
                    });
                }
            },
        };
        self.save(rows, folder).await
    }

    pub(super) async fn save_archive(&self, request: ArchiveRequest) -> Result<Option<String>> {
        let rows = self.rows_to_save(&request.files).await?;
        let system = artifacts::System::here();
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let path = artifacts::safe_relative_path_on(system, &artifact::whole_name(row));
            items.push((here(row)?, path));
        }
        let name = artifacts::safe_name_on(system, &request.name);
        let Some(place) = self.core.host.pick_new_file(&format!("{name}.zip")).await else {
            return Ok(None);
        };
        let archive = place.clone();
        self.core
            .files(move |store| store.export_archive(&items, &archive))
            .await?;
        lock(&self.core.files.saved).insert(place.clone());
        Ok(Some(place.display().to_string()))
    }

    /// The files that are here of those that are to be saved, also of folders that are one line.
    async fn rows_to_save(&self, files: &[String]) -> Result<Vec<Artifact>> {
        let mut rows = Vec::new();
        for text in files {
            let row = self.artifact(text).await?;
            match row.files {
                Some(_) => rows.extend(self.saved_in(&row).await?),
                None => {
                    here(&row)?;
                    rows.push(row);
                }
            }
        }
        Ok(rows)
    }

    /// Saves the files of the newest turn of a conversation to the folder that is set, or to Downloads.
    pub(crate) async fn save_newest(&self, conversation: &str) -> Result<()> {
        let conversation: ConversationId = id(conversation, say::conversation_gone)?;
        let rows = self
            .core
            .ledger(move |ledger| ledger.artifacts_of_conversation(conversation))
            .await?;
        let Some(newest) = rows.last().map(|row| row.run_id) else {
            return Ok(());
        };
        let files = rows
            .into_iter()
            .filter(|row| row.run_id == newest && row.state == ArtifactState::Saved)
            .map(|row| row.id.to_string())
            .collect();
        let saved = self.save_files(SaveRequest { files, ask: false }).await?;
        if let Some(path) = saved.paths.into_iter().next() {
            self.show_in_folder(path).await?;
        }
        Ok(())
    }

    /// What is here of a folder that is one line.
    async fn saved_in(&self, folder: &Artifact) -> Result<Vec<Artifact>> {
        let (id, mut after, mut all) = (folder.id, None::<String>, Vec::new());
        loop {
            let page = self.core.ledger(move |ledger| {
                ledger.artifacts_in_folder(id, after.as_deref(), FOLDER_PAGE)
            });
            let rows = page.await?;
            let Some(last) = rows.last().and_then(|row| row.path.clone()) else {
                return Ok(all);
            };
            after = Some(last);
            let saved = rows.into_iter().filter(|row| here(row).is_ok());
            all.extend(saved);
        }
    }

    /// One file is saved by its name; of several each keeps its place in their folders.
    async fn save(&self, rows: Vec<Artifact>, folder: PathBuf) -> Result<Saved> {
        let core = &self.core;
        let several = rows.len() > 1;
        let (shown, into) = (folder.display().to_string(), folder.clone());
        let made =
            blocking(move || std::fs::create_dir_all(&into).map_err(|cause| (into, cause))).await?;
        made.map_err(|(folder, cause)| errors::file(say::file_not_created, &folder, &cause))?;
        lock(&core.files.saved).insert(folder.clone());
        let mut paths = Vec::new();
        for row in rows {
            let (sha256, into) = (here(&row)?, folder.clone());
            let whole = artifact::whole_name(&row);
            let here = artifacts::System::here();
            let saved = core
                .files(move |store| match several {
                    true => {
                        let path = artifacts::safe_relative_path_on(here, &whole);
                        store.export_path(&sha256, &into, &path)
                    }
                    false => store.export(&sha256, &into, &artifacts::safe_name_on(here, &whole)),
                })
                .await?;
            lock(&core.files.saved).insert(saved.clone());
            paths.push(saved.display().to_string());
        }
        Ok(Saved {
            folder: Some(shown),
            paths,
        })
    }

    pub(super) async fn show_in_folder(&self, text: String) -> Result<()> {
        let core = &self.core;
        let path = PathBuf::from(&text);
        // A path from outside is only compared with those that were handed out.
        let is_known = lock(&core.files.saved).contains(&path)
            || core.save_folder().as_ref() == Some(&path)
            || path == core.data_dir();
        if !is_known {
            return Err(errors::invalid(say::only_saved_shown()));
        }
        // The folder to save to can be looked into before anything was saved there.
        let is_save_folder = core.save_folder().as_ref() == Some(&path);
        let host = Arc::clone(&core.host);
        blocking(move || {
            if is_save_folder {
                let _ = std::fs::create_dir_all(&path);
            }
            host.show_in_folder(&path)
        })
        .await?
        .map_err(|reason| {
            tracing::warn!(reason, "the file manager cannot be opened");
            errors::error(ErrorCode::File, say::no_file_manager(&text))
        })
    }

    /// The row of a file.
    pub(super) async fn artifact(&self, text: &str) -> Result<Artifact> {
        let file: ArtifactId = id(text, say::file_gone)?;
        let row = self
            .core
            .ledger(move |ledger| ledger.artifact(file))
            .await?;
        row.ok_or_else(|| errors::not_found(say::file_gone()))
    }
}

/// The digest of a file whose bytes are here.
pub(super) fn here(row: &Artifact) -> Result<String> {
    match (&row.sha256, row.state) {
        (Some(sha256), ArtifactState::Saved) => Ok(sha256.clone()),
        _ => Err(errors::error(
            ErrorCode::File,
            say::file_not_here(artifact::whole_name(row)),
        )),
    }
}

/// An Office file as the window shows it. Blocks.
fn opened(office: Office) -> FilePreview {
    let workbook = match office {
        Office::Document { text, truncated } => {
            return markdown(&text, truncated);
        }
        Office::Tree(tree) => return tree_of(tree),
        Office::Workbook(workbook) => workbook,
    };
    let cell = |cell: office::Cell| SheetCell {
        text: cell.text,
        kind: match cell.kind {
            office::CellKind::Text => CellKind::Text,
            office::CellKind::Number => CellKind::Number,
            office::CellKind::Formula => CellKind::Formula,
        },
    };
    let row = |row: office::Row| SheetRow {
        cells: row.cells.into_iter().map(cell).collect(),
        is_hidden: row.is_hidden,
    };
    let sheet = |sheet: office::Sheet| SheetPreview {
        name: sheet.name,
        is_hidden: sheet.is_hidden,
        rows: sheet.rows.into_iter().map(row).collect(),
        truncated: sheet.truncated,
    };
    FilePreview::Workbook {
        sheets: workbook.sheets.into_iter().map(sheet).collect(),
        truncated: workbook.truncated,
    }
}

/// What the cells of a column are, as the window shows it.
fn column(column: artifacts::Column) -> ColumnKind {
    match column {
        artifacts::Column::Text => ColumnKind::Text,
        artifacts::Column::Number(_) => ColumnKind::Number,
        artifacts::Column::Date(_) => ColumnKind::Date,
    }
}

/// Whether a page holds scripts, so that without them something of it is missing.
fn needs_scripts(html: &str) -> bool {
    let html = html.as_bytes();
    let name = b"<script";
    html.windows(name.len())
        .any(|window| window.eq_ignore_ascii_case(name))
}

/// An archive as the window shows it.
fn tree_of(tree: office::Tree) -> FilePreview {
    let entry = |entry: office::Entry| TreeEntry {
        path: entry.path,
        kind: match entry.kind {
            office::EntryKind::File => TreeEntryKind::File,
            office::EntryKind::Folder => TreeEntryKind::Folder,
            office::EntryKind::Other => TreeEntryKind::Other,
        },
        size: entry.size,
        is_locked: entry.is_locked,
        is_outside: entry.is_outside,
    };
    FilePreview::Tree {
        entries: tree.entries.into_iter().map(entry).collect(),
        size: tree.size,
        truncated: tree.truncated,
    }
}

/// Markdown as the window shows it. Blocks.
fn markdown(text: &str, truncated: bool) -> FilePreview {
    let html = render::render_document(text)
        .into_iter()
        .map(|block| block.to_html())
        .collect::<Vec<_>>()
        .join("\n");
    FilePreview::Markdown { html, truncated }
}

/// A preview as the window shows it. Blocks. How bytes were read is told when it is not the usual way, or `is_chosen`.
fn picture(look: Look, is_chosen: bool) -> FilePreview {
    use artifacts::Preview as P;
    let encoding = look
        .encoding
        .filter(|name| *name != "UTF-8" || is_chosen)
        .map(str::to_owned);
    match look.preview {
        P::Markdown { text, truncated } => markdown(&text, truncated),
        P::Text { text, truncated } => FilePreview::Text {
            html: render::highlight(&text, ""),
            encoding,
            truncated,
        },
        P::Code {
            language,
            text,
            truncated,
        } => FilePreview::Text {
            html: render::highlight(&text, &language),
            encoding,
            truncated,
        },
        P::Table {
            header,
            rows,
            truncated,
        } => FilePreview::Table {
            title: look.title,
            separator: look.separator.filter(|separator| *separator != ','),
            encoding,
            columns: look.columns.into_iter().map(column).collect(),
            header,
            rows,
            truncated,
        },
        P::Html { text, truncated } => FilePreview::Page {
            truncated,
            needs_scripts: needs_scripts(&text),
        },
        P::Image { mime, size } | P::Audio { mime, size } | P::Video { mime, size }
            if size > MEDIA_LIMIT =>
        {
            FilePreview::None { mime }
        }
        P::Image { .. } => FilePreview::Image,
        P::Audio { .. } => FilePreview::Audio,
        P::Video { .. } => FilePreview::Video,
        P::Pdf { .. } => FilePreview::Pdf,
        P::Binary { mime, .. } => FilePreview::None { mime },
    }
}
