//! Emits the body of a request: its format, and the choice between several media types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::context::EmittedOperation;
use super::responses::choose_enum_name;
use crate::definitions::{Content, Encoding, EncodingKind, Location, Parameter};
use crate::markdown::code_span;
use crate::media_type::{self, essence, is_json};
use crate::member::{is_byte_list, is_optional, is_string, type_argument};

/// Returns whether the caller chooses the media type of a body.
pub(super) fn is_choice(parameter: &Parameter) -> bool {
    parameter.location == Location::Body && parameter.contents.len() > 1
}

/// Returns the type of a parameter without its `Option`.
fn inner_type(parameter: &Parameter) -> &Type {
    let inner = type_argument(&parameter.ty).filter(|_| is_optional(&parameter.ty));
    inner.unwrap_or(&parameter.ty)
}

/// Replaces the type of a body with several media types by the name of its enum.
pub(super) fn with_choice(mut request: EmittedOperation<'_>) -> EmittedOperation<'_> {
    let name = choose_enum_name(&request, "Body");
    for (parameter, ty) in &mut request.parameters {
        if is_choice(parameter) {
            *ty = match is_optional(&parameter.ty) {
                true => {
                    let option = request.emitted.context.prelude_name("Option");
                    quote!(#option<#name>)
                }
                false => name.to_token_stream(),
            };
        }
    }
    request
}

/// The ways to write a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    /// The value of a type.
    Value,
    /// A list of bytes.
    Bytes,
    /// Bytes with their media type.
    Content,
}

fn method(content: &Content, ty: &Type) -> Method {
    let name = content.media_type.value();
    if is_byte_list(ty) {
        Method::Bytes
    } else if is_json(&name) {
        Method::Value
    } else if is_range(&essence(&name)) && !is_string(ty) {
        Method::Content
    } else {
        Method::Value
    }
}

/// Returns whether the caller has to complete a media type: by its name, or by a boundary.
fn is_range(essence: &str) -> bool {
    essence.contains('*') || is_untyped_multipart(essence)
}

fn is_untyped_multipart(essence: &str) -> bool {
    essence.starts_with("multipart/") && essence != "multipart/form-data"
}

/// Returns the format of a body that is not plain JSON.
pub(super) fn format(rt: &TokenStream, parameter: &Parameter) -> Option<TokenStream> {
    let types = media_type::types(inner_type(parameter), parameter.contents.len());
    let mut formats: Vec<TokenStream> = parameter
        .contents
        .iter()
        .zip(types)
        .map(|(content, ty)| content_format(rt, content, ty))
        .collect();
    match formats.len() {
        0 | 1 => formats.pop(),
        _ => Some(quote!(#rt::Body::OneOf(&[#(#formats),*]))),
    }
}

fn content_format(rt: &TokenStream, content: &Content, ty: &Type) -> TokenStream {
    let media_type = &content.media_type;
    let name = media_type.value();
    let encodings = content
        .encodings
        .iter()
        .map(|encoding| emit_encoding(rt, encoding));
    let format = match (essence(&name).as_str(), method(content, ty)) {
        (_, Method::Bytes) => quote!(Bytes(#media_type)),
        (_, Method::Content) => quote!(Any(#media_type)),
        _ if is_string(ty) && !is_json(&name) => quote!(Text(#media_type)),
        ("application/x-www-form-urlencoded", _) if content.encodings.is_empty() => quote!(Form),
        ("application/x-www-form-urlencoded", _) => quote!(FormWith(&[#(#encodings),*])),
        ("multipart/form-data", _) => quote!(Multipart(&[#(#encodings),*])),
        _ => quote!(Json(#media_type)),
    };
    quote!(#rt::Body::#format)
}

fn emit_encoding(rt: &TokenStream, Encoding { name, kind }: &Encoding) -> TokenStream {
    match kind {
        EncodingKind::Style(style) => {
            let style = style.variant();
            quote!(#rt::Encoding::styled(#name, #rt::Style::#style))
        }
        EncodingKind::MediaType(media_type) => quote!(#rt::Encoding::sent_as(#name, #media_type)),
    }
}

/// Emits the serialization of a body.
pub(super) fn emit_write(request: &EmittedOperation<'_>, parameter: &Parameter) -> TokenStream {
    let ident = &parameter.ident;
    let is_optional = is_optional(&parameter.ty);
    if !is_choice(parameter) {
        let method = parameter.contents.first();
        let method = method.map(|content| method_of(content, parameter));
        return match method.unwrap_or(Method::Value) {
            Method::Value => quote!(request.add(&self.#ident);),
            Method::Bytes if is_optional => quote!(request.add_bytes(self.#ident.as_deref());),
            Method::Bytes => quote!(request.add_bytes(Some(&self.#ident));),
            Method::Content if is_optional => quote!(request.add_content(self.#ident.as_ref());),
            Method::Content => quote!(request.add_content(Some(&self.#ident));),
        };
    }
    let name = choose_enum_name(request, "Body");
    let types = media_type::types(inner_type(parameter), parameter.contents.len());
    let names: Vec<_> = parameter
        .contents
        .iter()
        .map(|one| &one.media_type)
        .collect();
    let variants = media_type::variants(&names);
    let contents = parameter.contents.iter().zip(types).zip(&variants);
    let arms = contents
        .enumerate()
        .map(|(index, ((content, ty), variant))| {
            let index = Literal::usize_unsuffixed(index);
            let add = match method(content, ty) {
                Method::Value => quote!(request.add(body)),
                Method::Bytes => quote!(request.add_bytes(Some(body))),
                Method::Content => quote!(request.add_content(Some(body))),
            };
            let pattern = match is_optional {
                true => quote!(Some(#name::#variant(body))),
                false => quote!(#name::#variant(body)),
            };
            quote!(#pattern => { request.choose(#index); #add; })
        });
    let none = is_optional.then(|| quote!(None => (),));
    quote!(match &self.#ident { #(#arms)* #none })
}

/// Emits the expression that reads a body from a request; none for the one that reads any value.
pub(super) fn emit_read(
    request: &EmittedOperation<'_>,
    parameter: &Parameter,
) -> Option<TokenStream> {
    let is_optional = is_optional(&parameter.ty);
    if !is_choice(parameter) {
        let method = parameter.contents.first();
        let method = method.map(|content| method_of(content, parameter));
        return Some(match method.unwrap_or(Method::Value) {
            Method::Value => return None,
            Method::Bytes if is_optional => quote!(request.optional_bytes()?),
            Method::Bytes => quote!(request.bytes()?),
            Method::Content if is_optional => quote!(request.optional_content()?),
            Method::Content => quote!(request.content()?),
        });
    }
    let name = choose_enum_name(request, "Body");
    let types = media_type::types(inner_type(parameter), parameter.contents.len());
    let names: Vec<_> = parameter
        .contents
        .iter()
        .map(|one| &one.media_type)
        .collect();
    let variants = media_type::variants(&names);
    let last = variants.len().saturating_sub(1);
    let contents = parameter.contents.iter().zip(types).zip(&variants);
    let arms = contents
        .enumerate()
        .map(|(index, ((content, ty), variant))| {
            let read = match method(content, ty) {
                Method::Value => quote!(request.value()?),
                Method::Bytes => quote!(request.bytes()?),
                Method::Content => quote!(request.content()?),
            };
            let value = match is_optional {
                true => quote!(Some(#name::#variant(#read))),
                false => quote!(#name::#variant(#read)),
            };
            if index == last {
                return quote!(_ => #value,);
            }
            let index = Literal::usize_unsuffixed(index);
            quote!(Some(#index) => #value,)
        });
    let none = is_optional.then(|| quote!(None => None,));
    Some(quote!(match request.choice()? { #none #(#arms)* }))
}

fn method_of(content: &Content, parameter: &Parameter) -> Method {
    match parameter.location {
        Location::Body => method(content, inner_type(parameter)),
        _ => Method::Value,
    }
}

/// Emits the enum of a body with several media types.
pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let parameters = request.parameters.iter();
    for (parameter, _) in parameters.filter(|(parameter, _)| is_choice(parameter)) {
        let name = choose_enum_name(request, "Body");
        let vis = &request.emitted.definition.vis;
        let types = media_type::types(inner_type(parameter), parameter.contents.len());
        let types: Vec<TokenStream> = types.into_iter().map(|ty| request.ty(ty)).collect();
        let names: Vec<_> = parameter
            .contents
            .iter()
            .map(|one| &one.media_type)
            .collect();
        let variants = media_type::variants(&names);
        let docs = names
            .iter()
            .map(|name| format!(" Sent as {}.", code_span(&name.value())));
        let title = format!(
            " The body of [`{}`], in one of its media types.",
            request.emitted.name()
        );
        out.extend(quote! {
            #[doc = #title]
            #[derive(Clone, Debug, PartialEq)]
            #[allow(clippy::large_enum_variant)]
            #vis enum #name { #(#[doc = #docs] #variants(#types),)* }
        });
        if let (Some(ty), Some(variant)) = (types.first(), variants.first()) {
            let from = request.emitted.context.prelude_name("From");
            out.extend(quote! {
                impl #from<#ty> for #name {
                    fn from(body: #ty) -> Self { Self::#variant(body) }
                }
            });
        }
    }
}
