//! The report of a verification, for people and for tools.

use std::{collections::BTreeMap, fmt::Write};

use super::{Check, Effect, Mismatch, mismatch::general};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Place, Severity, Sources, Style},
    source::Node,
};

/// A mismatch between an example and its schema.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The place of the mismatch.
    pub place: Place,
    /// The place of the example.
    pub base: Place,
    /// The example, and the references to it.
    pub(super) stands: Vec<Place>,
    /// The mismatch.
    pub mismatch: Mismatch,
    /// The severity by the user's levels.
    pub severity: Severity,
    /// The declared reason, if the documents declare the mismatch.
    pub reason: Option<String>,
    /// The number of further elements of the same lists with the same mismatch.
    pub more: usize,
}

/// The result of a verification.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The number of verified examples and defaults. Each file of `x-ms-examples` counts as one.
    pub checked: usize,
    /// The number of examples that nothing refers to, so that they have no schema.
    pub unbound: usize,
    /// The findings, ordered by place.
    pub findings: Vec<Finding>,
    /// The diagnostics about declarations of known mismatches.
    pub declarations: Diagnostics,
    /// The diagnostics about the documents.
    pub warnings: Diagnostics,
    pub(super) sources: Sources,
}

/// The version of the JSON form, which `docs/verify.schema.json` describes.
pub const JSON_VERSION: usize = 1;

impl Report {
    /// Returns whether there is an undeclared mismatch or a wrong declaration.
    #[must_use]
    pub fn has_mismatches(&self) -> bool {
        self.declarations.has_errors() || self.count(Severity::Error) > 0
    }

    /// Returns the number of undeclared findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let undeclared = self.findings.iter().filter(|one| one.reason.is_none());
        undeclared.filter(|one| one.severity == severity).count()
    }

    fn declared(&self) -> usize {
        let declared = |finding: &&Finding| finding.reason.is_some();
        self.findings.iter().filter(declared).count()
    }

    /// Renders the undeclared findings and the diagnostics about the documents, as rustc would.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let mut diagnostics = self.warnings.clone();
        for finding in self.findings.iter().filter(|one| one.reason.is_none()) {
            diagnostics.push(finding.diagnostic());
        }
        diagnostics.extend(self.declarations.clone());
        diagnostics.render(&self.sources, style)
    }

    /// Returns a summary: the number of examples, and of findings by kind.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = String::new();
        let mut by_check: BTreeMap<Check, usize> = BTreeMap::new();
        for finding in self.findings.iter().filter(|one| one.reason.is_none()) {
            *by_check.entry(finding.mismatch.check).or_default() += 1;
        }
        // Writing to a String cannot fail.
        let _ = write!(text, "{} checked", counted(self.checked, "example"));
        let _ = write!(
            text,
            ": {}",
            counted(self.count(Severity::Error), "mismatch")
        );
        let warnings = self.count(Severity::Warning);
        if warnings > 0 {
            let _ = write!(text, ", {}", counted(warnings, "warning"));
        }
        if self.declared() > 0 {
            let _ = write!(text, ", {} declared", self.declared());
        }
        if !self.declarations.is_empty() {
            let _ = write!(
                text,
                ", {}",
                counted(self.declarations.len(), "wrong declaration")
            );
        }
        if self.unbound > 0 {
            let _ = write!(
                text,
                "; {} not checked, because nothing refers to {}",
                counted(self.unbound, "example"),
                if self.unbound == 1 { "it" } else { "them" }
            );
        }
        text.push('\n');
        for (check, count) in by_check {
            let _ = writeln!(text, "{count:>6} {}", check.id());
        }
        text
    }

    /// Renders the report as JSON for tools, which `docs/verify.schema.json` describes. Within a version, members may be added;
    /// those that are there remain.
    #[must_use]
    pub fn json(&self) -> String {
        let places = self
            .findings
            .iter()
            .flat_map(|finding| finding.places())
            .chain(self.declarations.iter().filter_map(|it| it.place.as_ref()));
        let places: Vec<&Place> = places.collect();
        let positions = self.sources.positions(places.into_iter());
        let position = |place: &Place| {
            let (line, column) = positions.get(place).copied().unwrap_or((1, 1));
            object([
                ("file", text(place.file())),
                ("line", number(line)),
                ("column", number(column)),
            ])
        };
        let finding = |finding: &Finding| {
            let Mismatch {
                check,
                effect,
                path,
                what,
                schema,
                notes,
                help,
                ..
            } = &finding.mismatch;
            object([
                ("kind", text(check.id())),
                ("code", text(check.code().number())),
                ("severity", text(finding.severity.word())),
                ("effect", text(effect.id())),
                ("path", text(path)),
                ("message", text(what)),
                ("more", number(finding.more)),
                ("pointer", text(finding.place.pointer())),
                ("example", position(&finding.place)),
                (
                    "schema",
                    schema
                        .as_ref()
                        .map_or(Node::Null, |(place, _)| position(place)),
                ),
                (
                    "notes",
                    Node::Sequence(notes.iter().chain(help).map(|it| text(it)).collect()),
                ),
                (
                    "declared",
                    finding.reason.as_deref().map_or(Node::Null, text),
                ),
            ])
        };
        let declaration = |diagnostic: &Diagnostic| {
            object([
                ("code", text(diagnostic.code.number())),
                ("message", text(&diagnostic.message)),
                (
                    "place",
                    diagnostic.place.as_ref().map_or(Node::Null, position),
                ),
            ])
        };
        let whole = object([
            ("version", number(JSON_VERSION)),
            ("checked", number(self.checked)),
            ("unbound", number(self.unbound)),
            ("mismatches", number(self.count(Severity::Error))),
            ("warnings", number(self.count(Severity::Warning))),
            ("declared", number(self.declared())),
            (
                "findings",
                Node::Sequence(self.findings.iter().map(finding).collect()),
            ),
            (
                "declarations",
                Node::Sequence(self.declarations.iter().map(declaration).collect()),
            ),
        ]);
        whole.to_json(true) + "\n"
    }

    /// Merges equal findings of several elements of one list, and sorts all by file and position.
    pub(super) fn arrange(&mut self) {
        let mut grouped: Vec<Finding> = Vec::new();
        let mut known: BTreeMap<(String, String, Check, String, String), usize> = BTreeMap::new();
        for finding in std::mem::take(&mut self.findings) {
            let key = (
                finding.base.file().to_owned(),
                finding.base.pointer().to_owned(),
                finding.mismatch.check,
                general(&finding.mismatch.path),
                finding.mismatch.what.clone(),
            );
            match known.get(&key).and_then(|index| grouped.get_mut(*index)) {
                Some(first) => first.more += 1,
                None => {
                    known.insert(key, grouped.len());
                    grouped.push(finding);
                }
            }
        }
        let order: Vec<_> = {
            let places = grouped.iter().map(|finding| &finding.place);
            let positions = self.sources.positions(places);
            grouped
                .iter()
                .map(|finding| positions.get(&finding.place).copied().unwrap_or_default())
                .collect()
        };
        let mut ordered: Vec<_> = order.into_iter().zip(grouped).collect();
        ordered.sort_by(|(a, one), (b, other)| {
            let key = |finding: &Finding| (finding.mismatch.check, finding.mismatch.path.clone());
            (one.place.file(), a)
                .cmp(&(other.place.file(), b))
                .then_with(|| key(one).cmp(&key(other)))
        });
        self.findings = ordered.into_iter().map(|(_, finding)| finding).collect();
    }
}

