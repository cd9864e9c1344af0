//! Renames, and the references to renamed parts.

use std::collections::BTreeMap;

use billing_macros_expand::version::is_reserved_module;

use super::rule::{Change, Named, PartKind, Rule, Rules};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    history::{History, KindHistory, Range, Ranged},
    model::{self, Role, Type},
};

/// Returns the new name of a part. A rule that names the part wins over a rule with wildcards, and the first rule over
/// others.
pub(super) fn new_name(
    rules: &[(&Rule, &str)],
    role: Role,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let (rule, meant, to) = rename_rule(rules)?;
    let Some(name) = rule.part.name.replaced(meant, to) else {
        diagnostics.push(rule.problem(
            Code::CustomName,
            format!("`{to}` has more `*` than `{}`", rule.part.name.as_str()),
        ));
        return None;
    };
    match model::name_problem(role, &name) {
        None => Some(name),
        Some((problem, example)) => {
            diagnostics.push(
                rule.problem(Code::CustomName, format!("`{name}` {problem}"))
                    .help(format!("write `{example}`, for example")),
            );
            None
        }
    }
}

/// Returns the rule that renames a part, the name that it matched, and the new name.
fn rename_rule<'r, 'n>(rules: &[(&'r Rule, &'n str)]) -> Option<(&'r Rule, &'n str, &'r str)> {
    let named = rules.iter().filter_map(|(rule, meant)| match &rule.change {
        Change::Rename(to) => Some((*rule, *meant, to.as_str())),
        _ => None,
    });
    named.min_by_key(|(rule, ..)| !rule.matches_one_part())
}

/// Renames the modules of api-versions. Rules match the name of the module or the api-version.
pub(super) fn rename_version_modules(
    history: &mut History,
    rules: Rules<'_>,
    diagnostics: &mut Diagnostics,
) {
    if history.is_unversioned {
        return;
    }
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for version in history.api_versions.clone() {
        let module = history.version_module(&version);
        let about = rules.matching(Named {
            kind: PartKind::Module,
            owner: ["", ""],
            names: [&module, &version],
        });
        let name = new_name(&about, Role::Field, diagnostics);
        let module = match &name {
            Some(name) => name.clone(),
            None => module.clone(),
        };
        let problem = match taken.get(&module) {
            // Names that no rule gives are compared when the definitions are checked.
            Some(other) if name.is_none() && !history.version_modules.contains_key(other) => None,
            Some(other) => Some(format!(
                "the modules of api-versions {other} and {version} would both be `{module}`"
            )),
            None if name.is_some() && is_reserved_module(&module) => {
                Some(format!("`{module}` is reserved for the generated code"))
            }
            None => None,
        };
        if let Some(problem) = problem {
            let rule = about.first().map(|(rule, _)| *rule);
            diagnostics.push(match rule {
                Some(rule) => rule.problem(Code::CustomName, problem),
                None => Diagnostic::new(Code::CustomName, problem),
            });
            continue;
        }
        taken.insert(module, version.clone());
        if let Some(name) = name {
            history.version_modules.insert(version, name);
        }
    }
}

/// New names of types and operations by their old names.
#[derive(Default)]
pub(super) struct NewNames<'r>(BTreeMap<String, (String, &'r Rule)>);

impl<'r> NewNames<'r> {
    pub(super) fn insert(&mut self, old: String, new: String, rules: &[(&'r Rule, &str)]) {
        if let Some((rule, ..)) = rename_rule(rules) {
            self.0.entry(old).or_insert((new, rule));
        }
    }

    fn rename(&self, name: &mut String) {
        if let Some((new, _)) = self.0.get(name.as_str()) {
            name.clone_from(new);
        }
    }

    /// Renames types and operations in the whole history.
    pub(super) fn apply(&self, history: &mut History, diagnostics: &mut Diagnostics) {
        if self.0.is_empty() {
            return;
        }
        self.check(history, diagnostics);
        super::walk::visit_types(history, &mut |ty| {
            if let Type::Named(name) | Type::Alias { name, .. } = ty {
                self.rename(name);
            }
        });
        for definition in &mut history.types {
            self.rename(&mut definition.name);
            self.rename_was(&mut definition.was, &definition.name);
        }
        for alias in &mut history.aliases {
            self.rename(&mut alias.name);
        }
        for operation in &mut history.operations {
            self.rename(&mut operation.newest.name);
            self.rename_was(&mut operation.was, &operation.newest.name);
        }
    }

    fn rename_was(&self, was: &mut Option<String>, name: &str) {
        if let Some(was) = was {
            self.rename(was);
        }
        was.take_if(|was| was == name);
    }

    /// Reports new names that are taken.
    fn check(&self, history: &History, diagnostics: &mut Diagnostics) {
        let types = history.types.iter();
        let types = types.map(|one| (one.name.as_str(), one.range, &one.place));
        let aliases = history.aliases.iter();
        let aliases = aliases.map(|one| (one.name.as_str(), one.range, &one.place));
        let operations = history.operations.iter();
        let operations =
            operations.map(|one| (one.newest.name.as_str(), one.range, &one.newest.place));
        let all: Vec<_> = types
            .chain(aliases)
            .chain(operations)
            .map(|(old, range, place)| {
                let renamed = self.0.get(old);
                (
                    old,
                    renamed.map_or(old, |(new, _)| new),
                    range,
                    place,
                    renamed,
                )
            })
            .collect();
        for (old, new, range, _, renamed) in &all {
            let Some((_, rule)) = renamed else { continue };
            let taken = all.iter().find(|(other, name, there, ..)| {
                other != old && name == new && ranges_overlap(*range, *there)
            });
            if let Some((other, _, _, place, _)) = taken {
                diagnostics.push(
                    rule.problem(
                        Code::CustomName,
                        format!("`{old}` cannot have the name `{new}`: `{other}` has it"),
                    )
                    .also((*place).clone(), format!("`{other}` is defined here")),
                );
            }
        }
    }
}

fn ranges_overlap(one: Range, other: Range) -> bool {
    let begins_before_end = |one: Range, other: Range| other.end.is_none_or(|end| one.first < end);
    begins_before_end(one, other) && begins_before_end(other, one)
}

/// Name of a part of a definition.
struct NamedPart<'h> {
    range: Range,
    name: &'h mut String,
    was: Option<&'h mut Option<String>>,
    place: &'h Place,
}

/// Names of the parts of a definition or an operation.
struct NamedParts<'h> {
    owner: String,
    was: Option<String>,
    kind: &'static str,
    parts: Vec<NamedPart<'h>>,
}

