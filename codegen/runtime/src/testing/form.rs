//! Bodies of requests that are forms, as values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::value::Value;
use super::super::{Body, Encoding, File, Style};
use super::input::{Input, Nested, Usual};
use super::multipart::{self, ReadPart};
use super::parameter::{Pair, of_brackets, of_header, of_pairs, split_pairs, steps, to_members};
use super::percent::decode_form;

/// Returns the encodings of the members of a form; `None` for a body of another format.
pub(super) fn encodings(format: Body) -> &'static [Encoding] {
    match format {
        Body::FormWith(encodings) | Body::Multipart(encodings) => encodings,
        _ => &[],
    }
}

/// Returns the members of a body of the media type `application/x-www-form-urlencoded`.
pub(super) fn urlencoded<T: Value>(text: &str, encodings: &'static [Encoding]) -> Input {
    let pairs = split_pairs(text, '&');
    let grouped = Grouped::new(&pairs, encodings, |pair| &pair.name, T::INNER_MEMBERS);
    let members = grouped.members.into_iter().map(|(name, pairs, style)| {
        let value = match style {
            Style::DeepObject => of_brackets(&name, &pairs),
            Style::Json => {
                let text = pairs.first().map_or("", |pair| &*pair.value);
                Input::of_inner(decode_form(text))
            }
            style => Input {
                nested: Nested::Object,
                ..of_pairs(
                    &name,
                    match style {
                        Style::Verbatim => style,
                        _ => joined(style).unwrap_or(Style::Repeated),
                    },
                    &pairs,
                    Vec::new(),
                )
            },
        };
        (name, value)
    });
    let mut members: Vec<(String, Input)> = members.collect();
    if let Some(name) = grouped.flattened {
        let value = Input::of_members(to_members(&grouped.others));
        members.push((name.to_owned(), value));
    }
    Input {
        may_be_empty: true,
        ..Input::of_members(members)
    }
}

/// Returns the members of a body of the media type `multipart/form-data`.
pub(super) fn multipart<T: Value>(
    content_type: &str,
    body: &[u8],
    encodings: &'static [Encoding],
) -> Result<Input, String> {
    let parts = multipart::read(content_type, body)?;
    let grouped = Grouped::new(&parts, encodings, |part| &part.name, T::INNER_MEMBERS);
    let mut members = Vec::new();
    for (name, parts, style) in grouped.members {
        let value = of_parts(&name, &parts, style, encodings)?;
        members.push((name, value));
    }
    if let Some(name) = grouped.flattened {
        let mut inside = Vec::new();
        for part in grouped.others {
            inside.push((part.name.clone(), of_part(part, None)?));
        }
        members.push((name.to_owned(), Input::of_members(inside)));
    }
    Ok(Input {
        may_be_empty: true,
        ..Input::of_members(members)
    })
}

/// Pairs or parts by the members of a form that they belong to.
struct Grouped<'p, P> {
    members: Vec<(String, Vec<&'p P>, Style)>,
    /// The pairs or parts of no known member, if there is a member that they may be.
    others: Vec<&'p P>,
    /// The member whose own members are pairs or parts themselves.
    flattened: Option<&'static str>,
}

impl<'p, P> Grouped<'p, P> {
    fn new(
        all: &'p [P],
        encodings: &'static [Encoding],
        name: fn(&P) -> &String,
        known: Option<&'static [(&'static str, bool)]>,
    ) -> Self {
        let known: BTreeSet<&str> = known.into_iter().flatten().map(|(name, _)| *name).collect();
        let styles: BTreeMap<&str, Style> = encodings
            .iter()
            .map(|encoding| (encoding.name, encoding.style))
            .collect();
        let present: BTreeSet<&str> = all.iter().map(|one| name(one).as_str()).collect();
        let flattened = encodings
            .iter()
            .find(|encoding| encoding.style == Style::Repeated && !present.contains(encoding.name));
        let flattened = flattened.map(|encoding| encoding.name);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut grouped = Self {
            members: Vec::new(),
            others: Vec::new(),
            flattened: None,
        };
        for one in all {
            let whole = name(one).as_str();
            // The path in brackets belongs to the member before it.
            let start = whole.split('[').next().unwrap_or_default();
            let is_deep =
                styles.get(start) == Some(&Style::DeepObject) && steps(start, whole).is_some();
            let own = if is_deep { start } else { whole };
            let is_known = known.contains(own) || styles.contains_key(own);
            if flattened.is_some() && !is_known {
                grouped.others.push(one);
                continue;
            }
            match places
                .get(own)
                .and_then(|place| grouped.members.get_mut(*place))
            {
                Some((_, same, _)) => same.push(one),
                None => {
                    places.insert(own, grouped.members.len());
                    let style = styles.get(own).copied().unwrap_or(Style::Usual);
                    grouped.members.push((own.to_owned(), vec![one], style));
                }
            }
        }
        grouped.flattened = flattened.filter(|_| !grouped.others.is_empty());
        grouped
    }
}

