//! The names of earlier api-versions, which a later one keeps.

use std::collections::HashMap;

use super::Role;

/// The names that the api-versions of a service have so far, oldest first.
///
/// What an older api-version calls a type, an operation, a property, a parameter or a value keeps its name in the next one,
/// and a newcomer gives way.
#[derive(Clone, Debug, Default)]
pub struct PastNames {
    scopes: HashMap<Scope, HashMap<String, PastName>>,
}

/// The items whose names differ from each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::model) enum Scope {
    /// All types.
    Types,
    /// All operations.
    Operations,
    /// The properties of the type of this name, or its values or alternatives.
    Type(Role, String),
    /// The parameters of the operation with this method and path.
    Operation(String),
}

/// A name in the newest api-version that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PastName {
    pub(super) name: String,
    /// True if the name was made from this text, and not from that of an equal definition.
    pub(super) is_own: bool,
}

impl PastNames {
    /// Returns the name of a text, or else that of a text of an equal definition.
    pub(super) fn find<'t>(
        &self,
        scope: &Scope,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Option<&PastName> {
        let names = self.scopes.get(scope)?;
        texts.into_iter().find_map(|text| names.get(text))
    }

    /// Starts the names of the parts of a renamed type with those of its former name.
    pub(in crate::model) fn rename_type(&mut self, was: &str, name: &str) {
        for role in [Role::Field, Role::Variant] {
            let old = self.scopes.get(&Scope::Type(role, was.to_owned()));
            if let Some(names) = old.cloned() {
                let new = Scope::Type(role, name.to_owned());
                self.scopes.entry(new).or_insert(names);
            }
        }
    }

    /// Notes the name of an item, and of the equal ones that share it.
    pub(super) fn note<'t>(
        &mut self,
        scope: &Scope,
        name: &str,
        texts: impl IntoIterator<Item = &'t str>,
    ) {
        if !self.scopes.contains_key(scope) {
            self.scopes.insert(scope.clone(), HashMap::new());
        }
        let Some(names) = self.scopes.get_mut(scope) else {
            return;
        };
        for (index, text) in texts.into_iter().enumerate() {
            let is_own = index == 0;
            let past = || PastName {
                name: name.to_owned(),
                is_own,
            };
            match names.get_mut(text) {
                // Most names are those of the api-version before.
                Some(known) if known.name == name => known.is_own |= is_own,
                Some(known) if is_own => *known = past(),
                Some(_) => {}
                None => _ = names.insert(text.to_owned(), past()),
            }
        }
    }
}
