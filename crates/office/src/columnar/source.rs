//! A file that fails to be read behind its end.

use std::io::{Error, ErrorKind, Read};

use bytes::Bytes;
use parquet::errors::Result;
use parquet::file::reader::{ChunkReader, Length};

/// A file for the library, which skips a billion claimed elements one by one where a file has ended without an error.
pub(super) struct StrictFile<F>(pub(super) F);

impl<F: Length> Length for StrictFile<F> {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl<F: ChunkReader> ChunkReader for StrictFile<F> {
    type T = StrictReader<F::T>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        self.0.get_read(start).map(StrictReader)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// A reader that returns an error at its end.
pub(super) struct StrictReader<R>(R);

impl<R: Read> Read for StrictReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(Error::from(ErrorKind::UnexpectedEof)),
            count => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_the_end_cannot_be_read() {
        let file = StrictFile(Bytes::from_static(b"four"));
        let mut reader = file.get_read(1).unwrap();
        let mut three = [0; 3];
        reader.read_exact(&mut three).unwrap();
        assert_eq!(&three, b"our");
        assert_eq!(reader.read(&mut []).unwrap(), 0);
        let skipped = std::io::copy(&mut reader.take(8), &mut std::io::sink());
        assert_eq!(skipped.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }
}
