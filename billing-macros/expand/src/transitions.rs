//! The transitions between the shapes of neighbouring api-versions.
//!
//! A *transition* is a pair of neighbouring shapes of one lineage that differ. Each has two conversions, one for each
//! direction. The relation of each part to its predecessor is computed once for both.

use std::collections::{HashMap, HashSet};

use quote::quote;
use syn::ext::IdentExt;
use syn::{GenericArgument, Path, PathArguments, Type, Visibility};

use crate::checked::Checked;
use crate::definitions::{Body, Definition, ValueKind, Versions};
use crate::member::{Part, is_optional, is_string};
use crate::shape::Shapes;
use crate::tokens::from_inside;

/// The direction of a conversion between neighbouring api-versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Upgrade,
    Downgrade,
}

impl Direction {
    pub(crate) const BOTH: [Self; 2] = [Self::Upgrade, Self::Downgrade];

    pub(crate) fn is_upgrade(self) -> bool {
        self == Self::Upgrade
    }

    /// Returns the values of the older and the newer end as those of source and target.
    pub(crate) fn orient<T>(self, older: T, newer: T) -> (T, T) {
        match self {
            Self::Upgrade => (older, newer),
            Self::Downgrade => (newer, older),
        }
    }
}

impl Versions {
    /// Returns the custom conversion of a direction.
    pub(crate) fn conversion(&self, direction: Direction) -> Option<&Path> {
        match direction {
            Direction::Upgrade => self.upgrade_with.as_ref(),
            Direction::Downgrade => self.downgrade_with.as_ref(),
        }
    }
}

/// A shape: its group, and the module that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ShapeId {
    pub(crate) group: usize,
    pub(crate) module: usize,
}

/// One end of a transition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) shape: ShapeId,
    /// The index of the definition.
    pub(crate) item: usize,
    /// The api-version next to the boundary.
    pub(crate) version: usize,
}

/// A pair of shapes in neighbouring api-versions.
#[derive(Debug)]
pub(crate) struct Transition {
    pub(crate) older: End,
    pub(crate) newer: End,
    /// The parts of both ends, each with its counterpart.
    pub(crate) links: Vec<PartLink>,
}

/// A part and its counterpart at the other end, as positions in the parts of their definitions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartLink {
    pub(crate) older: Option<usize>,
    pub(crate) newer: Option<usize>,
    pub(crate) relation: TypeRelation,
}

/// The relation between the types of a part and its counterpart, regardless of an outermost `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeRelation {
    Same,
    /// The newer type continues the older one, or both are the same container of such types.
    Continued {
        older: ShapeId,
        newer: ShapeId,
    },
    Different,
}

/// The transitions of all lineages.
pub(crate) struct Transitions {
    /// Sorted by boundary, then by the order of the names.
    pub(crate) all: Vec<Transition>,
    /// The conversions that fail if a required member is missing, by source and target.
    pub(crate) fallible: HashSet<(ShapeId, ShapeId)>,
}

impl Transitions {
    pub(crate) fn compute(checked: &Checked, shapes: &Shapes) -> Self {
        let mut transitions = Vec::new();
        let mut next: HashMap<(usize, usize), ShapeId> = HashMap::new();
        for version in 1..checked.versions.len() {
            for (newer, older) in find_predecessors(checked, shapes, version) {
                next.insert((older.shape.group, older.version), newer.shape);
                if older.shape != newer.shape {
                    transitions.push(Transition {
                        older,
                        newer,
                        links: Vec::new(),
                    });
                }
            }
        }
        let known: HashSet<(ShapeId, ShapeId)> = transitions
            .iter()
            .map(|transition| (transition.older.shape, transition.newer.shape))
            .collect();
        for transition in &mut transitions {
            transition.links = link_parts(checked, shapes, &known, transition);
        }
        let fallible = find_fallible(checked, &transitions);
        Self {
            all: transitions,
            fallible,
        }
    }
}

/// Pairs each name of an api-version with its predecessor in the previous one.
fn find_predecessors(checked: &Checked, shapes: &Shapes, version: usize) -> Vec<(End, End)> {
    let mut predecessors = Vec::new();
    for (group, _) in checked.groups.iter().enumerate() {
        let Some(newer) = find_end(checked, shapes, group, version) else {
            continue;
        };
        let begins = |item: usize| {
            checked
                .items
                .get(item)
                .is_some_and(|item| item.alive.start == version)
        };
        let definition = |end: &End| checked.definitions.items.get(end.item);
        let was = definition(&newer)
            .filter(|_| begins(newer.item))
            .and_then(|item| item.versions.as_ref()?.was.as_ref())
            .and_then(|was| checked.names_beside(group).get(&was.value()).copied());
        let Some(older) = find_end(checked, shapes, was.unwrap_or(group), version - 1) else {
            continue;
        };
        let fits = matches!(
            (definition(&older), definition(&newer)),
            (Some(older), Some(newer)) if is_same_kind(older, newer) && is_open(older) && is_open(newer)
        );
        if fits {
            predecessors.push((newer, older));
        }
    }
    predecessors
}

