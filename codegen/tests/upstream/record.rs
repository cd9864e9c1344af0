//! The recorded hashes, and how they are renewed.

use crate::{HAND_WRITTEN, imported};

#[test]
fn a_changed_description_is_found_and_recorded() {
    let folder = imported();
    let text = folder.read(HAND_WRITTEN);
    folder.write(
        HAND_WRITTEN,
        &text.replace("Official words about paying.", "Corrected words."),
    );
    let manifest = folder.read("specs/shop/upstream.yaml");
    folder.write(
        "specs/shop/upstream.yaml",
        &manifest.replace("    operations", "    # Ours.\n    operations"),
    );

    let words = ["upstream", "--against", "checkout", "--descriptions"];
    let (code, _, err) = folder.run(&words);
    assert_eq!(code, 1);
    let messages: Vec<_> = err
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        messages,
        [
            "error[B1107]: the descriptions of `Orders_Pay` changed upstream",
            "error[B1103]: `shop/hand-written/shop.json` is not the file that was recorded",
        ]
    );

    let (_, out, _) = folder.run(&["upstream", "--against", "checkout", "--record"]);
    assert!(
        out.ends_with("recorded specs/shop/upstream.yaml\n"),
        "{out}"
    );
    folder.run_ok(&words);
    let recorded = folder.read("specs/shop/upstream.yaml");
    assert!(
        recorded.contains("    # Ours.\n    operations"),
        "{recorded}"
    );
    assert_eq!(recorded.lines().count(), manifest.lines().count() + 1);
}
