//! Patches queued for the window: merged, sent at most once a frame, with back-pressure.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use render::{Block, Update};
use tokio::sync::{Notify, Semaphore};

use crate::bridge::{Citation, Part, Patch, Turn, TurnPage};

/// Minimum time between two batches.
const MIN_INTERVAL: Duration = Duration::from_millis(16);
/// Maximum number of unacknowledged batches: one that is being shown, and one that is ready when it is done.
const MAX_UNACKNOWLEDGED: usize = 2;
/// Maximum number of queued notices; the newest are kept.
const MAX_NOTICES: usize = 20;

/// Queue of patches. Clones share one queue.
///
/// The queue is bounded by what there is to show, not by how often it changes: a newer patch replaces an older one for
/// the same thing.
#[derive(Clone, Default)]
pub(crate) struct Outbox {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    filled: Notify,
}

impl Outbox {
    /// Starts sending batches until the returned task is aborted. The first patch after a pause is sent at once. The
    /// future returned by `send` must resolve once the window has shown the batch, or is gone.
    pub(crate) fn deliver(
        &self,
        send: impl Fn(Vec<Patch>) -> BoxFuture<'static, ()> + Send + 'static,
    ) -> tokio::task::JoinHandle<()> {
        let shared = Arc::clone(&self.shared);
        let permits = Arc::new(Semaphore::new(MAX_UNACKNOWLEDGED));
        tokio::spawn(async move {
            loop {
                shared.filled.notified().await;
                let Ok(permit) = Arc::clone(&permits).acquire_owned().await else {
                    return;
                };
                let batch = shared.take();
                if batch.is_empty() {
                    continue;
                }
                let shown = send(batch);
                tokio::spawn(async move {
                    shown.await;
                    drop(permit);
                });
                tokio::time::sleep(MIN_INTERVAL).await;
            }
        })
    }

    /// Queues a patch.
    pub(crate) fn push(&self, patch: Patch) {
        self.shared.lock().push(patch);
        self.shared.filled.notify_one();
    }

    /// Removes and returns all queued patches; used just before the program ends.
    pub(crate) fn take(&self) -> Vec<Patch> {
        self.shared.take()
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Queue> {
        // Ignores poisoning: a panic inside `push` leaves at worst a patch out of place, which the next full turn
        // corrects.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<Patch> {
        std::mem::take(&mut self.lock().0)
    }
}

#[derive(Default)]
struct Queue(Vec<Patch>);

impl Queue {
    fn push(&mut self, patch: Patch) {
        match patch {
            Patch::Opened { ref conversation } => {
                self.remove_turns_of(&conversation.page);
                self.0
                    .retain(|old| !matches!(old, Patch::Opened { .. } | Patch::Turns { .. }));
                self.0.push(patch);
            }
            Patch::Turns { ref page, .. } => {
                self.remove_turns_of(page);
                self.0.push(patch);
            }
            Patch::Turn { turn } => {
                self.0.retain(|old| turn_of(old) != Some(turn.id.as_str()));
                self.0.push(Patch::Turn { turn });
            }
            Patch::TurnHead { turn } => self.push_head(turn),
            Patch::Part {
                turn,
                position,
                part,
            } => self.push_part(turn, position, part),
            Patch::Blocks {
                turn,
                position,
                update,
                citations,
            } => self.push_blocks(turn, position, update, citations),
            Patch::ConversationGone { ref id } => {
                self.0.retain(
                    |old| !matches!(old, Patch::Conversation { summary } if summary.id == *id),
                );
                self.0.push(patch);
            }
            Patch::Artifacts { ref artifacts } => {
                let is_older = |old: &Patch| matches!(old, Patch::Artifact { artifact: old } if artifacts.iter().any(|new| new.id == old.id));
                self.0.retain(|old| !is_older(old));
                self.0.push(patch);
            }
            Patch::Notice { .. } => self.push_notice(patch),
            other => {
                // Appended at the end, because a page queued in between is older than this.
                self.0.retain(|old| !is_superseded(old, &other));
                self.0.push(other);
            }
        }
    }

    /// Queues a notice; the oldest gives way if there are too many.
    fn push_notice(&mut self, notice: Patch) {
        let is_notice = |old: &Patch| matches!(old, Patch::Notice { .. });
        if self.0.iter().filter(|old| is_notice(old)).count() >= MAX_NOTICES
            && let Some(oldest) = self.0.iter().position(is_notice)
        {
            self.0.remove(oldest);
        }
        self.0.push(notice);
    }

