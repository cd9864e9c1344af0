//! Derives added by rules.

use std::collections::BTreeMap;

use syn::{Path, Token, parse::Parser, punctuated::Punctuated};

use super::{
    matched::MatchedRules,
    rule::{Change, Rule},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    history::{History, KindHistory, TypeHistory},
    model::{Presence, Type, ValueKind},
};

/// Adds a type to the types that a rule matches.
pub(super) fn add_type<'r>(rule: &'r Rule, ty: usize, derives: &mut Vec<(&'r Rule, Vec<usize>)>) {
    match derives
        .iter_mut()
        .find(|(known, _)| std::ptr::eq(*known, rule))
    {
        Some((_, types)) => types.push(ty),
        None => derives.push((rule, vec![ty])),
    }
}

/// A trait to derive: its path as written, and its last segment.
struct TraitPath {
    path: String,
    name: String,
}

/// Reason why a trait cannot be derived, and the location that causes it.
type Reason = (String, Option<Place>);

/// Adds the derives of rules to the types that they match.
pub(super) fn apply(
    history: &mut History,
    found: &MatchedRules<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut inexact = None;
    for (rule, types) in &found.derives {
        let Change::Derive(text) = &rule.change else {
            continue;
        };
        let parsed = Punctuated::<Path, Token![,]>::parse_terminated.parse_str(text);
        let Some(traits) = parsed.ok().filter(|traits| !traits.is_empty()) else {
            let error = rule.problem(
                Code::UnderivableTrait,
                format!("`{text}` is not a list of traits"),
            );
            diagnostics.push(error.help("write them as in `#[derive(...)]`: `Eq, Hash`"));
            continue;
        };
        let traits: Vec<TraitPath> = traits.iter().filter_map(trait_path).collect();
        let mut refused: Vec<(String, String, Reason)> = Vec::new();
        for index in types {
            let inexact = inexact.get_or_insert_with(|| inexact_types(history, found));
            let Some(definition) = history.types.get_mut(*index) else {
                continue;
            };
            let mut added: Vec<&str> = Vec::new();
            for one in &traits {
                match verdict(definition, &one.name, inexact) {
                    Verdict::Possible if !is_derived(definition, &one.name) => {
                        added.push(&one.path)
                    }
                    Verdict::Possible | Verdict::Implemented => {}
                    Verdict::Impossible(reason) => {
                        refused.push((definition.name.clone(), one.name.clone(), reason));
                    }
                }
            }
            if !added.is_empty() {
                let text = format!("#[derive({})]", added.join(", "));
                definition.attributes.push(text);
            }
        }
        report(rule, refused, diagnostics);
    }
}

fn trait_path(path: &Path) -> Option<TraitPath> {
    let name = path.segments.last()?.ident.to_string();
    let colon = path.leading_colon.map_or("", |_| "::");
    let segments = path.segments.iter().map(|one| one.ident.to_string());
    let segments: Vec<_> = segments.collect();
    Some(TraitPath {
        path: format!("{colon}{}", segments.join("::")),
        name,
    })
}

/// Returns whether an earlier rule has added a trait.
fn is_derived(definition: &TypeHistory, name: &str) -> bool {
    let lists = definition.attributes.iter();
    let lists = lists.filter_map(|text| text.strip_prefix("#[derive(")?.strip_suffix(")]"));
    let mut names = lists.flat_map(|list| list.split(", "));
    names.any(|path| path.rsplit("::").next() == Some(name))
}

enum Verdict {
    Possible,
    /// The generated code implements the trait anyway.
    Implemented,
    Impossible(Reason),
}

