//! Reads a whole conversation as a person does who goes through all of it.

use std::collections::BTreeMap;
use std::time::Duration;

use app::App;
use app::bridge::{BridgeError, Conversation, Patch, Turn, TurnPage};
use app::words::Language;
use serde_json::{Value, json};

/// Opens a conversation, goes through every branch of it, and closes it. Returns its line, all turns and all files,
/// oldest first, and its draft. `shown` returns what the window was sent so far.
pub(crate) async fn whole(
    app: &App,
    shown: &dyn Fn() -> Vec<Patch>,
    id: &Value,
) -> Result<Value, BridgeError> {
    let opened = open(app, shown, id).await?;
    let mut turns: BTreeMap<String, Turn> = BTreeMap::new();
    let mut wanted = taken(&mut turns, opened.page);
    while let Some((turn, which)) = wanted.pop() {
        if which == "around" && turns.contains_key(&turn) {
            continue;
        }
        let before = pages(shown, id);
        let request = json!({"conversation": id, "turn": turn, "wanted": which});
        app.call("more_turns", request).await?;
        let page = next(|| pages(shown, id), before.len()).await;
        wanted.extend(taken(&mut turns, page));
    }
    let mut files = Vec::new();
    let mut after = Value::Null;
    loop {
        let request = json!({"conversation": id, "after": after});
        let page = app.call("conversation_files", request).await?;
        files.extend(page["files"].as_array().unwrap().iter().cloned());
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    files.reverse();
    app.call("close_conversation", Value::Null).await?;
    let turns: Vec<Turn> = turns.into_values().collect();
    // In the form that crosses the bridge: in words.
    Ok(Language::english().speak(|| {
        json!({
            "summary": opened.summary, "turns": turns, "files": files, "draft": opened.draft,
        })
    }))
}

/// Opens a conversation and waits until the window has received it.
pub(crate) async fn open(
    app: &App,
    shown: &dyn Fn() -> Vec<Patch>,
    id: &Value,
) -> Result<Conversation, BridgeError> {
    let before = openings(shown, id);
    app.call("open_conversation", json!({"id": id, "turn": null}))
        .await?;
    Ok(next(|| openings(shown, id), before.len()).await)
}

/// Adds a page, and returns where it leads to: more of the same branch, and other branches.
fn taken(turns: &mut BTreeMap<String, Turn>, page: TurnPage) -> Vec<(String, &'static str)> {
    let mut leads = Vec::new();
    if let (true, Some(first)) = (page.before, page.turns.first()) {
        leads.push((first.id.clone(), "before"));
    }
    if let (true, Some(last)) = (page.after, page.turns.last()) {
        leads.push((last.id.clone(), "after"));
    }
    for turn in page.turns.into_iter().chain(page.last) {
        let beside = [&turn.siblings.earlier, &turn.siblings.later];
        leads.extend(
            beside
                .into_iter()
                .flatten()
                .map(|id| (id.clone(), "around")),
        );
        turns.insert(turn.id.clone(), turn);
    }
    leads
}

fn openings(shown: &dyn Fn() -> Vec<Patch>, id: &Value) -> Vec<Conversation> {
    let opened = |patch| match patch {
        Patch::Opened { conversation } => Some(*conversation),
        _ => None,
    };
    let mut all: Vec<Conversation> = shown().into_iter().filter_map(opened).collect();
    all.retain(|conversation| *id == conversation.summary.id.as_str());
    all
}

fn pages(shown: &dyn Fn() -> Vec<Patch>, id: &Value) -> Vec<TurnPage> {
    let page = |patch| match patch {
        Patch::Turns {
            conversation, page, ..
        } if *id == conversation.as_str() => Some(page),
        _ => None,
    };
    shown().into_iter().filter_map(page).collect()
}

/// Returns the next item after the `before` first ones.
async fn next<T>(all: impl Fn() -> Vec<T>, before: usize) -> T {
    for _ in 0..6_000 {
        if let Some(new) = all().into_iter().nth(before) {
            return new;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the window was not given what it asked for")
}
