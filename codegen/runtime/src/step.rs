//! One step: from a type of one api-version to what continues it in a neighbouring one.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::{self, Display};

use serde::de;

use super::json::Tape;
use super::path::{push_index, push_member};
use super::{AsSerde, Enumeration, Fit, Json, Kept, NodeSource, Path, Union, Value};

/// A type that becomes `To` in a neighbouring api-version. Generated code implements it for the
/// types that changed, in both directions.
///
/// Nothing is lost by a step: what has no typed place in `To` is kept there, and what was kept
/// moves into the typed places that `To` has.
pub trait Step<To>: Sized {
    /// [`Infallible`], or [`MissingMembers`] if `To` has required members that this type has not.
    type Failed: Failure;

    /// Makes the step.
    ///
    /// # Errors
    ///
    /// If a member is missing that `To` requires.
    fn step(self) -> Result<To, Self::Failed>;
}

/// How a step, or a row of them, fails.
pub trait Failure: Sized {
    /// How the steps fail if others follow that fail as `F`.
    type Then<F: Failure>: Failure;

    /// What a conversion to `T` gives its caller: the value if it can't fail.
    type Output<T>;

    /// This failure as one of a longer way.
    fn first<F: Failure>(self) -> Self::Then<F>;

    /// The failure of a later step as one of a longer way.
    fn later<F: Failure>(failed: F) -> Self::Then<F>;

    /// What the caller gets.
    fn output<T>(result: Result<T, Self>) -> Self::Output<T>;

    /// The members that are missing.
    fn into_missing(self) -> MissingMembers;

    /// The failure seen from around the value, which stands at `place`.
    fn within(self, place: impl FnOnce(&mut String)) -> Self;

    /// Both failures.
    fn and(self, other: Self) -> Self;
}

impl Failure for Infallible {
    type Then<F: Failure> = F;
    type Output<T> = T;

    fn first<F: Failure>(self) -> F {
        match self {}
    }

    fn later<F: Failure>(failed: F) -> F {
        failed
    }

    fn output<T>(result: Result<T, Self>) -> T {
        let Ok(value) = result;
        value
    }

    fn into_missing(self) -> MissingMembers {
        match self {}
    }

    fn within(self, _: impl FnOnce(&mut String)) -> Self {
        self
    }

    fn and(self, _: Self) -> Self {
        self
    }
}

impl Failure for MissingMembers {
    type Then<F: Failure> = MissingMembers;
    type Output<T> = Result<T, MissingMembers>;

    fn first<F: Failure>(self) -> MissingMembers {
        self
    }

    fn later<F: Failure>(failed: F) -> MissingMembers {
        failed.into_missing()
    }

    fn output<T>(result: Result<T, Self>) -> Result<T, MissingMembers> {
        result
    }

    fn into_missing(self) -> MissingMembers {
        self
    }

    fn within(mut self, place: impl FnOnce(&mut String)) -> Self {
        let mut start = String::new();
        place(&mut start);
        for path in &mut self.0 {
            let joins = path.is_empty() || path.starts_with('[');
            let dot = if joins { "" } else { "." };
            *path = format!("{start}{dot}{path}");
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// What another api-version requires and the value has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingMembers(Vec<String>);

impl MissingMembers {
    /// Nothing is missing so far.
    pub const fn new() -> Self {
        MissingMembers(Vec::new())
    }

    /// Where the missing members stand: `payments[0].amount`.
    pub fn paths(&self) -> &[String] {
        &self.0
    }

    /// The value of a member, or a note of what is missing there.
    pub fn member<T, F: Failure>(&mut self, name: &str, result: Result<T, F>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(failed) => {
                let failed = failed
                    .into_missing()
                    .within(|place| push_member(place, name));
                self.0.extend(failed.0);
                None
            }
        }
    }
}

impl Display for MissingMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("required there and missing here:")?;
        self.0.iter().try_for_each(|path| write!(f, "\n  {path}"))
    }
}

impl std::error::Error for MissingMembers {}

impl<A: Step<B>, B> Step<Option<B>> for Option<A> {
    type Failed = A::Failed;

    fn step(self) -> Result<Option<B>, A::Failed> {
        self.map(A::step).transpose()
    }
}

impl<A: Step<B>, B> Step<Box<B>> for Box<A> {
    type Failed = A::Failed;

    fn step(self) -> Result<Box<B>, A::Failed> {
        (*self).step().map(Box::new)
    }
}

/// Collects what several steps give: all values, or all failures.
fn collect<T, F: Failure, C: Default + Extend<T>>(
    results: impl Iterator<Item = Result<T, F>>,
) -> Result<C, F> {
    let mut failed: Option<F> = None;
    let mut values = C::default();
    values.extend(results.filter_map(|result| match result {
        Ok(value) => Some(value),
        Err(error) => {
            failed = Some(match failed.take() {
                Some(before) => before.and(error),
                None => error,
            });
            None
        }
    }));
    failed.map_or(Ok(values), Err)
}

impl<A: Step<B>, B> Step<Vec<B>> for Vec<A> {
    type Failed = A::Failed;

    fn step(self) -> Result<Vec<B>, A::Failed> {
        let steps = self.into_iter().enumerate();
        collect(steps.map(|(index, value)| {
            value
                .step()
                .map_err(|failed| failed.within(|place| push_index(place, index)))
        }))
    }
}

impl<A: Step<B>, B> Step<BTreeMap<String, B>> for BTreeMap<String, A> {
    type Failed = A::Failed;

    fn step(self) -> Result<BTreeMap<String, B>, A::Failed> {
        collect(self.into_iter().map(|(name, value)| match value.step() {
            Ok(value) => Ok((name, value)),
            Err(failed) => Err(failed.within(|place| push_member(place, &name))),
        }))
    }
}

