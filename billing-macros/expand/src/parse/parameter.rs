//! Parses the arguments of `#[path(...)]`, `#[query(...)]`, `#[header(...)]`, `#[cookie(...)]` and `#[body(...)]`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Ident, Lit, LitStr, Meta, Result, Token, parenthesized, token};

use super::syntax::skip_to_comma;
use crate::definitions::{
    Constraint, ConstraintKind, Content, Encoding, EncodingKind, Location, Style,
};
use crate::nearest;

/// The location of a parameter, and its arguments.
pub(super) struct Placement {
    pub(super) location: Location,
    pub(super) span: Span,
    pub(super) wire: Option<LitStr>,
    pub(super) style: Option<(Style, Span)>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) contents: Vec<Content>,
}

/// Parses the arguments that are right and reports the others.
pub(super) fn parse(
    attribute: &Attribute,
    location: Location,
    span: Span,
    errors: &mut Vec<Error>,
) -> Placement {
    let mut placement = Placement {
        location,
        span,
        wire: None,
        style: None,
        constraints: Vec::new(),
        contents: Vec::new(),
    };
    let Meta::List(list) = &attribute.meta else {
        if !matches!(attribute.meta, Meta::Path(_)) {
            let text = format!("write `#[{0}]` or `#[{0}(\"name\")]`", location.as_str());
            errors.push(Error::new_spanned(&attribute.meta, text));
        }
        return placement;
    };
    let parsed = list.parse_args_with(|input: ParseStream<'_>| {
        if input.peek(LitStr) {
            placement.wire = Some(input.parse()?);
            parse_comma(input)?;
        }
        while !input.is_empty() {
            if let Err(error) = parse_entry(input, &mut placement) {
                errors.push(error);
                skip_to_comma(input);
            }
            parse_comma(input)?;
        }
        Ok(())
    });
    errors.extend(parsed.err());
    placement
}

/// Parses the comma between two arguments.
fn parse_comma(input: ParseStream<'_>) -> Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

fn parse_entry(input: ParseStream<'_>, placement: &mut Placement) -> Result<()> {
    let key = input.call(Ident::parse_any)?;
    let twice = || {
        Err(Error::new(
            key.span(),
            format!("duplicate argument `{key}`: write it once"),
        ))
    };
    let name = key.to_string();
    let is_body = placement.location == Location::Body;
    if name == "as" {
        let contents = parse_contents(input)?;
        if !is_body && (placement.location != Location::Query || contents.len() > 1) {
            return Err(Error::new(
                key.span(),
                "only a body and a whole query have a media type: write `#[body(as = \"...\")]` or `#[query(as = \"...\")]`",
            ));
        }
        if !std::mem::replace(&mut placement.contents, contents).is_empty() {
            return twice();
        }
        return Ok(());
    }
    let kind = ConstraintKind::ALL
        .iter()
        .find(|kind| kind.as_str() == name);
    if kind.is_none() && name != "style" {
        let known = || {
            let constraints = ConstraintKind::ALL.iter().map(|kind| kind.as_str());
            constraints.chain(["style", "as"])
        };
        let nearest = nearest::suggestion(&name, known());
        let known: Vec<_> = known().collect();
        let text = format!(
            "unknown argument `{name}`{nearest}: write one of {}",
            known.join(", ")
        );
        return Err(Error::new(key.span(), text));
    }
    input.parse::<Token![=]>()?;
    if is_body {
        let text = format!(
            "`{name}` does not apply to a body: `#[body]` takes only its media type, `as = \"...\"`"
        );
        return Err(Error::new(key.span(), text));
    }
    let Some(kind) = kind else {
        let style = parse_style(input)?;
        if placement.style.replace(style).is_some() {
            return twice();
        }
        return Ok(());
    };
    let bound = parse_bound(input, *kind)?;
    if placement
        .constraints
        .iter()
        .any(|constraint| constraint.kind == *kind)
    {
        return twice();
    }
    placement
        .constraints
        .push(Constraint { kind: *kind, bound });
    Ok(())
}

/// Parses one media type after `=`, or several in parentheses.
fn parse_contents(input: ParseStream<'_>) -> Result<Vec<Content>> {
    if !input.peek(token::Paren) {
        input.parse::<Token![=]>()?;
        return Ok(vec![parse_content(input)?]);
    }
    let content;
    let list = parenthesized!(content in input);
    let contents = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_content)?;
    if contents.is_empty() {
        let text = "no media type: write one such as `as = \"text/plain\"`";
        return Err(Error::new(list.span.join(), text));
    }
    Ok(contents.into_iter().collect())
}

fn parse_content(input: ParseStream<'_>) -> Result<Content> {
    let media_type = input.parse()?;
    let mut encodings = Vec::new();
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        let parsed = Punctuated::<_, Token![,]>::parse_terminated_with(&content, parse_encoding)?;
        encodings.extend(parsed);
    }
    Ok(Content {
        media_type,
        encodings,
    })
}

fn parse_encoding(input: ParseStream<'_>) -> Result<Encoding> {
    let name = input.parse()?;
    input.parse::<Token![=]>()?;
    let kind = match input.peek(LitStr) {
        true => EncodingKind::MediaType(input.parse()?),
        false => EncodingKind::Style(parse_style(input)?.0),
    };
    Ok(Encoding { name, kind })
}

fn parse_style(input: ParseStream<'_>) -> Result<(Style, Span)> {
    let word = input.call(Ident::parse_any)?;
    let name = word.to_string();
    let style = Style::ALL.iter().find(|style| style.as_str() == name);
    let names = || Style::ALL.iter().map(|style| style.as_str());
    match style {
        Some(style) => Ok((*style, word.span())),
        None => {
            let nearest = nearest::suggestion(&name, names());
            let names: Vec<_> = names().collect();
            let text = format!(
                "unknown style `{name}`{nearest}: write one of {}",
                names.join(", ")
            );
            Err(Error::new(word.span(), text))
        }
    }
}

fn parse_bound(input: ParseStream<'_>, kind: ConstraintKind) -> Result<LitStr> {
    if kind == ConstraintKind::Pattern {
        return input.parse();
    }
    let minus: Option<Token![-]> = input.parse()?;
    let literal: Lit = input.parse()?;
    let digits = match &literal {
        Lit::Int(number) if number.suffix().is_empty() => number.to_string(),
        Lit::Float(number) if number.suffix().is_empty() && !kind.is_count() => number.to_string(),
        _ => {
            let text = format!(
                "`{}` needs a number: write one such as `100`",
                kind.as_str()
            );
            return Err(Error::new(literal.span(), text));
        }
    };
    let digits: String = digits.chars().filter(|c| *c != '_').collect();
    if kind.is_count() && (minus.is_some() || digits.parse::<u64>().is_err()) {
        let text = format!("`{}` needs a count: write one such as `100`", kind.as_str());
        return Err(Error::new(literal.span(), text));
    }
    let sign = if minus.is_some() { "-" } else { "" };
    Ok(LitStr::new(&format!("{sign}{digits}"), literal.span()))
}
