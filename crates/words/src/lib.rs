//! What Errand says to a person: sentences by name, in each language.
//!
//! A [`Sentence`] is a name of the catalogue (`locales/<tag>/app.ftl` and `desktop.ftl`) with its values. It is made
//! where something happens, by the functions of [`say`], and becomes words in a [`Language`] where it leaves the
//! program: in an answer to the window, a notification, the tray. So what is kept is in no language, and a change of
//! language changes what was said before, too.

mod language;
mod number;
mod sentence;

pub use language::{Language, PSEUDO};
pub use sentence::{Sentence, Value};

/// A function for every sentence of the catalogue; its values are taken in the order in which the English words have
/// them.
pub mod say {
    use super::{Sentence, Value};

    include!(concat!(env!("OUT_DIR"), "/say.rs"));
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod catalogue;
