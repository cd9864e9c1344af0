//! Counts and times of a run.

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

/// Counts and times of a run. `Display` shows them as a table.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// Number of api-versions.
    pub api_versions: usize,
    /// Number of schemas that the documents of all api-versions define.
    pub schemas: usize,
    /// Number of schemas that differ in name or content, without descriptions.
    pub distinct: usize,
    /// Number of schemas that differ in name, in content, or in the schemas that they reach.
    pub distinct_closed: usize,
    /// Number of type definitions.
    pub types: usize,
    /// Number of operation definitions.
    pub operations: usize,
    /// Number of shapes: distinct forms of types and operations, each of which is one Rust type.
    pub shapes: Option<usize>,
    /// Number of shapes that several api-versions share.
    pub shared: Option<usize>,
    /// Number of generated lines, without the runtime.
    pub lines: usize,
    /// Time of each stage.
    pub stages: Vec<(Stage, Duration)>,
}

/// A stage of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading files into trees.
    Source,
    /// Reading trees into the normal form of OpenAPI.
    OpenApi,
    /// Building the model of each api-version.
    Model,
    /// Merging the api-versions.
    History,
    /// Writing the source text.
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
        stopwatch: Stopwatch,
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
            stages: stopwatch.stages,
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

/// Measures the time of each stage.
pub(crate) struct Stopwatch {
    stages: Vec<(Stage, Duration)>,
}

impl Stopwatch {
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

/// The schemas of documents, for counting equal ones.
#[derive(Default)]
pub(crate) struct Schemas {
    found: Vec<Schema>,
    api_versions: usize,
}

struct Schema {
    api_version: usize,
    name: String,
    /// The content without descriptions, with the names of the schemas that it refers to.
    text: String,
    refers_to: Vec<String>,
}

impl Schemas {
    /// Adds the schemas of an api-version.
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

    /// Counts schemas that are distinct in content, and those that are distinct in content or in the schemas that they reach.
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

/// Keys of a schema that are for people only.
const PROSE: [&str; 6] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
];

impl Schema {
    /// Adds the content of a node. The keys of a mapping of members are names.
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

/// Returns the name of the component that a reference leads to.
fn referred(reference: &str) -> String {
    let pointer = reference.split_once('#').map_or("", |(_, pointer)| pointer);
    segments(pointer)
        .and_then(|mut segments| segments.pop())
        .unwrap_or_else(|| reference.to_owned())
}
