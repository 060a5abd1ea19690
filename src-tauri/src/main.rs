//! The Errand desktop app.
fn main() {}
