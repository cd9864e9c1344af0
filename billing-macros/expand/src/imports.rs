//! The names that `use` items bring in.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, ItemUse, UseTree};

/// One name that is brought in.
pub(crate) struct Import {
    /// What it is called here; `None`: all names of a module (`*`).
    pub(crate) name: Option<Ident>,
    /// The item that brings in only this name.
    pub(crate) item: TokenStream,
}

/// Takes `use` items apart.
pub(crate) fn names(uses: &[ItemUse]) -> Vec<Import> {
    let mut imports = Vec::new();
    for item in uses {
        let (attrs, colon) = (&item.attrs, &item.leading_colon);
        walk(&item.tree, &mut Vec::new(), &mut |path, name, renamed| {
            let last = match (&name, renamed) {
                (Some(name), true) => quote!( as #name),
                _ => TokenStream::new(),
            };
            imports.push(Import {
                name,
                item: quote!(#(#attrs)* use #colon #path #last;),
            });
        });
    }
    imports
}

fn walk<'a>(
    tree: &'a UseTree,
    path: &mut Vec<&'a Ident>,
    found: &mut impl FnMut(TokenStream, Option<Ident>, bool),
) {
    match tree {
        UseTree::Path(inner) => {
            path.push(&inner.ident);
            walk(&inner.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => found(
            quote!(#(#path)::*),
            path.last().map(|name| (*name).clone()),
            false,
        ),
        UseTree::Name(name) => {
            let name = &name.ident;
            found(quote!(#(#path::)* #name), Some(name.clone()), false);
        }
        // A trait without a name serves method calls, and there are none here.
        UseTree::Rename(rename) if rename.rename == "_" => {}
        UseTree::Rename(rename) if rename.ident == "self" => {
            found(quote!(#(#path)::*), Some(rename.rename.clone()), true)
        }
        UseTree::Rename(rename) => {
            let name = &rename.ident;
            found(quote!(#(#path::)* #name), Some(rename.rename.clone()), true);
        }
        UseTree::Glob(_) => found(quote!(#(#path::)* *), None, false),
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, path, found);
            }
        }
    }
}