/// Makes a step that can't fail.
#[inline]
pub fn step_surely<A: Step<B, Failed = Infallible>, B>(value: A) -> B {
    let Ok(value) = value.step();
    value
}

/// Reads JSON as a value of a type; `None` if it does not fit.
fn read_json<T: Value>(json: &str) -> Option<T> {
    let tape = Tape::new(json);
    let root = NodeSource::<de::value::Error>::root(&tape, &Path::ROOT);
    match T::read(root) {
        Ok(Fit::Typed(value)) => Some(value),
        Ok(Fit::Kept(_)) | Err(_) => None,
    }
}

/// The JSON of a value. What was read can always be written; for a value of the user's own making
/// that can't, such as a float that is no number, it is null.
pub(super) fn json_of<T: Value>(value: &T) -> Json {
    match serde_json::to_string(&AsSerde(value)) {
        Ok(text) => Json::from_valid(text.into()),
        Err(_) => Json::NULL,
    }
}

/// The typed place of a member that its object did not have: what was kept under its name, if it
/// fits.
pub fn place<T: Value>(kept: &mut Kept, name: &str) -> Option<T> {
    let value = read_json(kept.get(name)?.as_str())?;
    kept.remove(name);
    Some(value)
}

/// A member whose type stays and whose name on the wire may change.
pub fn carry<T: Value>(value: Option<T>, kept: &mut Kept, name: &str) -> Option<T> {
    value.or_else(|| place(kept, name))
}

/// A member whose type changed to what continues it.
///
/// # Errors
///
/// Those of the step.
pub fn carry_step<A: Step<B>, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    name: &str,
) -> Result<Option<B>, A::Failed> {
    match value {
        Some(value) => value.step().map(Some),
        None => Ok(place(kept, name)),
    }
}

/// The same for a step that can't fail.
pub fn carry_surely<A: Step<B, Failed = Infallible>, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    name: &str,
) -> Option<B> {
    let Ok(value) = carry_step(value, kept, name);
    value
}

/// A member whose type changed to another: it is what its JSON is there, and kept under its old
/// name if that does not fit.
pub fn carry_retyped<A: Value, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    old_name: &str,
    name: &str,
) -> Option<B> {
    let Some(value) = value else {
        return place(kept, name).or_else(|| place(kept, old_name));
    };
    let json = json_of(&value);
    let fitting = read_json(json.as_str());
    if fitting.is_none() {
        kept.insert(old_name, json);
    }
    fitting
}

/// A member whose type changed to another into which every value of its own fits.
pub fn retype_surely<A: Retype<B>, B>(value: A) -> B {
    value.retype()
}

/// A member with a conversion of its own; what that does not convert is kept.
pub fn carry_custom<A: Value, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    old_name: &str,
    name: &str,
    convert: impl FnOnce(&A) -> Option<B>,
) -> Option<B> {
    let Some(value) = value else {
        return place(kept, name);
    };
    let converted = convert(&value);
    if converted.is_none() {
        kept.insert(old_name, json_of(&value));
    }
    converted
}

/// A member that has no typed place any more.
pub fn set_aside<T: Value>(value: Option<T>, kept: &mut Kept, name: &str) {
    if let Some(value) = value {
        kept.insert(name, json_of(&value));
    }
}

/// A member that has to be there.
///
/// # Errors
///
/// If it is not.
pub fn found<T>(value: Option<T>) -> Result<T, MissingMembers> {
    value.ok_or_else(|| MissingMembers(vec![String::new()]))
}

/// A step of a member that has to be there.
///
/// # Errors
///
/// If it is not, and those of the step.
pub fn required_step<T, F: Failure>(step: Result<Option<T>, F>) -> Result<T, MissingMembers> {
    step.map_err(F::into_missing).and_then(found)
}

/// A value of an enumeration as one of what continues it: the one with the same text.
pub fn restate<A: Enumeration, B: Enumeration>(value: &A) -> B {
    super::enumeration_from_text(value.as_text())
}

/// An alternative that a union does not have any more, as whatever its JSON is there.
pub fn reunite<A: Value, B: Union>(value: &A, unknown: impl FnOnce(Json) -> B) -> B {
    let json = json_of(value);
    read_json(json.as_str()).unwrap_or_else(|| unknown(json))
}

/// A type all values of which are values of another, too: what is required stays required.
pub trait Retype<To> {
    /// The value as one of the other type.
    fn retype(self) -> To;
}

macro_rules! retypes {
    ($($from:ty => $($to:ty)*;)*) => {$($(
        impl Retype<$to> for $from {
            fn retype(self) -> $to {
                <$to>::from(self)
            }
        }
    )*)*};
}

retypes! {
    i8 => i16 i32 i64;
    i16 => i32 i64;
    i32 => i64 super::Decimal Json;
    i64 => super::Decimal Json;
    u8 => u16 u32 u64 i16 i32 i64;
    u16 => u32 u64 i32 i64;
    u32 => u64 i64 super::Decimal Json;
    u64 => super::Decimal Json;
    i64 => super::UnixTime;
    super::UnixTime => i64;
    bool => Json;
    String => Json;
    super::Decimal => Json;
    super::Date => String;
    super::DateTime => String;
    super::LocalDateTime => String;
    super::HttpDate => String;
    super::Duration => String;
    super::Uuid => String;
    super::Base64 => String;
    super::Base64Url => String;
    super::DecimalText => String;
}

impl<E: Enumeration> Retype<String> for E {
    fn retype(self) -> String {
        self.as_text().to_owned()
    }
}

impl<E: Enumeration> Retype<E> for String {
    fn retype(self) -> E {
        super::enumeration_from_text(&self)
    }
}
