//! Values of any api-version, moved to one that is known only at run time.

use std::fmt::{self, Display};

use super::moves::strictly;
use super::{Failure, KeptItem, MissingMembers, MoveError, Step, Unavailable};

/// An api-version as a value. Generated code implements it.
pub trait VersionValue: Copy + Ord + 'static {
    /// As it is sent.
    fn name(self) -> &'static str;

    /// The cargo feature that compiles its types, if it is off.
    fn feature_off(self) -> Option<&'static str>;
}

/// All shapes of a type in an enum. Generated code implements it.
pub trait Lineage: Clone {
    /// The api-versions. One of them stands for a shape: the first that has it.
    type ApiVersion: VersionValue;

    /// The name of the type.
    const NAME: &'static str;

    /// Which shape there is from an api-version on, oldest first; none: there is no such type.
    const SHAPES: &'static [(Self::ApiVersion, Option<Self::ApiVersion>)];

    /// The shape of the value.
    fn shape(&self) -> Self::ApiVersion;

    /// Everything that has no typed place.
    fn list_kept(&self) -> Vec<KeptItem>;

    /// One step on the way to another shape.
    ///
    /// # Errors
    ///
    /// If a member is missing that is required there.
    fn step(self, to: Self::ApiVersion) -> Result<Self, MissingMembers>;
}

/// The shape that a type has in an api-version.
///
/// # Errors
///
/// If the api-version does not have the type, or its cargo feature is off.
pub fn shape_in<L: Lineage>(api_version: L::ApiVersion) -> Result<L::ApiVersion, Unavailable> {
    let shapes = L::SHAPES.iter().rev();
    let shape = shapes
        .copied()
        .find(|(from, _)| *from <= api_version)
        .and_then(|(_, shape)| shape)
        .ok_or_else(|| no_such_type::<L>(api_version))?;
    match api_version.feature_off() {
        Some(feature) => Err(Unavailable::FeatureOff {
            api_version: api_version.name(),
            feature,
        }),
        None => Ok(shape),
    }
}

/// That an api-version does not have the type.
pub fn no_such_type<L: Lineage>(api_version: L::ApiVersion) -> Unavailable {
    Unavailable::NoSuchType {
        api_version: api_version.name(),
        name: L::NAME,
    }
}

/// Moves a value to another shape: up keeps what has no typed place there, down does so only if nothing is lost.
///
/// # Errors
///
/// If something would be lost or is missing: the error lists it and gives the value back.
pub fn move_shape<L: Lineage>(value: L, to: L::ApiVersion) -> Result<L, MoveError<L>> {
    let is_down = to < value.shape();
    strictly(
        value,
        |value| walk(value, to),
        |moved| {
            if is_down {
                moved.list_kept()
            } else {
                Vec::new()
            }
        },
        L::list_kept,
    )
}

/// Goes from neighbour to neighbour.
fn walk<L: Lineage>(mut value: L, to: L::ApiVersion) -> Result<L, MissingMembers> {
    let mut at = value.shape();
    while at != to {
        value = value.step(to)?;
        // Where no way leads on, a step stays.
        if value.shape() == at {
            break;
        }
        at = value.shape();
    }
    Ok(value)
}

/// A step from one shape of a lineage to another.
///
/// # Errors
///
/// If a member is missing that is required there.
pub fn step_to<B: Into<L>, A: Step<B>, L>(value: A) -> Result<L, MissingMembers> {
    value.step().map(Into::into).map_err(Failure::into_missing)
}

/// Moves a value to the shape that it has in an api-version.
///
/// # Errors
///
/// If there is none, or as for [`move_shape`].
pub fn move_any<L: Lineage>(value: L, to: L::ApiVersion) -> Result<L, MoveAnyError<L>> {
    match shape_in::<L>(to) {
        Ok(shape) => move_shape(value, shape).map_err(MoveAnyError::Move),
        Err(reason) => Err(MoveAnyError::Unavailable {
            reason,
            value: Box::new(value),
        }),
    }
}

/// A value that can't be moved to an api-version chosen at run time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MoveAnyError<T> {
    /// Something has no typed place there, or is missing.
    Move(MoveError<T>),
    /// There is no such type.
    Unavailable {
        /// Why not.
        reason: Unavailable,
        /// The value, as it was.
        value: Box<T>,
    },
}

impl<T> MoveAnyError<T> {
    /// Gives the value back, as it was.
    pub fn into_inner(self) -> T {
        match self {
            Self::Move(error) => error.into_inner(),
            Self::Unavailable { value, .. } => *value,
        }
    }
}

impl<T> Display for MoveAnyError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move(error) => Display::fmt(error, f),
            Self::Unavailable { reason, .. } => Display::fmt(reason, f),
        }
    }
}

impl<T: fmt::Debug> std::error::Error for MoveAnyError<T> {}
