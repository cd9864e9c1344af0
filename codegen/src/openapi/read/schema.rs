use indexmap::{IndexMap, IndexSet};

use super::{At, Reader, Schema, SchemaId, component_of_origin};
use crate::{
    diagnostic::{Diagnostic, Place},
    openapi::{
        Additional, Case, Enumeration, Form, Limits, Number, Object, OneOf, Property, Stage, Value,
    },
    source::Node,
};

const KNOWN: [&str; 43] = [
    "$ref",
    "type",
    "format",
    "enum",
    "properties",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "items",
    "additionalProperties",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "description",
    "title",
    "example",
    "not",
    "externalDocs",
    "xml",
    "x-ms-enum",
    "x-rust-name",
    "x-rust-was",
    "x-rust-when",
    "summary",
    "examples",
    "$comment",
];

impl Reader<'_> {
    /// The id of a schema that stands in place.
    pub(super) fn schema(&mut self, at: &At<'_>) -> SchemaId {
        let (id, is_new) = Self::id(&mut self.document, &mut self.schemas, at, |document| {
            &mut document.schemas
        });
        if is_new {
            let schema = self.read_schema(at);
            self.document.schemas.set(id, schema);
        }
        id
    }

    /// Reads a schema; those inside it are read with it, those it refers to later.
    pub(super) fn read_schema(&mut self, at: &At<'_>) -> Schema {
        if !at.expect_mapping("a schema", self.diagnostics) {
            return Schema {
                place: at.key(),
                ..Schema::default()
            };
        }
        at.expect_names(&KNOWN, "a schema", self.diagnostics);
        let form = self.form(at);
        let nullable = at.flag("nullable", self.diagnostics)
            || at
                .list("enum", self.diagnostics)
                .iter()
                .any(|value| *value.node == Node::Null);
        Schema {
            place: at.key(),
            component: component_of_origin(&self.origins, at),
            title: at.text("title", self.diagnostics),
            description: at.text("description", self.diagnostics),
            nullable,
            read_only: at.flag("readOnly", self.diagnostics),
            write_only: at.flag("writeOnly", self.diagnostics),
            deprecated: at.flag("deprecated", self.diagnostics),
            default: at.get("default").map(|at| at.node.clone()),
            limits: self.limits(at),
            rust_name: at.spoken("x-rust-name", self.diagnostics),
            rust_was: at.spoken("x-rust-was", self.diagnostics),
            form,
        }
    }

    fn limits(&mut self, at: &At<'_>) -> Limits {
        let diagnostics = &mut *self.diagnostics;
        Limits {
            minimum: at.number("minimum", diagnostics),
            exclusive_minimum: at.flag("exclusiveMinimum", diagnostics),
            maximum: at.number("maximum", diagnostics),
            exclusive_maximum: at.flag("exclusiveMaximum", diagnostics),
            multiple_of: at.number("multipleOf", diagnostics),
            min_length: at.number("minLength", diagnostics),
            max_length: at.number("maxLength", diagnostics),
            pattern: at.text("pattern", diagnostics),
            min_items: at.number("minItems", diagnostics),
            max_items: at.number("maxItems", diagnostics),
            unique_items: at.flag("uniqueItems", diagnostics),
        }
    }

    fn form(&mut self, at: &At<'_>) -> Form {
        if at.get("$ref").is_some() {
            let target = at.spoken("$ref", self.diagnostics);
            let id =
                target.and_then(|target| self.referred_schema(at.file, &target.text, target.place));
            return id.map_or(Form::Any, Form::Reference);
        }
        let parts: Vec<SchemaId> = at
            .list("allOf", self.diagnostics)
            .iter()
            .map(|part| self.schema(part))
            .collect();
        if !parts.is_empty() {
            return Form::AllOf(parts, self.object(at));
        }
        if at.get("oneOf").is_some() || at.get("anyOf").is_some() {
            return self.one_of(at);
        }
        let kind = at.text("type", self.diagnostics);
        match kind.as_deref() {
            Some("boolean") => Form::Boolean,
            Some(kind @ ("integer" | "number")) => self.number(at, kind == "integer"),
            Some("string") => self.string(at),
            Some("array") => match at.get("items") {
                Some(items) => Form::Array(self.schema(&items)),
                None => {
                    at.missing("items", "an array", self.diagnostics);
                    Form::Any
                }
            },
            Some("object") => Form::Object(self.object(at)),
            Some(other) => {
                let place = at.get("type").map(|at| at.value()).unwrap_or_default();
                let known = ["boolean", "integer", "number", "string", "array", "object"];
                let nearest = crate::diagnostic::nearest(other, known);
                let diagnostic = Diagnostic::error(format!("there is no type `{other}`")).at(place);
                self.diagnostics.push(match nearest {
                    Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
                    None => diagnostic.help(format!("the types are `{}`", known.join("`, `"))),
                });
                Form::Any
            }
            // A schema without a type is what its keywords make of it.
            None if at.get("properties").is_some() || at.get("additionalProperties").is_some() => {
                Form::Object(self.object(at))
            }
            None if at.get("items").is_some() => at
                .get("items")
                .map_or(Form::Any, |items| Form::Array(self.schema(&items))),
            None if at.get("enum").is_some() || at.get("x-ms-enum").is_some() => self.string(at),
            None => Form::Any,
        }
    }

    fn number(&mut self, at: &At<'_>, whole: bool) -> Form {
        let listed = at.list("enum", self.diagnostics);
        let listed = listed
            .iter()
            .filter(|value| *value.node != Node::Null)
            .map(|value| value.node.to_json(false))
            .collect();
        Form::Number(Number {
            whole,
            format: at.text("format", self.diagnostics),
            listed,
        })
    }

    fn string(&mut self, at: &At<'_>) -> Form {
        let described = at
            .get("x-ms-enum")
            .filter(|at| at.expect_mapping("`x-ms-enum`", self.diagnostics));
        let spoken = described
            .as_ref()
            .map(|at| at.list("values", self.diagnostics))
            .unwrap_or_default();
        if at.get("enum").is_none() && spoken.is_empty() {
            return Form::Text(at.text("format", self.diagnostics));
        }
        let name = described
            .as_ref()
            .and_then(|at| at.spoken("name", self.diagnostics));
        let mut values: IndexMap<String, Value> = IndexMap::new();
        let listed = if at.get("enum").is_some() {
            at.list("enum", self.diagnostics)
                .into_iter()
                .map(|at| (at.node, at.value()))
                .collect()
        } else {
            spoken
                .iter()
                .filter_map(|at| at.get("value").map(|value| (value.node, value.value())))
                .collect::<Vec<_>>()
        };
        for (node, place) in listed {
            let wire = match node {
                Node::String(text) | Node::Number(text) => text.clone(),
                Node::Bool(value) => value.to_string(),
                Node::Null => continue,
                Node::Sequence(_) | Node::Mapping(_) => {
                    self.error(
                        format!("a listed value is text, but this is {}", node.kind()),
                        place,
                    );
                    continue;
                }
            };
            let value = Value {
                wire: wire.clone(),
                place: place.clone(),
                name: None,
                description: None,
                rust_name: None,
                rust_was: None,
            };
            if let Some(first) = values.get(&wire) {
                let first = first.place.clone();
                let message = format!("`{wire}` is listed twice");
                self.diagnostics.push(
                    Diagnostic::error(message)
                        .at(place)
                        .label("again here")
                        .also(first, "first here"),
                );
                continue;
            }
            values.insert(wire, value);
        }
        for spoken in spoken {
            self.describe_value(&spoken, &mut values);
        }
        if values.is_empty() {
            at.get("enum")
                .into_iter()
                .for_each(|list| self.error("this list of values is empty", list.key()));
            return Form::Text(None);
        }
        let extensible = described.is_some_and(|at| at.flag("modelAsString", self.diagnostics));
        Form::Enumeration(Enumeration {
            name,
            extensible,
            values: values.into_values().collect(),
        })
    }

    /// Adds what `x-ms-enum` says about a value.
    fn describe_value(&mut self, at: &At<'_>, values: &mut IndexMap<String, Value>) {
        let Some(value) = at.get("value") else {
            at.missing("value", "a value of `x-ms-enum`", self.diagnostics);
            return;
        };
        let wire = match value.node {
            Node::String(text) | Node::Number(text) => text.clone(),
            other => other.to_json(false),
        };
        const KNOWN: [&str; 6] = [
            "value",
            "name",
            "description",
            "x-rust-name",
            "x-rust-was",
            "allowedValues",
        ];
        at.expect_names(&KNOWN, "a value of `x-ms-enum`", self.diagnostics);
        let Some(known) = values.get_mut(&wire) else {
            let names: Vec<_> = values.keys().map(String::as_str).collect();
            let diagnostic = Diagnostic::error(format!(
                "`x-ms-enum` describes `{wire}`, which `enum` does not list"
            ))
            .at(value.value());
            self.diagnostics
                .push(match crate::diagnostic::nearest(&wire, names) {
                    Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                    None => diagnostic,
                });
            return;
        };
        known.name = at.text("name", self.diagnostics);
        known.description = at.text("description", self.diagnostics);
        known.rust_name = at.spoken("x-rust-name", self.diagnostics);
        known.rust_was = at.spoken("x-rust-was", self.diagnostics);
    }

    fn object(&mut self, at: &At<'_>) -> Object {
        let mut properties = IndexMap::new();
        for (name, property) in at.map("properties", self.diagnostics) {
            let schema = self.schema(&property);
            properties.insert(
                name.to_owned(),
                Property {
                    place: property.key(),
                    schema,
                },
            );
        }
        let mut required = IndexMap::new();
        for name in at.list("required", self.diagnostics) {
            match name.node {
                Node::String(text) => {
                    required.insert(text.clone(), name.value());
                }
                other => self.error(
                    format!("`required` lists names, but this is {}", other.kind()),
                    name.value(),
                ),
            }
        }
        let additional = match at.get("additionalProperties") {
            None
            | Some(At {
                node: Node::Bool(_),
                ..
            }) => Additional::Untyped,
            Some(schema) if schema.node.as_mapping().is_some_and(IndexMap::is_empty) => {
                Additional::Untyped
            }
            Some(schema) => Additional::Of(self.schema(&schema)),
        };
        Object {
            properties,
            required,
            additional,
        }
    }

    fn one_of(&mut self, at: &At<'_>) -> Form {
        let mut listed = at.list("oneOf", self.diagnostics);
        listed.extend(at.list("anyOf", self.diagnostics));
        let alternatives: Vec<_> = listed
            .iter()
            .map(|listed| (self.schema(listed), listed.key()))
            .collect();
        if alternatives.is_empty() {
            self.error("this list of alternatives is empty", at.key());
            return Form::Any;
        }
        let mut stages = Vec::new();
        for stage in at.list("x-rust-when", self.diagnostics) {
            stages.extend(self.stage(&stage));
        }
        if let (true, Some(discriminator)) = (stages.is_empty(), at.get("discriminator")) {
            stages.extend(self.discriminator(&discriminator, &listed));
        }
        let alternatives = alternatives
            .into_iter()
            .map(|(id, place)| (self.reached(id), place))
            .collect();
        Form::OneOf(OneOf {
            alternatives,
            stages,
            beside: self.object(at),
        })
    }

    /// The schema that a mere reference stands for, if it is known already.
    fn reached(&self, id: SchemaId) -> SchemaId {
        match self.document.schemas.get(id) {
            Schema {
                form: Form::Reference(target),
                rust_name: None,
                ..
            } => *target,
            _ => id,
        }
    }

    fn stage(&mut self, at: &At<'_>) -> Option<Stage> {
        if !at.expect_mapping("a stage of `x-rust-when`", self.diagnostics) {
            return None;
        }
        at.expect_names(
            &["pointers", "cases"],
            "a stage of `x-rust-when`",
            self.diagnostics,
        );
        let pointers = self.texts(at, "pointers");
        for (pointer, place) in &pointers {
            if crate::source::segments(pointer).is_none_or(|segments| segments.is_empty()) {
                self.error(
                    format!(
                        "`{pointer}` is not a JSON pointer to a member: it must begin with `/`"
                    ),
                    place.clone(),
                );
            }
        }
        let mut seen = IndexSet::new();
        let mut cases = Vec::new();
        for case in at.list("cases", self.diagnostics) {
            if !case.expect_mapping("a case of `x-rust-when`", self.diagnostics) {
                continue;
            }
            case.expect_names(
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
                self.error(
                    message,
                    case.get("values").map_or_else(|| case.key(), |at| at.key()),
                );
                continue;
            }
            if !seen.insert(
                values
                    .iter()
                    .map(|value| value.to_ascii_lowercase())
                    .collect::<Vec<_>>(),
            ) {
                self.error("these values are listed twice", case.key());
                continue;
            }
            let Some(target) = case
                .get("schema")
                .and_then(|_| case.spoken("schema", self.diagnostics))
            else {
                case.missing("schema", "a case of `x-rust-when`", self.diagnostics);
                continue;
            };
            if let Some(schema) =
                self.referred_schema(case.file, &target.text, target.place.clone())
            {
                cases.push(Case {
                    values,
                    schema,
                    place: target.place,
                });
            }
        }
        if pointers.is_empty() || cases.is_empty() {
            self.error(
                "a stage of `x-rust-when` needs `pointers` and `cases`",
                at.key(),
            );
            return None;
        }
        Some(Stage {
            pointers: pointers.into_iter().map(|(pointer, _)| pointer).collect(),
            cases,
        })
    }

    fn texts(&mut self, at: &At<'_>, name: &str) -> Vec<(String, Place)> {
        let mut texts = Vec::new();
        for element in at.list(name, self.diagnostics) {
            match element.node {
                Node::String(text) | Node::Number(text) => {
                    texts.push((text.clone(), element.value()))
                }
                other => self.error(
                    format!("`{name}` lists texts, but this is {}", other.kind()),
                    element.value(),
                ),
            }
        }
        texts
    }

    /// OpenAPI's `discriminator` is one stage with one pointer.
    fn discriminator(&mut self, at: &At<'_>, alternatives: &[At<'_>]) -> Option<Stage> {
        if !at.expect_mapping("`discriminator`", self.diagnostics) {
            return None;
        }
        let name = at.required_text("propertyName", "`discriminator`", self.diagnostics)?;
        let mut pointer = String::new();
        crate::source::push_segment(&mut pointer, &name);
        let mut cases = Vec::new();
        let mut mapped = IndexSet::new();
        for (value, target) in at.map("mapping", self.diagnostics) {
            let Some(reference) = target.node.as_str() else {
                self.error(
                    format!(
                        "`mapping` maps to references, but this is {}",
                        target.node.kind()
                    ),
                    target.value(),
                );
                continue;
            };
            // A mapping may name a component without saying where components are.
            let is_name =
                !reference.contains(['#', '/']) && self.document.components.contains_key(reference);
            let reference = if is_name {
                format!("#/components/schemas/{reference}")
            } else {
                reference.to_owned()
            };
            let known = is_name
                .then(|| {
                    self.document
                        .components
                        .get(reference.rsplit('/').next()?)
                        .copied()
                })
                .flatten();
            let schema =
                known.or_else(|| self.referred_schema(target.file, &reference, target.value()));
            if let Some(schema) = schema {
                mapped.insert(schema);
                cases.push(Case {
                    values: vec![value.to_owned()],
                    schema,
                    place: target.value(),
                });
            }
        }
        for alternative in alternatives {
            let Some(reference) = alternative.node.get("$ref").and_then(Node::as_str) else {
                continue;
            };
            let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
            let id = self.schema(alternative);
            let schema = self.reached(id);
            if mapped.insert(schema) {
                cases.push(Case {
                    values: vec![name],
                    schema,
                    place: alternative.key(),
                });
            }
        }
        (!cases.is_empty()).then(|| Stage {
            pointers: vec![pointer],
            cases,
        })
    }
}
