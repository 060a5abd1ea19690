//! What a reader of rendered Markdown sees, and what an attacker does not get.

mod answers;
mod blocks;
mod citations;
mod hostile;
mod stream;
mod tex;
mod unfinished;
