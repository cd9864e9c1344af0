//! The attributes of ours that stand on items, fields and variants.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Ident, LitStr, Meta, Path, Result, Token};

use super::parameter::{self, Placed};
use crate::definitions::{DocIn, Location, Range, Versions, When};
use crate::nearest;

/// Where attributes stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    Use,
    Struct,
    Enum,
    Field,
    Variant,
}

/// What attributes of ours say.
pub(super) struct Marks {
    pub(super) versions: Option<Versions>,
    pub(super) wire: Option<LitStr>,
    pub(super) when: Vec<(When, Span)>,
    pub(super) notes: Vec<DocIn>,
    pub(super) operation: Option<Attribute>,
    pub(super) placed: Option<Placed>,
    /// The attributes of others.
    pub(super) rest: Vec<Attribute>,
}

impl Marks {
    /// Takes our attributes out of those of an item.
    pub(super) fn read(attrs: Vec<Attribute>, site: Site, errors: &mut Vec<Error>) -> Self {
        let mut marks = Self {
            versions: None,
            wire: None,
            when: Vec::new(),
            notes: Vec::new(),
            operation: None,
            placed: None,
            rest: Vec::new(),
        };
        for attribute in attrs {
            if let Err(error) = marks.take(attribute, site, errors) {
                errors.push(error);
            }
        }
        marks
    }

    fn take(&mut self, attribute: Attribute, site: Site, errors: &mut Vec<Error>) -> Result<()> {
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
                if site == Site::Use {
                    return Err(Error::new(
                        span,
                        "a `use` item cannot be versioned: remove `#[versions]`, each emitted module imports the names that it needs",
                    ));
                }
                let versions =
                    arguments(&attribute, "#[versions(\"2020-05-01\"..)]")?.parse(read_versions)?;
                if self.versions.replace(versions).is_some() {
                    return Err(Error::new(
                        span,
                        "duplicate attribute `#[versions]`: write one range, and define the name again for a second one",
                    ));
                }
            }
            "cfg" if site != Site::Use => {
                return Err(Error::new(
                    span,
                    "`#[cfg]` does not apply to definitions, because others may refer to them: write `features = \"...\"` in `#[versioned(...)]` for one cargo feature per api-version",
                ));
            }
            "wire" => {
                belongs(
                    site,
                    &[Site::Field, Site::Variant],
                    &name,
                    span,
                    "fields and variants",
                )?;
                let wire = arguments(&attribute, "#[wire(\"name\")]")?
                    .parse(<LitStr as syn::parse::Parse>::parse)?;
                if self.wire.replace(wire).is_some() {
                    return twice();
                }
            }
            "when" => {
                belongs(
                    site,
                    &[Site::Variant],
                    &name,
                    span,
                    "alternatives of a union, `Name(Type)`",
                )?;
                let when =
                    arguments(&attribute, "#[when(\"/kind\" = \"invoice\")]")?.parse(read_when)?;
                self.when.push((when, span));
            }
            "doc_in" => {
                belongs(
                    site,
                    &[Site::Struct, Site::Enum],
                    &name,
                    span,
                    "structs and enums",
                )?;
                self.notes.push(
                    arguments(&attribute, "#[doc_in(\"2020-05-01\", \"text\")]")?
                        .parse(read_note)?,
                );
            }
            "operation" => {
                belongs(
                    site,
                    &[Site::Struct],
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
                    belongs(
                        site,
                        &[Site::Field],
                        &name,
                        span,
                        "fields of a struct with `#[operation(...)]`",
                    )?;
                    let placed = parameter::read(&attribute, location, span, errors);
                    if self.placed.replace(placed).is_some() {
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

fn belongs(site: Site, sites: &[Site], name: &str, span: Span, place: &str) -> Result<()> {
    if sites.contains(&site) {
        return Ok(());
    }
    Err(Error::new(
        span,
        format!("`#[{name}]` does not apply here: write it on {place}"),
    ))
}

/// The arguments of an attribute of ours, which has to have some.
pub(super) struct Arguments<'a>(&'a syn::MetaList, String);

pub(super) fn arguments<'a>(attribute: &'a Attribute, form: &str) -> Result<Arguments<'a>> {
    match &attribute.meta {
        Meta::List(list) => Ok(Arguments(list, form.to_owned())),
        _ => Err(Error::new_spanned(
            &attribute.meta,
            format!("the arguments are missing: write `{form}`"),
        )),
    }
}

impl Arguments<'_> {
    /// Reads them; each error says what to write.
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

fn read_versions(input: ParseStream<'_>) -> Result<Versions> {
    let start: Option<LitStr> = input.peek(LitStr).then(|| input.parse()).transpose()?;
    if input.peek(Token![..=]) {
        return Err(input.error("a range of api-versions excludes its end"));
    }
    let dots: Token![..] = input.parse()?;
    let end: Option<LitStr> = input.peek(LitStr).then(|| input.parse()).transpose()?;
    let span = [
        start.as_ref().map(LitStr::span),
        Some(dots.span()),
        end.as_ref().map(LitStr::span),
    ]
    .into_iter()
    .flatten()
    .reduce(|a, b| a.join(b).unwrap_or(a))
    .unwrap_or_else(Span::call_site);
    let mut versions = Versions {
        range: Range { start, end, span },
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

fn read_when(input: ParseStream<'_>) -> Result<When> {
    let condition = |input: ParseStream<'_>| {
        let pointer: LitStr = input.parse()?;
        if !pointer.value().starts_with('/') {
            return Err(Error::new(pointer.span(), "a JSON pointer starts with `/`"));
        }
        input.parse::<Token![=]>()?;
        Ok((pointer, input.parse()?))
    };
    let conditions = Punctuated::<_, Token![,]>::parse_terminated_with(input, condition)?;
    Ok(When {
        conditions: conditions.into_iter().collect(),
    })
}

fn read_note(input: ParseStream<'_>) -> Result<DocIn> {
    let version = input.parse()?;
    input.parse::<Token![,]>()?;
    let text = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    Ok(DocIn { version, text })
}
