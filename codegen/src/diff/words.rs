//! Rust types and paths as messages show them.

use crate::model::{
    Field, Location, Media, MemberEncoding, MemberEncodingKind, Parameter, Style, Type,
};

/// Returns a type as the generated code writes it.
pub(crate) fn rust_type(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(size) => size.as_str().to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::LocalDateTime => "LocalDateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Formatted(format) => format.as_str().to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Bytes => "Vec<u8>".to_owned(),
        Type::Content => "Content".to_owned(),
        Type::File => "File".to_owned(),
        Type::OneOf(types) => {
            let types: Vec<_> = types.iter().map(rust_type).collect();
            format!("one of {}", types.join(", "))
        }
        Type::Named(name) => name.clone(),
        Type::Array(inner) => format!("Vec<{}>", rust_type(inner)),
        Type::Tuple(elements) => {
            let elements: Vec<_> = elements.iter().map(rust_type).collect();
            format!("({})", elements.join(", "))
        }
        Type::Map(inner) => format!("BTreeMap<String, {}>", rust_type(inner)),
        Type::Nullable(inner) => format!("Option<{}>", rust_type(inner)),
        Type::Boxed(inner) => format!("Box<{}>", rust_type(inner)),
        Type::Erased(inner) => format!("ErasedBox<{}>", rust_type(inner)),
        Type::Alias { name, .. } => name.clone(),
        Type::Foreign { path, .. } => path.clone(),
    }
}

fn held(ty: &Type, required: bool) -> String {
    if required {
        rust_type(ty)
    } else {
        format!("Option<{}>", rust_type(ty))
    }
}

/// Returns the type of the field of a member.
pub(crate) fn field_type(field: &Field) -> String {
    if let (Type::Nullable(inner), false) = (&field.ty, field.is_optional()) {
        return format!("Nullable<{}>", rust_type(inner));
    }
    held(&field.ty, !field.is_optional())
}

/// Returns the type of the field of a parameter.
pub(crate) fn parameter_type(parameter: &Parameter) -> String {
    held(&parameter.ty, parameter.required)
}

/// Returns the location of a parameter, in a word.
pub(crate) fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Body => "body",
    }
}

/// Returns how a member of a form is written, in words; none if it is as usual.
pub(super) fn encoded(encoding: &MemberEncoding) -> Option<String> {
    match &encoding.kind {
        MemberEncodingKind::Style(Style::Usual | Style::Repeated) => None,
        MemberEncodingKind::Style(own) => Some(style(*own, true).to_owned()),
        MemberEncodingKind::MediaType(name) => Some(format!("as `{name}`")),
    }
}

/// Returns the serialization style of a parameter, in words.
pub(super) fn written(parameter: &Parameter) -> &'static str {
    let is_named = matches!(parameter.location, Location::Query | Location::Cookie);
    let media = parameter
        .contents
        .first()
        .map(|content| &content.media_type);
    match media.filter(|_| parameter.location == Location::Query) {
        Some(name) if Media::from_name(name) == Media::Form => return "as the whole query, a form",
        Some(name) if Media::from_name(name).is_json() => return "as the whole query, JSON text",
        Some(_) => return "as the whole query, a text",
        None => {}
    }
    style(parameter.style, is_named)
}

fn style(style: Style, is_named: bool) -> &'static str {
    match style {
        Style::Usual if is_named => "with the name again for each element or member",
        Style::Repeated => "with the name again for each element or member",
        Style::Usual | Style::Commas => "with commas between",
        Style::Spaces => "with spaces between",
        Style::Pipes => "with `|` between",
        Style::Tabs => "with tabs between",
        Style::DeepObject => "as `name[member]=value` for each member",
        Style::Label => "with a `.` before it",
        Style::LabelRepeated => "with a `.` before each element",
        Style::Matrix => "as `;name=value`",
        Style::MatrixRepeated => "as `;name=value` for each element",
        Style::Verbatim => "just as it is",
        Style::Cookie => "just as it is, with the name again for each element or member",
        Style::CookieCommas => "just as it is, with commas between",
        Style::Members => "as `member=value` with commas between",
        Style::Json => "as JSON text",
    }
}

/// Returns the JSON type of a type, in words.
pub(super) fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::String | Type::DateTime | Type::LocalDateTime | Type::Date => "text",
        Type::Boolean => "a boolean",
        Type::Integer(_) => "a whole number",
        Type::Float | Type::Decimal => "a number",
        Type::Formatted(format) if format.is_text() => "text",
        Type::Formatted(_) => "a whole number",
        Type::Json => "any JSON",
        Type::Bytes | Type::Content => "bytes",
        Type::File => "a file",
        Type::OneOf(_) => "one of several media types",
        Type::Named(_) => "a definition",
        Type::Array(_) | Type::Tuple(_) => "a list",
        Type::Map(_) => "a map",
        Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => kind(inner),
        Type::Alias { target, .. } => kind(target),
        Type::Foreign { stands_for, .. } => kind(stands_for),
    }
}

/// Returns the path of a member of the value at another path.
pub(super) fn member(path: &str, name: &str) -> String {
    let is_plain = !name.is_empty()
        && name.chars().all(|character| {
            character.is_alphanumeric() || matches!(character, '_' | '-' | '$' | '@')
        });
    match (path.is_empty(), is_plain) {
        (true, true) => name.to_owned(),
        (false, true) => format!("{path}.{name}"),
        (_, false) => format!("{path}[{name:?}]"),
    }
}

/// Returns a path in quotes.
pub(super) fn quoted(path: &str) -> String {
    if path.is_empty() {
        "the body".to_owned()
    } else {
        format!("`{path}`")
    }
}
