//! The operation that is being emitted.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::super::context::Emitted;
use crate::definitions::{Operation, Parameter};
use crate::wire::wire_name;

/// An operation that is being emitted.
pub(super) struct Request<'a> {
    pub(super) emitted: &'a Emitted<'a>,
    pub(super) operation: &'a Operation,
    pub(super) rt: &'a TokenStream,
    /// What is alive, with its type as it is named here.
    pub(super) parameters: Vec<(&'a Parameter, TokenStream)>,
}

impl Request<'_> {
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        self.emitted.qualified(&quote!(#ty))
    }
}

/// A parameter's name on the wire.
pub(super) fn wire(parameter: &Parameter) -> String {
    parameter
        .wire
        .as_ref()
        .map_or_else(|| wire_name(&parameter.ident), syn::LitStr::value)
}
