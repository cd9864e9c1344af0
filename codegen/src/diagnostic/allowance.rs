//! Suppressions in documents: `x-rust-allow`.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Code, Diagnostic, Level};
use crate::text::{Annotation, Node, Place, Sources, prefixes, push_segment};

/// The key under which a document lists the codes to suppress below its node.
pub(crate) const ALLOW: &str = "x-rust-allow";

/// A suppressed code and the node below which it is suppressed.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    /// The pointer of the node.
    pub(super) pointer: String,
    pub(super) code: Code,
    /// The place of the code in the list.
    pub(super) place: Place,
}

/// The allowances of a run by file, node and code, and whether they suppress something.
pub(super) struct Allowances {
    all: Vec<(Allowance, bool)>,
    by_node: HashMap<(Arc<str>, String), Vec<usize>>,
}

impl Allowances {
    pub(super) fn new(found: Vec<Allowance>) -> Self {
        let mut by_node: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, one) in found.iter().enumerate() {
            let node = (Arc::from(one.place.file()), one.pointer.clone());
            by_node.entry(node).or_default().push(index);
        }
        let all = found.into_iter().map(|one| (one, false)).collect();
        Self { all, by_node }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the codes that are allowed somewhere.
    pub(super) fn codes(&self) -> HashSet<Code> {
        self.all.iter().map(|(one, _)| one.code).collect()
    }

    /// Returns whether a diagnostic is allowed, and notes all allowances that cover it as needed.
    pub(super) fn cover(&mut self, diagnostic: &Diagnostic) -> bool {
        let Some(place) = &diagnostic.place else {
            return false;
        };
        let mut is_covered = false;
        let file: Arc<str> = Arc::from(place.file());
        for pointer in prefixes(place.pointer()) {
            let node = (Arc::clone(&file), pointer.to_owned());
            for index in self.by_node.get(&node).into_iter().flatten() {
                if let Some((one, is_needed)) = self.all.get_mut(*index)
                    && one.code == diagnostic.code
                {
                    (*is_needed, is_covered) = (true, true);
                }
            }
        }
        is_covered
    }

    /// Returns the allowances that suppress nothing.
    pub(super) fn unneeded(self) -> impl Iterator<Item = Allowance> {
        let unneeded = self.all.into_iter().filter(|(_, is_needed)| !is_needed);
        unneeded.map(|(one, _)| one)
    }
}

/// Keys whose children are named by the author of the document.
const NAMES: [&str; 5] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "schemas",
];

/// Finds the suppressions of a file. Errors in them are reported when the diagnostics are settled.
pub(crate) fn find_allowances(sources: &mut Sources, file: &Arc<str>, node: &Node) {
    let mut found = Vec::new();
    visit(node, &mut String::new(), false, &mut found);
    sources.annotate(file, found);
}

/// Does the same as [`find_allowances`] for a tree that still equals its text.
pub(crate) fn find_written_allowances(sources: &mut Sources, file: &Arc<str>, node: &Node) {
    if sources.text(file).is_some_and(|text| text.contains(ALLOW)) {
        find_allowances(sources, file, node);
    }
}

fn visit(node: &Node, pointer: &mut String, are_names: bool, found: &mut Vec<Annotation>) {
    match node {
        Node::Mapping(members) => {
            for (name, node) in members {
                let length = pointer.len();
                push_segment(pointer, name);
                if name == ALLOW && !are_names {
                    found.push(Annotation {
                        about: pointer.get(..length).unwrap_or_default().to_owned(),
                        pointer: pointer.clone(),
                        value: node.clone(),
                    });
                } else {
                    let are_names = NAMES.contains(&name.as_str()) && !are_names;
                    visit(node, pointer, are_names, found);
                }
                pointer.truncate(length);
            }
        }
        Node::Sequence(elements) => {
            for (index, node) in elements.iter().enumerate() {
                let length = pointer.len();
                push_segment(pointer, &index.to_string());
                visit(node, pointer, false, found);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// Reads the suppressions of all files, with diagnostics for malformed ones.
pub(super) fn read(sources: &Sources) -> (Vec<Allowance>, Vec<Diagnostic>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (file, annotations) in sources.annotations() {
        let mut reader = Reader {
            file,
            found: &mut found,
            problems: &mut problems,
        };
        for one in annotations {
            reader.list(&one.value, &one.about, &one.pointer);
        }
    }
    (found, problems)
}

struct Reader<'f> {
    file: &'f Arc<str>,
    found: &'f mut Vec<Allowance>,
    problems: &'f mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn list(&mut self, node: &Node, outer: &str, pointer: &str) {
        match node {
            Node::String(text) => self.code(text, outer, Place::value(self.file, pointer)),
            Node::Sequence(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let place = Place::value(self.file, format!("{pointer}/{index}"));
                    match element {
                        Node::String(text) => self.code(text, outer, place),
                        other => self.wrong(other, place),
                    }
                }
            }
            other => self.wrong(other, Place::value(self.file, pointer)),
        }
    }

    fn wrong(&mut self, node: &Node, place: Place) {
        let message = format!("`{ALLOW}` lists codes, but this is {}", node.kind());
        self.problems.push(
            Diagnostic::new(Code::WrongAllowance, message)
                .at(place)
                .help(format!("write `{ALLOW}: [{}]`", Code::UnknownKey)),
        );
    }

    fn code(&mut self, text: &str, outer: &str, place: Place) {
        match text.parse::<Code>() {
            Ok(code) if code.level() == Level::Error => self.problems.push(
                Diagnostic::new(
                    Code::WrongAllowance,
                    format!("{code} is an error, and no document can allow it"),
                )
                .at(place),
            ),
            Ok(code) => self.found.push(Allowance {
                pointer: outer.to_owned(),
                code,
                place,
            }),
            Err(unknown) => {
                let message = format!("there is no code `{text}`");
                let problem = Diagnostic::new(Code::WrongAllowance, message).at(place);
                self.problems.push(match unknown.nearest() {
                    Some(nearest) => problem.help(format!("did you mean `{nearest}`?")),
                    None => problem.help("`billing-codegen explain` lists the codes"),
                });
            }
        }
    }
}
