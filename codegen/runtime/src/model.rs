//! Structs: the mapping between fields and the members of JSON objects.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de;
use serde::ser::{self, SerializeMap, Serializer};

use super::json::{to_json_text, write_text};
use super::screening::MemberNames;
use super::spelling::push_entry;
use super::value::AsSerde;
use super::value::repeated_member;
use super::{Fit, Json, Kept, KeptPath, KeptReason, ObjectSink, Source, Value};

/// A struct and the mapping of its fields to the members of a JSON object. Generated code implements it.
pub trait Model: Value {
    /// The name of the type.
    const NAME: &'static str;

    /// The partially read value.
    type Building;

    /// Starts with no field read.
    fn start() -> Self::Building;

    /// Reads one member.
    ///
    /// # Errors
    ///
    /// The member occurs more than once, or its value has another JSON type.
    fn member<'de, S: Source<'de>>(
        building: &mut Self::Building,
        name: &str,
        value: S,
    ) -> Result<(), S::Error>;

    /// Completes the value after the last member.
    ///
    /// # Errors
    ///
    /// A required field is missing.
    fn finish<E: de::Error>(building: Self::Building) -> Result<Self, E>;

    /// Completes a value in a box.
    ///
    /// # Errors
    ///
    /// A required field is missing.
    #[allow(clippy::boxed_local)] // Structs without required fields return the box.
    #[inline]
    fn finish_boxed<E: de::Error>(building: Box<Self::Building>) -> Result<Box<Self>, E> {
        Self::finish(*building).map(Box::new)
    }

    /// Passes the fields to `members` in the order in which they are written, until it stops. Returns false if it
    /// stopped.
    fn members<M: Members>(&self, members: &mut M) -> bool;

    /// The kept members.
    fn kept_members(&self) -> &Kept;
}

/// Visitor of the fields of a [`Model`]. Each method returns false to stop: a `bool` takes less compile time than a
/// `Result` for each field of each type.
pub trait Members {
    /// Visits an optional field.
    fn optional<T: Value>(&mut self, name: &'static str, value: &Option<T>) -> bool;

    /// Visits a required field.
    fn required<T: Value>(&mut self, name: &'static str, value: &T) -> bool;

    /// Visits the map of the members that no other field names.
    fn others<T: Value>(&mut self, others: &Option<BTreeMap<String, T>>) -> bool;

    /// Visits the kept members, after all fields.
    fn kept(&mut self, kept: &Kept) -> bool;
}

/// Reads a struct.
///
/// # Errors
///
/// The value is an array, or one of its members can't be read.
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
    const MEMBERS: Option<MemberNames> = T::MEMBERS;
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

/// Reads a struct into a box. The value is never on the stack while its members are read.
///
/// # Errors
///
/// The value is an array, or one of its members can't be read.
pub fn read_model_boxed<'de, T: Model, S: Source<'de>>(source: S) -> Result<Fit<Box<T>>, S::Error> {
    source.object(BoxedBuilding::<T> {
        members: start_boxed::<T>(),
        model: PhantomData,
    })
}

#[inline(never)]
fn start_boxed<T: Model>() -> Box<T::Building> {
    Box::new(T::start())
}

struct BoxedBuilding<T: Model> {
    members: Box<T::Building>,
    model: PhantomData<T>,
}

impl<T: Model> ObjectSink for BoxedBuilding<T> {
    const OWNER: &'static str = T::NAME;
    const MEMBERS: Option<MemberNames> = T::MEMBERS;
    type Output = Box<T>;

    #[inline]
    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        T::member(&mut self.members, name, value)
    }

    #[inline(never)]
    fn finish(self) -> Result<Fit<Box<T>>, de::value::Error> {
        T::finish_boxed(self.members).map(Fit::Typed)
    }
}

/// Reading of optional fields.
#[doc(hidden)]
pub mod optional {
    use super::{Fit, Kept, Source, Value, repeated_member};

    /// True if an object without the member can't be of the type.
    pub const IS_REQUIRED: bool = false;

