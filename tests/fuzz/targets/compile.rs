//! Compiles a sample of what is generated: the documents of the constructs, joined in pairs and with parts exchanged.
//!
//! The bytes of the input choose the documents and the parts. Every [`BATCH`] generated crates are checked by one run of
//! cargo, with their warnings denied. A crate that does not compile stops the target; its document is printed.
#![no_main]

use std::{
    cell::RefCell,
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use billing_codegen::{CrateGenerator, Error};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};

/// The number of crates that are compiled together.
const BATCH: usize = 24;

/// Documents that grow above this number of bytes are not grafted further.
const LARGE: usize = 100_000;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The documents of the constructs.
static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let folder = repository().join("codegen/tests/constructs");
    let files: BTreeSet<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files
        .iter()
        .map(|file| serde_yaml::from_str(&fs::read_to_string(file).unwrap()).unwrap())
        .collect()
});

/// The choices that the input makes, as numbers.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    /// Returns the next choice among `count` things, or nothing at the end of the input.
    fn next(&mut self, count: usize) -> Option<usize> {
        let (bytes, rest) = self.0.split_at_checked(2)?;
        self.0 = rest;
        Some(usize::from(u16::from_le_bytes([bytes[0], bytes[1]])) % count.max(1))
    }
}

/// Adds the members of `other` that `tree` lacks, at the root, below `components` and below each of its kinds.
fn join(tree: &mut Map<String, Value>, other: &Map<String, Value>, depth: usize) {
    for (name, value) in other {
        match (tree.get_mut(name), value) {
            (Some(Value::Object(inner)), Value::Object(outer)) if depth > 0 => {
                join(inner, outer, depth - 1);
            }
            (Some(_), _) => {}
            (None, _) => drop(tree.insert(name.clone(), value.clone())),
        }
    }
}

/// Returns the JSON pointers of all nodes below the root.
fn places(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((pointer, node)) = open.pop() {
        match node {
            Value::Object(members) => open.extend(members.iter().map(|(name, value)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{name}"), value)
            })),
            Value::Array(elements) => open.extend(
                elements
                    .iter()
                    .enumerate()
                    .map(|(index, value)| (format!("{pointer}/{index}"), value)),
            ),
            _ => {}
        }
        if !pointer.is_empty() {
            found.push(pointer);
        }
    }
    found
}

/// Returns the name of the member that a pointer ends with. Elements of a list have the name of the list.
fn member(pointer: &str) -> &str {
    pointer
        .rsplit('/')
        .find(|name| name.parse::<usize>().is_err())
        .unwrap_or_default()
}

/// Returns the document that an input describes.
fn document(choices: &mut Choices) -> Option<Value> {
    let mut tree = DOCUMENTS[choices.next(DOCUMENTS.len())?].clone();
    let other = &DOCUMENTS[choices.next(DOCUMENTS.len())?];
    if let (Value::Object(tree), Value::Object(other)) = (&mut tree, other) {
        join(tree, other, 2);
    }
    while let Some(at) = choices.next(usize::MAX) {
        let from = choices.next(usize::MAX)?;
        if tree.to_string().len() > LARGE {
            break;
        }
        let places = places(&tree);
        let at = &places[at * 7 % places.len()];
        // Most parts are exchanged with parts that have the same meaning.
        let alike: Vec<&String> = places
            .iter()
            .filter(|one| member(one) == member(at))
            .collect();
        let from = match from % 8 {
            0 => &places[from / 8 * 7 % places.len()],
            _ => alike[from / 8 % alike.len()],
        };
        let new = tree.pointer(from)?.clone();
        *tree.pointer_mut(at)? = new;
    }
    Some(tree)
}

/// The crates that were generated since the last run of cargo.
struct Batch {
    folder: PathBuf,
    crates: usize,
}

impl Batch {
    fn new() -> Self {
        let folder = env::temp_dir().join(format!("billing-compile-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self { folder, crates: 0 }
    }

    fn add(&mut self, document: &Value) {
        let name = format!("g{}", self.crates);
        let file = self.folder.join(format!("{name}.json"));
        fs::write(&file, document.to_string()).unwrap();
        let home = self.folder.join(&name);
        drop(fs::remove_dir_all(&home));
        let generated = CrateGenerator::of_documents(&file, &home)
            .crate_name(&name)
            .runtime("billing_runtime")
            .generate();
        match generated {
            Ok((generated, _)) => {
                let manifest = home.join("Cargo.toml");
                let mut text = fs::read_to_string(&manifest).unwrap();
                if let Some(line) = generated.missing_dependency {
                    let name = line.split(' ').next().unwrap_or_default();
                    let runtime = repository().join("codegen/runtime");
                    let line = line.replace("{ ", &format!("{{ path = {runtime:?}, "));
                    assert!(text.contains("[dependencies]\n"), "{name}: {text}");
                    text = text.replace("[dependencies]\n", &format!("[dependencies]\n{line}\n"));
                    fs::write(&manifest, text).unwrap();
                }
                self.crates += 1;
            }
            Err(Error::Documents(_)) => drop(fs::remove_dir_all(&home)),
            Err(error) => panic!("{error}\n{document}"),
        }
        if self.crates == BATCH {
            self.check();
            self.crates = 0;
        }
    }

    fn check(&self) {
        let members: Vec<String> = (0..self.crates).map(|index| format!("g{index}")).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
        fs::copy(
            repository().join("Cargo.lock"),
            self.folder.join("Cargo.lock"),
        )
        .unwrap();
        let run = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                "check",
                "--quiet",
                "--workspace",
                "--keep-going",
                "--message-format=short",
            ])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "-Dwarnings")
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&run.stderr);
        assert!(
            run.status.success(),
            "in {}:\n{errors}",
            self.folder.display()
        );
    }
}

thread_local!(static CRATES: RefCell<Option<Batch>> = const { RefCell::new(None) });

fuzz_target!(|bytes: &[u8]| {
    if let Some(document) = document(&mut Choices(bytes)) {
        CRATES.with_borrow_mut(|batch| batch.get_or_insert_with(Batch::new).add(&document));
    }
});
