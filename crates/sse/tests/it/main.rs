//! The SSE framer with byte streams as servers send them.

mod framing;
