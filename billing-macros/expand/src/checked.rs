//! Definitions that [`check`](crate::check()) has resolved.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;

use crate::definitions::Definitions;

/// Definitions that fit together: what did not is left out or cut to the range where it does.
#[derive(Clone)]
pub struct Checked {
    pub(crate) definitions: Definitions,
    /// Oldest first; the other numbers here are indices into this.
    pub(crate) versions: Vec<String>,
    /// For each of the definitions' items, in their order.
    pub(crate) items: Vec<Resolved>,
    /// The items of each name, in the order in which the names first appear.
    pub(crate) groups: Vec<Group>,
    /// Where a name stands in `groups`.
    pub(crate) names: HashMap<String, usize>,
}

/// All definitions of one name.
#[derive(Clone)]
pub(crate) struct Group {
    /// In the order of the definitions.
    pub(crate) items: Vec<usize>,
    /// The one of each api-version.
    pub(crate) at: Vec<Option<usize>>,
}

/// What is known of a definition.
#[derive(Clone)]
pub(crate) struct Resolved {
    pub(crate) group: usize,
    /// Empty: it is left out.
    pub(crate) alive: Alive,
    /// Names of an operation's own types (its responses and error).
    pub(crate) references: Vec<usize>,
    /// For each part, in order.
    pub(crate) parts: Vec<ResolvedPart>,
}

/// What is known of a part of a definition.
#[derive(Clone)]
pub(crate) struct ResolvedPart {
    /// Empty: it is left out.
    pub(crate) alive: Alive,
    /// Its type, as it is written.
    pub(crate) ty: TokenStream,
    /// The groups that its type names.
    pub(crate) references: Vec<usize>,
}

/// The api-versions in which something exists, as indices into the list; empty: it is left out.
pub(crate) type Alive = std::ops::Range<usize>;

impl Checked {
    /// The group that a name of a type means.
    pub(crate) fn group(&self, name: &syn::Ident) -> Option<usize> {
        self.names.get(&name.unraw().to_string()).copied()
    }
}
