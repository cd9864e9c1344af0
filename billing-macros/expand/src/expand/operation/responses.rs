//! Emits the decoding of responses.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::context::EmittedOperation;
use crate::markdown::code_span;
use crate::member::{is_nullable, is_optional};
use crate::response_set::{BodyFormat, ResponseBody, ResponseSet, StatusResponse, is_same_body};

/// The type of a decoded response, and the body of the function that decodes it.
pub(super) struct ResponseDecoder {
    pub(super) ty: TokenStream,
    pub(super) body: TokenStream,
}

/// Emits the output of a successful response.
pub(super) fn emit_output(
    request: &EmittedOperation<'_>,
    out: &mut TokenStream,
) -> ResponseDecoder {
    match request.operation.success_responses() {
        ResponseSet::Uniform { content, statuses } => decode_uniform(request, content, &statuses)
            .unwrap_or_else(|check| ResponseDecoder {
                ty: quote!(()),
                body: match check {
                    Some(check) => quote!(#check Ok(())),
                    None => quote!(let _ = response; Ok(())),
                },
            }),
        ResponseSet::ByStatus(cases) => {
            emit_enum(request, &cases, "Output", "The successful responses", out)
        }
    }
}

/// Emits the error of a failed response.
pub(super) fn emit_error(request: &EmittedOperation<'_>, out: &mut TokenStream) -> ResponseDecoder {
    match request.operation.error_responses() {
        ResponseSet::Uniform { content, statuses } => {
            let rt = request.rt;
            decode_uniform(request, content, &statuses).unwrap_or_else(|_| ResponseDecoder {
                ty: quote!(#rt::Json),
                body: quote!(response.json()),
            })
        }
        ResponseSet::ByStatus(cases) => {
            emit_enum(request, &cases, "Error", "The error responses", out)
        }
    }
}

/// Emits the decoding of the one body that all statuses have. Without a body, it returns the check of the status.
fn decode_uniform(
    request: &EmittedOperation<'_>,
    content: Option<ResponseBody<'_>>,
    statuses: &[String],
) -> Result<ResponseDecoder, Option<TokenStream>> {
    let rt = request.rt;
    let patterns = statuses.iter().map(|status| status_range(status));
    let check = (!statuses.is_empty()).then(|| {
        quote! {
            if !matches!(response.status, #(#patterns)|*) {
                return Err(#rt::ReadError::Undocumented);
            }
        }
    });
    let Some(content) = content else {
        return Err(check);
    };
    let body = match content.format {
        BodyFormat::Json => quote!(response.json()),
        BodyFormat::Text => quote!(response.text()),
        BodyFormat::AnyText => quote!(response.any_text()),
        BodyFormat::Bytes => quote!(Ok(response.bytes())),
    };
    Ok(ResponseDecoder {
        ty: request.ty(content.ty),
        body: quote!(#check #body),
    })
}

/// Returns the pattern of a status that may overlap with others.
fn status_range(word: &str) -> TokenStream {
    let class = word.strip_suffix("XX");
    match class.and_then(|class| class.parse::<u16>().ok()) {
        Some(class) => {
            let (first, last) = (
                class.saturating_mul(100),
                class.saturating_mul(100).saturating_add(99),
            );
            let first = Literal::u16_unsuffixed(first);
            let last = Literal::u16_unsuffixed(last);
            quote!(#first..=#last)
        }
        None => status_pattern(word),
    }
}

/// Emits an enum with a variant for each status.
fn emit_enum(
    request: &EmittedOperation<'_>,
    cases: &[StatusResponse<'_>],
    end: &str,
    summary: &str,
    out: &mut TokenStream,
) -> ResponseDecoder {
    let rt = request.rt;
    let definition = &request.emitted.definition;
    let (vis, name) = (&definition.vis, choose_enum_name(request, end));
    let variants = cases.iter().map(|case| {
        let variant = case.variant();
        let media_type = case.media_type.as_ref();
        let media_type = media_type.map(|(name, _)| code_span(&name.value()));
        let docs = match (case.status.as_str(), media_type) {
            ("default", None) => " Any other status.".to_owned(),
            ("default", Some(name)) => format!(" Any other status, as {name}."),
            (status, None) => format!(" Status `{status}`."),
            (status, Some(name)) => format!(" Status `{status}` as {name}."),
        };
        let content = case.content.map(|content| {
            let ty = request.ty(content.ty);
            quote!((#ty))
        });
        quote!(#[doc = #docs] #variant #content)
    });
    let docs = format!(" {summary} of [`{}`].", request.emitted.name());
    out.extend(quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        #vis enum #name { #(#variants,)* }
    });
    let value = |case: &StatusResponse<'_>| {
        let variant = case.variant();
        let value = case.content.map(|content| match content.format {
            BodyFormat::Json => quote!((response.json()?)),
            BodyFormat::Text => quote!((response.text()?)),
            BodyFormat::AnyText => quote!((response.any_text()?)),
            BodyFormat::Bytes => quote!((response.bytes())),
        });
        quote!(Ok(#name::#variant #value))
    };
    let arms = cases
        .chunk_by(|one, next| one.status == next.status)
        .map(|cases| {
            let status = cases.first().map(|case| status_pattern(&case.status));
            let names = cases
                .iter()
                .filter_map(|case| Some(case.media_type.as_ref()?.0));
            let names: Vec<_> = names.collect();
            let Some((last, others)) = cases.split_last().filter(|_| !names.is_empty()) else {
                let values = cases.iter().map(value);
                return quote!(#status => #(#values)*);
            };
            let others = others.iter().enumerate().map(|(index, case)| {
                let (index, value) = (Literal::usize_unsuffixed(index), value(case));
                quote!(#index => #value,)
            });
            let last = value(last);
            quote!(#status => match response.select(&[#(#names),*])? { #(#others)* _ => #last })
        });
    let is_total = cases.iter().any(|case| case.status == "default");
    let rest = (!is_total).then(|| quote!(_ => Err(#rt::ReadError::Undocumented),));
    let body = quote!(match response.status { #(#arms,)* #rest });
    ResponseDecoder {
        ty: quote!(#name),
        body,
    }
}

/// Returns a name that no operation has.
pub(super) fn choose_enum_name(request: &EmittedOperation<'_>, end: &str) -> Ident {
    let mut name = format!("{}{end}", request.emitted.name());
    while request
        .emitted
        .context
        .checked
        .operations
        .contains_key(&name)
    {
        name.push_str("Body");
    }
    format_ident!("{name}")
}

/// Returns the pattern that matches a status.
fn status_pattern(word: &str) -> TokenStream {
    if let Ok(status) = word.parse() {
        return Literal::u16_unsuffixed(status).to_token_stream();
    }
    match word
        .strip_suffix("XX")
        .and_then(|class| class.parse::<u16>().ok())
    {
        // A range pattern would overlap with the exact statuses before it.
        Some(class) => {
            let class = Literal::u16_unsuffixed(class);
            quote!(status if status / 100 == #class)
        }
        None => quote!(_),
    }
}

/// Emits the implementation of `LongRunning`.
pub(super) fn emit_long_running(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    if request.operation.long_running.is_none() {
        return;
    }
    let rt = request.rt;
    let option = request.emitted.context.prelude_name("Option");
    let responses = request.operation.success_responses();
    let (ty, finished) = match &responses {
        ResponseSet::Uniform { content, .. } => {
            let ty = content.map_or_else(|| quote!(()), |content| request.ty(content.ty));
            (ty, quote!(Some(output)))
        }
        ResponseSet::ByStatus(cases) => {
            let ends = || cases.iter().filter(|case| case.status != "202");
            let content = ends().find_map(|case| case.content);
            let name = choose_enum_name(request, "Output");
            let variants = |is_wanted: &dyn Fn(&&StatusResponse<'_>) -> bool| -> Vec<Ident> {
                let wanted = ends().filter(is_wanted);
                wanted.map(StatusResponse::variant).collect()
            };
            let with_content = variants(&|case| is_same_body(case.content, content));
            // A success without a body is an end too.
            let bare = match content {
                Some(_) => variants(&|case| case.content.is_none()),
                None => Vec::new(),
            };
            let is_option =
                content.is_some_and(|content| is_optional(content.ty) || is_nullable(content.ty));
            let (ty, value, mut final_value) = match content {
                Some(content) => (request.ty(content.ty), quote!((value)), quote!(value)),
                None => (quote!(()), TokenStream::new(), quote!(())),
            };
            let ty = match bare.is_empty() || is_option {
                true => ty,
                false => {
                    final_value = quote!(Some(value));
                    quote!(#option<#ty>)
                }
            };
            let rest = (with_content.len() + bare.len() < cases.len()).then(|| quote!(_ => None,));
            let bare = (!bare.is_empty()).then(|| quote!(#(#name::#bare)|* => Some(None),));
            let finished = quote! {
                match output {
                    #(#name::#with_content #value)|* => Some(#final_value),
                    #bare
                    #rest
                }
            };
            (ty, finished)
        }
    };
    let name = &request.emitted.definition.ident;
    out.extend(quote! {
        impl #rt::LongRunning for #name {
            type Final = #ty;
            #[inline]
            fn finished(output: Self::Output) -> #option<Self::Final> { #finished }
        }
    });
}
