use std::borrow::Cow;

use super::{
    Dialect, DocumentReader, NodeRef, Schema, SchemaId, alternatives::is_mere_list,
    enumeration::integer_of, equality::is_same_value, own_component_name, suggestion,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{Object, OneOf, SchemaKind},
    source::Node,
};

/// Keywords of a schema in any dialect.
const KNOWN: [&str; 74] = [
    "$ref",
    "type",
    "format",
    "enum",
    "const",
    "properties",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "items",
    "prefixItems",
    "additionalItems",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
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
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "description",
    "title",
    "example",
    "not",
    "if",
    "then",
    "else",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "externalDocs",
    "xml",
    "x-ms-enum",
    "x-rust-name",
    "x-rust-was",
    "x-rust-when",
    "summary",
    "examples",
    "collectionFormat",
    "allowEmptyValue",
    "definitions",
    "$comment",
    "$defs",
    "$anchor",
    "$id",
    "$schema",
    "$vocabulary",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$recursiveAnchor",
];

/// Maximum number of elements of a tuple type in the runtime.
const LONGEST_TUPLE: usize = 12;

/// Maximum length of a title that names the schema of a file.
const LONGEST_TITLE: usize = 40;

/// Values of `type`, except `null`.
const TYPES: [&str; 7] = [
    "boolean", "integer", "number", "string", "array", "object", "file",
];

/// The types of `format: int-or-string`.
const INTEGER_OR_STRING: [&str; 2] = ["integer", "string"];

/// Returns whether the values of a schema are integers and strings: `format: int-or-string`, or the extension of Kubernetes.
pub(super) fn is_integer_or_string(node: &Node) -> bool {
    let format = node.get("format").and_then(Node::as_str);
    format == Some("int-or-string")
        || node.get("x-kubernetes-int-or-string") == Some(&Node::Bool(true))
}

