//! Parts of an `allOf` that contradict each other, and discriminators that no alternative declares.

use std::collections::HashSet;

use super::{compose::Resolved, types::ModelBuilder};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{OneOf, SchemaId, SchemaKind, Stage, ValueKind},
    text::segments,
};

impl ModelBuilder<'_, '_> {
    /// Warns of schemas whose parts contradict each other.
    pub(super) fn lint_contradictions(&mut self) {
        let mut reported = HashSet::new();
        for id in self.document.schemas.ids() {
            match &self.document.schemas.get(id).kind {
                SchemaKind::AllOf(parts, own) => {
                    if own.is_empty() {
                        self.lint_scalar_parts(parts, &mut reported);
                    }
                    self.lint_forbidden(parts, id, &mut reported);
                }
                SchemaKind::OneOf(choice) => {
                    for stage in &choice.stages {
                        self.lint_discriminator(choice, stage, &mut reported);
                    }
                }
                _ => {}
            }
        }
    }

    /// Warns of scalars in an `allOf` that have no value in common.
    fn lint_scalar_parts(&mut self, parts: &[SchemaId], reported: &mut HashSet<Place>) {
        let mut chosen = None;
        let mut format: Option<(&str, &Place)> = None;
        let mut common: Option<HashSet<String>> = None;
        for part in parts {
            let place = &self.composer.schema(*part).place;
            let resolved = self.composer.resolve(*part, self.diagnostics);
            let Some(kind) = scalar_kind(&resolved) else {
                // An object or an array among them is reported where they are merged, and any JSON says nothing.
                match resolved {
                    Resolved::Json => continue,
                    _ => return,
                }
            };
            let (first, first_place) = *chosen.get_or_insert((kind, place));
            if first.family() != kind.family() {
                let message = format!(
                    "this part of `allOf` is {}, but another one is {}; no value is both",
                    kind.name(),
                    first.name()
                );
                self.report_conflict(message, place, first_place, reported);
                return;
            }
            if let Some(own) = format_of(&resolved) {
                let (first, first_place) = *format.get_or_insert((own, place));
                if first != own {
                    let message =
                        format!("the format `{own}` is not `{first}`, that of another part");
                    self.report_conflict(message, place, first_place, reported);
                }
            }
            let Some(listed) = self.listed_texts(*part, &resolved) else {
                continue;
            };
            let both = match &common {
                None => listed,
                Some(known) => known.intersection(&listed).cloned().collect(),
            };
            let is_empty = both.is_empty();
            common = Some(both);
            if is_empty {
                let message = "this part of `allOf` lists no value that the other parts list";
                self.report_conflict(message.to_owned(), place, first_place, reported);
                return;
            }
        }
    }

    /// Returns the values that a scalar lists, each in one spelling.
    fn listed_texts(&mut self, id: SchemaId, resolved: &Resolved<'_>) -> Option<HashSet<String>> {
        if let Resolved::Enumeration(_, enumeration) = resolved {
            let values = enumeration.values.iter();
            return Some(values.map(|value| value.wire.clone()).collect());
        }
        let chain = self.composer.chain(id);
        let listed = chain.iter().map(|schema| &schema.validation.listed);
        let listed = listed.into_iter().find(|listed| !listed.is_empty())?;
        let values = listed.iter().map(|json| spell_number(json));
        Some(values.collect())
    }

    /// Warns of required properties that another part of an `allOf` forbids, because it has no additional properties.
    fn lint_forbidden(&mut self, parts: &[SchemaId], id: SchemaId, reported: &mut HashSet<Place>) {
        let is_closed = |part: &SchemaId| {
            let target = self.document.schemas.resolve_ref(*part);
            matches!(&self.document.schemas.get(target).kind, SchemaKind::Object(object) if object.is_closed && object.name_patterns.is_empty())
        };
        let closed: Vec<SchemaId> = parts.iter().copied().filter(is_closed).collect();
        if closed.is_empty() {
            return;
        }
        let composed = self
            .with_diagnostics_muted(|builder| builder.composer.compose(id, builder.diagnostics));
        for part in closed {
            let target = self.document.schemas.resolve_ref(part);
            let schema = self.document.schemas.get(target);
            let SchemaKind::Object(object) = &schema.kind else {
                continue;
            };
            if !self
                .diagnostics
                .spend(composed.required.len(), &schema.place)
            {
                return;
            }
            let mut forbidden = composed.required.iter().filter(|(name, _)| {
                !object.properties.contains_key(*name) && composed.members.contains_key(*name)
            });
            if let Some((name, place)) = forbidden.next() {
                let message = format!(
                    "`{name}` is required, but a part of this `allOf` has no additional properties and forbids it"
                );
                self.report_conflict(message, place, &schema.place, reported);
            }
        }
    }

