//! Writing everything except conversations and files.

use std::ops::ControlFlow;

use ledger::{Ledger, WholeSpent};
use serde_json::{Map, Value};
use zip::CompressionMethod;

use super::entries::line;
use super::{Writing, name_all};
use crate::Program;
use crate::error::Result;
use crate::format::{Agent, ENCODING, LONGEST_ENCODING, Place, SETTINGS};

impl Writing<'_> {
    /// Writes agents, schedules, folders, drafts, encodings, settings, and token usage.
    pub(super) fn rest(&mut self, ledger: &Ledger, program: &dyn Program) -> Result<()> {
        for (agent, created_at, changed_at) in ledger.whole_agents()? {
            let agent = Agent {
                id: agent.id,
                stem: agent.stem,
                head: agent.head,
                body: agent.body,
                files: agent.files,
                created_at,
                changed_at,
            };
            self.document(&Place::Agent(agent.id), &agent)?;
            self.named.extend(agent.files);
            self.counts.agents += 1;
        }
        for schedule in ledger.kept_schedules()? {
            self.document(&Place::Schedule(schedule.id), &schedule)?;
            self.named.extend(schedule.files);
            self.counts.schedules += 1;
        }
        let folders = ledger.folders()?;
        self.counts.folders = folders.len() as u64;
        self.document(&Place::Folders, &folders)?;
        let drafts = ledger.all_drafts()?;
        for draft in &drafts {
            name_all(&mut self.named, &draft.attachments);
        }
        self.document(&Place::Drafts, &drafts)?;
        let mut encodings = ledger.settings_under(ENCODING)?;
        encodings.retain(|file, encoding| {
            self.named.contains(file)
                && encoding
                    .as_str()
                    .is_some_and(|name| (1..=LONGEST_ENCODING).contains(&name.len()))
        });
        self.document(&Place::Encodings, &encodings)?;
        let mut settings = Map::new();
        for key in SETTINGS {
            if let Some(value) = program.setting(key, ledger.setting(key)?) {
                settings.insert(key.to_owned(), value);
            }
        }
        self.document(&Place::Settings, &Value::Object(settings))?;
        let at = self.place;
        self.entry(
            &Place::Spending,
            CompressionMethod::Deflated,
            true,
            |into| {
                let mut written = Ok(());
                ledger.all_spent(|spent| {
                    written = line(into, &WholeSpent::from(spent), at);
                    match written {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                })?;
                written
            },
        )
    }
}
