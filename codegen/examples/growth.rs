//! What many api-versions cost beside the newest one alone: lines of source, and CPU time of `cargo build`.
//!
//! ```sh
//! cargo run --release -p billing-codegen --example growth -- FOLDER          # a folder with a file for each api-version
//! cargo run --release -p billing-codegen --example growth -- DOCUMENT 50     # 50 api-versions made from one document
//! cargo run --release -p billing-codegen --example growth -- DOCUMENT 50 OUT # the same, and keep what was made
//! ```
//!
//! Every other made api-version changes what an API changes from one release to the next: mostly a member more, sometimes
//! one less, one of another type, a schema more, a parameter more. The changes are the same on every machine. A change
//! splits all that refers to what changed, so `distinct closed` is what the other rows are to be compared with.
//! Times are those of the crate itself, after its dependencies were built; the best of five. Linux only.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

mod measure;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use billing_codegen::{
    CrateGenerator, diagnostic::Diagnostics, source::Node, source::Workspace,
    statistics::Statistics,
};
use measure::{Result, Timed};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let spec = PathBuf::from(arguments.next().ok_or("name a folder or a document")?);
    let count: Option<usize> = arguments.next().map(|count| count.parse()).transpose()?;
    let scratch = tempfile::tempdir()?;
    let folder = arguments
        .next()
        .map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let versions = folder.join("versions");
    fs::create_dir_all(&versions)?;
    match count {
        Some(count) => make(&spec, count, &versions)?,
        None => {
            for entry in fs::read_dir(&spec)? {
                let entry = entry?;
                fs::copy(entry.path(), versions.join(entry.file_name()))?;
            }
        }
    }
    let (one, newest) = generated("newest", &newest(&versions)?, &folder)?;
    let (all, every) = generated("all", &versions, &folder)?;
    let mut timed = [newest, every];
    measure::by_turns(&mut timed, 5, &folder.join("target"), &[])?;
    let [newest, every] = timed.map(|timed| timed.seconds);
    println!("{:<16}{:>12}{:>12}{:>8}", "", "newest", "all", "ratio");
    let count = |of: fn(&Statistics) -> usize| (of(&one) as f64, of(&all) as f64);
    let rows = [
        ("schemas", count(|one| one.schemas)),
        ("distinct closed", count(|one| one.distinct_closed)),
        ("shapes", count(|one| one.shapes.unwrap_or_default())),
        ("lines", count(|one| one.lines)),
        ("CPU seconds", (newest, every)),
    ];
    for (name, (one, all)) in rows {
        println!("{name:<16}{one:>12.2}{all:>12.2}{:>8.2}", all / one);
    }
    Ok(())
}

/// The file of the newest api-version.
fn newest(folder: &Path) -> Result<PathBuf> {
    let probe = folder.with_file_name("probe");
    let (generated, _) = CrateGenerator::of_documents(folder, &probe).generate()?;
    let versions = &generated
        .histories
        .first()
        .ok_or("no api-version")?
        .api_versions;
    let newest = versions.last().ok_or("no api-version")?;
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(folder);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a file without a name")?;
        let file = workspace.load(Path::new(name), &mut diagnostics);
        let version = file
            .as_ref()
            .and_then(|file| file.node.pointed("/info/version"));
        if version.and_then(Node::as_str) == Some(newest) {
            return Ok(path);
        }
    }
    Err("no document says that it is the newest".into())
}

/// Generates a crate.
fn generated(name: &str, spec: &Path, folder: &Path) -> Result<(Statistics, Timed)> {
    let out = folder.join(name);
    let generator = CrateGenerator::of_documents(spec, &out).statistics();
    let statistics = generator.generate()?.0.statistics;
    let statistics = statistics.ok_or("no statistics")?;
    Ok((statistics, Timed::new(&out, "build")))
}

/// Makes api-versions from a document, each a little different from the one before.
fn make(document: &Path, count: usize, out: &Path) -> Result<()> {
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(document.parent().unwrap_or(Path::new("")));
    let name = document.file_name().ok_or("a file without a name")?;
    let file = workspace
        .load(Path::new(name), &mut diagnostics)
        .ok_or("the document cannot be read")?;
    let mut node = file.node.clone();
    for version in 1..=count {
        if version > 1 {
            change(&mut node, version);
        }
        let name = format!("{version}.0.0");
        if let Some(says) = at(&mut node, &["info", "version"]) {
            *says = Node::String(name.clone());
        }
        fs::write(out.join(format!("api-{name}.json")), node.to_json(false))?;
    }
    Ok(())
}

fn at<'n>(node: &'n mut Node, path: &[&str]) -> Option<&'n mut Node> {
    path.iter().try_fold(node, |node, name| match node {
        Node::Mapping(members) => members.get_mut(name),
        _ => None,
    })
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn mapping<const N: usize>(members: [(&str, Node); N]) -> Node {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Node::Mapping(members.into_iter().collect())
}

/// The changes of one release.
fn change(document: &mut Node, version: usize) {
    if !version.is_multiple_of(2) {
        return;
    }
    if let Some(Node::Mapping(schemas)) = at(document, &["components", "schemas"]) {
        let length = schemas.len();
        // A multiplicative step visits all schemas before it comes back to one.
        for step in 0..length {
            let index = (version * 7919 + step * 104_729) % length.max(1);
            let Some((_, schema)) = schemas.get_index_mut(index) else {
                continue;
            };
            let Some(Node::Mapping(members)) = at(schema, &["properties"]) else {
                continue;
            };
            match version % 20 {
                // Members go and change rarely.
                4 => {
                    members.pop();
                }
                14 => {
                    members.insert("changed".to_owned(), mapping([("type", text("integer"))]));
                }
                _ => {
                    let name = format!("addedIn{version}");
                    members.insert(name, mapping([("type", text("string"))]));
                }
            }
            break;
        }
        if version.is_multiple_of(8) {
            let member = mapping([("name", mapping([("type", text("string"))]))]);
            let schema = mapping([("type", text("object")), ("properties", member)]);
            schemas.insert(format!("NewIn{version}"), schema);
        }
    }
    if let (true, Some(Node::Mapping(paths))) =
        (version.is_multiple_of(10), at(document, &["paths"]))
    {
        let length = paths.len().max(1);
        let path = paths.get_index_mut(version * 31 % length);
        if let Some((_, Node::Mapping(operations))) = path
            && let Some(operation) = operations.get_mut("get")
            && let Some(Node::Sequence(parameters)) = at(operation, &["parameters"])
        {
            parameters.push(mapping([
                ("name", text(&format!("since{version}"))),
                ("in", text("query")),
                ("schema", mapping([("type", text("string"))])),
            ]));
        }
    }
}
