//! Writing conversations record by record, in the state they would have if they ended now.

use std::ops::ControlFlow;
use std::path::Path;

use ledger::{ConversationId, Ledger, Record};
use zip::CompressionMethod;

use super::entries::{CountingWriter, line};
use super::{ArchiveWriter, name_all};
use crate::Program;
use crate::error::{Error, Result};
use crate::format::EntryName;

/// Number of ids read at once.
const PAGE: u32 = 500;
/// Amount of progress counted for each conversation, in addition to bytes of files.
pub(super) const CONVERSATION: u64 = 64 << 10;

impl ArchiveWriter<'_> {
    /// Writes all conversations.
    pub(super) fn conversations(&mut self, ledger: &Ledger, program: &dyn Program) -> Result<()> {
        let mut after = None;
        loop {
            let ids = ledger.conversation_ids(after, PAGE)?;
            let Some(last) = ids.last() else {
                return Ok(());
            };
            after = Some(*last);
            for id in ids {
                self.conversation(ledger, program, id)?;
                self.advance(CONVERSATION)?;
            }
        }
    }

    fn conversation(
        &mut self,
        ledger: &Ledger,
        program: &dyn Program,
        id: ConversationId,
    ) -> Result<()> {
        let (at, watch, progress) = (self.place, self.watch, self.progress);
        let mut counts = self.counts;
        let mut named = std::mem::take(&mut self.named);
        let mut is_there = false;
        let place = EntryName::Conversation(id);
        self.entry(&place, CompressionMethod::Deflated, true, |into| {
            let mut over: Option<Vec<ledger::WholeStep>> = None;
            let wrote = ledger.whole_conversation(id, |record| {
                let record = match record {
                    Record::Turn(mut turn) => {
                        counts.turns += 1;
                        if !watch.should_continue(progress) {
                            return ControlFlow::Break(Error::Stopped);
                        }
                        if let Err(error) = write_steps(into, over.take(), at) {
                            return ControlFlow::Break(error);
                        }
                        if !turn.settled {
                            let steps = program.steps(turn.id);
                            turn.answer = Some(program.words(&steps));
                            turn.phase =
                                program.over(&turn.phase).unwrap_or_else(|| program.done());
                            turn.finished_at = turn
                                .finished_at
                                .or(turn.last_event_at)
                                .or(Some(turn.created_at));
                            over = Some(steps);
                        }
                        name_all(&mut named, &turn.attachments);
                        Record::Turn(turn)
                    }
                    Record::Conversation(mut conversation) => {
                        is_there = true;
                        let tools = conversation.tools.take();
                        conversation.tools = tools.and_then(|tools| program.tools(&tools));
                        Record::Conversation(conversation)
                    }
                    Record::Event(event) => {
                        counts.events += 1;
                        Record::Event(event)
                    }
                    // They are rewritten below.
                    Record::Step(_) if over.is_some() => return ControlFlow::Continue(()),
                    record @ (Record::File(_) | Record::Address(_) | Record::Listed(_)) => {
                        if let Err(error) = write_steps(into, over.take(), at) {
                            return ControlFlow::Break(error);
                        }
                        if let Record::File(file) = &record {
                            named.extend(file.sha256.clone());
                        }
                        record
                    }
                    record => record,
                };
                match line(into, &record, at) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => ControlFlow::Break(error),
                }
            })?;
            if let ControlFlow::Break(error) = wrote {
                return Err(error);
            }
            write_steps(into, over.take(), at)
        })?;
        self.named = named;
        if !is_there {
            // It was deleted after its id was read.
            return self.abort(&place);
        }
        self.counts = counts;
        self.counts.conversations += 1;
        Ok(())
    }
}

fn write_steps(
    into: &mut CountingWriter<'_>,
    steps: Option<Vec<ledger::WholeStep>>,
    at: &Path,
) -> Result<()> {
    for step in steps.unwrap_or_default() {
        line(into, &Record::Step(step), at)?;
    }
    Ok(())
}