fn verdict(definition: &TypeHistory, name: &str, inexact: &BTreeMap<String, Reason>) -> Verdict {
    let is_enumeration = matches!(definition.kind, KindHistory::Enumeration(..));
    let is_integer = matches!(
        definition.kind,
        KindHistory::Enumeration(ValueKind::Integer, _)
    );
    let has_required = match &definition.kind {
        KindHistory::Struct(fields) => fields.iter().any(|field| {
            matches!(
                field.value.presence,
                Presence::Required | Presence::Requested
            )
        }),
        KindHistory::Enumeration(..) | KindHistory::Union(_) => true,
    };
    let impossible = |reason: &str| Verdict::Impossible((reason.to_owned(), None));
    match name {
        "Clone" | "Debug" | "PartialEq" => Verdict::Implemented,
        "Eq" | "Hash" if is_enumeration => Verdict::Implemented,
        "Eq" | "Hash" => match inexact.get(&definition.name) {
            Some(reason) => Verdict::Impossible(reason.clone()),
            None => Verdict::Possible,
        },
        "Default" if !has_required => Verdict::Implemented,
        "Default" => impossible("it has required values"),
        "Copy" if is_integer => Verdict::Implemented,
        "Copy" => impossible("it contains strings"),
        "PartialOrd" | "Ord" => impossible("kept values have no order"),
        "Serialize" | "Deserialize" => {
            impossible("the generated code implements it, so that nothing is lost")
        }
        _ => Verdict::Possible,
    }
}

/// Returns the types that contain a binary float, which has no `Eq`, with the reason.
fn inexact_types(history: &History, customized: &MatchedRules<'_>) -> BTreeMap<String, Reason> {
    let mut found: BTreeMap<String, Reason> = BTreeMap::new();
    loop {
        let before = found.len();
        for definition in &history.types {
            // The traits of an extern type are unknown.
            let is_generated = !customized.externs.contains_key(&definition.name);
            if is_generated
                && !found.contains_key(&definition.name)
                && let Some(reason) = inexact_part(definition, &found)
            {
                found.insert(definition.name.clone(), reason);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn inexact_part(definition: &TypeHistory, known: &BTreeMap<String, Reason>) -> Option<Reason> {
    let part = |ty: &Type, name: &str, place: &Place| {
        if is_float(ty) {
            let reason = format!("its `{name}` is a binary float");
            return Some((reason, Some(place.clone())));
        }
        let inner = ty
            .names()
            .into_iter()
            .find(|inner| known.contains_key(*inner))?;
        let reason = format!("its `{name}` is a `{inner}`, which contains a binary float");
        Some((reason, Some(place.clone())))
    };
    match &definition.kind {
        KindHistory::Struct(fields) => fields
            .iter()
            .map(|field| &field.value)
            .find_map(|field| part(&field.ty, &field.name, &field.place)),
        KindHistory::Union(choices) => choices
            .iter()
            .map(|choice| &choice.value.alternative)
            .find_map(|one| part(&one.ty, &one.name, &one.place)),
        KindHistory::Enumeration(..) => None,
    }
}

fn is_float(ty: &Type) -> bool {
    match ty {
        Type::Float => true,
        Type::Array(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner)
        | Type::Erased(inner) => is_float(inner),
        Type::Tuple(elements) => elements.iter().any(is_float),
        _ => false,
    }
}

/// Reports traits that cannot be derived: an error if the rule names the type, a warning if a wildcard matches it.
fn report(rule: &Rule, refused: Vec<(String, String, Reason)>, diagnostics: &mut Diagnostics) {
    const SHOWN: usize = 5;
    if rule.matches_one_part() {
        for (ty, name, (reason, place)) in refused {
            let error = rule.problem(
                Code::UnderivableTrait,
                format!("`{name}` cannot be derived for `{ty}`: {reason}"),
            );
            diagnostics.push(with_cause(error, place));
        }
        return;
    }
    let mut by_trait: BTreeMap<String, Vec<(String, Reason)>> = BTreeMap::new();
    for (ty, name, reason) in refused {
        by_trait.entry(name).or_default().push((ty, reason));
    }
    for (name, types) in by_trait {
        let count = types.len();
        let mut warning = rule.problem(
            Code::SkippedTrait,
            format!(
                "`{name}` cannot be derived for {count} of the types that `{}` matches",
                rule.part.name.as_str()
            ),
        );
        let more = count.saturating_sub(SHOWN);
        for (ty, (reason, place)) in types.into_iter().take(SHOWN) {
            warning = with_cause(warning.note(format!("not for `{ty}`: {reason}")), place);
        }
        if more > 0 {
            warning = warning.note(format!("and not for {more} more"));
        }
        diagnostics.push(warning);
    }
}

fn with_cause(diagnostic: Diagnostic, place: Option<Place>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.also(place, "because of this"),
        None => diagnostic,
    }
}
