//! Emission of tests of the conversions between api-versions: each converts a value to the other api-version and back.

mod samples;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::super::{MARK, feature, rust};
use super::module_of;
use crate::{
    case,
    history::{History, KindHistory, Ranged, TypeHistory},
    model::Type,
};
use billing_macros_expand::version_type_name;
use samples::Samples;

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
    HELPER.replace("CRATE", crate_name)
}

/// The macro of all tests. A value that fails is named by the path of its member.
const HELPER: &str = r#"/// Reads a value, moves it to another api-version and back, and compares it.
#[allow(
    unused_macros,
    reason = "there are no tests where no two api-versions are on"
)]
macro_rules! round_trip {
    ($from:ty, $to:ty, $there:ty, $back:ty, $away:ident, $home:ident, $json:expr) => {{
        use CRATE::runtime;
        let names = (stringify!($from), stringify!($to));
        let value: $from = runtime::decode($json.as_bytes())
            .unwrap_or_else(|error| crate::stop(names, "cannot be read", &error));
        let moved: $to = runtime::MoveTo::<$there, runtime::$away>::move_to(value.clone())
            .unwrap_or_else(|error| crate::stop(names, "cannot be converted", &error));
        let back: $from = runtime::MoveTo::<$back, runtime::$home>::move_to(moved)
            .unwrap_or_else(|error| crate::stop(names, "cannot be converted back", &error));
        let (new, old) = (
            runtime::encode(&back).unwrap(),
            runtime::encode(&value).unwrap(),
        );
        if back != value || new != old {
            let path = crate::difference(String::new(), &old, &new);
            crate::stop(names, "comes back changed", &path);
        }
    }};
}

/// Stops a test with the reason, and with the command that shows its cause in the documents.
#[allow(clippy::panic, reason = "a test stops where its value is not right")]
#[allow(
    dead_code,
    reason = "there are no tests where no two api-versions are on"
)]
fn stop((from, to): (&str, &str), what: &str, reason: &dyn std::fmt::Display) -> ! {
    panic!(
        "the value of {from}, on its way to {to}, {what}: {reason}\n\
         It is an example of the documents, or made from their schemas: `billing-codegen verify` compares examples with schemas."
    )
}

/// Returns the path of the first member or element that differs between two JSON texts.
#[allow(
    dead_code,
    reason = "there are no tests where no two api-versions are on"
)]
fn difference(path: String, old: &[u8], new: &[u8]) -> String {
    use CRATE::runtime::{Json, decode};
    use std::collections::BTreeMap;

    type Members = BTreeMap<String, Json>;
    let members = |text: &[u8]| decode::<Members>(text).ok();
    let elements = |text: &[u8]| {
        let elements = decode::<Vec<Json>>(text).ok()?.into_iter().enumerate();
        Some(elements.map(|(index, element)| (format!("[{index}]"), element)))
    };
    let parts = |text: &[u8]| members(text).or_else(|| Some(elements(text)?.collect()));
    let (Some(old), Some(new)) = (parts(old), parts(new)) else {
        return path;
    };
    let Some(name) = old
        .keys()
        .chain(new.keys())
        .find(|name| old.get(*name) != new.get(*name))
    else {
        return path;
    };
    let dot = if path.is_empty() || name.starts_with('[') {
        ""
    } else {
        "."
    };
    let path = format!("{path}{dot}{name}");
    match (old.get(name), new.get(name)) {
        (Some(old), Some(new)) => {
            difference(path, old.as_str().as_bytes(), new.as_str().as_bytes())
        }
        (Some(_), None) => format!("{path} is lost"),
        (None, _) => format!("{path} is new"),
    }
}
"#;

