//! What a member can hold.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, de};

use super::{ArraySink, Glance, Json, KeptPath, NodeSource, ObjectSink, Source};

/// What reading a value gave: the type's value, or the JSON that the type can't hold.
///
/// Only a null, a scalar, or an array or a map that has one inside is ever kept; a value of
/// another kind is an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit<T> {
    /// The value fits.
    Typed(T),
    /// The value does not fit and is kept as it came.
    Kept(Json),
}

impl<T> Fit<T> {
    /// Turns a value that fits into another.
    #[inline]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Fit<U> {
        match self {
            Fit::Typed(value) => Fit::Typed(make(value)),
            Fit::Kept(json) => Fit::Kept(json),
        }
    }
}

/// What a member holds that has to be there and may be null. (A member of the type `Option` may be absent.)
pub type Nullable<T> = Option<T>;

/// The names of members, and whether each has to be there.
pub type MemberNames = &'static [(&'static str, bool)];

/// A type whose values are read from JSON and written to it without loss.
///
/// All generated types are values, and so are `String`, `bool`, the integers up to 64 bits,
/// `f32`, `f64`, the types of this module, and `Option`, `Vec`, `Box`,
/// `BTreeMap<String, _>` and tuples of up to 12 of values.
///
/// A type of one's own that stands in a member implements it as well; `read_through_serde` reads one that has serde's traits.
pub trait Value: Sized {
    /// What an error says that belongs where something else was found.
    const EXPECTED: &'static str = "another value";

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the value is of another kind, such as an object where a string belongs.
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error>;

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// Those of the serializer, and if the value is one that the wire can't say.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The members of an object that the type names, if it does.
    const MEMBERS: Option<MemberNames> = None;

    /// What the names of its members say of whether a JSON value is one of this type, where a union looks for its
    /// alternative.
    fn glance<E>(node: NodeSource<'_, '_, E>) -> Glance {
        Self::MEMBERS.map_or(Glance::Perhaps, |members| Glance::of(node, members))
    }

    /// Lists everything in the value that has no typed place.
    fn list_kept(&self, at: &mut KeptPath);

    /// Whether the value is JSON's null, whatever the type.
    fn is_null(&self) -> bool {
        false
    }
}

/// A value as serde writes one.
pub struct AsSerde<'v, T>(pub &'v T);

impl<T: Value> Serialize for AsSerde<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<T: Value> Value for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        Ok(T::read(source)?.map(Box::new))
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn glance<E>(node: NodeSource<'_, '_, E>) -> Glance {
        T::glance(node)
    }

    fn list_kept(&self, at: &mut KeptPath) {
        T::list_kept(self, at);
    }

    fn is_null(&self) -> bool {
        T::is_null(self)
    }
}

impl<T: Value> Value for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        Ok(match T::read(source)? {
            Fit::Typed(value) if value.is_null() => Fit::Typed(None),
            Fit::Typed(value) => Fit::Typed(Some(value)),
            Fit::Kept(json) if json.is_null() => Fit::Typed(None),
            Fit::Kept(json) => Fit::Kept(json),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&AsSerde(value)),
            None => serializer.serialize_none(),
        }
    }

    fn list_kept(&self, at: &mut KeptPath) {
        if let Some(value) = self {
            value.list_kept(at);
        }
    }

    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(T::is_null)
    }
}

/// What the kind of a value says of whether it is in a container.
pub(super) fn glance_container<E>(node: NodeSource<'_, '_, E>, start: char) -> Glance {
    if node.as_str().starts_with(start) {
        Glance::Perhaps
    } else {
        Glance::Never
    }
}

/// The JSON of a value, for an array or a map that has to be kept because of another.
fn to_json<T: Value>(value: &T) -> Result<Json, de::value::Error> {
    match serde_json::to_string(&AsSerde(value)) {
        Ok(text) => Ok(Json::from_valid(text.into())),
        Err(error) => Err(de::Error::custom(error)),
    }
}

impl<T: Value> Value for Vec<T> {
    const EXPECTED: &'static str = "an array";

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        source.array(Elements {
            typed: Vec::new(),
            misfits: Vec::new(),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsSerde))
    }

    fn glance<E>(node: NodeSource<'_, '_, E>) -> Glance {
        glance_container(node, '[')
    }

    fn list_kept(&self, at: &mut KeptPath) {
        for (index, value) in self.iter().enumerate() {
            at.element(index, |at| value.list_kept(at));
        }
    }
}

/// The elements of an array: those that fit, and those that don't with the number of fitting
/// ones before each.
struct Elements<T> {
    typed: Vec<T>,
    misfits: Vec<(usize, Json)>,
}

impl<T: Value> ArraySink for Elements<T> {
    type Output = Vec<T>;

    #[inline]
    fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error> {
        match T::read(value)? {
            Fit::Typed(value) => self.typed.push(value),
            Fit::Kept(json) => self.misfits.push((self.typed.len(), json)),
        }
        Ok(())
    }

    #[inline]
    fn finish(self) -> Result<Fit<Vec<T>>, de::value::Error> {
        if self.misfits.is_empty() {
            return Ok(Fit::Typed(self.typed));
        }
        let mut text = "[".to_owned();
        let mut push = |json: &Json| {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(json.as_str());
        };
        let mut misfits = self.misfits.iter().peekable();
        for (index, value) in self.typed.iter().enumerate() {
            while let Some((_, json)) = misfits.next_if(|(before, _)| *before <= index) {
                push(json);
            }
            push(&to_json(value)?);
        }
        misfits.for_each(|(_, json)| push(json));
        text.push(']');
        Ok(Fit::Kept(Json::from_valid(text.into())))
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        source.object(Entries {
            typed: BTreeMap::new(),
            misfits: BTreeMap::new(),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, value)| (name, AsSerde(value))))
    }

    fn glance<E>(node: NodeSource<'_, '_, E>) -> Glance {
        glance_container(node, '{')
    }

    fn list_kept(&self, at: &mut KeptPath) {
        for (name, value) in self {
            at.member(name, |at| value.list_kept(at));
        }
    }
}

/// The members of a map: those that fit and those that don't.
struct Entries<T> {
    typed: BTreeMap<String, T>,
    misfits: BTreeMap<String, Json>,
}

impl<T: Value> ObjectSink for Entries<T> {
    const OWNER: &'static str = "";
    type Output = BTreeMap<String, T>;

    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        if self.typed.contains_key(name) || self.misfits.contains_key(name) {
            return Err(repeated(&value));
        }
        match T::read(value)? {
            Fit::Typed(value) => drop(self.typed.insert(name.to_owned(), value)),
            Fit::Kept(json) => drop(self.misfits.insert(name.to_owned(), json)),
        }
        Ok(())
    }

    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error> {
        if self.misfits.is_empty() {
            return Ok(Fit::Typed(self.typed));
        }
        let mut all = self.misfits;
        for (name, value) in self.typed {
            let json = to_json(&value)?;
            all.insert(name, json);
        }
        to_json(&all).map(Fit::Kept)
    }
}

/// The error for a member that is there twice.
#[cold]
pub(super) fn repeated<'de, S: Source<'de>>(value: &S) -> S::Error {
    value.path().error("a member that is there more than once")
}
