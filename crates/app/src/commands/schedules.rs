//! Commands on schedules.

use ledger::ScheduleId;
use words::say;

use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::Result;
use crate::schedules::read_when;

impl Backend {
    pub(super) async fn schedules(&self, (): ()) -> Result<Schedules> {
        self.core.schedule_lines().await
    }

    pub(super) async fn foreign_schedules(&self, (): ()) -> Result<Vec<ForeignSchedule>> {
        self.core.foreign_schedules().await
    }

    pub(super) async fn read_when(&self, request: WhenRequest) -> Result<When> {
        // Finding the next time of a rare schedule searches years, so this runs off the async threads.
        blocking(move || read_when(&request)).await
    }

    pub(super) async fn schedule(&self, text: String) -> Result<OpenSchedule> {
        self.core.open_schedule(schedule(&text)?).await
    }

    pub(super) async fn save_schedule(&self, request: SaveSchedule) -> Result<ScheduleLine> {
        let old = request.id.as_deref().map(schedule).transpose()?;
        let kept = self.core.save_schedule(old, request.draft).await?;
        self.core.schedule_line(kept).await
    }

    pub(super) async fn pause_schedule(&self, request: PauseRequest) -> Result<ScheduleLine> {
        let id = schedule(&request.id)?;
        self.core.pause_schedule(id, request.paused).await?;
        self.core.schedule_line(id).await
    }

    pub(super) async fn run_schedule(&self, text: String) -> Result<SendResult> {
        self.core.run_schedule(schedule(&text)?, &self.runs).await
    }

    pub(super) async fn delete_schedule(&self, text: String) -> Result<()> {
        self.core.delete_schedule(schedule(&text)?).await
    }

    pub(super) async fn set_autostart(&self, start: bool) -> Result<Autostart> {
        self.core.set_autostart(start).await
    }
}

fn schedule(text: &str) -> Result<ScheduleId> {
    parse_id(text, say::schedule_gone)
}
