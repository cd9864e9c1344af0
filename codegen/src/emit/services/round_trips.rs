//! Emission of tests of the conversions between api-versions: each converts a value to the other api-version and back.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::{MARK, feature, rust};
use super::module_of;
use crate::{
    case,
    history::{History, KindHistory, Ranged, TypeHistory},
    model::{Field, Format, Integer, Type},
};
use billing_macros_expand::version_type_name;

/// The nesting depth of made-up values.
const DEPTH: usize = 3;

/// Returns the test files by path from the crate's folder; none if no type of any service changed.
pub(super) fn files(histories: &[History], crate_name: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut modules = String::new();
    for history in histories {
        let tests = service(history);
        if tests.is_empty() {
            continue;
        }
        let module = module_of(history);
        let _ = write!(modules, "\n#[rustfmt::skip]\nmod {module};\n");
        // Deprecated types have to move as well.
        let deprecated = if history.types.iter().any(|one| one.docs.deprecated) {
            "#![allow(deprecated)]\n\n"
        } else {
            ""
        };
        let text = format!(
            "{MARK}\n//! Each conversion between neighbouring api-versions, there and back.\n\n{deprecated}\
             #[allow(unused_imports, reason = \"there are no tests where no two api-versions are on\")]\n\
             use {crate_name}::{module}::{{self, version}};\n{tests}"
        );
        files.push((format!("tests/generated/{module}.rs"), text));
    }
    if !files.is_empty() {
        files.push((
            "tests/generated/main.rs".to_owned(),
            format!("{MARK}\n//! Values move to other api-versions and come back the same.\n\n{}{modules}", helper(crate_name)),
        ));
    }
    files
}

fn helper(crate_name: &str) -> String {
    format!(
        r#"/// Reads a value, moves it to another api-version and back, and compares it.
#[allow(
    unused_macros,
    reason = "there are no tests where no two api-versions are on"
)]
macro_rules! round_trip {{
    ($from:ty, $to:ty, $there:ty, $back:ty, $away:ident, $home:ident, $json:expr) => {{{{
        use {crate_name}::runtime;
        let value: $from = runtime::decode($json.as_bytes()).unwrap();
        let moved: $to = runtime::MoveTo::<$there, runtime::$away>::move_to(value.clone()).unwrap();
        let back: $from = runtime::MoveTo::<$back, runtime::$home>::move_to(moved).unwrap();
        assert_eq!(back, value);
        assert_eq!(
            runtime::encode(&back).unwrap(),
            runtime::encode(&value).unwrap()
        );
    }}}};
}}
"#
    )
}

/// Returns the tests of a service.
fn service(history: &History) -> String {
    let mut tests = String::new();
    let service = module_of(history);
    for version in 1..history.api_versions.len() {
        let changed = Changed::at(history, version);
        let (Some(old_name), Some(new_name)) = (
            history.api_versions.get(version - 1),
            history.api_versions.get(version),
        ) else {
            continue;
        };
        for (older, newer) in &changed.pairs {
            let test = format!(
                "{}_{}",
                case::snake(&newer.name),
                history.version_module(new_name)
            );
            let place =
                |name: &str, ty: &str| format!("{service}::{}::{ty}", history.version_module(name));
            let marker = |name: &str| format!("version::{}", version_type_name(name));
            let (old, new) = (place(old_name, &older.name), place(new_name, &newer.name));
            let _ = write!(
                tests,
                "\n#[test]\n#[cfg(all(feature = \"{}\", feature = \"{}\"))]\nfn {test}() {{\n",
                feature(&history.service, old_name),
                feature(&history.service, new_name),
            );
            for (from, to, there, back, ways, json) in [
                (
                    &old,
                    &new,
                    marker(new_name),
                    marker(old_name),
                    "Up, Down",
                    sample(history, older, version - 1, newer, version),
                ),
                (
                    &new,
                    &old,
                    marker(old_name),
                    marker(new_name),
                    "Down, Up",
                    sample(history, newer, version, older, version - 1),
                ),
            ] {
                let hashes = rust::hashes(&json);
                let _ = writeln!(
                    tests,
                    "    round_trip!({from}, {to}, {there}, {back}, {ways}, r{hashes}\"{json}\"{hashes});"
                );
            }
            tests.push_str("}\n");
        }
    }
    tests.push_str(&long_ways(history));
    tests.push_str(&features_off(history));
    tests
}

