//! Values of types: documented ones, or made-up ones.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;

use super::{Types, alive, references, required};
use crate::{
    history::{KindHistory, TypeHistory},
    model::{Field, Format, Integer, Presence, Type, ValueKind},
};

/// The nesting depth up to which a made-up value has all its members; below, it has the required ones.
const DEPTH: usize = 3;

/// Maximum nesting depth of a made-up value. Decoding has a limit of 128 levels, of lists and maps too.
const MAX_DEPTH: usize = 40;

/// The number of members from which on a made-up value has only required ones.
const MANY_MEMBERS: usize = 1_000;

/// Maximum number of members of a made-up value.
const MAX_MEMBERS: usize = 10_000;

/// Maker of values for the types of a history.
pub(super) struct Samples<'h> {
    types: &'h Types<'h>,
    /// The least depth of a value, by api-version and name. A type that requires itself has no value.
    depths: Vec<HashMap<&'h str, usize>>,
}

/// A value that is being written.
struct Sample {
    text: String,
    members: usize,
}

impl<'h> Samples<'h> {
    pub(super) fn new(types: &'h Types<'h>) -> Self {
        let versions = 0..types.history.api_versions.len();
        Self {
            types,
            depths: versions
                .map(|version| least_depths(types, version))
                .collect(),
        }
    }

    /// Returns a value of a type: a documented one, or one with all members. What the other api-version requires is in
    /// it, too. A type whose values are too large has none.
    pub(super) fn of(
        &self,
        ty: &TypeHistory,
        version: usize,
        other: &TypeHistory,
        other_version: usize,
    ) -> Option<String> {
        let operations = self.types.history.operations.iter();
        let mut documented = operations
            .flat_map(|operation| &operation.examples)
            .filter(|documented| {
                documented.version == version
                    && matches!(&documented.response.body, Some(Type::Named(name)) if *name == ty.name)
            });
        if let Some(documented) = documented.next() {
            let own = self.all_required(ty, version);
            if self.all_required(other, other_version).is_subset(&own) {
                return Some(documented.example.json.clone());
            }
        }
        let mut sample = Sample {
            text: String::new(),
            members: 0,
        };
        self.write_type(&mut sample, ty, version, Some((other, other_version)), 0)?;
        Some(sample.text)
    }

