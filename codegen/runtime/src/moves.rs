//! Conversion of a type to its shape in another api-version.
//!
//! Api-versions are types. Generated code declares the api-versions and the neighbours of each shape, and the compiler
//! chains the conversions between neighbours.

use std::convert::Infallible;
use std::fmt::{self, Display};

use super::order::{Beyond, Inside, Seen, VersionSet};
use super::step::{Step, StepFailure};
use super::{Down, KeptItem, KeptReason, MissingMembers, Up, Value, list_kept};

/// The api-versions of a shape, as a type. Generated code implements it.
pub trait Shaped: Sized {
    /// The type of the set of these api-versions.
    type Versions: VersionSet;
}

/// The neighbour of a shape in a direction. Generated code implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not exist in the next api-version of this direction",
    label = "the history of the type ends before the target, or the cargo features of these api-versions are off"
)]
pub trait Neighbor<D, const RUN: usize> {
    /// The neighbouring shape.
    type Shape;
}

/// Conversion of a type to its shape in the api-version `V`, in the direction `D`: [`Up`] or [`Down`].
pub trait MoveTo<V, D>: Sized {
    /// The shape of the type in the api-version.
    type Target;

    /// The error: [`Infallible`], or [`MissingMembers`] if a shape on the way has new required fields.
    type Failed: StepFailure;

    /// Converts the value step by step; values without a typed field are kept.
    ///
    /// # Errors
    ///
    /// A shape on the way requires a field that the value lacks.
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

/// Implementation of [`MoveTo`] for a position of the api-version.
pub trait MoveBy<V, D, At>: Sized {
    /// The shape of the type in the api-version.
    type Target;

    /// The error of the conversion.
    type Failed: StepFailure;

    /// Converts the value.
    ///
    /// # Errors
    ///
    /// The errors of [`MoveTo::move_to`].
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
    type Failed = <<T as Step<<T as Neighbor<D, RUN>>::Shape>>::Failed as StepFailure>::Then<
        <<T as Neighbor<D, RUN>>::Shape as MoveTo<V, D>>::Failed,
    >;

    fn move_by(self) -> Result<Self::Target, Self::Failed> {
        match self.step() {
            Ok(next) => next
                .move_to()
                .map_err(<<T as Step<_>>::Failed as StepFailure>::later),
            Err(failed) => Err(failed.first()),
        }
    }
}

/// Conversion to the same or a later api-version `V`. Types that changed also have it as an inherent method.
pub trait Upgrade<V>: Sized {
    /// The shape in the api-version, or a `Result` of it if a shape on the way has new required fields.
    type Output;

    /// Converts the value; nothing is lost.
    fn upgrade(self) -> Self::Output;
}

impl<T: MoveTo<V, Up>, V> Upgrade<V> for T {
    type Output = <T::Failed as StepFailure>::Output<T::Target>;

    fn upgrade(self) -> Self::Output {
        T::Failed::output(self.move_to())
    }
}

/// Conversion to the same or an earlier api-version `V`. Types that changed also have it as inherent methods.
pub trait Downgrade<V>: Sized {
    /// The shape in the api-version.
    type Target;

    /// The shape, or a `Result` of it if a shape on the way requires fields that this one does not.
    type Output;

    /// Converts the value if nothing is lost.
    ///
    /// # Errors
    ///
    /// A value has no typed field in the target, or the target requires a field that the value lacks.
    fn downgrade(self) -> Result<Self::Target, MoveError<Self>>;

    /// Converts the value; values without a typed field in the target are kept.
    fn downgrade_keeping(self) -> Self::Output;
}

impl<T, V> Downgrade<V> for T
where
    T: MoveTo<V, Down> + Value + Clone,
    T::Target: Value,
{
    type Target = <T as MoveTo<V, Down>>::Target;
    type Output = <T::Failed as StepFailure>::Output<<T as MoveTo<V, Down>>::Target>;

    fn downgrade(self) -> Result<<T as MoveTo<V, Down>>::Target, MoveError<T>> {
        move_strictly(self, MoveTo::move_to, list_kept, list_kept)
    }

    fn downgrade_keeping(self) -> Self::Output {
        T::Failed::output(self.move_to())
    }
}

/// Converts a value to the neighbouring shape if nothing is lost.
///
/// # Errors
///
/// The errors of [`Downgrade::downgrade`].
pub fn step_strictly<A: Step<B> + Value + Clone, B: Value>(value: A) -> Result<B, MoveError<A>> {
    move_strictly(value, Step::step, list_kept, list_kept)
}

/// Converts a value, and gives it back if that fails or loses something. `kept` lists what is kept after the
/// conversion, and `before` what was kept before it.
pub(super) fn move_strictly<A: Clone, B, F: StepFailure>(
    value: A,
    make: impl FnOnce(A) -> Result<B, F>,
    kept: impl FnOnce(&B) -> Vec<KeptItem>,
    before: impl FnOnce(&A) -> Vec<KeptItem>,
) -> Result<B, MoveError<A>> {
    let (lost, missing) = match make(value.clone()) {
        Ok(moved) => {
            let kept = kept(&moved);
            // Usually nothing is kept, and then the previous value need not be examined.
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

/// Removes what was kept before, by itself or as a part of something larger.
fn newly_kept(mut kept: Vec<KeptItem>, before: &[KeptItem]) -> Vec<KeptItem> {
    // A value in another spelling has its typed field.
    kept.retain(|item| item.reason != KeptReason::Spelling);
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

/// Error of converting a value to another api-version without loss. It gives the value back.
#[derive(Clone)]
pub struct MoveError<T> {
    lost: Vec<KeptItem>,
    missing: MissingMembers,
    value: Box<T>,
}

impl<T> MoveError<T> {
    /// Creates the error for a target that no conversion leads to.
    #[doc(hidden)]
    pub fn no_path(value: T) -> Self {
        Self {
            lost: Vec::new(),
            missing: MissingMembers::new(),
            value: Box::new(value),
        }
    }

    /// The values that have a typed field here and none in the target, by JSON path.
    pub fn lost(&self) -> &[KeptItem] {
        &self.lost
    }

    /// The JSON paths of the fields that the target requires and the value lacks.
    pub fn missing(&self) -> &[String] {
        self.missing.paths()
    }

    /// The unchanged value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the unchanged value.
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
        f.write_str("no typed field in the target api-version for:")?;
        self.lost
            .iter()
            .try_for_each(|item| write!(f, "\n  {item}"))
    }
}

impl<T> std::error::Error for MoveError<T> {}
