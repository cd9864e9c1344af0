//! Edits of `x-rust-name` and `x-rust-was` in the texts of fragments.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place, Sources},
    edit::{self, Action, Change, Replacement},
};

pub(super) const NAME: &str = "x-rust-name";
pub(super) const WAS: &str = "x-rust-was";

/// A key of a node that gets another value, or none.
#[derive(Clone, Debug)]
pub(super) struct Keyword {
    pub(super) node: Place,
    pub(super) key: &'static str,
    pub(super) value: Option<String>,
}

/// Edits the texts of sources. Returns the new ones, by path from the folder of services.
pub(super) fn edited(
    keywords: &[Keyword],
    sources: &Sources,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<PathBuf, String> {
    let places: Vec<(Place, Place, Place)> = keywords
        .iter()
        .map(|keyword| {
            let node = keyword.node.pointer();
            let pointer = format!("{node}/{}", keyword.key);
            let value = keyword.node.at_pointer(pointer.clone());
            let key = Place::key(&keyword.node.file().into(), pointer);
            (keyword.node.at_pointer(node.to_owned()), key, value)
        })
        .collect();
    let all = places
        .iter()
        .flat_map(|(node, key, value)| [node, key, value]);
    let ranges = sources.ranges(all);
    let mut changes: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
    for (keyword, (node, key, value)) in keywords.iter().zip(&places) {
        let known = ranges.get(key).zip(ranges.get(value));
        let change = match (known, &keyword.value, ranges.get(node)) {
            (None, None, _) => continue,
            (Some((key, range)), None, _) => Change {
                pointer: value.pointer().to_owned(),
                key: key.clone(),
                value: range.clone(),
                action: Action::Remove,
            },
            (Some((key, range)), Some(text), _) => {
                let source = sources.text(node.file()).unwrap_or_default();
                let old = source.get(range.clone()).unwrap_or_default();
                Change {
                    pointer: value.pointer().to_owned(),
                    key: key.clone(),
                    value: range.clone(),
                    action: Action::Replace(Replacement::like(old, text)),
                }
            }
            (None, Some(text), Some(range)) => Change {
                pointer: node.pointer().to_owned(),
                key: range.clone(),
                value: range.clone(),
                action: Action::Insert(keyword.key.to_owned(), text.clone()),
            },
            (None, Some(_), None) => {
                diagnostics.push(refused(keyword, "the node has no position in the text"));
                continue;
            }
        };
        changes.entry(node.file()).or_default().push(change);
    }
    let mut texts = BTreeMap::new();
    for (file, changes) in changes {
        let text = sources.text(file).unwrap_or_default();
        let path = Path::new(file);
        let path = path.strip_prefix(folder).unwrap_or(path);
        match edit::change(text, &changes) {
            Ok(text) => _ = texts.insert(path.to_owned(), text),
            Err(refusal) => {
                let here = keywords
                    .iter()
                    .filter(|keyword| keyword.node.file() == file);
                for keyword in here {
                    diagnostics.push(refused(keyword, &refusal.to_string()));
                }
            }
        }
    }
    texts
}

/// Reports a keyword that cannot be written.
pub(super) fn refused(keyword: &Keyword, reason: &str) -> Diagnostic {
    let key = keyword.key;
    let help = match &keyword.value {
        Some(value) => format!("write `{key}: {value}` here, then run this again"),
        None => format!("delete `{key}` here after removing the folder by hand"),
    };
    let message = format!("`{key}` cannot be edited: {reason}");
    Diagnostic::new(Code::UnwritableVersion, message)
        .at(keyword.node.clone())
        .help(help)
}
