//! Keywords of JSON Schema that make no difference to a type: `not`, `if`, `contains`, `items` after `prefixItems` and others.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Check, Effect, Mismatch,
    annotations::Part,
    lookups::Lookups,
    mismatch::{Way, shown},
    schema::{At, Evaluator, Verdict, is_allowed_null, is_of_2020, is_whole, schema_of_element},
};
use crate::{
    diagnostic::Place,
    source::{File, Node, Workspace, push_segment},
};

/// The files of the documents, for schemas as they are written.
pub(super) struct Files<'w> {
    workspace: &'w Workspace,
    by_name: BTreeMap<Arc<str>, Arc<File>>,
}

impl<'w> Files<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        Self {
            workspace,
            by_name: workspace.files(),
        }
    }

    /// Adds the mismatches of a value with the keywords of its schema that make no difference to a type, and removes those
    /// with the type that are none with the schema.
    pub(super) fn correct(
        &self,
        schema: &Place,
        value: &Node,
        found: &mut Vec<Mismatch>,
        lookups: &mut Lookups,
    ) {
        let Some(file) = self.by_name.get(schema.file()) else {
            return;
        };
        let Some(node) = file.node.pointed(schema.pointer()) else {
            return;
        };
        let mut walk = Walk {
            evaluator: Evaluator::new(self.workspace, lookups),
            way: Way::default(),
            known: found
                .iter()
                .map(|one| (one.pointer.clone(), one.check))
                .collect(),
            refuted: BTreeSet::new(),
            retyped: BTreeSet::new(),
            found: Vec::new(),
            depth: 0,
        };
        walk.value(At { file, node }, schema.pointer(), value);
        let Walk {
            refuted,
            retyped,
            found: added,
            ..
        } = walk;
        found.retain(|one| {
            let mut ancestor = one.pointer.as_str();
            while !retyped.contains(ancestor) {
                match ancestor.rsplit_once('/') {
                    Some((above, _)) => ancestor = above,
                    None => return !refuted.contains(&(one.pointer.clone(), one.check)),
                }
            }
            false
        });
        found.extend(added);
    }
}

/// References and parts that nest deeper are not followed.
const DEEPEST: usize = 128;

/// Walks through a value and the schemas that hold for it.
struct Walk<'w> {
    evaluator: Evaluator<'w>,
    way: Way,
    /// The pointers of mismatches with the type.
    known: BTreeSet<(String, Check)>,
    /// The known mismatches that the schema does not confirm.
    refuted: BTreeSet<(String, Check)>,
    /// The pointers of values that have another schema than the type says.
    retyped: BTreeSet<String>,
    found: Vec<Mismatch>,
    depth: usize,
}

