//! The attributes of this library on items, fields and variants.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, Lit, LitStr, Meta, Path, Result, Token};

use super::parameter::{self, Placement};
use crate::definitions::{DocVersions, Initial, Location, Range, VersionDoc, Versions, When};
use crate::nearest;

/// The syntax that an attribute annotates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeTarget {
    Use,
    Struct,
    Enum,
    Alias,
    Field,
    Variant,
}

/// The attributes of this library, parsed, and all others.
pub(super) struct ItemAttributes {
    pub(super) versions: Option<Versions>,
    pub(super) wire: Option<LitStr>,
    pub(super) initial: Option<(Initial, Span)>,
    pub(super) when: Vec<(When, Span)>,
    pub(super) closed: Option<Span>,
    pub(super) version_docs: Vec<VersionDoc>,
    pub(super) operation: Option<Attribute>,
    pub(super) placement: Option<Placement>,
    /// The attributes of others.
    pub(super) rest: Vec<Attribute>,
}

impl ItemAttributes {
    /// Separates the attributes of this library from those of others and parses them.
    pub(super) fn split(
        attrs: Vec<Attribute>,
        target: AttributeTarget,
        errors: &mut Vec<Error>,
    ) -> Self {
        let mut attributes = Self {
            versions: None,
            wire: None,
            initial: None,
            when: Vec::new(),
            closed: None,
            version_docs: Vec::new(),
            operation: None,
            placement: None,
            rest: Vec::new(),
        };
        for attribute in attrs {
            if let Err(error) = attributes.take(attribute, target, errors) {
                errors.push(error);
            }
        }
        attributes
    }

    fn take(
        &mut self,
        attribute: Attribute,
        target: AttributeTarget,
        errors: &mut Vec<Error>,
    ) -> Result<()> {
        let Some(name) = attribute.path().get_ident().map(Ident::to_string) else {
            self.rest.push(attribute);
            return Ok(());
        };
        let span = attribute.path().span();
        let twice = || {
            Err(Error::new(
                span,
                format!("duplicate attribute `#[{name}]`: write it once"),
            ))
        };
        match name.as_str() {
            "versions" => {
                if target == AttributeTarget::Use {
                    return Err(Error::new(
                        span,
                        "a `use` item cannot be versioned: remove `#[versions]`, each emitted module imports the names that it needs",
                    ));
                }
                let versions = require_arguments(&attribute, "#[versions(\"2020-05-01\"..)]")?
                    .parse(parse_versions)?;
                if self.versions.replace(versions).is_some() {
                    return Err(Error::new(
                        span,
                        "duplicate attribute `#[versions]`: write one range, and define the name again for a second one",
                    ));
                }
            }
            "cfg" if target != AttributeTarget::Use => {
                return Err(Error::new(
                    span,
                    "`#[cfg]` does not apply to definitions, because others may refer to them: write `features = \"...\"` in `#[versioned(...)]` for one cargo feature per api-version",
                ));
            }
            "wire" => {
                check_target(
                    target,
                    &[AttributeTarget::Field, AttributeTarget::Variant],
                    &name,
                    span,
                    "fields and variants",
                )?;
                let wire = require_arguments(&attribute, "#[wire(\"name\")]")?
                    .parse(<LitStr as syn::parse::Parse>::parse)?;
                if self.wire.replace(wire).is_some() {
                    return twice();
                }
            }
            "constant" | "argument" | "others" => {
                check_target(
                    target,
                    &[AttributeTarget::Field],
                    &name,
                    span,
                    "optional fields",
                )?;
                let initial = match name.as_str() {
                    "constant" => require_arguments(&attribute, "#[constant(\"value\")]")?
                        .parse(parse_constant)?,
                    "others" => {
                        attribute.meta.require_path_only()?;
                        Initial::Others
                    }
                    _ => {
                        attribute.meta.require_path_only()?;
                        Initial::Argument
                    }
                };
                if self.initial.replace((initial, span)).is_some() {
                    return Err(Error::new(
                        span,
                        "a new value has one initial value: keep one of `#[constant]`, `#[argument]` and `#[others]`",
                    ));
                }
            }
            "when" => {
                check_target(
                    target,
                    &[AttributeTarget::Variant],
                    &name,
                    span,
                    "alternatives of a union, `Name(Type)`",
                )?;
                let when = require_arguments(&attribute, "#[when(\"/kind\" = \"invoice\")]")?
                    .parse(parse_when)?;
                self.when.push((when, span));
            }
            "closed" => {
                check_target(
                    target,
                    &[AttributeTarget::Variant],
                    &name,
                    span,
                    "alternatives of a union, `Name(Type)`",
                )?;
                attribute.meta.require_path_only()?;
                if self.closed.replace(span).is_some() {
                    return twice();
                }
            }
            "doc_in" => {
                check_target(
                    target,
                    &[AttributeTarget::Struct, AttributeTarget::Enum],
                    &name,
                    span,
                    "structs and enums",
                )?;
                self.version_docs.push(
                    require_arguments(&attribute, "#[doc_in(\"2020-05-01\", \"text\")]")?
                        .parse(parse_version_doc)?,
                );
            }
            "operation" => {
                check_target(
                    target,
                    &[AttributeTarget::Struct],
                    &name,
                    span,
                    "a struct, the request of the operation",
                )?;
                if self.operation.replace(attribute).is_some() {
                    return twice();
                }
            }
            other => {
                if let Some(location) = Location::ALL
                    .into_iter()
                    .find(|location| location.as_str() == other)
                {
                    check_target(
                        target,
                        &[AttributeTarget::Field],
                        &name,
                        span,
                        "fields of a struct with `#[operation(...)]`",
                    )?;
                    let placement = parameter::parse(&attribute, location, span, errors);
                    if self.placement.replace(placement).is_some() {
                        return Err(Error::new(
                            span,
                            "a parameter has one location: keep one of these attributes",
                        ));
                    }
                } else if nearest::edit_distance(other, "versions") <= 2 {
                    return Err(Error::new(
                        span,
                        format!("unknown attribute `#[{other}]`: write `#[versions(...)]`"),
                    ));
                } else {
                    self.rest.push(attribute);
                }
            }
        }
        Ok(())
    }
}