    /// Removes queued patches for the turns of a page: the page is newer.
    fn remove_turns_of(&mut self, page: &TurnPage) {
        let in_page = |id: &str| {
            page.turns
                .iter()
                .chain(&page.last)
                .any(|turn| turn.id == id)
        };
        self.0
            .retain(|old| turn_of(old).is_none_or(|turn| !in_page(turn)));
    }

    /// Queues the head of a turn. A queued whole turn is updated and keeps its parts.
    fn push_head(&mut self, new: Turn) {
        for old in &mut self.0 {
            match old {
                Patch::Turn { turn } if turn.id == new.id => {
                    turn.replace_head(new);
                    return;
                }
                Patch::TurnHead { turn } if turn.id == new.id => {
                    *turn = new;
                    return;
                }
                _ => {}
            }
        }
        self.0.push(Patch::TurnHead { turn: new });
    }

    fn push_part(&mut self, id: String, at: u32, new: Part) {
        for old in &mut self.0 {
            if let Patch::Turn { turn } = old
                && turn.id == id
            {
                let parts = &mut turn.parts;
                match parts.get_mut(at as usize) {
                    Some(old) => *old = new,
                    None => parts.push(new),
                }
                return;
            }
        }
        let same = |old: &Patch| match old {
            Patch::Part { turn, position, .. } | Patch::Blocks { turn, position, .. } => {
                *turn == id && *position == at
            }
            _ => false,
        };
        match self.0.iter().position(same) {
            Some(found) => {
                self.0[found] = Patch::Part {
                    turn: id,
                    position: at,
                    part: new,
                }
            }
            None => self.0.push(Patch::Part {
                turn: id,
                position: at,
                part: new,
            }),
        }
    }

    /// Merges the new end of a text into what is queued for the same part.
    fn push_blocks(
        &mut self,
        id: String,
        at: u32,
        update: Update,
        citations: Option<Vec<Citation>>,
    ) {
        for old in &mut self.0 {
            let part = match old {
                Patch::Turn { turn } if turn.id == id => turn.parts.get_mut(at as usize),
                Patch::Part {
                    turn,
                    position,
                    part,
                } if *turn == id && *position == at => Some(part),
                Patch::Blocks {
                    turn,
                    position,
                    update: older,
                    citations: named,
                } if *turn == id && *position == at => {
                    older.merge(update);
                    if citations.is_some() {
                        *named = citations;
                    }
                    return;
                }
                _ => None,
            };
            let Some((shown, named)) = part.and_then(text_of) else {
                continue;
            };
            update.apply(shown);
            if let (Some(named), Some(citations)) = (named, citations) {
                *named = citations;
            }
            return;
        }
        self.0.push(Patch::Blocks {
            turn: id,
            position: at,
            update,
            citations,
        });
    }
}

type TextParts<'a> = (&'a mut Vec<Block>, Option<&'a mut Vec<Citation>>);

fn text_of(part: &mut Part) -> Option<TextParts<'_>> {
    match part {
        Part::Text { blocks, citations } => Some((blocks, Some(citations))),
        Part::Thought { blocks, .. } => Some((blocks, None)),
        _ => None,
    }
}

fn turn_of(patch: &Patch) -> Option<&str> {
    match patch {
        Patch::Turn { turn } | Patch::TurnHead { turn } => Some(&turn.id),
        Patch::Part { turn, .. } | Patch::Blocks { turn, .. } => Some(turn),
        _ => None,
    }
}

/// Returns true if the newer patch makes the older one redundant.
fn is_superseded(old: &Patch, new: &Patch) -> bool {
    match (old, new) {
        (Patch::Conversation { summary: old }, Patch::Conversation { summary: new }) => {
            old.id == new.id
        }
        (Patch::Artifact { artifact: old }, Patch::Artifact { artifact: new }) => old.id == new.id,
        (Patch::Settings { .. }, Patch::Settings { .. })
        | (Patch::Engines { .. }, Patch::Engines { .. })
        | (Patch::Providers { .. }, Patch::Providers { .. })
        | (Patch::Folders { .. }, Patch::Folders { .. })
        | (Patch::Removals { .. }, Patch::Removals { .. })
        | (Patch::Transfer { .. }, Patch::Transfer { .. })
        | (Patch::Updates { .. }, Patch::Updates { .. })
        | (Patch::Schedules, Patch::Schedules)
        | (Patch::Imported, Patch::Imported)
        | (Patch::Open { .. }, Patch::Open { .. })
        | (Patch::AskQuit { .. }, Patch::AskQuit { .. }) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
