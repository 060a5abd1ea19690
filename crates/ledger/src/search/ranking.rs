//! From index candidates to search results: how many are checked, and how they are ordered.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::checking::{
    ScanProgress, ScoredHit, Text, file, pieces_to_check, snippet_of_file, title, turn, who_as_json,
};
use super::cursor::{IndexQuery, WalkControl, walk};
use super::marks;
use super::query::Term;
use super::rows::Part;
use super::snippet::{beginning, snippet};
use super::{Hit, SearchFilter};
use crate::{ConversationId, RunId};

/// With at least this many matching turns, results are ordered by time only: ranking would say little and cost much.
const MOST_RANKED: usize = 64;
/// Maximum number of titles and files that are checked.
const MOST_TITLES: usize = 60;
const MOST_FILES: usize = 40;
/// Maximum number of files shown from one run.
const MOST_OF_RUN: usize = 3;
/// Maximum number of not yet indexed items that are searched directly.
const MOST_AHEAD: i64 = 1_000;
/// Queries of more words than this skip the first pass, which looks for word beginnings only.
const FEW_WORDS: usize = 1;

/// Returns up to `limit` search results, best first.
pub(super) fn find(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    limit: usize,
) -> rusqlite::Result<Vec<Hit>> {
    let mut search = HitCollector {
        snapshot,
        terms,
        filter,
        seen: HashSet::new(),
        turns: Vec::new(),
        titles: Vec::new(),
        files: Vec::new(),
    };
    // Word beginnings first: if they fill the results, the rest need not be read. Queries of many words match few
    // places anyway.
    if terms.len() <= FEW_WORDS {
        let starts: Vec<Vec<char>> = terms.iter().map(Term::at_start).collect();
        search.search_words(&starts)?;
    }
    if search.turns.len() < MOST_RANKED {
        let all: Vec<Vec<char>> = terms.iter().map(|term| term.letters.clone()).collect();
        search.search_words(&all)?;
    }
    search.search_unindexed()?;
    let mut found = search.all();
    found.truncate(limit);
    found
        .into_iter()
        .map(|ScoredHit { hit, text, .. }| {
            let text = match text {
                Text::Here(text) => snippet(&text, terms).unwrap_or_else(|| beginning(&text)),
                Text::Pieces(key, numbers) => snippet_of_file(snapshot, terms, key, &numbers)?,
            };
            Ok(Hit {
                snippet: text,
                ..hit
            })
        })
        .collect()
}

struct HitCollector<'c> {
    snapshot: &'c Connection,
    terms: &'c [Term],
    filter: &'c SearchFilter,
    /// What was checked already, by part and key.
    seen: HashSet<(bool, i64)>,
    turns: Vec<ScoredHit>,
    titles: Vec<ScoredHit>,
    files: Vec<ScoredHit>,
}

