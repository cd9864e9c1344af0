//! Collects examples and defaults, after the document has been read.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{
    ComponentKind, DocumentReader, Key, NodeRef, SchemaId, media::Media,
    operation::normalize_status,
};
use crate::{
    diagnostic::Place,
    openapi::{
        Direction, Encoding, ExampleResponse, ExampleValue, Examples, KNOWN_MISMATCHES,
        KnownMismatch, NamedValue, OperationExample,
    },
    source::{ApiVersion, File, Node, push_segment},
};

/// Schema, encoding and sender of the examples at a node.
#[derive(Clone, Copy)]
struct Context {
    schema: SchemaId,
    encoding: Encoding,
    direction: Direction,
}

type Files = BTreeMap<Arc<str>, Arc<File>>;

/// Returns whether a body is text or bytes, not JSON.
fn is_text(media: Option<Media>) -> bool {
    matches!(media, Some(Media::Text | Media::Binary | Media::Xml))
}

impl DocumentReader<'_> {
    /// Collects the examples and defaults of the fragments and of the files that they refer to.
    pub(super) fn values(&mut self, version: &ApiVersion) -> Examples {
        let mut values = Examples::default();
        let mut files = self.workspace.files();
        let read = sorted(&self.schemas);
        self.values_of_schemas(&read, &files, &mut values);
        self.values_of_messages(&files, &mut values);
        for index in 0..self.document.operations.len() {
            self.operation_examples(index, &files, &mut values);
        }
        let fragments = version
            .files
            .iter()
            .map(|path| self.workspace.display_name(path));
        let mut named: Vec<Arc<str>> = fragments.collect();
        named.extend(read.into_iter().map(|((file, _), _)| file));
        let stands = |place: &Place| Arc::from(place.file());
        named.extend(values.values.iter().map(|shown| stands(&shown.place)));
        named.extend(values.operations.iter().map(|one| stands(&one.place)));
        // Following examples may have read further files.
        files.extend(self.workspace.files());
        named.sort();
        named.dedup();
        let places = values.values.iter().map(|shown| &shown.place);
        let bound: HashSet<_> = places
            .map(|place| (place.file(), place.pointer()))
            .collect();
        for file in named.iter().filter_map(|name| files.get(name)) {
            collect_known_mismatches(file, &mut values.known_mismatches);
            values.unreferenced += count_unreferenced(file, &bound);
        }
        values
    }

    fn values_of_schemas(
        &mut self,
        read: &[(Key, SchemaId)],
        files: &Files,
        values: &mut Examples,
    ) {
        for ((file, pointer), schema) in read {
            let Some(file) = files.get(file) else {
                continue;
            };
            let Some(at) = NodeRef::at(file, pointer) else {
                continue;
            };
            // Examples at this node belong to the parameter or header, not to its schema.
            let key = (Arc::clone(&file.name), pointer.clone());
            let is_message = self.parameters.contains_key(&key) || self.headers.contains_key(&key);
            let context = Context {
                schema: *schema,
                encoding: if is_message {
                    Encoding::Text
                } else {
                    Encoding::Json
                },
                direction: Direction::Either,
            };
            if let Some(default) = at.get("default") {
                values.values.push(ExampleValue {
                    is_default: true,
                    ..example_value(context, &default)
                });
            }
            if is_message {
                continue;
            }
            let listed = match at.node.get("examples") {
                Some(Node::Sequence(_)) => at.get_sequence("examples", self.diagnostics),
                _ => Vec::new(),
            };
            for example in at.get("example").into_iter().chain(listed) {
                let is_part = at
                    .pointer
                    .rsplit_once('/')
                    .is_some_and(|(outer, _)| outer.ends_with("/allOf"));
                values.values.push(ExampleValue {
                    is_part,
                    ..example_value(context, &example)
                });
            }
        }
    }

    fn values_of_messages(&mut self, files: &Files, values: &mut Examples) {
        let mut found: Vec<(Key, Option<SchemaId>, Direction, Encoding)> = Vec::new();
        for (key, id) in sorted(&self.parameters) {
            let schema = self.document.parameters.get(id).schema;
            found.push((key, schema, Direction::Request, Encoding::Text));
        }
        for (key, id) in sorted(&self.headers) {
            let schema = self.document.headers.get(id).schema;
            found.push((key, schema, Direction::Response, Encoding::Text));
        }
        for (key, id) in sorted(&self.bodies) {
            let body = self.document.bodies.get(id);
            let media = body.media_type.as_deref().map(Media::from_name);
            let schema = body.schema.filter(|_| !is_text(media));
            found.push((key, schema, Direction::Request, Encoding::Json));
        }
        for (key, id) in sorted(&self.responses) {
            let response = self.document.responses.get(id);
            let media = response.media_type.as_deref().map(Media::from_name);
            let schema = response.schema.filter(|_| !is_text(media));
            found.push((key, schema, Direction::Response, Encoding::Json));
        }
        for ((file, pointer), schema, direction, encoding) in found {
            let Some(file) = files.get(&file) else {
                continue;
            };
            let (Some(at), Some(schema)) = (NodeRef::at(file, &pointer), schema) else {
                continue;
            };
            let context = Context {
                schema,
                encoding,
                direction,
            };
            if at.get("content").is_some() {
                self.values_of_content(&at, context, values);
            } else if direction == Direction::Response && encoding == Encoding::Json {
                let examples = at.get_mapping("examples", self.diagnostics);
                let is_json = |name: &str| Media::from_name(name).is_json();
                let examples = examples.iter().filter(|(name, _)| is_json(name));
                values
                    .values
                    .extend(examples.map(|(_, example)| example_value(context, example)));
            } else {
                self.media_type_examples(&at, context, values);
            }
        }
    }

    /// Collects the examples of a body's preferred media type.
    fn values_of_content(&mut self, at: &NodeRef<'_>, context: Context, values: &mut Examples) {
        let listed = at.get_mapping("content", self.diagnostics);
        let (name, media) = Media::preferred(listed.iter().map(|(name, _)| *name));
        if !(media.is_json() || media == Media::Form) {
            return;
        }
        if let Some((_, media)) = listed.iter().find(|(own, _)| *own == name) {
            let context = Context {
                encoding: Encoding::Json,
                ..context
            };
            self.media_type_examples(media, context, values);
        }
    }

    /// Collects the values of `example` and `examples`.
    fn media_type_examples(&mut self, at: &NodeRef<'_>, context: Context, values: &mut Examples) {
        if let Some(example) = at.get("example") {
            values.values.push(example_value(context, &example));
        }
        let listed = match at.node.get("examples") {
            Some(Node::Mapping(_)) => at.get_mapping("examples", self.diagnostics),
            _ => Vec::new(),
        };
        for (_, example) in listed {
            let Some((file, pointer)) = self.follow_ref(&example, ComponentKind::Example) else {
                continue;
            };
            let Some(target) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let via = Some(example.value());
            if let Some(value) = target.get("value") {
                values.values.push(ExampleValue {
                    via,
                    ..example_value(context, &value)
                });
            } else if let Some(path) = target.get_spanned("externalValue", self.diagnostics) {
                let found = self.resolve_example(target.file, &path.value, &path.place);
                let Some((file, pointer)) = found else {
                    continue;
                };
                if let Some(value) = NodeRef::at(&file, &pointer) {
                    let via = Some(target.value());
                    values.values.push(ExampleValue {
                        via,
                        ..example_value(context, &value)
                    });
                }
            }
        }
    }

    /// Collects the requests and responses in `x-ms-examples` of an operation.
    fn operation_examples(&mut self, index: usize, files: &Files, values: &mut Examples) {
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
        let Some(at) = NodeRef::at(file, operation.place.pointer()) else {
            return;
        };
        for (name, example) in at.get_mapping("x-ms-examples", self.diagnostics) {
            let found = match example.get_str("$ref") {
                Some(reference) => {
                    let place = example.get("$ref").map(|at| at.value()).unwrap_or_default();
                    self.resolve_example(at.file, reference, &place)
                }
                None => Some((Arc::clone(at.file), example.pointer.clone())),
            };
            let Some((file, pointer)) = found else {
                continue;
            };
            let Some(target) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let responses = target.get("responses");
            values.operations.push(OperationExample {
                operation: index,
                name: name.to_owned(),
                via: example.value(),
                place: target.value(),
                parameters: target.get("parameters").map(|given| named_values(&given)),
                body: body.clone(),
                responses: responses
                    .iter()
                    .flat_map(NodeRef::entries)
                    .map(|(status, answer)| ExampleResponse {
                        status: normalize_status(status).unwrap_or_else(|| status.to_owned()),
                        place: answer.key(),
                        body: answer.get("body").map(|body| named_value("body", &body)),
                        headers: answer.get("headers").map(|headers| named_values(&headers)),
                    })
                    .collect(),
            });
        }
    }
}

