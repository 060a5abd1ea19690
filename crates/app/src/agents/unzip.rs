//! Reads `.zip` archives of folders: stored or deflated, not encrypted, below 4 GB. Sizes and offsets in an archive
//! are not trusted.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// Maximum number of entries of an archive.
const MOST_ENTRIES: usize = 5_000;
/// The signatures of the parts of an archive, and the length of each part without its variable fields.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
const ENTRY: (&[u8], usize) = (b"PK\x01\x02", 46);
const LOCAL: (&[u8], usize) = (b"PK\x03\x04", 30);
/// Maximum length of the comment at the end.
const LONGEST_REMARK: usize = 0xffff;

/// The archive cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// A file or folder in an archive; a folder's name ends with a slash.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    method: u16,
    packed: usize,
    at: usize,
}

/// Returns the entries of the central directory.
///
/// # Errors
/// [`Unreadable`], when it is no archive, lists missing parts, is encrypted, or has too many entries.
pub(super) fn entries(archive: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let from = archive.len().saturating_sub(END.1 + LONGEST_REMARK);
    let tail = &archive[from..];
    let end = tail
        .windows(END.0.len())
        .rposition(|mark| mark == END.0)
        .ok_or(Unreadable)?;
    let end = part(archive, from + end, END)?;
    let count = usize::from(u16_at(end, 10));
    if count > MOST_ENTRIES {
        return Err(Unreadable);
    }
    let mut at = u32_at(end, 16);
    let mut entries = Vec::new();
    for _ in 0..count {
        let head = part(archive, at, ENTRY)?;
        let (name, more) = (
            usize::from(u16_at(head, 28)),
            usize::from(u16_at(head, 30)) + usize::from(u16_at(head, 32)),
        );
        let is_locked = u16_at(head, 8) & 1 != 0;
        if is_locked {
            return Err(Unreadable);
        }
        let begin = at + ENTRY.1;
        let bytes = archive.get(begin..begin + name).ok_or(Unreadable)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(bytes).into_owned(),
            method: u16_at(head, 10),
            packed: u32_at(head, 20),
            at: u32_at(head, 42),
        });
        at = begin + name + more;
    }
    Ok(entries)
}

impl Entry {
    /// Unpacks the file; `None` when it has more than `limit` bytes.
    ///
    /// # Errors
    /// [`Unreadable`], when it is missing, damaged, or compressed with another method.
    pub(super) fn bytes(&self, archive: &[u8], limit: u64) -> Result<Option<Vec<u8>>, Unreadable> {
        let head = part(archive, self.at, LOCAL)?;
        let names = usize::from(u16_at(head, 26)) + usize::from(u16_at(head, 28));
        let begin = self.at + LOCAL.1 + names;
        let packed = archive
            .get(begin..begin.saturating_add(self.packed))
            .ok_or(Unreadable)?;
        let mut bytes = Vec::new();
        let most = limit.saturating_add(1);
        let read = match self.method {
            0 => packed.take(most).read_to_end(&mut bytes),
            8 => DeflateDecoder::new(packed)
                .take(most)
                .read_to_end(&mut bytes),
            _ => return Err(Unreadable),
        };
        read.map_err(|_| Unreadable)?;
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }
}

/// Returns the part that must begin at this offset.
fn part<'a>(
    archive: &'a [u8],
    at: usize,
    (mark, length): (&[u8], usize),
) -> Result<&'a [u8], Unreadable> {
    let end = at.checked_add(length).ok_or(Unreadable)?;
    let part = archive.get(at..end).ok_or(Unreadable)?;
    if part.starts_with(mark) {
        Ok(part)
    } else {
        Err(Unreadable)
    }
}

/// Reads a little-endian number; the caller has checked the length.
fn u16_at(part: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([part[at], part[at + 1]])
}

fn u32_at(part: &[u8], at: usize) -> usize {
    let bytes = [part[at], part[at + 1], part[at + 2], part[at + 3]];
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::DeflateEncoder};

    use super::*;

    /// Makes an archive with these files; every second one is stored without compression.
    pub(in super::super) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut archive, mut list) = (Vec::new(), Vec::new());
        for (number, (name, bytes)) in files.iter().enumerate() {
            let (method, packed) = if number % 2 == 0 {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes).unwrap();
                (8_u16, encoder.finish().unwrap())
            } else {
                (0, bytes.to_vec())
            };
            let at = u32::try_from(archive.len()).unwrap();
            let mut common = vec![20, 0, 0, 0];
            common.extend(method.to_le_bytes());
            common.extend([0; 8]);
            common.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
            common.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
            common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            common.extend([0; 2]);
            archive.extend(LOCAL.0);
            archive.extend(&common);
            archive.extend(name.as_bytes());
            archive.extend(packed);
            list.extend(ENTRY.0);
            list.extend([20, 0]);
            list.extend(&common);
            list.extend([0; 10]);
            list.extend(at.to_le_bytes());
            list.extend(name.as_bytes());
        }
        let (at, length) = (archive.len(), list.len());
        archive.extend(list);
        archive.extend(END.0);
        archive.extend([0; 4]);
        for _ in 0..2 {
            archive.extend(u16::try_from(files.len()).unwrap().to_le_bytes());
        }
        archive.extend(u32::try_from(length).unwrap().to_le_bytes());
        archive.extend(u32::try_from(at).unwrap().to_le_bytes());
        archive.extend([0; 2]);
        archive
    }

    #[test]
    fn stored_and_deflated_files_come_out_as_they_went_in() {
        let long = b"again and again ".repeat(500);
        let archive = archive(&[("a/b.txt", &long), ("c.bin", &[0, 1, 2])]);
        let entries = entries(&archive).unwrap();
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a/b.txt", "c.bin"]);
        assert_eq!(entries[0].bytes(&archive, 1 << 20), Ok(Some(long)));
        assert_eq!(entries[1].bytes(&archive, 3), Ok(Some(vec![0, 1, 2])));
        assert_eq!(entries[1].bytes(&archive, 2), Ok(None));
    }

    #[test]
    fn an_archive_cut_or_changed_anywhere_is_read_or_refused_and_never_more() {
        let whole = archive(&[("a.txt", b"some words"), ("b.txt", b"more words")]);
        let read = |archive: &[u8]| {
            for entry in entries(archive).unwrap_or_default() {
                let bytes = entry.bytes(archive, 64);
                assert!(bytes.is_err() || bytes.is_ok_and(|it| it.is_none_or(|it| it.len() <= 64)));
            }
        };
        for end in 0..whole.len() {
            read(&whole[..end]);
            for value in [0, 0x7f, 0xff] {
                let mut changed = whole.clone();
                changed[end] = value;
                read(&changed);
            }
        }
    }
}
