//! The order of the modules of this package: which module imports which, and which of them touch files.
//!
//! [`MODULES`] is the one place for it. `codegen/docs/architecture.md` says what each module is for.
#![allow(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A module imports only those above it in this list. The second column narrows that down where it says something about the
/// module; `*` stands for all modules above.
const MODULES: &[(&str, &[&str])] = &[
    // Names and text. Nothing here knows what a diagnostic is.
    ("case", &[]),
    ("words", &[]),
    ("pattern", &[]),
    ("text", &["words"]),
    ("output", &["words"]),
    ("diagnostic", &["words", "text"]),
    // Trees of files.
    ("source", &["text", "diagnostic"]),
    ("edit", &["source"]),
    (
        "overrides",
        &["words", "pattern", "text", "diagnostic", "source"],
    ),
    // Documents and what they mean: no history yet, and from the model on no OpenAPI is left.
    ("openapi", &["words", "text", "diagnostic", "source"]),
    ("model", &["case", "text", "diagnostic", "openapi"]),
    ("history", &["diagnostic", "model"]),
    (
        "selection",
        &["words", "pattern", "diagnostic", "source", "model"],
    ),
    // The official files that fragments follow.
    (
        "manifest",
        &["words", "diagnostic", "source", "edit", "openapi"],
    ),
    // Levels of lints and limits, for documents and for runs.
    ("settings", &["words", "diagnostic", "source"]),
    // From what a user names to models.
    (
        "load",
        &[
            "words",
            "diagnostic",
            "source",
            "overrides",
            "openapi",
            "model",
            "selection",
            "manifest",
            "settings",
        ],
    ),
    // From histories to files.
    (
        "customize",
        &["words", "pattern", "diagnostic", "model", "history"],
    ),
    ("emit", &["case", "words", "output", "model", "history"]),
    (
        "configuration",
        &[
            "diagnostic",
            "source",
            "openapi",
            "settings",
            "load",
            "customize",
            "emit",
        ],
    ),
    (
        "generator",
        &[
            "text",
            "diagnostic",
            "source",
            "model",
            "history",
            "load",
            "customize",
            "emit",
            "configuration",
            "output",
        ],
    ),
    // Side doors: none of them generates, and the first two do not know each other.
    (
        "verify",
        &[
            "words",
            "diagnostic",
            "source",
            "openapi",
            "model",
            "load",
            "configuration",
        ],
    ),
    (
        "diff",
        &[
            "text",
            "diagnostic",
            "source",
            "model",
            "history",
            "load",
            "emit",
            "configuration",
        ],
    ),
    (
        "timeline",
        &[
            "text",
            "diagnostic",
            "model",
            "history",
            "load",
            "configuration",
            "diff",
        ],
    ),
    ("import", &["*"]),
    ("upstream", &["*"]),
    ("new_version", &["*"]),
    ("remove_version", &["*"]),
    ("cli", &["*"]),
];

/// The modules that read or write files and folders, or their names; all others see only what `source` has read.
const TOUCH_FILES: &[&str] = &[
    "source",
    "load",
    "output",
    "generator",
    "import",
    "upstream",
    "new_version",
    "remove_version",
    "cli",
];

/// Imports between files of one module that go in a circle, and why that is so.
const CIRCLES: &[(&str, &str)] = &[
    // An exchange is checked value by value, and one kind of value is an exchange.
    ("verify/exchange", "verify/verifier"),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of this package without their tests, by their path without `.rs` and `/mod`.
fn files() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(source()).unwrap().with_extension("");
                let name = name.to_str().unwrap().replace('\\', "/");
                let name = name.trim_end_matches("/mod").to_owned();
                found.insert(name, code(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// The code without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
    let lines = text.lines().map(|line| {
        let line = line.trim_start();
        match line.find("//") {
            Some(at) if line.starts_with("//") || line.get(at - 1..at) == Some(" ") => &line[..at],
            _ => line,
        }
    });
    lines.fold(String::new(), |all, line| all + line + "\n")
}

/// The paths behind `crate::`, with the groups of `use` written out: `source::File`.
fn paths_of_crate(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            expand("", &code[at + start.len()..], &mut found);
        }
    }
    found
}

/// Writes out one path or group, and returns the text behind it.
fn expand<'c>(prefix: &str, code: &'c str, found: &mut Vec<String>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            if let Some(rest) = rest.strip_prefix('}') {
                return rest;
            }
            if rest.is_empty() {
                return rest;
            }
            rest = expand(prefix, rest, found);
        }
    }
    let end = code
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    let path = match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}::{name}"),
    };
    match rest.strip_prefix("::") {
        Some(rest) if rest.starts_with(['{', '*']) || rest.starts_with(char::is_alphabetic) => {
            expand(&path, rest.strip_prefix('*').unwrap_or(rest), found)
        }
        _ => {
            found.push(path);
            // A renamed import.
            match rest.strip_prefix(" as ") {
                Some(rest) => &rest[rest.find([',', ';', '}']).unwrap_or(rest.len())..],
                None if end == 0 => rest.get(1..).unwrap_or_default(),
                None => rest,
            }
        }
    }
}

