//! Alternatives that are told apart by a constant that a value may lack.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::{
    Case, Stage,
    compose::Resolved,
    stages::{MAX_DEPTH, scalar_text},
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{OneOf, SchemaId, fold_case},
    text::push_segment,
};

/// A property of some alternatives that has a constant in at least one of them.
#[derive(Default)]
struct Candidate {
    /// The constants in the order of the alternatives.
    cases: Vec<Case>,
    /// The alternative of each constant, with the location of the property; texts are without ASCII case.
    taken: HashMap<Vec<String>, (usize, Place)>,
    /// The alternatives that have the property.
    alternatives: HashSet<usize>,
    /// The first contradiction, with the locations of the property in two alternatives.
    conflict: Option<(String, Place, Place)>,
    /// Location in the first alternative.
    first: Option<Place>,
    /// The alternatives by the names that they require.
    by_required: HashMap<usize, usize>,
    /// True if two alternatives require the same names, so that these do not tell them apart.
    is_alike: bool,
    /// Location where its values are neither constants nor booleans or numbers.
    open: Option<Place>,
}

/// The definition of a property in an alternative.
struct Declaration {
    name: String,
    schema: SchemaId,
    place: Place,
    owner: SchemaId,
    /// Number of the set of names that the alternative requires.
    required: usize,
}

/// The properties of an alternative, and what is seen on the way to them.
#[derive(Default)]
struct Declarations {
    seen: HashSet<SchemaId>,
    list: Vec<Declaration>,
    /// Numbers of the sets of required names.
    required: HashMap<Vec<String>, usize>,
}