/// Returns the value of a member from its parts.
fn of_parts(
    name: &str,
    parts: &[&ReadPart<'_>],
    style: Style,
    encodings: &[Encoding],
) -> Result<Input, String> {
    let encoding = encodings.iter().find(|encoding| encoding.name == name);
    let declared = encoding.and_then(|encoding| encoding.content_type);
    if style == Style::DeepObject {
        let texts: Result<Vec<(&str, String)>, String> = parts
            .iter()
            .map(|part| Ok((part.name.as_str(), encode_text(part)?)))
            .collect();
        let texts = texts?;
        let pairs: Vec<Pair<'_>> = texts
            .iter()
            .map(|(name, value)| Pair {
                name: (*name).to_owned(),
                value: Cow::Borrowed(value),
                whole: value,
            })
            .collect();
        return Ok(of_brackets(name, &pairs.iter().collect::<Vec<_>>()));
    }
    let joined = joined(style);
    if let (Some(style), [only]) = (joined, parts) {
        return Ok(of_header(style, read_text(only)?));
    }
    let elements: Result<Vec<Input>, String> =
        parts.iter().map(|part| of_part(part, declared)).collect();
    // A list of one element is one part, as its element is.
    let only = match parts {
        [only] => of_part(only, declared)?,
        _ => Input {
            usual: Usual::List,
            ..Input::default()
        },
    };
    Ok(Input {
        elements: (style != Style::Json).then_some(elements?),
        ..only
    })
}

/// Returns the style of a header that joins the elements of a list as a form does; `None` if the form does not join them.
fn joined(style: Style) -> Option<Style> {
    match style {
        Style::Usual | Style::Repeated | Style::Verbatim | Style::DeepObject | Style::Json => None,
        Style::Spaces | Style::Pipes | Style::Tabs => Some(style),
        _ => Some(Style::Commas),
    }
}

/// Returns the value of a part.
fn of_part(part: &ReadPart<'_>, declared: Option<&str>) -> Result<Input, String> {
    if let Some(file_name) = &part.file_name {
        let usual = declared.unwrap_or("application/octet-stream");
        let file = File {
            // The names that are sent for none.
            name: Some(file_name.clone()).filter(|name| *name != part.name),
            content_type: part.content_type.clone().filter(|own| own != usual),
            content: part.content.to_vec(),
        };
        let text = std::str::from_utf8(part.content).ok();
        return Ok(Input {
            text: text.map(str::to_owned),
            file: Some(file),
            ..Input::default()
        });
    }
    let text = read_text(part)?.to_owned();
    let is_json = part.content_type.as_deref().is_some_and(|own| {
        let essence = own.split(';').next().unwrap_or_default().trim();
        essence.ends_with("/json") || essence.ends_with("+json")
    });
    Ok(match is_json {
        true => Input::of_json(text),
        false => Input::of_text(text),
    })
}

fn read_text<'b>(part: &ReadPart<'b>) -> Result<&'b str, String> {
    std::str::from_utf8(part.content)
        .map_err(|_| format!("has the part `{}`, which is not UTF-8", part.name))
}

fn encode_text(part: &ReadPart<'_>) -> Result<String, String> {
    Ok(super::super::operation::percent_encode(
        read_text(part)?,
        "-._~",
    ))
}
