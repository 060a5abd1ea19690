//! An update of the end of a text, and merging of two updates.

use serde::{Deserialize, Serialize};

use crate::Block;

/// A change to the end of a rendered text, after more of the text arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS), ts(rename = "TextUpdate"))]
pub struct Update {
    /// Index of the first block that changed or is new; blocks before it are final.
    pub from: usize,
    /// Number of pieces of the block at `from` that are kept; 0 if the block is replaced.
    pub kept: usize,
    /// The blocks from `from` on. If pieces are kept, the first block contains only the pieces after them.
    pub blocks: Vec<Block>,
}

impl Update {
    /// Applies the update to the blocks shown. The cost depends on the size of the update only.
    pub fn apply(self, shown: &mut Vec<Block>) {
        replace_end(shown, self.from, self.kept, self.blocks);
    }

    /// Merges a newer update into one that was not applied yet.
    pub fn merge(&mut self, newer: Self) {
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
        replace_end(&mut self.blocks, at, kept, newer.blocks);
    }
}

fn replace_end(shown: &mut Vec<Block>, at: usize, kept: usize, blocks: Vec<Block>) {
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
