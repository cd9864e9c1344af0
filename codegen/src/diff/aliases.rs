//! The comparison of aliases: components that are no types of their own.

use std::collections::BTreeSet;

use super::{
    Check, Subject,
    comparison::{Comparison, Site},
    reach::Reach,
    values, words,
};
use crate::{
    diagnostic::Place,
    model::{Docs, Model, Type, declared_aliases},
};

/// A definition or an alias in one of the documents.
struct Meaning<'m> {
    /// The kind of the definition, or the type that the alias means.
    text: String,
    place: &'m Place,
    alias: Option<&'m Type>,
    docs: &'m Docs,
}

fn meaning<'m>(model: &'m Model, name: &str) -> Option<Meaning<'m>> {
    if let Some(alias) = model.aliases.get(name) {
        return Some(Meaning {
            text: format!("an alias of `{}`", words::rust_type(&alias.ty)),
            place: &alias.place,
            alias: Some(&alias.ty),
            docs: &alias.docs,
        });
    }
    let ty = model.types.get(name)?;
    Some(Meaning {
        text: values::definition(&ty.kind).to_owned(),
        place: &ty.place,
        alias: None,
        docs: &ty.docs,
    })
}

impl Comparison<'_> {
    /// Reports the aliases that are new or gone, that mean another type, that are or were a type of their own, or that are
    /// deprecated. The members that use them say what that is on the wire.
    pub(super) fn aliases(&mut self) {
        let (old, new) = (self.old, self.new);
        let names: BTreeSet<String> = [old, new].into_iter().flat_map(declared_aliases).collect();
        for name in names {
            let (was, is) = (meaning(old, &name), meaning(new, &name));
            let place = |meaning: &Option<Meaning<'_>>| {
                meaning.as_ref().map(|meaning| meaning.place.clone())
            };
            let site = Site {
                subject: Subject::Type(name.clone()),
                reach: Reach::default(),
                wire: words::quoted(&name),
                rust: format!("`{name}`"),
                types: (String::new(), String::new()),
                places: (place(&was), place(&is)),
            };
            if let (Some(was), Some(is)) = (&was, &is)
                && was.alias.is_some()
                && is.alias.is_some()
            {
                self.deprecation(&site, was.docs, is.docs);
            }
            let (check, what, rust) = match (was, is) {
                (None, Some(is)) => (
                    Check::TypeAdded,
                    "another name of a type is new",
                    format!("`{name}` is new, {}", is.text),
                ),
                (Some(was), None) => (
                    Check::TypeRemoved,
                    "another name of a type is gone",
                    format!("`{name}`, {}, is gone", was.text),
                ),
                (Some(was), Some(is)) if was.alias != is.alias => {
                    let what = match (was.alias, is.alias) {
                        (Some(_), Some(_)) => "another name of another type",
                        (Some(_), None) => "a definition; it was another name of a type",
                        _ => "another name of a type; it was a definition",
                    };
                    let rust = format!("`{name}` is {}; it was {}", is.text, was.text);
                    (Check::RustTypeChanged, what, rust)
                }
                _ => continue,
            };
            self.report_in_rust(check, &site, what, rust);
        }
    }
}
