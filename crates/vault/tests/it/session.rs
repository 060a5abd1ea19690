//! A key kept for this session is in memory alone and is never printed.

use secrecy::{ExposeSecret, SecretString};
use vault::{KeyStorage, Status, Vault};

const KEY: &str = "AIza-session-key-0123456789";

#[test]
fn a_key_for_this_session_is_found_by_every_clone_of_the_vault() {
    let vault = Vault::new("errand-test");
    let clone = vault.clone();
    vault
        .set("gemini", SecretString::from(KEY), KeyStorage::Session)
        .expect("memory takes it");

    assert_eq!(clone.status("gemini").unwrap(), Status::Session);
    let key = clone.key("gemini").unwrap().expect("the key is there");
    assert_eq!(key.expose_secret(), KEY);
    drop(vault);
    assert_eq!(clone.status("gemini").unwrap(), Status::Session);
}

#[test]
fn nothing_that_prints_a_vault_or_a_key_prints_the_key() {
    let vault = Vault::new("errand-test");
    let key = SecretString::from(KEY);
    vault
        .set("gemini", key.clone(), KeyStorage::Session)
        .unwrap();

    for text in [
        format!("{vault:?}"),
        format!("{vault:#?}"),
        format!("{key:?}"),
        format!("{:?}", vault.key("gemini")),
        format!("{:?}", vault.status("gemini")),
    ] {
        assert!(!text.contains(KEY), "{text}");
    }
}
