//! Applies rules to the parts of a history.

use std::collections::HashSet;

use super::{
    attributes, derives,
    matched::MatchedRules,
    names::{self, OriginalNames},
    rule::{Change, Named, PartKind, Rule, Rules, schema},
};
use crate::{
    diagnostic::{Code, Diagnostics},
    history::{History, KindHistory},
    model::{Docs, Role},
};

/// A part during the changes.
struct Target<'t> {
    role: Role,
    name: &'t mut String,
    docs: &'t mut Docs,
    attributes: Option<&'t mut Vec<String>>,
}

impl Target<'_> {
    /// Applies the changes that do not depend on other parts.
    fn change(self, rules: &[(&Rule, &str)], diagnostics: &mut Diagnostics) {
        let Self {
            role,
            name,
            docs,
            attributes,
        } = self;
        if let Some(new) = names::new_name(rules, role, diagnostics) {
            *name = new;
        }
        describe(rules, docs);
        if let Some(list) = attributes {
            attributes::add(rules, list, diagnostics);
        }
    }
}

/// Sets the description of the last rule that has one.
fn describe(rules: &[(&Rule, &str)], docs: &mut Docs) {
    for (rule, _) in rules {
        if let Change::Docs(text) = &rule.change {
            docs.text.clone_from(text);
        }
    }
}

/// Applies to each part the rules that match it.
pub(super) fn change_parts<'r>(
    history: &mut History,
    rules: Rules<'r>,
    diagnostics: &mut Diagnostics,
) -> MatchedRules<'r> {
    let before = OriginalNames::of(history);
    let mut found = MatchedRules::default();
    let none = ["", ""];
    let service = history.service.clone();
    let about = rules.matching(Named {
        kind: PartKind::Module,
        owner: none,
        names: [&service, &service],
    });
    if let Some(name) = names::new_name(&about, Role::Field, diagnostics) {
        history.module = Some(name);
    }
    names::rename_version_modules(history, rules, diagnostics);
    types(history, rules, &mut found, diagnostics);
    aliases(history, rules, &mut found, diagnostics);
    operations(history, rules, &mut found, diagnostics);
    before.relink(history, diagnostics);
    found
}

fn types<'r>(
    history: &mut History,
    rules: Rules<'r>,
    found: &mut MatchedRules<'r>,
    diagnostics: &mut Diagnostics,
) {
    for (index, definition) in history.types.iter_mut().enumerate() {
        let (name, schema) = (definition.name.clone(), schema(definition));
        let owner = [name.as_str(), schema.as_str()];
        let about = rules.matching(Named {
            kind: PartKind::Type,
            owner: ["", ""],
            names: owner,
        });
        if let Some(new) = names::new_name(&about, Role::Type, diagnostics) {
            found.names.insert(name.clone(), new, &about);
        }
        describe(&about, &mut definition.docs);
        attributes::add(&about, &mut definition.attributes, diagnostics);
        for (rule, _) in &about {
            match &rule.change {
                Change::Extern(_) => {
                    found.externs.entry(name.clone()).or_insert(rule);
                }
                Change::Derive(_) => derives::add_type(rule, index, &mut found.derives),
                _ => {}
            }
        }
        let about = |kind, names: [&str; 2], target: Target<'_>, diagnostics: &mut _| {
            let rules = rules.matching(Named { kind, owner, names });
            target.change(&rules, diagnostics);
        };
        match &mut definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields.iter_mut().map(|field| &mut field.value) {
                    let name = field.name.clone();
                    let target = Target {
                        role: Role::Field,
                        name: &mut field.name,
                        docs: &mut field.docs,
                        attributes: Some(&mut field.attributes),
                    };
                    about(PartKind::Member, [&name, &field.wire], target, diagnostics);
                }
            }
            KindHistory::Enumeration(_, variants) => {
                for variant in variants.iter_mut().map(|variant| &mut variant.value) {
                    let name = variant.name.clone();
                    let target = Target {
                        role: Role::Variant,
                        name: &mut variant.name,
                        docs: &mut variant.docs,
                        attributes: Some(&mut variant.attributes),
                    };
                    about(PartKind::Value, [&name, &variant.wire], target, diagnostics);
                }
            }
            KindHistory::Union(choices) => {
                for choice in choices.iter_mut().map(|choice| &mut choice.value) {
                    let alternative = &mut choice.alternative;
                    let name = alternative.name.clone();
                    let target = Target {
                        role: Role::Variant,
                        name: &mut alternative.name,
                        docs: &mut alternative.docs,
                        attributes: None,
                    };
                    about(PartKind::Value, [&name, &name], target, diagnostics);
                }
            }
        }
    }
}

/// Renames and describes aliases. They have no attributes, derives and extern types of their own.
fn aliases<'r>(
    history: &mut History,
    rules: Rules<'r>,
    found: &mut MatchedRules<'r>,
    diagnostics: &mut Diagnostics,
) {
    let types: HashSet<&str> = history.types.iter().map(|ty| ty.name.as_str()).collect();
    for alias in &mut history.aliases {
        let name = alias.name.clone();
        let about = rules.matching(Named {
            kind: PartKind::Type,
            owner: ["", ""],
            names: [&name, &name],
        });
        if let Some(new) = names::new_name(&about, Role::Type, diagnostics) {
            found.names.insert(name.clone(), new, &about);
        }
        describe(&about, &mut alias.docs);
        // In other api-versions, a type may have the name.
        let is_only_alias = !types.contains(name.as_str());
        let own = about.iter().filter(|(rule, _)| rule.matches_one_part());
        for (rule, _) in own.filter(|_| is_only_alias) {
            if let Change::Extern(_) | Change::Derive(_) | Change::Attribute(_) = &rule.change {
                let message = format!("`{name}` is an alias, no type of its own");
                diagnostics.push(
                    rule.problem(Code::IdleRule, message)
                        .help("write the rule for the type that it means"),
                );
            }
        }
    }
}

fn operations<'r>(
    history: &mut History,
    rules: Rules<'r>,
    found: &mut MatchedRules<'r>,
    diagnostics: &mut Diagnostics,
) {
    for operation in &mut history.operations {
        let newest = &mut operation.newest;
        let (name, id) = (newest.name.clone(), newest.id.clone());
        let owner = [name.as_str(), id.as_str()];
        let about = rules.matching(Named {
            kind: PartKind::Operation,
            owner: ["", ""],
            names: owner,
        });
        if let Some(new) = names::new_name(&about, Role::Operation, diagnostics) {
            found.names.insert(name.clone(), new, &about);
        }
        describe(&about, &mut newest.docs);
        for parameter in operation.parameters.iter_mut().map(|one| &mut one.value) {
            let (name, wire) = (parameter.name.clone(), parameter.wire.clone());
            let about = rules.matching(Named {
                kind: PartKind::Parameter,
                owner,
                names: [&name, &wire],
            });
            let target = Target {
                role: Role::Field,
                name: &mut parameter.name,
                docs: &mut parameter.docs,
                attributes: None,
            };
            target.change(&about, diagnostics);
        }
    }
}
