//! The one state of what the window shows, and the rules by which it is told of changes.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use futures::future::BoxFuture;
use ledger::{ArtifactId, ArtifactState, ConversationId, DraftKey, Interaction, Ledger, RunId};
use prices::Prices;

use crate::bridge::{
    ArtifactView, Conversation, FilePage, Part, Patch, Turn, TurnPage, TurnsPlace, TurnsWanted,
};
use crate::lines::ChangedLines;
use crate::live::{Live, Lives};
use crate::lock;
use crate::outbox::Outbox;
use crate::pages::{RecordedTurns, whole_turn};
use crate::view::activity::Fetched;
use crate::view::timeline::Change;
use crate::view::{artifact, conversation, turn};

/// How many files of a conversation come at once.
const FILES: usize = 50;
/// The head of a turn goes out at most so often, in milliseconds, while only its clock changes.
const CLOCK: i64 = 1_000;
/// The same for a line of a list, which takes a query.
const LINE_CLOCK: i64 = 2_000;
/// What changes while a page is read makes it be read again, at most so often.
const READS: usize = 5;

/// What the window shows.
///
/// Whoever takes several locks takes those of live runs first, then what is opened, then files, then the outbox: so a
/// page and the patches after it go out in the order in which they are true.
pub struct Screen {
    pub(crate) ledger: Ledger,
    pub(crate) lives: Lives,
    pub(crate) changed_lines: Arc<ChangedLines>,
    outbox: Outbox,
    opened: Mutex<Opened>,
    /// What everything costs; the person may change it.
    prices: RwLock<Arc<Prices>>,
    /// Counts what the window was told of files, apart from how far they are on their way. It is held while that is
    /// told, and while a page is given that was read before.
    files_told: Mutex<u64>,
}

/// What is open, and what of it the window has.
#[derive(Default)]
struct Opened {
    conversation: Option<ConversationId>,
    /// Turns that the window has: it is told when they change.
    turns: HashSet<RunId>,
    /// Counts up with each opening and closing, so that a page that was asked for before goes nowhere.
    number: u64,
}

