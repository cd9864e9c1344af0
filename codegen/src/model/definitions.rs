//! Finds the schemas that become types, and names them.

mod alternative_names;

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    aliases,
    compose::{Composer, Resolved},
    dedup::StructuralIndex,
    named::{Definitions, NamedKind},
    names::{self, NameRequest, PastNames, Rank, Role, Scope},
    parameter::{api_version_value, is_ignored},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    openapi::{
        AdditionalProperties, Content, Document, Enumeration, IdMap, IdSet, Media, Object,
        Operation, ParameterId, Schema, SchemaId, SchemaKind, Spanned, StreamItems,
    },
};

pub(super) fn find<'d>(
    document: &'d Document,
    composer: &mut Composer<'d>,
    past: &mut PastNames,
    diagnostics: &mut Diagnostics,
    keep_duplicates: bool,
) -> Definitions<'d> {
    let mut finder = DefinitionFinder {
        document,
        composer,
        diagnostics,
        found: Vec::new(),
        aliases: Vec::new(),
        indices: IdMap::default(),
        enumerations: HashMap::new(),
        visited: IdSet::default(),
        index: StructuralIndex::new(document),
        shared: HashMap::new(),
        client_names: client_names(document),
        referred: referred(document),
        deferred: VecDeque::new(),
        group: 0,
    };
    finder.components();
    let operations: Vec<String> = document.operations.iter().map(operation_text).collect();
    for (operation, text) in document.operations.iter().zip(&operations) {
        finder.group += 1;
        finder.operation(operation, text);
    }
    while let Some((id, text)) = finder.deferred.pop_front() {
        finder.visit(id, &text, Position::Other);
    }
    finder.assign_names(&operations, past, keep_duplicates)
}

/// Returns how many components have each `x-ms-client-name`.
fn client_names(document: &Document) -> HashMap<&str, usize> {
    let mut uses = HashMap::new();
    for id in document.components.values() {
        if let Some(name) = document.schemas.get(*id).client_name.as_deref() {
            *uses.entry(name).or_default() += 1;
        }
    }
    uses
}

/// Returns the text that an operation's name is made from.
pub(super) fn operation_text(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => id.value.clone(),
        None => format!("{} {}", operation.method.to_lowercase(), operation.path),
    }
}

struct Candidate<'d> {
    id: SchemaId,
    /// Name in the document, or the path from a component or operation to the schema.
    text: String,
    chosen: Option<&'d Spanned<String>>,
    /// The texts of the equal schemas that are the same type.
    equals: Vec<String>,
    rank: Rank,
    /// Index of the component or operation that the schema belongs to.
    group: usize,
}

/// A component that is no type of its own, with its text and its given name.
type AliasCandidate<'d> = (SchemaId, String, Option<&'d Spanned<String>>);

/// Position of a schema. `x-rust-name` on a property names the property, elsewhere the type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Member,
    Other,
}

struct DefinitionFinder<'f, 'd> {
    document: &'d Document,
    composer: &'f mut Composer<'d>,
    diagnostics: &'f mut Diagnostics,
    found: Vec<Candidate<'d>>,
    /// Components that are no types of their own.
    aliases: Vec<AliasCandidate<'d>>,
    indices: IdMap<Schema, usize>,
    /// Enumerations by `x-ms-enum` name: one name is one type.
    enumerations: HashMap<String, usize>,
    visited: IdSet<Schema>,
    index: StructuralIndex<'d>,
    /// Inline schemas by content: equal ones are one type.
    shared: HashMap<usize, usize>,
    /// How many components have each `x-ms-client-name`.
    client_names: HashMap<&'d str, usize>,
    /// The targets of `$ref`s.
    referred: HashSet<SchemaId>,
    /// `$ref` targets that are not components. They are named after all inline schemas.
    deferred: VecDeque<(SchemaId, String)>,
    group: usize,
}