impl DocumentReader<'_> {
    /// Returns the id of an inline schema.
    pub(super) fn schema(&mut self, at: &NodeRef<'_>) -> SchemaId {
        self.schema_beside(at, &[])
    }

    /// Returns the id of an inline schema whose node also has other keys, named in `beside`.
    pub(super) fn schema_beside(&mut self, at: &NodeRef<'_>, beside: &[&str]) -> SchemaId {
        let (id, is_new) = Self::id(&mut self.document, &mut self.schemas, at, |document| {
            &mut document.schemas
        });
        if is_new {
            let mut schema = self.read_schema_beside(at, beside);
            if !beside.is_empty() {
                // These name the parameter or header, not its type.
                (schema.rust_name, schema.rust_was, schema.client_name) = (None, None, None);
            }
            self.document.schemas.set(id, schema);
        }
        id
    }

    /// Reads a schema and its inline schemas. The targets of `$ref`s are read later.
    pub(super) fn read_schema(&mut self, at: &NodeRef<'_>) -> Schema {
        self.read_schema_beside(at, &[])
    }

    fn read_schema_beside(&mut self, at: &NodeRef<'_>, beside: &[&str]) -> Schema {
        let component = own_component_name(&self.origins, at);
        if let Node::Bool(allows) = at.node {
            if !allows {
                self.report(
                    Code::NotRead,
                    "`false` allows no value; any JSON is accepted",
                    at.value(),
                );
            }
            return Schema {
                place: at.key(),
                component,
                ..Schema::default()
            };
        }
        if !at.expect_mapping("a schema", self.diagnostics) {
            return Schema {
                place: at.key(),
                component,
                ..Schema::default()
            };
        }
        if beside.is_empty() {
            at.expect_keys(&KNOWN, "a schema", self.diagnostics);
        } else {
            let known: Vec<&str> = KNOWN.iter().chain(beside).copied().collect();
            at.expect_keys(&known, "a schema", self.diagnostics);
        }
        if at.get("then").is_some() || at.get("else").is_some() {
            let place = at.get("if").unwrap_or_else(|| at.clone()).key();
            self.report(
                Code::NotRead,
                "`if`, `then` and `else` are ignored; properties that only they declare are kept",
                place,
            );
        }
        self.lint_format(at);
        // A parameter of Swagger 2.0 is its schema as well, and may be required.
        if beside.is_empty() {
            self.lint_required(at);
        }
        self.lint_contradictions(at);
        let kind = self.kind(at);
        let is_enumeration = matches!(kind, SchemaKind::Enumeration(_));
        let mut validation = self.validation(at);
        if !is_enumeration {
            validation.listed = self
                .listed_values(at)
                .iter()
                .map(|at| at.node.to_json(false))
                .collect();
            if !validation.listed.is_empty() {
                let labels = self.number_labels(at);
                let label = |value: &String| labels.get(value).cloned();
                let listed = validation.listed.iter();
                validation.labels = match labels.is_empty() {
                    true => Vec::new(),
                    false => listed
                        .map(|value| label(value).unwrap_or_default())
                        .collect(),
                };
            }
        }
        Schema {
            place: at.key(),
            component,
            hint: definition_name(&at.pointer).or_else(|| self.name_of_file(at)),
            client_name: at.get_str("x-ms-client-name").map(str::to_owned),
            title: at.get_text("title", self.diagnostics),
            description: at.get_text("description", self.diagnostics),
            nullable: self.is_nullable(at),
            read_only: at.get_bool("readOnly", self.diagnostics),
            write_only: at.get_bool("writeOnly", self.diagnostics),
            deprecated: at.get_bool("deprecated", self.diagnostics),
            sunset: at.get_str("x-sunset").map(str::to_owned),
            default: at.get("default").map(|at| at.node.clone()),
            validation: validation.into(),
            rust_name: at
                .get_spanned("x-rust-name", self.diagnostics)
                .map(Box::new),
            rust_was: at.get_spanned("x-rust-was", self.diagnostics).map(Box::new),
            discriminator: self.own_discriminator(at).map(Box::new),
            discriminator_value: at.get_str("x-ms-discriminator-value").map(str::to_owned),
            kind,
        }
    }

    /// Returns the name of a schema that is a whole file: its title, or else the name of the file.
    fn name_of_file(&self, at: &NodeRef<'_>) -> Option<String> {
        if !at.pointer.is_empty() {
            return None;
        }
        let title = at.get_str("title").map(str::trim);
        let title =
            title.filter(|title| !title.is_empty() && title.chars().count() <= LONGEST_TITLE);
        let stem = at.file.path.file_stem().map(|stem| stem.to_string_lossy());
        title.map(str::to_owned).or(stem.map(Cow::into_owned))
    }

    fn is_nullable(&mut self, at: &NodeRef<'_>) -> bool {
        let is_null = |node: &Node| *node == Node::Null;
        let lists = |name: &str, is: &dyn Fn(&Node) -> bool| matches!(at.node.get(name), Some(Node::Sequence(elements)) if elements.iter().any(is));
        at.get_bool("nullable", self.diagnostics)
            || at.node.get("x-nullable") == Some(&Node::Bool(true))
            || lists("type", &|node| {
                node.as_str() == Some("null") || is_null(node)
            })
            || lists("enum", &is_null)
            || at.node.get("const").is_some_and(is_null)
            || lists("oneOf", &is_null_alternative)
            || lists("anyOf", &is_null_alternative)
    }

    /// Returns the values of `enum` or `const`, without null.
    pub(super) fn listed_values<'a>(&mut self, at: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
        let mut listed = at.get_sequence("enum", self.diagnostics);
        let constant = at.get("const");
        // A constant narrows the list.
        if let Some(constant) = &constant
            && listed
                .iter()
                .any(|value| is_same_value(value.node, constant.node))
        {
            listed.clear();
        }
        if listed.is_empty() {
            listed.extend(constant);
        }
        listed.retain(|value| *value.node != Node::Null);
        listed
    }

    fn kind(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        let mut reference = None;
        let names = ["$ref", "$dynamicRef", "$recursiveRef"];
        if let Some(name) = names.into_iter().find(|name| at.get(name).is_some()) {
            let target = at.get_reference(name, self.diagnostics);
            let id = target.and_then(|target| {
                if name == "$dynamicRef" {
                    self.lint_dynamic_ref(at, &target.value, &target.place);
                }
                let reference = self.reference_within_id(at, &target.value);
                self.resolve_schema_ref(at.file, &reference, target.place)
            });
            match id {
                Some(id) if !self.has_keywords_beside_ref(at) => return SchemaKind::Reference(id),
                Some(id) => reference = Some(id),
                None => return SchemaKind::Any,
            }
        }
        let mut parts: Vec<SchemaId> = Vec::new();
        parts.extend(reference.map(|id| self.add_schema(at, SchemaKind::Reference(id))));
        for part in at.get_sequence("allOf", self.diagnostics) {
            parts.push(self.schema(&part));
        }
        let is_choice = self.is_choice(at);
        if !parts.is_empty() {
            parts.extend(self.type_beside_parts(at, &parts));
            if is_choice && let SchemaKind::OneOf(mut choice) = self.one_of(at) {
                choice.siblings = Object::default();
                parts.push(self.add_schema(at, SchemaKind::OneOf(choice)));
            }
            return SchemaKind::AllOf(parts, Box::new(self.object(at)));
        }
        if is_choice {
            return self.one_of(at);
        }
        let types = self.types(at);
        self.kind_of_types(at, &types)
    }

    /// Returns a schema of the type beside an `allOf` whose parts may say nothing of their type. An object is composed of them
    /// anyway.
    fn type_beside_parts(&mut self, at: &NodeRef<'_>, parts: &[SchemaId]) -> Option<SchemaId> {
        let types = self.types(at);
        let is_scalar = |kind: &String| !matches!(kind.as_str(), "object" | "array");
        let is_untyped = |part: &SchemaId| {
            let schema = self.document.schemas.get(*part);
            matches!(schema.kind, SchemaKind::Any)
        };
        let is_said = match types.as_slice() {
            [] => false,
            [only] if only == "object" => false,
            types => types.iter().all(is_scalar) || parts.iter().all(is_untyped),
        };
        is_said.then(|| {
            let kind = self.kind_of_types(at, &types);
            self.add_schema(at, kind)
        })
    }

    /// Returns the kind of a schema with these values of `type`, apart from `allOf` and alternatives.
    pub(super) fn kind_of_types(&mut self, at: &NodeRef<'_>, types: &[String]) -> SchemaKind {
        match types {
            [] => self.infer_kind(at),
            [only] => self.kind_of_type(at, only),
            several => {
                let alternatives = several
                    .iter()
                    .map(|kind| {
                        // The values of a list are those of all types.
                        let kind = match kind.as_str() {
                            "integer" | "number" => {
                                SchemaKind::Number(self.plain_number(at, kind == "integer"))
                            }
                            other => self.kind_of_type(at, other),
                        };
                        (self.add_schema(at, kind), at.key())
                    })
                    .collect();
                SchemaKind::OneOf(Box::new(OneOf {
                    alternatives,
                    ..OneOf::default()
                }))
            }
        }
    }

    /// Returns whether keywords beside a `$ref` count. OpenAPI 3.1 says that all do. Older dialects ignore them, but
    /// documents that have properties or `allOf` there mean them.
    fn has_keywords_beside_ref(&self, at: &NodeRef<'_>) -> bool {
        let is_filled = |name: &str| match at.node.get(name) {
            Some(Node::Mapping(members)) => !members.is_empty(),
            Some(Node::Sequence(elements)) => !elements.is_empty(),
            _ => false,
        };
        let is_31 = self.dialect(at.file) == Dialect::OpenApi31;
        ["properties", "allOf"].into_iter().any(is_filled)
            || (is_31 && ["required", "oneOf", "anyOf"].into_iter().any(is_filled))
    }

    /// Returns the values of `type`, without `null`.
    pub(super) fn types(&mut self, at: &NodeRef<'_>) -> Vec<String> {
        let types = self.listed_types(at);
        // Kubernetes writes `type: string` for it.
        match types.as_slice() {
            [] if is_integer_or_string(at.node) => INTEGER_OR_STRING.map(str::to_owned).to_vec(),
            [only] if only == "string" && is_integer_or_string(at.node) => {
                INTEGER_OR_STRING.map(str::to_owned).to_vec()
            }
            _ => types,
        }
    }

    fn listed_types(&mut self, at: &NodeRef<'_>) -> Vec<String> {
        let Some(named) = at.get("type") else {
            return Vec::new();
        };
        let listed = match named.node {
            Node::Sequence(_) => at.get_sequence("type", self.diagnostics),
            _ => vec![named],
        };
        let mut types: Vec<String> = Vec::new();
        for kind in listed {
            match kind.node {
                Node::Null => {}
                Node::String(text) if text == "null" => {}
                Node::String(text) if TYPES.contains(&text.as_str()) => {
                    if !types.contains(text) {
                        types.push(text.clone());
                    }
                }
                Node::String(other) => {
                    let has_null = self.dialect(at.file) == Dialect::OpenApi31;
                    let message = format!("unknown type `{other}`; any JSON is accepted");
                    self.diagnostics.push(
                        Diagnostic::new(Code::UnknownType, message)
                            .at(kind.value())
                            .help(suggestion::type_help(&kind, &TYPES, has_null)),
                    );
                }
                _ => kind.report_kind("type", "a string", self.diagnostics),
            }
        }
        types
    }

    pub(super) fn kind_of_type(&mut self, at: &NodeRef<'_>, kind: &str) -> SchemaKind {
        match kind {
            "boolean" => SchemaKind::Boolean,
            "integer" | "number" => self.number(at, kind == "integer"),
            "string" => self.string(at),
            "file" => SchemaKind::Text(Some("binary".to_owned())),
            "array" => self.array(at),
            _ => SchemaKind::Object(Box::new(self.object(at))),
        }
    }

    fn array(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        if let Some(kind) = self.tuple(at) {
            return kind;
        }
        match at.get("items") {
            Some(items) => SchemaKind::Array(self.schema(&items)),
            None => {
                if self.dialect(at.file) != Dialect::OpenApi31 {
                    let message = "an array lacks `items`; its items are any JSON";
                    self.report(Code::MissingKey, message, at.key());
                }
                SchemaKind::Array(self.add_any_schema(at))
            }
        }
    }

    /// Reads an array with a schema for each position: `prefixItems`, or a list of `items` before OpenAPI 3.1.
    fn tuple(&mut self, at: &NodeRef<'_>) -> Option<SchemaKind> {
        let name = match at.node.get("items") {
            _ if at.get("prefixItems").is_some() => "prefixItems",
            Some(Node::Sequence(_)) => "items",
            _ => return None,
        };
        let elements = at.get_sequence(name, self.diagnostics);
        let rest = match name {
            "items" => at.get("additionalItems"),
            _ => at.get("items"),
        };
        let rest = rest.filter(|rest| !matches!(rest.node, Node::Bool(_)));
        let has_rest =
            rest.is_some_and(|rest| rest.node.as_mapping().is_some_and(|it| !it.is_empty()));
        if elements.is_empty() || elements.len() > LONGEST_TUPLE || has_rest {
            let message = "this array has no tuple type; its items are any JSON";
            self.report(Code::NotRead, message, at.key());
            return Some(SchemaKind::Array(self.add_any_schema(at)));
        }
        let elements = elements.iter().map(|element| self.schema(element));
        Some(SchemaKind::Tuple(elements.collect()))
    }

    /// Infers the kind of a schema without `type` from its keywords.
    fn infer_kind(&mut self, at: &NodeRef<'_>) -> SchemaKind {
        let has = |name: &str| at.node.get(name).is_some();
        if at
            .get("type")
            .is_some_and(|at| at.node.as_str() != Some("null"))
        {
            // `type` holds no known type.
            return SchemaKind::Any;
        }
        if [
            "properties",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
        ]
        .into_iter()
        .any(has)
            || matches!(at.node.get("required"), Some(Node::Sequence(_)))
        {
            return SchemaKind::Object(Box::new(self.object(at)));
        }
        if has("items") || has("prefixItems") {
            return self.array(at);
        }
        let listed = self.listed_values(at);
        let all = |is: fn(&Node) -> bool| listed.iter().all(|value| is(value.node));
        match () {
            () if listed.is_empty() && has("x-ms-enum") => self.string(at),
            () if listed.is_empty() => SchemaKind::Any,
            () if all(|node| matches!(node, Node::String(_))) => self.string(at),
            () if all(|node| matches!(node, Node::Bool(_))) => SchemaKind::Boolean,
            () if all(|node| matches!(node, Node::Number(_))) => {
                let is_integer = all(|node| integer_of(node).is_some());
                self.number(at, is_integer)
            }
            () => SchemaKind::Any,
        }
    }

    /// Adds a schema of any JSON at a node that has no schema.
    pub(super) fn add_any_schema(&mut self, at: &NodeRef<'_>) -> SchemaId {
        self.add_schema(at, SchemaKind::Any)
    }

    /// Adds a schema that has no node of its own in the document.
    pub(super) fn add_schema(&mut self, at: &NodeRef<'_>, kind: SchemaKind) -> SchemaId {
        let id = self.document.schemas.reserve();
        let schema = Schema {
            place: at.key(),
            kind,
            ..Schema::default()
        };
        self.document.schemas.set(id, schema);
        id
    }
}

