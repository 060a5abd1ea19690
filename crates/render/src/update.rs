//! An update of the end of a text, and merging of two updates.

use serde::{Deserialize, Serialize};

use crate::Block;

/// What to show after a piece of text arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "TextUpdate"))]
pub struct Update {
    /// Blocks before this position stay as they are, for good.
    pub from: usize,
    /// Of the block at that position, this many pieces stay as they are; 0 when it is all new.
    pub kept: usize,
    /// What stands from there on. Where pieces are kept, the first block holds only those that follow
    /// them.
    pub blocks: Vec<Block>,
}

impl Update {
    /// Applies the update to the blocks shown. The cost depends on the size of the update only.
    pub fn apply(self, shown: &mut Vec<Block>) {
        put(shown, self.from, self.kept, self.blocks);
    }

    /// Merges a newer update into one that was not applied yet.
    pub fn then(&mut self, newer: Self) {
        if (newer.from, newer.kept) < (self.from, self.kept) {
            // The newer update begins before the older one, so it replaces all of it.
            *self = newer;
            return;
        }
        let at = newer.from - self.from;
        let kept = if at == 0 {
            newer.kept - self.kept
        } else {
            newer.kept
        };
        put(&mut self.blocks, at, kept, newer.blocks);
    }
}

fn put(shown: &mut Vec<Block>, at: usize, kept: usize, blocks: Vec<Block>) {
    let mut blocks = blocks.into_iter();
    let grown = if kept > 0 { shown.get_mut(at) } else { None };
    if let Some(old) = grown
        && let Some(new) = blocks.next()
    {
        old.html = new.html;
        old.pieces.truncate(kept);
        old.pieces.extend(new.pieces);
        shown.truncate(at + 1);
    } else {
        shown.truncate(at);
    }
    shown.extend(blocks);
}
