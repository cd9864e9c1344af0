//! Emits the servers and the security schemes of a service.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::context::Context;
use super::operation;
use crate::definitions::{SchemeKind, SecurityScheme, Server, ServerVariable};

/// Emits the constants `SERVERS` and `SECURITY`, if the definitions have servers and security schemes.
pub(super) fn emit_constants(context: &Context<'_>, out: &mut TokenStream) {
    let definitions = &context.checked.definitions;
    let Some(runtime) = &definitions.runtime else {
        return;
    };
    let newest = match context.checked.versions.len() {
        1 => "",
        _ => ", from the documents of the newest api-version",
    };
    if !definitions.servers.is_empty() {
        let servers = definitions
            .servers
            .iter()
            .map(|one| emit_server(runtime, one));
        let docs = format!(" The servers of the service{newest}.");
        out.extend(quote! {
            #[doc = #docs]
            pub const SERVERS: &[#runtime::Server] = &[#(#servers),*];
        });
    }
    if !definitions.schemes.is_empty() {
        let schemes = definitions
            .schemes
            .iter()
            .map(|one| emit_scheme(runtime, one));
        let docs = format!(" The security schemes of the service{newest}.");
        out.extend(quote! {
            #[doc = #docs]
            pub const SECURITY: &[#runtime::SecurityScheme] = &[#(#schemes),*];
        });
    }
}

/// Emits the security requirements that operations without their own refer to.
pub(super) fn emit_security(context: &Context<'_>) -> Option<TokenStream> {
    let rt = context.runtime.as_ref()?;
    let security = &context.checked.definitions.security;
    if security.is_empty() {
        return None;
    }
    let security = operation::emit_security(rt, security);
    Some(quote! {
        #[doc(hidden)]
        pub const SECURITY: &[&[#rt::SecurityRequirement]] = #security;
    })
}

pub(super) fn emit_server(rt: &impl ToTokens, Server { url, variables }: &Server) -> TokenStream {
    let variables = variables.iter().map(|variable| {
        let ServerVariable {
            name,
            default,
            values,
        } = variable;
        let default = match default {
            Some(default) => quote!(Some(#default)),
            None => quote!(None),
        };
        quote!(#rt::ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(#rt::Server { url: #url, variables: &[#(#variables),*] })
}

fn emit_scheme(rt: &syn::Path, SecurityScheme { name, kind }: &SecurityScheme) -> TokenStream {
    let kind = match kind {
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Header(own) => quote!(Header(#own)),
        SchemeKind::Query(own) => quote!(Query(#own)),
        SchemeKind::Cookie(own) => quote!(Cookie(#own)),
        SchemeKind::Other(own) => quote!(Other(#own)),
    };
    quote!(#rt::SecurityScheme { name: #name, scheme: #rt::Scheme::#kind })
}
