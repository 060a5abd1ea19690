//! Checks the index's candidates against their texts: whether they contain the words, how well they match, and what to
//! show.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};

use super::fold::fold;
use super::matching::score;
use super::query::Term;
use super::snippet::{beginning, snippet};
use super::texts::texts;
use super::{Hit, SearchFilter, index, pieces};
use crate::file_words;
use crate::{Kind, RunId};

/// Maximum number of candidates checked; each costs a read, even if it has the letters of the words but not the words.
const MOST_LOOKS: usize = 20_000;
/// Maximum number of bytes of text read: once `SOME` hits are found, and in total.
const MOST_READ: usize = 384 << 10;
const MOST_READ_IN_VAIN: usize = 32 << 20;
const SOME: usize = 20;
/// Maximum number of pieces of a file that are checked, and the minimum for each word.
const MOST_PIECES: usize = 24;
const LEAST_PIECES: usize = 4;

const TITLE: f64 = 4.0;
const FILE_NAME: f64 = 3.0;
const PROMPT: f64 = 2.0;
const ANSWER: f64 = 1.0;
/// Weights below 1: words in a long file, or in a step before the answer, count less than what was written as a
/// message.
const FILE: f64 = 0.5;
const STEP: f64 = 0.5;

/// A hit whose snippet is not made yet.
pub(super) struct ScoredHit {
    /// Relevance; higher is better.
    pub(super) score: f64,
    pub(super) hit: Hit,
    pub(super) text: Text,
}

/// The source of a hit's snippet.
pub(super) enum Text {
    Here(String),
    Pieces(i64, Vec<i64>),
}

/// Amount of text checked so far.
#[derive(Default)]
pub(super) struct ScanProgress {
    pub(super) texts: usize,
    pub(super) bytes: usize,
}

impl ScanProgress {
    /// Returns true if the search should stop, given the number of hits.
    pub(super) fn is_enough(&self, found: usize) -> bool {
        self.texts >= MOST_LOOKS
            || self.bytes >= MOST_READ_IN_VAIN
            || found >= SOME && self.bytes >= MOST_READ
    }
}

/// Chooses the pieces of a file to check, given the candidate pieces of each word: first those with the most words.
/// Each word gets some, so that a frequent word does not crowd out a rare one.
pub(super) fn pieces_to_check(pieces: &[Vec<i64>]) -> Vec<i64> {
    let mut words_in: HashMap<i64, usize> = HashMap::new();
    for number in pieces.iter().flatten() {
        *words_in.entry(*number).or_default() += 1;
    }
    let of_each = (MOST_PIECES / pieces.len().max(1)).max(LEAST_PIECES);
    let mut numbers = BTreeSet::new();
    for of_word in pieces {
        let mut of_word = of_word.clone();
        of_word.sort_by_key(|number| (std::cmp::Reverse(words_in[number]), *number));
        numbers.extend(of_word.into_iter().take(of_each));
    }
    numbers.into_iter().collect()
}

/// Returns the wanted models or agents as a JSON array; `None` for any.
pub(super) fn who_as_json(filter: &SearchFilter) -> Option<String> {
    (!filter.who.is_empty()).then(|| serde_json::Value::from(filter.who.clone()).to_string())
}

fn is_in_time(filter: &SearchFilter, at: i64) -> bool {
    filter.from.is_none_or(|from| at >= from)
}

/// Returns the relevance of the texts for all words together; `None` if a word is in none of them.
fn relevance(terms: &[Term], texts: &[(f64, String)]) -> Option<f64> {
    let mut all = 0.0;
    for term in terms {
        let scores = texts
            .iter()
            .filter_map(|(weight, text)| Some(weight * score(text, term)?));
        let best: f64 = scores.sum();
        if best == 0.0 {
            return None;
        }
        all += best;
    }
    Some(all)
}