/// The module of a file, or the one that a path names.
fn module(path: &str) -> &str {
    path.split(['/', ':']).next().unwrap()
}

#[test]
fn modules_import_those_above_them() {
    let order: Vec<&str> = MODULES.iter().map(|(name, _)| *name).collect();
    let position = |name: &str| order.iter().position(|one| *one == name);
    let files = files();
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for (file, code) in &files {
        let own = module(file);
        // The crate itself shows all of them.
        if ["lib", "main", "guide"].contains(&own) {
            continue;
        }
        let Some(at) = position(own) else {
            wrong.insert(format!("`{own}` is missing in the list"));
            continue;
        };
        let allowed = MODULES[at].1;
        for path in paths_of_crate(code) {
            let target = module(&path);
            // What `lib.rs` exports is named by its module.
            let Some(above) = position(target) else {
                if own != "cli" && files.contains_key(target) {
                    wrong.insert(format!("{file} imports `{path}` past its module"));
                }
                continue;
            };
            if above == at {
                continue;
            }
            used.entry(own).or_default().insert(target.to_owned());
            if above > at {
                wrong.insert(format!(
                    "{file} imports `{path}`, which stands below `{own}`"
                ));
            } else if !allowed.contains(&"*") && !allowed.contains(&target) {
                wrong.insert(format!(
                    "{file} imports `{path}`: `{own}` is not to know `{target}`"
                ));
            }
        }
    }
    // The list says nothing that is not so.
    for (name, allowed) in MODULES {
        let used = used.remove(name).unwrap_or_default();
        for module in allowed.iter().filter(|module| **module != "*") {
            if !used.contains(*module) {
                wrong.insert(format!(
                    "`{name}` does not import `{module}`: take it out of the list"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn few_modules_touch_files() {
    let signs = [
        "std::fs",
        "fs::",
        "File::open",
        "File::create",
        ".canonicalize()",
        ".read_dir()",
    ];
    let mut touching = BTreeSet::new();
    for (file, code) in &files() {
        let own = module(file).to_owned();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let has = |sign: &str| {
            code.match_indices(sign)
                .any(|(at, _)| sign.starts_with('.') || !code[..at].ends_with(is_word))
        };
        if let Some(sign) = signs.into_iter().find(|sign| has(sign)) {
            let is_allowed = TOUCH_FILES.contains(&own.as_str());
            assert!(
                is_allowed,
                "{file} has `{sign}`: only {TOUCH_FILES:?} touch files"
            );
            touching.insert(own);
        }
    }
    let expected: BTreeSet<String> = TOUCH_FILES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(touching, expected);
}

/// Files import each other in no circle, but for those that are listed.
#[test]
fn files_import_each_other_in_no_circle() {
    let files = files();
    let names: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, code) in &files {
        if ["lib", "main"].contains(&file.as_str()) {
            continue;
        }
        let targets = imports.entry(file).or_default();
        for path in relative_paths(file, code)
            .into_iter()
            .chain(paths_of_crate(code))
        {
            let path = path.replace("::", "/");
            // The longest file that the path leads to; a module that only passes a name on is looked through.
            let mut path = path.as_str();
            while !names.contains(path) {
                match path.rsplit_once('/') {
                    Some((outer, _)) => path = outer,
                    None => break,
                }
            }
            if let Some(target) = names.get(path)
                && *target != file
                && !file.starts_with(&format!("{target}/"))
            {
                targets.insert(target);
            }
        }
    }
    let mut circles = BTreeSet::new();
    for file in &names {
        for target in imports.get(file).into_iter().flatten() {
            if reaches(target, file, &imports) {
                circles.insert((*file, *target));
            }
        }
    }
    let is_listed = |(a, b): &(&str, &str)| CIRCLES.contains(&(a, b)) || CIRCLES.contains(&(b, a));
    let unlisted: Vec<_> = circles.iter().filter(|pair| !is_listed(pair)).collect();
    assert!(unlisted.is_empty(), "{unlisted:#?}");
    for circle in CIRCLES {
        assert!(circles.contains(circle), "{circle:?} is no circle any more");
    }
}

/// The paths behind `super::` and `self::` as paths of the crate.
fn relative_paths(file: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_module = source().join(file).is_dir();
    for (at, start) in code.match_indices("super::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let mut folder = file;
        if let Some((outer, _)) = folder.rsplit_once('/') {
            folder = outer;
        }
        let mut rest = &code[at + start.len()..];
        while let Some(more) = rest.strip_prefix("super::") {
            folder = folder.rsplit_once('/').map_or("", |(outer, _)| outer);
            rest = more;
        }
        expand(&folder.replace('/', "::"), rest, &mut found);
    }
    if is_module {
        for (at, start) in code.match_indices("self::") {
            expand(
                &file.replace('/', "::"),
                &code[at + start.len()..],
                &mut found,
            );
        }
    }
    found
}

fn reaches(from: &str, to: &str, imports: &BTreeMap<&str, BTreeSet<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut left = vec![from];
    while let Some(file) = left.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file) {
            left.extend(imports.get(file).into_iter().flatten());
        }
    }
    false
}
