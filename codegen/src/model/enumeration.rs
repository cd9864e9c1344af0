//! Variants of enumerations.

use std::collections::HashMap;

use super::{
    Variant, docs,
    names::{self, NameRequest, Role, Scope},
    types::ModelBuilder,
};
use crate::openapi::{Enumeration, ValueKind};

impl ModelBuilder<'_, '_> {
    pub(super) fn variants(&mut self, owner: &str, enumeration: &Enumeration) -> Vec<Variant> {
        let mut uses: HashMap<&str, usize> = HashMap::new();
        for value in &enumeration.values {
            *uses
                .entry(value.name.as_deref().unwrap_or(&value.wire))
                .or_default() += 1;
        }
        // A name that two values share is not used for either.
        let text = |name: Option<&'_ String>| {
            name.filter(|name| uses.get(name.as_str()) == Some(&1))
                .cloned()
        };
        let texts: Vec<String> = enumeration
            .values
            .iter()
            .map(|value| {
                text(value.name.as_ref()).unwrap_or_else(|| text_of(enumeration.kind, &value.wire))
            })
            .collect();
        let wanted: Vec<_> = texts
            .iter()
            .zip(&enumeration.values)
            .map(|(text, value)| {
                NameRequest::new(text, value.rust_name.as_ref()).renamed(value.rust_was.as_ref())
            })
            .collect();
        let scope = Scope::Type(Role::Variant, owner.to_owned());
        let chosen = names::assign(Role::Variant, &scope, &wanted, self.past, self.diagnostics);
        let mut variants = Vec::new();
        for (value, name) in enumeration.values.iter().zip(chosen) {
            let was = names::previous_name(value.rust_was.as_ref(), self.diagnostics);
            variants.push(Variant {
                name,
                wire: value.wire.clone(),
                was,
                docs: docs::text(value.description.as_deref()),
                attributes: Vec::new(),
                place: value.place.clone(),
                described: value.described.clone(),
            });
        }
        variants
    }
}

/// Returns the text that the name of a value without one is made from. An integer is a value of a number: `ValueMinus1`.
fn text_of(kind: ValueKind, wire: &str) -> String {
    match (kind, wire.strip_prefix('-')) {
        (ValueKind::Text, _) => wire.to_owned(),
        (ValueKind::Integer, None) => format!("Value {wire}"),
        (ValueKind::Integer, Some(digits)) => format!("Value Minus {digits}"),
    }
}
