//! A document beside itself is silent, in whatever order, layout and files its text is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use billing_codegen::{
    Spec,
    diagnostic::Diagnostics,
    diff::{self, Check, Report},
    load::LoadOptions,
    source::{Members, Node, Workspace},
};

use crate::checks::{cases, document};

/// Keywords whose value maps names that the author chose.
const NAMES: &[&str] = &[
    "callbacks",
    "components",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "x-ms-paths",
    "$defs",
];

/// Lists whose elements `enum` has names or descriptions for, in its order.
const LABELS: &[&str] = &["x-enum-descriptions", "x-enum-varnames", "x-enumNames"];

/// All members that are required anywhere in a document, and whose order is that of arguments.
fn required(node: &Node, names: &mut BTreeSet<String>) {
    match node {
        Node::Mapping(members) => {
            if let Some(Node::Sequence(list)) = members.get("required") {
                names.extend(list.iter().filter_map(Node::as_str).map(str::to_owned));
            }
            members.values().for_each(|value| required(value, names));
        }
        Node::Sequence(list) => list.iter().for_each(|value| required(value, names)),
        _ => {}
    }
}

/// An order for what has none.
#[derive(Clone, Copy)]
enum Order {
    Reversed,
    /// Shuffled by the numbers that begin with this one.
    Shuffled(u64),
}

impl Order {
    /// Moves the elements that may move; the others keep their order among each other.
    fn apply<T>(&mut self, elements: Vec<T>, is_fixed: impl Fn(&T) -> bool) -> Vec<T> {
        let mut places: Vec<bool> = elements.iter().map(&is_fixed).collect();
        let (fixed, mut free): (Vec<T>, Vec<T>) = elements.into_iter().partition(&is_fixed);
        match self {
            Self::Reversed => {
                free.reverse();
                places.reverse();
            }
            Self::Shuffled(state) => {
                shuffle(state, &mut free);
                shuffle(state, &mut places);
            }
        }
        let (mut fixed, mut free) = (fixed.into_iter(), free.into_iter());
        let next = |is_fixed| if is_fixed { fixed.next() } else { free.next() };
        places.into_iter().filter_map(next).collect()
    }
}

fn shuffle<T>(state: &mut u64, elements: &mut [T]) {
    for last in (1..elements.len()).rev() {
        elements.swap(last, next(state, last + 1));
    }
}

/// The next number below a bound, by SplitMix64.
fn next(state: &mut u64, bound: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).expect("below the bound")
}

/// Gives another order to each map and each list of a document whose order has no meaning.
struct Reordering<'n> {
    root: &'n Node,
    required: BTreeSet<String>,
    order: Order,
}

impl Reordering<'_> {
    fn mapping(&mut self, key: &str, are_names: bool, members: &Members) -> Node {
        let members: Vec<(&String, &Node)> = members.iter().collect();
        let required = &self.required;
        let is_fixed = |(name, _): &(&String, &Node)| {
            are_names && key == "properties" && required.contains(*name)
        };
        let is_labelled = members
            .iter()
            .any(|(name, _)| LABELS.contains(&name.as_str()));
        let mut reordered = Members::new();
        for (name, value) in self.order.apply(members, is_fixed) {
            let value = match are_names || (is_labelled && name == "enum") {
                true => self.node("", false, value),
                false => self.node(name, NAMES.contains(&name.as_str()), value),
            };
            reordered.insert(name.clone(), value);
        }
        Node::Mapping(reordered)
    }

    fn node(&mut self, key: &str, are_names: bool, node: &Node) -> Node {
        match node {
            Node::Mapping(members) => self.mapping(key, are_names, members),
            Node::Sequence(list) => {
                let root = self.root;
                let list: Vec<&Node> = list.iter().collect();
                let list = match key {
                    "parameters" => self.order.apply(list, |one| is_argument(root, one)),
                    "enum" | "required" | "security" | "type" => self.order.apply(list, |_| false),
                    _ => list,
                };
                Node::Sequence(
                    list.into_iter()
                        .map(|one| self.node("", false, one))
                        .collect(),
                )
            }
            other => other.clone(),
        }
    }
}

/// Returns true if a parameter stands where its place matters.
fn is_argument(root: &Node, parameter: &Node) -> bool {
    let target = parameter.get("$ref").and_then(Node::as_str);
    let target = target.and_then(|target| root.pointed(target.strip_prefix('#')?));
    let parameter = target.unwrap_or(parameter);
    parameter.get("$ref").is_some()
        || parameter.get("in").and_then(Node::as_str) == Some("path")
        || parameter.get("required") == Some(&Node::Bool(true))
}

