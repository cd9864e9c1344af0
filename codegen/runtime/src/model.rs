//! Types with members.

use std::marker::PhantomData;

use serde::de;
use serde::ser::{SerializeMap, Serializer};

use super::value::repeated;
use super::{AsSerde, Fit, Kept, KeptPath, ObjectSink, Source, Value};

/// A type with members: which member of a JSON object goes where. Generated code implements it.
pub trait Model: Value {
    /// The type's name.
    const NAME: &'static str;

    /// The type while its members are being read.
    type Building;

    /// Nothing read yet.
    fn start() -> Self::Building;

    /// Reads one member.
    ///
    /// # Errors
    ///
    /// If the member was there before or its value is of another kind.
    fn member<'de, S: Source<'de>>(
        building: &mut Self::Building,
        name: &str,
        value: S,
    ) -> Result<(), S::Error>;

    /// Everything is read.
    ///
    /// # Errors
    ///
    /// If a required member is missing.
    fn finish<E: de::Error>(building: Self::Building) -> Result<Self, E>;

    /// Shows the members in the order in which they are written, as far as they are looked at; whether all were.
    fn members<M: Members>(&self, members: &mut M) -> bool;
}

/// What looks at the members of a [`Model`]. Each method says whether it looks at the next one too: for a compiler that is
/// less to do than a result, of which there would be one for each member of each type.
pub trait Members {
    /// A member that may be absent.
    fn optional<T: Value>(&mut self, name: &'static str, value: &Option<T>) -> bool;

    /// A member that is always there.
    fn required<T: Value>(&mut self, name: &'static str, value: &T) -> bool;

    /// The members that have no typed place; shown last.
    fn kept(&mut self, kept: &Kept) -> bool;
}

/// Reads a model.
///
/// # Errors
///
/// If the value is an array, or one of its members can't be read.
#[inline]
pub fn read_model<'de, T: Model, S: Source<'de>>(source: S) -> Result<Fit<T>, S::Error> {
    source.object(Building::<T> {
        members: T::start(),
        model: PhantomData,
    })
}

struct Building<T: Model> {
    members: T::Building,
    model: PhantomData<T>,
}

impl<T: Model> ObjectSink for Building<T> {
    const OWNER: &'static str = T::NAME;
    type Output = T;

    #[inline]
    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        T::member(&mut self.members, name, value)
    }

    #[inline]
    fn finish(self) -> Result<Fit<T>, de::value::Error> {
        T::finish(self.members).map(Fit::Typed)
    }
}

/// A member that may be absent.
#[doc(hidden)]
pub mod optional {
    use super::{Fit, Kept, Source, Value, repeated};

    /// Whether an object without the member is none of the type.
    pub const IS_REQUIRED: bool = false;

    /// What holds the member while others are read.
    pub type Slot<T> = T;

    /// Reads the member; a null or a scalar that does not fit is kept.
    ///
    /// # Errors
    ///
    /// If the member was there before or its value is of another kind.
    #[inline]
    pub fn read<'de, T: Value, S: Source<'de>>(
        member: &mut Option<T>,
        kept: &mut Kept,
        name: &str,
        value: S,
    ) -> Result<(), S::Error> {
        if member.is_some() || kept.get(name).is_some() {
            return Err(repeated(&value));
        }
        match T::read(value)? {
            Fit::Typed(value) => *member = Some(value),
            Fit::Kept(json) => drop(kept.insert(name, json)),
        }
        Ok(())
    }

    /// The member, as it was read.
    ///
    /// # Errors
    ///
    /// None.
    #[inline]
    pub fn finish<T, E>(member: T, _: &'static str) -> Result<T, E> {
        Ok(member)
    }
}

/// A member that has to be there.
#[doc(hidden)]
pub mod required {
    use super::{Kept, Source, Value, de, repeated};

    /// Whether an object without the member is none of the type.
    pub const IS_REQUIRED: bool = true;