    /// Returns the required members of a type and of all that it holds.
    fn all_required<'t>(&'t self, ty: &'t TypeHistory, version: usize) -> HashSet<&'t str> {
        let mut found = HashSet::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            if seen.insert(&ty.name) {
                found.extend(required(ty, version));
                let names = references(ty, version).into_iter();
                waiting.extend(names.filter_map(|name| self.types.find(name, version)));
            }
        }
        found
    }

    /// Returns whether a type has a value inside one of a depth.
    fn fits(&self, ty: &Type, version: usize, depth: usize) -> bool {
        ty.names().into_iter().all(|name| {
            self.types.find(name, version).is_none()
                || self
                    .least_depth(name, version)
                    .is_some_and(|least| depth + least <= MAX_DEPTH)
        })
    }

    fn least_depth(&self, name: &str, version: usize) -> Option<usize> {
        self.depths.get(version)?.get(name).copied()
    }

    /// Writes a value of a type with all members, and with those that another type requires.
    fn write_type(
        &self,
        sample: &mut Sample,
        ty: &TypeHistory,
        version: usize,
        other: Option<(&TypeHistory, usize)>,
        depth: usize,
    ) -> Option<()> {
        match &ty.kind {
            KindHistory::Struct(fields) => {
                let others = match other {
                    Some((
                        TypeHistory {
                            kind: KindHistory::Struct(others),
                            ..
                        },
                        other,
                    )) => alive(others, other)
                        .filter(|field| !field.is_optional())
                        .map(|field| (field, other))
                        .collect(),
                    _ => Vec::new(),
                };
                let named = alive(fields, version).filter(|it| it.presence != Presence::Others);
                let own = named.map(|field| (field, version));
                let mut names = HashSet::new();
                sample.text.push_str("{\n");
                for (field, at) in own.chain(others) {
                    if field.is_optional() {
                        let is_full = depth >= DEPTH || sample.members >= MANY_MEMBERS;
                        if is_full || !self.fits(&field.ty, at, depth + 1) {
                            continue;
                        }
                    }
                    if !self.fits(&field.ty, at, depth + 1) || sample.members >= MAX_MEMBERS {
                        return None;
                    }
                    if !names.insert(&field.wire) {
                        continue;
                    }
                    sample.members += 1;
                    // A line for each member: what changes in a type is what changes here.
                    if names.len() > 1 {
                        sample.text.push_str(",\n");
                    }
                    let name = serde_json::Value::from(field.wire.as_str());
                    let _ = write!(sample.text, "{name}:");
                    let counterpart = other.and_then(|(other, other_version)| {
                        self.counterpart(other, other_version, field)
                    });
                    self.write(sample, &field.ty, at, counterpart, depth)?;
                }
                sample.text.push('}');
            }
            KindHistory::Enumeration(ValueKind::Integer, variants) => {
                let first = alive(variants, version).next();
                let digits = first.map_or("0", |variant| variant.wire.as_str());
                sample.text.push_str(digits);
            }
            KindHistory::Enumeration(ValueKind::Text, variants) => {
                let first = alive(variants, version).next();
                let text = first.map_or("unlisted", |variant| variant.wire.as_str());
                let _ = write!(sample.text, "{}", serde_json::Value::from(text));
            }
            KindHistory::Union(choices) => {
                let types = || alive(choices, version).map(|choice| &choice.alternative.ty);
                let least = |ty: &&Type| {
                    let names = ty.names().into_iter();
                    names
                        .map(|name| self.least_depth(name, version).unwrap_or(usize::MAX))
                        .max()
                };
                // A union may be an alternative of itself.
                let chosen = match depth < DEPTH {
                    true => types().find(|ty| self.fits(ty, version, depth + 1)),
                    false => types().min_by_key(least),
                };
                match chosen {
                    Some(ty) => self.write(sample, ty, version, None, depth)?,
                    None => sample.text.push_str("{}"),
                }
            }
        }
        Some(())
    }

    /// Returns the type that a member of the same name holds in another api-version.
    fn counterpart(
        &self,
        other: &TypeHistory,
        version: usize,
        field: &Field,
    ) -> Option<(&'h TypeHistory, usize)> {
        let KindHistory::Struct(fields) = &other.kind else {
            return None;
        };
        let there = alive(fields, version).find(|there| there.wire == field.wire)?;
        let name = there.ty.names().into_iter().next()?;
        Some((self.types.find(name, version)?, version))
    }

    fn write(
        &self,
        sample: &mut Sample,
        ty: &Type,
        version: usize,
        other: Option<(&TypeHistory, usize)>,
        depth: usize,
    ) -> Option<()> {
        let scalar = match ty {
            Type::String | Type::File => "\"text\"",
            Type::Boolean => "true",
            Type::Integer(Integer::I64 | Integer::U64) => "9007199254740993",
            Type::Integer(_) => "7",
            Type::Float => "0.5",
            Type::Decimal => "1234567890.10",
            Type::DateTime => "\"2024-02-29T12:30:00.1234567Z\"",
            Type::LocalDateTime => "\"2024-02-29T12:30:00\"",
            Type::Date => "\"2024-02-29\"",
            Type::Formatted(format) => formatted(*format),
            Type::Json => "{\"any\":[1.0,null]}",
            // They stand in no type.
            Type::Bytes | Type::Content | Type::OneOf(_) => "null",
            Type::Named(name) => match self.types.find(name, version) {
                Some(inner) => {
                    return self.write_type(sample, inner, version, other, depth + 1);
                }
                None => "{}",
            },
            Type::Tuple(elements) => {
                sample.text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        sample.text.push(',');
                    }
                    self.write(sample, element, version, None, depth)?;
                }
                "]"
            }
            Type::Array(inner) => {
                sample.text.push('[');
                self.write(sample, inner, version, other, depth)?;
                // Two elements in each list of lists would double the value with each level.
                if !is_container(inner) {
                    sample.text.push(',');
                    self.write(sample, inner, version, other, depth)?;
                }
                "]"
            }
            Type::Map(inner) => {
                sample.text.push_str("{\"a b\":");
                self.write(sample, inner, version, other, depth)?;
                "}"
            }
            Type::Nullable(inner)
            | Type::Boxed(inner)
            | Type::Erased(inner)
            | Type::Alias { target: inner, .. } => {
                return self.write(sample, inner, version, other, depth);
            }
            // What a type of the user's makes of which JSON is not known here.
            Type::Foreign { stands_for, .. } => match &**stands_for {
                Type::Named(_) => "null",
                own => return self.write(sample, own, version, other, depth),
            },
        };
        sample.text.push_str(scalar);
        Some(())
    }
}

