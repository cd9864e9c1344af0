//! The cargo workspace that encloses a folder.

use std::{
    io,
    path::{Component, Path, PathBuf},
};

use crate::source::read_regular;

/// Returns the absolute path of a folder that may not exist yet.
fn absolute_path(folder: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(folder)?;
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    loop {
        if let Ok(found) = there.canonicalize() {
            return Ok(missing
                .iter()
                .rev()
                .fold(found, |path, name| path.join(name)));
        }
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            return Ok(absolute);
        };
        missing.push(name.to_owned());
        there = parent;
    }
}

/// Returns the relative path from one folder to another, with `/` as separator.
pub(crate) fn relative_path(from: &Path, to: &Path) -> io::Result<String> {
    let (from, to) = (absolute_path(from)?, absolute_path(to)?);
    let parts = |path: &Path| {
        path.components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
    };
    let (up, down) = (parts(&from), parts(&to));
    let shared = up.iter().zip(&down).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        // The folders are on two drives.
        return Ok(to.to_string_lossy().replace('\\', "/"));
    }
    let steps = up.iter().skip(shared).map(|_| "..");
    let parts: Vec<_> = steps
        .chain(down.iter().skip(shared).map(String::as_str))
        .collect();
    Ok(if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    })
}

/// Returns whether a folder is in a cargo workspace that neither lists nor excludes it. A package there builds only if it is
/// the root of its own workspace.
pub(crate) fn is_in_foreign_workspace(folder: &Path) -> bool {
    let Ok(folder) = absolute_path(folder) else {
        return false;
    };
    let mut around = folder.ancestors().skip(1);
    around
        .find_map(|root| {
            let manifest = read_regular(&root.join("Cargo.toml")).ok()?;
            let workspace = Workspace::of(str::from_utf8(&manifest).ok()?)?;
            let below = names(folder.strip_prefix(root).ok()?);
            let is_listed = workspace
                .members
                .iter()
                .any(|member| matches(&names(Path::new(member)), &below));
            let is_excluded = workspace
                .exclude
                .iter()
                .any(|excluded| below.starts_with(&names(Path::new(excluded))));
            Some(!is_listed && !is_excluded)
        })
        .unwrap_or(false)
}

/// Returns the names in a path, without `.`.
fn names(path: &Path) -> Vec<String> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::ParentDir => Some("..".to_owned()),
        _ => None,
    });
    names.collect()
}

/// Returns whether a path matches a pattern of `members`: `crates/*`, `**/api`.
fn matches(pattern: &[String], path: &[String]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        ([any, rest @ ..], path) if any == "**" => {
            matches(rest, path) || matches!(path, [_, further @ ..] if matches(pattern, further))
        }
        ([one, rest @ ..], [name, further @ ..]) => {
            let (one, name): (Vec<_>, Vec<_>) = (one.chars().collect(), name.chars().collect());
            matches_name(&one, &name) && matches(rest, further)
        }
        _ => false,
    }
}

fn matches_name(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        (['*', rest @ ..], name) => {
            matches_name(rest, name)
                || matches!(name, [_, further @ ..] if matches_name(pattern, further))
        }
        (['?', rest @ ..], [_, further @ ..]) => matches_name(rest, further),
        ([one, rest @ ..], [other, further @ ..]) => one == other && matches_name(rest, further),
        _ => false,
    }
}

/// The lists in the `[workspace]` of a manifest.
#[derive(Debug, Default, PartialEq)]
struct Workspace {
    members: Vec<String>,
    exclude: Vec<String>,
}

/// A token of TOML, as far as needed to find two lists of strings.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Text(String),
    Word(String),
    Mark(char),
}

fn tokens(manifest: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = manifest.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '#' => while rest.next_if(|c| *c != '\n').is_some() {},
            '"' | '\'' => {
                let mut text = String::new();
                while let Some(inner) = rest.next_if(|c| *c != next && *c != '\n') {
                    match inner {
                        '\\' if next == '"' => text.extend(rest.next()),
                        _ => text.push(inner),
                    }
                }
                rest.next_if(|c| *c == next);
                tokens.push(Token::Text(text));
            }
            next if is_word(next) => {
                let mut word = String::from(next);
                while let Some(more) = rest.next_if(|c| is_word(*c)) {
                    word.push(more);
                }
                tokens.push(Token::Word(word));
            }
            ' ' | '\t' | '\r' => {}
            mark => tokens.push(Token::Mark(mark)),
        }
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "-_.+:".contains(c)
}

