//! Parses the arguments of `#[versioned(...)]`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitStr, Path, Result, Token, parenthesized};

use super::{service, syntax::skip_to_comma};
use crate::definitions::Definitions;
use crate::nearest;

const KEYS: [&str; 9] = [
    "versions",
    "unversioned",
    "latest",
    "features",
    "runtime",
    "servers",
    "request_ids",
    "schemes",
    "security",
];

/// Parses the arguments that are right and reports the others.
pub(super) fn parse_arguments(
    attribute: TokenStream,
    definitions: &mut Definitions,
    errors: &mut Vec<Error>,
) {
    let mut seen: Vec<Ident> = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = parse_entry(input, definitions, &mut seen) {
                errors.push(error);
                skip_to_comma(input);
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(attribute) {
        errors.push(error);
    }
    if !seen.iter().any(|key| key == "versions") {
        errors.push(Error::new(
            proc_macro2::Span::call_site(),
            "`versions(...)` is missing: write `#[versioned(versions(\"2020-05-01\", \"2024-04-01\"))]`, oldest first",
        ));
    }
}

fn parse_entry(
    input: ParseStream<'_>,
    definitions: &mut Definitions,
    seen: &mut Vec<Ident>,
) -> Result<()> {
    let key = input.call(Ident::parse_any)?;
    if seen.contains(&key) {
        return Err(Error::new(
            key.span(),
            format!("duplicate argument `{key}`: write it once"),
        ));
    }
    seen.push(key.clone());
    match key.to_string().as_str() {
        "versions" => {
            let content;
            parenthesized!(content in input);
            let listed =
                Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_version)?;
            for (version, module) in listed {
                let name = version.value();
                definitions.versions.push(version);
                definitions
                    .modules
                    .extend(module.map(|module| (name, module)));
            }
            if definitions.versions.is_empty() {
                let text = "`versions(...)` is empty: write `versions(\"2020-05-01\", \"2024-04-01\")`, oldest first";
                return Err(Error::new(key.span(), text));
            }
        }
        "unversioned" => definitions.unversioned = true,
        "latest" => {
            input.parse::<Token![=]>()?;
            let word = input.call(Ident::parse_any)?;
            if word != "none" {
                let text = "the newest stable api-version is the latest: write `latest = none` if it is not listed, or remove this argument";
                return Err(Error::new(word.span(), text));
            }
            definitions.lacks_latest = true;
        }
        "features" => {
            input.parse::<Token![=]>()?;
            definitions.features = Some(input.parse()?);
        }
        "runtime" => {
            input.parse::<Token![=]>()?;
            definitions.runtime = Some(input.call(Path::parse_mod_style)?);
        }
        "servers" => definitions.servers = service::parse_servers(input)?,
        "request_ids" => definitions.request_ids = service::parse_request_ids(input)?,
        "schemes" => definitions.schemes = service::parse_schemes(input)?,
        "security" => definitions.security = service::parse_security(input)?,
        other => {
            let nearest = nearest::suggestion(other, KEYS.into_iter());
            let text = format!(
                "unknown argument `{other}`{nearest}: write one of {}",
                KEYS.join(", ")
            );
            return Err(Error::new(key.span(), text));
        }
    }
    Ok(())
}

/// Parses `"2024-04-01"` or, with another name of its module, `"2024-04-01" as stable`.
fn parse_version(input: ParseStream<'_>) -> Result<(LitStr, Option<Ident>)> {
    let version = input.parse()?;
    let module = match input.parse::<Option<Token![as]>>()? {
        Some(_) => Some(input.parse()?),
        None => None,
    };
    Ok((version, module))
}
