//! `oneOf`, `anyOf` and discriminators.

use std::sync::Arc;

use indexmap::IndexSet;

use super::{
    DocumentReader, NodeRef, Schema, SchemaId,
    alternatives::{alternatives, is_described, only_repeats},
    schema::is_null_schema,
};
use crate::{
    diagnostic::{Code, Place},
    openapi::{Case, Discriminator, OneOf, SchemaKind, Stage, fold_case},
    source::Node,
};

impl DocumentReader<'_> {
    /// Returns whether a schema has alternatives. Reports lists of alternatives that are empty.
    pub(super) fn is_choice(&mut self, at: &NodeRef<'_>) -> bool {
        let mut is_choice = false;
        for name in ["oneOf", "anyOf"] {
            let Some(listed) = at.get(name) else {
                continue;
            };
            match listed.node {
                Node::Sequence(alternatives) if alternatives.is_empty() => self.report(
                    Code::NothingListed,
                    "this list of alternatives is empty; it is ignored",
                    listed.key(),
                ),
                _ => is_choice = true,
            }
        }
        is_choice
    }

    /// Reads the alternatives of a schema. Those that only constrain what the schema says beside them are not a choice.
    pub(super) fn one_of(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        let mut listed = alternatives(at, self);
        let was_listed = !listed.is_empty();
        listed.retain(|listed| !is_null_schema(listed.node));
        let types = self.types(at);
        if listed.is_empty() && (was_listed || types.is_empty()) {
            return match is_described(at.node) {
                true => self.kind_of_types(at, &types),
                false => SchemaKind::Any,
            };
        }
        if !listed.is_empty() && listed.iter().all(|it| only_repeats(it.node, at.node)) {
            return self.kind_of_types(at, &types);
        }
        let mut alternatives = Vec::new();
        for listed in &listed {
            let id = self.schema(listed);
            self.inherit_type(id, listed, &types);
            match &self.document.schemas.get(id).kind {
                // Several values of `type`.
                SchemaKind::OneOf(inner)
                    if inner.stages.is_empty()
                        && inner.siblings.is_empty()
                        && listed.get("type").is_some() =>
                {
                    alternatives.extend(inner.alternatives.clone());
                }
                _ => alternatives.push((id, listed.key())),
            }
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

    /// Gives the type beside a list of alternatives to one that says nothing of its type.
    fn inherit_type(&mut self, id: SchemaId, at: &NodeRef<'_>, types: &[String]) {
        let is_untyped = matches!(self.document.schemas.get(id).kind, SchemaKind::Any)
            && at.node.as_mapping().is_some_and(|it| !it.is_empty())
            && ["$ref", "type", "not", "allOf", "oneOf", "anyOf"]
                .iter()
                .all(|name| at.get(name).is_none());
        if let ([only], true) = (types, is_untyped)
            && !matches!(only.as_str(), "object" | "array")
        {
            let kind = self.kind_of_type(at, only);
            if let Some(schema) = self.document.schemas.get_mut(id) {
                schema.kind = kind;
            }
        }
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
            place: None,
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
            property,
            mapping,
            default,
            place,
        } = self.read_discriminator(at)?;
        let mut pointer = String::new();
        crate::source::push_segment(&mut pointer, &property);
        let mut mapped: IndexSet<_> = mapping.iter().map(|case| case.schema).collect();
        let mut cases = mapping;
        // An alternative without a value takes what no value selects.
        cases.retain(|case| Some(case.schema) != default);
        mapped.extend(default);
        for alternative in alternatives {
            let Some(reference) = alternative.get_str("$ref") else {
                continue;
            };
            let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
            let id = self.schema(alternative);
            let schema = self.skip_plain_ref(id);
            if mapped.insert(schema) {
                let name = self.schema_file_component(schema);
                cases.push(Case {
                    values: vec![name.unwrap_or_else(|| last.to_owned())],
                    schema,
                    place: alternative.key(),
                    implied: true,
                });
            }
        }
        (!cases.is_empty()).then(|| Stage {
            pointers: vec![pointer],
            cases,
            place: Some(place),
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
                default: None,
                place: at.value(),
            });
        }
        if !at.expect_mapping("`discriminator`", self.diagnostics) {
            return None;
        }
        let property = at.get_required_text("propertyName", "`discriminator`", self.diagnostics)?;
        let mut mapping = Vec::new();
        for (value, target) in at.get_mapping("mapping", self.diagnostics) {
            let schema = self.mapped_schema(&target);
            if let Some(schema) = schema {
                mapping.push(Case {
                    values: vec![value.to_owned()],
                    schema,
                    place: target.value(),
                    implied: false,
                });
            }
        }
        let default = at.get("defaultMapping");
        let default = default.and_then(|target| self.mapped_schema(&target));
        Some(Discriminator {
            property,
            mapping,
            default,
            place: at.key(),
        })
    }

    /// Returns the schema that an entry of `mapping` names, by a reference or by the bare name of a component.
    fn mapped_schema(&mut self, target: &NodeRef<'_>) -> Option<SchemaId> {
        let Some(reference) = target.node.as_str() else {
            target.report_kind("mapping", "a reference", self.diagnostics);
            return None;
        };
        let known = self.document.components.get(reference).copied();
        if let Some((file, pointer)) = self.origins.get(reference) {
            self.referred
                .insert((Arc::clone(&file.name), pointer.clone()));
        }
        known.or_else(|| self.resolve_schema_ref(target.file, reference, target.value()))
    }
}
