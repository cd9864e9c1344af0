//! `oneOf`, `anyOf` and discriminators.

use std::sync::Arc;

use indexmap::IndexSet;

use super::{DocumentReader, NodeRef, Schema, SchemaId, schema::is_null_schema};
use crate::{
    diagnostic::{Code, Place},
    openapi::{Case, Discriminator, OneOf, SchemaKind, Stage, fold_case},
    source::Node,
};

impl DocumentReader<'_> {
    pub(super) fn one_of(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        let mut listed = at.get_sequence("oneOf", self.diagnostics);
        listed.extend(at.get_sequence("anyOf", self.diagnostics));
        if listed.is_empty() {
            self.report(
                Code::NothingListed,
                "this list of alternatives is empty; any JSON is accepted",
                at.key(),
            );
            return SchemaKind::Any;
        }
        listed.retain(|listed| !is_null_schema(listed.node));
        let alternatives: Vec<_> = listed
            .iter()
            .map(|listed| (self.schema(listed), listed.key()))
            .collect();
        if alternatives.is_empty() {
            return SchemaKind::Any;
        }
        let mut stages = Vec::new();
        for stage in at.get_sequence("x-rust-when", self.diagnostics) {
            stages.extend(self.stage(&stage));
        }
        if let (true, Some(discriminator)) = (stages.is_empty(), at.get("discriminator")) {
            stages.extend(self.discriminator(&discriminator, &listed));
        }
        let alternatives = alternatives
            .into_iter()
            .map(|(id, place)| (self.skip_plain_ref(id), place))
            .collect();
        SchemaKind::OneOf(Box::new(OneOf {
            alternatives,
            stages,
            siblings: self.object(at),
        }))
    }

    /// Returns the target of a schema that is only a `$ref` and has no Rust name of its own; otherwise the schema
    /// itself.
    fn skip_plain_ref(&self, id: SchemaId) -> SchemaId {
        match self.document.schemas.get(id) {
            Schema {
                kind: SchemaKind::Reference(target),
                rust_name: None,
                ..
            } => *target,
            _ => id,
        }
    }

    fn stage(&mut self, at: &NodeRef<'_>) -> Option<Stage> {
        if !at.expect_mapping("a stage of `x-rust-when`", self.diagnostics) {
            return None;
        }
        at.expect_keys(
            &["pointers", "cases"],
            "a stage of `x-rust-when`",
            self.diagnostics,
        );
        let pointers = self.texts(at, "pointers");
        for (pointer, place) in &pointers {
            if crate::source::segments(pointer).is_none_or(|segments| segments.is_empty()) {
                self.report(
                    Code::Stages,
                    format!(
                        "`{pointer}` is not a JSON pointer to a property: it must start with `/`"
                    ),
                    place.clone(),
                );
            }
        }
        let mut seen = IndexSet::new();
        let mut cases = Vec::new();
        let listed = at.get_sequence("cases", self.diagnostics);
        let lacks_any = pointers.is_empty() || listed.is_empty();
        for case in listed {
            if !case.expect_mapping("a case of `x-rust-when`", self.diagnostics) {
                continue;
            }
            case.expect_keys(
                &["values", "schema"],
                "a case of `x-rust-when`",
                self.diagnostics,
            );
            let values: Vec<String> = self
                .texts(&case, "values")
                .into_iter()
                .map(|(text, _)| text)
                .collect();
            if values.len() != pointers.len() {
                let message = format!("{} values for {} pointers", values.len(), pointers.len());
                self.report(
                    Code::Stages,
                    message,
                    case.get("values").map_or_else(|| case.key(), |at| at.key()),
                );
                continue;
            }
            if !seen.insert(fold_case(&values)) {
                self.report(Code::Stages, "duplicate values", case.key());
                continue;
            }
            let Some(target) = case
                .get("schema")
                .and_then(|_| case.get_spanned("schema", self.diagnostics))
            else {
                case.report_missing("schema", "a case of `x-rust-when`", self.diagnostics);
                continue;
            };
            if let Some(schema) =
                self.resolve_schema_ref(case.file, &target.value, target.place.clone())
            {
                cases.push(Case {
                    values,
                    schema,
                    place: target.place,
                    implied: false,
                });
            }
        }
        if lacks_any {
            self.report(
                Code::Stages,
                "a stage of `x-rust-when` needs `pointers` and `cases`",
                at.key(),
            );
        }
        if pointers.is_empty() || cases.is_empty() {
            return None;
        }
        Some(Stage {
            pointers: pointers.into_iter().map(|(pointer, _)| pointer).collect(),
            cases,
        })
    }

    fn texts(&mut self, at: &NodeRef<'_>, name: &str) -> Vec<(String, Place)> {
        let mut texts = Vec::new();
        for element in at.get_sequence(name, self.diagnostics) {
            match element.node {
                Node::String(text) | Node::Number(text) => {
                    texts.push((text.clone(), element.value()))
                }
                other => self.report(
                    Code::Stages,
                    format!(
                        "`{name}` must contain strings, but this is {}",
                        other.kind()
                    ),
                    element.value(),
                ),
            }
        }
        texts
    }

    /// Reads a `discriminator` beside `oneOf` as one stage with one pointer.
    fn discriminator(&mut self, at: &NodeRef<'_>, alternatives: &[NodeRef<'_>]) -> Option<Stage> {
        let Discriminator {
            property, mapping, ..
        } = self.read_discriminator(at)?;
        let mut pointer = String::new();
        crate::source::push_segment(&mut pointer, &property);
        let mut mapped: IndexSet<_> = mapping.iter().map(|case| case.schema).collect();
        let mut cases = mapping;
        for alternative in alternatives {
            let Some(reference) = alternative.get_str("$ref") else {
                continue;
            };
            let name = reference.rsplit(['/', '#']).next().unwrap_or_default();
            let id = self.schema(alternative);
            let schema = self.skip_plain_ref(id);
            if mapped.insert(schema) {
                cases.push(Case {
                    values: vec![name.to_owned()],
                    schema,
                    place: alternative.key(),
                    implied: true,
                });
            }
        }
        (!cases.is_empty()).then(|| Stage {
            pointers: vec![pointer],
            cases,
        })
    }

    /// Reads the discriminator of a schema that others extend.
    pub(super) fn own_discriminator(&mut self, at: &NodeRef<'_>) -> Option<Discriminator> {
        let is_choice = at.get("oneOf").is_some() || at.get("anyOf").is_some();
        let own = at.get("discriminator").filter(|_| !is_choice)?;
        self.read_discriminator(&own)
    }

    /// Reads a discriminator: the name of a property in Swagger 2.0, a mapping in OpenAPI 3.
    fn read_discriminator(&mut self, at: &NodeRef<'_>) -> Option<Discriminator> {
        if let Node::String(property) = at.node {
            return Some(Discriminator {
                property: property.clone(),
                mapping: Vec::new(),
                place: at.value(),
            });
        }
        if !at.expect_mapping("`discriminator`", self.diagnostics) {
            return None;
        }
        let property = at.get_required_text("propertyName", "`discriminator`", self.diagnostics)?;
        let mut mapping = Vec::new();
        for (value, target) in at.get_mapping("mapping", self.diagnostics) {
            let Some(reference) = target.node.as_str() else {
                target.report_kind("mapping", "a reference", self.diagnostics);
                continue;
            };
            // `mapping` may hold the bare name of a component.
            let known = self.document.components.get(reference).copied();
            if let Some((file, pointer)) = self.origins.get(reference) {
                self.referred
                    .insert((Arc::clone(&file.name), pointer.clone()));
            }
            let schema =
                known.or_else(|| self.resolve_schema_ref(target.file, reference, target.value()));
            if let Some(schema) = schema {
                mapping.push(Case {
                    values: vec![value.to_owned()],
                    schema,
                    place: target.value(),
                    implied: false,
                });
            }
        }
        Some(Discriminator {
            property,
            mapping,
            place: at.key(),
        })
    }
}
