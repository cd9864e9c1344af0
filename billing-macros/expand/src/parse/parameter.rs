//! What stands in the brackets of `#[path(...)]`, `#[query(...)]` and the like.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Error, Ident, Lit, LitStr, Meta, Result, Token};

use super::syntax::skip_to_comma;
use crate::definitions::{Limit, LimitKind, Location, Style};
use crate::nearest;

/// Where a parameter stands in the request, and how.
pub(super) struct Placed {
    pub(super) location: Location,
    pub(super) span: Span,
    pub(super) wire: Option<LitStr>,
    pub(super) style: Option<(Style, Span)>,
    pub(super) limits: Vec<Limit>,
    pub(super) media_type: Option<LitStr>,
}

/// What is right, and each thing that is not.
pub(super) fn read(
    attribute: &Attribute,
    location: Location,
    span: Span,
    errors: &mut Vec<Error>,
) -> Placed {
    let mut placed = Placed {
        location,
        span,
        wire: None,
        style: None,
        limits: Vec::new(),
        media_type: None,
    };
    let Meta::List(list) = &attribute.meta else {
        if !matches!(attribute.meta, Meta::Path(_)) {
            let text = format!("write `#[{0}]` or `#[{0}(\"name\")]`", location.as_str());
            errors.push(Error::new_spanned(&attribute.meta, text));
        }
        return placed;
    };
    let parsed = list.parse_args_with(|input: ParseStream<'_>| {
        if input.peek(LitStr) {
            placed.wire = Some(input.parse()?);
            after(input)?;
        }
        while !input.is_empty() {
            if let Err(error) = entry(input, &mut placed) {
                errors.push(error);
                skip_to_comma(input);
            }
            after(input)?;
        }
        Ok(())
    });
    errors.extend(parsed.err());
    placed
}

/// The comma between two, or the end.
fn after(input: ParseStream<'_>) -> Result<()> {
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

fn entry(input: ParseStream<'_>, placed: &mut Placed) -> Result<()> {
    let key = input.call(Ident::parse_any)?;
    let twice = || {
        Err(Error::new(
            key.span(),
            format!("duplicate argument `{key}`: write it once"),
        ))
    };
    let name = key.to_string();
    let is_body = placed.location == Location::Body;
    if name == "as" {
        input.parse::<Token![=]>()?;
        let media_type: LitStr = input.parse()?;
        if !is_body {
            return Err(Error::new(
                key.span(),
                "only a body has a media type: write `#[body(as = \"...\")]`",
            ));
        }
        if placed.media_type.replace(media_type).is_some() {
            return twice();
        }
        return Ok(());
    }
    let kind = LimitKind::ALL.iter().find(|kind| kind.as_str() == name);
    if kind.is_none() && name != "style" {
        let known = || {
            let limits = LimitKind::ALL.iter().map(|kind| kind.as_str());
            limits.chain(["style", "as"])
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
        let style = style(input)?;
        if placed.style.replace(style).is_some() {
            return twice();
        }
        return Ok(());
    };
    let bound = bound(input, *kind)?;
    if placed.limits.iter().any(|limit| limit.kind == *kind) {
        return twice();
    }
    placed.limits.push(Limit { kind: *kind, bound });
    Ok(())
}

fn style(input: ParseStream<'_>) -> Result<(Style, Span)> {
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

fn bound(input: ParseStream<'_>, kind: LimitKind) -> Result<LitStr> {
    if kind == LimitKind::Pattern {
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