fn reordered(root: &Node, order: Order) -> Node {
    let mut names = BTreeSet::new();
    required(root, &mut names);
    let mut reordering = Reordering {
        root,
        required: names,
        order,
    };
    reordering.node("", false, root)
}

/// Moves the schemas of a document to a file of their own.
fn split(root: &Node) -> Option<[Node; 2]> {
    let (container, pointer) = match root.get("definitions") {
        Some(_) => (None, "#/definitions/"),
        None => (Some("components"), "#/components/schemas/"),
    };
    let holder = container.map_or(Some(root), |name| root.get(name))?;
    let key = if container.is_some() {
        "schemas"
    } else {
        "definitions"
    };
    let schemas = holder
        .get(key)?
        .as_mapping()
        .filter(|schemas| !schemas.is_empty())?;
    let without = |members: &Members, key: &str| {
        let mut rest = members.clone();
        rest.shift_remove(key);
        rest
    };
    let mut main = without(root.as_mapping()?, container.unwrap_or(key));
    if let Some(name) = container {
        let rest = without(holder.as_mapping()?, key);
        main.insert(name.to_owned(), Node::Mapping(rest));
    }
    let mut parts = Members::new();
    for name in ["openapi", "swagger", "info", "jsonSchemaDialect"] {
        if let Some(value) = root.get(name) {
            parts.insert(name.to_owned(), value.clone());
        }
    }
    parts.insert("paths".to_owned(), Node::Mapping(Members::new()));
    let schemas = Node::Mapping(schemas.clone());
    let held = match container {
        Some(name) => {
            let mut inside = Members::new();
            inside.insert(key.to_owned(), schemas);
            (name.to_owned(), Node::Mapping(inside))
        }
        None => (key.to_owned(), schemas),
    };
    parts.insert(held.0, held.1);
    let elsewhere = |target: &str| target.starts_with("#/");
    let mut main = Node::Mapping(main);
    redirect(&mut main, &|target| {
        target
            .starts_with(pointer)
            .then(|| format!("parts.json{target}"))
    });
    let mut parts = Node::Mapping(parts);
    redirect(&mut parts, &|target| {
        (elsewhere(target) && !target.starts_with(pointer)).then(|| format!("main.json{target}"))
    });
    Some([main, parts])
}

/// Moves each path of a document to a file of its own, and returns the document and the files; none if a reference leads
/// into a path.
fn split_paths(root: &Node) -> Option<(Node, Vec<Node>)> {
    if root.to_json(false).contains("\"#/paths/") {
        return None;
    }
    let mut main = root.as_mapping()?.clone();
    let paths = root.get("paths")?.as_mapping()?;
    let mut references = Members::new();
    let mut files = Vec::new();
    for (path, item) in paths.iter() {
        let mut item = item.clone();
        if path.starts_with('/') {
            let mut reference = Members::new();
            let target = format!("paths/{}.json", files.len());
            reference.insert("$ref".to_owned(), Node::String(target));
            redirect(&mut item, &|target| {
                target
                    .starts_with("#/")
                    .then(|| format!("../main.json{target}"))
            });
            files.push(std::mem::replace(&mut item, Node::Mapping(reference)));
        }
        references.insert(path.clone(), item);
    }
    main.insert("paths".to_owned(), Node::Mapping(references));
    Some((Node::Mapping(main), files))
}

