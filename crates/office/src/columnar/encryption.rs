//! Which columns of a file with a plain footer are encrypted: the library reads over what says so, and then takes them
//! for damaged.
//!
//! The footer is a struct of Thrift's compact protocol; see
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md> and, for its fields,
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>.

use std::collections::BTreeSet;

/// Fields of a file: its row groups; of a row group: its columns; and of a column: how it is encrypted.
const ROW_GROUPS: i64 = 4;
const COLUMNS: i64 = 1;
const CRYPTO_METADATA: i64 = 8;
const ENCRYPTED_METADATA: i64 = 9;
/// Maximum nesting of values that are skipped.
const MAX_DEPTH: usize = 32;

/// Types of the protocol.
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Returns the indexes of the leaf columns that are encrypted in a row group; none if the footer cannot be read, of
/// which the library is the judge.
pub(super) fn encrypted_leaves(footer: &[u8]) -> BTreeSet<usize> {
    let mut leaves = BTreeSet::new();
    let mut input = Input(footer);
    let _ = input.each_field(|input, field| match field {
        Field {
            id: ROW_GROUPS,
            kind: LIST,
        } => input.each_struct(|input, _| {
            input.each_field(|input, field| match field {
                Field {
                    id: COLUMNS,
                    kind: LIST,
                } => input.each_struct(|input, leaf| {
                    input.each_field(|input, field| {
                        if matches!(field.id, CRYPTO_METADATA | ENCRYPTED_METADATA) {
                            leaves.insert(leaf);
                        }
                        input.skip(field.kind, 0)
                    })
                }),
                other => input.skip(other.kind, 0),
            })
        }),
        other => input.skip(other.kind, 0),
    });
    leaves
}

/// The head of a field.
struct Field {
    id: i64,
    kind: u8,
}

/// The bytes that were not read yet. Everything returns `None` where they end too early.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn pass(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }

    /// A number of any length, seven bits in each byte.
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Calls `read` with each field of a struct; it must read or skip the value.
    fn each_field(&mut self, mut read: impl FnMut(&mut Self, Field) -> Option<()>) -> Option<()> {
        let mut id = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            id = match head >> 4 {
                0 => {
                    let zigzag = i64::try_from(self.varint()?).ok()?;
                    (zigzag >> 1) ^ -(zigzag & 1)
                }
                further => id.checked_add(i64::from(further))?,
            };
            read(
                self,
                Field {
                    id,
                    kind: head & 0xf,
                },
            )?;
        }
    }

    /// Returns the type and the number of the elements of a list.
    fn list(&mut self) -> Option<(u8, u64)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => u64::from(count),
        };
        Some((head & 0xf, count))
    }

    /// Calls `read` with each struct of a list and its index.
    fn each_struct(&mut self, mut read: impl FnMut(&mut Self, usize) -> Option<()>) -> Option<()> {
        let (kind, count) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        (0..usize::try_from(count).ok()?).try_for_each(|at| read(self, at))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match kind {
            // Truth values are a part of the field's head.
            1 | 2 => Some(()),
            BYTE => self.pass(1),
            4..=6 => self.varint().map(drop),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.varint()?;
                self.pass(length)
            }
            LIST | SET => {
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.skip_element(kind, depth))
            }
            MAP => {
                let count = self.varint()?;
                if count == 0 {
                    return Some(());
                }
                let kinds = self.byte()?;
                (0..count).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth)?;
                    self.skip_element(kinds & 0xf, depth)
                })
            }
            STRUCT => self.each_field(|input, field| input.skip(field.kind, depth + 1)),
            _ => None,
        }
    }

    /// Skips an element of a list, a set or a map, where a truth value takes a byte.
    fn skip_element(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            1 | 2 => self.pass(1),
            other => self.skip(other, depth + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_bytes_are_they_are_read_to_their_end_at_most() {
        let mut rng = fastrand::Rng::with_seed(4);
        for _ in 0..20_000 {
            let bytes: Vec<u8> = (0..rng.usize(..64)).map(|_| rng.u8(..)).collect();
            encrypted_leaves(&bytes);
        }
        // A struct in a struct, and so on.
        assert!(encrypted_leaves(&[0x1c; 100_000]).is_empty());
        // A list of a billion truth values that are not there.
        assert!(encrypted_leaves(&[0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 3]).is_empty());
    }
}
