//! A conversation as a line of a list.

use ledger::{Page, Summary};
use prices::Prices;
use runs::State;

use super::{activity, turn};
use crate::bridge::{self, ConversationPage, ConversationSummary, Cost, Standing};
use crate::live::{Live, Lives};
use crate::lock;

/// How many characters of what was said make a title.
const TITLE: usize = 60;

/// A page of a list, and where the list goes on.
pub fn page(page: &Page<Summary>, lives: &Lives, prices: &Prices) -> ConversationPage {
    let lines = page.items.iter();
    ConversationPage {
        conversations: lines.map(|line| summary(line, lives, prices)).collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

/// The line of a conversation; what runs is taken as it is now.
pub fn summary(summary: &Summary, lives: &Lives, prices: &Prices) -> ConversationSummary {
    let newest = &summary.newest;
    let (line, last_sign_of_life) = match lives.get(newest.id) {
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

/// What a line says of a run that goes on, apart from the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOfRun {
    standing: Standing,
    activity: Option<bridge::Activity>,
    tokens: Option<u64>,
    cost: Option<Cost>,
}

/// What the line of a conversation says of its live run.
pub fn line_of_live(live: &Live, prices: &Prices) -> LineOfRun {
    LineOfRun {
        standing: turn::standing(&live.row, Some(&live.state)),
        activity: activity::activity(&live.state, live.steps(), live.fetched),
        tokens: turn::tokens_of_live(live).map(|tokens| tokens.total),
        cost: turn::cost_of_live(live, prices),
    }
}

/// An unsent text as the window shows it.
pub fn draft(draft: ledger::Draft) -> bridge::Draft {
    bridge::Draft {
        key: draft.key.to_string(),
        text: draft.text,
        attachments: serde_json::from_value(draft.attachments).unwrap_or_default(),
        who: draft.who,
    }
}

fn stored_activity(state: &State) -> Option<bridge::Activity> {
    activity::activity(state, &[], activity::Fetched::default())
}

/// A title from the first words.
pub fn title(text: &str, first_file: Option<&str>) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.or(first_file).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut title = String::new();
    for word in words {
        let length = title.chars().count() + word.chars().count();
        if !title.is_empty() && length >= TITLE {
            title.push('…');
            return title;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        if word.chars().count() > TITLE {
            title.extend(word.chars().take(TITLE));
            title.push('…');
            return title;
        }
        title.push_str(word);
    }
    title
}

/// The ledger's word for the window's.
pub fn kind(kind: ledger::Kind) -> bridge::Kind {
    match kind {
        ledger::Kind::Chat => bridge::Kind::Chat,
        ledger::Kind::Job => bridge::Kind::Job,
    }
}

/// A folder as the window shows it.
pub fn folder(folder: &ledger::Folder) -> bridge::Folder {
    bridge::Folder {
        id: folder.id.to_string(),
        name: folder.name.clone(),
        created_at: folder.created_at,
    }
}

/// The ledger's word for the window's.
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
        assert!(long.chars().count() <= TITLE + 1, "{long}");
        assert_eq!(title(&"x".repeat(500), None).chars().count(), TITLE + 1);
    }
}
