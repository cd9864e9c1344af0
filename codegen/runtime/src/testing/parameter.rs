//! Texts of parameters, split as their styles say.

use std::borrow::Cow;
use std::collections::BTreeMap;

#[cfg(any(feature = "client", feature = "blocking"))]
use http::Request;

#[cfg(any(feature = "client", feature = "blocking"))]
use super::super::Call;
use super::super::Style;
use super::super::operation::URL;
use super::super::path::DEPTH_LIMIT;
use super::input::{Input, Usual};
use super::percent::{decode, decode_form, decode_verbatim};

/// The characters that a verbatim value in a path keeps.
const PATH: &str = "-._~:/[]@!$&'()*+,;=%";

/// A pair of a query, a form or a cookie header.
#[derive(Clone, Debug)]
pub(super) struct Pair<'r> {
    /// The decoded name.
    pub(super) name: String,
    /// The encoded value.
    pub(super) value: Cow<'r, str>,
    /// The encoded pair.
    pub(super) whole: &'r str,
}

/// Splits a query, a form or a cookie header into pairs.
pub(super) fn split_pairs<'r>(text: &'r str, separator: char) -> Vec<Pair<'r>> {
    let pairs = text.split(separator).map(str::trim_start);
    let pairs = pairs.filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Pair {
                name: decode_form(name),
                value: Cow::Borrowed(value),
                whole: pair,
            }
        })
        .collect()
}

/// Returns the api-version in the query of a request.
#[cfg(any(feature = "client", feature = "blocking"))]
pub(super) fn api_version<C: Call, B>(request: &Request<B>) -> Option<String> {
    let name = C::API_VERSION?;
    let pairs = split_pairs(request.uri().query().unwrap_or_default(), '&');
    let pair = pairs.into_iter().find(|pair| pair.name == name)?;
    Some(decode_form(&pair.value))
}

/// Returns the separators of a style, percent-encoded and as they are.
fn separators(style: Style) -> &'static [&'static str] {
    match style {
        Style::Spaces => &["%20", "+", " "],
        Style::Pipes => &["%7C", "%7c", "|"],
        Style::Tabs => &["%09", "\t"],
        _ => &[","],
    }
}

/// Splits a text at the first of several separators that it contains; an empty text has no elements.
fn split<'r>(text: &'r str, separators: &[&str]) -> Vec<&'r str> {
    let found = separators.iter().find(|one| text.contains(**one));
    match found {
        Some(separator) => text.split(separator).collect(),
        None if text.is_empty() => Vec::new(),
        None => vec![text],
    }
}

/// Returns a value whose elements, or names and values of members, are separated.
fn separated(text: &str, elements: Vec<&str>, read: fn(&str) -> String) -> Input {
    let members = elements.chunks(2).map(|pair| match pair {
        [name, value] => Some((read(name), Input::of_inner(read(value)))),
        _ => None,
    });
    Input {
        text: Some(read(text)),
        members: members.collect(),
        usual: match elements.len() {
            0 | 1 => Usual::Text,
            _ => Usual::List,
        },
        elements: Some(to_inputs(elements, read)),
        ..Input::default()
    }
}

fn to_inputs(texts: Vec<&str>, read: fn(&str) -> String) -> Vec<Input> {
    let texts = texts.into_iter();
    texts.map(|text| Input::of_inner(read(text))).collect()
}

/// Returns a value whose members are `name=value`.
fn paired(text: &str, parts: Vec<&str>, read: fn(&str) -> String) -> Input {
    let members = parts.iter().filter_map(|part| {
        let (name, value) = part.split_once('=')?;
        Some((read(name), Input::of_inner(read(value))))
    });
    let members: Vec<(String, Input)> = members.collect();
    let is_object = !members.is_empty() && members.len() == parts.len();
    Input {
        text: Some(read(text)),
        usual: match (is_object, parts.len()) {
            (true, _) => Usual::Object,
            (false, 0 | 1) => Usual::Text,
            (false, _) => Usual::List,
        },
        members: is_object.then_some(members),
        elements: Some(to_inputs(parts, read)),
        ..Input::default()
    }
}

/// Returns the value of a path parameter from its encoded text.
pub(super) fn of_path(name: &str, style: Style, text: &str) -> Input {
    let after = |prefix: &str| text.strip_prefix(prefix).unwrap_or(text);
    match style {
        Style::Label => {
            let text = after(".");
            separated(text, split(text, &[","]), decode)
        }
        Style::LabelRepeated => {
            let text = after(".");
            paired(text, split(text, &["."]), decode)
        }
        Style::Matrix => {
            let text = after_name(after(";"), name).unwrap_or(text);
            separated(text, split(text, &[","]), decode)
        }
        Style::MatrixRepeated => matrix(name, after(";")),
        Style::Members => paired(text, split(text, &[","]), decode),
        Style::Json => Input::of_json(decode(text)),
        Style::Verbatim => {
            let read = |text: &str| decode_verbatim(text, PATH);
            Input {
                text: Some(read(text)),
                ..separated(text, split(text, &[","]), decode)
            }
        }
        style => separated(text, split(text, separators(style)), decode),
    }
}

