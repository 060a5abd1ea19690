//! Rendered Markdown for readers, and safety against attackers.

mod answers;
mod blocks;
mod citations;
mod hostile;
mod stream;
mod tex;
mod unfinished;
