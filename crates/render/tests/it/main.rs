//! Rendered Markdown for readers, and safety against attackers.

mod addresses;
mod answers;
mod blocks;
mod citations;
mod formulas;
mod hostile;
mod stream;
mod tex;
mod tex_packages;
mod unfinished;
