//! From a type of one api-version to the one that it is in another.
//!
//! The api-versions are types; generated code says in which of them a shape lives and what its
//! neighbours are, and the compiler walks from neighbour to neighbour.

use std::convert::Infallible;
use std::fmt::{self, Display};

use super::{
    Beyond, Down, Failure, Inside, KeptItem, MissingMembers, Seen, Step, Up, Value, VersionSet,
    list_kept,
};

/// The api-versions in which a shape lives, as a type. Generated code implements it.
pub trait Shaped: Sized {
    /// A type for the set of these api-versions.
    type Versions: VersionSet;
}

/// What a shape is in the next api-version in a direction. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is in no api-version further on",
    label = "its history ends before that api-version, or the cargo features of these api-versions are off"
)]
pub trait Neighbor<D, const RUN: usize> {
    /// The neighbouring shape.
    type Shape;
}

/// A type that is `Target` in the api-version `V`, which lies in direction `D`.
pub trait MoveTo<V, D>: Sized {
    /// What it is there.
    type Target;

    /// [`Infallible`], or [`MissingMembers`] if something is required on the way.
    type Failed: Failure;

    /// Goes there, step by step. What has no typed place is kept.
    ///
    /// # Errors
    ///
    /// If a member is missing that is required on the way.
    fn move_to(self) -> Result<Self::Target, Self::Failed>;
}

impl<T, V, D> MoveTo<V, D> for T
where
    T: Shaped,
    T::Versions: Seen<V, D>,
    T: MoveBy<V, D, <T::Versions as Seen<V, D>>::At>,
{
    type Target = <T as MoveBy<V, D, <T::Versions as Seen<V, D>>::At>>::Target;
    type Failed = <T as MoveBy<V, D, <T::Versions as Seen<V, D>>::At>>::Failed;

    fn move_to(self) -> Result<Self::Target, Self::Failed> {
        self.move_by()
    }
}

/// [`MoveTo`], once it is known where the api-version lies.
pub trait MoveBy<V, D, At>: Sized {
    /// What it is there.
    type Target;

    /// How going there fails.
    type Failed: Failure;

    /// Goes there.
    ///
    /// # Errors
    ///
    /// As [`MoveTo::move_to`].
    fn move_by(self) -> Result<Self::Target, Self::Failed>;
}

impl<T, V, D> MoveBy<V, D, Inside> for T {
    type Target = T;
    type Failed = Infallible;

    fn move_by(self) -> Result<T, Infallible> {
        Ok(self)
    }
}

impl<T, V, D, const RUN: usize> MoveBy<V, D, Beyond<RUN>> for T
where
    T: Neighbor<D, RUN> + Step<<T as Neighbor<D, RUN>>::Shape>,
    <T as Neighbor<D, RUN>>::Shape: MoveTo<V, D>,
{
    type Target = <<T as Neighbor<D, RUN>>::Shape as MoveTo<V, D>>::Target;
    type Failed = <<T as Step<<T as Neighbor<D, RUN>>::Shape>>::Failed as Failure>::Then<
        <<T as Neighbor<D, RUN>>::Shape as MoveTo<V, D>>::Failed,
    >;

    fn move_by(self) -> Result<Self::Target, Self::Failed> {
        match self.step() {
            Ok(next) => next
                .move_to()
                .map_err(<<T as Step<_>>::Failed as Failure>::later),
            Err(failed) => Err(failed.first()),
        }
    }
}

/// A type that can go to the same or a later api-version `V`. Types that changed have it as a method of their own.
pub trait Upgrade<V>: Sized {
    /// What it is there, or a `Result` of that if members are required on the way that it has not.
    type Output;

    /// Goes there; nothing is lost.
    fn upgrade(self) -> Self::Output;
}

impl<T: MoveTo<V, Up>, V> Upgrade<V> for T {
    type Output = <T::Failed as Failure>::Output<T::Target>;

    fn upgrade(self) -> Self::Output {
        T::Failed::output(self.move_to())
    }
}

/// A type that can go to the same or an earlier api-version `V`. Types that changed have it as methods of their own.
pub trait Downgrade<V>: Sized {
    /// What it is there.
    type Target;

    /// The same, or a `Result` of it if members are required on the way that it has not.
    type Output;

