//! Finds the values that documents show, after all else is read.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{At, Key, Kind, Reader, SchemaId, media::Media, operation::normal_status};
use crate::{
    diagnostic::Place,
    openapi::{Answer, Declared, Direction, Exchange, Given, MISMATCHES, Shown, Values, Written},
    source::{ApiVersion, File, Node, push_segment},
};

/// A schema that examples beside it are of.
#[derive(Clone, Copy)]
struct Of {
    schema: SchemaId,
    written: Written,
    direction: Direction,
}

type Files = BTreeMap<Arc<str>, Arc<File>>;

impl Reader<'_> {
    /// All values that the fragments show, and those that they refer to.
    pub(super) fn values(&mut self, version: &ApiVersion) -> Values {
        let mut values = Values::default();
        let mut files = self.workspace.files();
        let read = sorted(&self.schemas);
        self.values_of_schemas(&read, &files, &mut values);
        self.values_of_messages(&files, &mut values);
        for index in 0..self.document.operations.len() {
            self.exchanges(index, &files, &mut values);
        }
        let fragments = version
            .files
            .iter()
            .map(|path| self.workspace.display_name(path));
        let mut named: Vec<Arc<str>> = fragments.collect();
        named.extend(read.into_iter().map(|((file, _), _)| file));
        let stands = |place: &Place| Arc::from(place.file());
        named.extend(values.shown.iter().map(|shown| stands(&shown.place)));
        named.extend(values.exchanges.iter().map(|one| stands(&one.place)));
        // Examples may stand in files that were read only now.
        files.extend(self.workspace.files());
        named.sort();
        named.dedup();
        let places = values.shown.iter().map(|shown| &shown.place);
        let bound: HashSet<_> = places
            .map(|place| (place.file(), place.pointer()))
            .collect();
        for file in named.iter().filter_map(|name| files.get(name)) {
            declared(file, &mut values.declared);
            values.unbound += unbound(file, &bound);
        }
        values
    }

    fn values_of_schemas(&mut self, read: &[(Key, SchemaId)], files: &Files, values: &mut Values) {
        for ((file, pointer), schema) in read {
            let Some(file) = files.get(file) else {
                continue;
            };
            let Some(at) = At::pointed(file, pointer) else {
                continue;
            };
            // What stands beside a parameter's type is the parameter's.
            let key = (Arc::clone(&file.name), pointer.clone());
            let is_message = self.parameters.contains_key(&key) || self.headers.contains_key(&key);
            let of = Of {
                schema: *schema,
                written: if is_message {
                    Written::Text
                } else {
                    Written::Json
                },
                direction: Direction::Either,
            };
            if let Some(default) = at.get("default") {
                values.shown.push(Shown {
                    is_default: true,
                    ..shown(of, &default)
                });
            }
            if is_message {
                continue;
            }
            let listed = match at.node.get("examples") {
                Some(Node::Sequence(_)) => at.list("examples", self.diagnostics),
                _ => Vec::new(),
            };
            for example in at.get("example").into_iter().chain(listed) {
                let is_part = at
                    .pointer
                    .rsplit_once('/')
                    .is_some_and(|(outer, _)| outer.ends_with("/allOf"));
                values.shown.extend(some(Shown {
                    is_part,
                    ..shown(of, &example)
                }));
            }
        }
    }

    fn values_of_messages(&mut self, files: &Files, values: &mut Values) {
        let mut found: Vec<(Key, Option<SchemaId>, Direction, Written)> = Vec::new();
        for (key, id) in sorted(&self.parameters) {
            let schema = self.document.parameters.get(id).schema;
            found.push((key, schema, Direction::Request, Written::Text));
        }
        for (key, id) in sorted(&self.headers) {
            let schema = self.document.headers.get(id).schema;
            found.push((key, schema, Direction::Response, Written::Text));
        }
        for (key, id) in sorted(&self.bodies) {
            let schema = self.document.bodies.get(id).schema;
            found.push((key, schema, Direction::Request, Written::Json));
        }
        for (key, id) in sorted(&self.responses) {
            let response = self.document.responses.get(id);
            let media = response.media_type.as_deref().map(Media::of);
            let schema = response
                .schema
                .filter(|_| !matches!(media, Some(Media::Text | Media::Binary)));
            found.push((key, schema, Direction::Response, Written::Json));
        }
        for ((file, pointer), schema, direction, written) in found {
            let Some(file) = files.get(&file) else {
                continue;
            };
            let (Some(at), Some(schema)) = (At::pointed(file, &pointer), schema) else {
                continue;
            };
            let of = Of {
                schema,
                written,
                direction,
            };
            if at.get("content").is_some() {
                self.values_of_content(&at, of, values);
            } else if direction == Direction::Response && written == Written::Json {
                let examples = at.map("examples", self.diagnostics);
                let is_json = |name: &str| Media::of(name).is_json();
                let examples = examples.iter().filter(|(name, _)| is_json(name));
                values
                    .shown
                    .extend(examples.filter_map(|(_, example)| some(shown(of, example))));
            } else {
                self.beside(&at, of, values);
            }
        }
    }

    /// The examples of the media type that a body is read as.
    fn values_of_content(&mut self, at: &At<'_>, of: Of, values: &mut Values) {
        let listed = at.map("content", self.diagnostics);
        let (name, media) = Media::preferred(listed.iter().map(|(name, _)| *name));
        if !(media.is_json() || media == Media::Form) {
            return;
        }
        if let Some((_, media)) = listed.iter().find(|(own, _)| *own == name) {
            let of = Of {
                written: Written::Json,
                ..of
            };
            self.beside(media, of, values);
        }
    }

    /// The values under `example` and `examples`.
    fn beside(&mut self, at: &At<'_>, of: Of, values: &mut Values) {
        if let Some(example) = at.get("example") {
            values.shown.extend(some(shown(of, &example)));
        }
        let listed = match at.node.get("examples") {
            Some(Node::Mapping(_)) => at.map("examples", self.diagnostics),
            _ => Vec::new(),
        };
        for (_, example) in listed {
            let Some((file, pointer)) = self.follow(&example, Kind::Example) else {
                continue;
            };
            let Some(target) = At::pointed(&file, &pointer) else {
                continue;
            };
            let via = Some(example.value());
            if let Some(value) = target.get("value") {
                values.shown.extend(some(Shown {
                    via,
                    ..shown(of, &value)
                }));
            } else if let Some(path) = target.spoken("externalValue", self.diagnostics) {
                let found = self.example_file(target.file, &path.text, &path.place);
                let Some((file, pointer)) = found else {
                    continue;
                };
                if let Some(value) = At::pointed(&file, &pointer) {
                    let via = Some(target.value());
                    values.shown.extend(some(Shown {
                        via,
                        ..shown(of, &value)
                    }));
                }
            }
        }
    }

    /// The requests and answers that `x-ms-examples` of an operation shows.
    fn exchanges(&mut self, index: usize, files: &Files, values: &mut Values) {
        let Some(operation) = self.document.operations.get(index) else {
            return;
        };
        let body = operation.body.and_then(|body| {
            let place = &self.document.bodies.get(body).place;
            let node = files.get(place.file())?.node.pointed(place.pointer())?;
            let name = node
                .get("name")
                .or_else(|| node.get("x-ms-requestBody-name"));
            name.and_then(Node::as_str).map(str::to_owned)
        });
        let Some(file) = files.get(operation.place.file()) else {
            return;
        };
        let Some(at) = At::pointed(file, operation.place.pointer()) else {
            return;
        };
        for (name, example) in at.map("x-ms-examples", self.diagnostics) {
            let found = match example.plain("$ref") {
                Some(reference) => {
                    let place = example.get("$ref").map(|at| at.value()).unwrap_or_default();
                    self.example_file(at.file, reference, &place)
                }
                None => Some((Arc::clone(at.file), example.pointer.clone())),
            };
            let Some((file, pointer)) = found else {
                continue;
            };
            let Some(target) = At::pointed(&file, &pointer) else {
                continue;
            };
            let responses = target.get("responses");
            values.exchanges.push(Exchange {
                operation: index,
                name: name.to_owned(),
                via: example.value(),
                place: target.value(),
                parameters: target.get("parameters").map(|given| all(&given)),
                body: body.clone(),
                answers: responses
                    .iter()
                    .flat_map(At::entries)
                    .map(|(status, answer)| Answer {
                        status: normal_status(status).unwrap_or_else(|| status.to_owned()),
                        place: answer.key(),
                        body: answer.get("body").map(|body| given("body", &body)),
                        headers: answer.get("headers").map(|headers| all(&headers)),
                    })
                    .collect(),
            });
        }
    }
}