/// Returns true if a step's JSON may hold one of the words. A cheap check before it is parsed.
fn may_hold_any(terms: &[Term], json: &str) -> bool {
    let folded = match json.is_ascii() {
        true => json.to_ascii_lowercase(),
        false => fold(json),
    };
    terms.iter().any(|term| term.may_be_in(&folded))
}

/// Returns how many of the words are in a text.
fn count(terms: &[Term], text: &str) -> usize {
    terms
        .iter()
        .filter(|term| text.contains(term.text.as_str()))
        .count()
}

/// Returns the hit of a turn: by the words of its question, answer and file names, or else of its steps too.
pub(super) fn turn(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
    progress: &mut ScanProgress,
) -> rusqlite::Result<Option<ScoredHit>> {
    let Some((mut hit, [prompt, answer])) = turn_row(snapshot, key)? else {
        return Ok(None);
    };
    if !is_in_time(filter, hit.at) {
        return Ok(None);
    }
    let names = index::files(snapshot, key)?;
    let texts_of_turn = [
        (ANSWER, answer.unwrap_or_default()),
        (PROMPT, prompt.unwrap_or_default()),
        (FILE_NAME, names.unwrap_or_default()),
    ];
    progress.bytes += texts_of_turn
        .iter()
        .map(|(_, text)| text.len())
        .sum::<usize>();
    let mut folded: Vec<(f64, String)> = texts_of_turn
        .iter()
        .map(|(weight, text)| (*weight, fold(text)))
        .collect();
    if filter.files {
        folded[0].1.clear();
        folded[1].1.clear();
    }
    let mut steps: Vec<(u32, String)> = Vec::new();
    let mut score = relevance(terms, &folded);
    if score.is_none()
        && !filter.files
        && let Some(run) = hit.run_id
    {
        steps = steps_with_any(snapshot, terms, run, progress)?;
        folded.extend(steps.iter().map(|(_, text)| (STEP, fold(text))));
        score = relevance(terms, &folded);
    }
    let Some(score) = score else { return Ok(None) };
    // Show the text that contains the most of the words; on a tie, the first.
    let best = (0..folded.len())
        .rev()
        .max_by_key(|number| count(terms, &folded[*number].1))
        .unwrap_or(0);
    let text = match best.checked_sub(texts_of_turn.len()) {
        None => texts_of_turn.into_iter().nth(best).map(|(_, text)| text),
        Some(step) => steps.into_iter().nth(step).map(|(position, text)| {
            hit.step = Some(position);
            text
        }),
    };
    Ok(Some(ScoredHit {
        score,
        hit,
        text: Text::Here(text.unwrap_or_default()),
    }))
}

/// Returns a turn as a hit without a snippet, with its question and answer; `None` if its conversation is deleted.
fn turn_row(
    snapshot: &Connection,
    key: i64,
) -> rusqlite::Result<Option<(Hit, [Option<String>; 2])>> {
    snapshot
        .prepare_cached(TURN)?
        .query_row([key], |row| {
            let hit = Hit {
                conversation_id: row.get(0)?,
                run_id: Some(row.get(1)?),
                step: None,
                file: None,
                kind: row.get(2)?,
                title: row.get(3)?,
                snippet: String::new(),
                at: row.get(4)?,
            };
            Ok((hit, [row.get(5)?, row.get(6)?]))
        })
        .optional()
}

/// Returns the positions and texts of the steps of a run that may hold one of the words.
fn steps_with_any(
    snapshot: &Connection,
    terms: &[Term],
    run: RunId,
    progress: &mut ScanProgress,
) -> rusqlite::Result<Vec<(u32, String)>> {
    let mut statement = snapshot
        .prepare_cached("SELECT position, json FROM steps WHERE run_id = ?1 ORDER BY position")?;
    let mut rows = statement.query([run])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let json = row.get_ref(1)?.as_str()?;
        progress.bytes += json.len();
        if may_hold_any(terms, json) {
            steps.push((row.get(0)?, texts(json)));
        }
    }
    Ok(steps)
}

