//! Which shape continues which in the next api-version, and how one becomes the other.
//!
//! A *pair* is two neighbouring shapes of a lineage that differ; a *way* is one direction of it. What became of each
//! part is decided once for a pair, for both ways.

use std::collections::{HashMap, HashSet};

use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments, Type, Visibility};

use crate::checked::Checked;
use crate::definitions::{Body, Definition, Versions};
use crate::member::{Part, is_optional};
use crate::shape::Shapes;

/// A shape: its group, and the module that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ShapeId {
    pub(crate) group: usize,
    pub(crate) module: usize,
}

/// One end of a pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) shape: ShapeId,
    /// The definition there.
    pub(crate) item: usize,
    /// The api-version at the boundary.
    pub(crate) version: usize,
}

/// Two shapes of neighbouring api-versions.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) older: End,
    pub(crate) newer: End,
    /// What became of the parts.
    pub(crate) links: Vec<Link>,
}

/// A part and what it was: positions in the parts of the definitions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) older: Option<usize>,
    pub(crate) newer: Option<usize>,
    pub(crate) relation: Relation,
}

/// How the types of a part differ, an outermost `Option` aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Same,
    /// The one continues the other, or is a container of what does.
    Continued {
        older: ShapeId,
        newer: ShapeId,
    },
    Different,
}

/// The pairs of all lineages.
pub(crate) struct Succession {
    /// By boundary, then in the order of the names.
    pub(crate) pairs: Vec<Pair>,
    /// Ways that can fail for want of a required member, by their ends.
    pub(crate) fallible: HashSet<(ShapeId, ShapeId)>,
}

impl Succession {
    pub(crate) fn of(checked: &Checked, shapes: &Shapes) -> Self {
        let mut pairs = Vec::new();
        let mut next: HashMap<(usize, usize), ShapeId> = HashMap::new();
        for version in 1..checked.versions.len() {
            for (newer, older) in predecessors(checked, shapes, version) {
                next.insert((older.shape.group, older.version), newer.shape);
                if older.shape != newer.shape {
                    pairs.push(Pair {
                        older,
                        newer,
                        links: Vec::new(),
                    });
                }
            }
        }
        let known: HashSet<(ShapeId, ShapeId)> = pairs
            .iter()
            .map(|pair| (pair.older.shape, pair.newer.shape))
            .collect();
        for pair in &mut pairs {
            pair.links = links(checked, shapes, &known, pair);
        }
        let fallible = fallible(checked, &pairs);
        Self { pairs, fallible }
    }
}

/// What each name of an api-version was in the one before.
fn predecessors(checked: &Checked, shapes: &Shapes, version: usize) -> Vec<(End, End)> {
    let mut found = Vec::new();
    for (group, _) in checked.groups.iter().enumerate() {
        let Some(newer) = end(checked, shapes, group, version) else {
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
            .and_then(|was| checked.names.get(&was.value()).copied());
        let Some(older) = end(checked, shapes, was.unwrap_or(group), version - 1) else {
            continue;
        };
        let fits = matches!(
            (definition(&older), definition(&newer)),
            (Some(older), Some(newer)) if is_same_kind(older, newer) && is_open(older) && is_open(newer)
        );
        if fits {
            found.push((newer, older));
        }
    }
    found
}

fn end(checked: &Checked, shapes: &Shapes, group: usize, version: usize) -> Option<End> {
    let item = (*checked.groups.get(group)?.at.get(version)?)?;
    let module = (*shapes.module_of.get(group)?.get(version)?)?;
    Some(End {
        shape: ShapeId { group, module },
        item,
        version,
    })
}

fn is_same_kind(older: &Definition, newer: &Definition) -> bool {
    matches!(
        (&older.body, &newer.body),
        (Body::Struct(_), Body::Struct(_))
            | (Body::Enumeration(_), Body::Enumeration(_))
            | (Body::Union(_), Body::Union(_))
    )
}

/// Whether another module can make one: a private field is for its own module alone.
fn is_open(item: &Definition) -> bool {
    match &item.body {
        Body::Struct(fields) => fields
            .iter()
            .all(|field| !matches!(field.vis, Visibility::Inherited)),
        _ => true,
    }
}

/// What became of the parts of a pair.
fn links(
    checked: &Checked,
    shapes: &Shapes,
    known: &HashSet<(ShapeId, ShapeId)>,
    pair: &Pair,
) -> Vec<Link> {
    let (older, newer) = (alive(checked, &pair.older), alive(checked, &pair.newer));
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
        let relation = before.map_or(Relation::Different, |(_, before, _)| {
            match (before.ty, part.ty) {
                (Some(old), Some(new)) => {
                    relate(checked, shapes, known, pair, peeled(old), peeled(new))
                }
                _ => Relation::Same,
            }
        });
        links.push(Link {
            older: before.map(|(position, ..)| *position),
            newer: Some(*position),
            relation,
        });
    }
    for (index, (position, ..)) in older.iter().enumerate() {
        if !taken.contains(&index) {
            links.push(Link {
                older: Some(*position),
                newer: None,
                relation: Relation::Different,
            });
        }
    }
    links
}

