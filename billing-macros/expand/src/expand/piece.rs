//! The pieces in which an expansion is handed on.

use proc_macro2::{Ident, TokenStream};

/// Takes a piece of an expansion.
pub type Take<'t> = dyn FnMut(Piece<'_>) + 't;

/// A piece of an expansion, in tokens.
pub enum Piece<'p> {
    /// What stands beside the modules.
    Items(TokenStream),
    /// A module.
    Module(EmittedModule<'p>),
}

/// A module of an expansion.
pub struct EmittedModule<'p> {
    /// Its docs and other attributes.
    pub attrs: TokenStream,
    /// Who sees it.
    pub vis: TokenStream,
    /// What it is called.
    pub name: &'p Ident,
    /// The imports that it begins with.
    pub uses: TokenStream,
    /// What it holds besides: the items that belong to one definition, with its name, or all that it holds.
    pub content: &'p mut dyn Iterator<Item = (Option<&'p Ident>, TokenStream)>,
}