impl ModelBuilder<'_, '_> {
    /// Infers a discriminator that values may lack: a property with another constant in each of the alternatives that have
    /// it, of which there are at least two. A boolean or a number need not be constant in all of them. Of several such
    /// properties, it is the first of those that most alternatives have.
    pub(super) fn infer_optional_discriminator(
        &mut self,
        choice: &OneOf,
        indices: &HashMap<SchemaId, usize>,
    ) -> Option<Stage> {
        let mut candidates: IndexMap<String, Candidate> = IndexMap::new();
        let mut declarations = Declarations::default();
        for (id, place) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            let Some(alternative) = indices.get(&target).copied() else {
                continue;
            };
            declarations.seen.clear();
            self.add_declarations(target, MAX_DEPTH, &mut declarations);
            let own = std::mem::take(&mut declarations.list);
            if !self.diagnostics.spend(own.len(), place) {
                return None;
            }
            for declaration in own {
                self.add_candidate(alternative, declaration, &mut candidates);
            }
        }
        candidates
            .retain(|_, candidate| candidate.alternatives.len() > 1 && !candidate.cases.is_empty());
        let mut best: Option<(&String, &Candidate)> = None;
        for (name, candidate) in &candidates {
            let has_more =
                best.is_none_or(|(_, best)| best.alternatives.len() < candidate.alternatives.len());
            if candidate.is_decisive() && has_more {
                best = Some((name, candidate));
            }
        }
        let Some((name, candidate)) = best else {
            self.lint_undecided(&candidates);
            return None;
        };
        let mut pointer = String::new();
        push_segment(&mut pointer, name);
        Some(Stage {
            pointers: vec![pointer],
            is_optional: true,
            cases: candidate.cases.clone(),
        })
    }

    /// Adds the properties of an alternative, or of the alternatives of a union.
    fn add_declarations(&mut self, id: SchemaId, depth: usize, declarations: &mut Declarations) {
        let id = self.composer.target(id, self.diagnostics);
        if !declarations.seen.insert(id) {
            return;
        }
        if let Resolved::Union(_, choice) = self.composer.resolve(id, self.diagnostics) {
            let Some(depth) = depth.checked_sub(1) else {
                return;
            };
            for (inner, _) in &choice.alternatives {
                self.add_declarations(*inner, depth, declarations);
            }
            return;
        }
        let composed = self.composer.compose(id, self.diagnostics);
        let mut names: Vec<String> = composed.required.keys().cloned().collect();
        names.sort_unstable();
        let next = declarations.required.len();
        let required = *declarations.required.entry(names).or_insert(next);
        for (name, member) in &composed.members {
            if let Some((schema, place)) = member.definitions.last() {
                declarations.list.push(Declaration {
                    name: name.clone(),
                    schema: *schema,
                    place: place.clone(),
                    owner: id,
                    required,
                });
            }
        }
    }

    fn add_candidate(
        &mut self,
        alternative: usize,
        declaration: Declaration,
        candidates: &mut IndexMap<String, Candidate>,
    ) {
        let Declaration {
            name,
            schema,
            place,
            owner,
            required,
        } = declaration;
        let constant = self.constant(schema);
        let is_open = constant.is_none() && !self.is_counted(owner, &name);
        let candidate = candidates.entry(name).or_default();
        candidate.alternatives.insert(alternative);
        let alike = candidate.by_required.entry(required).or_insert(alternative);
        candidate.is_alike |= *alike != alternative;
        candidate.first.get_or_insert_with(|| place.clone());
        if is_open {
            candidate.open.get_or_insert_with(|| place.clone());
        }
        let Some(value) = constant else {
            return;
        };
        let values = vec![value.clone()];
        let folded = fold_case(&values);
        match candidate.taken.get(&folded) {
            None => {
                candidate.taken.insert(folded, (alternative, place));
                candidate.cases.push(Case {
                    values,
                    alternative,
                });
            }
            Some((known, _)) if *known == alternative => {}
            Some((_, other)) => {
                let other = other.clone();
                candidate.conflict.get_or_insert((value, place, other));
            }
        }
    }

    /// Returns the text of the only string, number or boolean that a schema lists.
    fn constant(&mut self, id: SchemaId) -> Option<String> {
        match self.composer.resolve(id, self.diagnostics) {
            Resolved::Enumeration(_, enumeration) => match enumeration.values.as_slice() {
                [only] => Some(only.wire.clone()),
                _ => None,
            },
            Resolved::Boolean | Resolved::Number(_) | Resolved::Json => {
                let chain = self.composer.chain(id);
                let mut lists = chain.iter().map(|schema| &schema.validation.listed);
                let listed = lists.find(|listed| !listed.is_empty())?;
                let mut scalars = listed.iter().filter(|json| *json != "null");
                let only = scalars.next().filter(|_| scalars.next().is_none())?;
                scalar_text(only)
            }
            _ => None,
        }
    }

    /// Warns of a property whose constants differ, but do not select one alternative each, unless the names that the
    /// alternatives require tell them apart.
    fn lint_undecided(&mut self, candidates: &IndexMap<String, Candidate>) {
        let is_needed = |candidate: &&Candidate| candidate.cases.len() > 1 && candidate.is_alike;
        let mut undecided = candidates.iter().filter(|(_, one)| is_needed(one));
        let Some((name, candidate)) = undecided.next() else {
            return;
        };
        let (message, place, other) = match (&candidate.conflict, &candidate.open) {
            (Some((value, place, other)), _) => (
                format!("`{name}` is `{value}` in two alternatives, so it selects neither"),
                place,
                Some(other),
            ),
            (None, Some(place)) => (
                format!("`{name}` is a constant in other alternatives, but not in this one"),
                place,
                candidate.first.as_ref().filter(|first| *first != place),
            ),
            (None, None) => return,
        };
        let mut diagnostic = Diagnostic::new(Code::UndecidedAlternative, message)
            .at(place.clone())
            .note("the names of the present properties select the alternative")
            .help(format!(
                "give `{name}` another constant in each alternative"
            ));
        if let Some(other) = other {
            diagnostic = diagnostic.also(other.clone(), "the other one");
        }
        self.diagnostics.push(diagnostic);
    }
}

impl Candidate {
    /// Returns whether each constant selects one alternative, and every other value none of these.
    fn is_decisive(&self) -> bool {
        self.conflict.is_none() && self.open.is_none()
    }
}
