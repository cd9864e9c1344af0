//! Unions.

use std::collections::{HashMap, HashSet};

use super::{
    Alternative, Constraints, Stage, Type, Union,
    alternatives::{distinct_texts, is_hidden_by, order},
    named::NamedKind,
    names::{self, NameRequest, Role, Scope},
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{OneOf, SchemaId, SchemaKind},
};

impl Union {
    /// Returns for each alternative whether the fit of some values decides for it, because no stage selects it or only an
    /// optional one.
    #[must_use]
    pub fn free_alternatives(&self) -> Vec<bool> {
        self.free_alternatives_where(|_| false)
    }

    /// Returns for each alternative whether the fit of a value decides for it: no stage selects it, or only optional ones
    /// whose properties the value lacks.
    pub(crate) fn free_alternatives_where(&self, is_present: impl Fn(&Stage) -> bool) -> Vec<bool> {
        let mut free = vec![true; self.alternatives.len()];
        let stages = self.stages.iter();
        let deciding = stages.filter(|stage| !stage.is_optional || is_present(stage));
        for case in deciding.flat_map(|stage| &stage.cases) {
            if let Some(free) = free.get_mut(case.alternative) {
                *free = false;
            }
        }
        free
    }
}

impl ModelBuilder<'_, '_> {
    /// Builds a union with a name. An alternative that is the union itself is dropped.
    pub(super) fn union(&mut self, own: &str, choice: &OneOf) -> Union {
        let mut alternatives: Vec<Alternative> = Vec::new();
        let mut by_type: HashMap<Type, usize> = HashMap::new();
        let mut indices: HashMap<SchemaId, usize> = HashMap::new();
        for (id, place) in &choice.alternatives {
            let ty = match self.type_of(*id) {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            if matches!(&ty, Type::Named(name) if name == own) {
                self.diagnostics.push(
                    Diagnostic::new(Code::Recursive, "this union is an alternative of itself")
                        .at(place.clone())
                        .note("it is ignored"),
                );
                continue;
            }
            // A second alternative of the same type would never be selected.
            let known = by_type.get(&ty).copied();
            indices.insert(
                self.composer.target(*id, self.diagnostics),
                known.unwrap_or(alternatives.len()),
            );
            if let Some(known) = known.and_then(|index| alternatives.get_mut(index)) {
                // Constraints of only one of them hold for no value of the type.
                if known.constraints != self.constraints(*id) {
                    known.constraints = Constraints::default();
                }
            } else {
                let declared = self.declared(*id, &ty);
                by_type.insert(ty.clone(), alternatives.len());
                alternatives.push(Alternative {
                    name: String::new(),
                    ty,
                    declared,
                    constraints: self.constraints(*id),
                    is_closed: self.is_closed(*id),
                    docs: self.docs(*id),
                    place: place.clone(),
                });
            }
        }
        self.sort(&mut alternatives, &mut indices);
        let mut attempted = HashSet::new();
        let mut stages = Vec::new();
        for stage in &choice.stages {
            stages.push(self.stage(choice, stage, &indices, &mut attempted));
        }
        stages.retain(|stage| !stage.cases.is_empty());
        if stages.is_empty() && alternatives.len() > 1 {
            let inferred = self.infer_discriminator(choice, &indices);
            stages.extend(inferred.or_else(|| self.infer_optional_discriminator(choice, &indices)));
        }
        let mut union = Union {
            alternatives,
            stages,
        };
        self.drop_unselected(choice, &mut union, &indices, &attempted);
        self.keep_needed_closed(&mut union);
        let Union {
            mut alternatives,
            stages,
        } = union;
        let texts = distinct_texts(&alternatives);
        let wanted: Vec<_> = texts
            .iter()
            .map(|text| NameRequest::new(text, None))
            .collect();
        let scope = Scope::Type(Role::Variant, own.to_owned());
        let names = names::assign(Role::Variant, &scope, &wanted, self.past, self.diagnostics);
        for (alternative, name) in alternatives.iter_mut().zip(names) {
            alternative.name = name;
        }
        Union {
            alternatives,
            stages,
        }
    }

    /// Puts alternatives in the order in which they are tried, and reports those that no value reaches.
    fn sort(
        &mut self,
        alternatives: &mut Vec<Alternative>,
        indices: &mut HashMap<SchemaId, usize>,
    ) {
        let order = order(alternatives, &self.definitions);
        let mut moved: Vec<usize> = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(moved) = moved.get_mut(*old) {
                *moved = new;
            }
        }
        for index in indices.values_mut() {
            *index = moved.get(*index).copied().unwrap_or(*index);
        }
        let mut sorted: Vec<_> = alternatives.drain(..).zip(moved).collect();
        sorted.sort_by_key(|(_, place)| *place);
        alternatives.extend(sorted.into_iter().map(|(alternative, _)| alternative));
        let text = alternatives.iter().position(|one| one.ty == Type::String);
        let Some((first, later)) = text.and_then(|index| {
            let (before, later) = alternatives.split_at_checked(index + 1)?;
            Some((before.last()?, later))
        }) else {
            return;
        };
        for hidden in later.iter().filter(|it| is_hidden_by(&it.ty, &first.ty)) {
            let message = "no value is read as this alternative, because any string is another one";
            self.diagnostics.push(
                Diagnostic::new(Code::UnchosenAlternative, message)
                    .at(hidden.place.clone())
                    .also(first.place.clone(), "the other one")
                    .help("remove one of them"),
            );
        }
    }

