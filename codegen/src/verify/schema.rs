//! Evaluation of a schema as JSON Schema defines it, for the keywords that make no difference to a type.

use std::sync::Arc;

use super::{limits, lookups::Lookups};
use crate::{
    model::Constraint,
    source::{File, JsonValue, Node, Workspace, percent_decoded},
};

/// The result of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Valid,
    Invalid,
    /// A reference leads nowhere, a keyword is not evaluated, or the evaluation takes too many steps.
    Unknown,
}

impl Verdict {
    fn of(is_valid: bool) -> Self {
        match is_valid {
            true => Self::Valid,
            false => Self::Invalid,
        }
    }

    /// Combines the verdicts of keywords that all hold.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Invalid, _) | (_, Self::Invalid) => Self::Invalid,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::Valid,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Valid => Self::Invalid,
            Self::Invalid => Self::Valid,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// A schema in its file.
#[derive(Clone, Copy)]
pub(super) struct At<'s> {
    pub(super) file: &'s Arc<File>,
    pub(super) node: &'s Node,
}

impl<'s> At<'s> {
    pub(super) fn get(self, name: &str) -> Option<Self> {
        let node = self.node.get(name)?;
        Some(Self { node, ..self })
    }

    pub(super) fn elements(self, name: &str) -> impl Iterator<Item = Self> {
        let elements = match self.node.get(name) {
            Some(Node::Sequence(elements)) => elements.as_slice(),
            _ => &[],
        };
        elements.iter().map(move |node| Self { node, ..self })
    }

    pub(super) fn members(self, name: &str) -> impl Iterator<Item = (&'s String, Self)> {
        let members = self.node.get(name).and_then(Node::as_mapping);
        let members = members.into_iter().flatten();
        members.map(move |(name, node)| (name, Self { node, ..self }))
    }
}

/// Schemas that nest deeper are not evaluated.
const DEEPEST: usize = 64;

/// The steps for one example: the number of pairs of a schema and a value.
const STEPS: usize = 200_000;

/// Keywords whose evaluation needs what other keywords evaluated, or the way to the schema.
const NOT_EVALUATED: [&str; 5] = [
    "unevaluatedProperties",
    "unevaluatedItems",
    "$dynamicRef",
    "$recursiveRef",
    "discriminator",
];

/// Evaluates schemas for one example.
pub(super) struct Evaluator<'w> {
    workspace: &'w Workspace,
    pub(super) lookups: &'w mut Lookups,
    steps: usize,
    depth: usize,
    /// True if the schema is a part of an `allOf`, which describes a part of the members.
    is_part: bool,
}

impl<'w> Evaluator<'w> {
    pub(super) fn new(workspace: &'w Workspace, lookups: &'w mut Lookups) -> Self {
        Self {
            workspace,
            lookups,
            steps: STEPS,
            depth: 0,
            is_part: false,
        }
    }

