//! Errors of the keychain, and what the person can do about them.

/// An error of the keychain. Contains no key: reasons are the platform's own error texts, and never those that carry
/// the stored bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No keychain answers, or it has no place for a key: the key can only be kept for this session.
    #[error("this computer has no keychain that Errand can use ({reason})")]
    NoSecretService {
        /// The platform's error text.
        reason: String,
    },
    /// The keychain is locked.
    #[error("the keychain is locked ({reason})")]
    Locked {
        /// The platform's error text.
        reason: String,
    },
    /// The person, or a rule of the system, refused access.
    #[error("the keychain refused access ({reason})")]
    Denied {
        /// The platform's error text.
        reason: String,
    },
    /// Any other error.
    #[error("the keychain could not be used ({reason})")]
    Other {
        /// The platform's error text.
        reason: String,
    },
}

impl Error {
    /// Returns what the person can do next, as a sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoSecretService { .. } if cfg!(target_os = "linux") => {
                "Keep the key for this session only. To keep it for good, set up a keyring such as \
                 GNOME Keyring, then start Errand again."
            }
            Self::NoSecretService { .. } => "Keep the key for this session only.",
            Self::Locked { .. } => {
                "Unlock your keychain and try again, or keep the key for this session only."
            }
            Self::Denied { .. } => {
                "Try again and allow access when the system asks, or keep the key for this session \
                 only."
            }
            Self::Other { .. } => {
                "Start Errand again. If it stays so, keep the key for this session only."
            }
        }
    }
}