/// Returns the number of examples under `components` that nothing refers to.
fn count_unreferenced(file: &File, bound: &HashSet<(&str, &str)>) -> usize {
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

/// Returns the entries sorted by key, for a deterministic order.
fn sorted<T: Copy>(read: &HashMap<Key, T>) -> Vec<(Key, T)> {
    let mut sorted: Vec<_> = read.iter().map(|(key, id)| (key.clone(), *id)).collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    sorted
}

fn example_value(context: Context, at: &NodeRef<'_>) -> ExampleValue {
    ExampleValue {
        schema: context.schema,
        value: at.node.clone(),
        place: at.value(),
        via: None,
        encoding: context.encoding,
        direction: context.direction,
        is_default: false,
        is_part: false,
    }
}

fn named_value(name: &str, at: &NodeRef<'_>) -> NamedValue {
    NamedValue {
        name: name.to_owned(),
        value: at.node.clone(),
        place: at.value(),
    }
}

fn named_values(at: &NodeRef<'_>) -> Vec<NamedValue> {
    let entries = at.entries();
    entries
        .iter()
        .map(|(name, at)| named_value(name, at))
        .collect()
}

/// Collects the declarations under [`KNOWN_MISMATCHES`] in a file.
fn collect_known_mismatches(file: &Arc<File>, found: &mut Vec<KnownMismatch>) {
    let mut left = vec![NodeRef::root(file)];
    while let Some(at) = left.pop() {
        if let Some(declared) = at.get(KNOWN_MISMATCHES) {
            found.push(KnownMismatch {
                holder: at.value(),
                place: declared.key(),
                value: declared.node.clone(),
            });
        }
        match at.node {
            Node::Mapping(_) => left.extend(at.entries().into_iter().map(|(_, inner)| inner)),
            Node::Sequence(_) => left.extend(at.elements()),
            _ => {}
        }
    }
}
