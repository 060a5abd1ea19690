//! URLs that a model wants opened in the browser or the mail program: checked, and shown in full before they are
//! opened.

use serde::Deserialize;
use url::Url;
use words::{Sentence, say};

/// Maximum length of the URL of a page, and of a mail, in bytes.
const LONGEST_PAGE: usize = 2_000;
const LONGEST_MAIL: usize = 8_000;
/// Maximum number of recipients of a mail.
const MOST_PEOPLE: usize = 20;

/// Parses the URL of a page.
///
/// # Errors
/// The reason why it is not opened, as a sentence.
pub(super) fn page(text: &str) -> Result<Url, Sentence> {
    let refused = || say::page_kind();
    if text.len() > LONGEST_PAGE {
        return Err(say::page_too_long());
    }
    let url = Url::parse(text.trim()).map_err(|_| refused())?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    if !is_web {
        return Err(refused());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(say::page_with_name());
    }
    Ok(url)
}

/// A draft of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Mail {
    #[serde(default)]
    pub(super) to: Vec<String>,
    #[serde(default)]
    pub(super) subject: String,
    #[serde(default)]
    pub(super) body: String,
}

impl Mail {
    /// Returns the `mailto:` URL. It contains the recipients, the subject and the text, and nothing else: neither
    /// copies nor files.
    ///
    /// # Errors
    /// The reason why the mail is refused, as a sentence.
    pub(super) fn address(&self) -> Result<String, Sentence> {
        if self.to.len() > MOST_PEOPLE {
            return Err(say::mail_many_people(MOST_PEOPLE));
        }
        if let Some(wrong) = self.to.iter().find(|to| !is_address(to)) {
            return Err(say::mail_address(wrong));
        }
        let mut fields = Vec::new();
        for (name, text) in [("subject", &self.subject), ("body", &self.body)] {
            if !text.is_empty() {
                fields.push(format!("{name}={}", encoded(text)));
            }
        }
        let to: Vec<String> = self.to.iter().map(|to| encoded(to)).collect();
        let mut address = format!("mailto:{}", to.join(","));
        if !fields.is_empty() {
            address = format!("{address}?{}", fields.join("&"));
        }
        match address.len() > LONGEST_MAIL {
            true => Err(say::mail_too_long()),
            false => Ok(address),
        }
    }
}

fn is_address(text: &str) -> bool {
    let plain =
        |more: &'static str| move |letter: char| letter.is_alphanumeric() || more.contains(letter);
    text.split_once('@').is_some_and(|(name, place)| {
        !name.is_empty()
            && name.chars().all(plain("._+-'"))
            && place.contains('.')
            && place.chars().all(plain(".-"))
    })
}

/// Percent-encodes everything but letters, digits and a few characters (RFC 6068).
fn encoded(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let mut encoded = String::new();
    for byte in lines.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'@' => {
                encoded.push(byte.into());
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_opened() {
        assert_eq!(
            page(" https://a.test/x?y#z ").unwrap().as_str(),
            "https://a.test/x?y#z"
        );
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:a@b.test",
            "https://user:pw@a.test",
            "a.test",
            "",
            "data:text/html,x",
            "smb://a.test/x",
        ] {
            assert!(page(bad).is_err(), "{bad}");
        }
        assert!(page(&format!("https://a.test/{}", "x".repeat(3_000))).is_err());
    }

    #[test]
    fn a_mail_has_people_a_subject_and_a_text_and_nothing_that_is_smuggled_in() {
        let mail = Mail {
            to: vec!["ada@example.test".to_owned()],
            subject: "Hi & attach=/etc/passwd".to_owned(),
            body: "One\nTwo?cc=x@y.test".to_owned(),
        };
        assert_eq!(
            mail.address().unwrap(),
            "mailto:ada@example.test?subject=Hi%20%26%20attach%3D%2Fetc%2Fpasswd&body=One%0D%0ATwo%3Fcc%3Dx@y.test"
        );
        for bad in [
            "ada",
            "a@b.test?cc=x@y.test",
            "a@b.test,c@d.test",
            "a@b",
            "a b@c.test",
        ] {
            let mail = Mail {
                to: vec![bad.to_owned()],
                ..mail.clone()
            };
            assert!(mail.address().is_err(), "{bad}");
        }
    }
}