impl Screen {
    /// A screen over a ledger, with nothing open.
    #[must_use]
    pub fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            lives: Lives::default(),
            changed_lines: Arc::default(),
            outbox: Outbox::default(),
            opened: Mutex::default(),
            prices: RwLock::new(Arc::new(Prices::built_in())),
            files_told: Mutex::default(),
        }
    }

    /// Sends patches to the window from now on, until the returned task is aborted. What `send` gives is
    /// ready once the window has shown the batch, or is gone.
    pub fn deliver(
        &self,
        send: impl Fn(Vec<Patch>) -> BoxFuture<'static, ()> + Send + 'static,
    ) -> tokio::task::JoinHandle<()> {
        self.outbox.deliver(send)
    }

    /// What still waits to be told; for the moment before the program ends.
    pub fn untold(&self) -> Vec<Patch> {
        self.outbox.take()
    }

    /// Tells the window something that is not about turns.
    pub fn tell(&self, patch: Patch) {
        self.outbox.push(patch);
    }

    /// Tells the window how a file is now.
    pub fn tell_file(&self, artifact: ArtifactView) {
        let mut told = lock(&self.files_told);
        *told += 1;
        self.tell(Patch::Artifact { artifact });
    }

    /// The same for many.
    pub fn tell_files(&self, artifacts: Vec<ArtifactView>) {
        let mut told = lock(&self.files_told);
        *told += 1;
        self.tell(Patch::Artifacts { artifacts });
    }

    /// What everything costs.
    pub fn prices(&self) -> Arc<Prices> {
        let prices = self.prices.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&prices)
    }

    /// Amounts are worked out by another table from now on. What is shown stays until it is shown anew.
    pub fn set_prices(&self, prices: Prices) {
        *self.prices.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(prices);
    }

    /// Runs whose steps still arrive.
    pub fn lives(&self) -> &Lives {
        &self.lives
    }

    /// The conversation that the window shows.
    pub fn opened(&self) -> Option<ConversationId> {
        lock(&self.opened).conversation
    }

    /// Opens a conversation at a turn, or at its newest one, and gives its first page to the window. False
    /// when it is not there. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn open(&self, id: ConversationId, at: Option<RunId>) -> Result<bool, ledger::Error> {
        let opening = self.turn_to(Some(id));
        let shown = self.open_at(id, at, opening);
        if !matches!(shown, Ok(true)) {
            let mut opened = lock(&self.opened);
            if opened.number == opening {
                *opened = Opened {
                    number: opening + 1,
                    ..Opened::default()
                };
            }
        }
        shown
    }

    fn open_at(
        &self,
        id: ConversationId,
        at: Option<RunId>,
        opening: u64,
    ) -> Result<bool, ledger::Error> {
        let at = match at {
            Some(turn)
                if self
                    .ledger
                    .interaction(turn)?
                    .is_some_and(|row| row.conversation_id == id) =>
            {
                turn
            }
            _ => match self.ledger.newest_turn(id)? {
                Some(row) => row.id,
                None => return Ok(false),
            },
        };
        self.show(id, at, TurnsWanted::Around, opening, || {
            let Some(summary) = self.line(id)? else {
                return Ok(None);
            };
            let draft = self.ledger.draft(DraftKey::Conversation(id))?;
            Ok(Some(Patch::Opened {
                conversation: Box::new(Conversation {
                    summary,
                    page: TurnPage::default(),
                    files: self.files(id, None)?,
                    draft: draft.map(conversation::draft),
                }),
            }))
        })
    }

    /// Gives the window more turns of the open conversation. False when `turn` is not in it. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn more(
        &self,
        id: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
    ) -> Result<bool, ledger::Error> {
        let opening = {
            let opened = lock(&self.opened);
            if opened.conversation != Some(id) {
                return Ok(true);
            }
            opened.number
        };
        let place = match wanted {
            TurnsWanted::Before => TurnsPlace::Before,
            TurnsWanted::After => TurnsPlace::After,
            TurnsWanted::Around | TurnsWanted::End => TurnsPlace::Anew,
        };
        self.show(id, turn, wanted, opening, || {
            Ok(Some(Patch::Turns {
                conversation: id.to_string(),
                place,
                page: TurnPage::default(),
            }))
        })
    }

    /// The window let go of all turns but these.
    pub fn keep(&self, turns: &HashSet<RunId>) {
        lock(&self.opened).turns.retain(|turn| turns.contains(turn));
    }

    /// Nothing is open any more.
    pub fn close(&self) {
        self.turn_to(None);
    }

    /// A page of the files of a conversation. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn files(
        &self,
        id: ConversationId,
        after: Option<&ledger::Cursor>,
    ) -> Result<FilePage, ledger::Error> {
        let page = self.ledger.artifacts_in_conversation(id, after, FILES)?;
        Ok(file_page(&page))
    }

    /// A turn is about to begin. When the window has what it follows, it will have the turn.
    pub fn begins(&self, row: &Interaction) {
        let mut opened = lock(&self.opened);
        let follows = row
            .parent_id
            .is_none_or(|parent| opened.turns.contains(&parent));
        if opened.conversation == Some(row.conversation_id) && follows {
            opened.turns.insert(row.id);
        }
    }

    /// A turn has begun: the window gets the whole of it, and everything later builds on that. A run that is
    /// over already was sent whole.
    pub fn began(&self, row: &Interaction) {
        if let Some(live) = self.lives.get(row.id) {
            let mut live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::of_live(&mut live, &self.prices());
                self.tell(Patch::Turn { turn });
            }
        }
    }

    /// A run changed, and that is on the disk: the window is told as far as it has the turn.
    pub fn run_changed(&self, run: RunId, at: i64) {
        let Some(live) = self.lives.get(run) else {
            return;
        };
        let mut live = lock(&live);
        let is_over = live.state.is_settled();
        if self.is_shown(&live) {
            self.show_change(&mut live, at, is_over);
        }
        let line = conversation::line_of_live(&live, &self.prices());
        let line_changed = live.told.line.as_ref() != Some(&line);
        if line_changed || is_over || at - live.told.line_at >= LINE_CLOCK {
            live.told.line = Some(line);
            live.told.line_at = at;
            self.line_changed(live.row.conversation_id);
        }
        if is_over {
            self.lives.remove(run);
        }
    }

    /// The window is told again what it shows in words: they are in another language now. Of files it is told of those
    /// that failed and are not on their way again. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn say_again(
        &self,
        is_on_its_way: &dyn Fn(ArtifactId) -> bool,
    ) -> Result<(), ledger::Error> {
        let turns: Vec<RunId> = lock(&self.opened).turns.iter().copied().collect();
        let siblings = self.ledger.siblings(&turns)?;
        for run in turns {
            if let Some(live) = self.lives.get(run) {
                // Held while it is told: what comes of the run is told after it.
                let live = lock(&live);
                if !live.state.is_settled() {
                    let turn = turn::head_of_live(&live, &self.prices());
                    self.tell(Patch::TurnHead { turn });
                    self.tell_notes(run, live.parts());
                    continue;
                }
            }
            // One that goes on says its words with its next change.
            if let Some(row) = self.ledger.interaction(run)?.filter(|row| row.settled) {
                let turn = turn::head_of_stored(&row, siblings.get(&run), &self.prices());
                // All other words of a turn are the page's own, or somebody else's.
                if turn.error.is_some() {
                    self.tell(Patch::TurnHead { turn });
                }
                let (whole, _) = whole_turn(&self.ledger, &row, &self.prices())?;
                self.tell_notes(run, &whole.parts);
            }
        }
        if let Some(conversation) = self.opened() {
            self.say_failed_files_again(conversation, is_on_its_way)?;
        }
        Ok(())
    }

    /// Tells what the engine on this computer says of its work in a turn.
    fn tell_notes(&self, run: RunId, parts: &[Part]) {
        for (position, part) in (0..).zip(parts) {
            if matches!(part, Part::Note { .. }) {
                self.tell(Patch::Part {
                    turn: run.to_string(),
                    position,
                    part: part.clone(),
                });
            }
        }
    }

    fn say_failed_files_again(
        &self,
        conversation: ConversationId,
        is_on_its_way: &dyn Fn(ArtifactId) -> bool,
    ) -> Result<(), ledger::Error> {
        let mut after = None;
        let mut left = READS;
        loop {
            let told = *lock(&self.files_told);
            let page =
                self.ledger
                    .artifacts_in_conversation(conversation, after.as_ref(), FILES)?;
            let failed = page
                .items
                .iter()
                .filter(|row| row.state == ArtifactState::Failed);
            {
                let mut now_told = lock(&self.files_told);
                // Files that stream in between are told by themselves; one that changed while the last page was read is
                // told again then.
                left = left.saturating_sub(1);
                if *now_told != told && left > 0 {
                    continue;
                }
                left = READS;
                let artifacts: Vec<ArtifactView> = failed
                    .filter(|row| !is_on_its_way(row.id))
                    .map(artifact::view)
                    .collect();
                if !artifacts.is_empty() {
                    *now_told += 1;
                    self.tell(Patch::Artifacts { artifacts });
                }
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// How far the files of a run are.
    pub fn fetched(&self, run: RunId, fetched: Fetched) {
        let Some(live) = self.lives.get(run) else {
            return;
        };
        let mut live = lock(&live);
        live.fetched = fetched;
        if self.is_shown(&live) {
            self.tell(Patch::TurnHead {
                turn: turn::head_of_live(&live, &self.prices()),
            });
        }
        self.line_changed(live.row.conversation_id);
    }

    /// Something of a turn changed beside its run: the window is told its head again, also when the run is over. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn head_changed(&self, run: RunId) -> Result<(), ledger::Error> {
        if let Some(live) = self.lives.get(run) {
            let live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::head_of_live(&live, &self.prices());
                self.tell(Patch::TurnHead { turn });
            }
            self.line_changed(live.row.conversation_id);
            return Ok(());
        }
        let Some(row) = self.ledger.interaction(run)? else {
            return Ok(());
        };
        if lock(&self.opened).turns.contains(&run) {
            let siblings = self.ledger.siblings(&[run])?;
            let turn = turn::head_of_stored(&row, siblings.get(&run), &self.prices());
            self.tell(Patch::TurnHead { turn });
        }
        self.line_changed(row.conversation_id);
        Ok(())
    }

    fn show_change(&self, live: &mut Live, at: i64, is_over: bool) {
        let changes = live.render();
        let prices = self.prices();
        let head = turn::head_of_live(live, &prices);
        if is_over || changes.contains(&Change::Whole) {
            let turn = turn::of_live(live, &prices);
            self.tell(Patch::Turn { turn });
        } else {
            self.tell_parts(live, changes);
            let is_news = live
                .told
                .head
                .as_ref()
                .is_none_or(|told| !same_but_clock(told, &head));
            if !is_news && at - live.told.head_at < CLOCK {
                return;
            }
            self.tell(Patch::TurnHead { turn: head.clone() });
        }
        live.told.head_at = at;
        live.told.head = Some(head);
    }

    fn tell_parts(&self, live: &Live, changes: Vec<Change>) {
        let turn = live.row.id.to_string();
        let place = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        for change in changes {
            let patch = match change {
                Change::Whole => continue,
                Change::Part(position) => Patch::Part {
                    turn: turn.clone(),
                    position: place(position),
                    part: live.parts()[position].clone(),
                },
                Change::Blocks {
                    position,
                    update,
                    citations,
                } => Patch::Blocks {
                    turn: turn.clone(),
                    position: place(position),
                    update,
                    citations,
                },
            };
            self.tell(patch);
        }
    }

    /// Whether the window has this turn.
    fn is_shown(&self, live: &Live) -> bool {
        let opened = lock(&self.opened);
        opened.conversation == Some(live.row.conversation_id) && opened.turns.contains(&live.row.id)
    }

    /// The window goes to another conversation, or to none; says which opening that is.
    fn turn_to(&self, conversation: Option<ConversationId>) -> u64 {
        let mut opened = lock(&self.opened);
        *opened = Opened {
            conversation,
            turns: HashSet::new(),
            number: opened.number + 1,
        };
        opened.number
    }

    /// Reads a page and gives it to the window in the patch that `frame` makes for it, again when something
    /// of it changed meanwhile. False when there is no such page. Blocks.
    fn show(
        &self,
        id: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
        opening: u64,
        frame: impl Fn() -> Result<Option<Patch>, ledger::Error>,
    ) -> Result<bool, ledger::Error> {
        for left in (0..READS).rev() {
            let files_told = *lock(&self.files_told);
            let Some(page) = RecordedTurns::read(&self.ledger, id, turn, wanted)? else {
                return Ok(false);
            };
            let Some(frame) = frame()? else {
                return Ok(false);
            };
            let lives: Vec<Option<Arc<Mutex<Live>>>> =
                page.rows().map(|row| self.lives.get(row.id)).collect();
            if left > 0 && page.is_stale(&self.ledger, &lives)? {
                continue;
            }
            let files_told = (left > 0).then_some(files_told);
            if self.give(page, &lives, opening, files_told, frame) {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// Gives a page to the window, unless it went elsewhere. While that is done no run in the page goes on.
    /// False when the window was told of a file since the page was read.
    fn give(
        &self,
        page: RecordedTurns,
        lives: &[Option<Arc<Mutex<Live>>>],
        opening: u64,
        files_told: Option<u64>,
        mut frame: Patch,
    ) -> bool {
        let prices = self.prices();
        // What is over does not change: it is rendered before anything has to wait for it.
        let over: Vec<Option<Turn>> = page
            .rows()
            .zip(lives)
            .map(|(row, live)| live.is_none().then(|| page.turn(row, &prices)))
            .collect();
        let mut live: Vec<Option<MutexGuard<'_, Live>>> =
            lives.iter().map(|live| live.as_deref().map(lock)).collect();
        let mut turns: Vec<Turn> = over
            .into_iter()
            .zip(&mut live)
            .filter_map(|(over, live)| {
                let live = || live.as_deref_mut().map(|live| turn::of_live(live, &prices));
                over.or_else(live)
            })
            .collect();
        let mut opened = lock(&self.opened);
        if opened.number != opening {
            return true;
        }
        let now_told = lock(&self.files_told);
        if files_told.is_some_and(|told| told != *now_told) {
            return false;
        }
        match &mut frame {
            Patch::Turns {
                place: TurnsPlace::Before | TurnsPlace::After,
                ..
            } => {}
            _ => opened.turns.clear(),
        }
        opened.turns.extend(page.rows().map(|row| row.id));
        let last = page.last.as_ref().and_then(|_| turns.pop());
        let filled = TurnPage {
            turns,
            files: page.files(),
            before: page.before,
            after: page.after,
            last,
        };
        match &mut frame {
            Patch::Opened { conversation } => conversation.page = filled,
            Patch::Turns { page, .. } => *page = filled,
            _ => {}
        }
        self.tell(frame);
        true
    }
}

fn file_page(page: &ledger::Page<ledger::Artifact>) -> FilePage {
    FilePage {
        files: page.items.iter().map(artifact::view).collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

/// Whether two heads say the same, apart from the clock.
fn same_but_clock(told: &Turn, head: &Turn) -> bool {
    let same_clock = Turn {
        last_sign_of_life: head.last_sign_of_life,
        ..told.clone()
    };
    same_clock == *head
}
