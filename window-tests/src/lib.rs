//! Drives the real window in a virtual desktop.
