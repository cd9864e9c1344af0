//! Keywords of one schema that contradict each other, so that no value satisfies all of them or a part of the schema is lost.

use std::cmp::Ordering;

use super::{DocumentReader, NodeRef, equality::is_same_value};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Node,
    text::{compare_numbers, is_whole},
};

/// Bounds: the least, the greatest, and their exclusive forms.
const NUMBERS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/// Pairs of counts that bound the size of a value.
const COUNTS: [[&str; 2]; 4] = [
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
    ["minProperties", "maxProperties"],
    ["minContains", "maxContains"],
];

/// Keywords that describe the parts of values of one type.
const STRUCTURE: [(&str, &str); 5] = [
    ("properties", "object"),
    ("patternProperties", "object"),
    ("additionalProperties", "object"),
    ("items", "array"),
    ("prefixItems", "array"),
];

impl DocumentReader<'_> {
    /// Warns of keywords of a schema that contradict each other.
    pub(super) fn lint_contradictions(&mut self, at: &NodeRef<'_>) {
        self.lint_types(at);
        self.lint_listed_values(at);
        self.lint_constant_in_list(at);
        self.lint_bounds(at);
        self.lint_structure(at);
        self.lint_alternatives(at);
        self.lint_negation(at);
    }

    fn lint_types(&mut self, at: &NodeRef<'_>) {
        if let Some(named) = at.get("type")
            && matches!(named.node, Node::Sequence(types) if types.is_empty())
        {
            let message = "this list of types is empty; it is ignored";
            self.report(Code::NothingListed, message, named.key());
        }
    }

    /// Warns of listed values that are of none of the types.
    fn lint_listed_values(&mut self, at: &NodeRef<'_>) {
        let types = type_names(at);
        if types.is_empty() {
            return;
        }
        let listed = match at.get("enum") {
            Some(listed) => listed.elements(),
            None => at.get("const").into_iter().collect(),
        };
        for value in listed {
            if types.iter().any(|kind| is_of_type(value.node, kind)) {
                continue;
            }
            let is_text = types.contains(&"string");
            let expected: Vec<_> = types.iter().map(|kind| describe_type(kind)).collect();
            let (message, help) = match value.node {
                Node::Number(text) if is_text => (
                    format!("the value {text} is no string; its text is used"),
                    format!("write `'{text}'`"),
                ),
                Node::Bool(text) if is_text => (
                    format!("the value {text} is no string; its text is used"),
                    format!("write `'{text}'`"),
                ),
                // The list reports these itself.
                Node::Sequence(_) | Node::Mapping(_) if is_text => continue,
                other => (
                    format!(
                        "this value is {}, but {} belongs here",
                        other.kind(),
                        expected.join(" or ")
                    ),
                    match types.as_slice() {
                        ["array"] => "move the list of values into `items`".to_owned(),
                        _ => "correct the value or the type".to_owned(),
                    },
                ),
            };
            let diagnostic = Diagnostic::new(Code::DefaultMisfit, message).at(value.value());
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    /// Warns of a `const` that `enum` beside it does not list.
    fn lint_constant_in_list(&mut self, at: &NodeRef<'_>) {
        let (Some(constant), Some(listed)) = (at.get("const"), at.get("enum")) else {
            return;
        };
        if let Node::Sequence(values) = listed.node
            && !values.is_empty()
            && !values
                .iter()
                .any(|value| is_same_value(value, constant.node))
        {
            let message = "`enum` does not list the value of `const`, which is ignored";
            self.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeywords, message)
                    .at(constant.value())
                    .also(listed.key(), "the list")
                    .help("remove one of them"),
            );
        }
    }

    /// Warns of bounds between which there is no value.
    fn lint_bounds(&mut self, at: &NodeRef<'_>) {
        for [least, greatest] in COUNTS {
            self.lint_range(at, [least, greatest], false);
        }
        let is_exclusive = |name: &str| at.node.get(name) == Some(&Node::Bool(true));
        let [minimum, maximum, least, greatest] = NUMBERS;
        let are_exclusive = is_exclusive(least) || is_exclusive(greatest);
        self.lint_range(at, [minimum, maximum], are_exclusive);
        self.lint_range(at, [minimum, greatest], true);
        self.lint_range(at, [least, maximum], true);
        self.lint_range(at, [least, greatest], true);
    }

    fn lint_range(&mut self, at: &NodeRef<'_>, [least, greatest]: [&str; 2], is_exclusive: bool) {
        let (Some(lower), Some(upper)) = (at.get(least), at.get(greatest)) else {
            return;
        };
        let (Node::Number(low), Node::Number(high)) = (lower.node, upper.node) else {
            return;
        };
        let is_empty = match compare_numbers(low, high) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => is_exclusive,
            _ => false,
        };
        if is_empty {
            let message = format!("no value has the `{least}` {low} and the `{greatest}` {high}");
            self.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeywords, message)
                    .at(upper.value())
                    .also(lower.value(), "the other bound"),
            );
        }
    }

    /// Warns of keywords for the parts of objects and arrays, where the type has other values.
    fn lint_structure(&mut self, at: &NodeRef<'_>) {
        let types = type_names(at);
        if types.is_empty() || at.get("collectionFormat").is_some() {
            return;
        }
        for (keyword, kind) in STRUCTURE {
            let Some(said) = at.get(keyword) else {
                continue;
            };
            let is_said = match said.node {
                Node::Mapping(members) => !members.is_empty(),
                Node::Sequence(elements) => !elements.is_empty(),
                _ => false,
            };
            if !is_said || types.contains(&kind) {
                continue;
            }
            let message = format!(
                "`{keyword}` describes {}, but the type is `{}`; it is ignored",
                describe_type(kind),
                types.join("` or `")
            );
            self.diagnostics.push(
                Diagnostic::new(Code::ConflictingKeywords, message)
                    .at(said.key())
                    .help(format!("write `type: {kind}`, or remove `{keyword}`")),
            );
        }
    }

    /// Warns of listed values and of types that `not` forbids.
    fn lint_negation(&mut self, at: &NodeRef<'_>) {
        let Some(negation) = at.get("not") else {
            return;
        };
        let Some(said) = negation.node.as_mapping() else {
            return;
        };
        // Other keywords beside these forbid fewer values.
        let [only] = said.keys().collect::<Vec<_>>()[..] else {
            return;
        };
        let listed = |at: &NodeRef<'_>| match at.get("enum") {
            Some(list) => list
                .elements()
                .into_iter()
                .map(|value| (value.node.clone(), value.value()))
                .collect(),
            None => at
                .get("const")
                .map(|value| vec![(value.node.clone(), value.value())])
                .unwrap_or_default(),
        };
        let (types, forbidden) = (type_names(at), type_names(&negation));
        let is_forbidden = |kind: &&str| {
            forbidden.contains(kind) || *kind == "integer" && forbidden.contains(&"number")
        };
        match only.as_str() {
            "enum" | "const" => {
                let forbidden: Vec<(Node, _)> = listed(&negation);
                let values: Vec<(Node, _)> = listed(at);
                if !self.diagnostics.spend(
                    forbidden.len().saturating_mul(values.len()),
                    &negation.key(),
                ) {
                    return;
                }
                for (value, place) in values {
                    let Some((_, other)) = forbidden
                        .iter()
                        .find(|(other, _)| is_same_value(&value, other))
                    else {
                        continue;
                    };
                    let message = "this value is listed, but `not` beside the list forbids it";
                    self.diagnostics.push(
                        Diagnostic::new(Code::ConflictingKeywords, message)
                            .at(place)
                            .also(other.clone(), "forbidden here")
                            .help("remove one of them"),
                    );
                }
            }
            "type" if !types.is_empty() && types.iter().all(is_forbidden) => {
                let message = format!(
                    "the type is `{}`, which `not` forbids; no value is left",
                    types.join("` or `")
                );
                self.diagnostics.push(
                    Diagnostic::new(Code::ConflictingKeywords, message)
                        .at(negation.key())
                        .help("remove `not`"),
                );
            }
            _ => {}
        }
    }

    /// Warns of alternatives of another type than the schema itself.
    fn lint_alternatives(&mut self, at: &NodeRef<'_>) {
        let types = type_names(at);
        if types.is_empty() {
            return;
        }
        let is_common = |kind: &&str| {
            types.contains(kind)
                || *kind == "null"
                || *kind == "integer" && types.contains(&"number")
                || *kind == "number" && types.contains(&"integer")
        };
        for list in ["oneOf", "anyOf"] {
            for alternative in at.get(list).into_iter().flat_map(|at| at.elements()) {
                let own = type_names(&alternative);
                if own.is_empty() || own.iter().any(&is_common) {
                    continue;
                }
                let message = format!(
                    "this alternative is `{}`, but the type beside `{list}` is `{}`; no value is both",
                    own.join("` or `"),
                    types.join("` or `")
                );
                let place = alternative
                    .get("type")
                    .map_or(alternative.key(), |at| at.value());
                self.diagnostics.push(
                    Diagnostic::new(Code::ConflictingKeywords, message)
                        .at(place)
                        .help("remove the `type` beside the list, or correct the alternative"),
                );
            }
        }
    }
}

