//! The vault against GNOME Keyring on a bus of its own.
//!
//! `keyring` connects once in a process, so each scene runs in a process of its own: the tests here start this very
//! program again, inside the D-Bus session that the scene needs.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use secrecy::{ExposeSecret, SecretString};
use tempfile::TempDir;
use vault::{Error, KeyStorage, Status, Vault};

const KEY: &str = "AIza-keychain-key-0123456789";
const NEWER_KEY: &str = "AIza-newer-key-9876543210";
/// Environment variable that is set in a process that runs a scene.
const SCENE: &str = "ERRAND_VAULT_SCENE";

#[test]
fn a_key_is_kept_replaced_hidden_and_forgotten() {
    let home = home();
    play(&home, Bus::Unlocked, "scene_keep_and_forget");
}

#[test]
fn a_key_is_there_after_a_restart_and_lies_open_in_no_file() {
    let home = home();
    play(&home, Bus::Unlocked, "scene_keep");
    let files = files_under(home.path());
    assert!(
        files.iter().any(|file| file.ends_with("login.keyring")),
        "GNOME Keyring wrote its keyring into the home of the test: {files:?}"
    );
    for file in files {
        let bytes = fs::read(&file).unwrap_or_default();
        assert!(
            !bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()),
            "{file} holds the key"
        );
    }
    play(&home, Bus::Unlocked, "scene_find");
}

#[test]
fn a_locked_keychain_that_nobody_unlocks_is_named() {
    let home = home();
    play(&home, Bus::Unlocked, "scene_keep");
    play(&home, Bus::StillLocked, "scene_locked");
}

#[test]
fn without_a_bus_there_is_no_keychain_and_the_session_choice_works() {
    play(&home(), Bus::None, "scene_no_service");
}

#[test]
fn with_a_bus_but_no_secret_service_there_is_no_keychain_and_the_session_choice_works() {
    play(&home(), Bus::Empty, "scene_no_service");
}

#[test]
fn with_a_secret_service_that_has_no_keyring_yet_the_session_choice_works() {
    play(&home(), Bus::Fresh, "scene_no_keyring");
}

#[test]
fn a_key_gets_another_name_and_hides_none_that_has_it() {
    play(&home(), Bus::Unlocked, "scene_rename");
}

