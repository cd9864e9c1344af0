//! How much a run read and wrote, and how long it took.

use std::{
    collections::{BTreeSet, HashMap},
    fmt::{self, Write as _},
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    diagnostic::Diagnostics,
    emit,
    history::History,
    output::Files,
    source::{ApiVersion, Node, Workspace, segments},
};

/// How much a run read and wrote. Shown, it is a table for people.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// The api-versions.
    pub api_versions: usize,
    /// The schemas that the documents define, those of all api-versions added up.
    pub schemas: usize,
    /// Those of them that differ in name or content, descriptions aside.
    pub distinct: usize,
    /// Those that differ in name, content or in what they refer to, however far.
    pub distinct_closed: usize,
    /// The definitions of types.
    pub types: usize,
    /// The definitions of operations.
    pub operations: usize,
    /// The distinct forms of types and operations: each is one Rust type.
    pub shapes: Option<usize>,
    /// Those of them that several api-versions share.
    pub shared: Option<usize>,
    /// The lines of the source, the runtime aside.
    pub lines: usize,
    /// The time that each stage took.
    pub stages: Vec<(Stage, Duration)>,
}

/// A stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Texts to trees.
    Source,
    /// Trees to the normal form.
    OpenApi,
    /// What a document means.
    Model,
    /// The api-versions merged.
    History,
    /// The source text of the crate.
    Emit,
}

impl Stage {
    const ALL: [Self; 5] = [
        Self::Source,
        Self::OpenApi,
        Self::Model,
        Self::History,
        Self::Emit,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::OpenApi => "openapi",
            Self::Model => "model",
            Self::History => "history",
            Self::Emit => "emit",
        }
    }
}

impl Statistics {
    pub(crate) fn new(
        histories: &[History],
        schemas: &Schemas,
        files: &Files,
        watch: Watch,
    ) -> Self {
        let own = files.iter().filter(|(path, _)| {
            Path::new(path).extension().is_some_and(|name| name == "rs")
                && !path.starts_with("src/runtime/")
        });
        let sharing = histories.iter().map(emit::sharing);
        let sharing: Option<Vec<(usize, usize)>> = sharing.collect();
        let sum = |part: fn(&(usize, usize)) -> usize| {
            let parts = sharing.as_ref()?;
            Some(parts.iter().map(part).sum())
        };
        let (distinct, distinct_closed) = schemas.distinct();
        Self {
            api_versions: histories.iter().map(|one| one.api_versions.len()).sum(),
            schemas: schemas.found.len(),
            distinct,
            distinct_closed,
            types: histories.iter().map(|history| history.types.len()).sum(),
            operations: histories
                .iter()
                .map(|history| history.operations.len())
                .sum(),
            shapes: sum(|(shapes, _)| *shapes),
            shared: sum(|(_, shared)| *shared),
            lines: own.map(|(_, text)| text.lines().count()).sum(),
            stages: watch.stages,
        }
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("api-versions", Some(self.api_versions)),
            ("schemas", Some(self.schemas)),
            ("distinct", Some(self.distinct)),
            ("distinct closed", Some(self.distinct_closed)),
            ("types", Some(self.types)),
            ("operations", Some(self.operations)),
            ("shapes", self.shapes),
            ("shapes shared", self.shared),
            ("lines", Some(self.lines)),
        ];
        for (name, count) in rows {
            if let Some(count) = count {
                writeln!(f, "{name:<16} {count:>9}")?;
            }
        }
        for (stage, time) in &self.stages {
            let milliseconds = time.as_secs_f64() * 1000.0;
            writeln!(f, "{:<16} {milliseconds:>9.1} ms", stage.name())?;
        }
        Ok(())
    }
}

/// Adds up the time of each stage.
pub(crate) struct Watch {
    stages: Vec<(Stage, Duration)>,
}

impl Watch {
    pub(crate) fn start() -> Self {
        let stages = Stage::ALL.map(|stage| (stage, Duration::ZERO));
        Self {
            stages: stages.to_vec(),
        }
    }

    pub(crate) fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let result = work();
        let elapsed = started.elapsed();
        if let Some((_, time)) = self.stages.iter_mut().find(|(one, _)| *one == stage) {
            *time += elapsed;
        }
        result
    }
}

