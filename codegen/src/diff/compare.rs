//! The comparison of two models.

use std::collections::{HashMap, HashSet};

use super::{
    Change, Check, Subject,
    reach::{Pairs, Reach, Walk, reached},
};
use crate::{
    diagnostic::Place,
    model::{Model, TypeDefinition},
};

/// Compares what two documents mean.
#[must_use]
pub fn compare(old: &Model, new: &Model) -> Vec<Change> {
    let matched = super::operations::matched(old, new);
    let pairs = Walk::new(old, new).pairs(&matched.both);
    let mut comparison = Comparison {
        old,
        new,
        renamed: HashSet::new(),
        changes: Vec::new(),
    };
    comparison.rename(&pairs);
    comparison.documents(&matched);
    comparison.changes = once(comparison.changes);
    for ((was, is), reach) in &pairs {
        if let (Some(was), Some(is)) = (old.types.get(was), new.types.get(is)) {
            comparison.definition(was, is, reach);
        }
    }
    comparison.one_sided();
    comparison.changes
}

pub(super) struct Comparison<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    /// The pairs that are one type under two names.
    renamed: HashSet<(String, String)>,
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
            wire: super::words::visible(&format!("{}: {what}", site.wire)),
            rust: super::words::visible(&rust),
            also: Vec::new(),
            old: site.places.0.clone(),
            new: site.places.1.clone(),
        });
    }

    /// Finds the types that go on under another name: because the document says so, or because the old name is gone and the
    /// new one was not there.
    fn rename(&mut self, pairs: &Pairs) {
        let mut taken: HashSet<&str> = HashSet::new();
        for (was, is) in pairs.keys().filter(|(was, is)| was != is) {
            let (Some(old), Some(new)) = (self.old.types.get(was), self.new.types.get(is)) else {
                continue;
            };
            let said = super::reach::continues(
                (&old.name, old.was.as_ref()),
                (&new.name, new.was.as_ref()),
            );
            let is_free = !self.new.types.contains_key(was) && !self.old.types.contains_key(is);
            if (said || is_free) && !taken.contains(was.as_str()) && !taken.contains(is.as_str()) {
                taken.insert(was);
                taken.insert(is);
                self.renamed.insert((was.clone(), is.clone()));
            }
        }
    }

    /// Whether a name of the new document is the same type as one of the old document.
    pub(super) fn is_same(&self, old: &str, new: &str) -> bool {
        old == new || self.renamed.contains(&(old.to_owned(), new.to_owned()))
    }

    /// The types that stand in one of the documents only.
    fn one_sided(&mut self) {
        let renamed = self.renamed.clone();
        let (old, new) = (self.old, self.new);
        let by_pair = |name: &str, is_new: bool| {
            let mut names = renamed
                .iter()
                .map(|(was, is)| if is_new { is } else { was });
            names.any(|renamed| renamed == name)
        };
        for (model, other, check) in [(new, old, Check::TypeAdded), (old, new, Check::TypeRemoved)]
        {
            let is_new = check == Check::TypeAdded;
            let reached = reached(model);
            for (name, ty) in &model.types {
                let Some(reach) = reached.get(name) else {
                    continue;
                };
                if other.types.contains_key(name) || by_pair(name, is_new) {
                    continue;
                }
                self.one_sided_type(check, ty, reach);
            }
        }
    }

    fn one_sided_type(&mut self, check: Check, ty: &TypeDefinition, reach: &Reach) {
        let (what, rust) = match check {
            Check::TypeAdded => ("a new definition", format!("`{}` is new", ty.name)),
            _ => ("the definition is gone", format!("`{}` is gone", ty.name)),
        };
        let place = Some(ty.place.clone());
        let site = Site {
            subject: Subject::Type(ty.name.clone()),
            reach: reach.clone(),
            wire: super::words::quoted(reach.path()),
            rust: String::new(),
            types: (String::new(), String::new()),
            places: match check {
                Check::TypeAdded => (None, place),
                _ => (place, None),
            },
        };
        self.report_in_rust(check, &site, what, rust);
    }
}

/// What changed alike for several operations, because they refer to one parameter or response, is said once.
fn once(changes: Vec<Change>) -> Vec<Change> {
    type Key = (Check, String, Option<Place>, Option<Place>);
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        // Where a parameter is new, the other document has only the place of the operation.
        let (old, new) = match change.check {
            Check::ParameterAdded | Check::RequiredParameterAdded => (None, change.new.clone()),
            Check::ParameterRemoved | Check::RequiredParameterRemoved => (change.old.clone(), None),
            _ => (change.old.clone(), change.new.clone()),
        };
        let key = (change.check, change.wire.clone(), old, new);
        let first = seen.get(&key).and_then(|index| kept.get_mut(*index));
        match (first, &change.subject) {
            (Some(first), Subject::Operation(name)) => first.also.push(name.clone()),
            _ => {
                seen.insert(key, kept.len());
                kept.push(change);
            }
        }
    }
    kept
}
