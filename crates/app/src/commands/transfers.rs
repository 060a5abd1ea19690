//! Commands on exports, imports, backups, and on the record of a turn.

use ledger::{ConversationId, RunId, ScheduleId};
use words::say;

use super::parse_id;
use crate::PickPurpose;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::now;
use crate::errors::{self, Result};

impl Backend {
    pub(super) async fn export_conversation(
        &self,
        request: ExportRequest,
    ) -> Result<Option<String>> {
        let conversation: ConversationId = parse_id(&request.conversation, say::conversation_gone)?;
        self.core
            .export_conversation(conversation, request.form)
            .await
    }

    pub(super) async fn export_everything(&self, (): ()) -> Result<bool> {
        let name = format!("errand-{}.zip", prices::day(now()));
        let Some(place) = self.core.host.pick_new_file(&name).await else {
            return Ok(false);
        };
        self.busy_unless(self.core.begin_export(place))
    }

    pub(super) async fn import_files(&self, request: ImportRequest) -> Result<bool> {
        let files = self.core.host.pick_files(PickPurpose::Import).await;
        if files.is_empty() {
            return Ok(false);
        }
        self.busy_unless(self.core.begin_import(files, request.with_settings))
    }

    pub(super) async fn stop_transfer(&self, (): ()) -> Result<()> {
        self.core.transfers.stop();
        Ok(())
    }

    pub(super) async fn transfer_state(&self, (): ()) -> Result<TransferView> {
        self.core.transfer_view().await
    }

    pub(super) async fn set_backup(&self, on: bool) -> Result<()> {
        let core = &self.core;
        if on
            && !core.has_backup_folder().await?
            && let Some(folder) = core.host.pick_folder().await
        {
            core.set_backup_folder(folder).await?;
        }
        // Without a folder there is nothing to switch on.
        let on = on && core.has_backup_folder().await?;
        core.switch_backup(on).await?;
        core.push_transfer().await;
        Ok(())
    }

    pub(super) async fn choose_backup_folder(&self, (): ()) -> Result<()> {
        if let Some(folder) = self.core.host.pick_folder().await {
            self.core.set_backup_folder(folder).await?;
        }
        self.core.push_transfer().await;
        Ok(())
    }

    pub(super) async fn back_up_now(&self, (): ()) -> Result<bool> {
        let begun = self.core.begin_backup().await?;
        self.busy_unless(begun)
    }

    pub(super) async fn forget_archived_schedule(&self, text: String) -> Result<()> {
        let schedule: ScheduleId = parse_id(&text, say::schedule_gone)?;
        self.core
            .ledger(move |ledger| ledger.forget_archived_schedule(schedule, now()))
            .await?;
        self.core.push_transfer().await;
        Ok(())
    }

    pub(super) async fn turn_record(&self, request: RecordRequest) -> Result<RecordPage> {
        let run: RunId = parse_id(&request.turn, say::turn_gone)?;
        self.core.record_page(run, request).await
    }

    pub(super) async fn event_json(&self, request: TurnEventRequest) -> Result<String> {
        let run: RunId = parse_id(&request.turn, say::turn_gone)?;
        let event = self
            .core
            .ledger(move |ledger| ledger.event(run, request.event))
            .await?;
        event.ok_or_else(|| errors::not_found(say::event_gone()))
    }

    pub(super) async fn turn_at(&self, request: TurnEventRequest) -> Result<Turn> {
        let run: RunId = parse_id(&request.turn, say::turn_gone)?;
        self.core.turn_after(run, request.event).await
    }

    /// Returns an error if other work is in progress.
    fn busy_unless(&self, begun: bool) -> Result<bool> {
        match begun {
            true => Ok(true),
            false => Err(errors::error(ErrorCode::Invalid, say::transfer_goes_on())),
        }
    }
}
