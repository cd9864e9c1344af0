//! Lookups that the checks of a document repeat, so that no value is compared with all of a list.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use super::patterns::Patterns;
use crate::{
    model::{Field, Presence, TypeDefinition, Variant},
    source::{JsonValue, Node},
    words::Suggestions,
};

/// The lookups in one document.
pub(super) struct Lookups {
    pub(super) patterns: Patterns,
    pub(super) suggestions: Suggestions,
    members: HashMap<String, Rc<Members>>,
    variants: HashMap<String, Rc<HashSet<String>>>,
    enumerations: HashMap<*const Node, Rc<HashSet<JsonValue>>>,
    /// The number of alternatives that may still be tried.
    tries: u64,
}

/// The members of a type, as positions in its fields.
pub(super) struct Members {
    by_name: HashMap<String, usize>,
    others: Option<usize>,
    /// The members that the document requires.
    required: Vec<usize>,
    /// The members without which the type refuses a value.
    needed: Vec<usize>,
}

impl Members {
    pub(super) fn field<'m>(&self, fields: &'m [Field], name: &str) -> Option<&'m Field> {
        fields.get(*self.by_name.get(name)?)
    }

    /// Returns the map of the members that no other field names.
    pub(super) fn others<'m>(&self, fields: &'m [Field]) -> Option<&'m Field> {
        fields.get(self.others?)
    }

    pub(super) fn required<'m>(&self, fields: &'m [Field]) -> impl Iterator<Item = &'m Field> {
        self.required.iter().filter_map(|index| fields.get(*index))
    }

    pub(super) fn needed<'m>(&self, fields: &'m [Field]) -> impl Iterator<Item = &'m Field> {
        self.needed.iter().filter_map(|index| fields.get(*index))
    }
}

impl Lookups {
    /// Creates lookups that try so many alternatives of choices.
    pub(super) fn new(tries: u64) -> Self {
        Self {
            patterns: Patterns::default(),
            suggestions: Suggestions::default(),
            members: HashMap::new(),
            variants: HashMap::new(),
            enumerations: HashMap::new(),
            tries,
        }
    }

    /// Returns the members of a type.
    pub(super) fn members(&mut self, definition: &TypeDefinition, fields: &[Field]) -> Rc<Members> {
        if let Some(known) = self.members.get(&definition.name) {
            return Rc::clone(known);
        }
        let positions = |is: fn(&Field) -> bool| {
            let fields = fields.iter().enumerate();
            fields
                .filter(move |(_, field)| is(field))
                .map(|(index, _)| index)
        };
        let is_others = |field: &Field| field.presence == Presence::Others;
        let mut by_name = HashMap::new();
        for (index, field) in fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !is_others(field))
        {
            by_name.entry(field.wire.clone()).or_insert(index);
        }
        let members = Rc::new(Members {
            by_name,
            others: positions(is_others).next(),
            required: positions(|field| field.required).collect(),
            needed: positions(|field| !field.is_optional()).collect(),
        });
        self.members
            .insert(definition.name.clone(), Rc::clone(&members));
        members
    }

    /// Returns whether an enumeration lists a text.
    pub(super) fn lists(
        &mut self,
        definition: &TypeDefinition,
        variants: &[Variant],
        text: &str,
    ) -> bool {
        if let Some(known) = self.variants.get(&definition.name) {
            return known.contains(text);
        }
        let listed = variants.iter().map(|variant| variant.wire.clone());
        let listed: Rc<HashSet<String>> = Rc::new(listed.collect());
        let is_listed = listed.contains(text);
        self.variants.insert(definition.name.clone(), listed);
        is_listed
    }

    /// Returns the values of an `enum` of a document, whose files live as long as the lookups.
    pub(super) fn enumeration(&mut self, listed: &Node) -> Rc<HashSet<JsonValue>> {
        let values = || {
            let Node::Sequence(values) = listed else {
                return HashSet::new();
            };
            values.iter().map(JsonValue::new).collect()
        };
        let known = self.enumerations.entry(std::ptr::from_ref(listed));
        Rc::clone(known.or_insert_with(|| Rc::new(values())))
    }

    /// Counts tried alternatives. Returns false from the moment when there are too many.
    pub(super) fn try_alternatives(&mut self, count: usize) -> bool {
        self.tries = self.tries.saturating_sub(count as u64);
        self.tries > 0
    }

    /// Returns whether more alternatives were to be tried than the limit allows.
    pub(super) fn is_exhausted(&self) -> bool {
        self.tries == 0
    }
}
