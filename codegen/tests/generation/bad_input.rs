//! Bad input: an error with its place, exit code 2, and the output as it was.

use crate::folder::Folder;

/// Breaks the example in one way and compares what is told.
#[track_caller]
fn refused(damage: impl Fn(&Folder), expected: &str) {
    let folder = Folder::example();
    assert_eq!(folder.told(&["generate"]).0, 0);
    let before = folder.generated();
    damage(&folder);
    for action in ["generate", "check"] {
        let (code, out, err) = folder.told(&[action]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert_eq!(err.trim_end(), expected.trim());
    }
    assert_eq!(before, folder.generated());
}

const THINGS: &str = "specs/things/2024-01-01/things.yaml";