    /// The type that holds the field while others are read.
    pub type Slot<T> = T;

    /// Reads the field; a null or a scalar that does not fit is kept. The spelling of one that fits is remembered.
    ///
    /// # Errors
    ///
    /// The member occurs more than once, or its value has another JSON type.
    #[inline]
    pub fn read<'de, T: Value, S: Source<'de>>(
        member: &mut Option<T>,
        kept: &mut Kept,
        name: &str,
        value: S,
    ) -> Result<(), S::Error> {
        if member.is_some() || kept.get(name).is_some() {
            return Err(repeated_member(&value));
        }
        *member = match T::read(value)? {
            Fit::Typed(value) => Some(value),
            other => kept.take_or_keep(name, other),
        };
        Ok(())
    }
}

/// Reading of required fields.
#[doc(hidden)]
pub mod required {
    use super::{Kept, Source, Value, de, repeated_member};

    /// True if an object without the member can't be of the type.
    pub const IS_REQUIRED: bool = true;

    /// The type that holds the field while others are read.
    pub type Slot<T> = Option<T>;

    /// Reads the field, whose value has to fit in some spelling.
    ///
    /// # Errors
    ///
    /// The member occurs more than once, or its value does not fit.
    #[inline]
    pub fn read<'de, T: Value, S: Source<'de>>(
        member: &mut Option<T>,
        kept: &mut Kept,
        name: &str,
        value: S,
    ) -> Result<(), S::Error> {
        if member.is_some() {
            return Err(repeated_member(&value));
        }
        *member = Some(value.required(kept, name)?);
        Ok(())
    }

    /// Returns the error of a field that is missing.
    #[cold]
    pub fn missing<E: de::Error>(name: &'static str) -> E {
        E::custom(format_args!("the required member `{name}` is missing"))
    }
}

/// Reading of members that no other field names.
#[doc(hidden)]
pub mod others {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use super::{Fit, Json, Kept, Source, Value, repeated_member};

    /// Reads a member into the map; a value that does not fit is kept, whatever its JSON type is.
    ///
    /// # Errors
    ///
    /// The member occurs more than once.
    pub fn read<'de, T: Value, S: Source<'de>>(
        others: &mut Option<BTreeMap<String, T>>,
        kept: &mut Kept,
        name: &str,
        value: S,
    ) -> Result<(), S::Error> {
        let is_known = others
            .as_ref()
            .is_some_and(|others| others.contains_key(name));
        if is_known || kept.get(name).is_some() {
            return Err(repeated_member(&value));
        }
        let fit = value.node(|node| {
            let keep = || Fit::Kept(Json::from_valid(Cow::Borrowed(node.as_str())));
            Ok(T::read(node).unwrap_or_else(|_| keep()))
        })?;
        match kept.take(name, fit) {
            Ok(value) => {
                let others = others.get_or_insert_with(BTreeMap::new);
                others.insert(name.to_owned(), value);
            }
            Err(json) => {
                kept.insert(name, json);
            }
        }
        Ok(())
    }
}

/// Writes a struct: its fields in order, then the kept members that are not among them.
///
/// # Errors
///
/// The errors of the serializer.
pub fn write_model<T: Model, S: Serializer>(model: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if model.kept_members().has_spellings() {
        let text = Inspection::spelled(model).map_err(ser::Error::custom)?;
        return write_text(&text, serializer);
    }
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

    fn others<V: Value>(&mut self, others: &Option<BTreeMap<String, V>>) -> bool {
        let is_field = |name: &str| {
            let mut names = T::MEMBERS.unwrap_or_default().iter();
            names.any(|(field, _)| *field == name)
        };
        let mut others = others.iter().flatten().filter(|(name, _)| !is_field(name));
        let written =
            others.try_for_each(|(name, value)| self.map.serialize_entry(name, &AsSerde(value)));
        self.error = written.err();
        self.error.is_none()
    }

    fn kept(&mut self, kept: &Kept) -> bool {
        if kept.is_empty() {
            return true;
        }
        let typed = Inspection::of(self.model);
        let mut kept = kept.iter().filter(|(name, _)| !typed.contains(name));
        let written = kept.try_for_each(|(name, value)| self.map.serialize_entry(name, value));
        self.error = written.err();
        self.error.is_none()
    }
}

/// Lists what is kept in a struct.
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

