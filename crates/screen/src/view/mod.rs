//! Conversion of recorded data into what the window shows.

pub mod activity;
pub mod artifact;
pub mod citations;
pub mod conversation;
pub mod host;
pub mod media;
pub mod parts;
pub mod slots;
pub mod thought_times;
pub mod timeline;
pub mod turn;
