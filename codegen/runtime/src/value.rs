//! Types of fields.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer, de};

use super::json::{NodeSource, Tape, to_json_text, unquote};
use super::screening::{MemberNames, Screening};
use super::{ArraySink, Json, KeptPath, ObjectSink, Source, Spelled, Spellings};

/// Result of reading a value: the typed value, or the JSON that the type can't hold.
///
/// Only a null, a scalar, or an array or map that contains one is ever kept. Any other value of the wrong JSON type is
/// an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit<T> {
    /// The value fits the type.
    Typed(T),
    /// The value fits the type, but was sent in another spelling than it is written: `"1.50"` for `1.50`.
    Spelled(Box<Spelled<T>>),
    /// The value does not fit and is kept as it was sent.
    Kept(Json),
}

impl<T> Fit<T> {
    /// Converts a value that fits.
    #[inline]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Fit<U> {
        match self {
            Fit::Typed(value) => Fit::Typed(make(value)),
            Fit::Spelled(spelled) => spelled.map(make),
            Fit::Kept(json) => Fit::Kept(json),
        }
    }
}

impl<T> Spelled<T> {
    #[cold]
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Fit<U> {
        Fit::Spelled(Box::new(Spelled {
            value: make(self.value),
            spellings: self.spellings,
        }))
    }
}

/// The type of a field that is required and may be null. (A field of the type `Option` may be absent.)
pub type Nullable<T> = Option<T>;

/// A type whose values are read from JSON and written to it without loss.
///
/// All generated types are values, and so are `String`, `bool`, the integers up to 64 bits, `f32`, `f64`, the value
/// types of the runtime, and `Option`, `Vec`, `Box`, `BTreeMap<String, _>` and tuples of up to 12 elements over values.
///
/// Your own type of a field implements it too; [`read_through_serde`](super::read_through_serde) reads one that has
/// serde's traits.
pub trait Value: Sized {
    /// The description of an expected value in errors.
    const EXPECTED: &'static str = "another value";

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// The value has another JSON type, such as an object in place of a string.
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error>;

    /// Reads a value into a box. Generated structs are read in place, so that deeply nested ones do not fill the stack.
    #[doc(hidden)]
    #[inline]
    fn read_boxed<'de, S: Source<'de>>(source: S) -> Result<Fit<Box<Self>>, S::Error> {
        Ok(Self::read(source)?.map(Box::new))
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// The errors of the serializer, or the wire format can't represent the value.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The members that the type names, if it reads objects.
    #[doc(hidden)]
    const MEMBERS: Option<MemberNames> = None;

    /// The members that the type names, also where it is optional.
    #[doc(hidden)]
    const INNER_MEMBERS: Option<MemberNames> = Self::MEMBERS;

    /// Judges by its member names whether a JSON value can be of this type, for a union that selects an alternative.
    #[doc(hidden)]
    fn screen<E>(node: NodeSource<'_, '_, E>) -> Screening {
        Self::MEMBERS.map_or(Screening::Undecided, |members| Screening::of(node, members))
    }

    /// Lists everything in the value that has no typed field.
    fn list_kept(&self, at: &mut KeptPath);

    /// Returns true if the value is JSON's null.
    fn is_null(&self) -> bool {
        false
    }

    /// Returns the value that is JSON's null, if the type has one.
    #[doc(hidden)]
    fn null() -> Option<Self> {
        None
    }

    /// Returns true if there is no value at all, not even a null.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }

    /// Returns the present null of a type that may also be absent.
    #[doc(hidden)]
    fn present_null() -> Option<Self> {
        None
    }
}

/// Adapter that serializes a value through serde.
pub(super) struct AsSerde<'v, T>(pub(super) &'v T);

impl<T: Value> Serialize for AsSerde<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<T: Value> Value for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const INNER_MEMBERS: Option<MemberNames> = T::INNER_MEMBERS;

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        T::read_boxed(source)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn screen<E>(node: NodeSource<'_, '_, E>) -> Screening {
        T::screen(node)
    }

    fn list_kept(&self, at: &mut KeptPath) {
        T::list_kept(self, at);
    }

    fn is_null(&self) -> bool {
        T::is_null(self)
    }

    fn null() -> Option<Self> {
        T::null().map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn present_null() -> Option<Self> {
        T::present_null().map(Self::new)
    }
}

impl<T: Value> Value for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const INNER_MEMBERS: Option<MemberNames> = T::INNER_MEMBERS;

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        Ok(match T::read(source)? {
            Fit::Typed(value) if value.is_null() => Fit::Typed(None),
            Fit::Typed(value) => Fit::Typed(Some(value)),
            Fit::Spelled(spelled) => spelled.map(Some),
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

    fn null() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn present_null() -> Option<Self> {
        T::null().map(Some)
    }
}

/// Judges by its first character whether a value can be of a container.
pub(super) fn screen_container<E>(node: NodeSource<'_, '_, E>, start: char) -> Screening {
    if node.as_str().starts_with(start) {
        Screening::Undecided
    } else {
        Screening::Excluded
    }
}

/// The JSON of a value in an array or a map that is kept because of another value.
fn to_json<T: Value>(value: &T) -> Result<Json, de::value::Error> {
    match to_json_text(&AsSerde(value)) {
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
            spellings: Spellings::default(),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsSerde))
    }

    fn screen<E>(node: NodeSource<'_, '_, E>) -> Screening {
        screen_container(node, '[')
    }

    fn list_kept(&self, at: &mut KeptPath) {
        for (index, value) in self.iter().enumerate() {
            at.element(index, |at| value.list_kept(at));
        }
    }
}

/// The size from which the values of a list or map are read into boxes first, in bytes. Their functions are on the stack
/// once for each level of a recursive type.
const LARGE: usize = 512;

