//! The sentences that Errand shows to people, by name, in each language.
//!
//! A [`Sentence`] is a name of the catalogue (`locales/<tag>/app.ftl` and `desktop.ftl`) with its values. It is made
//! where something happens, by the functions of [`say`], and formatted in a [`Language`] where it leaves the program:
//! in an answer to the window, a notification, the tray. So stored sentences have no language, and a change of the
//! language setting also changes sentences made before.

mod language;
mod number;
mod sentence;

pub use language::{Language, PSEUDO};
pub use sentence::{Sentence, Value};

/// A function for every sentence of the catalogue; its parameters are the values in the order of the English text.
pub mod say {
    use super::{Sentence, Value};

    include!(concat!(env!("OUT_DIR"), "/say.rs"));
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod catalogue;