    /// Takes a step; false after the last one.
    pub(super) fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    /// Returns the file and the node that a reference leads to.
    pub(super) fn target(&self, from: &Arc<File>, reference: &str) -> Option<(Arc<File>, String)> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = percent_decoded(pointer)?;
        let file = match path {
            "" => Arc::clone(from),
            path => self.workspace.known_file(from, path)?.1?,
        };
        (pointer.is_empty() || pointer.starts_with('/')).then_some((file, pointer))
    }

    /// Evaluates a value against a schema.
    pub(super) fn evaluate(&mut self, schema: At<'_>, value: &Node) -> Verdict {
        if !self.enter() {
            return Verdict::Unknown;
        }
        let verdict = match schema.node {
            Node::Bool(allows) => Verdict::of(*allows),
            Node::Mapping(_) => self.keywords(schema, value),
            _ => Verdict::Unknown,
        };
        self.leave();
        verdict
    }

    /// Takes a step into a schema; false if there are none left, or the schemas nest too deeply.
    pub(super) fn enter(&mut self) -> bool {
        let is_entered = self.depth < DEEPEST && self.step();
        self.depth += usize::from(is_entered);
        is_entered
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn keywords(&mut self, schema: At<'_>, value: &Node) -> Verdict {
        let mut verdict = Verdict::Valid;
        if NOT_EVALUATED
            .iter()
            .any(|name| schema.node.get(name).is_some())
        {
            verdict = Verdict::Unknown;
        }
        if let Some(reference) = schema.node.get("$ref").and_then(Node::as_str) {
            let target = self.target(schema.file, reference);
            let at = target.as_ref().and_then(|(file, pointer)| {
                let node = file.node.pointed(pointer)?;
                Some(At { file, node })
            });
            verdict = verdict.and(match at {
                Some(at) => self.evaluate(at, value),
                None => Verdict::Unknown,
            });
            if !is_of_2020(schema.file) {
                return verdict;
            }
        }
        if is_allowed_null(schema.node, value) {
            return verdict;
        }
        for (_, found) in self.each_constraint(schema.node, value) {
            verdict = verdict.and(found);
        }
        if verdict != Verdict::Invalid {
            verdict = verdict.and(self.parts(schema, value));
        }
        if verdict != Verdict::Invalid {
            verdict = verdict.and(self.choices(schema, value));
        }
        if verdict != Verdict::Invalid {
            verdict = verdict.and(self.conditions(schema, value));
        }
        verdict
    }

    /// Evaluates the type, the listed values, limits and patterns, each with its keyword.
    pub(super) fn each_constraint(
        &mut self,
        schema: &Node,
        value: &Node,
    ) -> Vec<(&'static str, Verdict)> {
        let mut found = vec![("type", is_of_type(schema, value))];
        if let Some(expected) = schema.get("const") {
            let is_equal = JsonValue::new(expected) == JsonValue::new(value);
            found.push(("const", Verdict::of(is_equal)));
        }
        if let Some(listed @ Node::Sequence(_)) = schema.get("enum") {
            let listed = self.lookups.enumeration(listed);
            found.push(("enum", Verdict::of(listed.contains(&JsonValue::new(value)))));
        }
        for limit in Constraint::ALL {
            let Some(Node::Number(bound) | Node::String(bound)) = schema.get(limit.keyword())
            else {
                continue;
            };
            let is_exclusive = |name: &str| schema.get(name) == Some(&Node::Bool(true));
            let limit = match limit {
                Constraint::Minimum if is_exclusive("exclusiveMinimum") => {
                    Constraint::ExclusiveMinimum
                }
                Constraint::Maximum if is_exclusive("exclusiveMaximum") => {
                    Constraint::ExclusiveMaximum
                }
                limit => limit,
            };
            let is_kept = limits::is_kept(limit, bound, value, &mut self.lookups.patterns);
            let verdict = match limit {
                Constraint::Pattern if is_kept && !self.lookups.patterns.is_supported(bound) => {
                    Verdict::Unknown
                }
                _ => Verdict::of(is_kept),
            };
            found.push((limit.keyword(), verdict));
        }
        if schema.get("uniqueItems") == Some(&Node::Bool(true)) {
            found.push(("uniqueItems", Verdict::of(limits::is_unique(value))));
        }
        found
    }

    /// Evaluates the members of an object, and the elements of an array.
    fn parts(&mut self, schema: At<'_>, value: &Node) -> Verdict {
        let mut verdict = Verdict::Valid;
        let is_part = std::mem::take(&mut self.is_part);
        match value {
            Node::Mapping(members) => {
                for name in schema.elements("required") {
                    let name = name.node.as_str().unwrap_or_default();
                    if !members.contains_key(name) {
                        verdict = verdict.and(self.missing(schema, name));
                    }
                }
                for (name, value) in members {
                    for part in self.schemas_of_member(schema, name) {
                        // Documents close a part of a composition and mean its whole.
                        let is_loose = *part.node == Node::Bool(false)
                            && (is_part || is_composed(schema.node));
                        verdict = verdict.and(match is_loose {
                            true => Verdict::Unknown,
                            false => self.evaluate(part, value),
                        });
                    }
                    if verdict == Verdict::Invalid {
                        break;
                    }
                }
            }
            Node::Sequence(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    if let Some(part) = schema_of_element(schema, index) {
                        verdict = verdict.and(self.evaluate(part, value));
                    }
                    if verdict == Verdict::Invalid {
                        break;
                    }
                }
            }
            _ => {}
        }
        self.is_part = is_part;
        verdict
    }

    /// Evaluates a required member that is missing. One that only the client or only the service sends may be.
    fn missing(&self, schema: At<'_>, name: &str) -> Verdict {
        let is_one_sided = |node: &Node| {
            let mut keywords = ["readOnly", "writeOnly"].iter();
            keywords.any(|keyword| node.get(keyword) == Some(&Node::Bool(true)))
        };
        let Some(own) = schema.get("properties").and_then(|all| all.get(name)) else {
            return Verdict::Invalid;
        };
        let reference = own.node.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|reference| self.target(own.file, reference));
        let is_target_one_sided = target.is_some_and(|(file, pointer)| {
            let node = file.node.pointed(&pointer);
            node.is_some_and(is_one_sided)
        });
        match is_one_sided(own.node) || is_target_one_sided {
            true => Verdict::Unknown,
            false => Verdict::Invalid,
        }
    }

    /// Returns the schemas of a member: of its own, of each pattern that its name matches, or else that of all others.
    pub(super) fn schemas_of_member<'s>(&mut self, schema: At<'s>, name: &str) -> Vec<At<'s>> {
        let own = schema.get("properties").and_then(|all| all.get(name));
        let mut found: Vec<At<'s>> = own.into_iter().collect();
        for (pattern, part) in schema.members("patternProperties") {
            if self.step() && self.lookups.patterns.matches(pattern, name) {
                found.push(part);
            }
        }
        if found.is_empty() {
            found.extend(schema.get("additionalProperties"));
        }
        found
    }

    fn choices(&mut self, schema: At<'_>, value: &Node) -> Verdict {
        let mut verdict = Verdict::Valid;
        let is_part = std::mem::replace(&mut self.is_part, true);
        for part in schema.elements("allOf") {
            verdict = verdict.and(self.evaluate(part, value));
        }
        self.is_part = is_part;
        for name in ["anyOf", "oneOf"] {
            let (mut valid, mut unknown, mut all) = (0_usize, 0_usize, 0_usize);
            for part in schema.elements(name) {
                all += 1;
                match self.evaluate(part, value) {
                    Verdict::Valid => valid += 1,
                    Verdict::Unknown => unknown += 1,
                    Verdict::Invalid => {}
                }
            }
            let is_one = name == "oneOf";
            verdict = verdict.and(match (valid, unknown) {
                _ if all == 0 => Verdict::Valid,
                (2.., _) if is_one => Verdict::Invalid,
                (0, 0) => Verdict::Invalid,
                (1.., _) if !is_one => Verdict::Valid,
                (1, 0) => Verdict::Valid,
                _ => Verdict::Unknown,
            });
        }
        verdict
    }

    /// Evaluates the keywords that have no place in a type.
    pub(super) fn conditions(&mut self, schema: At<'_>, value: &Node) -> Verdict {
        let mut verdict = Verdict::Valid;
        for (_, found) in self.each_condition(schema, value) {
            verdict = verdict.and(found);
        }
        verdict
    }

    /// Evaluates the keywords that have no place in a type, each with its name.
    pub(super) fn each_condition(
        &mut self,
        schema: At<'_>,
        value: &Node,
    ) -> Vec<(&'static str, Verdict)> {
        let mut found = Vec::new();
        if let Some(not) = schema.get("not") {
            found.push(("not", self.evaluate(not, value).not()));
        }
        if let Some(condition) = schema.get("if") {
            let name = match self.evaluate(condition, value) {
                Verdict::Valid => "then",
                Verdict::Invalid => "else",
                Verdict::Unknown => "if",
            };
            let verdict = match schema.get(name) {
                Some(_) if name == "if" => Verdict::Unknown,
                Some(branch) => self.evaluate(branch, value),
                None => Verdict::Valid,
            };
            found.push((name, verdict));
        }
        match value {
            Node::Sequence(elements) => {
                if let Some(contains) = schema.get("contains") {
                    found.push(("contains", self.contains(schema, contains, elements)));
                }
            }
            Node::Mapping(members) => {
                if let Some(names) = schema.get("propertyNames") {
                    let mut verdict = Verdict::Valid;
                    for name in members.keys() {
                        let name = Node::String(name.clone());
                        verdict = verdict.and(self.evaluate(names, &name));
                    }
                    found.push(("propertyNames", verdict));
                }
                for (name, needed) in schema.members("dependentRequired") {
                    if !members.contains_key(name) {
                        continue;
                    }
                    let Node::Sequence(needed) = needed.node else {
                        continue;
                    };
                    let mut names = needed.iter().filter_map(Node::as_str);
                    let is_valid = names.all(|name| members.contains_key(name));
                    found.push(("dependentRequired", Verdict::of(is_valid)));
                }
                for (name, part) in schema.members("dependentSchemas") {
                    if members.contains_key(name) {
                        found.push(("dependentSchemas", self.evaluate(part, value)));
                    }
                }
            }
            _ => {}
        }
        found
    }

    fn contains(&mut self, schema: At<'_>, contains: At<'_>, elements: &[Node]) -> Verdict {
        let (mut valid, mut unknown) = (0_usize, 0_usize);
        for element in elements {
            match self.evaluate(contains, element) {
                Verdict::Valid => valid += 1,
                Verdict::Unknown => unknown += 1,
                Verdict::Invalid => {}
            }
        }
        let bound = |name: &str| match schema.node.get(name) {
            Some(Node::Number(text)) => text.parse::<f64>().ok().map(|bound| bound as usize),
            _ => None,
        };
        let least = bound("minContains").unwrap_or(1);
        let most = bound("maxContains").unwrap_or(usize::MAX);
        if valid > most || valid + unknown < least {
            return Verdict::Invalid;
        }
        match valid >= least && valid + unknown <= most {
            true => Verdict::Valid,
            false => Verdict::Unknown,
        }
    }
}

