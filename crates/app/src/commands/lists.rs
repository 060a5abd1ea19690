//! Commands on the lists: their pages, changes to conversations from their lines, and folders.

use ledger::{ConversationId, Cursor, FolderId};
use screen::view::conversation;
use words::say;

use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::now;
use crate::errors::{self, Result};

/// Maximum length of a folder's name in characters, so that it fits on one line.
const MAX_NAME_LENGTH: usize = 120;

impl Backend {
    pub(super) async fn list_conversations(
        &self,
        request: ListRequest,
    ) -> Result<ConversationPage> {
        let after: Option<Cursor> = request
            .after
            .as_deref()
            .map(|after| parse_id(after, say::page_gone))
            .transpose()?;
        let list = match request.list {
            List::Chat => ledger::Kind::Chat.into(),
            List::Job => ledger::Kind::Job.into(),
            List::Pinned => ledger::List::Pinned,
            List::Unread => ledger::List::Unread,
            List::Archived => ledger::List::Archived,
            List::Folder { id: folder } => {
                ledger::List::Folder(parse_id(&folder, say::folder_gone)?)
            }
        };
        self.core
            .screen(move |screen| screen.lines(list, after.as_ref()))
            .await
    }

    pub(super) async fn change_conversations(&self, request: ChangeRequest) -> Result<()> {
        let conversations = conversations(&request.conversations)?;
        let change = match request.change {
            Change::Pinned { is } => ledger::Change::Pinned(is),
            Change::Archived { is } => ledger::Change::Archived(is),
            Change::Unread { is } => ledger::Change::Unread(is),
            Change::Folder { id: folder } => ledger::Change::Folder(
                folder
                    .as_deref()
                    .map(|folder| parse_id(folder, say::folder_gone))
                    .transpose()?,
            ),
        };
        let changed = self
            .core
            .ledger(move |ledger| {
                // A person who marks a conversation read need not be notified of what ended in it.
                if change == ledger::Change::Unread(false) {
                    for conversation in &conversations {
                        ledger.silence_notices(*conversation)?;
                    }
                }
                ledger.change_conversations(&conversations, change)
            })
            .await?;
        for conversation in changed {
            self.core.screen.line_changed(conversation);
        }
        Ok(())
    }

    pub(super) async fn delete_conversations(&self, ids: Vec<String>) -> Result<Vec<Deletion>> {
        let deleted = self.core.delete(conversations(&ids)?).await;
        self.core.notifications.waiting_changed.notify_one();
        deleted
    }

    pub(super) async fn save_folder(&self, request: SaveFolder) -> Result<Folder> {
        let name = request
            .name
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if name.is_empty() {
            return Err(errors::invalid(say::folder_no_name()));
        }
        if name.chars().count() > MAX_NAME_LENGTH {
            return Err(errors::invalid(say::folder_name_long(MAX_NAME_LENGTH)));
        }
        let taken = errors::invalid(say::folder_exists(&name));
        let old: Option<FolderId> = request
            .id
            .as_deref()
            .map(|folder| parse_id(folder, say::folder_gone))
            .transpose()?;
        let kept = self
            .core
            .ledger(move |ledger| match old {
                None => ledger.make_folder(&name, now()),
                Some(old) => match ledger.rename_folder(old, &name)? {
                    true => Ok(ledger.folders()?.into_iter().find(|one| one.id == old)),
                    false => Ok(None),
                },
            })
            .await?
            .ok_or(taken)?;
        self.core.screen(screen::Screen::tell_folders).await?;
        Ok(conversation::folder(&kept))
    }

    pub(super) async fn remove_folder(&self, text: String) -> Result<RemovedFolder> {
        let folder: FolderId = parse_id(&text, say::folder_gone)?;
        let removed = self
            .core
            .ledger(move |ledger| ledger.remove_folder(folder))
            .await?;
        self.core.deleting.check_compaction();
        self.push_folders(&removed.conversations).await?;
        Ok(RemovedFolder {
            folder: conversation::folder(&removed.folder),
            conversations: removed
                .conversations
                .iter()
                .map(ToString::to_string)
                .collect(),
        })
    }

    pub(super) async fn put_folder_back(&self, removed: RemovedFolder) -> Result<Folder> {
        let removed = ledger::RemovedFolder {
            folder: ledger::Folder {
                id: parse_id(&removed.folder.id, say::folder_gone)?,
                name: removed.folder.name,
                created_at: removed.folder.created_at,
            },
            conversations: conversations(&removed.conversations)?,
        };
        let members = removed.conversations.clone();
        let folder = self
            .core
            .ledger(move |ledger| ledger.put_folder_back(&removed))
            .await?;
        self.push_folders(&members).await?;
        Ok(conversation::folder(&folder))
    }

    /// Sends the window the folders, and the lines of conversations that changed folder.
    async fn push_folders(&self, members: &[ConversationId]) -> Result<()> {
        self.core.screen(screen::Screen::tell_folders).await?;
        for conversation in members {
            self.core.screen.line_changed(*conversation);
        }
        Ok(())
    }
}

fn conversations(ids: &[String]) -> Result<Vec<ConversationId>> {
    ids.iter()
        .map(|text| parse_id(text, say::conversation_gone))
        .collect()
}