fn find_end(checked: &Checked, shapes: &Shapes, group: usize, version: usize) -> Option<End> {
    let item = (*checked.groups.get(group)?.at.get(version)?)?;
    let module = (*shapes.module_of.get(group)?.get(version)?)?;
    Some(End {
        shape: ShapeId { group, module },
        item,
        version,
    })
}

/// Returns the kind of an enumeration's values; `None` for another definition.
fn value_kind(item: &Definition) -> Option<ValueKind> {
    match item.body {
        Body::Enumeration(kind, _) => Some(kind),
        _ => None,
    }
}

fn is_same_kind(older: &Definition, newer: &Definition) -> bool {
    matches!(
        (&older.body, &newer.body),
        (Body::Struct(_), Body::Struct(_)) | (Body::Union(_), Body::Union(_))
    ) || value_kind(older).is_some() && value_kind(older) == value_kind(newer)
}

/// Returns whether other modules can construct the type: it has no private field.
fn is_open(item: &Definition) -> bool {
    match &item.body {
        Body::Struct(fields) => fields
            .iter()
            .all(|field| !matches!(field.vis, Visibility::Inherited)),
        _ => true,
    }
}

/// Links the parts of both ends of a transition.
fn link_parts(
    checked: &Checked,
    shapes: &Shapes,
    known: &HashSet<(ShapeId, ShapeId)>,
    transition: &Transition,
) -> Vec<PartLink> {
    let (older, newer) = (
        live_parts(checked, &transition.older),
        live_parts(checked, &transition.newer),
    );
    let name = |part: &Part<'_>| part.ident.unraw().to_string();
    let stays: HashSet<String> = newer.iter().map(|(_, part, _)| name(part)).collect();
    let by_name: HashMap<String, usize> = older
        .iter()
        .enumerate()
        .map(|(index, (_, part, _))| (name(part), index))
        .collect();
    let mut taken = HashSet::new();
    let mut links = Vec::new();
    for (position, part, begins) in &newer {
        let was = part
            .versions
            .filter(|_| *begins)
            .and_then(|versions| versions.was.as_ref())
            .map(syn::LitStr::value)
            .filter(|was| !stays.contains(was));
        let before = by_name
            .get(&was.unwrap_or_else(|| name(part)))
            .copied()
            .filter(|index| taken.insert(*index))
            .and_then(|index| older.get(index));
        let relation = before.map_or(TypeRelation::Different, |(_, before, _)| {
            match (before.ty, part.ty) {
                (Some(old), Some(new)) => relate_types(
                    checked,
                    shapes,
                    known,
                    transition,
                    strip_option(old),
                    strip_option(new),
                ),
                _ => TypeRelation::Same,
            }
        });
        links.push(PartLink {
            older: before.map(|(position, ..)| *position),
            newer: Some(*position),
            relation,
        });
    }
    for (index, (position, ..)) in older.iter().enumerate() {
        if !taken.contains(&index) {
            links.push(PartLink {
                older: Some(*position),
                newer: None,
                relation: TypeRelation::Different,
            });
        }
    }
    links
}

/// Returns the parts that exist at an end, with their positions, and whether they begin there.
fn live_parts<'c>(checked: &'c Checked, end: &End) -> Vec<(usize, Part<'c>, bool)> {
    let (Some(item), Some(resolved)) = (
        checked.definitions.items.get(end.item),
        checked.items.get(end.item),
    ) else {
        return Vec::new();
    };
    item.body
        .parts()
        .into_iter()
        .zip(&resolved.parts)
        .enumerate()
        .filter(|(_, (_, resolved))| resolved.alive.contains(&end.version))
        .map(|(position, (part, resolved))| (position, part, resolved.alive.start == end.version))
        .collect()
}