/// Moves each schema of a document to a file of its own, and returns the document and the files. Every other file refers to
/// its neighbours as files, the rest as components of the document.
fn split_schemas(root: &Node) -> Option<(Node, Vec<Node>)> {
    let (holder, start) = match root.get("definitions") {
        Some(_) => (root, "#/definitions/"),
        None => (root.get("components")?, "#/components/schemas/"),
    };
    let key = start.split('/').nth_back(1)?;
    let schemas = holder.get(key)?.as_mapping()?;
    let text = root.to_json(false);
    // An anchor is that of its file, and a path is not that of a file of a schema.
    if text.contains("nchor\"") || text.contains("dynamicRef\"") || text.contains("recursiveRef\"")
    {
        return None;
    }
    let names = schemas.keys().cloned();
    let indices: BTreeMap<String, usize> = names.zip(0..).collect();
    let inside = |target: &str| {
        let rest = target.strip_prefix(start)?;
        let (name, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let index = indices.get(&name.replace("~1", "/").replace("~0", "~"))?;
        Some((*index, rest.to_owned()))
    };
    let mut references = Members::new();
    let mut files = Vec::new();
    for (index, (name, schema)) in schemas.iter().enumerate() {
        let mut schema = schema.clone();
        redirect(&mut schema, &|target| {
            let target = target.starts_with("#/").then_some(target)?;
            match inside(target) {
                Some((other, rest)) if !rest.is_empty() => Some(format!("{other}.json#/{rest}")),
                Some((other, _)) if index % 2 == 0 => Some(format!("{other}.json")),
                _ => Some(format!("../main.json{target}")),
            }
        });
        files.push(schema);
        let mut reference = Members::new();
        let target = format!("schemas/{index}.json");
        reference.insert("$ref".to_owned(), Node::String(target));
        references.insert(name.clone(), Node::Mapping(reference));
    }
    let mut main = root.clone();
    let held = match (&mut main, start.starts_with("#/components")) {
        (Node::Mapping(members), true) => members.get_mut("components")?,
        (main, _) => main,
    };
    if let Node::Mapping(members) = held {
        members.insert(key.to_owned(), Node::Mapping(references));
    }
    redirect(&mut main, &|target| {
        let (index, rest) = inside(target)?;
        (!rest.is_empty()).then(|| format!("schemas/{index}.json#/{rest}"))
    });
    Some((main, files))
}

/// Writes a document as YAML in block style.
fn write_yaml(node: &Node, indent: usize, out: &mut String) {
    let begin = |out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(indent));
    };
    match node {
        Node::Mapping(members) if !members.is_empty() => {
            for (name, value) in members {
                begin(out);
                out.push_str(&Node::String(name.clone()).to_json(false));
                out.push(':');
                write_yaml(value, indent + 1, out);
            }
        }
        Node::Sequence(list) if !list.is_empty() => {
            for value in list {
                begin(out);
                out.push('-');
                write_yaml(value, indent + 1, out);
            }
        }
        scalar => {
            out.push(' ');
            out.push_str(&scalar.to_json(false));
        }
    }
}

fn redirect(node: &mut Node, to: &impl Fn(&str) -> Option<String>) {
    match node {
        Node::Mapping(members) => {
            if let Some(Node::String(target)) = members.get_mut("$ref")
                && let Some(other) = to(target)
            {
                *target = other;
            }
            if let Some(Node::Mapping(mapping)) = members.get_mut("mapping") {
                for target in mapping.values_mut() {
                    if let Node::String(target) = target {
                        *target = to(target).unwrap_or_else(|| target.clone());
                    }
                }
            }
            if let Some(Node::String(target)) = members.get_mut("schema") {
                *target = to(target).unwrap_or_else(|| target.clone());
            }
            members.values_mut().for_each(|value| redirect(value, to));
        }
        Node::Sequence(list) => list.iter_mut().for_each(|value| redirect(value, to)),
        _ => {}
    }
}

