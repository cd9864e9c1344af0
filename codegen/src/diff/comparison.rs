//! A comparison of two models that is under way.

use std::collections::HashSet;

use super::{Change, Check, Subject, reach::Reach};
use crate::{diagnostic::Place, model::Model};

/// Two models and what was found so far.
pub(super) struct Comparison<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    /// The pairs that are one type under two names.
    pub(super) renamed: HashSet<(String, String)>,
    pub(super) changes: Vec<Change>,
}

/// What a change is about.
#[derive(Clone)]
pub(super) struct Site {
    /// The operation or type that it belongs to.
    pub(super) subject: Subject,
    /// How it is reached.
    pub(super) reach: Reach,
    /// What it is called on the wire, quoted.
    pub(super) wire: String,
    /// What it is called in Rust, quoted.
    pub(super) rust: String,
    /// The Rust types of the old and the new form.
    pub(super) types: (String, String),
    /// Where it stands in both documents.
    pub(super) places: (Option<Place>, Option<Place>),
}

impl Site {
    /// Where the generated code tells what has no type.
    pub(super) fn documented(&self) -> String {
        let is_inside = self.wire.ends_with("[]`")
            || self.wire.ends_with(".*`")
            || self.wire.starts_with("elements of");
        if self.rust.starts_with("header") {
            "headers of responses are not typed".to_owned()
        } else if is_inside {
            format!("{} is as before", self.rust)
        } else {
            format!("the docs of {} say so", self.rust)
        }
    }

    /// What Rust makes of it.
    pub(super) fn held(&self) -> String {
        let (old, new) = &self.types;
        match (old.is_empty(), new.is_empty(), old == new) {
            (true, true, _) => format!("{} has no field", self.rust),
            (false, true, _) => format!("{} is gone; it was `{old}`", self.rust),
            (true, false, _) => format!("{} is new: `{new}`", self.rust),
            (_, _, true) => format!("{} is `{new}` as before", self.rust),
            _ => format!("{} is now `{new}`; it was `{old}`", self.rust),
        }
    }
}

impl Comparison<'_> {
    /// Adds a change; `what` says what happened on the wire.
    pub(super) fn report(&mut self, check: Check, site: &Site, what: &str) {
        self.report_in_rust(check, site, what, site.held());
    }

    /// Adds a change with words of its own for Rust.
    pub(super) fn report_in_rust(&mut self, check: Check, site: &Site, what: &str, rust: String) {
        self.changes.push(Change {
            check,
            class: check.class(&site.reach),
            subject: site.subject.clone(),
            reach: site.reach.clone(),
            wire: shown(&format!("{}: {what}", site.wire)),
            rust: shown(&rust),
            also: Vec::new(),
            old: site.places.0.clone(),
            new: site.places.1.clone(),
        });
    }

    /// Whether a name of the new document is the same type as one of the old document.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        old == new || self.renamed.contains(&(old.to_owned(), new.to_owned()))
    }
}

/// A text of a document, made harmless for terminals: one line without control characters.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
