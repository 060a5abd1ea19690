//! The ledger as the app uses it: a real file on a real disk.

mod agents;
mod append;
mod artifacts;
mod conversations;
mod deleting;
mod durability;
mod file_words;
mod folders;
mod lists;
mod media;
mod notices;
mod opening;
mod schedules;
mod search;
mod search_filters;
mod search_scripts;
mod small_things;
mod spending;
mod tools;
mod turns;
mod world;
