//! The context to emit an operation.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::super::context::EmittedShape;
use crate::definitions::{Operation, Parameter};

/// An operation to emit.
pub(super) struct EmittedOperation<'a> {
    pub(super) emitted: &'a EmittedShape<'a>,
    pub(super) operation: &'a Operation,
    pub(super) rt: &'a TokenStream,
    /// The parameters that this shape has, with their types as paths from its module.
    pub(super) parameters: Vec<(&'a Parameter, TokenStream)>,
}

impl EmittedOperation<'_> {
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        self.emitted.qualify(&quote!(#ty))
    }
}