/// Returns the tests of a service.
fn service(history: &History) -> String {
    let mut tests = String::new();
    let types = Types::new(history);
    let samples = Samples::new(&types);
    let changes: Vec<Changed<'_>> = (1..history.api_versions.len())
        .map(|version| Changed::at(&types, version))
        .collect();
    let service = module_of(history);
    for (index, changed) in changes.iter().enumerate() {
        let version = index + 1;
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
            let (Some(up), Some(down)) = (
                samples.of(older, version - 1, newer, version),
                samples.of(newer, version, older, version - 1),
            ) else {
                continue;
            };
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
                    up,
                ),
                (
                    &new,
                    &old,
                    marker(old_name),
                    marker(new_name),
                    "Down, Up",
                    down,
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
    let lineages = changed_lineages(&types, &changes);
    tests.push_str(&long_ways(&types, &samples, &lineages));
    tests.push_str(&features_off(history, &lineages));
    tests
}

/// Returns the predecessors of a type of the newest api-version, newest first.
fn lineage<'h>(types: &Types<'h>, newest: &'h TypeHistory) -> Vec<&'h TypeHistory> {
    let mut forms = vec![newest];
    let mut ty = newest;
    for version in (1..types.history.api_versions.len()).rev() {
        match types.predecessor(ty, version) {
            Some(before) => ty = before,
            None => break,
        }
        forms.push(ty);
    }
    forms
}

/// Returns the lineages of types that changed between the first and the last api-version, if others lie between.
fn changed_lineages<'h>(types: &Types<'h>, changes: &[Changed<'h>]) -> Vec<Vec<&'h TypeHistory>> {
    let last = types.history.api_versions.len().saturating_sub(1);
    let pairs = changes.iter().flat_map(|changed| &changed.pairs);
    let changed: HashSet<&str> = pairs.map(|(_, newer)| newer.name.as_str()).collect();
    types
        .alive(last)
        .map(|ty| lineage(types, ty))
        .filter(|forms| forms.len() == last + 1)
        .filter(|forms| forms.iter().any(|ty| changed.contains(ty.name.as_str())))
        .collect()
}

/// Returns tests of conversions from the first to the last api-version, whose intermediate features may be off.
fn long_ways(types: &Types<'_>, samples: &Samples<'_>, lineages: &[Vec<&TypeHistory>]) -> String {
    let mut tests = String::new();
    let history = types.history;
    let versions = &history.api_versions;
    let (Some(first), Some(last), true) = (versions.first(), versions.last(), versions.len() > 2)
    else {
        return tests;
    };
    let service = module_of(history);
    let with_required: Vec<HashSet<&str>> = (0..versions.len())
        .map(|version| types.with_required(version))
        .collect();
    for forms in lineages {
        let (Some(newest), Some(oldest)) = (forms.first(), forms.last()) else {
            continue;
        };
        // A value that lacks what a later api-version requires can't go all the way.
        let mut later = forms.iter().rev().zip(&with_required).skip(1);
        if later.any(|(ty, required)| required.contains(ty.name.as_str())) {
            continue;
        }
        let Some(json) = samples.of(oldest, 0, oldest, 0) else {
            continue;
        };
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
fn features_off(history: &History, lineages: &[Vec<&TypeHistory>]) -> String {
    let mut tests = String::new();
    let Some(newest) = lineages.iter().find_map(|forms| forms.first()) else {
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

/// The types that change at an api-version, each with its predecessor.
struct Changed<'h> {
    pairs: Vec<(&'h TypeHistory, &'h TypeHistory)>,
}

impl<'h> Changed<'h> {
    fn at(types: &Types<'h>, version: usize) -> Self {
        let candidates: Vec<(&TypeHistory, &TypeHistory)> = types
            .alive(version)
            .filter_map(|newer| Some((types.predecessor(newer, version)?, newer)))
            .collect();
        let own = |(older, newer): &(&TypeHistory, &TypeHistory)| {
            older.name != newer.name || parts(older, version - 1) != parts(newer, version)
        };
        // A type that holds one that changed is another one itself.
        let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
        for (_, newer) in &candidates {
            for name in references(newer, version) {
                users.entry(name).or_default().push(&newer.name);
            }
        }
        let changed = reach(
            candidates
                .iter()
                .filter(|pair| own(pair))
                .map(|(_, newer)| newer.name.as_str()),
            &users,
        );
        Self {
            pairs: candidates
                .into_iter()
                .filter(|(_, newer)| changed.contains(newer.name.as_str()))
                .collect(),
        }
    }
}

/// Returns names and those that they lead to.
fn reach<'n>(
    names: impl Iterator<Item = &'n str>,
    edges: &HashMap<&'n str, Vec<&'n str>>,
) -> HashSet<&'n str> {
    let mut waiting: Vec<&str> = names.collect();
    let mut reached = HashSet::new();
    while let Some(name) = waiting.pop() {
        if reached.insert(name) {
            waiting.extend(edges.get(name).into_iter().flatten());
        }
    }
    reached
}

/// The types of a history by name.
struct Types<'h> {
    history: &'h History,
    by_name: HashMap<&'h str, Vec<&'h TypeHistory>>,
}

impl<'h> Types<'h> {
    fn new(history: &'h History) -> Self {
        let mut by_name: HashMap<&str, Vec<&TypeHistory>> = HashMap::new();
        for ty in &history.types {
            by_name.entry(&ty.name).or_default().push(ty);
        }
        Self { history, by_name }
    }

    fn alive(&self, version: usize) -> impl Iterator<Item = &'h TypeHistory> + use<'h> {
        let types = self.history.types.iter();
        types.filter(move |ty| ty.range.contains(version))
    }

    fn find(&self, name: &str, version: usize) -> Option<&'h TypeHistory> {
        let mut named = self.by_name.get(name)?.iter();
        named.find(|ty| ty.range.contains(version)).copied()
    }

    /// Returns the predecessor of a type in the previous api-version.
    fn predecessor(&self, newer: &TypeHistory, version: usize) -> Option<&'h TypeHistory> {
        let was = newer.was.as_ref().filter(|_| newer.range.first == version);
        let older = self.find(was.unwrap_or(&newer.name), version - 1)?;
        let is_same = match (&older.kind, &newer.kind) {
            (KindHistory::Enumeration(was, _), KindHistory::Enumeration(is, _)) => was == is,
            (was, is) => std::mem::discriminant(was) == std::mem::discriminant(is),
        };
        is_same.then_some(older)
    }

    /// Returns the types of an api-version that require a member or hold a type that does.
    fn with_required(&self, version: usize) -> HashSet<&'h str> {
        let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
        for ty in self.alive(version) {
            for name in references(ty, version) {
                users.entry(name).or_default().push(&ty.name);
            }
        }
        let own = self
            .alive(version)
            .filter(|ty| required(ty, version).next().is_some());
        reach(own.map(|ty| ty.name.as_str()), &users)
    }
}

