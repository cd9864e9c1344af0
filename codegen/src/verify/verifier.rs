//! The checks of all values of one document.

use std::collections::{HashMap, HashSet};

use super::{
    Mismatch,
    exchange::{self, Subject},
    keywords::Files,
    lookups::Lookups,
    reading::{Expected, Reader, Reading, Role},
    report::Finding,
};
use crate::{
    diagnostic::Place,
    model::{Field, Integer, Model, Type, TypeKind, TypedSchema, ValueKind},
    openapi::{Direction, Document, Encoding, ExampleValue, Examples, SchemaId},
    source::{Node, Workspace},
};

pub(super) struct Verifier<'v> {
    model: &'v Model,
    pub(super) lookups: Lookups,
    files: Files<'v>,
}

impl<'v> Verifier<'v> {
    pub(super) fn read(&mut self, expected: Expected<'_>, value: &Node) -> Reading {
        let mut reading = Reader::new(self.model, &mut self.lookups).read(expected, value);
        if !matches!(expected.role, Role::Text | Role::List) {
            let place = &expected.typed.place;
            let lookups = &mut self.lookups;
            self.files
                .correct(place, value, &mut reading.mismatches, lookups);
        }
        reading
    }

    /// Returns the members of a type, if it has members.
    pub(super) fn fields(&self, ty: &Type) -> Option<&'v [Field]> {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => self.fields(inner),
            Type::Named(name) => match &self.model.types.get(name)?.kind {
                TypeKind::Struct(fields) => Some(fields),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the type that decides how values are written as text. An enumeration is a string or an integer.
    pub(super) fn on_the_wire(&self, ty: &Type) -> Type {
        match ty {
            Type::Array(inner) => Type::Array(Box::new(self.on_the_wire(inner))),
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => {
                self.on_the_wire(inner)
            }
            Type::Named(name) => match self.model.types.get(name).map(|ty| &ty.kind) {
                Some(TypeKind::Enumeration(ValueKind::Text, _)) => Type::String,
                Some(TypeKind::Enumeration(ValueKind::Integer, _)) => Type::Integer(Integer::I64),
                _ => Type::Json,
            },
            other => other.clone(),
        }
    }
}

/// Checks all examples and defaults of a document. Returns the place at which more alternatives of choices were to be tried
/// than the limit, if there are that many.
pub(super) fn verify(
    workspace: &Workspace,
    document: &Document,
    values: &Examples,
    model: &Model,
    typed: &HashMap<SchemaId, TypedSchema>,
    tries: u64,
    findings: &mut Findings,
) -> Option<Place> {
    let mut verifier = Verifier {
        model,
        lookups: Lookups::new(tries),
        files: Files::new(workspace),
    };
    for shown in &values.values {
        if let Some(typed) = typed.get(&shown.schema) {
            findings.checked += 1;
            let reading = verifier.shown(shown, typed);
            let stands: Vec<&Place> = std::iter::once(&shown.place).chain(&shown.via).collect();
            findings.add(&shown.place, &stands, reading.mismatches);
            if verifier.lookups.is_exhausted() {
                return Some(shown.place.clone());
            }
        }
    }
    for exchange in &values.operations {
        let Some(operation) = document.operations.get(exchange.operation) else {
            continue;
        };
        let subject = Subject {
            document,
            operation,
            exchange,
            typed,
        };
        findings.checked += 1;
        let mismatches = exchange::check(&subject, &mut verifier);
        findings.add(
            &exchange.place,
            &[&exchange.place, &exchange.via],
            mismatches,
        );
        if verifier.lookups.is_exhausted() {
            return Some(exchange.place.clone());
        }
    }
    None
}

impl Verifier<'_> {
    fn shown(&mut self, shown: &ExampleValue, typed: &TypedSchema) -> Reading {
        if shown.encoding == Encoding::Text {
            return exchange::text(self, typed, &shown.value, shown.direction);
        }
        let role = match shown.direction {
            Direction::Response => Role::Body,
            _ if shown.is_part => Role::Composed,
            _ => Role::Part,
        };
        let expected = Expected {
            typed,
            direction: shown.direction,
            role,
        };
        self.read(expected, &shown.value)
    }
}

/// The findings, each mismatch once even if several references lead to it.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) checked: usize,
    pub(super) found: Vec<Finding>,
    seen: HashSet<(Place, String, Option<Place>)>,
}

impl Findings {
    fn add(&mut self, base: &Place, stands: &[&Place], mismatches: Vec<Mismatch>) {
        for mismatch in mismatches {
            let place = mismatch.place(base);
            let schema = mismatch.schema.as_ref().map(|(place, _)| place.clone());
            let key = (place.clone(), mismatch.what.clone(), schema);
            if self.seen.insert(key) {
                self.found.push(Finding {
                    severity: mismatch.check.code().severity(),
                    place,
                    base: base.clone(),
                    stands: stands.iter().map(|place| (*place).clone()).collect(),
                    mismatch,
                    reason: None,
                    more: 0,
                });
            }
        }
    }
}
