//! Deduplicates inline schemas: equal ones become one type, in whatever order they list their properties, values and
//! required names.

use std::{
    collections::HashMap,
    fmt::{self, Write},
};

use crate::{
    openapi::{
        AdditionalProperties, BoxedIfSet, Document, IdMap, Object, Schema, SchemaId, SchemaKind,
        Spanned, Validation,
    },
    text::Node,
};

/// Maps schemas to numbers; equal schemas have the same number. A component is equal only to itself.
pub(super) struct StructuralIndex<'d> {
    document: &'d Document,
    /// Numbers of contents, by their text.
    numbers: HashMap<String, usize>,
    /// Number of each schema's content.
    contents: IdMap<Schema, usize>,
    /// Numbers of schemas inside others.
    uses: HashMap<Use, usize>,
}

/// A schema inside another one.
#[derive(PartialEq, Eq, Hash)]
enum Use {
    Component(SchemaId),
    Inline {
        content: usize,
        /// `nullable`, `readOnly`, `writeOnly` and `deprecated`.
        flags: [bool; 4],
        /// `default` as JSON with sorted keys.
        default: Option<String>,
    },
}

impl<'d> StructuralIndex<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            numbers: HashMap::new(),
            contents: IdMap::default(),
            uses: HashMap::new(),
        }
    }

    /// Returns the number of a schema's content and description. Annotations of its use are left out: `nullable`,
    /// `readOnly`, `writeOnly`, `deprecated` and `default`.
    pub(super) fn content(&mut self, id: SchemaId) -> usize {
        if let Some(known) = self.contents.get(&id) {
            return *known;
        }
        // Ends the recursion of a schema that contains itself.
        self.contents.insert(id, usize::MAX);
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(id, &mut text);
        let next = self.numbers.len();
        let number = *self.numbers.entry(text).or_insert(next);
        self.contents.insert(id, number);
        number
    }

    /// Returns the number of a schema inside another one, with the annotations of its use.
    fn inner(&mut self, id: SchemaId) -> usize {
        let schema = self.document.schemas.get(id);
        let found = match schema.component {
            Some(_) => Use::Component(id),
            None => Use::Inline {
                content: self.content(id),
                flags: [
                    schema.nullable,
                    schema.read_only,
                    schema.write_only,
                    schema.deprecated,
                ],
                default: schema.default.as_ref().map(Node::to_sorted_json),
            },
        };
        let next = self.uses.len();
        *self.uses.entry(found).or_insert(next)
    }

    fn write(&mut self, id: SchemaId, text: &mut String) -> fmt::Result {
        let schema = self.document.schemas.get(id);
        write_optional(schema.title.as_deref(), text)?;
        write_optional(schema.description.as_deref(), text)?;
        write_optional(schema.client_name.as_deref(), text)?;
        write_name(schema.rust_name.as_deref(), text)?;
        write_name(schema.rust_was.as_deref(), text)?;
        if schema.validation != BoxedIfSet::default() {
            write_validation(&schema.validation, text)?;
        }
        match &schema.kind {
            SchemaKind::Any => write!(text, "any"),
            SchemaKind::Reference(target) => write!(text, "reference {target:?}"),
            SchemaKind::Boolean => write!(text, "boolean"),
            SchemaKind::Number(number) => write!(text, "{number:?}"),
            SchemaKind::Text(format) => write!(text, "text {format:?}"),
            SchemaKind::Enumeration(enumeration) => {
                write!(text, "{:?} {}", enumeration.kind, enumeration.extensible)?;
                write_name(enumeration.name.as_ref(), text)?;
                let mut values: Vec<_> = enumeration.values.iter().collect();
                values.sort_by_key(|value| &value.wire);
                for value in values {
                    write_text(&value.wire, text)?;
                    write_optional(value.name.as_deref(), text)?;
                    write_optional(value.description.as_deref(), text)?;
                    write_name(value.rust_name.as_ref(), text)?;
                    write_name(value.rust_was.as_ref(), text)?;
                }
                Ok(())
            }
            SchemaKind::Array(items) => {
                let items = self.inner(*items);
                write!(text, "list {items}")
            }
            SchemaKind::Tuple(elements) => {
                write!(text, "tuple")?;
                for element in elements {
                    let element = self.inner(*element);
                    write!(text, " {element}")?;
                }
                Ok(())
            }
            SchemaKind::Object(object) => self.object(object, text),
            SchemaKind::AllOf(parts, own) => {
                write!(text, "all")?;
                for part in parts {
                    let part = self.inner(*part);
                    write!(text, " {part}")?;
                }
                self.object(own, text)
            }
            SchemaKind::OneOf(choice) => {
                write!(text, "one")?;
                for (alternative, _) in &choice.alternatives {
                    let alternative = self.inner(*alternative);
                    write!(text, " {alternative}")?;
                }
                for stage in &choice.stages {
                    write!(text, " by {:?}", stage.pointers)?;
                    let cases = stage.cases.iter();
                    let mut cases: Vec<_> = cases
                        .map(|case| format!("{:?} {:?}", case.values, case.schema))
                        .collect();
                    cases.sort();
                    write!(text, " {}", cases.join(" "))?;
                }
                self.object(&choice.siblings, text)
            }
        }
    }

    fn object(&mut self, object: &Object, text: &mut String) -> fmt::Result {
        write!(text, " object")?;
        let mut properties: Vec<_> = object.properties.iter().collect();
        properties.sort_by_key(|(name, _)| *name);
        for (name, property) in properties {
            let inner = self.inner(property.schema);
            write_text(name, text)?;
            write!(text, " {inner}")?;
        }
        let mut required: Vec<_> = object.required.keys().collect();
        required.sort();
        write!(text, " required")?;
        for name in required {
            write_text(name, text)?;
        }
        if let AdditionalProperties::Typed(values) = object.additional_properties {
            let values = self.inner(values);
            write!(text, " others {values}")?;
        }
        let mut patterns: Vec<_> = object.name_patterns.iter().collect();
        patterns.sort();
        write!(
            text,
            " {} {} {patterns:?}",
            object.is_closed, object.allows_any
        )
    }
}

fn write_validation(validation: &Validation, text: &mut String) -> fmt::Result {
    // Values with labels keep their order, which is that of the labels.
    let is_sorted = validation.listed.len() < 2 || !validation.labels.is_empty();
    if is_sorted {
        return write!(text, " {validation:?} ");
    }
    let mut sorted = validation.clone();
    sorted.listed.sort();
    write!(text, " {sorted:?} ")
}

/// Writes a text after its length, so that nothing has to be escaped.
fn write_text(value: &str, text: &mut String) -> fmt::Result {
    write!(text, " {}:", value.len())?;
    text.push_str(value);
    Ok(())
}

fn write_optional(value: Option<&str>, text: &mut String) -> fmt::Result {
    match value {
        Some(value) => write_text(value, text),
        None => text.write_str(" -"),
    }
}

fn write_name(name: Option<&Spanned<String>>, text: &mut String) -> fmt::Result {
    write_optional(name.map(|name| name.value.as_str()), text)
}
