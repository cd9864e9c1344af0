//! What an api-version that adds one member adds to the source: that member's lines.

use similar::{ChangeTag, TextDiff};

use crate::folder::{Folder, document};

/// The lines that differ, `+` and `-`.
fn changes(old: &str, new: &str) -> Vec<String> {
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

/// Generates the definitions form of a service of `count` api-versions, then with one more that adds `currency`.
fn grown(count: usize) -> Vec<String> {
    let folder = Folder::new();
    let names = ["value", "unit", "tax"];
    for version in 1..=count {
        folder.write(
            &format!("shop/v{version}.yaml"),
            &document(&format!("v{version}"), &names),
        );
    }
    let generate = ["generate", "shop", "--out", "out", "--form", "definitions"];
    folder.tells(&generate);
    let before = folder.read("out/src/lib.rs");
    let next = format!("v{}", count + 1);
    let with_currency = document(&next, &["value", "currency", "unit", "tax"]);
    folder.write(&format!("shop/{next}.yaml"), &with_currency);
    assert_eq!(folder.tells(&generate), "wrote src/lib.rs\n");
    changes(&before, &folder.read("out/src/lib.rs"))
}

#[test]
fn one_member_more_is_its_lines() {
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
        // A long list has a line for each api-version.
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
        // Beside the member only the list of api-versions grows, and the docs that only several api-versions need.
        let mut expected = vec![format!("+//! | {next} | [`{next}`] |")];
        if count == 1 {
            let sharing = "+//! A type that is the same in two api-versions is one Rust type.";
            expected.extend(["+//!".to_owned(), sharing.to_owned()]);
        }
        expected.extend(listed);
        expected.extend([
            "+        /// The currency.".to_owned(),
            format!("+        #[versions(\"{next}\"..)]"),
            "+        pub currency: Option<String>,".to_owned(),
        ]);
        assert_eq!(grown(count), expected);
    }
}
