//! Plays the main job in the real app.
fn main() {}
