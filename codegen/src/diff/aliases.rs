//! The comparison of aliases: components that are no types of their own.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    Check, Subject,
    comparison::{Comparison, Site},
    matching::Matched,
    reach::{self, Pairs, Reach},
    values, words,
};
use crate::{
    diagnostic::Place,
    model::{Alias, Docs, Model, Operation, Type, TypeKind, declared_aliases},
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

/// Returns the key of a component among its schemas.
fn component(place: &Place) -> Option<&str> {
    let (list, key) = place.pointer().rsplit_once('/')?;
    matches!(list, "/components/schemas" | "/definitions").then_some(key)
}

fn has_name(model: &Model, name: &str) -> bool {
    model.aliases.contains_key(name) || model.types.contains_key(name)
}

/// Returns the names in the previous api-version that a document declares, each with the name of today.
fn former_names(model: &Model) -> impl Iterator<Item = (&str, &str)> {
    let aliases = model.aliases.values().map(|one| (&one.was, &one.name));
    let types = model.types.values().map(|one| (&one.was, &one.name));
    let names = aliases.chain(types);
    names.filter_map(|(was, name)| Some((was.as_deref()?, name.as_str())))
}

/// Returns the names that only the first model has, by component. A key that two files have tells nothing.
fn one_sided<'m>(model: &'m Model, other: &Model) -> HashMap<&'m str, Option<&'m str>> {
    let aliases = model.aliases.values().map(|one| (&one.name, &one.place));
    let types = model.types.values().map(|one| (&one.name, &one.place));
    let mut names: HashMap<&str, Option<&str>> = HashMap::new();
    for (name, place) in aliases.chain(types) {
        if let (Some(key), false) = (component(place), has_name(other, name)) {
            let known = names.entry(key);
            known
                .and_modify(|known| *known = None)
                .or_insert(Some(name));
        }
    }
    names
}

/// Collects the names of the aliases at the same position of two declared types.
fn collect_names<'t>(old: &'t Type, new: &'t Type, found: &mut Vec<(&'t str, &'t str)>) {
    match (reach::core(old), reach::core(new)) {
        (Type::Alias { name: was, .. }, Type::Alias { name: is, .. }) => found.push((was, is)),
        (Type::Array(was), Type::Array(is)) | (Type::Map(was), Type::Map(is)) => {
            collect_names(was, is, found);
        }
        (Type::Tuple(was), Type::Tuple(is)) => {
            for (was, is) in was.iter().zip(is) {
                collect_names(was, is, found);
            }
        }
        _ => {}
    }
}

/// A type as the document declares it, if that names aliases.
type Declared = Option<Box<Type>>;

impl<'m> Comparison<'m> {
    /// Finds the aliases with another name: those that a document declares to continue another name, those of the same
    /// component, and those of the same type at the same position.
    pub(super) fn rename_aliases(&mut self, pairs: &Pairs, operations: &Matched<'m, Operation>) {
        let (old, new) = (self.old, self.new);
        if old.aliases.is_empty() && new.aliases.is_empty() {
            return;
        }
        let is_alias = |(was, is): &(&str, &str)| {
            old.aliases.contains_key(*was) || new.aliases.contains_key(*is)
        };
        let is_free = |(was, is): &(&str, &str)| !has_name(new, was) && !has_name(old, is);
        // A comparison may go from the new document to the old one.
        let forward = former_names(new).filter(|(was, _)| has_name(old, was));
        let backward = former_names(old).map(|(is, was)| (was, is));
        let backward = backward.filter(|(_, is)| has_name(new, is));
        let declared = forward.chain(backward);
        let mut candidates: Vec<(&str, &str)> = declared.filter(is_alias).filter(is_free).collect();
        let names = one_sided(new, old);
        let mut of_components: Vec<(&str, &str)> = one_sided(old, new)
            .into_iter()
            .filter_map(|(key, was)| Some((was?, (*names.get(key)?)?)))
            .filter(is_alias)
            .collect();
        of_components.sort_unstable();
        candidates.extend(of_components);
        let at_positions = self.declared_names(pairs, operations);
        let at_positions = at_positions.into_iter().filter(is_free);
        candidates.extend(at_positions.filter(|(was, is)| {
            let both = old.aliases.get(*was).zip(new.aliases.get(*is));
            both.is_some_and(|(was, is)| self.means_same(&was.ty, &is.ty))
        }));
        let (mut before, mut after): (HashSet<String>, HashSet<String>) =
            self.renamed.iter().cloned().unzip();
        for (was, is) in candidates {
            if !before.contains(was) && !after.contains(is) {
                before.insert(was.to_owned());
                after.insert(is.to_owned());
                self.renamed.insert((was.to_owned(), is.to_owned()));
            }
        }
    }

