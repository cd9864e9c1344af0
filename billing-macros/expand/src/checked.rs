//! Definitions that [`check`](crate::check()) has resolved.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Type;
use syn::ext::IdentExt;

use crate::definitions::Definitions;
use crate::imports;

/// Definitions without contradictions. Wrong parts are left out or limited to the range where they are right.
#[derive(Clone)]
pub struct Checked {
    pub(crate) definitions: Definitions,
    /// The api-versions, oldest first. All indices of api-versions refer to this list.
    pub(crate) versions: Vec<String>,
    /// The results for the items of the definitions, in their order.
    pub(crate) items: Vec<Resolved>,
    /// The items by kind and name, in the order in which the names first appear.
    pub(crate) groups: Vec<Group>,
    /// The index of each type in `groups`, by name.
    pub(crate) types: HashMap<String, usize>,
    /// The index of each operation in `groups`, by name. A type may have the same name.
    pub(crate) operations: HashMap<String, usize>,
}

/// All types or all operations of one name.
#[derive(Clone)]
pub(crate) struct Group {
    /// True if the name is that of an operation.
    pub(crate) is_operation: bool,
    /// The indices of the items, in the order of the definitions.
    pub(crate) items: Vec<usize>,
    /// The index of the item in each api-version.
    pub(crate) at: Vec<Option<usize>>,
}

/// The resolved ranges and references of a definition.
#[derive(Clone)]
pub(crate) struct Resolved {
    pub(crate) group: usize,
    /// Empty if the definition is left out.
    pub(crate) alive: LiveRange,
    /// The api-versions of the docs of some api-versions, in their order.
    pub(crate) version_docs: Vec<LiveRange>,
    /// The groups that the responses of an operation refer to.
    pub(crate) references: Vec<usize>,
    /// The results for the parts, in their order.
    pub(crate) parts: Vec<ResolvedPart>,
}

/// The resolved range, type and references of a part.
#[derive(Clone)]
pub(crate) struct ResolvedPart {
    /// Empty if the part is left out.
    pub(crate) alive: LiveRange,
    /// The type without aliases.
    pub(crate) ty: TokenStream,
    /// The type as it is written, if that names aliases.
    pub(crate) declared: Option<Type>,
    /// The groups that the type refers to.
    pub(crate) references: Vec<usize>,
}

impl ResolvedPart {
    /// Returns the type as it is written.
    pub(crate) fn declared_tokens(&self) -> TokenStream {
        let declared = self.declared.as_ref().map(ToTokens::to_token_stream);
        declared.unwrap_or_else(|| self.ty.clone())
    }
}

/// The api-versions in which something exists, as indices. Empty if it is left out.
pub(crate) type LiveRange = std::ops::Range<usize>;

impl Checked {
    /// Returns the group of the type that a name refers to.
    pub(crate) fn find_type(&self, name: &syn::Ident) -> Option<usize> {
        self.types.get(&name.unraw().to_string()).copied()
    }

    /// Returns whether a name is that of an operation, and of no type or import.
    pub(crate) fn is_only_operation(&self, name: &syn::Ident) -> bool {
        let name = name.unraw().to_string();
        let is_imported = || {
            let imports = imports::split(&self.definitions.imports);
            let mut names = imports.iter().filter_map(|import| import.name.as_ref());
            names.any(|import| import.unraw() == name)
        };
        self.operations.contains_key(&name) && !is_imported()
    }

    /// Returns the groups of the same kind as a group, by name.
    pub(crate) fn names_beside(&self, group: usize) -> &HashMap<String, usize> {
        match self.groups.get(group) {
            Some(group) if group.is_operation => &self.operations,
            _ => &self.types,
        }
    }
}
