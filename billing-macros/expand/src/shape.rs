//! The shapes of types and operations: which api-versions share a type.
//!
//! The api-versions of each name are partitioned into as few shapes as possible, such that all api-versions of a shape
//! have the same parts and each type that these refer to has one shape. The algorithm is partition refinement: it
//! starts with the parts of each definition and splits until no reference distinguishes two api-versions of a shape.

use std::collections::{BTreeMap, HashMap, VecDeque};

use quote::ToTokens;
use syn::Attribute;

use crate::checked::{Checked, Group};
use crate::definitions::{Body, Definition};
use crate::print;

/// Indices of api-versions, ascending.
pub(crate) type VersionSet = Vec<usize>;

/// A distinct form of a name.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The index of the definition in its newest api-version.
    pub(crate) item: usize,
    /// The index of its newest api-version.
    pub(crate) newest: usize,
    /// The index of its module in [`Shapes::modules`].
    pub(crate) module: usize,
}

/// All shapes of types, or all shapes of operations, that exist in the same api-versions.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) has_operations: bool,
    pub(crate) versions: VersionSet,
    /// The shapes, in the order of the definitions.
    pub(crate) shapes: Vec<Shape>,
}

/// The shapes of all names.
pub(crate) struct Shapes {
    pub(crate) modules: Vec<Module>,
    /// The module of the shape, by group and api-version.
    pub(crate) module_of: Vec<Vec<Option<usize>>>,
}

/// The class of each api-version; `None` where the name does not exist.
type Classes = Vec<Option<usize>>;

impl Shapes {
    pub(crate) fn compute(checked: &Checked) -> Self {
        let classes = refine(checked);
        let mut modules: BTreeMap<(bool, VersionSet), Vec<(usize, Shape)>> = BTreeMap::new();
        for (index, (group, classes)) in checked.groups.iter().zip(&classes).enumerate() {
            for versions in version_sets(classes) {
                let Some(newest) = versions.last().copied() else {
                    continue;
                };
                let Some(item) = group.at.get(newest).copied().flatten() else {
                    continue;
                };
                let key = (group.is_operation, versions);
                modules.entry(key).or_default().push((
                    index,
                    Shape {
                        item,
                        newest,
                        module: 0,
                    },
                ));
            }
        }
        let mut module_of = vec![vec![None; checked.versions.len()]; checked.groups.len()];
        let modules = modules
            .into_iter()
            .enumerate()
            .map(|(module, ((has_operations, versions), shapes))| {
                let shapes = shapes
                    .into_iter()
                    .map(|(group, shape)| {
                        let row: &mut [_] =
                            module_of.get_mut(group).map_or(&mut [], Vec::as_mut_slice);
                        for version in &versions {
                            if let Some(place) = row.get_mut(*version) {
                                *place = Some(module);
                            }
                        }
                        Shape { module, ..shape }
                    })
                    .collect();
                Module {
                    has_operations,
                    versions,
                    shapes,
                }
            })
            .collect();
        Self { modules, module_of }
    }
}

fn version_sets(classes: &Classes) -> Vec<VersionSet> {
    let mut sets: Vec<VersionSet> = Vec::new();
    for (version, class) in classes.iter().enumerate() {
        let Some(class) = *class else { continue };
        if sets.len() <= class {
            sets.resize_with(class + 1, Vec::new);
        }
        if let Some(set) = sets.get_mut(class) {
            set.push(version);
        }
    }
    sets
}

fn refine(checked: &Checked) -> Vec<Classes> {
    let mut counts = Vec::with_capacity(checked.groups.len());
    let mut classes: Vec<Classes> = Vec::with_capacity(checked.groups.len());
    for group in &checked.groups {
        let (own, count) = classify_by_parts(checked, group);
        classes.push(own);
        counts.push(count);
    }
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); checked.groups.len()];
    for (index, group) in checked.groups.iter().enumerate() {
        for item in group
            .items
            .iter()
            .filter_map(|item| checked.items.get(*item))
        {
            for reference in item
                .references
                .iter()
                .chain(item.parts.iter().flat_map(|part| &part.references))
            {
                if let Some(users) = users.get_mut(*reference)
                    && users.last() != Some(&index)
                {
                    users.push(index);
                }
            }
        }
    }
    // A reference to a name with one class splits nothing.
    let mut waiting: VecDeque<usize> = VecDeque::new();
    let mut is_waiting = vec![false; checked.groups.len()];
    let wake = |split: usize, waiting: &mut VecDeque<usize>, is_waiting: &mut Vec<bool>| {
        for user in users.get(split).into_iter().flatten() {
            if let Some(is_waiting) = is_waiting.get_mut(*user)
                && !*is_waiting
            {
                *is_waiting = true;
                waiting.push_back(*user);
            }
        }
    };
    for (index, count) in counts.iter().enumerate() {
        if *count > 1 {
            wake(index, &mut waiting, &mut is_waiting);
        }
    }
    while let Some(index) = waiting.pop_front() {
        if let Some(is_waiting) = is_waiting.get_mut(index) {
            *is_waiting = false;
        }
        let Some(group) = checked.groups.get(index) else {
            continue;
        };
        let (split, count) = split_by_references(checked, group, index, &classes);
        if counts.get(index).is_some_and(|before| *before < count) {
            if let (Some(classes), Some(before)) = (classes.get_mut(index), counts.get_mut(index)) {
                *classes = split;
                *before = count;
            }
            wake(index, &mut waiting, &mut is_waiting);
        }
    }
    classes
}

