//! Reading of a value by the rules of the generated types, with mismatches collected on the way.

use std::collections::HashMap;

use super::{
    Check, Effect, Mismatch,
    kind::Kind,
    limits::{self, ListedValues},
    lookups::Lookups,
    mismatch::{Way, shown},
    scalar::{self, Scalar, described},
};
use crate::{
    diagnostic::Place,
    model::{
        AdditionalProperties, Constraints, Field, Model, Type, TypeDefinition, TypeKind,
        TypedSchema, ValueKind,
    },
    openapi::Direction,
    source::Node,
};

/// The result of reading a value as a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The paths of the values that the generated types keep, in order. A value without any typed place is the empty
    /// path.
    pub kept: Vec<String>,
    /// True if the generated types refuse to read the value.
    pub is_refused: bool,
    /// The mismatches with the schema.
    pub mismatches: Vec<Mismatch>,
}

/// The expectation for a value.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'m> {
    /// The type and its constraints.
    pub typed: &'m TypedSchema,
    /// The sender: a request need not contain read-only members.
    pub direction: Direction,
    /// The role in the document.
    pub role: Role,
}

/// The role of a value in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A body, which is refused as a whole where a part of a body would be kept.
    Body,
    /// A value inside bodies.
    #[default]
    Part,
    /// An example of one branch of an `allOf`. Other branches describe the rest of it.
    Composed,
    /// A value that is sent as text: a parameter or a header.
    Text,
    /// A list that is sent as one text, into which no pointer leads.
    List,
}

/// Reads a value by the rules of the generated types, and checks the constraints of its schema.
#[must_use]
pub fn read(model: &Model, expected: Expected<'_>, value: &Node) -> Reading {
    Reader::new(model, &mut Lookups::new(u64::MAX)).read(expected, value)
}

/// The fit of a value to a type.
pub(super) enum Fit {
    /// The value has a typed place. The paths are those of kept parts.
    Typed(Vec<String>),
    /// The enclosing value keeps the whole value.
    Kept,
    /// The value cannot be read.
    Refused,
}

/// Reads values of one model.
pub(super) struct Reader<'m, 'p> {
    pub(super) model: &'m Model,
    pub(super) lookups: &'p mut Lookups,
    listed: ListedValues,
    direction: Direction,
    is_composed: bool,
    pub(super) way: Way,
    pub(super) found: Vec<Mismatch>,
    /// The selected alternative of each node and union; none during the selection, and if no alternative fits.
    pub(super) choices: HashMap<(*const Node, &'m str), Option<usize>>,
    pub(super) depth: usize,
}

impl<'m, 'p> Reader<'m, 'p> {
    pub(super) fn new(model: &'m Model, lookups: &'p mut Lookups) -> Self {
        Self {
            model,
            lookups,
            listed: ListedValues::default(),
            direction: Direction::Either,
            is_composed: false,
            way: Way::default(),
            found: Vec::new(),
            choices: HashMap::new(),
            depth: 0,
        }
    }

    pub(super) fn read(mut self, expected: Expected<'m>, value: &Node) -> Reading {
        self.direction = expected.direction;
        self.is_composed = expected.role == Role::Composed;
        self.way.is_one_text = expected.role == Role::List;
        let TypedSchema {
            ty,
            constraints,
            place,
        } = expected.typed;
        let fit = self.value(ty, constraints, value, place);
        let (kept, is_refused) = match fit {
            // Nothing remembers how the whole body was spelled.
            Fit::Typed(_) if expected.role == Role::Body && self.is_other_empty(ty, value) => {
                self.refuse(0);
                (Vec::new(), true)
            }
            Fit::Typed(kept) => (kept, false),
            Fit::Kept if expected.role == Role::Body => {
                self.refuse(0);
                (Vec::new(), true)
            }
            Fit::Kept => (vec![String::new()], false),
            Fit::Refused => (Vec::new(), true),
        };
        let is_text = matches!(expected.role, Role::Text | Role::List);
        if is_text || expected.direction == Direction::Request {
            // Nobody reads it as JSON: the types only write it.
            for found in &mut self.found {
                found.effect = Effect::Unnoticed;
            }
        }
        Reading {
            kept,
            is_refused,
            mismatches: self.found,
        }
    }

    /// Returns whether a value is an empty list in the place of an object, or an empty object in the place of a list.
    fn is_other_empty(&self, ty: &Type, node: &Node) -> bool {
        let is_object = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => {
                return self.is_other_empty(inner, node);
            }
            Type::Map(_) => true,
            Type::Array(_) => false,
            Type::Named(name) => match self.model.types.get(name).map(|it| &it.kind) {
                Some(TypeKind::Struct(_)) => true,
                _ => return false,
            },
            _ => return false,
        };
        match node {
            Node::Sequence(elements) => is_object && elements.is_empty(),
            Node::Mapping(members) => !is_object && members.is_empty(),
            _ => false,
        }
    }