impl<'d> DefinitionFinder<'_, 'd> {
    /// Names components first, so that no inline schema takes their names.
    fn components(&mut self) {
        for (group, (name, id)) in self.document.components.iter().enumerate() {
            self.group = group;
            if self.is_definition(*id) {
                let schema = self.document.schemas.get(*id);
                let text = schema
                    .client_name
                    .as_ref()
                    .filter(|text| self.is_free(text));
                self.define(
                    *id,
                    text.unwrap_or(name).clone(),
                    schema.rust_name.as_deref(),
                    (Rank::Definition, name),
                );
            } else if !self.names_target(*id) {
                let schema = self.document.schemas.get(*id);
                let text = schema
                    .client_name
                    .as_ref()
                    .filter(|text| self.is_free(text));
                let text = text.unwrap_or(name).clone();
                // A component that refers only to itself has no type.
                let target = self.composer.target(*id, self.diagnostics);
                let target = &self.document.schemas.get(target).kind;
                if !matches!(target, SchemaKind::Reference(_)) {
                    self.aliases.push((*id, text, schema.rust_name.as_deref()));
                }
            }
        }
        self.define_referred();
        for (group, (name, id)) in self.document.components.iter().enumerate() {
            self.group = group;
            self.visited.insert(*id);
            let text = self
                .document
                .schemas
                .get(*id)
                .rust_name
                .as_ref()
                .map_or(name, |chosen| &chosen.value);
            self.contents(*id, text);
        }
    }

    /// Reports the `x-rust-was` of a component without a name in Rust.
    fn report_idle_predecessor(&mut self, id: SchemaId, text: &str) {
        if let Some(given) = &self.document.schemas.get(id).rust_was {
            let message = format!("`x-rust-was` is ignored: `{text}` has no name in Rust");
            self.diagnostics
                .push(Diagnostic::new(Code::NotRead, message).at(given.place.clone()));
        }
    }

    /// Returns whether a component is nothing but a `$ref` to a schema that is none.
    fn names_target(&self, id: SchemaId) -> bool {
        let target = self.document.schemas.resolve_ref(id);
        let is_reference = matches!(self.document.schemas.get(id).kind, SchemaKind::Reference(_));
        is_reference && self.document.schemas.get(target).component.is_none()
    }

    /// Names schemas that are no components after the first component that is nothing but a `$ref` to it.
    fn define_referred(&mut self) {
        for (group, (name, id)) in self.document.components.iter().enumerate() {
            let target = self.document.schemas.resolve_ref(*id);
            if !self.names_target(*id)
                || self.indices.contains_key(&target)
                || !self.is_definition(target)
            {
                continue;
            }
            self.group = group;
            let chosen = self.document.schemas.get(*id).rust_name.as_deref();
            self.define(target, name.clone(), chosen, (Rank::Definition, name));
        }
    }

    /// Returns whether an `x-ms-client-name` is unique among client names and component names.
    fn is_free(&self, text: &str) -> bool {
        !self.document.components.contains_key(text) && self.client_names.get(text) == Some(&1)
    }

    /// Returns whether a schema itself defines a type.
    fn is_definition(&mut self, id: SchemaId) -> bool {
        match self.composer.resolve(id, self.diagnostics) {
            Resolved::Struct(owner)
            | Resolved::Enumeration(owner, _)
            | Resolved::Union(owner, _) => owner == id,
            _ => false,
        }
    }

    fn define(
        &mut self,
        id: SchemaId,
        mut text: String,
        chosen: Option<&'d Spanned<String>>,
        (rank, path): (Rank, &str),
    ) {
        let index = self.found.len();
        if let SchemaKind::Enumeration(enumeration) = &self.document.schemas.get(id).kind {
            let name = match (rank, &enumeration.name) {
                (Rank::Inline, Some(name)) if chosen.is_none() => Some(&name.value),
                (Rank::Inline, _) => None,
                _ => Some(&text),
            };
            if let Some(name) = name {
                match self.enumerations.get(name).copied() {
                    Some(known) if self.is_same(known, enumeration) => {
                        self.indices.insert(id, known);
                        return;
                    }
                    Some(_) => text = path.to_owned(),
                    None => _ = self.enumerations.insert(name.clone(), index),
                }
            }
        }
        self.indices.insert(id, index);
        self.found.push(Candidate {
            id,
            text,
            chosen,
            equals: Vec::new(),
            rank,
            group: self.group,
        });
    }

    /// Returns whether two enumerations of one name have the same values. Otherwise the second one is named after its
    /// position.
    fn is_same(&mut self, known: usize, second: &Enumeration) -> bool {
        let Some(found) = self.found.get(known) else {
            return true;
        };
        let SchemaKind::Enumeration(first) = &self.document.schemas.get(found.id).kind else {
            return true;
        };
        let values = |enumeration: &Enumeration| {
            let values = enumeration.values.iter();
            values
                .map(|value| value.wire.clone())
                .collect::<HashSet<_>>()
        };
        if first.kind == second.kind && values(first) == values(second) {
            return true;
        }
        if let Some(name) = &second.name {
            let place = first.name.as_ref().map_or_else(
                || self.document.schemas.get(found.id).place.clone(),
                |name| name.place.clone(),
            );
            self.diagnostics.push(
                Diagnostic::new(
                    Code::TwoEnumerations,
                    format!("two different enumerations have the name `{}`", name.value),
                )
                .at(name.place.clone())
                .label("again here")
                .also(place, "first here")
                .note("the second one is named after its position")
                .help("rename one of them"),
            );
        }
        false
    }

    fn visit(&mut self, id: SchemaId, text: &str, position: Position) {
        let schema = self.document.schemas.get(id);
        if schema.component.is_some() || !self.visited.insert(id) {
            return;
        }
        let chosen = schema
            .rust_name
            .as_deref()
            .filter(|_| position == Position::Other);
        let named = match &schema.kind {
            SchemaKind::Enumeration(Enumeration {
                name: Some(name), ..
            }) => name.value.as_str(),
            _ => text,
        };
        if !self.indices.contains_key(&id) && self.is_definition(id) {
            let shape = self.index.content(id);
            if let Some(known) = self.shared.get(&shape).filter(|_| schema.hint.is_none()) {
                self.indices.insert(id, *known);
                if let Some(found) = self.found.get_mut(*known) {
                    found.equals.push(named.to_owned());
                }
                return;
            }
            self.define(id, named.to_owned(), chosen, (Rank::Inline, text));
            if let (Some(index), None) = (self.indices.get(&id), &schema.hint) {
                self.shared.insert(shape, *index);
            }
        }
        self.contents(id, chosen.map_or(named, |chosen| &chosen.value));
    }

    /// Visits the schemas inside a schema.
    fn contents(&mut self, id: SchemaId, text: &str) {
        if let Some(next) = self.composer.next(id) {
            match self.document.schemas.get(id).kind {
                SchemaKind::Reference(_) if self.document.schemas.get(next).component.is_none() => {
                    let hint = self.document.schemas.get(next).hint.as_deref();
                    self.deferred
                        .push_back((next, hint.unwrap_or(text).to_owned()));
                }
                _ => self.visit(next, text, Position::Other),
            }
            return;
        }
        match &self.document.schemas.get(id).kind {
            SchemaKind::Object(object) => self.members(object, text),
            SchemaKind::Array(items) => {
                self.visit(*items, &format!("{text}/[]item"), Position::Other)
            }
            SchemaKind::Tuple(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let text = format!("{text}/[]element{}", index + 1);
                    self.visit(*element, &text, Position::Other);
                }
            }
            SchemaKind::AllOf(parts, own) => {
                for part in parts {
                    // An inline part is not a type, but the schemas inside it may be. Components and `$defs` are
                    // visited elsewhere.
                    let schema = self.document.schemas.get(*part);
                    let is_inline = schema.component.is_none() && schema.hint.is_none();
                    // A part that is the target of a `$ref` too is visited again, as a type.
                    let is_referred = self.referred.contains(part);
                    if is_inline && (is_referred || self.visited.insert(*part)) {
                        self.contents(*part, text);
                    }
                }
                self.members(own, text);
            }
            SchemaKind::OneOf(choice) => {
                let mut distinct = self.distinct_members(choice);
                for (index, (alternative, _)) in choice.alternatives.iter().enumerate() {
                    let schema = self.document.schemas.get(*alternative);
                    let name = schema
                        .hint
                        .as_ref()
                        .or(schema.title.as_ref())
                        .or_else(|| self.only_text(&schema.kind));
                    let name = name.map_or_else(
                        || match distinct.remove(alternative) {
                            Some(member) => format!("[]with {}", escaped(&member)),
                            None => format!("[]alternative{}", index + 1),
                        },
                        |title| escaped(title),
                    );
                    self.visit(*alternative, &format!("{text}/{name}"), Position::Other);
                }
                self.members(&choice.siblings, text);
            }
            _ => {}
        }
    }

    fn members(&mut self, object: &Object, text: &str) {
        for (name, property) in &object.properties {
            self.visit(
                property.schema,
                &format!("{text}/{}", escaped(name)),
                Position::Member,
            );
        }
        if let AdditionalProperties::Typed(values) = object.additional_properties {
            self.visit(values, &format!("{text}/[]value"), Position::Other);
        }
    }

    fn operation(&mut self, operation: &Operation, text: &str) {
        let text = operation
            .rust_name
            .as_ref()
            .map_or(text, |chosen| &chosen.value);
        for id in &operation.parameters {
            self.parameter(*id, text);
        }
        if let Some(body) = operation.body.map(|id| self.document.bodies.get(id))
            && let Some(schema) = body.schema
        {
            let name = body.name.as_deref().unwrap_or("body");
            self.visit(
                schema,
                &component_text(body.component.as_ref(), text, name),
                Position::Other,
            );
            self.other_contents(&body.contents, &format!("{text}/{}", escaped(name)));
        }
        for (status, id) in &operation.responses {
            let response = self.document.responses.get(*id);
            let name = match status.as_str() {
                "200" => "response".to_owned(),
                "default" => "error".to_owned(),
                other => format!("response{other}"),
            };
            let text = component_text(response.component.as_ref(), text, &name);
            for (name, header) in &response.headers {
                if let Some(schema) = self.document.headers.get(*header).schema {
                    self.visit(
                        schema,
                        &format!("{text}/{}", escaped(name)),
                        Position::Other,
                    );
                }
            }
            if let Some(schema) = response.schema {
                self.visit(schema, &text, Position::Other);
                self.other_contents(&response.contents, &text);
            }
            for content in &response.contents {
                if let Some(StreamItems::Json(schema)) = content.items {
                    self.visit(schema, &format!("{text}/item"), Position::Other);
                }
            }
        }
    }

    /// Visits the schemas of a body in media types beside the preferred one.
    fn other_contents(&mut self, contents: &[Content], text: &str) {
        for content in contents.iter().skip(1) {
            let media = Media::from_name(&content.media_type);
            if media.is_json() || media.is_form() {
                let text = format!("{text}/{}", escaped(&content.media_type));
                self.visit(content.schema, &text, Position::Other);
            }
        }
    }

    fn parameter(&mut self, id: ParameterId, text: &str) {
        let parameter = self.document.parameters.get(id);
        if api_version_value(self.document, parameter).is_some() || is_ignored(parameter) {
            return;
        }
        if let Some(schema) = parameter.schema {
            self.visit(
                schema,
                &component_text(parameter.component.as_ref(), text, &parameter.name),
                Position::Other,
            );
        }
    }

    /// Assigns the names.
    fn assign_names(
        mut self,
        operations: &[String],
        past: &mut PastNames,
        keep_duplicates: bool,
    ) -> Definitions<'d> {
        // Two inline definitions may have the same path.
        let mut texts = HashSet::new();
        for found in &mut self.found {
            let text = found.text.clone();
            let mut number = 1;
            while found.chosen.is_none() && !texts.insert(found.text.clone()) {
                number += 1;
                found.text = format!("{text}/{number}");
            }
        }
        // An inline definition may be given the text of a component, whose name it then has.
        let components = std::mem::take(&mut self.aliases);
        let (aliases, written_out): (Vec<_>, Vec<_>) = components
            .into_iter()
            .partition(|(_, text, _)| texts.insert(text.clone()));
        let wanted = self.found.iter().map(|found| NameRequest {
            text: &found.text,
            chosen: found.chosen,
            rank: found.rank,
            equals: &found.equals,
            is_renamed: self.document.schemas.get(found.id).rust_was.is_some(),
        });
        let wanted_aliases = aliases.iter().map(|(id, text, chosen)| NameRequest {
            rank: Rank::Alias,
            is_renamed: self.document.schemas.get(*id).rust_was.is_some(),
            ..NameRequest::new(text, *chosen)
        });
        let wanted: Vec<NameRequest<'_>> = wanted.chain(wanted_aliases).collect();
        let scope = Scope::Types;
        let mut chosen = names::assign(Role::Type, &scope, &wanted, past, self.diagnostics);
        let alias_names = chosen.split_off(self.found.len());
        // An alias whose name another definition has is written out.
        let is_named = |((_, text, chosen), name): &(AliasCandidate<'d>, String)| {
            let is_own = match chosen {
                Some(chosen) => chosen.value == *name,
                None => aliases::own_name(text) == *name,
            };
            is_own && !aliases::is_taken(name)
        };
        let (aliases, unnamed): (Vec<_>, Vec<_>) =
            aliases.into_iter().zip(alias_names).partition(is_named);
        for (id, text, _) in unnamed.iter().map(|(one, _)| one).chain(&written_out) {
            self.report_idle_predecessor(*id, text);
        }
        let aliases: Vec<(SchemaId, String)> = aliases
            .into_iter()
            .map(|((id, ..), name)| (id, name))
            .collect();
        let operations = self.document.operations.iter().zip(operations);
        let wanted: Vec<NameRequest<'_>> = operations
            .map(|(operation, text)| {
                NameRequest::new(text, operation.rust_name.as_ref())
                    .renamed(operation.rust_was.as_ref())
            })
            .collect();
        let scope = Scope::Operations;
        let operations = names::assign(Role::Operation, &scope, &wanted, past, self.diagnostics);
        let names = self
            .indices
            .iter()
            .filter_map(|(id, index)| Some((*id, chosen.get(*index)?.clone())))
            .collect();
        let duplicates = keep_duplicates.then(|| {
            let shared = self.shared.iter();
            let names = shared
                .filter_map(|(shape, index)| Some((*shape, chosen.get(*index)?.clone())))
                .collect();
            (self.index, names)
        });
        let mut types: Vec<_> = self.found.drain(..).zip(chosen).collect();
        types.sort_by_key(|(found, _)| found.group);
        let kinds = types
            .iter()
            .filter_map(|(found, name)| {
                let kind = match &self.document.schemas.get(found.id).kind {
                    SchemaKind::Enumeration(listed) => NamedKind::Scalar(listed.kind),
                    SchemaKind::Object(_) | SchemaKind::AllOf(..) => NamedKind::Object,
                    _ => return None,
                };
                Some((name.clone(), kind))
            })
            .collect();
        Definitions {
            types: types
                .into_iter()
                .map(|(found, name)| (found.id, name))
                .collect(),
            alias_names: aliases.iter().cloned().collect(),
            aliases,
            operations,
            names,
            kinds,
            duplicates,
        }
    }
}

/// Returns the targets of the `$ref`s of a document that are inline schemas.
fn referred(document: &Document) -> HashSet<SchemaId> {
    let targets = document
        .schemas
        .ids()
        .filter_map(|id| match document.schemas.get(id).kind {
            SchemaKind::Reference(target) => Some(target),
            _ => None,
        });
    targets
        .filter(|target| document.schemas.get(*target).component.is_none())
        .collect()
}

/// Returns the path to a schema: a component's name, or else a name inside an operation.
fn component_text(component: Option<&String>, operation: &str, name: &str) -> String {
    component
        .cloned()
        .unwrap_or_else(|| format!("{operation}/{}", escaped(name)))
}

/// Escapes a name as a segment of a path, so that paths are unambiguous.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
