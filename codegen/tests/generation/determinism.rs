//! The same input produces the same bytes.

use std::fs;

use crate::folder::{self, Folder};

#[test]
fn another_folder_and_another_order_of_files_give_the_same_bytes() {
    let first = Folder::example();
    assert_eq!(first.run(&["generate"]).0, 0);

    // Many file systems list files in the order of their creation.
    let second = Folder::empty();
    for file in folder::example_files().iter().rev() {
        second.write(
            &format!("specs/{file}"),
            &fs::read_to_string(folder::example().join(file)).unwrap(),
        );
    }
    assert_eq!(second.run(&["generate"]).0, 0);
    assert_eq!(first.generated(), second.generated());

    let before = second.generated();
    assert_eq!(second.run(&["generate"]).0, 0);
    assert_eq!(before, second.generated());
}

#[test]
fn unchanged_files_are_not_written() {
    let folder = Folder::example();
    assert_eq!(folder.run(&["generate"]).0, 0);
    let written = |path: &str| fs::metadata(folder.path(path)).unwrap().modified().unwrap();
    let (library, things) = (
        written("generated/src/lib.rs"),
        written("generated/src/things.rs"),
    );
    assert_eq!(
        folder.run(&["generate"]),
        (0, "unchanged\n".to_owned(), String::new())
    );
    assert_eq!(library, written("generated/src/lib.rs"));

    folder.replace(
        "specs/things/2024-01-01/things.yaml",
        "How many levels",
        "How many steps",
    );
    assert_eq!(folder.run(&["generate"]).1, "wrote src/things.rs\n");
    assert_eq!(library, written("generated/src/lib.rs"));
    assert_ne!(things, written("generated/src/things.rs"));
}
