//! The context menu: text editing only, and nothing that leaves the page.

use webkit2gtk::{ContextMenuAction, ContextMenuExt, ContextMenuItemExt, WebView, WebViewExt};

/// Reduces WebKit's own menu to the entries that make sense in Errand; an empty menu is not shown.
pub(crate) fn keep_to_text(view: &WebView) {
    view.connect_context_menu(|_, menu, _, _| {
        let items = menu.items();
        let entries: Vec<Entry> = items
            .iter()
            .map(|item| match item.is_separator() {
                true => Entry::Separator,
                false => Entry::of(item.stock_action()),
            })
            .collect();
        let mut is_empty = true;
        for (item, stays) in items.iter().zip(staying(&entries)) {
            if stays {
                is_empty = false;
            } else {
                menu.remove(item);
            }
        }
        is_empty
    });
}

/// How an entry of the menu is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Useful,
    Useless,
    Separator,
}

impl Entry {
    fn of(action: ContextMenuAction) -> Self {
        use ContextMenuAction as Action;
        match action {
            Action::Cut
            | Action::Copy
            | Action::Paste
            | Action::Delete
            | Action::SelectAll
            | Action::CopyLinkToClipboard
            | Action::CopyImageToClipboard
            | Action::SpellingGuess
            | Action::IgnoreSpelling
            | Action::LearnSpelling => Entry::Useful,
            _ => Entry::Useless,
        }
    }
}

/// Returns for each entry whether it stays: useful entries, and separators with a useful entry on both sides.
fn staying(entries: &[Entry]) -> Vec<bool> {
    let mut stays: Vec<bool> = entries
        .iter()
        .map(|entry| *entry == Entry::Useful)
        .collect();
    let mut last_useful = None;
    for (at, entry) in entries.iter().enumerate() {
        if *entry != Entry::Useful {
            continue;
        }
        if let Some(last) = last_useful
            && let Some(separator) = (last + 1..at).find(|at| entries[*at] == Entry::Separator)
        {
            stays[separator] = true;
        }
        last_useful = Some(at);
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_without_text_stays() {
        use ContextMenuAction as Action;
        let page = [
            Action::GoBack,
            Action::GoForward,
            Action::Stop,
            Action::Reload,
        ];
        let entries = page.map(Entry::of);
        assert_eq!(staying(&entries), [false; 4]);
    }

    #[test]
    fn a_word_that_nobody_can_spell_brings_no_entry_that_does_nothing() {
        use ContextMenuAction as Action;
        let entries = [Action::NoGuessesFound, Action::LearnSpelling].map(Entry::of);
        assert_eq!(staying(&entries), [false, true]);
    }

    #[test]
    fn what_one_does_with_text_stays_with_the_lines_between() {
        use Entry::{Separator, Useful, Useless};
        let entries = [
            Separator, Useful, Useful, Separator, Useless, Separator, Useful, Separator, Useless,
        ];
        assert_eq!(
            staying(&entries),
            [false, true, true, true, false, false, true, false, false]
        );
    }
}
