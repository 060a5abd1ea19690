//! Fingerprint of the events that a stream has delivered, to recognise a replay of them.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Count and digest of the delivered events, in constant memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Delivered {
    pub(super) count: u64,
    /// Digest over all events in order.
    digest: u64,
}

impl Delivered {
    pub(super) fn add(&mut self, raw: &str) {
        self.count += 1;
        self.digest = xxh3_64_with_seed(raw.as_bytes(), self.digest);
    }
}