/// Finds the files of a folder and of the folders in it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.ends_with("target") {
                files(&path, found);
            }
        } else if path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json")
        {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Option<Node> {
    let mut workspace = Workspace::new(path.parent()?);
    let mut problems = Diagnostics::default();
    let file = workspace.load(Path::new(path.file_name()?), &mut problems)?;
    let is_document = file
        .node
        .get("openapi")
        .or(file.node.get("swagger"))
        .is_some();
    let is_document = is_document && file.node.get("info").is_some();
    is_document.then(|| file.node.clone())
}

/// The orders of a document, with their names.
const ORDERS: &[(&str, Order)] = &[
    ("reversed", Order::Reversed),
    ("shuffled", Order::Shuffled(1)),
    ("shuffled again", Order::Shuffled(2)),
];

/// Documents whose order means something, with the reason.
const ORDERED: &[&str] = &[
    // Two choices that hold each other: the first one is taken apart into the other.
    "constructs/choices_within_each_other.yaml",
];

/// The forms of a document that mean the same, and the changes that `diff` finds in them.
fn reports(path: &Path, node: &Node) -> Option<Vec<(&'static str, String)>> {
    let folder = tempfile::tempdir().expect("a folder");
    let own = Spec::new(path);
    let options = LoadOptions::new();
    // Of equal inline schemas, the first one gives all of them its name: another first one is another name in Rust, and
    // the same on the wire.
    let is_reordered = |how| ORDERS.iter().any(|(name, _)| *name == how);
    let is_name = |check| matches!(check, Check::TypeRenamed | Check::RustNameChanged);
    let changes = |report: &Report, how| {
        let mut found = report.findings().map(|finding| finding.change.check);
        match found.all(|check| is_reordered(how) && is_name(check)) {
            true => String::new(),
            false => report.to_text(false),
        }
    };
    let itself = diff::run(own.clone(), own.clone(), &options).ok()?;
    let mut reports = vec![("itself", changes(&itself, "itself"))];
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    };
    let mut compare = |how, new: Spec| {
        let report = diff::run(own.clone(), new, &options);
        let found = report.map_or_else(|error| error.to_string(), |report| changes(&report, how));
        reports.push((how, found));
    };
    // References to other files need their own folder.
    if has_foreign(node) {
        return Some(reports);
    }
    compare(
        "as lines of JSON",
        Spec::new(write("formatted.json", node.to_json(true))),
    );
    compare(
        "as one line of JSON",
        Spec::new(write("compact.json", node.to_json(false))),
    );
    let mut yaml = String::new();
    write_yaml(node, 0, &mut yaml);
    compare(
        "as YAML",
        Spec::new(write("formatted.yaml", format!("{yaml}\n"))),
    );
    if !ORDERED.iter().any(|name| path.ends_with(name)) {
        for (how, order) in ORDERS {
            let text = reordered(node, *order).to_json(false);
            compare(how, Spec::new(write(&format!("{how}.json"), text)));
        }
    }
    // A schema with a base of its own has references that are not relative to the file.
    let parts = (!has_base(node)).then(|| split(node)).flatten();
    if let Some([main, parts]) = parts {
        let main = write("split/main.json", main.to_json(true));
        let parts = write("split/parts.json", parts.to_json(true));
        compare("in two files", Spec::fragments([main, parts]));
    }
    let paths = (!has_base(node)).then(|| split_paths(node)).flatten();
    if let Some((main, files)) = paths {
        for (index, file) in files.iter().enumerate() {
            write(&format!("apart/paths/{index}.json"), file.to_json(true));
        }
        let main = write("apart/main.json", main.to_json(true));
        compare("with a file for each path", Spec::new(main));
    }
    let schemas = (!has_base(node)).then(|| split_schemas(node)).flatten();
    if let Some((main, files)) = schemas {
        for (index, file) in files.iter().enumerate() {
            write(&format!("each/schemas/{index}.json"), file.to_json(true));
        }
        let main = write("each/main.json", main.to_json(true));
        compare("with a file for each schema", Spec::new(main));
    }
    let mut other = node.clone();
    if let Node::Mapping(members) = &mut other
        && let Some(Node::Mapping(info)) = members.get_mut("info")
    {
        info.insert("version".to_owned(), Node::String("2031-12-01".to_owned()));
    }
    compare(
        "of another api-version",
        Spec::new(write("2031-12-01/other.json", other.to_json(true))),
    );
    Some(reports)
}

fn has_base(node: &Node) -> bool {
    match node {
        Node::Mapping(members) => members.contains_key("$id") || members.values().any(has_base),
        Node::Sequence(list) => list.iter().any(has_base),
        _ => false,
    }
}

fn has_foreign(node: &Node) -> bool {
    match node {
        Node::Mapping(members) => {
            let target = members.get("$ref").and_then(Node::as_str);
            target.is_some_and(|target| !target.starts_with('#'))
                || members.values().any(has_foreign)
        }
        Node::Sequence(list) => list.iter().any(has_foreign),
        _ => false,
    }
}

/// All documents of the project, and those in the folder that `DOCUMENTS` names.
#[test]
fn every_document_beside_itself_is_silent() {
    let cases_folder = tempfile::tempdir().expect("a folder");
    let mut paths = Vec::new();
    for (index, (id, _, at, old, new)) in cases().enumerate() {
        for (side, text) in [("old", old), ("new", new)] {
            let path = cases_folder
                .path()
                .join(format!("{index}-{id}-{side}.yaml"));
            fs::write(&path, document(*at, text)).expect("a file");
            paths.push(path);
        }
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["specs", "codegen/tests", "tests"] {
        files(&workspace.join(folder), &mut paths);
    }
    if let Some(folder) = std::env::var_os("DOCUMENTS") {
        files(Path::new(&folder), &mut paths);
    }
    let (mut documents, mut forms) = (0, 0);
    let mut failures = String::new();
    for path in paths {
        let Some(node) = read(&path) else { continue };
        let Some(reports) = reports(&path, &node) else {
            continue;
        };
        documents += 1;
        forms += reports.len();
        for (how, report) in reports {
            if !report.is_empty() {
                failures += &format!("{} {how}:\n{report}\n", path.display());
            }
        }
    }
    println!("{documents} documents in {forms} forms");
    assert!(documents > 300, "{documents}");
    assert!(failures.is_empty(), "{failures}");
}