fn check_target(
    target: AttributeTarget,
    targets: &[AttributeTarget],
    name: &str,
    span: Span,
    place: &str,
) -> Result<()> {
    if targets.contains(&target) {
        return Ok(());
    }
    Err(Error::new(
        span,
        format!("`#[{name}]` does not apply here: write it on {place}"),
    ))
}

/// The arguments of an attribute that requires some.
pub(super) struct AttributeArguments<'a>(&'a syn::MetaList, String);

pub(super) fn require_arguments<'a>(
    attribute: &'a Attribute,
    form: &str,
) -> Result<AttributeArguments<'a>> {
    match &attribute.meta {
        Meta::List(list) => Ok(AttributeArguments(list, form.to_owned())),
        _ => Err(Error::new_spanned(
            &attribute.meta,
            format!("the arguments are missing: write `{form}`"),
        )),
    }
}

impl AttributeArguments<'_> {
    /// Parses the arguments. Each error shows the expected form.
    pub(super) fn parse<T>(self, parser: impl FnOnce(ParseStream<'_>) -> Result<T>) -> Result<T> {
        if self.0.tokens.is_empty() {
            return Err(Error::new_spanned(
                self.0,
                format!("the arguments are missing: write `{}`", self.1),
            ));
        }
        self.0
            .parse_args_with(parser)
            .map_err(|error| Error::new(error.span(), format!("{error}: write `{}`", self.1)))
    }
}

/// Parses the name of an api-version if there is one.
fn parse_version(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    input.peek(LitStr).then(|| input.parse()).transpose()
}