/// Returns the values of `type`, each once; none if one is unknown, or null is the only one.
fn type_names<'a>(at: &NodeRef<'a>) -> Vec<&'a str> {
    let named = match at.node.get("type") {
        Some(Node::Sequence(types)) => types.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut types: Vec<&str> = Vec::new();
    for kind in named.into_iter().filter_map(Node::as_str) {
        if describe_type(kind).is_empty() {
            return Vec::new();
        }
        // Each known type once: callers go through the list for every value.
        if !types.contains(&kind) {
            types.push(kind);
        }
    }
    if types.iter().all(|kind| *kind == "null") {
        return Vec::new();
    }
    if super::schema::is_integer_or_string(at.node) && types.contains(&"string") {
        types.push("integer");
    }
    types
}

/// Returns a type in words; an empty text for an unknown one.
fn describe_type(kind: &str) -> &'static str {
    match kind {
        "null" => "null",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        "string" | "file" => "a string",
        "array" => "an array",
        "object" => "an object",
        _ => "",
    }
}

/// Returns whether a listed value is of a type. Null is, because it is no value of the list but allows null.
fn is_of_type(value: &Node, kind: &str) -> bool {
    match value {
        Node::Null => true,
        Node::Bool(_) => kind == "boolean",
        Node::Number(text) => kind == "number" || kind == "integer" && is_whole(text),
        Node::String(_) => matches!(kind, "string" | "file"),
        Node::Sequence(_) => kind == "array",
        Node::Mapping(_) => kind == "object",
    }
}
