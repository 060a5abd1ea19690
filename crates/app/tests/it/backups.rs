//! Automatic backups.

use app::bridge::Patch;
use serde_json::{Value, json};

use crate::person::{html, turn_in};
use crate::transfers::{AnsweredQuestion, heir};

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_kept_three_deep_restore_and_say_when_they_fail() {
    let AnsweredQuestion {
        folder,
        person,
        sent,
        ..
    } = AnsweredQuestion::what_basalt_is("What is basalt?").await;
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    std::fs::write(
        backups.join("errand-backup-2020-01-01.zip"),
        "of somebody else",
    )
    .unwrap();

    // No folder was picked, so backups stay off.
    person.does("set_backup", json!(true)).await;
    let transfer = person.does("transfer_state", Value::Null).await;
    assert_eq!(transfer["backup"]["on"], false);
    person.chooses(&backups);
    person.does("set_backup", json!(true)).await;
    let transfer = person.does("transfer_state", Value::Null).await;
    assert_eq!(transfer["backup"]["on"], true);
    // The first backup is made at once.
    let end = person.ended().await;
    assert_eq!(end["ended"], "written", "{end}");
    for _ in 0..3 {
        assert_eq!(person.does("back_up_now", Value::Null).await, true);
        assert_eq!(person.ended().await["ended"], "written");
    }
    let names = || {
        let entries = std::fs::read_dir(&backups).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names().len(),
        4,
        "three, and the one of somebody else: {:?}",
        names()
    );

    // Checks that the backup can be restored.
    let newest = backups.join(names().last().unwrap());
    let (_other, heir) = heir().await;
    assert_eq!(heir.imports(&newest).await["turns"], 1);
    assert!(html(turn_in(&heir.looks_at(&sent).await, &sent)).contains("Basalt"));

    std::fs::remove_dir_all(&backups).unwrap();
    assert_eq!(person.does("back_up_now", Value::Null).await, true);
    let end = person.ended().await;
    assert_eq!(end["ended"], "failed", "{end}");
    person
        .patch(|patch| match patch {
            Patch::Notice { error }
                if error.message.to_string().contains("backup was not made") =>
            {
                Some(())
            }
            _ => None,
        })
        .await;
    let transfer = person.does("transfer_state", Value::Null).await;
    assert!(
        transfer["backup"]["problem"]["message"]
            .as_str()
            .unwrap()
            .contains("is not there")
    );
}