/// Parses the rest of a range whose start has been parsed.
fn parse_range_after(start: Option<LitStr>, input: ParseStream<'_>) -> Result<Range> {
    if input.peek(Token![..=]) {
        return Err(input.error("a range of api-versions excludes its end"));
    }
    let dots: Token![..] = input.parse()?;
    let end = parse_version(input)?;
    let span = [
        start.as_ref().map(LitStr::span),
        Some(dots.span()),
        end.as_ref().map(LitStr::span),
    ]
    .into_iter()
    .flatten()
    .reduce(|a, b| a.join(b).unwrap_or(a))
    .unwrap_or_else(Span::call_site);
    Ok(Range { start, end, span })
}

fn parse_versions(input: ParseStream<'_>) -> Result<Versions> {
    let start = parse_version(input)?;
    let mut versions = Versions {
        range: parse_range_after(start, input)?,
        was: None,
        upgrade_with: None,
        downgrade_with: None,
    };
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let key = input.call(Ident::parse_any)?;
        let name = key.to_string();
        let is_new = match name.as_str() {
            "was" => {
                input.parse::<Token![=]>()?;
                versions.was.replace(input.parse()?).is_none()
            }
            "upgrade_with" | "downgrade_with" => {
                input.parse::<Token![=]>()?;
                let path = input.call(Path::parse_mod_style)?;
                let place = if name == "upgrade_with" {
                    &mut versions.upgrade_with
                } else {
                    &mut versions.downgrade_with
                };
                place.replace(path).is_none()
            }
            _ => {
                let text = format!(
                    "unknown argument `{key}`, only `was = \"OldName\"`, `upgrade_with = path` and `downgrade_with = path` can follow the range"
                );
                return Err(Error::new(key.span(), text));
            }
        };
        if !is_new {
            return Err(Error::new(
                key.span(),
                format!("duplicate argument `{key}`"),
            ));
        }
    }
    Ok(versions)
}

/// Parses a string, a number, `true` or `false`.
fn parse_constant(input: ParseStream<'_>) -> Result<Initial> {
    let minus: Option<Token![-]> = input.parse()?;
    let literal: Lit = input.parse()?;
    let text = match &literal {
        Lit::Str(text) if minus.is_none() => return Ok(Initial::Text(text.clone())),
        Lit::Bool(value) if minus.is_none() => value.value.to_string(),
        Lit::Int(number) if number.suffix().is_empty() => number.to_string(),
        Lit::Float(number) if number.suffix().is_empty() => number.to_string(),
        _ => {
            return Err(Error::new(
                literal.span(),
                "a constant is a string, a number, `true` or `false`",
            ));
        }
    };
    let sign = if minus.is_some() { "-" } else { "" };
    let text: String = text.chars().filter(|c| *c != '_').collect();
    Ok(Initial::Literal(LitStr::new(
        &format!("{sign}{text}"),
        literal.span(),
    )))
}

syn::custom_keyword!(optional);

fn parse_when(input: ParseStream<'_>) -> Result<When> {
    let condition = |input: ParseStream<'_>| {
        let pointer: LitStr = input.parse()?;
        if !pointer.value().starts_with('/') {
            return Err(Error::new(pointer.span(), "a JSON pointer starts with `/`"));
        }
        input.parse::<Token![=]>()?;
        Ok((pointer, input.parse()?))
    };
    let is_optional = input.peek(optional);
    if is_optional {
        input.parse::<optional>()?;
        input.parse::<Token![,]>()?;
    }
    let conditions = Punctuated::<_, Token![,]>::parse_terminated_with(input, condition)?;
    Ok(When {
        conditions: conditions.into_iter().collect(),
        is_optional,
    })
}

fn parse_version_doc(input: ParseStream<'_>) -> Result<VersionDoc> {
    let versions = match parse_version(input)? {
        Some(version) if !input.peek(Token![..]) => DocVersions::One(version),
        start => DocVersions::Range(parse_range_after(start, input)?),
    };
    input.parse::<Token![,]>()?;
    let text = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    Ok(VersionDoc { versions, text })
}