/// Returns the names of the parts of all definitions and operations, in their order.
fn named_parts(history: &mut History) -> Vec<NamedParts<'_>> {
    let mut all = Vec::new();
    for definition in &mut history.types {
        let (kind, parts) = match &mut definition.kind {
            KindHistory::Struct(fields) => ("members", fields.iter_mut().map(field).collect()),
            KindHistory::Enumeration(_, variants) => {
                let variant = |one: &mut Ranged<model::Variant>| one.range;
                let parts = variants.iter_mut().map(|one| NamedPart {
                    range: variant(one),
                    name: &mut one.value.name,
                    was: Some(&mut one.value.was),
                    place: &one.value.place,
                });
                ("values", parts.collect())
            }
            KindHistory::Union(choices) => {
                let parts = choices.iter_mut().map(|one| NamedPart {
                    range: one.range,
                    name: &mut one.value.alternative.name,
                    was: None,
                    place: &one.value.alternative.place,
                });
                ("values", parts.collect())
            }
        };
        all.push(NamedParts {
            owner: definition.name.clone(),
            was: definition.was.clone(),
            kind,
            parts,
        });
    }
    for operation in &mut history.operations {
        let parts = operation.parameters.iter_mut().map(|one| NamedPart {
            range: one.range,
            name: &mut one.value.name,
            was: Some(&mut one.value.was),
            place: &one.value.place,
        });
        all.push(NamedParts {
            owner: operation.newest.name.clone(),
            was: operation.was.clone(),
            kind: "parameters",
            parts: parts.collect(),
        });
    }
    all
}

fn field(one: &mut Ranged<model::Field>) -> NamedPart<'_> {
    NamedPart {
        range: one.range,
        name: &mut one.value.name,
        was: Some(&mut one.value.was),
        place: &one.value.place,
    }
}

/// Names of all parts before renaming.
pub(super) struct OriginalNames(Vec<Vec<String>>);

impl OriginalNames {
    pub(super) fn of(history: &mut History) -> Self {
        let entries = named_parts(history);
        let names = |one: &NamedParts<'_>| one.parts.iter().map(|part| part.name.clone()).collect();
        Self(entries.iter().map(names).collect())
    }

    /// Updates `was` of the parts that continue a renamed part.
    pub(super) fn relink(&self, history: &mut History, diagnostics: &mut Diagnostics) {
        let mut all = named_parts(history);
        let is_same = all.iter().zip(&self.0).all(|(one, before)| {
            let names = one.parts.iter().zip(before);
            names
                .into_iter()
                .all(|(part, before)| *part.name == *before)
        });
        if is_same {
            return;
        }
        report_clashes(&all, diagnostics);
        // Ranges and new names of each part, by owner and old name.
        let mut known: BTreeMap<(String, String), Vec<(Range, String)>> = BTreeMap::new();
        for (one, before) in all.iter().zip(&self.0) {
            for (part, before) in one.parts.iter().zip(before) {
                let key = (one.owner.clone(), before.clone());
                let lives = known.entry(key).or_default();
                lives.push((part.range, part.name.clone()));
            }
        }
        for (one, before) in all.iter_mut().zip(&self.0) {
            let owners = [Some(one.owner.clone()), one.was.clone()];
            for (part, old) in one.parts.iter_mut().zip(before) {
                let Some(was) = &mut part.was else { continue };
                let Some(version) = part.range.first.checked_sub(1) else {
                    continue;
                };
                let predecessor = was.as_ref().unwrap_or(old);
                let new = owners.iter().flatten().find_map(|owner| {
                    let lives = known.get(&(owner.clone(), predecessor.clone()))?;
                    let mut lives = lives.iter();
                    lives.find(|(range, _)| range.contains(version))
                });
                if let Some((_, new)) = new {
                    **was = (new != part.name).then(|| new.clone());
                }
            }
        }
    }
}

/// Reports parts with the same name in overlapping ranges.
fn report_clashes(all: &[NamedParts<'_>], diagnostics: &mut Diagnostics) {
    for one in all {
        for (index, part) in one.parts.iter().enumerate() {
            let before = one.parts.iter().take(index);
            let taken = before
                .into_iter()
                .find(|other| *other.name == *part.name && ranges_overlap(other.range, part.range));
            if let Some(other) = taken {
                diagnostics.push(
                    Diagnostic::new(
                        Code::NameClash,
                        format!(
                            "two {} of `{}` have the name `{}`",
                            one.kind, one.owner, part.name
                        ),
                    )
                    .at(part.place.clone())
                    .label("this one")
                    .also(other.place.clone(), "and this one"),
                );
            }
        }
    }
}
