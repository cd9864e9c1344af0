//! An api-version that adds one member adds only the lines of that member to the source.

use similar::{ChangeTag, TextDiff};

use crate::folder::{Folder, document};

/// Returns the lines that differ, marked `+` and `-`.
fn changed_lines(old: &str, new: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Insert => '+',
            ChangeTag::Delete => '-',
        };
        Some(format!("{sign}{}", change.value().trim_end()))
    });
    changes.collect()
}

/// Generates the definitions form of a service of `count` api-versions, then adds one with the member `currency`, and
/// returns the difference.
fn changes_of_growth(count: usize) -> Vec<String> {
    let folder = Folder::new();
    let names = ["value", "unit", "tax"];
    for version in 1..=count {
        folder.write(
            &format!("shop/v{version}.yaml"),
            &document(&format!("v{version}"), &names),
        );
    }
    let generate = ["generate", "shop", "--out", "out", "--form", "definitions"];
    folder.run_ok(&generate);
    let before = folder.read("out/src/lib.rs");
    let next = format!("v{}", count + 1);
    let with_currency = document(&next, &["value", "currency", "unit", "tax"]);
    folder.write(&format!("shop/{next}.yaml"), &with_currency);
    assert_eq!(folder.run_ok(&generate), "wrote src/lib.rs\n");
    changed_lines(&before, &folder.read("out/src/lib.rs"))
}

#[test]
fn a_new_member_adds_only_its_lines() {
    let head = |versions: &str| {
        format!("#[billing_macros::versioned(versions({versions}), runtime = crate::runtime)]")
    };
    let cases = [
        (
            1,
            vec![
                "-".to_owned() + &head("\"v1\""),
                "+".to_owned() + &head("\"v1\", \"v2\""),
            ],
        ),
        (
            2,
            vec![
                "-".to_owned() + &head("\"v1\", \"v2\""),
                "+".to_owned() + &head("\"v1\", \"v2\", \"v3\""),
            ],
        ),
        // A long list of api-versions has one line each.
        (
            40,
            vec![
                "-        \"v40\"".to_owned(),
                "+        \"v40\",".to_owned(),
                "+        \"v41\"".to_owned(),
            ],
        ),
    ];
    for (count, listed) in cases {
        let next = format!("v{}", count + 1);
        // Apart from the member, only the list of api-versions changes.
        let mut expected = vec![format!("+//! | {next} | [`{next}`] |")];
        if count == 1 {
            // The docs that only several api-versions need.
            let sharing = "+//! A type that is the same in two api-versions is one Rust type.";
            expected.extend(["+//!".to_owned(), sharing.to_owned()]);
        }
        expected.extend(listed);
        expected.extend([
            "+        /// The currency.".to_owned(),
            format!("+        #[versions(\"{next}\"..)]"),
            "+        pub currency: Option<String>,".to_owned(),
        ]);
        assert_eq!(changes_of_growth(count), expected);
    }
}