    /// Warns of a discriminator whose property no alternative declares.
    fn lint_discriminator(&mut self, choice: &OneOf, stage: &Stage, reported: &mut HashSet<Place>) {
        let Some(place) = &stage.place else {
            return;
        };
        let [pointer] = stage.pointers.as_slice() else {
            return;
        };
        let Some([name]) = segments(pointer).and_then(|all| <[String; 1]>::try_from(all).ok())
        else {
            return;
        };
        let mut known: Vec<String> = Vec::new();
        let mut has_object = false;
        for (alternative, _) in &choice.alternatives {
            let alternative = *alternative;
            let resolved = self.with_diagnostics_muted(|builder| {
                builder.composer.resolve(alternative, builder.diagnostics)
            });
            match resolved {
                Resolved::Struct(_) => {}
                // These have no properties.
                Resolved::Boolean
                | Resolved::Number(_)
                | Resolved::Text(_)
                | Resolved::Enumeration(..)
                | Resolved::Array(_)
                | Resolved::Tuple(_) => continue,
                Resolved::Json | Resolved::Map(_) | Resolved::Union(..) => return,
            }
            has_object = true;
            let composed = self.with_diagnostics_muted(|builder| {
                builder.composer.compose(alternative, builder.diagnostics)
            });
            if composed.members.contains_key(&name) {
                return;
            }
            if known.is_empty() {
                known.extend(composed.members.keys().cloned());
            }
        }
        if !has_object || !reported.insert(place.clone()) {
            return;
        }
        let message = format!("the discriminator is `{name}`, which no alternative declares");
        let diagnostic = Diagnostic::new(Code::UndeclaredDiscriminator, message).at(place.clone());
        let near = self
            .diagnostics
            .nearest(&name, known.iter().map(String::as_str));
        self.diagnostics.push(match near {
            Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
            None => diagnostic.help(format!("declare and require `{name}` in each alternative")),
        });
    }

    fn report_conflict(
        &mut self,
        message: String,
        place: &Place,
        other: &Place,
        reported: &mut HashSet<Place>,
    ) {
        if reported.insert(place.clone()) {
            self.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeywords, message)
                    .at(place.clone())
                    .also(other.clone(), "the other one"),
            );
        }
    }
}

/// The kind of a scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScalarKind {
    Boolean,
    Integer,
    Number,
    Text,
}

impl ScalarKind {
    fn name(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Text => "a string",
        }
    }

    /// Returns the kind whose values include those of this one.
    fn family(self) -> Self {
        match self {
            Self::Integer => Self::Number,
            other => other,
        }
    }
}

fn scalar_kind(resolved: &Resolved<'_>) -> Option<ScalarKind> {
    match resolved {
        Resolved::Boolean => Some(ScalarKind::Boolean),
        Resolved::Number(number) if number.is_integer => Some(ScalarKind::Integer),
        Resolved::Number(_) => Some(ScalarKind::Number),
        Resolved::Enumeration(_, listed) if listed.kind == ValueKind::Integer => {
            Some(ScalarKind::Integer)
        }
        Resolved::Text(_) | Resolved::Enumeration(..) => Some(ScalarKind::Text),
        _ => None,
    }
}

/// Returns the format of a string. Formats of numbers narrow each other.
fn format_of<'d>(resolved: &Resolved<'d>) -> Option<&'d str> {
    match resolved {
        Resolved::Text(format) => *format,
        _ => None,
    }
}

/// Returns a number in a spelling that equal whole numbers share, and other JSON as it is.
fn spell_number(json: &str) -> String {
    match json.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => json.to_owned(),
    }
}