    /// Reads a value as a type. `place` is the place of its definition.
    pub(super) fn value(
        &mut self,
        ty: &'m Type,
        constraints: &'m Constraints,
        node: &Node,
        place: &'m Place,
    ) -> Fit {
        let inside = constraints.elements.as_deref().unwrap_or(NOTHING);
        let fit = match ty {
            Type::Nullable(inner) => {
                return match node {
                    Node::Null => Fit::Typed(Vec::new()),
                    _ => self.value(inner, constraints, node, place),
                };
            }
            Type::Boxed(inner) | Type::Erased(inner) => {
                return self.value(inner, constraints, node, place);
            }
            Type::Json | Type::Bytes | Type::Content | Type::File | Type::OneOf(_) => {
                // Whether it may be null is not known of what is read as any JSON.
                if constraints.is_object && !matches!(node, Node::Mapping(_) | Node::Null) {
                    let start = self.found.len();
                    let _ = self.misplaced(Kind::Object, "an object", node, place);
                    for found in self.found.iter_mut().skip(start) {
                        found.effect = Effect::Unnoticed;
                    }
                }
                Fit::Typed(Vec::new())
            }
            Type::Array(inner) => match node {
                Node::Sequence(elements) => {
                    let elements = elements.iter().map(|element| (&**inner, inside, element));
                    self.elements(elements, place)
                }
                _ => self.another_kind(ty, node, place),
            },
            Type::Tuple(types) => match node {
                Node::Sequence(elements) => {
                    let count = elements.len();
                    let elements = types
                        .iter()
                        .zip(elements)
                        .map(|(ty, node)| (ty, NOTHING, node));
                    let fit = self.elements(elements, place);
                    if count == types.len() || matches!(fit, Fit::Refused) {
                        fit
                    } else {
                        // `prefixItems` says nothing of the number of elements.
                        match (fit, limits::forbidden_count(constraints, count)) {
                            (Fit::Typed(_), _) if count > types.len() => self.spelled(),
                            (_, Some(says)) => {
                                let belong = types.len();
                                let what = format!("has {count} elements where {belong} belong");
                                self.found(Check::ElementCount, Effect::Kept, what, place, says);
                                Fit::Kept
                            }
                            (_, None) => Fit::Kept,
                        }
                    }
                }
                _ => self.another_kind(ty, node, place),
            },
            Type::Map(inner) => match node {
                Node::Mapping(members) => {
                    let mut all = Vec::new();
                    for (name, value) in members {
                        let back = self.way.member(name);
                        all.push(self.value(inner, inside, value, place));
                        self.way.leave(&back);
                    }
                    together(all)
                }
                _ => self.another_kind(ty, node, place),
            },
            Type::Named(name) => match self.model.types.get(name) {
                Some(definition) => self.defined(definition, node, place),
                None => Fit::Typed(Vec::new()),
            },
            scalar => self.scalar(scalar, node, place),
        };
        if matches!(fit, Fit::Typed(_)) {
            let patterns = &mut self.lookups.patterns;
            let broken = limits::broken(constraints, node, patterns, &mut self.listed);
            for (check, what, says) in broken {
                self.found(check, Effect::Unnoticed, what, place, says);
            }
        }
        fit
    }

    fn elements<'n>(
        &mut self,
        elements: impl Iterator<Item = (&'m Type, &'m Constraints, &'n Node)>,
        place: &'m Place,
    ) -> Fit {
        let mut all = Vec::new();
        for (index, (ty, constraints, node)) in elements.enumerate() {
            let back = self.way.element(index);
            all.push(self.value(ty, constraints, node, place));
            self.way.leave(&back);
        }
        together(all)
    }

    fn defined(&mut self, definition: &'m TypeDefinition, node: &Node, place: &'m Place) -> Fit {
        match (&definition.kind, node) {
            (TypeKind::Struct(fields), Node::Mapping(_)) => self.members(definition, fields, node),
            (TypeKind::Struct(fields), _) => {
                let expected = format!("an object (`{}`)", definition.name);
                let is_empty = matches!(node, Node::Sequence(elements) if elements.is_empty());
                if !is_empty {
                    return self.misplaced(Kind::Object, &expected, node, place);
                }
                let fit = self.spelled_empty(Kind::Object, &expected, node, place);
                match fields.iter().all(Field::is_optional) {
                    true => fit,
                    false => Fit::Kept,
                }
            }
            (TypeKind::Enumeration(ValueKind::Text, variants), _) => {
                self.listed_text(definition, variants, node, place)
            }
            (TypeKind::Enumeration(ValueKind::Integer, variants), _) => {
                self.listed_integer(definition, variants, node, place)
            }
            (TypeKind::Union(union), _) => self.union(definition, union, node, place),
        }
    }