/// Returns whether an alternative allows only null, or is a mere list of alternatives one of which does.
fn is_null_alternative(node: &Node) -> bool {
    let lists = |name: &str| matches!(node.get(name), Some(Node::Sequence(listed)) if listed.iter().any(is_null_alternative));
    let is_marked = ["nullable", "x-nullable"]
        .iter()
        .any(|name| node.get(name) == Some(&Node::Bool(true)));
    is_null_schema(node) || is_mere_list(node) && (is_marked || lists("oneOf") || lists("anyOf"))
}

/// Returns whether a schema allows only null.
pub(super) fn is_null_schema(node: &Node) -> bool {
    match node.get("type") {
        Some(Node::String(text)) if text == "null" => true,
        Some(Node::Null) => true,
        _ => {
            node.get("const") == Some(&Node::Null)
                || matches!(node.get("enum"), Some(Node::Sequence(values)) if !values.is_empty() && values.iter().all(|value| *value == Node::Null))
        }
    }
}

/// Returns the name of a schema under `$defs`, nested `definitions` or `schemas`, or directly in a file.
fn definition_name(pointer: &str) -> Option<String> {
    let (outer, _) = pointer.rsplit_once('/')?;
    let is_definition = outer.is_empty()
        || outer.ends_with("/$defs")
        || outer == "/$defs"
        || outer == "/schemas"
        || outer
            .strip_suffix("/definitions")
            .is_some_and(|outer| !outer.is_empty());
    is_definition
        .then(|| crate::source::segments(pointer)?.pop())
        .flatten()
}
