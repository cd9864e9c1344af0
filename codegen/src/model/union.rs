//! One of several types.

use std::collections::HashMap;

use super::{
    Alternative, Case, Stage, Type, Union,
    names::{self, Role, Wanted},
    types::Builder,
};
use crate::{
    diagnostic::Diagnostic,
    openapi::{OneOf, SchemaId},
};

impl Builder<'_, '_> {
    pub(super) fn union(&mut self, choice: &OneOf) -> Union {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut indices: HashMap<SchemaId, usize> = HashMap::new();
        for (id, place) in &choice.alternatives {
            let ty = match self.type_of(*id) {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            // A second alternative of the same type would never be reached.
            let known = alternatives.iter().position(|known| known.ty == ty);
            indices.insert(
                self.composer.target(*id, self.diagnostics),
                known.unwrap_or(alternatives.len()),
            );
            if known.is_none() {
                alternatives.push(Alternative {
                    name: String::new(),
                    ty,
                    docs: self.docs(*id),
                    place: place.clone(),
                });
            }
        }
        let texts: Vec<String> = alternatives
            .iter()
            .map(|alternative| text(&alternative.ty))
            .collect();
        let wanted: Vec<_> = texts.iter().map(|text| Wanted::new(text, None)).collect();
        for (alternative, name) in
            alternatives
                .iter_mut()
                .zip(names::distinct(Role::Variant, &wanted, self.diagnostics))
        {
            alternative.name = name;
        }
        let mut stages = Vec::new();
        for stage in &choice.stages {
            let mut cases = Vec::new();
            for case in &stage.cases {
                let target = self.composer.target(case.schema, self.diagnostics);
                match indices.get(&target) {
                    Some(alternative) => cases.push(Case {
                        values: case.values.clone(),
                        alternative: *alternative,
                    }),
                    None => self.diagnostics.push(
                        Diagnostic::warning(
                            "this chooses a schema that is none of the alternatives",
                        )
                        .at(case.place.clone())
                        .note("what it chooses is kept as any JSON")
                        .help("add it to `oneOf`"),
                    ),
                }
            }
            stages.push(Stage {
                pointers: stage.pointers.clone(),
                cases,
            });
        }
        Union {
            alternatives,
            stages,
        }
    }
}

/// What an alternative's name is made from. Nested types are written so that no two are alike.
fn text(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Float => "Float".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::LocalDateTime => "LocalDateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Named(name) => name.clone(),
        Type::Array(items) => format!("{} List", text(items)),
        Type::Map(values) => format!("{} Map", text(values)),
        Type::Nullable(inner) => format!("Nullable {}", text(inner)),
        Type::Boxed(inner) => text(inner),
    }
}