/// Returns the schema of an element: that of its position, or else that of all others.
pub(super) fn schema_of_element(schema: At<'_>, index: usize) -> Option<At<'_>> {
    // Before OpenAPI 3.1, `items` may be the list.
    let (list, rest) = match schema.node.get("items") {
        Some(Node::Sequence(_)) => ("items", "additionalItems"),
        _ => ("prefixItems", "items"),
    };
    let of_position = match schema.node.get(list) {
        Some(Node::Sequence(elements)) => elements.get(index),
        _ => None,
    };
    match of_position {
        Some(node) => Some(At { node, ..schema }),
        None => schema.get(rest),
    }
}

/// Returns whether schemas are those of JSON Schema 2020-12, from OpenAPI 3.1 on: keywords beside `$ref` count, and 1.0 is an
/// integer.
pub(super) fn is_of_2020(file: &File) -> bool {
    let version = file.node.get("openapi").and_then(Node::as_str);
    file.node.get("swagger").is_none() && version.is_none_or(|version| !version.starts_with("3.0"))
}

/// Returns whether a schema has members beside those that it lists itself.
fn is_composed(schema: &Node) -> bool {
    ["$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some())
}

/// Returns whether a number is whole, however it is written: `1`, `1.0`, `1e2`.
pub(super) fn is_whole(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let Ok(exponent) = exponent.trim_start_matches('+').parse::<i64>() else {
        return false;
    };
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    if !fraction.is_empty() || exponent >= 0 {
        return length(fraction) <= exponent;
    }
    let zeros = length(whole) - length(whole.trim_end_matches('0'));
    whole.trim_matches(['-', '0']).is_empty() || zeros >= exponent.saturating_neg()
}

fn is_of_type(schema: &Node, value: &Node) -> Verdict {
    let is = |name: &str| {
        Some(match (name, value) {
            ("null", value) => *value == Node::Null,
            ("boolean", value) => matches!(value, Node::Bool(_)),
            ("number", value) => matches!(value, Node::Number(_)),
            ("integer", Node::Number(text)) => is_whole(text),
            ("integer", _) => false,
            ("string", value) => matches!(value, Node::String(_)),
            ("array", value) => matches!(value, Node::Sequence(_)),
            ("object", value) => matches!(value, Node::Mapping(_)),
            _ => return None,
        })
    };
    match schema.get("type") {
        None => Verdict::Valid,
        Some(Node::String(name)) => is(name).map_or(Verdict::Unknown, Verdict::of),
        Some(Node::Sequence(names)) => {
            let mut names = names
                .iter()
                .map(|name| is(name.as_str().unwrap_or_default()));
            Verdict::of(names.any(|is| is != Some(false)))
        }
        Some(_) => Verdict::Unknown,
    }
}

/// Returns whether a value is null where a schema of OpenAPI 3.0 or Swagger allows that beside its type.
pub(super) fn is_allowed_null(schema: &Node, value: &Node) -> bool {
    let mut keywords = ["nullable", "x-nullable"].iter();
    *value == Node::Null && keywords.any(|name| schema.get(name) == Some(&Node::Bool(true)))
}
