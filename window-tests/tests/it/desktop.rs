//! The tests' desktop itself works.

use std::time::Duration;

use window_tests::{Desktop, Equipment, Result};

#[tokio::test]
async fn a_notification_is_recorded_once_and_a_click_on_it_reaches_its_sender() -> Result {
    let mut desktop = Desktop::start(Equipment::Full).await?;
    let mut monitor = desktop.command("dbus-monitor");
    desktop.serve(monitor.arg("type='signal',interface='org.freedesktop.Notifications'"))?;
    let sent = desktop
        .command("gdbus")
        .args(["call", "--session", "--dest=org.freedesktop.Notifications"])
        .arg("--object-path=/org/freedesktop/Notifications")
        .arg("--method=org.freedesktop.Notifications.Notify")
        .args(["somebody", "0", "", "The summary", "The body"])
        .args(["['default', 'Open']", "{}", "0"])
        .status()
        .unwrap();
    assert!(sent.success());

    let notifications = desktop.notifications();
    let shown = notifications.expect(1, Duration::from_secs(10)).await?;
    assert_eq!(
        (shown[0].app.as_str(), shown[0].summary.as_str()),
        ("somebody", "The summary")
    );
    notifications.click_newest()?;
    let log = desktop.log("dbus-monitor.log");
    let clicked = window_tests::wait_until("the click", Duration::from_secs(10), async || {
        let text = std::fs::read_to_string(&log).unwrap();
        Ok(if text.contains("ActionInvoked") {
            Ok(text)
        } else {
            Err(text)
        })
    })
    .await?;
    assert!(clicked.contains("\"default\""));
    Ok(())
}

#[tokio::test]
async fn a_desktop_without_a_keychain_has_none() -> Result {
    let with = Desktop::start(Equipment::Full).await?;
    let without = Desktop::start(Equipment::NoKeychain).await?;
    assert!(with.has_service("org.freedesktop.secrets")?);
    assert!(!without.has_service("org.freedesktop.secrets")?);
    assert!(without.has_service("org.freedesktop.Notifications")?);
    Ok(())
}
