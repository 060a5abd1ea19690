//! From what is recorded to what the window shows.

pub(crate) mod activity;
pub(crate) mod artifact;
pub(crate) mod citations;
pub(crate) mod conversation;
pub(crate) mod media;
pub(crate) mod parts;
pub(crate) mod slots;
pub(crate) mod thought_times;
pub(crate) mod timeline;
pub(crate) mod turn;