    /// Drops alternatives whose discriminator values all select another one. Those without any are left for values that the
    /// discriminator does not select.
    fn drop_unselected(
        &mut self,
        choice: &OneOf,
        union: &mut Union,
        indices: &HashMap<SchemaId, usize>,
        attempted: &HashSet<usize>,
    ) {
        let free = union.free_alternatives();
        let is_dropped =
            |index: usize| free.get(index) == Some(&true) && attempted.contains(&index);
        let mut told = HashSet::new();
        for (id, place) in &choice.alternatives {
            let target = self.composer.target(*id, self.diagnostics);
            let index = indices.get(&target).copied().unwrap_or_default();
            if is_dropped(index) && told.insert(index) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnchosenAlternative,
                        "no discriminator value selects this alternative",
                    )
                    .at(place.clone())
                    .note("its values are kept as any JSON")
                    .help("add it to the `mapping` of the discriminator"),
                );
            }
        }
        let mut moved = vec![0; union.alternatives.len()];
        let mut next = 0;
        for (index, moved) in moved.iter_mut().enumerate() {
            *moved = next;
            next += usize::from(!is_dropped(index));
        }
        let mut index = 0;
        union.alternatives.retain(|_| {
            index += 1;
            !is_dropped(index - 1)
        });
        for case in union.stages.iter_mut().flat_map(|stage| &mut stage.cases) {
            case.alternative = moved.get(case.alternative).copied().unwrap_or_default();
        }
    }

    /// Returns whether the values of an alternative are objects without other properties than those that it declares.
    fn is_closed(&mut self, id: SchemaId) -> bool {
        let target = self.composer.target(id, self.diagnostics);
        match &self.composer.schema(target).kind {
            SchemaKind::Object(object) | SchemaKind::AllOf(_, object) => object.is_closed,
            _ => false,
        }
    }

    /// Clears the marks of closed alternatives where no open one could take their values.
    fn keep_needed_closed(&self, union: &mut Union) {
        let is_object = |ty: &Type| match ty {
            Type::Named(name) => !matches!(self.definitions.kind(name), Some(NamedKind::Scalar(_))),
            Type::Map(_) => true,
            _ => false,
        };
        let free = union.free_alternatives();
        let is_open = |(one, is_free): (&Alternative, &bool)| {
            *is_free && !one.is_closed && is_object(&one.ty)
        };
        let is_needed = union.alternatives.iter().zip(&free).any(is_open);
        for (alternative, is_free) in union.alternatives.iter_mut().zip(free) {
            alternative.is_closed &= is_needed && is_free;
        }
    }
}
