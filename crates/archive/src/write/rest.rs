//! Writing everything except conversations and files.

use std::ops::ControlFlow;

use ledger::{Ledger, WholeRunUsage};
use serde_json::{Map, Value};
use zip::CompressionMethod;

use super::entries::line;
use super::{ArchiveWriter, name_all};
use crate::Program;
use crate::error::Result;
use crate::format::{Agent, ENCODING, EntryName, LONGEST_ENCODING, SETTINGS};

impl ArchiveWriter<'_> {
    /// Writes agents, schedules, folders, drafts, encodings, settings, and token usage.
    pub(super) fn write_rest(&mut self, ledger: &Ledger, program: &dyn Program) -> Result<()> {
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
            self.document(&EntryName::Agent(agent.id), &agent)?;
            self.named.extend(agent.files);
            self.counts.agents += 1;
        }
        for mut schedule in ledger.kept_schedules()? {
            if let Some(tools) = schedule.body.pointer_mut("/draft/tools") {
                *tools = program.tools(tools).unwrap_or_default();
            }
            self.document(&EntryName::Schedule(schedule.id), &schedule)?;
            self.named.extend(schedule.files);
            self.counts.schedules += 1;
        }
        let folders = ledger.folders()?;
        self.counts.folders = folders.len() as u64;
        self.document(&EntryName::Folders, &folders)?;
        let drafts = ledger.all_drafts()?;
        for draft in &drafts {
            name_all(&mut self.named, &draft.attachments);
        }
        self.document(&EntryName::Drafts, &drafts)?;
        let mut encodings = ledger.settings_under(ENCODING)?;
        encodings.retain(|file, encoding| {
            self.named.contains(file)
                && encoding
                    .as_str()
                    .is_some_and(|name| (1..=LONGEST_ENCODING).contains(&name.len()))
        });
        self.document(&EntryName::Encodings, &encodings)?;
        let mut settings = Map::new();
        for key in SETTINGS {
            if let Some(value) = program.setting(key, ledger.setting(key)?) {
                settings.insert(key.to_owned(), value);
            }
        }
        self.document(&EntryName::Settings, &Value::Object(settings))?;
        let at = self.place;
        self.entry(
            &EntryName::Spending,
            CompressionMethod::Deflated,
            true,
            |into| {
                let mut written = Ok(());
                ledger.all_usage(|run| {
                    written = line(into, &WholeRunUsage::from(run), at);
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
