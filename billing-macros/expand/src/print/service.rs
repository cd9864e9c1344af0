//! Servers and security in the definitions form.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::definitions::{
    Definitions, Requirement, SchemeKind, Security, SecurityScheme, Server, ServerVariable,
};

/// Appends the arguments of `#[versioned(...)]` for servers and security.
pub(super) fn push_arguments(definitions: &Definitions, out: &mut TokenStream) {
    if !definitions.servers.is_empty() {
        let servers = definitions.servers.iter().map(server_argument);
        out.extend(quote!(, servers(#(#servers),*)));
    }
    if !definitions.request_ids.is_empty() {
        let names = &definitions.request_ids;
        out.extend(quote!(, request_ids(#(#names),*)));
    }
    if !definitions.schemes.is_empty() {
        let schemes = definitions.schemes.iter().map(scheme_argument);
        out.extend(quote!(, schemes(#(#schemes),*)));
    }
    if !definitions.security.is_empty() {
        let security = security_argument(&definitions.security);
        out.extend(quote!(, #security));
    }
}

pub(super) fn server_argument(Server { url, variables }: &Server) -> TokenStream {
    if variables.is_empty() {
        return quote!(#url);
    }
    let variables = variables.iter().map(|variable| {
        let ServerVariable {
            name,
            default,
            values,
        } = variable;
        if values.is_empty() {
            let default = default.iter();
            return quote!(#name #(= #default)*);
        }
        // The default comes first.
        let first = match default {
            Some(default) => quote!(#default),
            None => quote!(_),
        };
        let is_other = |value: &&LitStr| {
            let default = default.as_ref().map(LitStr::value);
            default != Some(value.value())
        };
        let others = values.iter().filter(is_other);
        quote!(#name = [#first #(, #others)*])
    });
    quote!(#url(#(#variables),*))
}

fn scheme_argument(SecurityScheme { name, kind }: &SecurityScheme) -> TokenStream {
    let kind = match kind {
        SchemeKind::Bearer => quote!(bearer),
        SchemeKind::Basic => quote!(basic),
        SchemeKind::Header(own) => quote!(header(#own)),
        SchemeKind::Query(own) => quote!(query(#own)),
        SchemeKind::Cookie(own) => quote!(cookie(#own)),
        SchemeKind::Other(own) => quote!(other(#own)),
    };
    quote!(#name = #kind)
}

pub(super) fn security_argument(security: &Security) -> TokenStream {
    let alternatives = security.iter().map(|alternative| {
        if alternative.is_empty() {
            return quote!(none);
        }
        let requirements = alternative.iter().map(|Requirement { scheme, scopes }| {
            let scopes = (!scopes.is_empty()).then(|| quote!(= [#(#scopes),*]));
            quote!(#scheme #scopes)
        });
        match alternative.len() {
            1 => quote!(#(#requirements)*),
            _ => quote!(all(#(#requirements),*)),
        }
    });
    quote!(security(#(#alternatives),*))
}
