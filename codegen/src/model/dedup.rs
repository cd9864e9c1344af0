//! Deduplicates inline schemas: equal ones become one type, in whatever order they list their properties, values and
//! required names.

use std::{
    borrow::Cow,
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
    numbers: HashMap<String, usize>,
    /// Number of each schema's content.
    contents: IdMap<Schema, usize>,
}

impl<'d> StructuralIndex<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            numbers: HashMap::new(),
            contents: IdMap::default(),
        }
    }

    fn number(&mut self, text: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(text).or_insert(next)
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
        let number = self.number(text);
        self.contents.insert(id, number);
        number
    }

    /// Returns the number of a schema inside another one, with the annotations of its use.
    fn inner(&mut self, id: SchemaId) -> usize {
        let schema = self.document.schemas.get(id);
        if schema.component.is_some() {
            return self.number(format!("component {id:?}"));
        }
        let text = format!(
            "{} {} {} {} {} {:?}",
            self.content(id),
            schema.nullable,
            schema.read_only,
            schema.write_only,
            schema.deprecated,
            schema.default.as_ref().map(Node::to_sorted_json),
        );
        self.number(text)
    }

    fn write(&mut self, id: SchemaId, text: &mut String) -> fmt::Result {
        let schema = self.document.schemas.get(id);
        let validation = &schema.validation;
        // Values with labels keep their order, which is that of the labels.
        let is_sorted = validation.listed.len() < 2 || !validation.labels.is_empty();
        let validation = match is_sorted {
            true => Cow::Borrowed(validation),
            false => {
                let mut sorted = Validation::clone(validation);
                sorted.listed.sort();
                Cow::Owned(BoxedIfSet::from(sorted))
            }
        };
        write!(
            text,
            "{:?} {:?} {:?} {:?} {} {} ",
            schema.title,
            schema.description,
            validation,
            schema.client_name,
            text_of(schema.rust_name.as_deref()),
            text_of(schema.rust_was.as_deref()),
        )?;
        match &schema.kind {
            SchemaKind::Any => write!(text, "any"),
            SchemaKind::Reference(target) => write!(text, "reference {target:?}"),
            SchemaKind::Boolean => write!(text, "boolean"),
            SchemaKind::Number(number) => write!(text, "{number:?}"),
            SchemaKind::Text(format) => write!(text, "text {format:?}"),
            SchemaKind::Enumeration(enumeration) => {
                write!(
                    text,
                    "{} {} of {:?}",
                    text_of(enumeration.name.as_ref()),
                    enumeration.extensible,
                    enumeration.kind,
                )?;
                let mut values: Vec<_> = enumeration.values.iter().collect();
                values.sort_by_key(|value| &value.wire);
                for value in values {
                    write!(
                        text,
                        " {:?} {:?} {:?} {} {}",
                        value.wire,
                        value.name,
                        value.description,
                        text_of(value.rust_name.as_ref()),
                        text_of(value.rust_was.as_ref()),
                    )?;
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
            write!(text, " {name:?} {inner}")?;
        }
        let mut required: Vec<_> = object.required.keys().collect();
        required.sort();
        write!(text, " required {required:?}")?;
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

fn text_of(spanned: Option<&Spanned<String>>) -> String {
    format!("{:?}", spanned.map(|spanned| &spanned.value))
}