/// Relates a type of the older end to one of the newer end.
fn relate_types(
    checked: &Checked,
    shapes: &Shapes,
    known: &HashSet<(ShapeId, ShapeId)>,
    transition: &Transition,
    older: &Type,
    newer: &Type,
) -> TypeRelation {
    let shape = |ty: &Type, version: usize| {
        let group = checked.find_type(as_name(ty)?)?;
        find_end(checked, shapes, group, version).map(|end| end.shape)
    };
    match (
        shape(older, transition.older.version),
        shape(newer, transition.newer.version),
    ) {
        (Some(older), Some(newer)) if older == newer => return TypeRelation::Same,
        (Some(older), Some(newer)) if known.contains(&(older, newer)) => {
            return TypeRelation::Continued { older, newer };
        }
        (None, None) => {}
        _ => return TypeRelation::Different,
    }
    match (split_container(older), split_container(newer)) {
        (Some((container, old)), Some((other, new))) if container == other => {
            relate_types(checked, shapes, known, transition, old, new)
        }
        (None, None)
            if type_text(older) == type_text(newer)
                && names_same_shapes(checked, shapes, transition, older) =>
        {
            TypeRelation::Same
        }
        _ => TypeRelation::Different,
    }
}

/// Returns whether all definitions that a type names have the same shape at both ends.
fn names_same_shapes(
    checked: &Checked,
    shapes: &Shapes,
    transition: &Transition,
    ty: &Type,
) -> bool {
    let mut same = true;
    crate::tokens::visit_names(&quote::ToTokens::to_token_stream(ty), &mut |name, _| {
        if let Some(group) = checked.find_type(name) {
            let at = |version| find_end(checked, shapes, group, version).map(|end| end.shape);
            same &= at(transition.older.version) == at(transition.newer.version);
        }
    });
    same
}

fn type_text(ty: &Type) -> String {
    quote::ToTokens::to_token_stream(ty).to_string()
}

/// Returns the name that a type consists of, if it is one name.
fn as_name(ty: &Type) -> Option<&syn::Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}

/// Returns the name of a container and the type of its values.
fn split_container(ty: &Type) -> Option<(String, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types: Vec<&Type> = arguments
        .args
        .iter()
        .map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let name = last.ident.to_string();
    match (name.as_str(), types.as_slice()) {
        ("Option" | "Nullable" | "Vec" | "Box" | "ErasedBox", [inner]) => Some((name, inner)),
        ("BTreeMap", [key, inner]) if is_string(key) => Some((name, inner)),
        _ => None,
    }
}

/// Strips an outermost `Option`.
fn strip_option(ty: &Type) -> &Type {
    if !is_optional(ty) {
        return ty;
    }
    split_container(ty).map_or(ty, |(_, inner)| inner)
}

/// Finds the conversions that can fail, directly or through those that they call.
fn find_fallible(checked: &Checked, transitions: &[Transition]) -> HashSet<(ShapeId, ShapeId)> {
    let mut fallible = HashSet::new();
    let mut through: HashMap<(ShapeId, ShapeId), Vec<(ShapeId, ShapeId)>> = HashMap::new();
    let mut waiting = Vec::new();
    for transition in transitions {
        for direction in Direction::BOTH {
            let conversion = direction.orient(transition.older.shape, transition.newer.shape);
            for link in &transition.links {
                if let TypeRelation::Continued { older, newer } = link.relation
                    && !has_custom_conversion(checked, transition, link, direction)
                {
                    let inner = direction.orient(older, newer);
                    through.entry(inner).or_default().push(conversion);
                }
                if can_lack_member(checked, transition, link, direction)
                    && fallible.insert(conversion)
                {
                    waiting.push(conversion);
                }
            }
        }
    }
    while let Some(inner) = waiting.pop() {
        for conversion in through.get(&inner).into_iter().flatten() {
            if fallible.insert(*conversion) {
                waiting.push(*conversion);
            }
        }
    }
    fallible
}

/// Returns whether a part has a custom conversion for a direction.
fn has_custom_conversion(
    checked: &Checked,
    transition: &Transition,
    link: &PartLink,
    direction: Direction,
) -> bool {
    let (Some(position), Some(_)) = (link.newer, link.older) else {
        return false;
    };
    let named = custom_conversions(checked, &transition.newer, position);
    named.is_some_and(|versions| versions.conversion(direction).is_some())
}

/// Returns the range of a part with its custom conversions, if the part begins at the newer end of a transition.
pub(crate) fn custom_conversions<'c>(
    checked: &'c Checked,
    newer: &End,
    position: usize,
) -> Option<&'c Versions> {
    let resolved = checked.items.get(newer.item)?;
    let item = checked.definitions.items.get(newer.item)?;
    let versions = item.body.parts().into_iter().nth(position)?.versions?;
    let begins = resolved.parts.get(position)?.alive.start == newer.version;
    begins.then_some(versions)
}

