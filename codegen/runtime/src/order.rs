//! Where an api-version lies, seen from a set of them, worked out by the compiler.
//!
//! Generated code gives each api-version its number, in binary digits, and each set the bounds of its runs: both grow
//! with the api-versions and the sets, not with their product. Only a call that moves a value makes the compiler compare.
//!
//! ```text
//! .."2017-02" does not have it    ["2017-02".."2020-05")    ["2020-05".."2024-04")    "2024-04".. has it again
//! Until<V2017_02, Before,         Until<V2020_05, Inside,   Until<V2024_04, Between<0, 1>, Inside>>>
//! ```

use std::marker::PhantomData;

/// Towards later api-versions.
#[derive(Clone, Copy, Debug)]
pub enum Up {}

/// Towards earlier api-versions.
#[derive(Clone, Copy, Debug)]
pub enum Down {}

/// A binary digit of a number, and the lower ones.
#[derive(Clone, Copy, Debug)]
pub struct Bit<const DIGIT: u8, Lower>(PhantomData<Lower>);

/// An api-version as the compiler compares it with the others of the same API. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no api-version of this API",
    label = "the types of each API have a module `version` of their own"
)]
pub trait Numbered<Api> {
    /// Its place among them: as many digits as every other number of the API has.
    type Number;
}

/// A number as it compares with `Other`.
pub trait Less<Other> {
    /// `Yes` if it is less, `No` if not.
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

/// The api-versions in which some shapes live, as a type. Generated code implements it.
pub trait VersionSet {
    /// The type that has all api-versions of the API.
    type Api;

    /// What there is from the oldest api-version to the newest: [`Until`], and behind the last bound a [`Side`].
    type Sides;
}

/// A side that reaches to an api-version, exclusive, and what comes then.
#[derive(Clone, Copy, Debug)]
pub struct Until<Bound, Side, Then>(PhantomData<(Bound, Side, Then)>);

/// In one of the runs.
#[derive(Clone, Copy, Debug)]
pub enum Inside {}

/// Before the first run.
#[derive(Clone, Copy, Debug)]
pub enum Before {}

/// Between two runs.
#[derive(Clone, Copy, Debug)]
pub enum Between<const EARLIER: usize, const LATER: usize> {}

/// Behind the last run.
#[derive(Clone, Copy, Debug)]
pub enum Behind<const LAST: usize> {}

/// The side on which a number lies.
pub trait Locate<Api, Number> {
    /// One of the four.
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

/// The api-version lies beyond a run, which a value has to leave on the way to it.
#[derive(Clone, Copy, Debug)]
pub enum Beyond<const RUN: usize> {}

/// A side on which the api-version `V` can lie if the way there has the direction `D`.
#[diagnostic::on_unimplemented(
    message = "the api-version `{V}` does not lie in this direction",
    label = "`upgrade` goes to the same or a later api-version, `downgrade` to the same or an earlier one"
)]
pub trait Side<V, D> {
    /// [`Inside`] or [`Beyond`].
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

/// A set of api-versions from which the way to the api-version `V` can have the direction `D`.
pub trait Seen<V, D> {
    /// [`Inside`] or [`Beyond`].
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
