//! Resolves schemas: follows `$ref`s and merges `allOf`.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    openapi::{
        AdditionalProperties, Document, Enumeration, IdMap, IdSet, KnownFormat, MAX_REF_HOPS,
        Number, Object, OneOf, Schema, SchemaId, SchemaKind, ValueKind,
    },
};

/// Result of resolving a schema. Kinds that get a type of their own carry the id of the schema that defines it.
#[derive(Clone, Debug)]
pub(super) enum Resolved<'d> {
    Json,
    Boolean,
    Number(&'d Number),
    Text(Option<&'d str>),
    Array(SchemaId),
    Tuple(&'d [SchemaId]),
    Map(SchemaId),
    Struct(SchemaId),
    Enumeration(SchemaId, &'d Enumeration),
    Union(SchemaId, &'d OneOf),
}

/// Properties of an object, properties of its `allOf` parents first.
#[derive(Clone, Debug, Default)]
pub(super) struct Composed {
    pub(super) members: IndexMap<String, Member>,
    pub(super) required: IndexMap<String, Place>,
    pub(super) additional_properties: Option<SchemaId>,
    /// True if a part explicitly allows additional properties of any type.
    pub(super) allows_any: bool,
    /// True if a part explicitly forbids additional properties.
    pub(super) is_closed: bool,
}

/// A property of a composed object.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    /// Definitions of the property, the topmost parent's first.
    pub(super) definitions: Vec<(SchemaId, Place)>,
    /// The schemas of the definitions, if they are many.
    known: IdSet<Schema>,
}

impl Member {
    /// Returns whether a schema is not one of the definitions so far. It becomes one.
    fn is_new(&mut self, schema: SchemaId) -> bool {
        const FEW: usize = 8;
        if self.definitions.len() < FEW {
            return self.definitions.iter().all(|(known, _)| *known != schema);
        }
        if self.known.is_empty() {
            self.known
                .extend(self.definitions.iter().map(|(known, _)| *known));
        }
        self.known.insert(schema)
    }
}

/// Maximum length of a chain of references and depth of `allOf`.
const MAX_DEPTH: usize = MAX_REF_HOPS;

/// Resolves the schemas of a document and caches the results.
pub(super) struct Composer<'d> {
    document: &'d Document,
    /// The schema that each schema resolves to, and the number of schemas in between.
    targets: IdMap<Schema, (SchemaId, usize)>,
    composed: IdMap<Schema, Rc<Composed>>,
    /// Ids of the component schemas.
    components: IdSet<Schema>,
    open: Vec<SchemaId>,
}

impl<'d> Composer<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            targets: IdMap::default(),
            composed: IdMap::default(),
            open: Vec::new(),
            components: document.components.iter().map(|(_, id)| *id).collect(),
        }
    }

    pub(super) fn schema(&self, id: SchemaId) -> &'d Schema {
        self.document.schemas.get(id)
    }

    /// Returns the schema that a schema resolves to if it only refers to another one, perhaps with a description of
    /// its own.
    pub(super) fn target(&mut self, id: SchemaId, diagnostics: &mut Diagnostics) -> SchemaId {
        if let Some((target, _)) = self.targets.get(&id) {
            return *target;
        }
        let mut passed = Vec::new();
        let mut seen = IdSet::default();
        let mut current = id;
        let target = loop {
            if let Some(known) = self.targets.get(&current) {
                break *known;
            }
            if !seen.insert(current) {
                let place = self.schema(id).place.clone();
                let message = "this definition refers only to itself; any JSON is accepted";
                diagnostics.push(Diagnostic::new(Code::Recursive, message).at(place));
                break (current, 0);
            }
            passed.push(current);
            match self.next(current) {
                Some(next) => current = next,
                None => break (current, 0),
            }
        };
        let (target, mut hops) = target;
        for id in passed.into_iter().rev() {
            if hops == MAX_DEPTH {
                let place = self.schema(id).place.clone();
                let message =
                    "this chain of `$ref`s is too long; descriptions at its end are ignored";
                diagnostics.push(Diagnostic::new(Code::TooDeep, message).at(place));
            }
            self.targets.insert(id, (target, hops));
            hops += 1;
        }
        target
    }

    /// Returns a schema, the parts of its `allOf` that only describe or constrain it, and the schemas that it refers to, itself
    /// first.
    pub(super) fn chain(&self, id: SchemaId) -> Vec<&'d Schema> {
        let mut seen = IdSet::default();
        let mut chain = Vec::new();
        let mut current = id;
        loop {
            let schema = self.schema(current);
            chain.push(schema);
            if let SchemaKind::AllOf(parts, own) = &schema.kind
                && own.is_empty()
            {
                let parts = parts.iter().map(|part| self.schema(*part));
                chain.extend(parts.filter(|part| matches!(part.kind, SchemaKind::Any)));
            }
            // Most schemas refer to no other, so that nothing has to be noted.
            let Some(next) = self.next(current).filter(|_| chain.len() <= MAX_DEPTH) else {
                return chain;
            };
            seen.insert(current);
            if seen.contains(&next) {
                return chain;
            }
            current = next;
        }
    }

    /// Returns the schema that a schema only refers to: by `$ref`, or as the only part of `allOf`, or as the only
    /// alternative of `oneOf`.
    pub(super) fn next(&self, id: SchemaId) -> Option<SchemaId> {
        match &self.schema(id).kind {
            SchemaKind::Reference(target) => Some(*target),
            SchemaKind::AllOf(parts, own) if own.is_empty() => {
                let only = match self.constraining_parts(parts) {
                    (Some(only), None) => only,
                    (Some(_), Some(_)) => return self.narrowest(parts),
                    (None, _) => return None,
                };
                // A component that adds nothing to an object is a type of its own anyway, because it has a name.
                let is_definition = self.components.contains(&id) && self.is_object(only);
                (!is_definition).then_some(only)
            }
            SchemaKind::OneOf(one_of) if one_of.stages.is_empty() && one_of.siblings.is_empty() => {
                let [(only, _)] = one_of.alternatives.as_slice() else {
                    return None;
                };
                Some(*only)
            }
            _ => None,
        }
    }

    /// Returns whether a schema is an `allOf` of another one, directly or through others.
    pub(super) fn extends(&self, id: SchemaId, base: SchemaId) -> bool {
        let base = self.document.schemas.resolve_ref(base);
        let mut seen = IdSet::default();
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            let id = self.document.schemas.resolve_ref(id);
            if id == base {
                return true;
            }
            if let SchemaKind::AllOf(parts, _) = &self.schema(id).kind
                && seen.insert(id)
            {
                left.extend(parts);
            }
        }
        false
    }

    /// Returns the first two parts of an `allOf` that are more than documentation.
    fn constraining_parts(&self, parts: &[SchemaId]) -> (Option<SchemaId>, Option<SchemaId>) {
        let is_constraining = |part: &SchemaId| !matches!(self.schema(*part).kind, SchemaKind::Any);
        let mut constraining = parts.iter().copied().filter(is_constraining);
        (constraining.next(), constraining.next())
    }

    /// Returns the narrowest of the scalars in an `allOf`, the first of several; none if another kind is among them.
    fn narrowest(&self, parts: &[SchemaId]) -> Option<SchemaId> {
        let mut narrowest: Option<(&SchemaKind, SchemaId)> = None;
        for part in parts {
            let target = self.document.schemas.resolve_ref(*part);
            let kind = &self.schema(target).kind;
            match kind {
                SchemaKind::Any => {}
                SchemaKind::Enumeration(_)
                | SchemaKind::Text(_)
                | SchemaKind::Number(_)
                | SchemaKind::Boolean => {
                    if narrowest.is_none_or(|(known, _)| narrows(kind, known)) {
                        narrowest = Some((kind, *part));
                    }
                }
                _ => return None,
            }
        }
        narrowest.map(|(_, part)| part)
    }

    /// Returns whether null is a value of a schema: it or a schema to which it refers says so. Of several parts of an `allOf`
    /// that have a type, all have to say so.
    pub(super) fn is_nullable(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..=MAX_DEPTH {
            let schema = self.schema(current);
            if schema.nullable {
                return true;
            }
            if let SchemaKind::AllOf(parts, own) = &schema.kind
                && own.is_empty()
            {
                let is_typed =
                    |part: &&SchemaId| !matches!(self.schema(**part).kind, SchemaKind::Any);
                if parts
                    .iter()
                    .any(|part| !is_typed(&part) && self.schema(*part).nullable)
                {
                    return true;
                }
                let typed: Vec<&SchemaId> = parts.iter().filter(is_typed).collect();
                if typed.len() > 1 {
                    return typed.iter().all(|part| {
                        let target = self.document.schemas.resolve_ref(**part);
                        self.schema(**part).nullable || self.schema(target).nullable
                    });
                }
            }
            match self.next(current) {
                Some(next) => current = next,
                None => return false,
            }
        }
        false
    }

    /// Returns whether a schema, or the schema that it refers to, is an object.
    fn is_object(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..MAX_DEPTH {
            current = self.document.schemas.resolve_ref(current);
            match &self.schema(current).kind {
                SchemaKind::AllOf(parts, own) if own.is_empty() => {
                    match self.constraining_parts(parts) {
                        (Some(only), None) => current = only,
                        (first, _) => return first.is_some() && self.narrowest(parts).is_none(),
                    }
                }
                kind => return matches!(kind, SchemaKind::Object(_) | SchemaKind::AllOf(..)),
            }
        }
        false
    }

    pub(super) fn resolve(&mut self, id: SchemaId, diagnostics: &mut Diagnostics) -> Resolved<'d> {
        let id = self.target(id, diagnostics);
        match &self.schema(id).kind {
            SchemaKind::Any | SchemaKind::Reference(_) => Resolved::Json,
            SchemaKind::Boolean => Resolved::Boolean,
            SchemaKind::Number(number) => Resolved::Number(number),
            SchemaKind::Text(format) => Resolved::Text(format.as_deref()),
            SchemaKind::Enumeration(enumeration) => Resolved::Enumeration(id, enumeration),
            SchemaKind::Array(items) => Resolved::Array(*items),
            SchemaKind::Tuple(elements) => Resolved::Tuple(elements),
            SchemaKind::OneOf(choice) if self.is_choice(choice) => Resolved::Union(id, choice),
            SchemaKind::Object(_) | SchemaKind::OneOf(_) | SchemaKind::AllOf(..) => {
                let composed = self.compose(id, diagnostics);
                match composed.additional_properties {
                    _ if !composed.members.is_empty() => Resolved::Struct(id),
                    Some(values) => Resolved::Map(values),
                    None => Resolved::Json,
                }
            }
        }
    }

    /// Returns whether the alternatives do more than require properties.
    fn is_choice(&self, choice: &OneOf) -> bool {
        let constrains = |id: &SchemaId| match &self.schema(*id).kind {
            SchemaKind::Any => false,
            SchemaKind::Object(object) => {
                !object.properties.is_empty() || choice.siblings.properties.is_empty()
            }
            _ => true,
        };
        choice.siblings.properties.is_empty()
            || choice.alternatives.iter().any(|(id, _)| constrains(id))
    }

    /// Properties of an object, properties of its `allOf` parents first.
    pub(super) fn compose(&mut self, id: SchemaId, diagnostics: &mut Diagnostics) -> Rc<Composed> {
        let id = self.target(id, diagnostics);
        if let Some(composed) = self.composed.get(&id) {
            return Rc::clone(composed);
        }
        let place = self.schema(id).place.clone();
        if self.open.last() == Some(&id) {
            let message = "this definition extends itself; that part is ignored";
            diagnostics.push(Diagnostic::new(Code::Recursive, message).at(place));
            return Rc::default();
        }
        if self.open.contains(&id) {
            let message = "these definitions extend each other through `allOf`";
            let inner = self
                .open
                .last()
                .map(|inner| self.schema(*inner).place.clone());
            let diagnostic = Diagnostic::new(Code::CyclicReference, message)
                .at(place)
                .help("remove one of the references");
            diagnostics.push(match inner {
                Some(inner) => diagnostic.also(inner, "it is extended, and extends it"),
                None => diagnostic,
            });
            return Rc::default();
        }
        if self.open.len() >= MAX_DEPTH {
            let message = "this `allOf` nests too deep; properties beyond are kept";
            diagnostics.push(Diagnostic::new(Code::TooDeep, message).at(place));
            return Rc::default();
        }
        self.open.push(id);
        let mut composed = Composed::default();
        match &self.schema(id).kind {
            SchemaKind::Object(object) => composed.add(object),
            SchemaKind::OneOf(choice) => composed.add(&choice.siblings),
            SchemaKind::AllOf(parts, own) => {
                for part in parts {
                    self.add_part(&mut composed, *part, diagnostics);
                }
                composed.add(own);
            }
            _ => {}
        }
        self.open.pop();
        let composed = Rc::new(composed);
        self.composed.insert(id, Rc::clone(&composed));
        composed
    }

    fn add_part(&mut self, composed: &mut Composed, part: SchemaId, diagnostics: &mut Diagnostics) {
        let target = self.target(part, diagnostics);
        match &self.schema(target).kind {
            SchemaKind::Any | SchemaKind::Reference(_) => {}
            SchemaKind::OneOf(choice) if self.is_choice(choice) => {
                self.refuse_part(part, "a union", diagnostics)
            }
            SchemaKind::Object(_) | SchemaKind::AllOf(..) | SchemaKind::OneOf(_) => {
                let parent = self.compose(target, diagnostics);
                let members = parent.members.values();
                let steps = members.map(|member| member.definitions.len()).sum();
                if diagnostics.spend(steps, &self.schema(part).place) {
                    composed.add_all(&parent);
                }
            }
            SchemaKind::Array(_) | SchemaKind::Tuple(_) => {
                self.refuse_part(part, "an array", diagnostics)
            }
            SchemaKind::Boolean => self.refuse_part(part, "a boolean", diagnostics),
            SchemaKind::Enumeration(Enumeration {
                kind: ValueKind::Integer,
                ..
            })
            | SchemaKind::Number(_) => self.refuse_part(part, "a number", diagnostics),
            SchemaKind::Text(_) | SchemaKind::Enumeration(_) => {
                self.refuse_part(part, "a string", diagnostics)
            }
        }
    }

    fn refuse_part(&self, part: SchemaId, kind: &str, diagnostics: &mut Diagnostics) {
        let message = format!("`allOf` combines objects, but this part is {kind}; it is ignored");
        diagnostics.push(
            Diagnostic::new(Code::ComposedOfNonObject, message).at(self.schema(part).place.clone()),
        );
    }

    /// Warns of required properties without a definition.
    pub(super) fn check_required(composed: &Composed, diagnostics: &mut Diagnostics) {
        for (name, place) in &composed.required {
            if composed.members.contains_key(name) {
                continue;
            }
            let message = format!("`required` names `{name}`, which is not a property");
            let diagnostic =
                Diagnostic::new(Code::RequiredWithoutMember, message).at(place.clone());
            let known = composed.members.keys().map(String::as_str);
            let near = diagnostics.nearest(name, known);
            diagnostics.push(match near {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
        }
    }
}

impl Composed {
    fn add(&mut self, object: &Object) {
        for (name, property) in &object.properties {
            self.add_member(name, property.schema, &property.place);
        }
        self.add_required(&object.required);
        self.allows_any |= object.allows_any;
        self.is_closed |= object.is_closed;
        if let AdditionalProperties::Typed(schema) = object.additional_properties {
            self.additional_properties = Some(schema);
        }
    }

    fn add_all(&mut self, other: &Self) {
        for (name, member) in &other.members {
            for (schema, place) in &member.definitions {
                self.add_member(name, *schema, place);
            }
        }
        self.add_required(&other.required);
        self.additional_properties = other.additional_properties.or(self.additional_properties);
        self.allows_any |= other.allows_any;
        self.is_closed |= other.is_closed;
    }

    fn add_member(&mut self, name: &str, schema: SchemaId, place: &Place) {
        let member = self.members.entry(name.to_owned()).or_default();
        // The same parent may occur twice.
        if member.is_new(schema) {
            member.definitions.push((schema, place.clone()));
        }
    }

    fn add_required(&mut self, required: &IndexMap<String, Place>) {
        for (name, place) in required {
            self.required
                .entry(name.clone())
                .or_insert_with(|| place.clone());
        }
    }
}

/// Returns whether a scalar allows fewer values than another one of its kind, or lists values.
fn narrows(kind: &SchemaKind, known: &SchemaKind) -> bool {
    match (kind, known) {
        (SchemaKind::Enumeration(own), SchemaKind::Enumeration(known)) => {
            own.kind == known.kind && own.values.len() < known.values.len()
        }
        (SchemaKind::Enumeration(_), _) => true,
        (SchemaKind::Text(own), SchemaKind::Text(known)) => {
            let is_typed = |format: &Option<String>| {
                let format = format.as_deref().and_then(KnownFormat::from_name);
                format.is_some_and(KnownFormat::chooses_type)
            };
            is_typed(own) && !is_typed(known)
        }
        (SchemaKind::Number(own), SchemaKind::Number(known)) => breadth(own) < breadth(known),
        _ => false,
    }
}

/// Returns a number that is less for numbers with fewer values.
fn breadth(number: &Number) -> u8 {
    match number.format.as_deref().and_then(KnownFormat::from_name) {
        Some(KnownFormat::UnixTime) => 0,
        Some(KnownFormat::Int8 | KnownFormat::UInt8) => 1,
        Some(KnownFormat::Int16 | KnownFormat::UInt16) => 2,
        Some(KnownFormat::Int32 | KnownFormat::UInt32) => 3,
        Some(KnownFormat::Int64 | KnownFormat::UInt64) => 4,
        _ if number.is_whole() => 5,
        Some(KnownFormat::Float) => 6,
        _ => 7,
    }
}
