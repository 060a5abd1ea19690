//! Conversations as list entries.

use ledger::{Page, Summary};
use prices::Prices;
use runs::State;

use super::{activity, turn};
use crate::bridge::{self, ConversationPage, ConversationSummary, Cost, Standing};
use crate::live::{LiveRun, LiveRuns};
use crate::lock;

/// Maximum length of an automatic title, in characters.
const MAX_TITLE_CHARS: usize = 60;

/// Returns a page of a list with the cursor of the next page.
pub fn page(page: &Page<Summary>, live_runs: &LiveRuns, prices: &Prices) -> ConversationPage {
    let lines = page.items.iter();
    ConversationPage {
        conversations: lines.map(|line| summary(line, live_runs, prices)).collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

/// Returns the list entry of a conversation; a live run is shown in its current state.
pub fn summary(summary: &Summary, live_runs: &LiveRuns, prices: &Prices) -> ConversationSummary {
    let newest = &summary.newest;
    let (line, last_sign_of_life) = match live_runs.get(newest.id) {
        Some(live) => {
            let live = lock(&live);
            let line = line_of_live(&live, prices);
            let sign_of_life = turn::last_sign_of_life(&live.row, Some(&live.state));
            (line, sign_of_life)
        }
        None => {
            let state = turn::state(newest);
            let line = LineOfRun {
                standing: turn::standing(newest, state.as_ref()),
                activity: state.as_ref().and_then(stored_activity),
                tokens: turn::tokens_of_stored(newest).map(|tokens| tokens.total),
                cost: turn::cost_of_stored(newest, prices),
            };
            (line, turn::last_sign_of_life(newest, state.as_ref()))
        }
    };
    ConversationSummary {
        id: summary.conversation.id.to_string(),
        kind: kind(summary.conversation.kind),
        title: summary.conversation.title.clone(),
        line: summary.line.clone(),
        standing: line.standing,
        activity: line.activity,
        started_at: newest.created_at,
        updated_at: summary.conversation.updated_at,
        unread: summary.conversation.unread,
        pinned: summary.conversation.pinned,
        archived: summary.conversation.archived,
        folder: summary.conversation.folder.map(|folder| folder.to_string()),
        engine: engine(newest.engine),
        files: summary.files,
        turn: Some(newest.id.to_string()),
        last_sign_of_life,
        tokens: line.tokens,
        cost: line.cost,
        imported_from: summary.conversation.imported_from.clone(),
    }
}

/// The part of a list entry about a live run, without its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOfRun {
    standing: Standing,
    activity: Option<bridge::Activity>,
    tokens: Option<u64>,
    cost: Option<Cost>,
}

/// Returns the part of the list entry about its live run.
pub fn line_of_live(live: &LiveRun, prices: &Prices) -> LineOfRun {
    LineOfRun {
        standing: turn::standing(&live.row, Some(&live.state)),
        activity: activity::activity(&live.state, live.steps(), live.fetch_progress),
        tokens: turn::tokens_of_live(live).map(|tokens| tokens.total),
        cost: turn::cost_of_live(live, prices),
    }
}

/// Returns a draft as the window shows it.
pub fn draft(draft: ledger::Draft) -> bridge::Draft {
    bridge::Draft {
        key: draft.key.to_string(),
        text: draft.text,
        attachments: serde_json::from_value(draft.attachments).unwrap_or_default(),
        who: draft.who,
    }
}

fn stored_activity(state: &State) -> Option<bridge::Activity> {
    activity::activity(state, &[], activity::FetchProgress::default())
}

/// Makes a title from the first words of a message.
pub fn title(text: &str, first_file: Option<&str>) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.or(first_file).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut title = String::new();
    for word in words {
        let length = title.chars().count() + word.chars().count();
        if !title.is_empty() && length >= MAX_TITLE_CHARS {
            title.push('…');
            return title;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        if word.chars().count() > MAX_TITLE_CHARS {
            title.extend(word.chars().take(MAX_TITLE_CHARS));
            title.push('…');
            return title;
        }
        title.push_str(word);
    }
    title
}

/// Converts the ledger's kind to the window's.
pub fn kind(kind: ledger::Kind) -> bridge::Kind {
    match kind {
        ledger::Kind::Chat => bridge::Kind::Chat,
        ledger::Kind::Job => bridge::Kind::Job,
    }
}

/// Returns a folder as the window shows it.
pub fn folder(folder: &ledger::Folder) -> bridge::Folder {
    bridge::Folder {
        id: folder.id.to_string(),
        name: folder.name.clone(),
        created_at: folder.created_at,
    }
}

/// Converts the ledger's engine to the window's.
pub fn engine(engine: ledger::Engine) -> bridge::Engine {
    match engine {
        ledger::Engine::Gemini => bridge::Engine::Gemini,
        ledger::Engine::Local => bridge::Engine::Local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_words() {
        assert_eq!(
            title("\n  What is  basalt?\nTell me.", None),
            "What is basalt?"
        );
        assert_eq!(title("  ", Some("a.csv")), "a.csv");
        let long = title(&"suppliers ".repeat(20), None);
        assert!(long.ends_with("suppliers…"), "{long}");
        assert!(long.chars().count() <= MAX_TITLE_CHARS + 1, "{long}");
        assert_eq!(
            title(&"x".repeat(500), None).chars().count(),
            MAX_TITLE_CHARS + 1
        );
    }
}
