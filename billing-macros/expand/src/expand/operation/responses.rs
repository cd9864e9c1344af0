//! How what comes back is read.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::context::Request;
use crate::outcome::{Case, Content, Outcome, Reading, same};

/// The type of what is read, and the function that reads it.
pub(super) struct Read {
    pub(super) ty: TokenStream,
    pub(super) body: TokenStream,
}

/// What success returns.
pub(super) fn output(request: &Request<'_>, out: &mut TokenStream) -> Read {
    match request.operation.success() {
        Outcome::One(None) => Read {
            ty: quote!(()),
            body: quote!(let _ = received; Ok(())),
        },
        Outcome::One(Some(content)) => one(request, content),
        Outcome::Several(cases) => {
            several(request, &cases, "Output", "The successful responses", out)
        }
    }
}

/// What failure returns.
pub(super) fn error(request: &Request<'_>, out: &mut TokenStream) -> Read {
    match request.operation.failure() {
        Outcome::One(None) => {
            let rt = request.rt;
            Read {
                ty: quote!(#rt::Json),
                body: quote!(received.json()),
            }
        }
        Outcome::One(Some(content)) => one(request, content),
        Outcome::Several(cases) => several(request, &cases, "Error", "The error responses", out),
    }
}

fn one(request: &Request<'_>, content: Content<'_>) -> Read {
    let body = match content.reading {
        Reading::Json => quote!(received.json()),
        Reading::Text => quote!(received.text()),
        Reading::Bytes => quote!(Ok(received.bytes())),
    };
    Read {
        ty: request.ty(content.ty),
        body,
    }
}

/// An enum with a variant for each status.
fn several(
    request: &Request<'_>,
    cases: &[Case<'_>],
    end: &str,
    summary: &str,
    out: &mut TokenStream,
) -> Read {
    let rt = request.rt;
    let definition = &request.emitted.definition;
    let (vis, name) = (&definition.vis, enum_name(request, end));
    let variants = cases.iter().map(|case| {
        let variant = case.variant();
        let docs = match case.status.as_str() {
            "default" => " Any other status.".to_owned(),
            status => format!(" Status `{status}`."),
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
    let arms = cases.iter().map(|case| {
        let (status, variant) = (status(&case.status), case.variant());
        let value = case.content.map(|content| match content.reading {
            Reading::Json => quote!((received.json()?)),
            Reading::Text => quote!((received.text()?)),
            Reading::Bytes => quote!((received.bytes())),
        });
        quote!(#status => Ok(#name::#variant #value))
    });
    let is_total = cases.iter().any(|case| case.status == "default");
    let rest = (!is_total).then(|| quote!(_ => Err(#rt::Unread::Undocumented),));
    let body = quote!(match received.status { #(#arms,)* #rest });
    Read {
        ty: quote!(#name),
        body,
    }
}

/// A name that no definition has.
pub(super) fn enum_name(request: &Request<'_>, end: &str) -> Ident {
    let mut name = format!("{}{end}", request.emitted.name());
    while request.emitted.context.checked.names.contains_key(&name) {
        name.push_str("Body");
    }
    format_ident!("{name}")
}

/// The pattern of a status word.
fn status(word: &str) -> TokenStream {
    if let Ok(status) = word.parse() {
        return Literal::u16_unsuffixed(status).to_token_stream();
    }
    match word
        .strip_suffix("XX")
        .and_then(|class| class.parse::<u16>().ok())
    {
        // A range would overlap with the exact ones before it.
        Some(class) => {
            let class = Literal::u16_unsuffixed(class);
            quote!(status if status / 100 == #class)
        }
        None => quote!(_),
    }
}

/// That an operation goes on after its answer, and what it returns at its end.
pub(super) fn long_running(request: &Request<'_>, out: &mut TokenStream) {
    if request.operation.long_running.is_none() {
        return;
    }
    let rt = request.rt;
    let option = request.emitted.context.std("Option");
    let outcome = request.operation.success();
    let (ty, finished) = match &outcome {
        Outcome::One(content) => {
            let ty = content.map_or_else(|| quote!(()), |content| request.ty(content.ty));
            (ty, quote!(Some(output)))
        }
        Outcome::Several(cases) => {
            let ends = || cases.iter().filter(|case| case.status != "202");
            let content = ends().find_map(|case| case.content);
            let name = enum_name(request, "Output");
            let ends: Vec<Ident> = ends()
                .filter(|case| same(case.content, content))
                .map(Case::variant)
                .collect();
            let (ty, value, made) = match content {
                Some(content) => (request.ty(content.ty), quote!((value)), quote!(value)),
                None => (quote!(()), TokenStream::new(), quote!(())),
            };
            let rest = (ends.len() < cases.len()).then(|| quote!(_ => None,));
            let finished = quote! {
                match output { #(#name::#ends #value)|* => Some(#made), #rest }
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
