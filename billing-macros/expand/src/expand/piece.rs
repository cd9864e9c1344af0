//! The pieces of an expansion.

use proc_macro2::{Ident, TokenStream};

/// A function that receives the pieces of an expansion.
pub type PieceSink<'t> = dyn FnMut(Piece<'_>) + 't;

/// A piece of an expansion, in tokens.
pub enum Piece<'p> {
    /// Items beside the modules.
    Items(TokenStream),
    /// A module with its content.
    Module(EmittedModule<'p>),
}

/// A module of an expansion.
pub struct EmittedModule<'p> {
    /// The docs and other attributes.
    pub attrs: TokenStream,
    /// The visibility.
    pub vis: TokenStream,
    /// The name.
    pub name: &'p Ident,
    /// The `use` items at its beginning.
    pub uses: TokenStream,
    /// The other items: those of each definition with its name, or all of them without one.
    pub content: &'p mut dyn Iterator<Item = (Option<&'p Ident>, TokenStream)>,
}