/// Returns the rest of `name=value`, or an empty text for the name alone; `None` if it has another name.
fn after_name<'r>(text: &'r str, name: &str) -> Option<&'r str> {
    let (own, value) = text.split_once('=').unwrap_or((text, ""));
    (decode(own) == name).then_some(value)
}

/// Returns the value of the style `;name=value` for each element, or `;member=value` for each member.
fn matrix(name: &str, text: &str) -> Input {
    let parts = split(text, &[";"]);
    let own: Option<Vec<&str>> = parts.iter().map(|part| after_name(part, name)).collect();
    match own {
        Some(own) => Input {
            text: match own.as_slice() {
                [only] => Some(decode(only)),
                _ => None,
            },
            usual: match own.len() {
                1 => Usual::Text,
                _ => Usual::List,
            },
            elements: Some(to_inputs(own, decode)),
            members: paired(text, parts, decode).members,
            ..Input::default()
        },
        None => paired(text, parts, decode),
    }
}

/// Returns the value of a header.
pub(super) fn of_header(style: Style, text: &str) -> Input {
    let separator = match style {
        Style::Spaces => " ",
        Style::Pipes => "|",
        Style::Tabs => "\t",
        _ => ",",
    };
    let elements = split(text, &[separator]);
    match style {
        Style::Json => Input::of_json(text.to_owned()),
        Style::Members => paired(text, elements, str::to_owned),
        _ => separated(text, elements, str::to_owned),
    }
}

/// Returns the value of a query parameter or a cookie from its own pairs, and from the pairs that may be its members.
pub(super) fn of_pairs(
    name: &str,
    style: Style,
    own: &[&Pair<'_>],
    members: Vec<(String, Input)>,
) -> Input {
    let first = own.first().map(|pair| &*pair.value);
    match style {
        Style::DeepObject => of_brackets(name, own),
        Style::CookieCommas => first.map_or_else(Input::default, |text| {
            separated(text, split(text, &[","]), str::to_owned)
        }),
        Style::Json => first.map_or_else(Input::default, |json| Input::of_json(decode_form(json))),
        Style::Usual | Style::Repeated | Style::Members | Style::Verbatim | Style::Cookie => {
            let read: fn(&str) -> String = match style {
                Style::Cookie => str::to_owned,
                Style::Verbatim => |text| decode_verbatim(text, URL),
                _ => decode_form,
            };
            let elements = own.iter().map(|pair| Input::of_inner(read(&pair.value)));
            Input {
                text: first.map(read),
                elements: (!own.is_empty()).then(|| elements.collect()),
                usual: match own.len() {
                    0 if !members.is_empty() => Usual::Object,
                    0 | 1 => Usual::Text,
                    _ => Usual::List,
                },
                members: Some(members),
                ..Input::default()
            }
        }
        style => first.map_or_else(Input::default, |text| {
            separated(text, split(text, separators(style)), decode_form)
        }),
    }
}

/// Returns pairs as members.
pub(super) fn to_members(pairs: &[&Pair<'_>]) -> Vec<(String, Input)> {
    let pairs = pairs.iter();
    pairs
        .map(|pair| (pair.name.clone(), Input::of_inner(decode_form(&pair.value))))
        .collect()
}

/// A value with its members by name.
#[derive(Default)]
struct Branch {
    text: Option<String>,
    order: Vec<String>,
    members: BTreeMap<String, Branch>,
}

impl Branch {
    fn into_input(self) -> Input {
        let mut inside = self.members;
        let members = self.order.into_iter().filter_map(|name| {
            let value = inside.remove(&name)?.into_input();
            Some((name, value))
        });
        let members: Vec<(String, Input)> = members.collect();
        if members.is_empty() {
            return Input {
                text: self.text,
                ..Input::default()
            };
        }
        let mut numbers = members.iter().enumerate();
        if numbers.all(|(index, (name, _))| name.parse() == Ok(index)) {
            // The indices of a list may be the names of members too, but hardly ever are.
            let elements = members.into_iter().map(|(_, value)| value).collect();
            return Input {
                elements: Some(elements),
                usual: Usual::List,
                ..Input::default()
            };
        }
        Input::of_members(members)
    }
}

/// Returns a value from pairs with the path to each scalar in brackets: `name[member][0]`.
pub(super) fn of_brackets(name: &str, pairs: &[&Pair<'_>]) -> Input {
    let mut root = Branch::default();
    for pair in pairs {
        let mut at = &mut root;
        for step in steps(name, &pair.name).into_iter().flatten() {
            if !at.members.contains_key(step) {
                at.order.push(step.to_owned());
            }
            at = at.members.entry(step.to_owned()).or_default();
        }
        at.text = Some(decode_form(&pair.value));
    }
    root.into_input()
}

/// Returns the names in the brackets after a name; `None` if it is the name of another value.
pub(super) fn steps<'n>(name: &str, path: &'n str) -> Option<Vec<&'n str>> {
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() {
        return Some(Vec::new());
    }
    let inside = rest.strip_prefix('[')?.strip_suffix(']')?;
    let steps: Vec<&str> = inside.split("][").collect();
    (steps.len() < DEPTH_LIMIT).then_some(steps)
}
