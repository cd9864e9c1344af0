//! Schemas.

use std::collections::HashMap;

use super::{Converter, Section, unwritten};
use crate::{
    import::tree::{Build, Lookup as _, pascal, string},
    openapi::Floats,
    source::{Members, Node, NodeRef},
};

/// The keywords of a schema beside its shape, in this order.
const FLAGS: [&str; 7] = [
    "nullable",
    "default",
    "readOnly",
    "writeOnly",
    "deprecated",
    "x-sunset",
    "x-ms-client-name",
];

/// Limits that all versions of OpenAPI write alike.
const LIMITS: [&str; 12] = [
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
];

/// Keys that are read elsewhere, that hold prose, or that say nothing of the values.
const KNOWN: [&str; 34] = [
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
    "additionalProperties",
    "maxProperties",
    "contentEncoding",
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "definitions",
    "$defs",
    "$id",
    "$schema",
    "$comment",
    "$anchor",
    "collectionFormat",
    "allowEmptyValue",
    "name",
    "in",
    "style",
    "explode",
];

impl Converter<'_> {
    /// A definition as a component.
    pub(super) fn definition(&mut self, at: &NodeRef<'_>, name: &str) -> Node {
        let (mut head, rest) = self.shape(at, name);
        if !head.has("type") && rest.has("properties") {
            head.set("type", string("object"));
        }
        head.extend(self.flags(at));
        head.set("description", unwritten());
        head.extend(rest);
        head.copy(at, "x-ms-discriminator-value");
        head.node()
    }

    /// A member of an object: a description stands beside the type.
    fn member(&mut self, at: &NodeRef<'_>, hint: &str) -> Node {
        let mut built = match self.named(at, hint, true) {
            Some((reference, flags)) => {
                let mut built = Build::new().with("allOf", Node::Sequence(vec![reference]));
                built.extend(self.flags(at));
                built.extend(flags);
                built
            }
            None => {
                let (mut built, rest) = self.shape(at, hint);
                built.extend(rest);
                built.extend(self.flags(at));
                built
            }
        };
        built.set("description", unwritten());
        built.node()
    }

    /// The type of an element, a parameter or a body: nothing stands beside it.
    pub(super) fn element(&mut self, at: &NodeRef<'_>, hint: &str) -> Node {
        match self.named(at, hint, true) {
            Some((reference, _)) => {
                let mut flags = Build::new();
                for name in ["nullable", "x-nullable"] {
                    if at.has_flag(name) {
                        flags.set("nullable", Node::Bool(true));
                    }
                }
                match flags.is_empty() {
                    true => reference,
                    false => {
                        let mut built = Build::new().with("allOf", Node::Sequence(vec![reference]));
                        built.extend(flags);
                        built.node()
                    }
                }
            }
            None => {
                let (mut built, rest) = self.shape(at, hint);
                built.extend(rest);
                for (name, value) in self.flags(at).node().as_mapping().into_iter().flatten() {
                    if name == "nullable" || name == "default" {
                        built.set(name, value.clone());
                    }
                }
                built.node()
            }
        }
    }

    /// The component that a value is of: one that is referred to, or one that an inline object or list of values becomes.
    fn named(&mut self, at: &NodeRef<'_>, hint: &str, is_value: bool) -> Option<(Node, Build)> {
        if at.text_of("$ref").is_some() {
            return self.schema_reference(at, is_value);
        }
        let has = |name: &str| at.node.get(name).is_some();
        let parts = at.elements_of("allOf");
        if let [only] = parts.as_slice()
            && only.text_of("$ref").is_some()
            && ![
                "properties",
                "additionalProperties",
                "oneOf",
                "anyOf",
                "enum",
            ]
            .into_iter()
            .any(has)
        {
            return self.schema_reference(only, is_value);
        }
        if let Some(only) = nullable_choice(at) {
            let (reference, mut flags) = self.schema_reference(&only, is_value)?;
            flags.set("nullable", Node::Bool(true));
            return Some((reference, flags));
        }
        let is_object = at
            .get("properties")
            .is_some_and(|at| at.node.as_mapping().is_some_and(|it| !it.is_empty()));
        let is_composed = ["allOf", "oneOf", "anyOf"].into_iter().any(has);
        let listed = listed(at);
        let is_enumeration =
            !listed.is_empty() && listed.iter().all(|node| matches!(node, Node::String(_)));
        if !is_object && !is_composed && !is_enumeration {
            return None;
        }
        let name = at
            .get("x-ms-enum")
            .and_then(|at| at.text_of("name").map(str::to_owned))
            .filter(|_| is_enumeration)
            .unwrap_or_else(|| hint.to_owned());
        let (mut head, rest) = self.shape(at, &name);
        if is_object && !head.has("type") {
            head.set("type", string("object"));
        }
        head.set("description", unwritten());
        head.extend(rest);
        Some((self.add(Section::Schemas, &name, head.node()), Build::new()))
    }

    /// The type and format of a schema, and the rest of its shape.
    fn shape(&mut self, at: &NodeRef<'_>, name: &str) -> (Build, Build) {
        let (mut head, mut rest) = (Build::new(), Build::new());
        let types = types(at);
        match types.as_slice() {
            [] => {}
            [only] => head.set(
                "type",
                string(if *only == "file" { "string" } else { only }),
            ),
            several => {
                let alternatives = several
                    .iter()
                    .map(|kind| Build::new().text("type", kind).node());
                rest.set("oneOf", Node::Sequence(alternatives.collect()));
            }
        }
        let is_number = types == ["number"];
        if let Some(format) = self.format(at, is_number, types == ["file"]) {
            head.set("format", string(&format));
        }
        for limit in LIMITS.into_iter().chain(["maxProperties"]) {
            rest.copy(at, limit);
        }
        for (exclusive, bound) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            // A number of its own in OpenAPI 3.1, a flag before.
            if let Some(number @ Node::Number(_)) = at.node.get(exclusive) {
                rest.set(bound, number.clone());
                rest.set(exclusive, Node::Bool(true));
            }
        }
        self.composed(at, name, &mut rest);
        self.values(at, name, &mut rest);
        if let Some(items) = at.get("items") {
            match items.node {
                Node::Mapping(_) => {
                    let element = self.element(&items, &format!("{name}Item"));
                    rest.set("items", element);
                }
                _ => {
                    self.left_out(&items, "a list whose elements differ");
                    rest.set("items", Build::new().node());
                }
            }
        } else if types == ["array"] {
            rest.set("items", Build::new().node());
        }
        self.object(at, name, &mut rest);
        self.unknown(at);
        (head, rest)
    }

    fn format(&self, at: &NodeRef<'_>, is_number: bool, is_file: bool) -> Option<String> {
        if is_file {
            return Some("binary".to_owned());
        }
        if at.text_of("contentEncoding") == Some("base64") {
            return Some("byte".to_owned());
        }
        let written = at.text_of("format");
        let is_decimal = is_number && matches!(written, None | Some("float" | "double"));
        match is_decimal && self.floats == Floats::Decimal {
            true => Some("decimal".to_owned()),
            false => written.map(str::to_owned),
        }
    }

    /// `allOf`, `oneOf`, `anyOf` and `discriminator`.
    fn composed(&mut self, at: &NodeRef<'_>, name: &str, rest: &mut Build) {
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let mut parts = Vec::new();
            for (index, part) in at.elements_of(keyword).into_iter().enumerate() {
                if is_null(part.node) {
                    rest.set("nullable", Node::Bool(true));
                    continue;
                }
                let is_base = keyword == "allOf";
                let hint = format!("{name}{}", index + 1);
                parts.push(match part.text_of("$ref") {
                    Some(_) if is_base => self.schema_reference(&part, false).map(|(node, _)| node),
                    _ => Some(self.element(&part, &hint)),
                });
            }
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            if !parts.is_empty() {
                rest.set(keyword, Node::Sequence(parts));
            }
        }
        if let Some(discriminator) = at.get("discriminator") {
            let node = match discriminator.node {
                Node::String(property) => Build::new().text("propertyName", property).node(),
                _ => self.discriminator(&discriminator),
            };
            rest.set("discriminator", node);
        }
    }

    fn discriminator(&mut self, at: &NodeRef<'_>) -> Node {
        let mut built = Build::new();
        built.copy(at, "propertyName");
        let mut mapping = Members::new();
        for (value, target) in at.members_of("mapping") {
            let Some(text) = target.node.as_str() else {
                continue;
            };
            // A name alone is that of a schema.
            let text = match text.contains(['#', '/']) {
                true => text.to_owned(),
                false => format!("#/components/schemas/{text}"),
            };
            let named = Node::Mapping(
                [("$ref".to_owned(), Node::String(text))]
                    .into_iter()
                    .collect(),
            );
            let at = NodeRef {
                node: &named,
                ..target.clone()
            };
            if let Some((reference, _)) = self.schema_reference(&at, false)
                && let Some(reference) = reference.get("$ref")
            {
                mapping.insert(value.to_owned(), reference.clone());
            }
        }
        if !mapping.is_empty() {
            built.set("mapping", Node::Mapping(mapping));
        }
        built.node()
    }

    /// `enum`, with what has to be written of each value.
    fn values(&mut self, at: &NodeRef<'_>, name: &str, rest: &mut Build) {
        let listed = listed(at);
        if listed.is_empty() {
            return;
        }
        let is_text = listed.iter().all(|node| matches!(node, Node::String(_)));
        rest.set("enum", Node::Sequence(listed.clone()));
        if !is_text {
            return;
        }
        let described = at.get("x-ms-enum");
        let entries = described.as_ref().map(|at| at.elements_of("values"));
        let mut names: HashMap<&str, Option<&str>> = HashMap::new();
        for entry in entries.iter().flatten() {
            if let Some(value) = entry.text_of("value") {
                names.entry(value).or_insert(entry.text_of("name"));
            }
        }
        let named = |value: &Node| {
            let value = value.as_str()?;
            let name = names.get(value).copied().flatten()?;
            (name != value).then_some(name)
        };
        let values = listed.iter().map(|value| {
            let mut built = Build::new().with("value", value.clone());
            if let Some(name) = named(value) {
                built.set("name", string(name));
            }
            built.with("description", unwritten()).node()
        });
        let values = Node::Sequence(values.collect());
        let name = described
            .as_ref()
            .and_then(|at| at.text_of("name"))
            .unwrap_or(name);
        let described = Build::new()
            .text("name", name)
            .with("modelAsString", Node::Bool(true))
            .with("values", values);
        rest.set("x-ms-enum", described.node());
    }

    fn object(&mut self, at: &NodeRef<'_>, name: &str, rest: &mut Build) {
        if let Some(others) = at.get("additionalProperties") {
            let node = match others.node {
                Node::Bool(_) => others.node.clone(),
                _ => self.element(&others, &format!("{name}Value")),
            };
            rest.set("additionalProperties", node);
        }
        let required = at.texts_of("required");
        if !required.is_empty() {
            let names = required.iter().map(|name| string(name));
            rest.set("required", Node::Sequence(names.collect()));
        }
        let mut members = Members::new();
        for (wire, property) in at.members_of("properties") {
            let member = self.member(&property, &format!("{name}{}", pascal(wire)));
            members.insert(wire.to_owned(), member);
        }
        if !members.is_empty() {
            rest.set("properties", Node::Mapping(members));
        }
    }

    fn flags(&mut self, at: &NodeRef<'_>) -> Build {
        let mut built = Build::new();
        for name in FLAGS {
            built.copy(at, name);
        }
        let is_nullable = at.has_flag("x-nullable")
            || matches!(at.node.get("type"), Some(Node::Sequence(types)) if types.iter().any(|it| it.as_str() == Some("null")));
        if is_nullable && !built.has("nullable") {
            built.set("nullable", Node::Bool(true));
        }
        built
    }

    /// Warns of what OpenAPI 3.0 has no word for.
    fn unknown(&mut self, at: &NodeRef<'_>) {
        for (name, value) in at.entries() {
            let is_known = KNOWN.contains(&name)
                || LIMITS.contains(&name)
                || FLAGS.contains(&name)
                || name.starts_with("x-");
            if !is_known {
                self.left_out(&value, &format!("`{name}`"));
            }
        }
    }
}