    fn members(&mut self, definition: &'m TypeDefinition, fields: &'m [Field], node: &Node) -> Fit {
        let members = self.lookups.members(definition, fields);
        let mut kept = Vec::new();
        let mut is_refused = false;
        // The schema that the value is an example of may be one part of what it is.
        let is_composed = std::mem::take(&mut self.is_composed);
        for (name, value) in node.as_mapping().into_iter().flatten() {
            let back = self.way.member(name);
            let start = self.found.len();
            match members.field(fields, name) {
                Some(field) => match self.value(&field.ty, &field.constraints, value, &field.place)
                {
                    Fit::Typed(inner) => kept.extend(inner),
                    Fit::Kept if !field.is_optional() => {
                        is_refused = true;
                        self.refuse(start);
                    }
                    Fit::Kept => kept.push(self.way.path.clone()),
                    Fit::Refused => is_refused = true,
                },
                None if let Some(field) = members.others(fields) => {
                    let ty = match &field.ty {
                        Type::Map(inner) => inner,
                        other => other,
                    };
                    match self.value(ty, NOTHING, value, &field.place) {
                        Fit::Typed(inner) => kept.extend(inner),
                        _ => {
                            kept.push(self.way.path.clone());
                            for found in self.found.iter_mut().skip(start) {
                                found.effect = Effect::Kept;
                            }
                        }
                    }
                }
                None => {
                    kept.push(self.way.path.clone());
                    match &definition.additional_properties {
                        AdditionalProperties::Any => {}
                        AdditionalProperties::Typed(ty) => {
                            let _ = self.value(ty, NOTHING, value, &definition.place);
                            // It is kept whatever it is.
                            for found in self.found.iter_mut().skip(start) {
                                found.effect = Effect::Kept;
                            }
                        }
                        AdditionalProperties::Unspecified | AdditionalProperties::Forbidden
                            if is_composed => {}
                        AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => {
                            self.unlisted_member(definition, fields, name)
                        }
                    }
                }
            }
            self.way.leave(&back);
        }
        for field in members.required(fields) {
            if node.get(&field.wire).is_some() {
                continue;
            }
            is_refused |= !field.is_optional();
            let is_absent = match self.direction {
                Direction::Request => field.read_only,
                Direction::Response => field.write_only,
                Direction::Either => field.read_only || field.write_only,
            };
            if !is_absent {
                let what = format!(
                    "lacks `{}`, which `{}` requires",
                    field.wire, definition.name
                );
                let says = "required, and defined here".to_owned();
                let effect = match field.is_optional() {
                    true => Effect::Unnoticed,
                    false => Effect::Refused,
                };
                self.found(Check::MissingMember, effect, what, &field.place, says);
            }
        }
        if is_refused {
            Fit::Refused
        } else {
            Fit::Typed(kept)
        }
    }

    fn unlisted_member(&mut self, definition: &'m TypeDefinition, fields: &'m [Field], name: &str) {
        let what = format!("is no member of `{}`", definition.name);
        let says = "does not list it, and does not say that there are others";
        let known = fields.iter().map(|field| field.wire.as_str());
        let found = Mismatch::new(Check::UnlistedMember, Effect::Kept, what)
            .says(&definition.place, says)
            .nearest(&mut self.lookups.suggestions, name, known)
            .name();
        self.found.push(found.below(&self.way));
    }

    pub(super) fn scalar(&mut self, ty: &'m Type, node: &Node, place: &'m Place) -> Fit {
        if !matches!(node, Node::Bool(_) | Node::Number(_) | Node::String(_)) {
            return self.another_kind(ty, node, place);
        }
        let expected = described(ty);
        let says = format!("{expected} belongs here");
        match scalar::scalar(ty, node) {
            Scalar::Same => Fit::Typed(Vec::new()),
            Scalar::Invalid => {
                let what = format!("is {}, which is not {expected}", shown(node));
                self.found(Check::Format, Effect::Kept, what, place, says);
                Fit::Typed(vec![self.way.path.clone()])
            }
            Scalar::Spelled => {
                self.misfit(ty, node, place);
                self.spelled()
            }
            Scalar::Misfit => self.misfit(ty, node, place),
            Scalar::Altered => {
                let what = format!(
                    "is {}, which has more digits than a binary float",
                    shown(node)
                );
                let says = "read and written as a binary float".to_owned();
                self.found(Check::Precision, Effect::Unnoticed, what, place, says);
                Fit::Typed(Vec::new())
            }
        }
    }