/// Reads a value and passes it to `add`, if it fits. A large value is never on the stack while values inside it are read.
/// Returns the rest: the JSON of a value that does not fit, or spellings.
#[inline]
fn read_element<'de, T: Value, S: Source<'de>>(
    source: S,
    add: impl FnOnce(T),
) -> Result<Option<Rest>, S::Error> {
    if const { size_of::<T>() > LARGE } {
        return Ok(match T::read_boxed(source)? {
            Fit::Typed(value) => {
                unbox(value, add);
                None
            }
            Fit::Spelled(spelled) => Some(take_spelled(*spelled, |value| unbox(value, add))),
            Fit::Kept(json) => Some(Rest::Misfit(json)),
        });
    }
    read_small(source, add)
}

#[inline]
fn read_small<'de, T: Value, S: Source<'de>>(
    source: S,
    add: impl FnOnce(T),
) -> Result<Option<Rest>, S::Error> {
    Ok(match T::read(source)? {
        Fit::Typed(value) => {
            add(value);
            None
        }
        Fit::Spelled(spelled) => Some(take_spelled(*spelled, add)),
        Fit::Kept(json) => Some(Rest::Misfit(json)),
    })
}

/// The part of an element that its type does not hold.
enum Rest {
    Misfit(Json),
    Spelled(Spellings),
}

#[cold]
fn take_spelled<T>(spelled: Spelled<T>, add: impl FnOnce(T)) -> Rest {
    add(spelled.value);
    Rest::Spelled(spelled.spellings)
}

#[allow(clippy::boxed_local)] // Only this function has the value on the stack.
#[inline(never)]
fn unbox<T>(value: Box<T>, add: impl FnOnce(T)) {
    add(*value);
}

/// Returns a list or a map, with the spellings in it.
#[inline]
pub(super) fn with_spellings<T>(value: T, spellings: Spellings) -> Fit<T> {
    if spellings.is_empty() {
        Fit::Typed(value)
    } else {
        Fit::Spelled(Box::new(Spelled { value, spellings }))
    }
}

/// The elements of an array: those that fit, and those that do not, each with the number of fitting ones before it.
struct Elements<T> {
    typed: Vec<T>,
    misfits: Vec<(usize, Json)>,
    spellings: Spellings,
}

impl<T: Value> ArraySink for Elements<T> {
    type Output = Vec<T>;

    #[inline]
    fn element<'de, S: Source<'de>>(&mut self, value: S) -> Result<(), S::Error> {
        match read_element(value, |value| self.typed.push(value))? {
            None => {}
            Some(Rest::Misfit(json)) => self.misfits.push((self.typed.len(), json)),
            Some(Rest::Spelled(inner)) => {
                let index = self.typed.len().saturating_sub(1);
                self.spellings.add_element(index, inner);
            }
        }
        Ok(())
    }

    #[inline]
    fn finish(self) -> Result<Fit<Vec<T>>, de::value::Error> {
        if self.misfits.is_empty() {
            return Ok(with_spellings(self.typed, self.spellings));
        }
        let mut text = "[".to_owned();
        let mut push = |json: &str| {
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(json);
        };
        let typed = self.spellings.apply(to_json(&self.typed)?);
        let tape = Tape::new(typed.as_str());
        let mut misfits = self.misfits.iter().peekable();
        for (index, element) in tape.children(0).enumerate() {
            while let Some((_, json)) = misfits.next_if(|(before, _)| *before <= index) {
                push(json.as_str());
            }
            push(tape.text(element));
        }
        misfits.for_each(|(_, json)| push(json.as_str()));
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
            spellings: Spellings::default(),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, value)| (name, AsSerde(value))))
    }

    fn screen<E>(node: NodeSource<'_, '_, E>) -> Screening {
        screen_container(node, '{')
    }

    fn list_kept(&self, at: &mut KeptPath) {
        for (name, value) in self {
            at.member(name, |at| value.list_kept(at));
        }
    }
}

/// The members of a map: those that fit and those that do not.
struct Entries<T> {
    typed: BTreeMap<String, T>,
    misfits: BTreeMap<String, Json>,
    spellings: Spellings,
}

impl<T: Value> ObjectSink for Entries<T> {
    const OWNER: &'static str = "";
    type Output = BTreeMap<String, T>;

    fn member<'de, S: Source<'de>>(&mut self, name: &str, value: S) -> Result<(), S::Error> {
        if self.typed.contains_key(name) || self.misfits.contains_key(name) {
            return Err(repeated_member(&value));
        }
        let typed = &mut self.typed;
        match read_element(value, |value| drop(typed.insert(name.to_owned(), value)))? {
            None => {}
            Some(Rest::Misfit(json)) => drop(self.misfits.insert(name.to_owned(), json)),
            Some(Rest::Spelled(inner)) => self.spellings.add_member(name, inner),
        }
        Ok(())
    }

    fn finish(self) -> Result<Fit<Self::Output>, de::value::Error> {
        if self.misfits.is_empty() {
            return Ok(with_spellings(self.typed, self.spellings));
        }
        let mut all = self.misfits;
        let typed = self.spellings.apply(to_json(&self.typed)?);
        let tape = Tape::new(typed.as_str());
        let mut inside = tape.children(0);
        while let (Some(name), Some(value)) = (inside.next(), inside.next()) {
            let name = unquote(tape.text(name)).unwrap_or_default();
            let json = Json::from_valid(Cow::Borrowed(tape.text(value)));
            all.insert(name.into_owned(), json);
        }
        to_json(&all).map(Fit::Kept)
    }
}

/// Creates the error for a member that occurs more than once.
#[cold]
pub(super) fn repeated_member<'de, S: Source<'de>>(value: &S) -> S::Error {
    value.path().error("the member occurs more than once")
}
