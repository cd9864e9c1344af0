//! The names that `use` items import.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, ItemUse, UseTree};

/// An imported name.
pub(crate) struct Import {
    /// The name in this module. If `None`, all names of a module (`*`).
    pub(crate) name: Option<Ident>,
    /// A `use` item that imports only this name.
    pub(crate) item: TokenStream,
}

/// Splits `use` items into one for each name.
pub(crate) fn split(uses: &[ItemUse]) -> Vec<Import> {
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
    visit: &mut impl FnMut(TokenStream, Option<Ident>, bool),
) {
    match tree {
        UseTree::Path(inner) => {
            path.push(&inner.ident);
            walk(&inner.tree, path, visit);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => visit(
            quote!(#(#path)::*),
            path.last().map(|name| (*name).clone()),
            false,
        ),
        UseTree::Name(name) => {
            let name = &name.ident;
            visit(quote!(#(#path::)* #name), Some(name.clone()), false);
        }
        // An unnamed trait is imported for its methods, and definitions call none.
        UseTree::Rename(rename) if rename.rename == "_" => {}
        UseTree::Rename(rename) if rename.ident == "self" => {
            visit(quote!(#(#path)::*), Some(rename.rename.clone()), true)
        }
        UseTree::Rename(rename) => {
            let name = &rename.ident;
            visit(quote!(#(#path::)* #name), Some(rename.rename.clone()), true);
        }
        UseTree::Glob(_) => visit(quote!(#(#path::)* *), None, false),
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, path, visit);
            }
        }
    }
}