    /// Returns the names of the aliases at the same position of both documents.
    fn declared_names(
        &self,
        pairs: &Pairs,
        operations: &Matched<'m, Operation>,
    ) -> Vec<(&'m str, &'m str)> {
        let (old, new) = (self.old, self.new);
        let mut found = Vec::new();
        let mut visit = |was: &'m Declared, is: &'m Declared| {
            if let (Some(was), Some(is)) = (was, is) {
                collect_names(was, is, &mut found);
            }
        };
        for (was, is) in &operations.both {
            for (was, is) in reach::parameters(was, is) {
                visit(&was.declared, &is.declared);
            }
            for (was, is) in reach::responses(was, is) {
                visit(&was.declared, &is.declared);
            }
        }
        for (was, is) in pairs.keys() {
            let both = old.types.get(was).zip(new.types.get(is));
            match both.map(|(was, is)| (&was.kind, &is.kind)) {
                Some((TypeKind::Struct(was), TypeKind::Struct(is))) => {
                    for (was, is) in reach::fields(was, is).both {
                        visit(&was.declared, &is.declared);
                    }
                }
                Some((TypeKind::Union(was), TypeKind::Union(is))) => {
                    for (was, is) in reach::alternatives((old, new), was, is).both {
                        visit(&was.declared, &is.declared);
                    }
                }
                _ => {}
            }
        }
        let same = old.aliases.values();
        let same = same.filter_map(|was| Some((was, new.aliases.get(&was.name)?)));
        let declared = |alias: &'m Alias| &alias.declared;
        for (was, is) in same {
            visit(declared(was), declared(is));
        }
        found
    }

    /// Returns whether two types are the same but for the names of definitions that are renamed.
    fn means_same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Named(was), Type::Named(is)) => self.is_same(was, is),
            (Type::Array(was), Type::Array(is))
            | (Type::Map(was), Type::Map(is))
            | (Type::Nullable(was), Type::Nullable(is))
            | (Type::Boxed(was), Type::Boxed(is))
            | (Type::Erased(was), Type::Erased(is)) => self.means_same(was, is),
            (Type::Tuple(was), Type::Tuple(is)) | (Type::OneOf(was), Type::OneOf(is)) => {
                let mut both = was.iter().zip(is);
                was.len() == is.len() && both.all(|(was, is)| self.means_same(was, is))
            }
            _ => old == new,
        }
    }

    /// Reports the aliases that are new, gone or renamed, that mean another type, that are or were a type of their own, or
    /// that are deprecated. The members that use them say what that is on the wire.
    pub(super) fn aliases(&mut self) {
        let (old, new) = (self.old, self.new);
        let new_names: HashMap<String, String> = self.renamed.iter().cloned().collect();
        let former_names: HashMap<&String, &String> =
            new_names.iter().map(|(was, is)| (is, was)).collect();
        // The old name, if it differs, and the name by which the new document goes on.
        let mut names: BTreeSet<(String, Option<String>)> = BTreeSet::new();
        for name in declared_aliases(old) {
            names.insert(match new_names.get(&name) {
                Some(is) => (is.clone(), Some(name)),
                None => (name, None),
            });
        }
        for name in declared_aliases(new) {
            let was = former_names.get(&name).map(|was| (*was).clone());
            names.insert((name, was));
        }
        for (name, former) in names {
            self.alias(&name, former.as_deref());
        }
    }

    fn alias(&mut self, name: &str, former: Option<&str>) {
        let (old, new) = (self.old, self.new);
        let (was, is) = (meaning(old, former.unwrap_or(name)), meaning(new, name));
        let place =
            |meaning: &Option<Meaning<'_>>| meaning.as_ref().map(|meaning| meaning.place.clone());
        let site = Site {
            subject: Subject::Type(match former {
                Some(former) => format!("{name} (was {former})"),
                None => name.to_owned(),
            }),
            reach: Reach::default(),
            wire: words::quoted(name),
            rust: format!("`{name}`"),
            types: (String::new(), String::new()),
            places: (place(&was), place(&is)),
        };
        if let Some(former) = former {
            let rust = format!("`{name}` is the new name of `{former}`");
            let what = match was.as_ref().is_some_and(|was| was.alias.is_some()) {
                true => "the alias has another name",
                false => "the definition has another name",
            };
            self.report_in_rust(Check::TypeRenamed, &site, what, rust);
        }
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
            (Some(was), Some(is)) => {
                let what = match (was.alias, is.alias) {
                    (Some(was), Some(is)) if self.means_same(was, is) => return,
                    (None, None) => return,
                    (Some(_), Some(_)) => "another name of another type",
                    (Some(_), None) => "a definition; it was another name of a type",
                    (None, Some(_)) => "another name of a type; it was a definition",
                };
                let rust = format!("`{name}` is {}; it was {}", is.text, was.text);
                (Check::RustTypeChanged, what, rust)
            }
            (None, None) => return,
        };
        self.report_in_rust(check, &site, what, rust);
    }
}