    /// The fit of a value in another spelling: it is typed, and its spelling is kept.
    pub(super) fn spelled(&self) -> Fit {
        Fit::Typed(vec![self.way.path.clone()])
    }

    /// Handles a scalar that its type does not hold as it is sent.
    fn misfit(&mut self, ty: &'m Type, node: &Node, place: &'m Place) -> Fit {
        if !scalar::is_number(ty) || !matches!(node, Node::Number(_)) {
            return self.another_kind(ty, node, place);
        }
        let expected = described(ty);
        let no = match ty {
            Type::Float => "beyond the range of a binary float".to_owned(),
            _ => format!("not {expected}"),
        };
        let what = format!("is {}, which is {no}", shown(node));
        let says = format!("{expected} belongs here");
        self.found(Check::UnfitNumber, Effect::Kept, what, place, says);
        Fit::Kept
    }

    fn another_kind(&mut self, ty: &'m Type, node: &Node, place: &'m Place) -> Fit {
        let (kind, expected) = (Kind::of(ty), described(ty));
        match (ty, node) {
            // An empty list in the place of an empty object, and the other way around.
            (Type::Map(_), Node::Sequence(elements)) if elements.is_empty() => {
                self.spelled_empty(kind, expected, node, place)
            }
            (Type::Array(_), Node::Mapping(members)) if members.is_empty() => {
                self.spelled_empty(kind, expected, node, place)
            }
            _ => self.misplaced(kind, expected, node, place),
        }
    }

    /// Handles an empty list or object in the place of the other one.
    fn spelled_empty(&mut self, kind: Kind, expected: &str, node: &Node, place: &'m Place) -> Fit {
        let _ = self.misplaced(kind, expected, node, place);
        if let Some(found) = self.found.last_mut() {
            found.effect = Effect::Kept;
        }
        self.spelled()
    }

    /// Handles a value of another JSON type: a null or a scalar is kept, an array or an object is refused.
    pub(super) fn misplaced(
        &mut self,
        kind: Kind,
        expected: &str,
        node: &Node,
        place: &'m Place,
    ) -> Fit {
        let is_container = matches!(node, Node::Sequence(_) | Node::Mapping(_));
        let says = format!("{expected} belongs here");
        let (check, what) = match node {
            Node::Null => (Check::Null, "is null, which nothing here allows".to_owned()),
            _ => {
                let is = match node {
                    Node::Mapping(_) => "an object",
                    other => other.kind(),
                };
                let what = format!("is {is} where {expected} belongs");
                (Check::WrongType, what)
            }
        };
        let (effect, fit) = match is_container {
            true => (Effect::Refused, Fit::Refused),
            false => (Effect::Kept, Fit::Kept),
        };
        self.found(check, effect, what, place, says);
        if let Some(found) = self.found.last_mut() {
            found.help = kind.requoted(node).map(str::to_owned);
        }
        fit
    }

    pub(super) fn found(
        &mut self,
        check: Check,
        effect: Effect,
        what: String,
        place: &Place,
        says: String,
    ) {
        let found = Mismatch::new(check, effect, what).says(place, says);
        self.found.push(found.below(&self.way));
    }

    /// Turns the kept values since a position into refused ones.
    fn refuse(&mut self, start: usize) {
        for found in self.found.iter_mut().skip(start) {
            if found.effect == Effect::Kept {
                found.effect = Effect::Refused;
            }
        }
    }
}

/// The constraints of a value without any.
pub(super) const NOTHING: &Constraints = &Constraints {
    format: None,
    keywords: std::collections::BTreeMap::new(),
    encoding: None,
    media_type: None,
    listed: Vec::new(),
    default: None,
    is_object: false,
    is_nullable: false,
    is_closed: false,
    required: Vec::new(),
    name_patterns: None,
    elements: None,
};

/// Combines the fits of the elements of a list or a map. One element that has to be kept makes the whole kept.
fn together(all: Vec<Fit>) -> Fit {
    let mut kept = Vec::new();
    let mut is_kept = false;
    for fit in all {
        match fit {
            Fit::Typed(inner) => kept.extend(inner),
            Fit::Kept => is_kept = true,
            Fit::Refused => return Fit::Refused,
        }
    }
    if is_kept { Fit::Kept } else { Fit::Typed(kept) }
}