const TURN: &str = "
SELECT i.conversation_id, i.id, c.kind, c.title, i.created_at, r.prompt, a.answer
FROM interactions i JOIN conversations c ON c.id = i.conversation_id AND c.deleted_at IS NULL
JOIN requests r ON r.run_id = i.id
LEFT JOIN answers a ON a.key = i.key WHERE i.key = ?1";

pub(super) fn title(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
) -> rusqlite::Result<Option<ScoredHit>> {
    let hit = snapshot
        .prepare_cached(
            "SELECT c.id, c.kind, c.title, c.created_at FROM conversations c
             WHERE c.key = ?1 AND c.deleted_at IS NULL AND (?2 IS NULL OR EXISTS
               (SELECT 1 FROM interactions i WHERE i.conversation_id = c.id AND i.target_id IN
                 (SELECT value FROM json_each(?2))))",
        )?
        .query_row((key, who_as_json(filter)), |row| {
            Ok(Hit {
                conversation_id: row.get(0)?,
                run_id: None,
                step: None,
                file: None,
                kind: row.get(1)?,
                title: row.get(2)?,
                snippet: String::new(),
                at: row.get(3)?,
            })
        })
        .optional()?;
    Ok(hit
        .filter(|hit| is_in_time(filter, hit.at))
        .and_then(|hit| {
            Some(ScoredHit {
                score: relevance(terms, &[(TITLE, fold(&hit.title))])?,
                text: Text::Here(hit.title.clone()),
                hit,
            })
        }))
}

/// Returns the hits of a file: one for each turn that has it.
pub(super) fn file(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
    numbers: &[i64],
    progress: &mut ScanProgress,
) -> rusqlite::Result<Vec<ScoredHit>> {
    let texts = numbers
        .iter()
        .map(|number| Ok((FILE, fold(&pieces::text(snapshot, key, *number)?))))
        .collect::<rusqlite::Result<Vec<(f64, String)>>>()?;
    progress.bytes += texts.iter().map(|(_, text)| text.len()).sum::<usize>();
    let Some(score) = relevance(terms, &texts) else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for place in file_words::places(snapshot, key)? {
        let row = snapshot
            .prepare_cached(RUN)?
            .query_row([place.run], |row| {
                let who: String = row.get(4)?;
                Ok((
                    row.get(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, Kind>(2)?,
                    row.get(3)?,
                    who,
                ))
            })
            .optional()?;
        let Some((conversation_id, at, kind, title, who)) = row else {
            continue;
        };
        let is_asked_for = is_in_time(filter, at)
            && filter.kind.is_none_or(|wanted| wanted == kind)
            && (filter.who.is_empty() || filter.who.contains(&who));
        if is_asked_for {
            all.push(ScoredHit {
                score,
                hit: Hit {
                    conversation_id,
                    run_id: Some(place.run),
                    step: None,
                    file: Some(place.file),
                    kind,
                    title,
                    snippet: String::new(),
                    at,
                },
                text: Text::Pieces(key, numbers.to_vec()),
            });
        }
    }
    Ok(all)
}

const RUN: &str = "
SELECT i.conversation_id, i.created_at, c.kind, c.title, i.target_id
FROM interactions i JOIN conversations c ON c.id = i.conversation_id AND c.deleted_at IS NULL
WHERE i.id = ?1";

/// Returns the snippet from the piece of a file that contains the most of the words.
pub(super) fn snippet_of_file(
    snapshot: &Connection,
    terms: &[Term],
    key: i64,
    numbers: &[i64],
) -> rusqlite::Result<String> {
    let mut best = (0, String::new());
    for number in numbers {
        let text = pieces::text(snapshot, key, *number)?;
        let has = count(terms, &fold(&text));
        if has > best.0 {
            best = (has, text);
        }
        if has == terms.len() {
            break;
        }
    }
    Ok(snippet(&best.1, terms).unwrap_or_else(|| beginning(&best.1)))
}