fn is_container(ty: &Type) -> bool {
    match ty {
        Type::Array(_) | Type::Map(_) | Type::Tuple(_) => true,
        Type::Nullable(inner) => is_container(inner),
        _ => false,
    }
}

/// Types that a value of a type holds together: the required ones of a struct, or those of an alternative of a union.
struct Clause<'h> {
    owner: &'h str,
    missing: usize,
}

/// Returns the least depth of a value of each type of an api-version that has one.
fn least_depths<'h>(types: &Types<'h>, version: usize) -> HashMap<&'h str, usize> {
    let mut clauses: Vec<Clause<'h>> = Vec::new();
    let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
    for ty in types.alive(version) {
        let held: Vec<Vec<&str>> = match &ty.kind {
            KindHistory::Struct(fields) => {
                let required = alive(fields, version).filter(|field| !field.is_optional());
                vec![required.flat_map(|field| field.ty.names()).collect()]
            }
            KindHistory::Enumeration(..) => vec![Vec::new()],
            KindHistory::Union(choices) => alive(choices, version)
                .map(|choice| choice.alternative.ty.names())
                .collect(),
        };
        for names in held {
            let names = names.into_iter();
            let names = names.filter(|name| types.find(name, version).is_some());
            let mut missing = 0;
            for name in names {
                users.entry(name).or_default().push(clauses.len());
                missing += 1;
            }
            let owner = ty.name.as_str();
            clauses.push(Clause { owner, missing });
        }
    }
    let mut depths = HashMap::new();
    let empty = clauses.iter().filter(|clause| clause.missing == 0);
    let mut waiting: VecDeque<(&str, usize)> = empty.map(|clause| (clause.owner, 1)).collect();
    while let Some((name, depth)) = waiting.pop_front() {
        if depths.contains_key(name) {
            continue;
        }
        depths.insert(name, depth);
        for user in users.get(name).into_iter().flatten() {
            if let Some(clause) = clauses.get_mut(*user) {
                clause.missing = clause.missing.saturating_sub(1);
                if clause.missing == 0 {
                    waiting.push_back((clause.owner, depth + 1));
                }
            }
        }
    }
    depths
}

fn formatted(format: Format) -> &'static str {
    match format {
        Format::Duration => "\"P1DT2H30M0.50S\"",
        Format::HttpDate => "\"Thu, 29 Feb 2024 12:30:00 GMT\"",
        Format::UnixTime => "1709209800",
        Format::Base64 => "\"aGk=\"",
        Format::Base64Url => "\"aGk\"",
        Format::Uuid => "\"123E4567-e89b-12d3-a456-426614174000\"",
        Format::DecimalText => "\"1234567890.10\"",
    }
}
