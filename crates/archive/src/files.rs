//! Files on their way into an archive: read once, and hashed on a thread beside the one that writes.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use artifacts::{Store, hex};
use sha2::{Digest, Sha256};

/// Files are copied in pieces of this size.
pub(crate) const PIECE: usize = 1 << 20;
/// So many pieces may wait to be written.
const WAITING: usize = 8;

/// What comes of the files, in their order.
pub(crate) enum Piece {
    /// A file begins that is to have so many bytes.
    Begin { sha256: String, size: u64 },
    /// The next bytes of it, so many from the beginning of a buffer.
    Bytes(Vec<u8>, usize),
    /// It ended, and has its hash or another one.
    End { is_whole: bool },
    /// A file that is not here.
    Missing(String),
    /// A file that cannot be read, or not to its end.
    Failed { sha256: String, error: io::Error },
}

/// The two ends of the road between the thread that reads and the one that writes.
pub(crate) struct Road {
    pub(crate) reader: Reader,
    pub(crate) pieces: Receiver<Piece>,
    /// Buffers go back to be filled again.
    pub(crate) done_with: Sender<Vec<u8>>,
}

/// Reads files, for a thread of its own.
pub(crate) struct Reader {
    to: SyncSender<Piece>,
    spare: Receiver<Vec<u8>>,
}

/// Nobody takes what is read any more.
struct Unwanted;

impl Road {
    pub(crate) fn new() -> Self {
        let (to, pieces) = sync_channel(WAITING);
        let (done_with, spare) = channel();
        Self {
            reader: Reader { to, spare },
            pieces,
            done_with,
        }
    }
}

impl Reader {
    /// Reads these files, one after the other, until nobody takes them any more.
    pub(crate) fn read(self, store: &Store, files: Vec<String>) {
        for sha256 in files {
            if self.file(store, sha256).is_err() {
                return;
            }
        }
    }

    fn send(&self, piece: Piece) -> Result<(), Unwanted> {
        self.to.send(piece).map_err(|_| Unwanted)
    }

    fn file(&self, store: &Store, sha256: String) -> Result<(), Unwanted> {
        let opened = store
            .path(&sha256)
            .ok()
            .and_then(|path| File::open(path).ok())
            .and_then(|file| Some((file.metadata().ok()?.len(), file)));
        let Some((size, mut file)) = opened else {
            return self.send(Piece::Missing(sha256));
        };
        self.send(Piece::Begin {
            sha256: sha256.clone(),
            size,
        })?;
        let mut hash = Sha256::new();
        loop {
            let spare = self.spare.try_recv();
            let mut bytes = spare.unwrap_or_else(|_| vec![0; PIECE]);
            match file.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) => {
                    hash.update(&bytes[..read]);
                    self.send(Piece::Bytes(bytes, read))?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.send(Piece::Failed { sha256, error }),
            }
        }
        self.send(Piece::End {
            is_whole: hex(&hash.finalize()) == sha256,
        })
    }
}
