//! Parser for tables of facts: an entry at the start of a line, and its facts on the indented lines below.

use std::collections::{BTreeMap, BTreeSet};

/// Entries by name.
pub(crate) type Table = BTreeMap<String, Entry>;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    pub(crate) head: String,
    pub(crate) lines: BTreeSet<String>,
}

/// Parses a table. `#` starts a comment line.
pub(crate) fn parse(text: &str) -> Table {
    let mut table = Table::new();
    let mut current = None;
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    {
        if line.starts_with(' ') {
            let name: &String = current.as_ref().expect("an entry stands above");
            let entry: &mut Entry = table.get_mut(name).expect("it was put there");
            assert!(
                entry.lines.insert(line.trim().to_owned()),
                "{name} says twice: {}",
                line.trim()
            );
        } else {
            let (name, head) = line.split_once(' ').unwrap_or((line, ""));
            let entry = Entry {
                head: head.trim().to_owned(),
                lines: BTreeSet::new(),
            };
            assert!(
                table.insert(name.to_owned(), entry).is_none(),
                "{name} stands there twice"
            );
            current = Some(name.to_owned());
        }
    }
    table
}

/// Asserts that two tables are equal and reports all differences.
pub(crate) fn assert_same(what: &str, facts: &Table, found: &Table) {
    let mut differences = Vec::new();
    for (name, fact) in facts {
        match found.get(name) {
            None => differences.push(format!("{name} is missing")),
            Some(entry) => {
                if fact.head != entry.head {
                    differences.push(format!(
                        "{name}: the facts say `{}`, the model has `{}`",
                        fact.head, entry.head
                    ));
                }
                let missing = fact.lines.difference(&entry.lines);
                differences.extend(missing.map(|line| format!("{name}: missing `{line}`")));
                let extra = entry.lines.difference(&fact.lines);
                differences.extend(extra.map(|line| format!("{name}: not in the facts `{line}`")));
            }
        }
    }
    let extra = found.keys().filter(|name| !facts.contains_key(*name));
    differences.extend(extra.map(|name| format!("{name} is not in the facts")));
    assert!(
        differences.is_empty(),
        "{what}:\n  {}",
        differences.join("\n  ")
    );
}

#[test]
fn a_difference_of_any_kind_is_reported() {
    let facts = parse("A = x\nB\n    b: string\nC\n");
    let found = parse("A = y\nB\n    c: string\nD\n");
    let report =
        std::panic::catch_unwind(|| assert_same("all", &facts, &found)).expect_err("they differ");
    let report = report.downcast_ref::<String>().expect("a message");
    for line in [
        "A: the facts say `= x`, the model has `= y`",
        "B: missing `b: string`",
        "B: not in the facts `c: string`",
        "C is missing",
        "D is not in the facts",
    ] {
        assert!(report.contains(line), "{line} is not in {report}");
    }
    assert_same("itself", &facts, &facts);
}