    /// What holds the member while others are read.
    pub type Slot<T> = Option<T>;

    /// Reads the member, which has to fit.
    ///
    /// # Errors
    ///
    /// If the member was there before or its value does not fit.
    #[inline]
    pub fn read<'de, T: Value, S: Source<'de>>(
        member: &mut Option<T>,
        _: &mut Kept,
        _: &str,
        value: S,
    ) -> Result<(), S::Error> {
        if member.is_some() {
            return Err(repeated(&value));
        }
        *member = Some(value.fitting()?);
        Ok(())
    }

    /// The member.
    ///
    /// # Errors
    ///
    /// If it was not there.
    #[inline]
    pub fn finish<T, E: de::Error>(member: Option<T>, name: &'static str) -> Result<T, E> {
        match member {
            Some(value) => Ok(value),
            None => Err(E::custom(format_args!(
                "the required member `{name}` is missing"
            ))),
        }
    }
}

/// Writes a model: its members in order, then the kept ones that are not among those.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_model<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer {
        model,
        map: serializer.serialize_map(None)?,
        error: None,
    };
    model.members(&mut writer);
    match writer.error {
        Some(error) => Err(error),
        None => writer.map.end(),
    }
}

struct Writer<'m, T, S: SerializeMap> {
    model: &'m T,
    map: S,
    error: Option<S::Error>,
}

impl<T: Model, S: SerializeMap> Members for Writer<'_, T, S> {
    #[inline]
    fn optional<V: Value>(&mut self, name: &'static str, value: &Option<V>) -> bool {
        match value {
            Some(value) => self.required(name, value),
            None => true,
        }
    }

    #[inline]
    fn required<V: Value>(&mut self, name: &'static str, value: &V) -> bool {
        match self.map.serialize_entry(name, &AsSerde(value)) {
            Ok(()) => true,
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }

    fn kept(&mut self, kept: &Kept) -> bool {
        if kept.is_empty() {
            return true;
        }
        let typed = Names::of(self.model);
        let mut kept = kept.iter().filter(|(name, _)| !typed.contains(name));
        let written = kept.try_for_each(|(name, value)| self.map.serialize_entry(name, value));
        self.error = written.err();
        self.error.is_none()
    }
}

/// Lists what is kept in a model.
pub fn list_model<T: Model>(model: &T, at: &mut KeptPath) {
    model.members(&mut Lister { model, at });
}

struct Lister<'m, T> {
    model: &'m T,
    at: &'m mut KeptPath,
}

impl<T: Model> Members for Lister<'_, T> {
    fn optional<V: Value>(&mut self, name: &'static str, value: &Option<V>) -> bool {
        match value {
            Some(value) => self.required(name, value),
            None => true,
        }
    }

    fn required<V: Value>(&mut self, name: &'static str, value: &V) -> bool {
        self.at.member(name, |at| value.list_kept(at));
        true
    }

    fn kept(&mut self, kept: &Kept) -> bool {
        if !kept.is_empty() {
            let typed = Names::of(self.model);
            for (name, value) in kept.iter().filter(|(name, _)| !typed.contains(name)) {
                self.at.member(name, |at| at.found(value));
            }
        }
        true
    }
}

/// The names of the members that a model has set.
#[derive(Default)]
struct Names(Vec<&'static str>);

impl Names {
    fn of<T: Model>(model: &T) -> Self {
        let mut names = Names::default();
        model.members(&mut names);
        names
    }

    fn contains(&self, name: &str) -> bool {
        self.0.contains(&name)
    }
}

impl Members for Names {
    fn optional<V: Value>(&mut self, name: &'static str, value: &Option<V>) -> bool {
        if value.is_some() {
            self.0.push(name);
        }
        true
    }

    fn required<V: Value>(&mut self, name: &'static str, _: &V) -> bool {
        self.0.push(name);
        true
    }

    fn kept(&mut self, _: &Kept) -> bool {
        true
    }
}
