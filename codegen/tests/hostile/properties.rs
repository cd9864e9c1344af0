//! Every mutation of a real document gives a crate of valid Rust or diagnostics, and never a panic.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use billing_codegen::Generated;
use proptest::prelude::*;
use serde_json::Value;
use syn::Item;

use crate::{generate, sources};

/// The fragments of the workspace and the documents of the constructs.
static DOCUMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("../specs"), root.join("tests/constructs")];
    let mut files = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                files.insert(path);
            }
        }
    }
    assert!(files.len() > 20);
    files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
});

/// An edit of the bytes of a text.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize, usize),
    Repeat(usize, usize),
    Write(usize, &'static str),
}

/// Pieces that break the syntax of a document.
const PIECES: [&str; 24] = [
    "\n",
    " ",
    "\t",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "#",
    "&a ",
    "*a",
    "|",
    ">",
    "!",
    "%",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "$ref: '#'",
    "<<: ",
];

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<usize>(), 1..200_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        (any::<usize>(), 1..200_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        (any::<usize>(), prop::sample::select(&PIECES[..]))
            .prop_map(|(at, text)| Edit::Write(at, text)),
    ]
}

fn apply_edit(text: &str, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for edit in edits {
        let (at, length) = match edit {
            Edit::Remove(at, length) | Edit::Repeat(at, length) => (*at, *length),
            Edit::Write(at, _) => (*at, 0),
        };
        let at = at % (bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        match edit {
            Edit::Remove(..) => drop(bytes.drain(at..end)),
            Edit::Repeat(..) => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            Edit::Write(_, text) => drop(bytes.splice(at..at, text.bytes())),
        }
    }
    bytes
}

/// An edit of the tree: the node at one place is removed, or replaced by the node at another place.
type Graft = (usize, Option<usize>);

fn apply_graft(text: &str, grafts: &[Graft]) -> String {
    let mut tree: Value = serde_yaml::from_str(text).unwrap();
    for (at, from) in grafts {
        let places = places(&tree);
        let at = &places[at % places.len()];
        let new = from.map(|from| tree.pointer(&places[from % places.len()]).unwrap().clone());
        let (parent, name) = at.rsplit_once('/').unwrap_or_default();
        let name = name.replace("~1", "/").replace("~0", "~");
        match (tree.pointer_mut(parent).unwrap(), new) {
            (Value::Object(members), Some(new)) => drop(members.insert(name, new)),
            (Value::Object(members), None) => drop(members.remove(&name)),
            (Value::Array(elements), Some(new)) => elements[name.parse::<usize>().unwrap()] = new,
            (Value::Array(elements), None) => drop(elements.remove(name.parse().unwrap())),
            _ => {}
        }
        // Some edits make the document grow.
        if tree.to_string().len() > 200_000 {
            break;
        }
    }
    tree.to_string()
}

/// Returns the JSON pointers of all nodes except the root.
fn places(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((pointer, node)) = open.pop() {
        let below: Vec<(String, &Value)> = match node {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value))
                .collect(),
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, value)| (index.to_string(), value))
                .collect(),
            _ => Vec::new(),
        };
        open.extend(
            below
                .into_iter()
                .map(|(name, value)| (format!("{pointer}/{name}"), value)),
        );
        if !pointer.is_empty() {
            found.push(pointer);
        }
    }
    // An empty document has one place, too.
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

/// Asserts that the output is Rust, and that every type in it is a type of the model or belongs to an operation.
fn check(generated: &Generated) {
    let history = &generated.histories[0];
    let types = history.types.iter().map(|ty| ty.name.as_str());
    let aliases = history.aliases.iter().map(|alias| alias.name.as_str());
    let types: BTreeSet<&str> = types.chain(aliases).collect();
    for (path, text) in sources(generated) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        if !path.starts_with("src/types") {
            continue;
        }
        for item in file.items {
            let name = match item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Enum(item) => item.ident.to_string(),
                Item::Type(item) => item.ident.to_string(),
                Item::Fn(item) => panic!("{path}: a function `{}`", item.sig.ident),
                _ => continue,
            };
            let is_known = types.contains(name.as_str())
                || history
                    .operations
                    .iter()
                    .any(|one| name.starts_with(&one.newest.name));
            assert!(is_known, "{path}: `{name}` is nothing of the model");
        }
    }
}

fn assert_generates_or_reports(name: &str, text: &[u8]) {
    let (_folder, result) = generate(name, text);
    match result {
        Ok(generated) => check(&generated),
        Err(reported) => assert!(
            reported.starts_with("error[B") || reported.contains("\nerror[B"),
            "{reported}"
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_with_edited_text(index in any::<prop::sample::Index>(), edits in prop::collection::vec(edit(), 1..6)) {
        let text = apply_edit(index.get::<String>(&DOCUMENTS), &edits);
        assert_generates_or_reports("api.yaml", &text);
    }

    #[test]
    fn documents_with_exchanged_parts(
        index in any::<prop::sample::Index>(),
        grafts in prop::collection::vec((any::<usize>(), prop::option::weighted(0.8, any::<usize>())), 1..12),
    ) {
        let text = apply_graft(index.get::<String>(&DOCUMENTS), &grafts);
        assert_generates_or_reports("api.json", text.as_bytes());
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        assert_generates_or_reports("api.yaml", &bytes);
        assert_generates_or_reports("api.json", &bytes);
    }
}

#[test]
fn unchanged_documents() {
    for text in &*DOCUMENTS {
        assert_generates_or_reports("api.yaml", text.as_bytes());
    }
}