impl Walk<'_> {
    fn value(&mut self, schema: At<'_>, pointer: &str, value: &Node) {
        if self.depth >= DEEPEST || !self.evaluator.step() {
            return;
        }
        self.depth += 1;
        self.keywords(schema, pointer, value);
        self.depth -= 1;
    }

    fn keywords(&mut self, schema: At<'_>, pointer: &str, value: &Node) {
        if *schema.node == Node::Bool(false) {
            let what = format!("is {}, and nothing is allowed here", shown(value));
            self.report(schema.file, pointer, what, "false");
            return;
        }
        if is_allowed_null(schema.node, value) {
            return;
        }
        if let Some(reference) = schema.node.get("$ref").and_then(Node::as_str) {
            let target = self.evaluator.target(schema.file, reference);
            if let Some((file, pointer)) = target
                && let Some(node) = file.node.pointed(&pointer)
            {
                self.value(At { file: &file, node }, &pointer, value);
            }
            if !is_of_2020(schema.file) {
                return;
            }
        }
        for (index, part) in schema.elements("allOf").enumerate() {
            self.value(part, &format!("{pointer}/allOf/{index}"), value);
        }
        let mut all = self.evaluator.each_constraint(schema.node, value);
        all.extend(self.evaluator.each_condition(schema, value));
        for keyword in ["anyOf", "oneOf"] {
            let mut parts = schema.elements(keyword).peekable();
            let is_there = parts.peek().is_some();
            let is_none = |part| self.evaluator.evaluate(part, value) == Verdict::Invalid;
            if is_there && parts.all(is_none) {
                all.push((keyword, Verdict::Invalid));
            }
        }
        // Many documents list the values of a type that may be null without null.
        let is_null = *value == Node::Null && schema.node.get("type").is_some();
        for (keyword, verdict) in all {
            if verdict == Verdict::Invalid && !(is_null && keyword == "enum") {
                let what = format!("is {}, against `{keyword}`", shown(value));
                self.report(schema.file, &format!("{pointer}/{keyword}"), what, keyword);
            }
        }
        match value {
            Node::Mapping(members) => {
                for (name, inner) in members {
                    let back = self.way.member(name);
                    self.unlisted(schema, pointer, (name, inner), value);
                    self.member(schema, pointer, name, inner);
                    self.way.leave(&back);
                }
            }
            Node::Sequence(elements) => {
                for (index, inner) in elements.iter().enumerate() {
                    let back = self.way.element(index);
                    match schema_of_element(schema, index) {
                        Some(part) => self.element(schema, part, pointer, inner),
                        None => {
                            let part = Part::Element(index, inner);
                            self.unevaluated(schema, pointer, part, value);
                        }
                    }
                    self.way.leave(&back);
                }
            }
            Node::Number(text) if is_of_2020(schema.file) && is_small(text, schema.node) => {
                let key = (self.way.pointer.clone(), Check::UnfitNumber);
                self.refuted.insert(key);
            }
            _ => {}
        }
    }

    /// Handles a member that the type does not list, but a part of the schema that the type does not have.
    fn unlisted(
        &mut self,
        schema: At<'_>,
        pointer: &str,
        (name, inner): (&str, &Node),
        value: &Node,
    ) {
        let key = (self.way.pointer.clone(), Check::UnlistedMember);
        let part = Part::Member(name, inner);
        if self.known.contains(&key) {
            // What decides between alternatives with a discriminator is the type.
            let is_listed = schema.node.get("discriminator").is_none()
                && (names(schema, name) || self.evaluator.evaluates_without(schema, part, value))
                && self.evaluator.evaluate(schema, value) != Verdict::Invalid;
            if is_listed {
                self.refuted.insert(key);
            }
            return;
        }
        self.unevaluated(schema, pointer, part, value);
    }

    /// Checks a member or an element that no other keyword evaluates.
    fn unevaluated(&mut self, schema: At<'_>, pointer: &str, part: Part<'_>, value: &Node) {
        let keyword = part.keyword();
        let others = schema.get(keyword);
        let Some(others) = others.filter(|others| *others.node != Node::Bool(true)) else {
            return;
        };
        if !self.evaluator.evaluates_without(schema, part, value)
            && self.evaluator.evaluate(others, part.node()) == Verdict::Invalid
        {
            let what = format!("is {}, against `{keyword}`", shown(part.node()));
            self.report(schema.file, &format!("{pointer}/{keyword}"), what, keyword);
        }
    }

    fn element(&mut self, schema: At<'_>, part: At<'_>, pointer: &str, value: &Node) {
        let rest = schema.node.get("items");
        let is_rest = rest.is_some_and(|rest| std::ptr::eq(rest, part.node));
        let keyword = if is_rest { "items" } else { "prefixItems" };
        let pointer = format!("{pointer}/{keyword}");
        // The type may know the number of elements of a list that ends with `items: false`.
        let whole = self.way.pointer.rsplit_once('/');
        if *part.node == Node::Bool(false) && whole.is_some_and(|(whole, _)| self.is_known(whole)) {
            return;
        }
        let has_rest = rest
            .and_then(Node::as_mapping)
            .is_some_and(|rest| !rest.is_empty());
        // With both, the type of the elements is any JSON.
        if !has_rest || schema.node.get("prefixItems").is_none() {
            self.value(part, &pointer, value);
        } else if self.evaluator.evaluate(part, value) == Verdict::Invalid {
            let what = format!("is {}, against `{keyword}`", shown(value));
            self.report(part.file, &pointer, what, keyword);
        }
    }

    fn member(&mut self, schema: At<'_>, pointer: &str, name: &str, value: &Node) {
        let patterns = schema.members("patternProperties").count();
        let own = schema.get("properties").and_then(|all| all.get(name));
        let others = schema.get("additionalProperties");
        let is = |part: At<'_>, other: Option<At<'_>>| {
            other.is_some_and(|other| std::ptr::eq(other.node, part.node))
        };
        let has_type = others.is_some_and(|others| others.node.as_mapping().is_some());
        for part in self.evaluator.schemas_of_member(schema, name) {
            let keyword = match (is(part, own), is(part, others)) {
                (true, _) => "properties",
                (_, true) => "additionalProperties",
                _ => "patternProperties",
            };
            let mut pointer = format!("{pointer}/{keyword}");
            if keyword == "properties" {
                push_segment(&mut pointer, name);
            }
            let is_pattern = keyword == "patternProperties";
            if is_pattern && own.is_none() && has_type {
                // The type is that of members whose names match no pattern.
                self.retyped.insert(self.way.pointer.clone());
            }
            let is_typed = !is_pattern || patterns == 1 && own.is_none() && !has_type;
            if is_typed {
                if keyword == "properties" || part.node.as_mapping().is_some() {
                    self.value(part, &pointer, value);
                }
            } else if self.evaluator.evaluate(part, value) == Verdict::Invalid {
                let what = format!("is {}, against `{keyword}`", shown(value));
                self.report(part.file, &pointer, what, keyword);
            }
        }
    }

    /// Returns whether a value contradicts its type.
    fn is_known(&self, pointer: &str) -> bool {
        let mut known = self.known.range((pointer.to_owned(), Check::WrongType)..);
        known.next().is_some_and(|(known, _)| known == pointer)
    }

    /// Reports a mismatch, unless the value contradicts its type: then it says nothing new.
    fn report(&mut self, file: &Arc<File>, pointer: &str, what: String, keyword: &str) {
        let own = &self.way.pointer;
        let below = format!("{own}/");
        let mut inner = self.known.range((below.clone(), Check::WrongType)..);
        let inner = inner.next();
        let is_known =
            self.is_known(own) || inner.is_some_and(|(pointer, _)| pointer.starts_with(&below));
        if is_known && !self.retyped.contains(own) {
            return;
        }
        let place = Place::key(&file.name, pointer);
        let mismatch = Mismatch::new(Check::Limit, Effect::Unnoticed, what)
            .says(&place, format!("`{keyword}`"));
        self.found.push(mismatch.below(&self.way));
    }
}

