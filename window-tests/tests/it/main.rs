//! The real app in a real window, on a desktop of its own.

mod actions;
mod arrivals;
mod bad_luck;
mod broken_ledger;
mod deleting;
mod desktop;
mod files;
mod find;
mod full_disk;
mod hostile;
mod killed;
mod long_lists;
mod main_job;
mod media;
mod models;
mod moving;
mod outliving;
mod page;
mod previews;
mod scene;
mod schedules;
mod size;
mod start_and_end;
mod tools;
mod tray;
mod unsent;
