//! Conversion of values to an api-version that is known only at run time.

use std::fmt::{self, Display};

use super::moves::move_strictly;
use super::step::{Step, StepFailure};
use super::{KeptItem, MissingMembers, MoveError, Unavailable};

/// An api-version as a value. Generated code implements it.
pub trait VersionValue: Copy + Ord + 'static {
    /// The name on the wire.
    fn name(self) -> &'static str;

    /// The cargo feature of the api-version, if it is off.
    fn feature_off(self) -> Option<&'static str>;
}

/// An enum over all shapes of a type. Generated code implements it.
pub trait Lineage: Clone {
    /// The enum of api-versions. The first api-version that has a shape identifies it.
    type ApiVersion: VersionValue;

    /// The name of the type.
    const NAME: &'static str;

    /// The shape from each api-version on, oldest first; `None` where the type does not exist.
    const SHAPES: &'static [(Self::ApiVersion, Option<Self::ApiVersion>)];

    /// Returns the shape of the value.
    fn shape(&self) -> Self::ApiVersion;

    /// Lists everything that has no typed field.
    fn list_kept(&self) -> Vec<KeptItem>;

    /// Converts the value by one step towards another shape.
    ///
    /// # Errors
    ///
    /// The next shape requires a field that the value lacks.
    fn step(self, to: Self::ApiVersion) -> Result<Self, MissingMembers>;
}

/// Returns the shape of a type in an api-version.
///
/// # Errors
///
/// The api-version does not have the type, or its cargo feature is off.
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

/// Creates the error for an api-version that does not have the type.
pub fn no_such_type<L: Lineage>(api_version: L::ApiVersion) -> Unavailable {
    Unavailable::NoSuchType {
        api_version: api_version.name(),
        name: L::NAME,
    }
}

/// Converts a value to another shape. An upgrade keeps values that have no typed field there; a downgrade fails if
/// there are any.
///
/// # Errors
///
/// A value would be lost, or a required field is missing. The error lists the paths and gives the value back.
pub fn move_shape<L: Lineage>(value: L, to: L::ApiVersion) -> Result<L, MoveError<L>> {
    let is_down = to < value.shape();
    move_strictly(
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

/// Converts a value from neighbour to neighbour.
fn walk<L: Lineage>(mut value: L, to: L::ApiVersion) -> Result<L, MissingMembers> {
    let mut at = value.shape();
    while at != to {
        value = value.step(to)?;
        // A step that leads nowhere returns the value as it is.
        if value.shape() == at {
            break;
        }
        at = value.shape();
    }
    Ok(value)
}

/// Converts a value to the neighbouring shape, as the enum of its lineage.
///
/// # Errors
///
/// The shape requires a field that the value lacks.
pub fn step_to<B: Into<L>, A: Step<B>, L>(value: A) -> Result<L, MissingMembers> {
    value
        .step()
        .map(Into::into)
        .map_err(StepFailure::into_missing)
}

/// Converts a value to its shape in an api-version.
///
/// # Errors
///
/// The api-version has no such shape, or as for [`move_shape`].
pub fn move_any<L: Lineage>(value: L, to: L::ApiVersion) -> Result<L, MoveAnyError<L>> {
    match shape_in::<L>(to) {
        Ok(shape) => move_shape(value, shape).map_err(MoveAnyError::Move),
        Err(reason) => Err(MoveAnyError::Unavailable {
            reason,
            value: Box::new(value),
        }),
    }
}

/// Error of converting a value to an api-version that was chosen at run time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MoveAnyError<T> {
    /// A value has no typed field in the target, or a required field is missing.
    Move(MoveError<T>),
    /// The api-version does not have the type, or its types are not compiled.
    Unavailable {
        /// The reason.
        reason: Unavailable,
        /// The unchanged value.
        value: Box<T>,
    },
}

impl<T> MoveAnyError<T> {
    /// Returns the unchanged value.
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