/// Returns whether a schema names a member in a part that does not hold for each value, and does not say that there are no
/// others.
fn names(schema: At<'_>, name: &str) -> bool {
    let branches = ["then", "else"].into_iter();
    let dependent = schema.members("dependentSchemas").map(|(_, part)| part);
    let parts = branches.filter_map(|keyword| schema.get(keyword));
    let mut parts = parts.chain(dependent);
    let others = ["additionalProperties", "unevaluatedProperties"];
    let is_closed = others
        .iter()
        .any(|keyword| schema.node.get(keyword).is_some());
    !is_closed
        && parts.any(|part| {
            part.get("properties")
                .is_some_and(|own| own.get(name).is_some())
        })
}

/// Returns whether a number is a whole one that each type for its format holds.
fn is_small(text: &str, schema: &Node) -> bool {
    /// Whole numbers up to this one are exact in binary floats.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let (least, most) = match schema.get("format").and_then(Node::as_str) {
        Some("int8") => (-128.0, 127.0),
        Some("int16") => (-32_768.0, 32_767.0),
        Some("int32") => (-2_147_483_648.0, 2_147_483_647.0),
        Some("uint8") => (0.0, 255.0),
        Some("uint16") => (0.0, 65_535.0),
        Some("uint32") => (0.0, 4_294_967_295.0),
        Some("uint64") => (0.0, EXACT),
        _ => (-EXACT, EXACT),
    };
    let value = text.parse::<f64>();
    is_whole(text) && value.is_ok_and(|value| (least..=most).contains(&value))
}
