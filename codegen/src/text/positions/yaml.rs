use std::{
    collections::{HashMap, HashSet},
    fmt,
    ops::Range,
};

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::{
    Located, MERGE, SENTINEL, reported,
    text::{YamlOffsets, follows_flow_indicator, token_in},
};
use crate::text::{ResourceLimits, push_segment};

type Position = (usize, usize);

/// Runs the deserializer once more. A visitor that reads a scalar and then fails gets the position of the scalar with the
/// error, and the deserializer continues after the scalar. So all keys and scalars have positions, and a collection has
/// the position of its first one.
pub(super) fn walk<'p>(
    text: &str,
    limits: ResourceLimits,
    wanted: &HashSet<&'p str>,
    found: &mut HashMap<&'p str, Vec<Located>>,
) {
    let mut walk = Walk {
        wanted,
        pointer: String::new(),
        budget: limits.budget(text),
        merging: false,
        merged: 0,
        found: Vec::new(),
    };
    // A truncated text has positions up to its end.
    let _ = Value(&mut walk).deserialize(serde_yaml::Deserializer::from_str(text));
    let offsets = YamlOffsets::new(text);
    let mut tokens: HashMap<(usize, bool), Range<usize>> = HashMap::new();
    let mut token = |offset: usize, is_flow: bool| {
        let token = tokens.entry((offset, is_flow));
        token
            .or_insert_with(|| token_in(text, offset, is_flow))
            .clone()
    };
    // A member of the mapping itself wins over a merged one.
    walk.found.sort_by_key(|found| found.is_merged);
    for Found {
        pointer,
        key,
        value,
        ..
    } in walk.found
    {
        let start = offsets.offset(key);
        let is_flow = follows_flow_indicator(text, start);
        let key = token(start, is_flow);
        let value = value.map_or_else(
            || key.clone(),
            |value| {
                let start = offsets.offset(value);
                token(start, is_flow || follows_flow_indicator(text, start))
            },
        );
        found
            .entry(pointer)
            .or_default()
            .push(Located { key, value });
    }
}

struct Walk<'w, 'p> {
    wanted: &'w HashSet<&'p str>,
    pointer: String,
    budget: usize,
    /// True if the next value belongs to a merge key.
    merging: bool,
    /// The number of enclosing values of merge keys.
    merged: usize,
    found: Vec<Found<'p>>,
}

struct Found<'p> {
    pointer: &'p str,
    key: Position,
    value: Option<Position>,
    is_merged: bool,
}

impl Walk<'_, '_> {
    fn spend<E: Error>(&mut self, cost: usize) -> Result<(), E> {
        self.budget = self
            .budget
            .checked_sub(cost)
            .ok_or_else(|| E::custom("too many values"))?;
        Ok(())
    }

    fn record(&mut self, key: Position, value: Option<Position>) {
        if let Some(pointer) = self.wanted.get(self.pointer.as_str()) {
            self.found.push(Found {
                pointer,
                key,
                value,
                is_merged: self.merged > 0,
            });
        }
    }
}

struct Value<'v, 'w, 'p>(&'v mut Walk<'w, 'p>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = Option<Position>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut scalar = false;
        match deserializer.deserialize_any(ValueVisitor {
            walk: self.0,
            scalar: &mut scalar,
        }) {
            Err(error) if scalar => Ok(reported(&error.to_string())),
            result => result,
        }
    }
}

struct ValueVisitor<'v, 'w, 'p> {
    walk: &'v mut Walk<'w, 'p>,
    scalar: &'v mut bool,
}

impl ValueVisitor<'_, '_, '_> {
    fn scalar<E: Error>(self) -> Result<Option<Position>, E> {
        self.walk.spend(1)?;
        *self.scalar = true;
        Err(E::custom(SENTINEL))
    }
}

impl<'de> Visitor<'de> for ValueVisitor<'_, '_, '_> {
    type Value = Option<Position>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        self.scalar()
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom("a tag"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let walk = self.walk;
        walk.spend(1)?;
        let end = walk.pointer.len();
        let mut first = None;
        let merging = std::mem::take(&mut walk.merging);
        for index in 0_usize.. {
            if merging {
                walk.merging = true;
            } else {
                push_segment(&mut walk.pointer, &index.to_string());
            }
            let Some(position) = sequence.next_element_seed(Value(&mut *walk))? else {
                break;
            };
            if let Some(position) = position {
                first = first.or(Some(position));
                if !merging {
                    walk.record(position, Some(position));
                }
            }
            walk.pointer.truncate(end);
        }
        walk.merging = false;
        walk.pointer.truncate(end);
        Ok(first)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let walk = self.walk;
        walk.spend(1)?;
        let end = walk.pointer.len();
        let mut first = None;
        walk.merging = false;
        while let Some((name, key)) = map.next_key_seed(Key)? {
            first = first.or(key);
            if name == MERGE {
                walk.merging = true;
                walk.merged += 1;
                let value = map.next_value_seed(Value(&mut *walk))?;
                walk.merging = false;
                walk.merged -= 1;
                // Without a mapping to merge, it is an ordinary key.
                push_segment(&mut walk.pointer, &name);
                if let Some(key) = key {
                    walk.record(key, value);
                }
                walk.pointer.truncate(end);
                continue;
            }
            push_segment(&mut walk.pointer, &name);
            let value = map.next_value_seed(Value(&mut *walk))?;
            if let Some(key) = key {
                walk.record(key, value);
            }
            walk.pointer.truncate(end);
        }
        Ok(first)
    }
}

struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = (String, Option<Position>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut name = None;
        match (deserializer.deserialize_str(KeyVisitor(&mut name)), name) {
            (Err(error), Some(name)) => Ok((name, reported(&error.to_string()))),
            (Err(error), None) => Err(error),
            (Ok(()), name) => Ok((name.unwrap_or_default(), None)),
        }
    }
}

struct KeyVisitor<'n>(&'n mut Option<String>);

impl Visitor<'_> for KeyVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        *self.0 = Some(value.to_owned());
        Err(E::custom(SENTINEL))
    }
}