impl Finding {
    fn places(&self) -> impl Iterator<Item = &Place> {
        let schema = self.mismatch.schema.iter().map(|(place, _)| place);
        std::iter::once(&self.place).chain(schema)
    }

    /// Returns the finding as a diagnostic.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let Mismatch {
            check,
            effect,
            path,
            what,
            schema,
            notes,
            help,
            ..
        } = &self.mismatch;
        let subject = match path.as_str() {
            "" => "this value".to_owned(),
            path => format!("`{path}`"),
        };
        let message = format!("{subject} {what}");
        let mut diagnostic = Diagnostic::new(check.code(), message);
        diagnostic = diagnostic.at(self.place.clone()).label(check.id());
        if let Some((place, says)) = schema {
            diagnostic = diagnostic.also(place.clone(), says.as_str());
        }
        for note in notes {
            diagnostic = diagnostic.note(note.as_str());
        }
        if self.more > 0 {
            let elements = if self.more == 1 {
                "element"
            } else {
                "elements"
            };
            diagnostic = diagnostic.note(format!("the same in {} more {elements}", self.more));
        }
        match effect {
            Effect::Kept => diagnostic = diagnostic.note("the generated types keep it as it is"),
            Effect::Refused => {
                diagnostic = diagnostic.note("the generated types refuse to read it");
            }
            Effect::Unnoticed => {}
        }
        match help {
            Some(help) => diagnostic.help(help.as_str()),
            None => diagnostic,
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if what.ends_with("ch") { "es" } else { "s" };
    match count {
        0 => format!("no {what}{plural}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}{plural}"),
    }
}

fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    let members = members.into_iter();
    Node::Mapping(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn number(number: usize) -> Node {
    Node::Number(number.to_string())
}
