//! Media types of bodies, and the names of the variants that stand for them.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};
use syn::{GenericArgument, LitStr, PathArguments, Type};

/// Returns a media type in lowercase, without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Returns whether a media type is JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns whether a media type is that of server-sent events.
#[must_use]
pub fn is_events(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// Returns whether a media type is that of a stream of items: server-sent events, JSON lines or a JSON text sequence.
#[must_use]
pub fn is_item_stream(media_type: &str) -> bool {
    const LINES: [&str; 8] = [
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/ndjson",
        "application/x-ndjson",
        "application/stream+json",
    ];
    let essence = essence(media_type);
    let is_sequence = essence == "application/json-seq" || essence.ends_with("+json-seq");
    is_sequence || essence == "text/event-stream" || LINES.contains(&essence.as_str())
}

/// Returns the types of `OneOf<A, B>`, one for each media type of a body; the type itself if there is one media type.
pub(crate) fn types(ty: &Type, count: usize) -> Vec<&Type> {
    let Some(arguments) = one_of(ty).filter(|_| count > 1) else {
        return vec![ty];
    };
    arguments
}

/// Returns whether a type is `OneOf<A, B>`.
pub(crate) fn is_one_of(ty: &Type) -> bool {
    one_of(ty).is_some()
}

fn one_of(ty: &Type) -> Option<Vec<&Type>> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "OneOf")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some(types.collect())
}

/// Returns the names of variants for the media types of a body. They differ.
pub(crate) fn variants(media_types: &[&LitStr]) -> Vec<Ident> {
    let mut taken = HashSet::new();
    let names = media_types.iter().map(|media_type| {
        let essence = essence(&media_type.value());
        let candidates = [short_name(&essence), pascal(&essence)];
        let numbered = (2..).map(|number| format!("{}{number}", pascal(&essence)));
        let mut names = candidates.into_iter().chain(numbered);
        let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        Ident::new(&name, Span::call_site())
    });
    names.collect()
}

fn short_name(essence: &str) -> String {
    let known = match essence {
        "application/x-www-form-urlencoded" => "Form",
        "multipart/form-data" => "Multipart",
        "application/octet-stream" => "Bytes",
        "text/plain" => "Text",
        "*/*" => "Any",
        _ => {
            let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
            return match subtype {
                "*" | "" => pascal(kind),
                subtype => pascal(subtype.strip_prefix("x-").unwrap_or(subtype)),
            };
        }
    };
    known.to_owned()
}

/// Returns the words of a text in one, each with a capital; the text cannot be a keyword or begin with a digit.
fn pascal(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut name = String::new();
    for word in words {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    let is_bare = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name != "Self";
    match is_bare {
        true => name,
        false => format!("Media{name}"),
    }
}
