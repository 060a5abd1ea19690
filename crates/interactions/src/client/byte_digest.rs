//! Digest of a file's bytes, to notice a change when the file is read again.

use xxhash_rust::xxh3::Xxh3;

/// This many bytes at the beginning are all hashed.
const WHOLE: u64 = 16 << 20;
/// After them, only the first `PART` of every `BLOCK`: hashing all of a large file would take as long as its
/// transfer.
const BLOCK: u64 = 64 << 10;
const PART: u64 = 4 << 10;

/// A digest that is independent of how the bytes are split into chunks.
#[derive(Default)]
pub(super) struct ByteDigest {
    digest: Xxh3,
    length: u64,
}

impl ByteDigest {
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let in_block = self.length % BLOCK;
            let (counts, until) = match self.length {
                length if length < WHOLE => (true, WHOLE - length),
                _ if in_block < PART => (true, PART - in_block),
                _ => (false, BLOCK - in_block),
            };
            let most = usize::try_from(until).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at(bytes.len().min(most));
            if counts {
                self.digest.update(now);
            }
            self.length += now.len() as u64;
            bytes = later;
        }
    }

    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.length == other.length && self.digest.digest() == other.digest.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn byte_digest(bytes: &[u8], piece: usize) -> ByteDigest {
        let mut byte_digest = ByteDigest::default();
        for piece in bytes.chunks(piece) {
            byte_digest.update(piece);
        }
        byte_digest
    }

    #[test]
    fn the_pieces_in_which_a_file_comes_do_not_matter() {
        let mut file: Vec<u8> = (0..(WHOLE + 5 * BLOCK) as usize)
            .map(|n| (n % 251) as u8)
            .collect();
        let whole = byte_digest(&file, usize::MAX);
        assert!(whole.same_as(&byte_digest(&file, 10_007)));
        let changes = [0, WHOLE - 1, WHOLE, WHOLE + 3 * BLOCK + PART - 1];
        for change in changes.map(|at| at as usize) {
            file[change] ^= 1;
            assert!(
                !whole.same_as(&byte_digest(&file, 100_000)),
                "changed at {change}"
            );
            file[change] ^= 1;
        }
        assert!(!whole.same_as(&byte_digest(&file[1..], 100_000)));
    }
}
