//! Why the keychain did not do what was asked, and what the person can do about it.

/// The keychain could not be used. Holds no key: reasons come from the platform's own error texts,
/// and never from those that carry the stored bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No keychain answers, or it has no place to put a key: keep the key for this session.
    #[error("this computer has no keychain that Errand can use ({reason})")]
    NoSecretService {
        /// In the platform's words.
        reason: String,
    },
    /// The keychain is there, and locked.
    #[error("the keychain is locked ({reason})")]
    Locked {
        /// In the platform's words.
        reason: String,
    },
    /// The person, or a rule of the system, refused access.
    #[error("the keychain refused access ({reason})")]
    Denied {
        /// In the platform's words.
        reason: String,
    },
    /// Anything else.
    #[error("the keychain could not be used ({reason})")]
    Other {
        /// In the platform's words.
        reason: String,
    },
}

impl Error {
    /// What the person can do next.
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
