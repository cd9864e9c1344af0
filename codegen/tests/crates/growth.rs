//! An api-version that adds one member adds only the lines of that member to the source, and one that changes nothing adds few
//! lines, however many types and operations there are.

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

/// Returns the number of lines of the expanded form for `count` api-versions that are the same, except that the second one
/// adds a member.
fn lines_of_expanded(count: usize, operations: usize) -> usize {
    let folder = Folder::new();
    for version in 1..=count {
        let mut text = format!(
            "openapi: 3.0.3\ninfo: {{ title: Shop, version: v{version} }}\ncomponents:\n  schemas:\n"
        );
        let member = if version > 1 {
            ", more: { type: string }"
        } else {
            ""
        };
        for operation in 0..operations {
            text += &format!(
                "    Thing{operation}: {{ type: object, properties: {{ id: {{ type: string }}{member} }} }}\n"
            );
        }
        text += "paths:\n";
        for operation in 0..operations {
            text += &format!(
                "  /things{operation}:\n    get:\n      operationId: get_{operation}\n      responses:\n        '200':\n          \
                 description: ok\n          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing{operation}' }} }} }}\n    \
                 delete:\n      operationId: delete_{operation}\n      responses: {{ '204': {{ description: ok }} }}\n"
            );
        }
        folder.write(&format!("shop/v{version}.yaml"), &text);
    }
    folder.run_ok(&["generate", "shop", "--out", "out"]);
    let files = std::fs::read_dir(folder.path("out/src")).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    files
        .map(|path| std::fs::read_to_string(path).unwrap().lines().count())
        .sum()
}

#[test]
fn an_api_version_without_changes_adds_few_lines() {
    for operations in [5, 20] {
        let [few, many] = [10, 50].map(|count| lines_of_expanded(count, operations));
        let each = (many - few) / 40;
        assert!(each < 40, "{operations} operations: {each} lines");
    }
}