/// Numbers distinct keys in the order of their first appearance.
struct Numbering<K>(HashMap<K, usize>);

impl<K: std::hash::Hash + Eq> Numbering<K> {
    fn number(&mut self, key: K) -> usize {
        let next = self.0.len();
        *self.0.entry(key).or_insert(next)
    }
}

/// Classifies the api-versions of a name by its own parts.
fn classify_by_parts(checked: &Checked, group: &Group) -> (Classes, usize) {
    let items: Vec<(&Definition, _)> = group
        .items
        .iter()
        .filter_map(|item| {
            Some((
                checked.definitions.items.get(*item)?,
                checked.items.get(*item)?,
            ))
        })
        .collect();
    let bodies: Vec<_> = items.iter().map(|(item, _)| item.body.parts()).collect();
    let mut named: HashMap<String, usize> = HashMap::new();
    for part in bodies.iter().flatten() {
        *named.entry(part.ident.to_string()).or_default() += 1;
    }
    // Only names that are defined several times are compared as text, because that is slow.
    let mut keys = Numbering(HashMap::new());
    let mut numbers = HashMap::new();
    for ((index, (item, resolved)), parts) in group.items.iter().zip(&items).zip(&bodies) {
        let head = if items.len() > 1 {
            keys.number(head_key(item))
        } else {
            0
        };
        let parts: Vec<usize> = parts
            .iter()
            .enumerate()
            .map(|(position, part)| {
                let mut key = part.ident.to_string();
                if named.get(&key).is_some_and(|count| *count > 1) {
                    let ty = resolved
                        .parts
                        .get(position)
                        .map(|part| part.ty.to_string())
                        .unwrap_or_default();
                    let vis = part
                        .vis
                        .map(|vis| vis.to_token_stream().to_string())
                        .unwrap_or_default();
                    let own = match &item.body {
                        Body::Union(alternatives) => alternatives
                            .get(position)
                            .map(|one| format!("{}{}", print::rules_text(&one.when), one.is_closed))
                            .unwrap_or_default(),
                        Body::Struct(fields) => fields
                            .get(position)
                            .map(|one| print::initial_text(&one.initial))
                            .unwrap_or_default(),
                        _ => String::new(),
                    };
                    let arguments = match &item.body {
                        Body::Operation(operation) => operation
                            .parameters
                            .get(position)
                            .map(|one| {
                                print::parameter_arguments_text(one)
                                    + &print::initial_text(&one.initial)
                            })
                            .unwrap_or_default(),
                        _ => String::new(),
                    };
                    let location = part
                        .location
                        .map_or("", crate::definitions::Location::as_str);
                    key = [
                        &key,
                        &part.wire_name(),
                        &ty,
                        &vis,
                        &own,
                        &arguments,
                        location,
                        &attributes_key(part.attrs),
                    ]
                    .join("\u{0}");
                }
                keys.number(key)
            })
            .collect();
        numbers.insert(*index, (head, parts));
    }
    let mut classes = Numbering(HashMap::new());
    let own = group
        .at
        .iter()
        .enumerate()
        .map(|(version, at)| {
            let (head, parts) = numbers.get(at.as_ref()?)?;
            let resolved = checked.items.get((*at)?)?;
            let alive = parts
                .iter()
                .zip(&resolved.parts)
                .filter(|(_, part)| part.alive.contains(&version));
            let key: Vec<usize> = std::iter::once(*head)
                .chain(alive.map(|(number, _)| *number))
                .collect();
            Some(classes.number(key))
        })
        .collect();
    (own, classes.0.len())
}

fn head_key(item: &Definition) -> String {
    let own = match &item.body {
        Body::Operation(operation) => print::operation_text(operation),
        other => other.kind().to_owned(),
    };
    own + &attributes_key(&item.attrs)
}

fn attributes_key(attrs: &[Attribute]) -> String {
    attrs
        .iter()
        .filter(|attr| !attr.path().is_ident("doc"))
        .map(|attr| attr.to_token_stream().to_string())
        .collect()
}

/// Splits the classes of a name by the shapes of the types that it refers to.
fn split_by_references(
    checked: &Checked,
    group: &Group,
    index: usize,
    classes: &[Classes],
) -> (Classes, usize) {
    let mut numbering = Numbering(HashMap::new());
    let class_at =
        |group: usize, version: usize| classes.get(group)?.get(version).copied().flatten();
    let split = group
        .at
        .iter()
        .enumerate()
        .map(|(version, at)| {
            let item = checked.items.get((*at)?)?;
            let alive = item
                .parts
                .iter()
                .filter(|part| part.alive.contains(&version));
            let references = item
                .references
                .iter()
                .chain(alive.flat_map(|part| &part.references));
            let key: Vec<Option<usize>> = std::iter::once(index)
                .chain(references.copied())
                .map(|group| class_at(group, version))
                .collect();
            Some(numbering.number(key))
        })
        .collect();
    (split, numbering.0.len())
}