/// The types that a schema names, without `null`.
fn types<'a>(at: &NodeRef<'a>) -> Vec<&'a str> {
    match at.node.get("type") {
        Some(Node::String(text)) => vec![text.as_str()],
        Some(Node::Sequence(types)) => types
            .iter()
            .filter_map(Node::as_str)
            .filter(|name| *name != "null")
            .collect(),
        _ => Vec::new(),
    }
}

/// The values that a schema lists, without null.
fn listed(at: &NodeRef<'_>) -> Vec<Node> {
    let values: Vec<Node> = match (at.node.get("enum"), at.node.get("const")) {
        (Some(Node::Sequence(values)), _) => values.clone(),
        (_, Some(only)) => vec![only.clone()],
        _ => Vec::new(),
    };
    values
        .into_iter()
        .filter(|value| *value != Node::Null)
        .collect()
}

/// The reference of a choice between one type and null.
fn nullable_choice<'a>(at: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let alternatives: Vec<_> = ["oneOf", "anyOf"]
        .into_iter()
        .flat_map(|keyword| at.elements_of(keyword))
        .collect();
    let (nulls, others): (Vec<_>, Vec<_>) =
        alternatives.into_iter().partition(|at| is_null(at.node));
    match others.as_slice() {
        [only] if nulls.len() == 1 && only.text_of("$ref").is_some() => Some(only.clone()),
        _ => None,
    }
}

fn is_null(node: &Node) -> bool {
    node.get("type").and_then(Node::as_str) == Some("null")
}