#[test]
fn a_keychain_that_goes_away_is_named() {
    play(&home(), Bus::Unlocked, "scene_goes_away");
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_rename() {
    let Some(vault) = on_stage() else { return };
    let origin = "https://generativelanguage.googleapis.com";
    let key = |name: &str| {
        let key = vault.key(name).unwrap();
        key.map(|key| key.expose_secret().to_owned())
    };
    vault
        .rename("gemini", origin)
        .expect("renaming nothing is no error");
    set(&vault, KEY, KeyStorage::Keychain).unwrap();
    vault.rename("gemini", origin).unwrap();
    assert_eq!(key(origin).as_deref(), Some(KEY));
    assert_eq!(key("gemini"), None);

    set(&vault, NEWER_KEY, KeyStorage::Keychain).unwrap();
    vault.rename("gemini", origin).unwrap();
    assert_eq!(key(origin).as_deref(), Some(KEY), "it was there already");
    assert_eq!(key("gemini"), None);
    vault.clear(origin).unwrap();
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_keep_and_forget() {
    let Some(vault) = on_stage() else { return };
    assert_eq!(vault.status("gemini").unwrap(), Status::None);
    assert!(vault.key("gemini").unwrap().is_none());
    vault
        .clear("gemini")
        .expect("forgetting nothing is no error");

    set(&vault, KEY, KeyStorage::Keychain).unwrap();
    assert_eq!(vault.status("gemini").unwrap(), Status::Keychain);
    assert_eq!(read(&vault), KEY);
    assert_eq!(
        vault.status("another").unwrap(),
        Status::None,
        "a key is found by its own name only"
    );

    set(&vault, NEWER_KEY, KeyStorage::Keychain).unwrap();
    assert_eq!(read(&vault), NEWER_KEY);

    set(&vault, KEY, KeyStorage::Session).unwrap();
    assert_eq!(vault.status("gemini").unwrap(), Status::Session);
    assert_eq!(read(&vault), KEY, "the session's key hides the keychain's");
    let next_start = Vault::new("errand-test");
    assert_eq!(read(&next_start), NEWER_KEY);

    set(&vault, KEY, KeyStorage::Keychain).unwrap();
    assert_eq!(vault.status("gemini").unwrap(), Status::Keychain);
    assert_eq!(read(&next_start), KEY);

    set(&vault, NEWER_KEY, KeyStorage::Session).unwrap();
    vault.clear("gemini").unwrap();
    assert_eq!(vault.status("gemini").unwrap(), Status::None);
    assert!(next_start.key("gemini").unwrap().is_none());
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_keep() {
    let Some(vault) = on_stage() else { return };
    set(&vault, KEY, KeyStorage::Keychain).unwrap();
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_find() {
    let Some(vault) = on_stage() else { return };
    assert_eq!(vault.status("gemini").unwrap(), Status::Keychain);
    assert_eq!(read(&vault), KEY);
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_locked() {
    let Some(vault) = on_stage() else { return };
    // Without a display the question to unlock cannot be shown, which counts as dismissing it.
    let error = vault.key("gemini").unwrap_err();
    assert!(
        matches!(error, Error::Denied { .. } | Error::Locked { .. }),
        "{error:?}"
    );
    assert!(vault.status("gemini").is_err());
    assert!(set(&vault, NEWER_KEY, KeyStorage::Keychain).is_err());
    set(&vault, NEWER_KEY, KeyStorage::Session).unwrap();
    assert_eq!(read(&vault), NEWER_KEY);
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_no_service() {
    let Some(vault) = on_stage() else { return };
    let error = set(&vault, KEY, KeyStorage::Keychain).unwrap_err();
    assert!(matches!(error, Error::NoSecretService { .. }), "{error:?}");
    assert!(error.hint().contains("this session"), "{}", error.hint());
    assert!(!format!("{error:?} {error}").contains(KEY));
    assert!(matches!(
        vault.status("gemini"),
        Err(Error::NoSecretService { .. })
    ));
    assert!(matches!(
        vault.key("gemini"),
        Err(Error::NoSecretService { .. })
    ));

    set(&vault, KEY, KeyStorage::Session).unwrap();
    assert_eq!(vault.status("gemini").unwrap(), Status::Session);
    assert_eq!(read(&vault), KEY);
    vault
        .clear("gemini")
        .expect("a key of this session is forgotten without a keychain");
    assert!(vault.status("gemini").is_err());
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_no_keyring() {
    let Some(vault) = on_stage() else { return };
    assert_eq!(vault.status("gemini").unwrap(), Status::None);
    let error = set(&vault, KEY, KeyStorage::Keychain).unwrap_err();
    assert!(matches!(error, Error::NoSecretService { .. }), "{error:?}");
    set(&vault, KEY, KeyStorage::Session).unwrap();
    assert_eq!(read(&vault), KEY);
}

#[test]
#[ignore = "a scene, played by a test above"]
fn scene_goes_away() {
    let Some(vault) = on_stage() else { return };
    set(&vault, KEY, KeyStorage::Keychain).unwrap();
    let pid = daemon_pid();
    let killed = Command::new("kill").args(["-9", &pid]).status().unwrap();
    assert!(killed.success(), "the keyring daemon of this bus is ended");
    let error = vault.key("gemini").unwrap_err();
    assert!(matches!(error, Error::NoSecretService { .. }), "{error:?}");
    assert!(!format!("{error:?} {error}").contains(KEY));
    set(&vault, KEY, KeyStorage::Session).unwrap();
    assert_eq!(read(&vault), KEY);
}

/// The vault of a scene; `None` when this process runs no scene.
fn on_stage() -> Option<Vault> {
    env::var_os(SCENE).map(|_| Vault::new("errand-test"))
}

fn set(vault: &Vault, key: &str, storage: KeyStorage) -> Result<(), Error> {
    vault.set("gemini", SecretString::from(key), storage)
}

fn read(vault: &Vault) -> String {
    let key = vault
        .key("gemini")
        .expect("the vault answers")
        .expect("a key is kept");
    key.expose_secret().to_owned()
}

/// The session bus of a scene, and the service on it.
#[derive(Clone, Copy)]
enum Bus {
    /// GNOME Keyring with its login keyring open.
    Unlocked,
    /// GNOME Keyring with its login keyring locked.
    StillLocked,
    /// GNOME Keyring as the bus starts it for a new account: without any keyring.
    Fresh,
    /// A bus without services.
    Empty,
    /// No bus.
    None,
}

/// Runs a scene of this file in a process of its own and panics if the scene fails.
fn play(home: &TempDir, bus: Bus, scene: &str) {
    let program = env::current_exe().expect("a test program knows its path");
    let mut command = match bus {
        Bus::None => Command::new(&program),
        Bus::Empty => within_session(Some(home), "exec \"$@\"", &program),
        Bus::Fresh => within_session(None, "exec \"$@\"", &program),
        Bus::Unlocked => within_session(
            Some(home),
            &format!("printf password | gnome-keyring-daemon --unlock {SERVE}"),
            &program,
        ),
        Bus::StillLocked => within_session(
            None,
            &format!("gnome-keyring-daemon --start {SERVE}"),
            &program,
        ),
    };
    command
        .args(["--exact", &format!("secret_service::{scene}")])
        .args(["--ignored", "--nocapture", "--test-threads=1"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_CONFIG_HOME", home.path().join("config"))
        .env("XDG_CACHE_HOME", home.path().join("cache"))
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env(SCENE, scene)
        .stdin(Stdio::null());
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{scene}: {}\n{text}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The rest of the script that starts GNOME Keyring. The daemon forks before it is on the bus, so the script waits
/// until it is there.
const SERVE: &str = r#"--components=secrets >&2
for attempt in $(seq 200); do
  dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true && exec "$@"
  sleep 0.05
done
echo 'GNOME Keyring did not come onto the bus' >&2
exit 1"#;

/// The configuration of a session bus that starts no services.
const EMPTY_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// Builds a `dbus-run-session` that runs `script`, with the test program as its `"$@"`. With `bare`, the folder for
/// its configuration, the bus starts no services.
fn within_session(bare: Option<&TempDir>, script: &str, program: &Path) -> Command {
    let mut command = Command::new("dbus-run-session");
    if let Some(folder) = bare {
        let config = folder.path().join("bus.conf");
        fs::write(&config, EMPTY_BUS).expect("the test's folder takes a file");
        command.arg("--config-file").arg(config);
    }
    command.args(["--", "sh", "-c", script, "sh"]).arg(program);
    command
}

/// The process id of the keyring daemon on this scene's bus.
fn daemon_pid() -> String {
    let output = Command::new("dbus-send")
        .args(["--session", "--print-reply=literal"])
        .args(["--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
        .arg("org.freedesktop.DBus.GetConnectionUnixProcessID")
        .arg("string:org.freedesktop.secrets")
        .output()
        .expect("dbus-send is there");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pid = text.split_whitespace().last().unwrap_or_default();
    assert!(pid.parse::<u32>().is_ok(), "no process id in {text:?}");
    pid.to_owned()
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn files_under(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() {
            files.extend(files_under(&entry.path()));
        } else if kind.is_file() {
            files.push(entry.path().to_string_lossy().into_owned());
        }
    }
    files
}
