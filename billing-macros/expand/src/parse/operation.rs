//! Parses the arguments of `#[operation(...)]`.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, LitStr, Result, Token, Type, parenthesized, token};

use super::attributes::require_arguments;
use super::service;
use super::syntax::{parse_text, skip_to_comma};
use crate::definitions::{Header, Operation, Response, Stream};
use crate::nearest;

const FORM: &str = "#[operation(GET \"/path/{name}\", id = \"Group_Name\", responses(200 = Type))]";
const KEYS: [&str; 11] = [
    "id",
    "responses",
    "error",
    "headers",
    "stream",
    "paging",
    "long_running",
    "api_version",
    "api_version_value",
    "servers",
    "security",
];

/// Parses an operation, without its parameters.
pub(super) fn parse(attribute: &Attribute, errors: &mut Vec<Error>) -> Result<Operation> {
    require_arguments(attribute, FORM)?.parse(|input| {
        let method = input.call(Ident::parse_any)?;
        let path: LitStr = input.parse()?;
        let mut id = None;
        let mut operation = Operation {
            id: path.clone(),
            method,
            path,
            responses: Vec::new(),
            error: None,
            headers: Vec::new(),
            stream: None,
            paging: None,
            long_running: None,
            api_version: None,
            api_version_value: None,
            servers: Vec::new(),
            security: None,
            parameters: Vec::new(),
        };
        let mut seen = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            if let Err(error) = parse_entry(input, &mut operation, &mut id, &mut seen) {
                errors.push(error);
                skip_to_comma(input);
            }
        }
        match id {
            Some(id) => operation.id = id,
            None => errors.push(Error::new(
                operation.path.span(),
                "the operation has no id: write `id = \"Group_Name\"`",
            )),
        }
        Ok(operation)
    })
}

fn parse_entry(
    input: ParseStream<'_>,
    operation: &mut Operation,
    id: &mut Option<LitStr>,
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
        "id" => *id = Some(parse_text(input)?),
        "responses" => {
            let content;
            parenthesized!(content in input);
            let responses =
                Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_response)?;
            operation.responses = responses.into_iter().collect();
        }
        "error" => {
            input.parse::<Token![=]>()?;
            operation.error = Some(input.parse::<Type>()?);
        }
        "headers" => {
            let content;
            parenthesized!(content in input);
            let headers = Punctuated::<_, Token![,]>::parse_terminated_with(&content, |input| {
                let name = input.parse()?;
                input.parse::<Token![=]>()?;
                let ty = input.parse()?;
                Ok(Header { name, ty })
            })?;
            operation.headers = headers.into_iter().collect();
        }
        "stream" => {
            let content;
            parenthesized!(content in input);
            let media_type = content.parse()?;
            let item = match content.parse::<Option<Token![=]>>()? {
                Some(_) => Some(content.parse()?),
                None => None,
            };
            operation.stream = Some(Stream { media_type, item });
        }
        "paging" => operation.paging = Some(super::paging::parse(input, &key)?),
        "long_running" => operation.long_running = Some(parse_text(input)?),
        "api_version" => operation.api_version = Some(parse_text(input)?),
        "api_version_value" => operation.api_version_value = Some(parse_text(input)?),
        "servers" => operation.servers = service::parse_servers(input)?,
        "security" => operation.security = Some(service::parse_security(input)?),
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

fn parse_response(input: ParseStream<'_>) -> Result<Response> {
    let token: TokenTree = input.parse()?;
    let status = token.to_string();
    let is_class = |text: &str| matches!(text.as_bytes(), [b'1'..=b'5', b'X', b'X']);
    let is_code = |text: &str| matches!(text.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    if status != "default" && !is_class(&status) && !is_code(&status) {
        return Err(Error::new(
            token.span(),
            format!("`{status}` is not a status: write one such as `200`, `4XX` or `default`"),
        ));
    }
    let mut media_types = Vec::new();
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let parsed = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
        media_types.extend(parsed);
    }
    let ty = match input.parse::<Option<Token![=]>>()? {
        Some(_) => Some(input.parse()?),
        None => None,
    };
    if let (Some(media_type), None) = (media_types.first(), &ty) {
        let text = format!(
            "a response with a media type needs a type for its body: write `{status}({}) = String`",
            media_type.token()
        );
        return Err(Error::new(media_type.span(), text));
    }
    Ok(Response {
        status: LitStr::new(&status, token.span()),
        ty,
        media_types,
    })
}
