//! Rules: the parts that they match, the change, and the origin.

use crate::pattern::Pattern;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    history::{History, KindHistory, TypeHistory},
    words::nearest,
};

/// Kind of part that a rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Type,
    Member,
    Value,
    Operation,
    Parameter,
    Module,
}

impl PartKind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Member => "member",
            Self::Value => "value",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Module => "module",
        }
    }
}

/// Patterns that a rule matches parts with.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// Type or operation that contains the parts.
    pub(super) owner: Option<Pattern>,
    pub(super) name: Pattern,
}

/// Change that a rule makes.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Another type replaces it.
    Extern(super::ExternType),
    Attribute(String),
    Derive(String),
    Rename(String),
    Docs(String),
}

/// Origin of a rule.
#[derive(Clone, Debug)]
pub(super) enum RuleOrigin {
    /// A call of a builder method.
    Call(String),
    /// A configuration file.
    File { key: Place, value: Place },
}

/// A rule: one change to all parts that match.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) part: Part,
    pub(super) change: Change,
    pub(super) origin: RuleOrigin,
}

impl Rule {
    /// Builds a diagnostic at the origin of the rule.
    pub(super) fn problem(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, message);
        match &self.origin {
            RuleOrigin::File { key, .. } if code == Code::IdleRule => diagnostic.at(key.clone()),
            RuleOrigin::File { value, .. } => diagnostic.at(value.clone()),
            RuleOrigin::Call(call) => diagnostic.note(format!("requested by `{call}`")),
        }
    }

    /// Returns the name of a part that the rule matches: the Rust name or the name in the document.
    fn matched_name<'n>(&self, part: &Named<'n>) -> Option<&'n str> {
        if self.part.kind != part.kind {
            return None;
        }
        if let Some(owner) = &self.part.owner
            && !part.owner.iter().any(|name| owner.matched(name).is_some())
        {
            return None;
        }
        let is_match = |name: &&&str| self.part.name.matched(name).is_some();
        part.names.iter().find(is_match).copied()
    }

    /// Returns whether the rule has no wildcard and so matches one part.
    pub(super) fn matches_one_part(&self) -> bool {
        self.part.name.is_name() && self.part.owner.as_ref().is_none_or(Pattern::is_name)
    }
}

/// Names of a part: the Rust name and the name in the document.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) kind: PartKind,
    pub(super) owner: [&'n str; 2],
    pub(super) names: [&'n str; 2],
}

/// Rules in their order.
#[derive(Clone, Copy)]
pub(super) struct Rules<'r>(pub(super) &'r [Rule]);

impl<'r> Rules<'r> {
    /// Returns the rules that match a part, each with the name that it matches.
    pub(super) fn matching<'n>(self, part: Named<'n>) -> Vec<(&'r Rule, &'n str)> {
        let rules = self.0.iter();
        rules
            .filter_map(|rule| Some((rule, rule.matched_name(&part)?)))
            .collect()
    }

    /// Reports the rules that match nothing.
    pub(super) fn check(self, histories: &[History], diagnostics: &mut Diagnostics) {
        let mut idle: Vec<&Rule> = self.0.iter().collect();
        for history in histories {
            visit_parts(history, &mut |part| {
                idle.retain(|rule| rule.matched_name(&part).is_none())
            });
        }
        for rule in idle {
            diagnostics.push(idle_rule(rule, histories));
        }
    }
}

/// Builds the error for a rule that matches nothing.
fn idle_rule(rule: &Rule, histories: &[History]) -> Diagnostic {
    let Part { kind, owner, name } = &rule.part;
    let mut owners: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for history in histories {
        visit_parts(history, &mut |part| {
            if part.kind != *kind {
                return;
            }
            let is_match =
                |owner: &Pattern| part.owner.iter().any(|name| owner.matched(name).is_some());
            if owner.as_ref().is_none_or(is_match) {
                names.extend(part.names.map(str::to_owned));
            }
            owners.extend(part.owner.map(str::to_owned));
        });
    }
    names.dedup();
    // There are few modules, unlike types.
    let all = (*kind == PartKind::Module && !names.is_empty()).then(|| names.join(", "));
    let (what, wanted, known) = match owner {
        Some(owner) if names.is_empty() => {
            let what = match kind {
                PartKind::Parameter => "operation with parameters",
                PartKind::Value => "type with values",
                _ => "type with members",
            };
            (what.to_owned(), owner, owners)
        }
        Some(owner) => (
            format!("{} of `{}`", kind.as_str(), owner.as_str()),
            name,
            names,
        ),
        None => (kind.as_str().to_owned(), name, names),
    };
    let wanted = wanted.as_str();
    let message = match owner {
        Some(_) if what.contains(" of ") => format!("no {what} has the name `{wanted}`"),
        _ => format!("there is no {what} `{wanted}`"),
    };
    let diagnostic = rule.problem(Code::IdleRule, message);
    match nearest(wanted, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => match all {
            Some(all) => diagnostic.help(format!("there is: {all}")),
            None => diagnostic,
        },
    }
}

/// Returns the name of a type's component schema, or else its Rust name.
pub(super) fn schema(definition: &TypeHistory) -> String {
    let pointer = definition.place.pointer();
    let is_component = ["/components/schemas/", "/definitions/"]
        .iter()
        .find_map(|start| pointer.strip_prefix(start));
    let name = is_component.filter(|name| !name.contains('/'));
    name.map_or_else(
        || definition.name.clone(),
        |name| name.replace("~1", "/").replace("~0", "~"),
    )
}

/// Calls `visit` with each part of a history.
fn visit_parts(history: &History, visit: &mut impl FnMut(Named<'_>)) {
    let none = ["", ""];
    let mut part = |kind, owner: [&str; 2], names: [&str; 2]| visit(Named { kind, owner, names });
    part(PartKind::Module, none, [&history.service, &history.service]);
    for version in history
        .api_versions
        .iter()
        .filter(|_| !history.is_unversioned)
    {
        let module = history.version_module(version);
        part(PartKind::Module, none, [&module, version]);
    }
    for definition in &history.types {
        let schema = schema(definition);
        let own = [definition.name.as_str(), schema.as_str()];
        part(PartKind::Type, none, own);
        match &definition.kind {
            KindHistory::Struct(fields) => {
                for field in fields.iter().map(|field| &field.value) {
                    part(PartKind::Member, own, [&field.name, &field.wire]);
                }
            }
            KindHistory::Enumeration(_, variants) => {
                for variant in variants.iter().map(|variant| &variant.value) {
                    part(PartKind::Value, own, [&variant.name, &variant.wire]);
                }
            }
            KindHistory::Union(choices) => {
                for choice in choices {
                    let name = &choice.value.alternative.name;
                    part(PartKind::Value, own, [name, name]);
                }
            }
        }
    }
    for alias in &history.aliases {
        part(PartKind::Type, none, [&alias.name, &alias.name]);
    }
    for operation in &history.operations {
        let own = [operation.newest.name.as_str(), operation.newest.id.as_str()];
        part(PartKind::Operation, none, own);
        for parameter in operation.parameters.iter().map(|one| &one.value) {
            part(PartKind::Parameter, own, [&parameter.name, &parameter.wire]);
        }
    }
}