/// Returns whether a conversion can lack the value of a required member.
fn can_lack_member(
    checked: &Checked,
    transition: &Transition,
    link: &PartLink,
    direction: Direction,
) -> bool {
    let item = |end: &End| checked.definitions.items.get(end.item);
    let (Some(older), Some(newer)) = (item(&transition.older), item(&transition.newer)) else {
        return false;
    };
    let (Body::Struct(old), Body::Struct(new)) = (&older.body, &newer.body) else {
        return false;
    };
    let old = link.older.and_then(|position| old.get(position));
    let new = link.newer.and_then(|position| new.get(position));
    let (source, target) = direction.orient(old, new);
    let Some(target) = target.filter(|target| !is_optional(&target.ty)) else {
        return false;
    };
    let Some(source) = source.filter(|source| !is_optional(&source.ty)) else {
        return true;
    };
    if has_custom_conversion(checked, transition, link, direction) {
        return !direction.is_upgrade();
    }
    link.relation == TypeRelation::Different
        && !is_infallible_retype(checked, &source.ty, &target.ty)
}

/// The types whose values convert to other types without exception, by name, each with these types. The runtime
/// implements `Retype` for the same pairs.
pub const INFALLIBLE_RETYPES: [(&str, &[&str]); 21] = [
    ("i8", &["i16", "i32", "i64"]),
    ("i16", &["i32", "i64"]),
    ("i32", &["i64", "Decimal", "Json"]),
    ("i64", &["Decimal", "Json", "UnixTime"]),
    ("u8", &["u16", "u32", "u64", "i16", "i32", "i64"]),
    ("u16", &["u32", "u64", "i32", "i64"]),
    ("u32", &["u64", "i64", "Decimal", "Json"]),
    ("u64", &["Decimal", "Json"]),
    ("bool", &["Json"]),
    ("String", &["Json"]),
    ("Decimal", &["Json"]),
    ("UnixTime", &["i64"]),
    ("Date", &["String"]),
    ("DateTime", &["String"]),
    ("LocalDateTime", &["String"]),
    ("HttpDate", &["String"]),
    ("Duration", &["String"]),
    ("Uuid", &["String"]),
    ("Base64", &["String"]),
    ("Base64Url", &["String"]),
    ("DecimalText", &["String"]),
];

/// The types whose values convert to an enumeration of integers without exception. The runtime implements `Retype` for the
/// same ones.
pub const TO_INTEGER_ENUMERATION: [&str; 7] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32"];

/// The types to which values of an enumeration of integers convert without exception. The runtime implements `Retype` for
/// the same ones.
pub const FROM_INTEGER_ENUMERATION: [&str; 3] = ["i64", "Decimal", "Json"];

/// Returns whether every value of a type converts to another type.
pub(crate) fn is_infallible_retype(checked: &Checked, from: &Type, to: &Type) -> bool {
    let enumeration = |ty: &Type| {
        let group = as_name(ty).and_then(|name| checked.find_type(name));
        let group = group.and_then(|group| checked.groups.get(group));
        let items = group.into_iter().flat_map(|group| &group.items);
        let mut kinds = items.map(|item| value_kind(checked.definitions.items.get(*item)?));
        let first = kinds.next().flatten();
        first.filter(|_| kinds.all(|kind| kind == first))
    };
    let [from_name, to_name] = [from, to].map(|ty| value_name(checked, ty));
    match (from_name, to_name) {
        (None, Some(to)) => match enumeration(from) {
            Some(ValueKind::Text) => to == "String",
            Some(ValueKind::Integer) => FROM_INTEGER_ENUMERATION.contains(&to.as_str()),
            None => false,
        },
        (Some(from), None) => match enumeration(to) {
            Some(ValueKind::Text) => from == "String",
            Some(ValueKind::Integer) => TO_INTEGER_ENUMERATION.contains(&from.as_str()),
            None => false,
        },
        (Some(from), Some(to)) => INFALLIBLE_RETYPES
            .iter()
            .any(|(name, others)| from == *name && others.contains(&to.as_str())),
        (None, None) => false,
    }
}

/// Returns the name of a type that is no definition. Where a definition has its name, the type is a path.
fn value_name(checked: &Checked, ty: &Type) -> Option<String> {
    if let Some(name) = as_name(ty) {
        return checked.find_type(name).is_none().then(|| name.to_string());
    }
    if is_string(ty) {
        return Some("String".to_owned());
    }
    let Type::Path(path) = ty else { return None };
    let name = &path.path.segments.last()?.ident;
    let runtime = from_inside(checked.definitions.runtime.as_ref()?);
    let is_value = quote!(#runtime::#name).to_string() == quote!(#path).to_string();
    is_value.then(|| name.to_string())
}