/// Returns the names of the required members of a type.
fn required(ty: &TypeHistory, version: usize) -> impl Iterator<Item = &str> {
    let fields = match &ty.kind {
        KindHistory::Struct(fields) => fields.as_slice(),
        _ => &[],
    };
    let required = alive(fields, version).filter(|field| !field.is_optional());
    required.map(|field| field.wire.as_str())
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
                    "{} {} {:?} {:?}",
                    field.name, field.wire, field.ty, field.presence
                )
            })
            .collect(),
        KindHistory::Enumeration(_, variants) => alive(variants, version)
            .map(|variant| format!("{} {}", variant.name, variant.wire))
            .collect(),
        KindHistory::Union(choices) => alive(choices, version)
            .map(|choice| {
                let one = &choice.alternative;
                format!(
                    "{} {:?} {} {:?}",
                    one.name, one.ty, one.is_closed, choice.when
                )
            })
            .collect(),
    }
}

/// Returns the types that a type names in an api-version.
fn references(ty: &TypeHistory, version: usize) -> Vec<&str> {
    let types: Vec<&Type> = match &ty.kind {
        KindHistory::Struct(fields) => alive(fields, version).map(|field| &field.ty).collect(),
        KindHistory::Enumeration(..) => Vec::new(),
        KindHistory::Union(choices) => alive(choices, version)
            .map(|choice| &choice.alternative.ty)
            .collect(),
    };
    types.into_iter().flat_map(Type::names).collect()
}