    fn others<V: Value>(&mut self, others: &Option<BTreeMap<String, V>>) -> bool {
        for (name, value) in others.iter().flatten() {
            self.at.member(name, |at| value.list_kept(at));
        }
        true
    }

    fn kept(&mut self, kept: &Kept) -> bool {
        if kept.has_spellings() {
            list_spellings(self.model, kept, self.at);
        }
        if !kept.is_empty() {
            let typed = Inspection::of(self.model);
            for (name, value) in kept.iter().filter(|(name, _)| !typed.contains(name)) {
                let mut known = T::MEMBERS.unwrap_or_default().iter();
                let reason = match known.any(|(known, _)| *known == name) {
                    true => KeptReason::Unfit,
                    false => KeptReason::Unlisted,
                };
                self.at.member(name, |at| at.record_for(reason, value));
            }
        }
        true
    }
}

/// Lists the typed members that were spelled otherwise than they are written.
#[cold]
fn list_spellings<T: Model>(model: &T, kept: &Kept, at: &mut KeptPath) {
    let inspection = Inspection::with_values(model);
    for (name, value) in inspection.names.iter().zip(inspection.values) {
        if let (Some(spellings), Ok(plain)) = (kept.spellings(name), value) {
            at.member(name, |at| {
                spellings.list(&plain, &mut |path, sent| at.record_spelling(path, sent));
            });
        }
    }
}

/// The names of the fields that a struct has set, and their values on demand.
#[derive(Default)]
struct Inspection {
    names: Vec<Cow<'static, str>>,
    /// The JSON of each field, if it is wanted.
    values: Vec<Result<Json, serde_json::Error>>,
    wants_values: bool,
}

impl Inspection {
    fn of<T: Model>(model: &T) -> Self {
        let mut inspection = Inspection::default();
        model.members(&mut inspection);
        inspection
    }

    fn with_values<T: Model>(model: &T) -> Self {
        let mut inspection = Inspection {
            wants_values: true,
            ..Inspection::default()
        };
        model.members(&mut inspection);
        inspection
    }

    /// Returns the JSON text of a struct with the spellings that were sent.
    #[cold]
    fn spelled<T: Model>(model: &T) -> Result<String, serde_json::Error> {
        let (inspection, kept) = (Self::with_values(model), model.kept_members());
        let mut text = "{".to_owned();
        for (name, value) in inspection.names.iter().zip(inspection.values) {
            push_entry(&mut text, name, kept.spelled(name, value?).as_str());
        }
        for (name, value) in kept.iter() {
            if !inspection.names.iter().any(|known| known == name) {
                push_entry(&mut text, name, value.as_str());
            }
        }
        text.push('}');
        Ok(text)
    }

    fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    fn add<V: Value>(&mut self, name: Cow<'static, str>, value: &V) {
        self.names.push(name);
        if self.wants_values {
            let json = to_json_text(&AsSerde(value));
            self.values
                .push(json.map(|text| Json::from_valid(text.into())));
        }
    }
}

impl Members for Inspection {
    fn optional<V: Value>(&mut self, name: &'static str, value: &Option<V>) -> bool {
        match value {
            Some(value) => self.required(name, value),
            None => true,
        }
    }

    fn required<V: Value>(&mut self, name: &'static str, value: &V) -> bool {
        self.add(Cow::Borrowed(name), value);
        true
    }

    fn others<V: Value>(&mut self, others: &Option<BTreeMap<String, V>>) -> bool {
        let count = self.names.len();
        for (name, value) in others.iter().flatten() {
            let mut fields = self.names.iter().take(count);
            if fields.all(|field| field != name) {
                self.add(Cow::Owned(name.clone()), value);
            }
        }
        true
    }

    fn kept(&mut self, _: &Kept) -> bool {
        true
    }
}
