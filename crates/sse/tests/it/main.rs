//! The reader of events against bytes as servers send them.

mod framing;
