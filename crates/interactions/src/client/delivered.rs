//! What a stream has delivered, so that its repetition is recognised.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What has been delivered, in constant memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Delivered {
    pub(super) count: u64,
    /// Over all of them, in order.
    digest: u64,
}

impl Delivered {
    pub(super) fn add(&mut self, raw: &str) {
        self.count += 1;
        self.digest = xxh3_64_with_seed(raw.as_bytes(), self.digest);
    }
}
