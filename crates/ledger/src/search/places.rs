//! From what the index finds to places that are shown: the texts are looked at, fitted, and put in order.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::cursor::{Asked, Next, walk};
use super::fold::fold;
use super::marks;
use super::matching::score;
use super::query::Term;
use super::rows::Part;
use super::snippet::{beginning, snippet};
use super::texts::texts;
use super::{Hit, SearchFilter, index, pieces};
use crate::file_words;
use crate::{ConversationId, Kind, RunId};

/// When words occur in more places than this, how well each fits says little and costs much.
const MOST_RANKED: usize = 64;
/// So many titles and files with the words are looked at.
const MOST_TITLES: usize = 60;
const MOST_FILES: usize = 40;
/// So many files are shown of one run.
const MOST_OF_RUN: usize = 3;
/// What has the letters of the words and not the words costs a look; so many are enough.
const MOST_LOOKS: usize = 20_000;
/// So much of what the index does not have yet is looked through.
const MOST_AHEAD: i64 = 1_000;
/// Bytes of texts that are looked at once there are some places to show, and at most.
const MOST_READ: usize = 384 << 10;
const MOST_READ_IN_VAIN: usize = 32 << 20;
const SOME: usize = 20;
/// More words than these are not looked for at beginnings of words first.
const FEW_WORDS: usize = 1;
/// Pieces of a file that are looked at; of each word at least some.
const MOST_PIECES: usize = 24;
const LEAST_PIECES: usize = 4;

const TITLE: f64 = 4.0;
const FILE_NAME: f64 = 3.0;
const PROMPT: f64 = 2.0;
const ANSWER: f64 = 1.0;
/// A word in a long file, or on the way to an answer, says less than one that somebody wrote.
const FILE: f64 = 0.5;
const STEP: f64 = 0.5;

/// A place that has no snippet yet.
struct Found {
    /// How well it fits; more is better.
    score: f64,
    hit: Hit,
    text: Text,
}

/// Where the text of a place is.
enum Text {
    Here(String),
    Pieces(i64, Vec<i64>),
}

