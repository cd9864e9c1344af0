//! Steps: conversion of a type to its shape in a neighbouring api-version.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::{self, Display};

use serde::de;

use super::json::{NodeSource, Tape, to_json_text};
use super::path::{push_index, push_member};
use super::union::Union;
use super::value::AsSerde;
use super::{Enumeration, Fit, IntegerEnumeration, Json, Kept, Value, ValuePath};

/// Conversion of a type to its shape `To` in a neighbouring api-version. Generated code implements it for types that
/// changed, in both directions.
///
/// A step loses nothing: values without a typed field in `To` are kept, and kept values move into the typed fields of
/// `To`.
pub trait Step<To>: Sized {
    /// The error: [`Infallible`], or [`MissingMembers`] if `To` has required fields that this type has not.
    type Failed: StepFailure;

    /// Converts the value.
    ///
    /// # Errors
    ///
    /// `To` requires a field that the value lacks.
    fn step(self) -> Result<To, Self::Failed>;
}

/// Error of a step or of a sequence of steps.
pub trait StepFailure: Sized {
    /// The error of a sequence whose later steps fail with `F`.
    type Then<F: StepFailure>: StepFailure;

    /// The result of a conversion to `T` for its caller: the value itself if it can't fail.
    type Output<T>;

    /// Converts the error of the first step of a sequence.
    fn first<F: StepFailure>(self) -> Self::Then<F>;

    /// Converts the error of a later step of a sequence.
    fn later<F: StepFailure>(failed: F) -> Self::Then<F>;

    /// Converts a result for the caller.
    fn output<T>(result: Result<T, Self>) -> Self::Output<T>;

    /// Returns the missing fields.
    fn into_missing(self) -> MissingMembers;

    /// Prefixes the paths with that of the enclosing value, which `place` writes.
    fn within(self, place: impl FnOnce(&mut String)) -> Self;

    /// Combines two errors.
    fn and(self, other: Self) -> Self;
}

impl StepFailure for Infallible {
    type Then<F: StepFailure> = F;
    type Output<T> = T;

    fn first<F: StepFailure>(self) -> F {
        match self {}
    }