/// Returns the predecessors of a type of the newest api-version, newest first.
fn lineage<'h>(history: &'h History, newest: &'h TypeHistory) -> Vec<&'h TypeHistory> {
    let mut forms = vec![newest];
    let mut ty = newest;
    for version in (1..history.api_versions.len()).rev() {
        match predecessor(history, ty, version) {
            Some(before) => ty = before,
            None => break,
        }
        forms.push(ty);
    }
    forms
}

/// Returns the lineages of types that changed between the first and the last api-version, if others lie between.
fn changed_lineages(history: &History) -> Vec<Vec<&TypeHistory>> {
    let last = history.api_versions.len().saturating_sub(1);
    let mut changed: HashSet<&str> = HashSet::new();
    for version in 1..history.api_versions.len() {
        let pairs = Changed::at(history, version).pairs;
        changed.extend(pairs.iter().map(|(_, newer)| newer.name.as_str()));
    }
    let newest = history.types.iter().filter(|ty| ty.range.contains(last));
    newest
        .map(|ty| lineage(history, ty))
        .filter(|forms| forms.len() == last + 1)
        .filter(|forms| forms.iter().any(|ty| changed.contains(ty.name.as_str())))
        .collect()
}

/// Returns tests of conversions from the first to the last api-version, whose intermediate features may be off.
fn long_ways(history: &History) -> String {
    let mut tests = String::new();
    let versions = &history.api_versions;
    let (Some(first), Some(last), true) = (versions.first(), versions.last(), versions.len() > 2)
    else {
        return tests;
    };
    let service = module_of(history);
    for forms in changed_lineages(history) {
        let (Some(newest), Some(oldest)) = (forms.first(), forms.last()) else {
            continue;
        };
        // A value that lacks what a later api-version requires can't go all the way.
        let requires = forms.iter().rev().enumerate().any(|(version, ty)| {
            version > 0 && !required(history, ty, version, &mut HashSet::new()).is_empty()
        });
        if requires {
            continue;
        }
        let json = sample(history, oldest, 0, oldest, 0);
        let hashes = rust::hashes(&json);
        let (old, new) = (history.version_module(first), history.version_module(last));
        let _ = write!(
            tests,
            "\n#[test]\n#[cfg(all(feature = \"{}\", feature = \"{}\"))]\nfn {}_{old}_to_{new}() {{\n    \
             round_trip!({service}::{old}::{}, {service}::{new}::{}, version::{}, version::{}, Up, Down, r{hashes}\"{json}\"{hashes});\n}}\n",
            feature(&history.service, first),
            feature(&history.service, last),
            case::snake(&newest.name),
            oldest.name,
            newest.name,
            version_type_name(last),
            version_type_name(first),
        );
    }
    tests
}

/// Returns tests of the error for an api-version whose feature is off.
fn features_off(history: &History) -> String {
    let mut tests = String::new();
    let Some(newest) = changed_lineages(history)
        .into_iter()
        .find_map(|forms| forms.first().copied())
    else {
        return tests;
    };
    let service = module_of(history);
    for version in &history.api_versions {
        let others = history
            .api_versions
            .iter()
            .filter(|other| *other != version);
        let others: Vec<String> = others
            .map(|other| format!("feature = \"{}\"", feature(&history.service, other)))
            .collect();
        let feature = feature(&history.service, version);
        let _ = write!(
            tests,
            "\n#[test]\n#[cfg(all(any({}), not(feature = \"{feature}\")))]\nfn {}_is_off() {{\n    \
             let error = {service}::any::{}::decode({service}::ApiVersion::{}, b\"{{}}\").unwrap_err();\n    \
             assert!(error.to_string().contains(\"`{feature}`\"), \"{{error}}\");\n}}\n",
            others.join(", "),
            history.version_module(version),
            newest.name,
            version_type_name(version),
        );
    }
    tests
}

/// Returns the predecessor of a type in the previous api-version.
fn predecessor<'h>(
    history: &'h History,
    newer: &TypeHistory,
    version: usize,
) -> Option<&'h TypeHistory> {
    let was = newer.was.as_ref().filter(|_| newer.range.first == version);
    let older = find(history, was.unwrap_or(&newer.name), version - 1)?;
    (std::mem::discriminant(&older.kind) == std::mem::discriminant(&newer.kind)).then_some(older)
}

/// The types that change at an api-version, each with its predecessor.
struct Changed<'h> {
    pairs: Vec<(&'h TypeHistory, &'h TypeHistory)>,
}

