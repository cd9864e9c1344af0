//! Boxes that hide a type from the compiler where types are nested deeply.
//!
//! The compiler follows the types of fields to prove `Send`, to add drop-check rules, to compute layouts, and to
//! instantiate generic functions, and it gives up after 128 steps. A plain `Box` ends none of these walks, except that
//! of layouts. An [`ErasedBox`] ends all of them: its content is a trait object, and its values are read by functions
//! that generated code collects in one table.

use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::json::{NodeSource, to_json_text, write_text};
use super::screening::{MemberNames, Screening};
use super::source::deserialize;
use super::step::Step;
use super::value::AsSerde;
use super::{Fit, KeptPath, Source, Value};

/// A boxed value whose type the compiler does not look into.
///
/// Generated types use it in place of a plain value or a `Box` where a document nests types more deeply than the
/// compiler can follow. It is used like a `Box`: it dereferences to the value, [`new`](Self::new) or `into()` creates
/// it, and [`into_inner`](Self::into_inner) returns the value.
pub struct ErasedBox<T>(Box<dyn Content<T> + Send + Sync>);

/// The value in an [`ErasedBox`]. Its methods are called through pointers, so that a function of the outer type does
/// not instantiate those of the inner one.
trait Content<T> {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn take(self: Box<Self>) -> T;
    fn duplicate(&self) -> ErasedBox<T>;
    fn is_equal(&self, other: &T) -> bool;
    fn format(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn to_json(&self) -> Result<String, serde_json::Error>;
    fn list_kept(&self, at: &mut KeptPath);
}

impl<T: Erasable> Content<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn take(self: Box<Self>) -> T {
        *self
    }

    fn duplicate(&self) -> ErasedBox<T> {
        ErasedBox::new(self.clone())
    }

    fn is_equal(&self, other: &T) -> bool {
        self == other
    }

    fn format(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(self, f)
    }

    fn to_json(&self) -> Result<String, serde_json::Error> {
        to_json_text(&AsSerde(self))
    }

    fn list_kept(&self, at: &mut KeptPath) {
        Value::list_kept(self, at);
    }
}

/// The error of reading through the table of generated code.
pub type ErasedError = de::value::Error;

/// A function that reads a value into an [`ErasedBox`].
pub type ReadErased<T> =
    fn(NodeSource<'_, '_, ErasedError>) -> Result<Fit<ErasedBox<T>>, ErasedError>;

/// A type that can be in an [`ErasedBox`]. Generated code implements it.
pub trait Erasable: Value + Clone + Debug + PartialEq + Send + Sync + 'static {
    /// The function that reads a value, from the table of all such functions. The compiler instantiates all of them
    /// when it reaches the table, and none of them through another one.
    fn reader() -> ReadErased<Self>;
}

/// Conversion of a type in an [`ErasedBox`] to its shape in a neighbouring api-version. Generated code implements it.
pub trait ErasableStep<To>: Step<To> {
    /// The function that converts a value, from the table of all such functions.
    fn stepper() -> fn(Self) -> Result<To, Self::Failed>;
}

/// A type in an [`ErasedBox`] that implements `Hash`. Generated code implements it.
pub trait ErasableHash {
    /// The function that hashes a value, from the table of all such functions.
    fn hasher() -> fn(&Self, &mut dyn Hasher);
}

/// Reads a value into an [`ErasedBox`].
///
/// # Errors
///
/// The errors of reading the value.
pub fn read_erased<T: Erasable>(
    node: NodeSource<'_, '_, ErasedError>,
) -> Result<Fit<ErasedBox<T>>, ErasedError> {
    T::read_boxed(node).map(|fit| fit.map(|value| ErasedBox(value)))
}

/// Hashes a value with any hasher.
pub fn hash_erased<T: Hash>(value: &T, mut state: &mut dyn Hasher) {
    value.hash(&mut state);
}

impl<T> ErasedBox<T> {
    /// Creates a box.
    pub fn new(value: T) -> Self
    where
        T: Erasable,
    {
        ErasedBox(Box::new(value))
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.0.take()
    }
}

impl<T: Erasable> From<T> for ErasedBox<T> {
    fn from(value: T) -> Self {
        ErasedBox::new(value)
    }
}

impl<T: Erasable + Default> Default for ErasedBox<T> {
    fn default() -> Self {
        ErasedBox::new(T::default())
    }
}

impl<T> Deref for ErasedBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

impl<T> DerefMut for ErasedBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_mut()
    }
}

impl<T> AsRef<T> for ErasedBox<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T> AsMut<T> for ErasedBox<T> {
    fn as_mut(&mut self) -> &mut T {
        self
    }
}

impl<T> Clone for ErasedBox<T> {
    fn clone(&self) -> Self {
        self.0.duplicate()
    }
}

impl<T> Debug for ErasedBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format(f)
    }
}

impl<T> PartialEq for ErasedBox<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_equal(other)
    }
}

impl<T: Eq> Eq for ErasedBox<T> {}

impl<T: ErasableHash> Hash for ErasedBox<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        T::hasher()(self, state);
    }
}

// The content is a generated type, which has no interior mutability.
impl<T> UnwindSafe for ErasedBox<T> {}
impl<T> RefUnwindSafe for ErasedBox<T> {}

impl<T: Erasable> Value for ErasedBox<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const MEMBERS: Option<MemberNames> = T::MEMBERS;

    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        source.node(|node| T::reader()(node.with_error()).map_err(de::Error::custom))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.to_json().map_err(serde::ser::Error::custom)?;
        write_text(&text, serializer)
    }

    fn screen<E>(node: NodeSource<'_, '_, E>) -> Screening {
        T::screen(node)
    }

    fn list_kept(&self, at: &mut KeptPath) {
        self.0.list_kept(at);
    }
}

impl<T: Erasable> Serialize for ErasedBox<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T: Erasable> Deserialize<'de> for ErasedBox<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<A: ErasableStep<B>, B: Erasable> Step<ErasedBox<B>> for ErasedBox<A> {
    type Failed = A::Failed;

    fn step(self) -> Result<ErasedBox<B>, A::Failed> {
        A::stepper()(self.into_inner()).map(ErasedBox::new)
    }
}