    fn later<F: StepFailure>(failed: F) -> F {
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

impl StepFailure for MissingMembers {
    type Then<F: StepFailure> = MissingMembers;
    type Output<T> = Result<T, MissingMembers>;

    fn first<F: StepFailure>(self) -> MissingMembers {
        self
    }

    fn later<F: StepFailure>(failed: F) -> MissingMembers {
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

/// Fields that another api-version requires and a value lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingMembers(Vec<String>);

impl MissingMembers {
    /// Creates an empty list.
    pub const fn new() -> Self {
        MissingMembers(Vec::new())
    }

    /// The JSON paths of the missing fields: `payments[0].amount`.
    pub fn paths(&self) -> &[String] {
        &self.0
    }

    /// Returns the value of a field, or records what it lacks.
    #[doc(hidden)]
    pub fn member<T, F: StepFailure>(&mut self, name: &str, result: Result<T, F>) -> Option<T> {
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
        f.write_str("the target api-version requires fields that are missing:")?;
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

/// Collects the results of several steps: all values, or all errors.
fn collect<T, F: StepFailure, C: Default + Extend<T>>(
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

/// Converts a value by a step that can't fail.
#[inline]
pub fn step_infallible<A: Step<B, Failed = Infallible>, B>(value: A) -> B {
    let Ok(value) = value.step();
    value
}

/// Reads JSON as a value of a type; `None` if it does not fit.
fn read_json<T: Value>(json: &str) -> Option<T> {
    match read_fit(json)? {
        Fit::Typed(value) => Some(value),
        Fit::Spelled(spelled) => Some(spelled.value),
        Fit::Kept(_) => None,
    }
}

fn read_fit<T: Value>(json: &str) -> Option<Fit<T>> {
    let tape = Tape::new(json);
    let root = NodeSource::<de::value::Error>::root(&tape, &ValuePath::ROOT);
    T::read(root).ok()
}

/// Reads JSON as the value of a member; `None` if it does not fit.
fn read_member<T: Value>(json: &str, kept: &mut Kept, name: &str) -> Option<T> {
    kept.take(name, read_fit(json)?).ok()
}

/// The JSON of a value. It is null for a value that can't be written, such as a date with a five-digit year; a value
/// that was read can always be written.
pub(super) fn to_json_or_null<T: Value>(value: &T) -> Json {
    match to_json_text(&AsSerde(value)) {
        Ok(text) => Json::from_valid(text.into()),
        Err(_) => Json::NULL,
    }
}

/// Reads a constant of the documents, given as JSON text; `None` if the type can't hold it.
pub fn constant<T: Value>(json: &str) -> Option<T> {
    read_json(json)
}

/// Reads a constant string; `None` if the type can't hold it.
pub fn text_constant<T: Value>(text: &str) -> Option<T> {
    read_json(Json::from(text).as_str())
}

/// Passes the spelling of a renamed field on.
pub fn rename_spelling(kept: &mut Kept, old_name: &str, name: &str) {
    kept.rename_spelling(old_name, name);
}

/// Takes the kept value of a new field, if it fits.
pub fn take_kept<T: Value>(kept: &mut Kept, name: &str) -> Option<T> {
    let json = kept.get(name)?.clone();
    let value = read_member(json.as_str(), kept, name)?;
    kept.remove(name);
    Some(value)
}

/// Carries over a field whose type stays the same. A kept value fills an empty field.
pub fn carry<T: Value>(value: Option<T>, kept: &mut Kept, name: &str) -> Option<T> {
    value.or_else(|| take_kept(kept, name))
}

/// Carries over a field whose type changed between the api-versions.
///
/// # Errors
///
/// The errors of the step.
pub fn carry_step<A: Step<B>, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    name: &str,
) -> Result<Option<B>, A::Failed> {
    match value {
        Some(value) => value.step().map(Some),
        None => Ok(take_kept(kept, name)),
    }
}

/// Carries over a field by a step that can't fail.
pub fn carry_step_infallible<A: Step<B, Failed = Infallible>, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    name: &str,
) -> Option<B> {
    let Ok(value) = carry_step(value, kept, name);
    value
}

/// Carries over a field that has another type now: its JSON is read as that type, and kept under the old name if it
/// does not fit.
pub fn carry_retyped<A: Value, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    old_name: &str,
    name: &str,
) -> Option<B> {
    let Some(value) = value else {
        return take_kept(kept, name).or_else(|| take_kept(kept, old_name));
    };
    let json = kept.spelled(old_name, to_json_or_null(&value));
    let fitting = read_member(json.as_str(), kept, name);
    if fitting.is_none() {
        kept.insert(old_name, json);
    }
    fitting
}

/// Converts a field to a type that holds all its values.
pub fn retype<A: Retype<B>, B>(value: A) -> B {
    value.retype()
}

/// Carries over a field by a conversion of its own. A value that it does not convert is kept.
pub fn carry_converted<A: Value, B: Value>(
    value: Option<A>,
    kept: &mut Kept,
    old_name: &str,
    name: &str,
    convert: impl FnOnce(&A) -> Option<B>,
) -> Option<B> {
    let Some(value) = value else {
        return take_kept(kept, name);
    };
    let converted = convert(&value);
    if converted.is_none() {
        let json = kept.spelled(old_name, to_json_or_null(&value));
        kept.insert(old_name, json);
    }
    converted
}

/// Keeps the value of a removed field.
pub fn keep_removed<T: Value>(value: Option<T>, kept: &mut Kept, name: &str) {
    if let Some(value) = value {
        let json = kept.spelled(name, to_json_or_null(&value));
        kept.insert(name, json);
    }
}

/// Returns the value of a required field.
///
/// # Errors
///
/// There is none.
pub fn require<T>(value: Option<T>) -> Result<T, MissingMembers> {
    value.ok_or_else(|| MissingMembers(vec![String::new()]))
}

/// Returns the value of a required field after its step.
///
/// # Errors
///
/// There is none, and those of the step.
pub fn required_step<T, F: StepFailure>(step: Result<Option<T>, F>) -> Result<T, MissingMembers> {
    step.map_err(F::into_missing).and_then(require)
}

/// Converts a value of an enumeration to the value of another one with the same text.
pub fn convert_enumeration<A: Enumeration, B: Enumeration>(value: &A) -> B {
    super::enumeration::enumeration_from_text(value.as_text())
}

/// Converts a value of an enumeration of integers to the value of another one with the same number.
pub fn convert_integer_enumeration<A: IntegerEnumeration, B: IntegerEnumeration>(value: A) -> B {
    super::integer_enumeration::enumeration_from_integer(value.to_integer())
}

/// Converts an alternative that the other union does not have, by reading its JSON as that union.
pub fn convert_alternative<A: Value, B: Union>(value: &A, unknown: impl FnOnce(Json) -> B) -> B {
    let json = to_json_or_null(value);
    read_json(json.as_str()).unwrap_or_else(|| unknown(json))
}

/// Conversion to a type that holds all values of this one, so that a required field stays required.
pub trait Retype<To> {
    /// Converts the value.
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
        super::enumeration::enumeration_from_text(&self)
    }
}

macro_rules! integer_enumeration_retypes {
    (from $($from:ty)*; to $($to:ty)*;) => {
        $(impl<E: IntegerEnumeration> Retype<E> for $from {
            fn retype(self) -> E {
                super::integer_enumeration::enumeration_from_integer(self.into())
            }
        })*
        $(impl<E: IntegerEnumeration> Retype<$to> for E {
            fn retype(self) -> $to {
                self.to_integer().into()
            }
        })*
    };
}

integer_enumeration_retypes! {
    from i8 i16 i32 i64 u8 u16 u32;
    to i64 super::Decimal Json;
}
