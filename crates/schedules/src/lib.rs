//! Due times of schedules: a cron line on the clocks of a time zone, and the words that people use for it.
//!
//! [`Schedule`] computes the next due time, [`Rule`] converts words to a cron line and back, and
//! [`Schedule::clock_changes`] lists the times that a change of clocks affects. Nothing here reads the current time.

mod clocks;
mod german;
mod reading;
mod rule;
mod schedule;
mod wall_clock;
mod words;

pub use clocks::{Change, ClockChange};
pub use reading::{NotUnderstood, Unsayable, read};
pub use rule::{At, Days, Rule};
pub use schedule::{Schedule, ScheduleError};