impl Workspace {
    /// Reads the lists of a manifest; none if it has no `[workspace]`.
    fn of(manifest: &str) -> Option<Self> {
        let tokens = tokens(manifest);
        let mut found = None;
        let mut table = String::new();
        let mut rest = tokens.as_slice();
        // Line by line; a list may span several lines.
        while let [first, after @ ..] = rest {
            rest = after;
            match (first, after) {
                (Token::Mark('['), [Token::Word(name), Token::Mark(']'), after @ ..]) => {
                    table.clone_from(name);
                    rest = after;
                    if name == "workspace" || name.starts_with("workspace.") {
                        found.get_or_insert_with(Self::default);
                    }
                }
                (Token::Mark('['), _) => table.clear(),
                (Token::Word(key), [Token::Mark('='), Token::Mark('['), after @ ..]) => {
                    let end = after
                        .iter()
                        .position(|token| *token == Token::Mark(']'))
                        .unwrap_or(after.len());
                    let (list, after) = after.split_at(end);
                    rest = after;
                    let texts = list.iter().filter_map(|token| match token {
                        Token::Text(text) => Some(text.clone()),
                        _ => None,
                    });
                    let list = match (table.as_str(), key.as_str()) {
                        ("workspace", "members") | ("", "workspace.members") => {
                            Some(&mut found.get_or_insert_with(Self::default).members)
                        }
                        ("workspace", "exclude") | ("", "workspace.exclude") => {
                            Some(&mut found.get_or_insert_with(Self::default).exclude)
                        }
                        _ => None,
                    };
                    if let Some(list) = list {
                        list.extend(texts);
                    }
                }
                _ => {}
            }
            // The rest of the line is a value.
            let next_line = rest.iter().position(|token| *token == Token::Mark('\n'));
            rest = next_line
                .and_then(|line| rest.get(line + 1..))
                .unwrap_or_default();
            while let [Token::Mark('\n'), after @ ..] = rest {
                rest = after;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_workspace_lists() {
        let lists = |manifest: &str| {
            Workspace::of(manifest).map(|workspace| (workspace.members, workspace.exclude))
        };
        let some = |members: &[&str], exclude: &[&str]| {
            let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
            Some((own(members), own(exclude)))
        };
        let cases = [
            ("[package]\nname = \"a\"\n", None),
            (
                "# [workspace]\n[package]\nkeywords = [\"workspace\"]\n",
                None,
            ),
            ("[workspace]\n", some(&[], &[])),
            (
                "\n\n[workspace.package]\nedition = \"2024\"\n",
                some(&[], &[]),
            ),
            (
                "[workspace] # all of them\nresolver = \"3\"\nmembers = [\n  \"a\", # one\n  'crates/*',\n]\nexclude = [\"b\"]\n\n[package]\nmembers = [\"c\"]\n",
                some(&["a", "crates/*"], &["b"]),
            ),
            ("workspace.members = [\"a\"]\n", some(&["a"], &[])),
            (
                "[dependencies]\na = { features = [\"x\"] }\n[workspace]\nmembers = [\"a#b\"]",
                some(&["a#b"], &[]),
            ),
        ];
        for (manifest, expected) in cases {
            assert_eq!(lists(manifest), expected, "{manifest}");
        }
    }

    #[test]
    fn patterns_of_members() {
        let cases = [
            ("a", "a", true),
            ("./a/", "a", true),
            ("a", "a/b", false),
            ("crates/*", "crates/a", true),
            ("crates/*", "crates/a/b", false),
            ("crates/*-api", "crates/my-api", true),
            ("crates/*-api", "crates/api", false),
            ("**/api", "a/b/api", true),
            ("v?", "v1", true),
        ];
        for (pattern, path, expected) in cases {
            let is = matches(&names(Path::new(pattern)), &names(Path::new(path)));
            assert_eq!(is, expected, "{pattern}, {path}");
        }
    }

    #[test]
    fn relative_paths() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (from, to, expected) in [
            ("a/b", "c", "../../c"),
            ("a", "a/b/c", "b/c"),
            ("a", "a", "."),
        ] {
            assert_eq!(relative_path(&path(from), &path(to)).unwrap(), expected);
        }
    }
}