/// The parts that are alive at an end, their positions, and whether they begin there.
fn alive<'c>(checked: &'c Checked, end: &End) -> Vec<(usize, Part<'c>, bool)> {
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

/// How a type of the older end relates to one of the newer end.
fn relate(
    checked: &Checked,
    shapes: &Shapes,
    known: &HashSet<(ShapeId, ShapeId)>,
    pair: &Pair,
    older: &Type,
    newer: &Type,
) -> Relation {
    let shape = |ty: &Type, version: usize| {
        let group = checked.group(single_name(ty)?)?;
        end(checked, shapes, group, version).map(|end| end.shape)
    };
    match (
        shape(older, pair.older.version),
        shape(newer, pair.newer.version),
    ) {
        (Some(older), Some(newer)) if older == newer => return Relation::Same,
        (Some(older), Some(newer)) if known.contains(&(older, newer)) => {
            return Relation::Continued { older, newer };
        }
        (None, None) => {}
        _ => return Relation::Different,
    }
    match (contained(older), contained(newer)) {
        (Some((container, old)), Some((other, new))) if container == other => {
            relate(checked, shapes, known, pair, old, new)
        }
        (None, None)
            if text(older) == text(newer) && is_same_everywhere(checked, shapes, pair, older) =>
        {
            Relation::Same
        }
        _ => Relation::Different,
    }
}

/// Whether all that a type names is the same at both ends.
fn is_same_everywhere(checked: &Checked, shapes: &Shapes, pair: &Pair, ty: &Type) -> bool {
    let mut same = true;
    crate::tokens::names(&quote::ToTokens::to_token_stream(ty), &mut |name, _| {
        if let Some(group) = checked.group(name) {
            let at = |version| end(checked, shapes, group, version).map(|end| end.shape);
            same &= at(pair.older.version) == at(pair.newer.version);
        }
    });
    same
}

fn text(ty: &Type) -> String {
    quote::ToTokens::to_token_stream(ty).to_string()
}

/// The name that is all of a type.
fn single_name(ty: &Type) -> Option<&syn::Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}

/// The container that a type is, and what it holds.
fn contained(ty: &Type) -> Option<(String, &Type)> {
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
        ("Option" | "Nullable" | "Vec" | "Box", [inner]) => Some((name, inner)),
        ("BTreeMap", [key, inner]) if single_name(key).is_some_and(|key| key == "String") => {
            Some((name, inner))
        }
        _ => None,
    }
}

/// What an optional member holds, and what any other is.
fn peeled(ty: &Type) -> &Type {
    if !is_optional(ty) {
        return ty;
    }
    contained(ty).map_or(ty, |(_, inner)| inner)
}

/// The ways that can fail, and those that lead through them.
fn fallible(checked: &Checked, pairs: &[Pair]) -> HashSet<(ShapeId, ShapeId)> {
    let mut fallible = HashSet::new();
    let mut through: HashMap<(ShapeId, ShapeId), Vec<(ShapeId, ShapeId)>> = HashMap::new();
    let mut waiting = Vec::new();
    for pair in pairs {
        for up in [true, false] {
            let (from, to) = if up {
                (&pair.older, &pair.newer)
            } else {
                (&pair.newer, &pair.older)
            };
            let way = (from.shape, to.shape);
            for link in &pair.links {
                if let Relation::Continued { older, newer } = link.relation
                    && !has_custom(checked, pair, link, up)
                {
                    let inner = if up { (older, newer) } else { (newer, older) };
                    through.entry(inner).or_default().push(way);
                }
                if needs_more(checked, pair, link, up) && fallible.insert(way) {
                    waiting.push(way);
                }
            }
        }
    }
    while let Some(inner) = waiting.pop() {
        for way in through.get(&inner).into_iter().flatten() {
            if fallible.insert(*way) {
                waiting.push(*way);
            }
        }
    }
    fallible
}

/// Whether a part names a conversion for a direction.
fn has_custom(checked: &Checked, pair: &Pair, link: &Link, up: bool) -> bool {
    let (Some(position), Some(_)) = (link.newer, link.older) else {
        return false;
    };
    let named = custom(checked, &pair.newer, position);
    named.is_some_and(|versions| versions.conversion(up).is_some())
}

/// What a part says of its conversions, if it begins at this end of a pair.
pub(crate) fn custom<'c>(
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

/// Whether a member is required at the end of a way and may not be had.
fn needs_more(checked: &Checked, pair: &Pair, link: &Link, up: bool) -> bool {
    let item = |end: &End| checked.definitions.items.get(end.item);
    let (Some(older), Some(newer)) = (item(&pair.older), item(&pair.newer)) else {
        return false;
    };
    let (Body::Struct(old), Body::Struct(new)) = (&older.body, &newer.body) else {
        return false;
    };
    let old = link.older.and_then(|position| old.get(position));
    let new = link.newer.and_then(|position| new.get(position));
    let (source, target) = if up { (old, new) } else { (new, old) };
    let Some(target) = target.filter(|target| !is_optional(&target.ty)) else {
        return false;
    };
    let Some(source) = source.filter(|source| !is_optional(&source.ty)) else {
        return true;
    };
    if has_custom(checked, pair, link, up) {
        return !up;
    }
    link.relation == Relation::Different && !is_always_possible(checked, &source.ty, &target.ty)
}

/// The retypes that every value survives; the runtime's `Retype` has the same.
const RETYPES: [(&str, &[&str]); 21] = [
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

/// Whether every value of a type is one of another.
pub(crate) fn is_always_possible(checked: &Checked, from: &Type, to: &Type) -> bool {
    let (Some(from), Some(to)) = (single_name(from), single_name(to)) else {
        return false;
    };
    let is_enumeration = |name: &syn::Ident| {
        let group = checked
            .group(name)
            .and_then(|group| checked.groups.get(group));
        let mut items = group.into_iter().flat_map(|group| &group.items).peekable();
        items.peek().is_some()
            && items.all(|item| {
                let item = checked.definitions.items.get(*item);
                item.is_some_and(|item| matches!(item.body, Body::Enumeration(_)))
            })
    };
    (is_enumeration(from) && to == "String")
        || (from == "String" && is_enumeration(to))
        || RETYPES
            .iter()
            .any(|(name, others)| from == name && others.iter().any(|other| to == other))
}
