//! Parses servers, security schemes and security requirements.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitStr, Result, Token, bracketed, parenthesized, token};

use crate::definitions::{
    Requirement, SchemeKind, Security, SecurityScheme, Server, ServerVariable,
};

/// Parses `("https://{region}.example.com"("region" = ["eu", "us"]))`. The first of several values is the default.
pub(super) fn parse_servers(input: ParseStream<'_>) -> Result<Vec<Server>> {
    let content;
    parenthesized!(content in input);
    let servers = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_server)?;
    Ok(servers.into_iter().collect())
}

/// Returns true if a text can be the name of a header: a token of RFC 9110.
#[must_use]
pub fn is_header_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

/// Parses `("x-ms-client-request-id")`: names of headers.
pub(super) fn parse_request_ids(input: ParseStream<'_>) -> Result<Vec<LitStr>> {
    let content;
    parenthesized!(content in input);
    let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    match names.iter().find(|name| !is_header_name(&name.value())) {
        Some(name) => Err(Error::new(
            name.span(),
            "this is not the name of a header: write letters, digits and `-`",
        )),
        None => Ok(names.into_iter().collect()),
    }
}

fn parse_server(input: ParseStream<'_>) -> Result<Server> {
    let url = input.parse()?;
    let mut variables = Vec::new();
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let listed = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_variable)?;
        variables.extend(listed);
    }
    Ok(Server { url, variables })
}

fn parse_variable(input: ParseStream<'_>) -> Result<ServerVariable> {
    let name = input.parse()?;
    let (mut default, mut values) = (None, Vec::new());
    if input.parse::<Option<Token![=]>>()?.is_some() {
        if input.peek(token::Bracket) {
            let content;
            bracketed!(content in input);
            let has_none = content.parse::<Option<Token![_]>>()?.is_some();
            if has_none && !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
            let listed = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
            values.extend(listed);
            default = values.first().filter(|_| !has_none).cloned();
        } else {
            default = Some(input.parse()?);
        }
    }
    Ok(ServerVariable {
        name,
        default,
        values,
    })
}

fn parse_texts(input: ParseStream<'_>) -> Result<Vec<LitStr>> {
    let content;
    bracketed!(content in input);
    let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
    Ok(texts.into_iter().collect())
}

/// Parses `("azure_auth" = bearer, "key" = header("X-Key"))`.
pub(super) fn parse_schemes(input: ParseStream<'_>) -> Result<Vec<SecurityScheme>> {
    let content;
    parenthesized!(content in input);
    let schemes = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_scheme)?;
    Ok(schemes.into_iter().collect())
}

fn parse_scheme(input: ParseStream<'_>) -> Result<SecurityScheme> {
    let name = input.parse()?;
    input.parse::<Token![=]>()?;
    let word = input.call(Ident::parse_any)?;
    let own = || -> Result<LitStr> {
        let content;
        parenthesized!(content in input);
        content.parse()
    };
    let kind = match word.to_string().as_str() {
        "bearer" => SchemeKind::Bearer,
        "basic" => SchemeKind::Basic,
        "header" => SchemeKind::Header(own()?),
        "query" => SchemeKind::Query(own()?),
        "cookie" => SchemeKind::Cookie(own()?),
        "other" => SchemeKind::Other(own()?),
        other => {
            return Err(Error::new(
                word.span(),
                format!(
                    "unknown kind of security scheme `{other}`: write `bearer`, `basic`, `header(\"name\")`, `query(\"name\")`, `cookie(\"name\")` or `other(\"name\")`"
                ),
            ));
        }
    };
    Ok(SecurityScheme { name, kind })
}

/// Parses `("azure_auth" = ["scope"], all("key", "other"), none)`.
pub(super) fn parse_security(input: ParseStream<'_>) -> Result<Security> {
    let content;
    parenthesized!(content in input);
    let security = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_alternative)?;
    Ok(security.into_iter().collect())
}

fn parse_alternative(input: ParseStream<'_>) -> Result<Vec<Requirement>> {
    if input.peek(Ident::peek_any) {
        let word = input.call(Ident::parse_any)?;
        if word == "none" {
            return Ok(Vec::new());
        }
        if word == "all" {
            let content;
            parenthesized!(content in input);
            let listed =
                Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_requirement)?;
            return Ok(listed.into_iter().collect());
        }
        return Err(Error::new(
            word.span(),
            "expected the name of a security scheme: write one as in `security(\"key\", all(\"key\", \"token\"), none)`",
        ));
    }
    Ok(vec![parse_requirement(input)?])
}

fn parse_requirement(input: ParseStream<'_>) -> Result<Requirement> {
    let scheme = input.parse()?;
    let scopes = match input.parse::<Option<Token![=]>>()? {
        Some(_) => parse_texts(input)?,
        None => Vec::new(),
    };
    Ok(Requirement { scheme, scopes })
}