/// Up to `limit` places, best first.
pub(super) fn find(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    limit: usize,
) -> rusqlite::Result<Vec<Hit>> {
    let mut search = Search {
        snapshot,
        terms,
        filter,
        seen: HashSet::new(),
        turns: Vec::new(),
        titles: Vec::new(),
        files: Vec::new(),
    };
    // Where a word begins first: what is more than can be shown has all of it there. Many words are in few places.
    if terms.len() <= FEW_WORDS {
        let starts: Vec<Vec<char>> = terms.iter().map(Term::at_start).collect();
        search.look(&starts)?;
    }
    if search.turns.len() < MOST_RANKED {
        let all: Vec<Vec<char>> = terms.iter().map(|term| term.letters.clone()).collect();
        search.look(&all)?;
    }
    search.look_ahead()?;
    let mut found = search.all();
    found.truncate(limit);
    found
        .into_iter()
        .map(|Found { hit, text, .. }| {
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

struct Search<'c> {
    snapshot: &'c Connection,
    terms: &'c [Term],
    filter: &'c SearchFilter,
    /// What was looked at already, by part and key.
    seen: HashSet<(bool, i64)>,
    turns: Vec<Found>,
    titles: Vec<Found>,
    files: Vec<Found>,
}

impl Search<'_> {
    /// Looks through all parts for these letters.
    fn look(&mut self, words: &[Vec<char>]) -> rusqlite::Result<()> {
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
        let asked = Asked::new(words, &of_turns);
        for part in [Part::Short, Part::Long] {
            let mut looked = Looked::default();
            let mut count = 0;
            walk(snapshot, part, &asked, |key, _| {
                looked.texts += 1;
                if self.seen.insert((true, key))
                    && let Some(found) = turn(snapshot, self.terms, filter, key, &mut looked)?
                {
                    self.turns.push(found);
                    count += 1;
                }
                Ok(enough(
                    count >= MOST_RANKED || looked.is_enough(self.turns.len()),
                ))
            })?;
        }
        if !filter.files {
            let asked = Asked::new(words, &of_titles);
            walk(snapshot, Part::Titles, &asked, |key, _| {
                if self.seen.insert((false, key))
                    && let Some(found) = title(snapshot, self.terms, filter, key)?
                {
                    self.titles.push(found);
                }
                Ok(enough(self.titles.len() >= MOST_TITLES))
            })?;
        }
        let asked = Asked::new(words, &[]);
        let mut looked = Looked::default();
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
                return Ok(Next::More);
            }
            looked.texts += 1;
            let numbers = to_look_at(pieces);
            for found in file(snapshot, self.terms, filter, key, &numbers, &mut looked)? {
                let Some(run) = found.hit.run_id else {
                    continue;
                };
                let count = of_run.entry(run).or_default();
                // Of the same bytes in one conversation only the newest, and a few of each run.
                if *count < MOST_OF_RUN && known.insert((found.hit.conversation_id, key)) {
                    *count += 1;
                    self.files.push(found);
                }
            }
            let all = self.turns.len() + self.titles.len() + self.files.len();
            Ok(enough(
                self.files.len() >= MOST_FILES || looked.is_enough(all),
            ))
        })
    }

    /// Looks through the newest of what an older ledger has and the index has not yet.
    fn look_ahead(&mut self) -> rusqlite::Result<()> {
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
                    .query_map((below, MOST_AHEAD, filter.kind, wanted(filter)), read)?
                    .collect(),
            }
        };
        for key in ahead("turns")? {
            if self.turns.len() >= MOST_RANKED {
                break;
            }
            if self.seen.insert((true, key)) {
                let mut looked = Looked::default();
                let found = turn(snapshot, self.terms, filter, key, &mut looked)?;
                self.turns.extend(found);
            }
        }
        for key in ahead("titles")? {
            let is_asked = !filter.files && self.titles.len() < MOST_TITLES;
            if is_asked && self.seen.insert((false, key)) {
                let found = title(snapshot, self.terms, filter, key)?;
                let is_its = |found: &Found| filter.kind.is_none_or(|kind| kind == found.hit.kind);
                self.titles.extend(found.filter(is_its));
            }
        }
        Ok(())
    }

    /// All that was found, best first.
    fn all(self) -> Vec<Found> {
        let are_many = self.turns.len() >= MOST_RANKED;
        // A conversation that is found inside is not shown again for its title.
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

/// How much was looked at.
#[derive(Default)]
struct Looked {
    texts: usize,
    bytes: usize,
}

impl Looked {
    /// What has the letters of the words costs a look, also where it does not have the words.
    fn is_enough(&self, found: usize) -> bool {
        self.texts >= MOST_LOOKS
            || self.bytes >= MOST_READ_IN_VAIN
            || found >= SOME && self.bytes >= MOST_READ
    }
}

/// The pieces of a file to look at, of those that may have each word: first where the most words may be. Of each word
/// there are some, as a usual one must not take the places of a rare one.
fn to_look_at(pieces: &[Vec<i64>]) -> Vec<i64> {
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

fn enough(is_enough: bool) -> Next {
    if is_enough { Next::Enough } else { Next::More }
}

/// The time, in milliseconds; what is newer than now is of a clock that was wrong.
fn now() -> i64 {
    let year = 366 * 86_400_000;
    jiff::Timestamp::now().as_millisecond() + year
}

/// Who is asked for, as a list in JSON; `None` for anybody.
fn wanted(filter: &SearchFilter) -> Option<String> {
    (!filter.who.is_empty()).then(|| serde_json::Value::from(filter.who.clone()).to_string())
}

fn is_in_time(filter: &SearchFilter, at: i64) -> bool {
    filter.from.is_none_or(|from| at >= from)
}

/// How well texts fit all words together; `None` when one is in none of them.
fn fit(terms: &[Term], texts: &[(f64, String)]) -> Option<f64> {
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

/// How many of the words are in a text.
fn count(terms: &[Term], text: &str) -> usize {
    terms
        .iter()
        .filter(|term| text.contains(term.text.as_str()))
        .count()
}

fn turn(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
    looked: &mut Looked,
) -> rusqlite::Result<Option<Found>> {
    let row = snapshot
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
            let texts: [Option<String>; 2] = [row.get(5)?, row.get(6)?];
            Ok((hit, texts))
        })
        .optional()?;
    let Some((mut hit, [prompt, answer])) = row else {
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
    looked.bytes += texts_of_turn
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
    let mut score = fit(terms, &folded);
    if score.is_none() && !filter.files {
        let run = hit.run_id.map(|run| run.to_string());
        let mut statement = snapshot.prepare_cached(
            "SELECT position, json FROM steps WHERE run_id = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([run])?;
        while let Some(row) = rows.next()? {
            let json = row.get_ref(1)?.as_str()?;
            looked.bytes += json.len();
            let small = json.to_ascii_lowercase();
            if terms.iter().any(|term| term.may_be_in(&small)) {
                steps.push((row.get(0)?, texts(json)));
            }
        }
        folded.extend(steps.iter().map(|(_, text)| (STEP, fold(text))));
        score = fit(terms, &folded);
    }
    let Some(score) = score else { return Ok(None) };
    // The text that has the most of the words is shown, and the first of those that have as many.
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
    Ok(Some(Found {
        score,
        hit,
        text: Text::Here(text.unwrap_or_default()),
    }))
}

const TURN: &str = "
SELECT i.conversation_id, i.id, c.kind, c.title, i.created_at, r.prompt, a.answer
FROM interactions i JOIN conversations c ON c.id = i.conversation_id AND c.deleted_at IS NULL
JOIN requests r ON r.run_id = i.id
LEFT JOIN answers a ON a.key = i.key WHERE i.key = ?1";

fn title(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
) -> rusqlite::Result<Option<Found>> {
    let hit = snapshot
        .prepare_cached(
            "SELECT c.id, c.kind, c.title, c.created_at FROM conversations c
             WHERE c.key = ?1 AND c.deleted_at IS NULL AND (?2 IS NULL OR EXISTS
               (SELECT 1 FROM interactions i WHERE i.conversation_id = c.id AND i.target_id IN
                 (SELECT value FROM json_each(?2))))",
        )?
        .query_row((key, wanted(filter)), |row| {
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
            Some(Found {
                score: fit(terms, &[(TITLE, fold(&hit.title))])?,
                text: Text::Here(hit.title.clone()),
                hit,
            })
        }))
}

/// The places of a file: in each turn that has it.
fn file(
    snapshot: &Connection,
    terms: &[Term],
    filter: &SearchFilter,
    key: i64,
    numbers: &[i64],
    looked: &mut Looked,
) -> rusqlite::Result<Vec<Found>> {
    let texts = numbers
        .iter()
        .map(|number| Ok((FILE, fold(&pieces::text(snapshot, key, *number)?))))
        .collect::<rusqlite::Result<Vec<(f64, String)>>>()?;
    looked.bytes += texts.iter().map(|(_, text)| text.len()).sum::<usize>();
    let Some(score) = fit(terms, &texts) else {
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
            all.push(Found {
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

/// The words around the match in the piece that has the most of them.
fn snippet_of_file(
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
