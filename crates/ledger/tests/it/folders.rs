//! Organising conversations: pinned, archived, unread, in a folder.

use ledger::{Change, ConversationId, Cursor, Error, FolderId, Kind, List, RemovedFolder};

use crate::world::{World, turn, world};

/// Returns the titles of a list, read page by page.
fn titles(world: &World, list: List) -> Vec<String> {
    let mut titles = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = world
            .ledger
            .conversations(list, after.as_ref(), 2)
            .expect("the record answers");
        titles.extend(page.items.into_iter().map(|line| line.conversation.title));
        match page.next {
            Some(next) => after = Some(next),
            None => return titles,
        }
    }
}

fn five(world: &World) -> Vec<ConversationId> {
    (1..=5)
        .map(|at| world.chat(&format!("chat {at}"), at).0.id)
        .collect()
}

#[test]
fn what_is_archived_is_in_its_own_list_and_in_search_until_it_is_gone_on_with() {
    let world = world();
    let chats = five(&world);
    let away = [chats[1], chats[3]];
    let changed = world
        .ledger
        .change_conversations(&away, Change::Archived(true))
        .unwrap();
    assert_eq!(changed, away);
    assert_eq!(
        titles(&world, Kind::Chat.into()),
        ["chat 5", "chat 3", "chat 1"]
    );
    assert_eq!(titles(&world, List::Archived), ["chat 4", "chat 2"]);
    let again = world
        .ledger
        .change_conversations(&away, Change::Archived(true))
        .unwrap();
    assert_eq!(again, [], "they are already");
    assert!(!world.ledger.search("chat", 10).unwrap().is_empty());
    let found = world.ledger.search("chat", 10).unwrap();
    assert!(found.iter().any(|hit| hit.conversation_id == chats[1]));

    let parent = world.ledger.interactions(chats[1]).unwrap()[0].id;
    let mut next = turn("and then?", 9);
    next.parent_id = Some(parent);
    world.ledger.follow_up(chats[1], &next).unwrap();
    assert_eq!(titles(&world, Kind::Chat.into())[0], "chat 2");
    let world = world.restart();
    assert_eq!(titles(&world, List::Archived), ["chat 4"]);
}

#[test]
fn pinned_and_unread_ones_are_lists_too() {
    let world = world();
    let chats = five(&world);
    let change = |ids: &[ConversationId], change| {
        world.ledger.change_conversations(ids, change).unwrap();
    };
    change(&chats[..3], Change::Pinned(true));
    change(&chats[1..2], Change::Unread(true));
    assert_eq!(titles(&world, List::Pinned), ["chat 3", "chat 2", "chat 1"]);
    assert_eq!(titles(&world, List::Unread), ["chat 2"]);
    let line = world
        .ledger
        .summary(chats[1])
        .unwrap()
        .unwrap()
        .conversation;
    assert!(line.pinned && line.unread && !line.archived);
    change(&chats[..2], Change::Pinned(false));
    change(&chats[2..3], Change::Archived(true));
    assert_eq!(titles(&world, List::Pinned), Vec::<String>::new());
    assert!(world.ledger.mark_read(chats[1]).unwrap());
    assert_eq!(titles(&world, List::Unread), Vec::<String>::new());
}

#[test]
fn a_conversation_is_in_one_folder_and_stays_when_the_folder_goes() {
    let world = world();
    let chats = five(&world);
    let folder = |name: &str| world.ledger.make_folder(name, 1).unwrap();
    let work = folder("Suppliers").unwrap();
    assert_eq!(folder("suppliers"), None, "the name is taken");
    let home = folder("Häuser").unwrap();
    assert_eq!(folder("HÄUSER"), None, "the name is taken");
    let put = |ids: &[ConversationId], id: FolderId| {
        world
            .ledger
            .change_conversations(ids, Change::Folder(Some(id)))
            .unwrap();
    };
    put(&chats[..3], work.id);
    put(&chats[2..3], home.id);
    assert_eq!(titles(&world, List::Folder(work.id)), ["chat 2", "chat 1"]);
    assert_eq!(titles(&world, List::Folder(home.id)), ["chat 3"]);

    assert!(world.ledger.rename_folder(work.id, "SUPPLIERS").unwrap());
    assert!(!world.ledger.rename_folder(work.id, "Häuser").unwrap());
    let removed = world.ledger.remove_folder(work.id).unwrap();
    assert_eq!(removed.folder.name, "SUPPLIERS");
    assert_eq!(removed.conversations, chats[..2]);
    assert_eq!(titles(&world, Kind::Chat.into()).len(), 5);
    put(&chats[..1], home.id);
    world.ledger.put_folder_back(&removed).unwrap();
    assert_eq!(titles(&world, List::Folder(work.id)), ["chat 2"]);
    let names: Vec<_> = world.ledger.folders().unwrap();
    assert_eq!(names.len(), 2);

    // Another folder took the name meanwhile; names are unique.
    let removed = world.ledger.remove_folder(work.id).unwrap();
    let other = folder("Suppliers").unwrap();
    assert_eq!(world.ledger.put_folder_back(&removed).unwrap(), other);
    assert_eq!(titles(&world, List::Folder(other.id)), ["chat 2"]);
    assert_eq!(world.ledger.folders().unwrap().len(), 2);

    let nowhere = Change::Folder(Some(FolderId::new()));
    let error = world
        .ledger
        .change_conversations(&chats, nowhere)
        .unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    let error = world.ledger.remove_folder(FolderId::new()).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
}

#[test]
fn the_names_of_folders_go_with_everything() {
    let world = world();
    let chats = five(&world);
    let folder = world
        .ledger
        .make_folder("quittengelee", 1)
        .unwrap()
        .unwrap();
    let into = Change::Folder(Some(folder.id));
    world.ledger.change_conversations(&chats, into).unwrap();
    world.ledger.mark_everything_deleted(10).unwrap();
    assert_eq!(world.ledger.folders().unwrap(), []);
    let back = RemovedFolder {
        folder,
        conversations: chats,
    };
    world.ledger.put_folder_back(&back).unwrap();
    let removed = world.ledger.remove_folder(back.folder.id).unwrap();
    assert_eq!(removed, back);
}
