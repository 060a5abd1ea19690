//! When something is due: a cron line on the clocks of a time zone, and the words that people use for it.
//!
//! [`Schedule`] says when the next time is, [`Rule`] leads from words to a cron line and back, and
//! [`Schedule::clock_changes`] tells what becomes of it when clocks are changed. Nothing in here looks at a clock.

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