/// The schemas of documents, to count those that are alike.
#[derive(Default)]
pub(crate) struct Schemas {
    found: Vec<Schema>,
    api_versions: usize,
}

struct Schema {
    api_version: usize,
    name: String,
    /// Its content without descriptions, the names of what it refers to in it.
    text: String,
    refers_to: Vec<String>,
}

impl Schemas {
    /// Adds the components of an api-version.
    pub(crate) fn add(
        &mut self,
        version: &ApiVersion,
        workspace: &mut Workspace,
        diagnostics: &mut Diagnostics,
    ) {
        for path in &version.files {
            let Some(file) = workspace.load(path, diagnostics) else {
                continue;
            };
            for pointer in ["/components/schemas", "/definitions"] {
                let schemas = file.node.pointed(pointer).and_then(Node::as_mapping);
                for (name, node) in schemas.into_iter().flatten() {
                    let mut schema = Schema {
                        api_version: self.api_versions,
                        name: name.clone(),
                        text: String::new(),
                        refers_to: Vec::new(),
                    };
                    schema.read(node, false);
                    self.found.push(schema);
                }
            }
        }
        self.api_versions += 1;
    }

    /// How many are distinct by themselves, and closed over what they refer to.
    fn distinct(&self) -> (usize, usize) {
        let mut numbers = HashMap::new();
        let mut classes: Vec<usize> = Vec::with_capacity(self.found.len());
        for schema in &self.found {
            let next = numbers.len();
            classes.push(*numbers.entry((&schema.name, &schema.text)).or_insert(next));
        }
        let distinct = numbers.len();
        let by_name: HashMap<(usize, &str), usize> = self
            .found
            .iter()
            .enumerate()
            .map(|(index, schema)| ((schema.api_version, schema.name.as_str()), index))
            .collect();
        let mut count = distinct;
        loop {
            let class_of = |version: usize, name: &String| {
                classes
                    .get(*by_name.get(&(version, name.as_str()))?)
                    .copied()
            };
            let mut numbers = HashMap::new();
            let mut finer = Vec::with_capacity(classes.len());
            for (schema, class) in self.found.iter().zip(&classes) {
                let references: Vec<_> = schema
                    .refers_to
                    .iter()
                    .map(|name| class_of(schema.api_version, name))
                    .collect();
                let next = numbers.len();
                finer.push(*numbers.entry((*class, references)).or_insert(next));
            }
            let refined = numbers.len();
            if refined == count {
                return (distinct, count);
            }
            count = refined;
            classes = finer;
        }
    }
}

/// What a schema says to people only.
const PROSE: [&str; 6] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
];

impl Schema {
    /// Adds the content of a node; the keys of a mapping of members are names.
    fn read(&mut self, node: &Node, keys_are_names: bool) {
        match node {
            Node::Mapping(members) => {
                self.text.push('{');
                let sorted: BTreeSet<_> = members.keys().collect();
                for key in sorted {
                    let Some(value) = members.get(key) else {
                        continue;
                    };
                    if !keys_are_names && PROSE.contains(&key.as_str()) {
                        continue;
                    }
                    _ = write!(self.text, "{key:?}:");
                    match (key.as_str(), value) {
                        ("$ref", Node::String(reference)) if !keys_are_names => {
                            let name = referred(reference);
                            _ = write!(self.text, "{name:?},");
                            self.refers_to.push(name);
                        }
                        (key, value) => {
                            let is_members = key == "properties" || key == "patternProperties";
                            self.read(value, is_members && !keys_are_names);
                        }
                    }
                }
                self.text.push('}');
            }
            Node::Sequence(elements) => {
                self.text.push('[');
                elements
                    .iter()
                    .for_each(|element| self.read(element, false));
                self.text.push(']');
            }
            scalar => {
                self.text.push_str(&scalar.to_json(false));
                self.text.push(',');
            }
        }
    }
}

/// The name of the component that a reference names.
fn referred(reference: &str) -> String {
    let pointer = reference.split_once('#').map_or("", |(_, pointer)| pointer);
    segments(pointer)
        .and_then(|mut segments| segments.pop())
        .unwrap_or_else(|| reference.to_owned())
}