    /// Goes there, if everything has a typed place there.
    ///
    /// # Errors
    ///
    /// If something has not, or a member is missing that is required there.
    fn downgrade(self) -> Result<Self::Target, MoveError<Self>>;

    /// Goes there; what has no typed place there is kept.
    fn downgrade_keeping(self) -> Self::Output;
}

impl<T, V> Downgrade<V> for T
where
    T: MoveTo<V, Down> + Value + Clone,
    T::Target: Value,
{
    type Target = <T as MoveTo<V, Down>>::Target;
    type Output = <T::Failed as Failure>::Output<<T as MoveTo<V, Down>>::Target>;

    fn downgrade(self) -> Result<<T as MoveTo<V, Down>>::Target, MoveError<T>> {
        strictly(self, MoveTo::move_to, list_kept, list_kept)
    }

    fn downgrade_keeping(self) -> Self::Output {
        T::Failed::output(self.move_to())
    }
}

/// Makes a single step, if everything has a typed place after it.
///
/// # Errors
///
/// As for [`Downgrade::downgrade`].
pub fn step_strictly<A: Step<B> + Value + Clone, B: Value>(value: A) -> Result<B, MoveError<A>> {
    strictly(value, Step::step, list_kept, list_kept)
}

/// Moves a value, and gives it back if that fails or loses something. `kept` says what is kept after it, `before` what was.
pub(super) fn strictly<A: Clone, B, F: Failure>(
    value: A,
    make: impl FnOnce(A) -> Result<B, F>,
    kept: impl FnOnce(&B) -> Vec<KeptItem>,
    before: impl FnOnce(&A) -> Vec<KeptItem>,
) -> Result<B, MoveError<A>> {
    let (lost, missing) = match make(value.clone()) {
        Ok(moved) => {
            let kept = kept(&moved);
            // Nearly always nothing is kept, and then the value before is not looked at.
            let lost = if kept.is_empty() {
                kept
            } else {
                newly_kept(kept, &before(&value))
            };
            if lost.is_empty() {
                return Ok(moved);
            }
            (lost, MissingMembers::new())
        }
        Err(failed) => (Vec::new(), failed.into_missing()),
    };
    Err(MoveError {
        lost,
        missing,
        value: Box::new(value),
    })
}

/// What is kept, and was not before, by itself or as part of something larger.
fn newly_kept(mut kept: Vec<KeptItem>, before: &[KeptItem]) -> Vec<KeptItem> {
    let is_within = |item: &KeptItem, outer: &KeptItem| {
        item.path
            .strip_prefix(outer.path.as_str())
            .is_some_and(|rest| match rest.as_bytes().first() {
                None => item.value == outer.value,
                Some(first) => matches!(first, b'.' | b'['),
            })
    };
    kept.retain(|item| !before.iter().any(|outer| is_within(item, outer)));
    kept
}

/// A value that can't be moved to another api-version without loss, and why.
#[derive(Clone)]
pub struct MoveError<T> {
    lost: Vec<KeptItem>,
    missing: MissingMembers,
    value: Box<T>,
}

impl<T> MoveError<T> {
    /// No way leads there.
    pub fn no_way(value: T) -> Self {
        Self {
            lost: Vec::new(),
            missing: MissingMembers::new(),
            value: Box::new(value),
        }
    }

    /// What has a typed place here and would have none there, by JSON path.
    pub fn lost(&self) -> &[KeptItem] {
        &self.lost
    }

    /// The members that are required there and missing here, by JSON path.
    pub fn missing(&self) -> &[String] {
        self.missing.paths()
    }

    /// The value, as it was.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Gives the value back, as it was.
    pub fn into_inner(self) -> T {
        *self.value
    }
}

impl<T> fmt::Debug for MoveError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MoveError")
            .field("lost", &self.lost)
            .field("missing", &self.missing)
            .finish_non_exhaustive()
    }
}

impl<T> Display for MoveError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lost.is_empty() {
            return Display::fmt(&self.missing, f);
        }
        f.write_str("without a typed place there:")?;
        self.lost
            .iter()
            .try_for_each(|item| write!(f, "\n  {item}"))
    }
}

impl<T> std::error::Error for MoveError<T> {}
