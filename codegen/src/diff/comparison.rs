//! The state of a comparison of two models.

use std::collections::HashSet;

use super::{Change, Check, Release, Subject, reach::Reach};
use crate::{diagnostic::Place, model::Model, text::visible};

/// Two models and the changes found so far.
pub(super) struct Comparison<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    /// The pairs of names of renamed types.
    pub(super) renamed: HashSet<(String, String)>,
    pub(super) changes: Vec<Change>,
}

/// The subject of a change.
#[derive(Clone)]
pub(super) struct Site {
    /// The operation or type.
    pub(super) subject: Subject,
    /// The routes from the operations.
    pub(super) reach: Reach,
    /// The wire name, quoted.
    pub(super) wire: String,
    /// The Rust name, quoted.
    pub(super) rust: String,
    /// The Rust types of the old and the new form.
    pub(super) types: (String, String),
    /// The places in both documents.
    pub(super) places: (Option<Place>, Option<Place>),
}

impl Site {
    /// Describes the change of an item without a Rust type, for the message.
    pub(super) fn documented(&self) -> String {
        let is_inside = self.wire.ends_with("[]`")
            || self.wire.ends_with(".*`")
            || self.wire.starts_with("elements of");
        if is_inside {
            format!("{} is as before", self.rust)
        } else {
            format!("the docs of {} say so", self.rust)
        }
    }

    /// Returns whether both documents have the same Rust type there.
    pub(super) fn has_same_type(&self) -> bool {
        !self.types.0.is_empty() && self.types.0 == self.types.1
    }

    /// Describes the change of the Rust type, for the message.
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
    /// Adds a change. `what` describes the effect on the wire.
    pub(super) fn report(&mut self, check: Check, site: &Site, what: &str) {
        // Code that uses a type does not notice where the same type holds other values.
        let release = match site.has_same_type() {
            true => check.release().min(Release::Minor),
            false => check.release(),
        };
        self.report_with(check, release, site, what, site.held());
    }

    /// Adds a change with a message of its own for Rust.
    pub(super) fn report_in_rust(&mut self, check: Check, site: &Site, what: &str, rust: String) {
        self.report_with(check, check.release(), site, what, rust);
    }

    /// Adds a change that only the docs of the generated code mention.
    pub(super) fn report_documented(&mut self, check: Check, site: &Site, what: &str) {
        let release = check.release().min(Release::Minor);
        self.report_with(check, release, site, what, site.documented());
    }

    pub(super) fn report_with(
        &mut self,
        check: Check,
        release: Release,
        site: &Site,
        what: &str,
        rust: String,
    ) {
        self.changes.push(Change {
            check,
            release,
            on_the_wire: check.class(&site.reach),
            subject: site.subject.clone(),
            reach: site.reach.clone(),
            wire: visible(&format!("{}: {what}", site.wire)),
            rust: visible(&rust),
            also: Vec::new(),
            old: site.places.0.clone(),
            new: site.places.1.clone(),
        });
    }

    /// Returns whether a name of the new document is the same type as a name of the old one.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        old == new || self.renamed.contains(&(old.to_owned(), new.to_owned()))
    }
}