impl HitCollector<'_> {
    /// Searches all parts of the index for these words.
    fn search_words(&mut self, words: &[Vec<char>]) -> rusqlite::Result<()> {
        let snapshot = self.snapshot;
        let filter = self.filter;
        let mut of_turns = Vec::new();
        let mut of_titles = Vec::new();
        if let Some(kind) = filter.kind {
            of_turns.push(vec![marks::kind(kind)]);
            of_titles.push(vec![marks::kind(kind)]);
        }
        if !filter.who.is_empty() {
            of_turns.push(filter.who.iter().map(|who| marks::who(who)).collect());
        }
        if let Some(from) = filter.from {
            of_turns.push(marks::span(from, now()));
        }
        let asked = IndexQuery::new(words, &of_turns);
        for part in [Part::Short, Part::Long] {
            let mut progress = ScanProgress::default();
            let mut count = 0;
            walk(snapshot, part, &asked, |key, _| {
                progress.texts += 1;
                if self.seen.insert((true, key))
                    && let Some(found) = turn(snapshot, self.terms, filter, key, &mut progress)?
                {
                    self.turns.push(found);
                    count += 1;
                }
                Ok(stop_if(
                    count >= MOST_RANKED || progress.is_enough(self.turns.len()),
                ))
            })?;
        }
        if !filter.files {
            let asked = IndexQuery::new(words, &of_titles);
            walk(snapshot, Part::Titles, &asked, |key, _| {
                if self.seen.insert((false, key))
                    && let Some(found) = title(snapshot, self.terms, filter, key)?
                {
                    self.titles.push(found);
                }
                Ok(stop_if(self.titles.len() >= MOST_TITLES))
            })?;
        }
        let asked = IndexQuery::new(words, &[]);
        let mut progress = ScanProgress::default();
        let mut of_run: HashMap<RunId, usize> = HashMap::new();
        let mut known: HashSet<(ConversationId, i64)> = HashSet::new();
        let mut found_before = HashSet::new();
        for found in &self.files {
            if let (Some(run), Text::Pieces(key, _)) = (found.hit.run_id, &found.text) {
                *of_run.entry(run).or_default() += 1;
                known.insert((found.hit.conversation_id, *key));
                found_before.insert(*key);
            }
        }
        walk(snapshot, Part::Files, &asked, |key, pieces| {
            if found_before.contains(&key) {
                return Ok(WalkControl::Continue);
            }
            progress.texts += 1;
            let numbers = pieces_to_check(pieces);
            for found in file(snapshot, self.terms, filter, key, &numbers, &mut progress)? {
                let Some(run) = found.hit.run_id else {
                    continue;
                };
                let count = of_run.entry(run).or_default();
                // Of identical files in one conversation only the newest, and a limited number per run.
                if *count < MOST_OF_RUN && known.insert((found.hit.conversation_id, key)) {
                    *count += 1;
                    self.files.push(found);
                }
            }
            let all = self.turns.len() + self.titles.len() + self.files.len();
            Ok(stop_if(
                self.files.len() >= MOST_FILES || progress.is_enough(all),
            ))
        })
    }

    /// Searches the newest items of an older ledger that are not indexed yet.
    fn search_unindexed(&mut self) -> rusqlite::Result<()> {
        let snapshot = self.snapshot;
        let filter = self.filter;
        let ahead = |what: &str| -> rusqlite::Result<Vec<i64>> {
            let keys = match what {
                "titles" => "SELECT key FROM conversations WHERE key < ?1 ORDER BY key DESC LIMIT ?2",
                _ => {
                    "SELECT i.key FROM interactions i JOIN conversations c ON c.id = i.conversation_id
                     WHERE i.key < ?1 AND (?3 IS NULL OR c.kind = ?3) AND (?4 IS NULL OR i.target_id IN (SELECT value FROM json_each(?4)))
                     ORDER BY i.key DESC LIMIT ?2"
                }
            };
            let below: Option<i64> = snapshot
                .prepare_cached("SELECT below FROM search_ahead WHERE what = ?1")?
                .query_row([what], |row| row.get(0))
                .optional()?;
            let Some(below) = below else {
                return Ok(Vec::new());
            };
            let mut statement = snapshot.prepare_cached(keys)?;
            let read = |row: &rusqlite::Row<'_>| row.get(0);
            match what {
                "titles" => statement.query_map((below, MOST_AHEAD), read)?.collect(),
                _ => statement
                    .query_map((below, MOST_AHEAD, filter.kind, who_as_json(filter)), read)?
                    .collect(),
            }
        };
        for key in ahead("turns")? {
            if self.turns.len() >= MOST_RANKED {
                break;
            }
            if self.seen.insert((true, key)) {
                let mut progress = ScanProgress::default();
                let found = turn(snapshot, self.terms, filter, key, &mut progress)?;
                self.turns.extend(found);
            }
        }
        for key in ahead("titles")? {
            let is_asked = !filter.files && self.titles.len() < MOST_TITLES;
            if is_asked && self.seen.insert((false, key)) {
                let found = title(snapshot, self.terms, filter, key)?;
                let is_its =
                    |found: &ScoredHit| filter.kind.is_none_or(|kind| kind == found.hit.kind);
                self.titles.extend(found.filter(is_its));
            }
        }
        Ok(())
    }

    /// Returns all results, best first.
    fn all(self) -> Vec<ScoredHit> {
        let are_many = self.turns.len() >= MOST_RANKED;
        // A conversation with a match in a turn is not listed again for its title.
        let inside: HashSet<ConversationId> = self
            .turns
            .iter()
            .map(|found| found.hit.conversation_id)
            .collect();
        let mut all = self.turns;
        let titles = self.titles.into_iter();
        all.extend(titles.filter(|found| !inside.contains(&found.hit.conversation_id)));
        all.extend(self.files);
        all.sort_by(|one, other| {
            let newest = other.hit.at.cmp(&one.hit.at);
            if are_many {
                newest
            } else {
                other.score.total_cmp(&one.score).then(newest)
            }
        });
        all
    }
}

fn stop_if(is_enough: bool) -> WalkControl {
    if is_enough {
        WalkControl::Stop
    } else {
        WalkControl::Continue
    }
}

/// A time in Unix milliseconds, a year from now: later timestamps come from a wrong clock.
fn now() -> i64 {
    let year = 366 * 86_400_000;
    jiff::Timestamp::now().as_millisecond() + year
}
