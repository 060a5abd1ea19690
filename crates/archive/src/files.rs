//! Reading of files to be archived: each is read once, and hashed on a thread beside the writing one.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use artifacts::{Store, hex};
use sha2::{Digest, Sha256};

/// Number of bytes copied at a time.
pub(crate) const PIECE: usize = 1 << 20;
/// Maximum number of pieces queued for writing.
const WAITING: usize = 8;

/// A message about the files being read, in order.
pub(crate) enum FileMessage {
    /// A file of this expected size begins.
    Begin { sha256: String, size: u64 },
    /// Its next bytes: the first `.1` bytes of the buffer.
    Bytes(Vec<u8>, usize),
    /// The file ended; `is_whole` is true if its hash matches.
    End { is_whole: bool },
    /// A file that is not stored here.
    Missing(String),
    /// A file that cannot be read completely.
    Failed { sha256: String, error: io::Error },
}

/// The channels between the reading and the writing thread.
pub(crate) struct FileChannels {
    pub(crate) reader: Reader,
    pub(crate) pieces: Receiver<FileMessage>,
    /// Returns buffers for reuse.
    pub(crate) done_with: Sender<Vec<u8>>,
}

/// The reader of files, to be run on its own thread.
pub(crate) struct Reader {
    to: SyncSender<FileMessage>,
    spare: Receiver<Vec<u8>>,
}

/// The receiver is gone.
struct ReceiverGone;

impl FileChannels {
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
    /// Reads these files one after the other until the receiver is gone.
    pub(crate) fn read(self, store: &Store, files: Vec<String>) {
        for sha256 in files {
            if self.file(store, sha256).is_err() {
                return;
            }
        }
    }

    fn send(&self, piece: FileMessage) -> Result<(), ReceiverGone> {
        self.to.send(piece).map_err(|_| ReceiverGone)
    }

    fn file(&self, store: &Store, sha256: String) -> Result<(), ReceiverGone> {
        let opened = store
            .path(&sha256)
            .ok()
            .and_then(|path| File::open(path).ok())
            .and_then(|file| Some((file.metadata().ok()?.len(), file)));
        let Some((size, mut file)) = opened else {
            return self.send(FileMessage::Missing(sha256));
        };
        self.send(FileMessage::Begin {
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
                    self.send(FileMessage::Bytes(bytes, read))?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.send(FileMessage::Failed { sha256, error }),
            }
        }
        self.send(FileMessage::End {
            is_whole: hex(&hash.finalize()) == sha256,
        })
    }
}
