//! Position of an api-version relative to a set of api-versions, computed by the compiler.
//!
//! Generated code gives each api-version a number in binary digits, and each set the bounds of its runs. Both grow with
//! the number of api-versions and sets, not with their product. The compiler compares them only where a value is
//! converted.
//!
//! ```text
//! .."2017-02" does not have it    ["2017-02".."2020-05")    ["2020-05".."2024-04")    "2024-04".. has it again
//! Until<V2017_02, Before,         Until<V2020_05, Inside,   Until<V2024_04, Between<0, 1>, Inside>>>
//! ```

use std::marker::PhantomData;

/// Direction towards later api-versions.
#[derive(Clone, Copy, Debug)]
pub enum Up {}

/// Direction towards earlier api-versions.
#[derive(Clone, Copy, Debug)]
pub enum Down {}

/// A binary digit of a number, and the lower digits.
#[derive(Clone, Copy, Debug)]
pub struct Bit<const DIGIT: u8, Lower>(PhantomData<Lower>);

/// The number of an api-version among those of an API. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an api-version of this API",
    label = "each API has a module `version` with its own api-versions"
)]
pub trait Numbered<Api> {
    /// The number, with as many digits as every other number of the API.
    type Number;
}

/// Comparison of a number with `Other`.
pub trait Less<Other> {
    /// `Yes` if the number is less, else `No`.
    type Choose<Yes, No>;
}

impl Less<()> for () {
    type Choose<Yes, No> = No;
}

impl<A, B> Less<Bit<1, B>> for Bit<0, A> {
    type Choose<Yes, No> = Yes;
}

impl<A, B> Less<Bit<0, B>> for Bit<1, A> {
    type Choose<Yes, No> = No;
}

impl<A: Less<B>, B> Less<Bit<0, B>> for Bit<0, A> {
    type Choose<Yes, No> = A::Choose<Yes, No>;
}

impl<A: Less<B>, B> Less<Bit<1, B>> for Bit<1, A> {
    type Choose<Yes, No> = A::Choose<Yes, No>;
}

/// The set of api-versions of some shapes, as a type. Generated code implements it.
pub trait VersionSet {
    /// The enum of all api-versions of the API.
    type Api;

    /// The sides from the oldest api-version to the newest: nested [`Until`]s, and a [`Side`] after the last bound.
    type Sides;
}

/// A side up to an api-version, exclusive, and the sides after it.
#[derive(Clone, Copy, Debug)]
pub struct Until<Bound, Side, Then>(PhantomData<(Bound, Side, Then)>);

/// Position in one of the runs.
#[derive(Clone, Copy, Debug)]
pub enum Inside {}

/// Position before the first run.
#[derive(Clone, Copy, Debug)]
pub enum Before {}

/// Position between two runs.
#[derive(Clone, Copy, Debug)]
pub enum Between<const EARLIER: usize, const LATER: usize> {}

/// Position after the last run.
#[derive(Clone, Copy, Debug)]
pub enum Behind<const LAST: usize> {}

/// Lookup of the side on which a number lies.
pub trait Locate<Api, Number> {
    /// The position: one of the four types above.
    type Side;
}

impl<Api, Number, Bound, Side, Then> Locate<Api, Number> for Until<Bound, Side, Then>
where
    Bound: Numbered<Api>,
    Number: Less<Bound::Number>,
    Number::Choose<Side, Then>: Locate<Api, Number>,
{
    type Side = <Number::Choose<Side, Then> as Locate<Api, Number>>::Side;
}

impl<Api, Number> Locate<Api, Number> for Inside {
    type Side = Self;
}

impl<Api, Number> Locate<Api, Number> for Before {
    type Side = Self;
}

impl<Api, Number, const EARLIER: usize, const LATER: usize> Locate<Api, Number>
    for Between<EARLIER, LATER>
{
    type Side = Self;
}

impl<Api, Number, const LAST: usize> Locate<Api, Number> for Behind<LAST> {
    type Side = Self;
}

/// Target beyond a run, which a value has to leave on the way.
#[derive(Clone, Copy, Debug)]
pub enum Beyond<const RUN: usize> {}

/// Position from which the api-version `V` can be reached in the direction `D`.
#[diagnostic::on_unimplemented(
    message = "the api-version `{V}` does not lie in this direction",
    label = "`upgrade` converts to the same or a later api-version, `downgrade` to the same or an earlier one"
)]
pub trait Side<V, D> {
    /// [`Inside`], or [`Beyond`] a run.
    type At;
}

impl<V, D> Side<V, D> for Inside {
    type At = Self;
}

impl<V> Side<V, Down> for Before {
    type At = Beyond<0>;
}

impl<V, const EARLIER: usize, const LATER: usize> Side<V, Up> for Between<EARLIER, LATER> {
    type At = Beyond<EARLIER>;
}

impl<V, const EARLIER: usize, const LATER: usize> Side<V, Down> for Between<EARLIER, LATER> {
    type At = Beyond<LATER>;
}

impl<V, const LAST: usize> Side<V, Up> for Behind<LAST> {
    type At = Beyond<LAST>;
}

/// Position of the api-version `V` relative to a set, if it lies in the direction `D`.
pub trait Seen<V, D> {
    /// [`Inside`], or [`Beyond`] a run.
    type At;
}

impl<S, V, D> Seen<V, D> for S
where
    S: VersionSet,
    V: Numbered<S::Api>,
    S::Sides: Locate<S::Api, V::Number>,
    <S::Sides as Locate<S::Api, V::Number>>::Side: Side<V, D>,
{
    type At = <<S::Sides as Locate<S::Api, V::Number>>::Side as Side<V, D>>::At;
}
