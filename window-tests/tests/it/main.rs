//! The real app in a real window, on a desktop of its own.

mod desktop;