/// How many of the examples of a file nothing refers to.
fn unbound(file: &File, bound: &HashSet<(&str, &str)>) -> usize {
    let examples = file.node.pointed("/components/examples");
    let names = examples.and_then(Node::as_mapping).into_iter().flatten();
    let is_unbound = |name: &String| {
        let mut pointer = "/components/examples".to_owned();
        push_segment(&mut pointer, name);
        pointer.push_str("/value");
        !bound.contains(&(&*file.name, pointer.as_str()))
    };
    names.filter(|(name, _)| is_unbound(name)).count()
}

/// In an order that is the same each time.
fn sorted<T: Copy>(read: &HashMap<Key, T>) -> Vec<(Key, T)> {
    let mut sorted: Vec<_> = read.iter().map(|(key, id)| (key.clone(), *id)).collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    sorted
}

fn shown(of: Of, at: &At<'_>) -> Shown {
    Shown {
        schema: of.schema,
        value: at.node.clone(),
        place: at.value(),
        via: None,
        written: of.written,
        direction: of.direction,
        is_default: false,
        is_part: false,
    }
}

/// What is left empty is no example.
fn some(shown: Shown) -> Option<Shown> {
    (shown.value != Node::Null).then_some(shown)
}

fn given(name: &str, at: &At<'_>) -> Given {
    Given {
        name: name.to_owned(),
        value: at.node.clone(),
        place: at.value(),
    }
}

fn all(at: &At<'_>) -> Vec<Given> {
    let entries = at.entries();
    entries.iter().map(|(name, at)| given(name, at)).collect()
}

/// What the nodes of a file say under [`MISMATCHES`].
fn declared(file: &Arc<File>, found: &mut Vec<Declared>) {
    let mut left = vec![At::root(file)];
    while let Some(at) = left.pop() {
        if let Some(declared) = at.get(MISMATCHES) {
            found.push(Declared {
                holder: at.value(),
                place: declared.key(),
                value: declared.node.clone(),
            });
        }
        match at.node {
            Node::Mapping(_) => left.extend(at.entries().into_iter().map(|(_, inner)| inner)),
            Node::Sequence(elements) => {
                for (index, node) in elements.iter().enumerate() {
                    let mut pointer = at.pointer.clone();
                    push_segment(&mut pointer, &index.to_string());
                    left.push(At {
                        file,
                        pointer,
                        node,
                    });
                }
            }
            _ => {}
        }
    }
}