impl<'h> Changed<'h> {
    fn at(history: &'h History, version: usize) -> Self {
        let candidates: Vec<(&TypeHistory, &TypeHistory)> = history
            .types
            .iter()
            .filter(|newer| newer.range.contains(version))
            .filter_map(|newer| Some((predecessor(history, newer, version)?, newer)))
            .collect();
        let own = |(older, newer): &(&TypeHistory, &TypeHistory)| {
            older.name != newer.name || parts(older, version - 1) != parts(newer, version)
        };
        let mut changed: HashSet<&str> = candidates
            .iter()
            .filter(|pair| own(pair))
            .map(|(_, newer)| newer.name.as_str())
            .collect();
        // A type that holds one that changed is another one itself.
        loop {
            let count = changed.len();
            for (_, newer) in &candidates {
                let holds = references(newer, version)
                    .iter()
                    .any(|name| changed.contains(name.as_str()));
                if holds {
                    changed.insert(&newer.name);
                }
            }
            if changed.len() == count {
                break;
            }
        }
        Self {
            pairs: candidates
                .into_iter()
                .filter(|(_, newer)| changed.contains(newer.name.as_str()))
                .collect(),
        }
    }
}

fn find<'h>(history: &'h History, name: &str, version: usize) -> Option<&'h TypeHistory> {
    let mut types = history.types.iter();
    types.find(|one| one.name == name && one.range.contains(version))
}

fn alive<T>(parts: &[Ranged<T>], version: usize) -> impl Iterator<Item = &T> {
    parts
        .iter()
        .filter(move |part| part.range.contains(version))
        .map(|part| &part.value)
}

/// Returns the parts of a type in an api-version, as text to compare.
fn parts(ty: &TypeHistory, version: usize) -> Vec<String> {
    match &ty.kind {
        KindHistory::Struct(fields) => alive(fields, version)
            .map(|field| {
                format!(
                    "{} {} {:?} {}",
                    field.name, field.wire, field.ty, field.required
                )
            })
            .collect(),
        KindHistory::Enumeration(variants) => alive(variants, version)
            .map(|variant| format!("{} {}", variant.name, variant.wire))
            .collect(),
        KindHistory::Union(choices) => alive(choices, version)
            .map(|choice| {
                let one = &choice.alternative;
                format!("{} {:?} {:?}", one.name, one.ty, choice.when)
            })
            .collect(),
    }
}

/// Returns the types that a type names in an api-version.
fn references(ty: &TypeHistory, version: usize) -> Vec<String> {
    let types: Vec<&Type> = match &ty.kind {
        KindHistory::Struct(fields) => alive(fields, version).map(|field| &field.ty).collect(),
        KindHistory::Enumeration(_) => Vec::new(),
        KindHistory::Union(choices) => alive(choices, version)
            .map(|choice| &choice.alternative.ty)
            .collect(),
    };
    types
        .into_iter()
        .flat_map(Type::names)
        .map(str::to_owned)
        .collect()
}

/// A value of a type: a documented one, or one with all members. What the other api-version requires is in it, too.
fn sample(
    history: &History,
    ty: &TypeHistory,
    version: usize,
    other: &TypeHistory,
    other_version: usize,
) -> String {
    let has_more = required(history, other, other_version, &mut HashSet::new())
        .iter()
        .any(|name| !required(history, ty, version, &mut HashSet::new()).contains(name));
    let documented = history
        .operations
        .iter()
        .flat_map(|operation| &operation.examples);
    let mut documented = documented.filter(|documented| {
        documented.version == version
            && documented.response.body == Some(Type::Named(ty.name.clone()))
    });
    match documented.next() {
        Some(documented) if !has_more => documented.example.json.clone(),
        _ => built(history, ty, version, Some((other, other_version)), 0),
    }
}

/// The required members of a type and of all that it holds.
fn required(
    history: &History,
    ty: &TypeHistory,
    version: usize,
    seen: &mut HashSet<String>,
) -> HashSet<String> {
    let mut found = HashSet::new();
    if !seen.insert(ty.name.clone()) {
        return found;
    }
    if let KindHistory::Struct(fields) = &ty.kind {
        let required = alive(fields, version).filter(|field| field.required);
        found.extend(required.map(|field| field.wire.clone()));
    }
    for name in references(ty, version) {
        if let Some(inner) = find(history, &name, version) {
            found.extend(self::required(history, inner, version, seen));
        }
    }
    found
}

