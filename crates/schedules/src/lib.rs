//! Due times of schedules: a cron line on the clocks of a time zone, and the words that people use for it.
//!
//! [`Schedule`] computes the next due time, [`Rule`] converts words to a cron line and back, and
//! [`Schedule::clock_changes`] lists the times that a change of clocks affects. Nothing here reads the current time.

mod clock_changes;
mod german;
mod rule;
mod rule_parser;
mod schedule;
mod wall_clock;
mod words;

pub use clock_changes::{ClockChange, ClockEffect};
pub use rule::{Days, Rule, TimesOfDay};
pub use rule_parser::{Inexpressible, RuleError, read};
pub use schedule::{Schedule, ScheduleError};