/// A value of a type with all members, and with those that another type requires.
fn built(
    history: &History,
    ty: &TypeHistory,
    version: usize,
    other: Option<(&TypeHistory, usize)>,
    depth: usize,
) -> String {
    match &ty.kind {
        KindHistory::Struct(fields) => {
            let mut members = Vec::new();
            let mut names = HashSet::new();
            let others = match other {
                Some((
                    TypeHistory {
                        kind: KindHistory::Struct(others),
                        ..
                    },
                    other,
                )) => alive(others, other)
                    .filter(|field| field.required)
                    .map(|field| (field, other))
                    .collect(),
                _ => Vec::new(),
            };
            let own = alive(fields, version).map(|field| (field, version));
            for (field, at) in own.chain(others) {
                if names.contains(&field.wire) || (depth >= DEPTH && !field.required) {
                    continue;
                }
                names.insert(&field.wire);
                let counterpart = other.and_then(|(other, other_version)| {
                    counterpart(history, other, other_version, field)
                });
                let value = value(history, &field.ty, at, counterpart, depth);
                members.push(format!(
                    "{}:{value}",
                    serde_json::Value::from(field.wire.as_str())
                ));
            }
            // A line for each member: what changes in a type is what changes here.
            format!("{{\n{}}}", members.join(",\n"))
        }
        KindHistory::Enumeration(variants) => {
            let first = alive(variants, version).next();
            let text = first.map_or("unlisted", |variant| variant.wire.as_str());
            serde_json::Value::from(text).to_string()
        }
        KindHistory::Union(choices) => match alive(choices, version).next() {
            Some(choice) => value(history, &choice.alternative.ty, version, None, depth),
            None => "{}".to_owned(),
        },
    }
}

/// The type that a member of the same name holds in another api-version.
fn counterpart<'h>(
    history: &'h History,
    other: &TypeHistory,
    version: usize,
    field: &Field,
) -> Option<(&'h TypeHistory, usize)> {
    let KindHistory::Struct(fields) = &other.kind else {
        return None;
    };
    let there = alive(fields, version).find(|there| there.wire == field.wire)?;
    Some((find(history, there.ty.names().first()?, version)?, version))
}

fn value(
    history: &History,
    ty: &Type,
    version: usize,
    other: Option<(&TypeHistory, usize)>,
    depth: usize,
) -> String {
    match ty {
        Type::String => "\"text\"".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Integer(Integer::I64 | Integer::U64) => "9007199254740993".to_owned(),
        Type::Integer(_) => "7".to_owned(),
        Type::Float => "0.5".to_owned(),
        Type::Decimal => "1234567890.10".to_owned(),
        Type::DateTime => "\"2024-02-29T12:30:00.1234567Z\"".to_owned(),
        Type::LocalDateTime => "\"2024-02-29T12:30:00\"".to_owned(),
        Type::Date => "\"2024-02-29\"".to_owned(),
        Type::Formatted(format) => formatted(*format).to_owned(),
        Type::Json => "{\"any\":[1.0,null]}".to_owned(),
        // It stands in no type.
        Type::Bytes => "null".to_owned(),
        Type::Named(name) => match find(history, name, version) {
            Some(inner) => built(history, inner, version, other, depth + 1),
            None => "{}".to_owned(),
        },
        Type::Tuple(elements) => {
            let values = elements.iter();
            let values: Vec<_> = values
                .map(|element| value(history, element, version, None, depth))
                .collect();
            format!("[{}]", values.join(","))
        }
        Type::Array(inner) => {
            let element = value(history, inner, version, other, depth);
            format!("[{element},{element}]")
        }
        Type::Map(inner) => format!(
            "{{\"a b\":{}}}",
            value(history, inner, version, other, depth)
        ),
        Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => {
            value(history, inner, version, other, depth)
        }
        // What a type of the user's makes of which JSON is not known here.
        Type::Foreign { stands_for, .. } => match **stands_for {
            Type::Named(_) => "null".to_owned(),
            ref own => value(history, own, version, other, depth),
        },
    }
}

fn formatted(format: Format) -> &'static str {
    match format {
        Format::Duration => "\"P1DT2H30M0.50S\"",
        Format::HttpDate => "\"Thu, 29 Feb 2024 12:30:00 GMT\"",
        Format::UnixTime => "1709209800",
        Format::Base64 => "\"aGk=\"",
        Format::Base64Url => "\"aGk\"",
        Format::Uuid => "\"123E4567-e89b-12d3-a456-426614174000\"",
        Format::DecimalText => "\"1234567890.10\"",
    }
}
