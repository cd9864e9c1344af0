//! Types that are one of several.

use std::any::TypeId;
use std::borrow::Cow;

use serde::de;

use super::{Fit, Json, KeptPath, NodeSource, Source, Value, list_kept};

/// A type that is one of several, or a value that is none of them. Generated code implements it.
pub trait Union: Value + 'static {
    /// The type's name.
    const NAME: &'static str;

    /// How many alternatives there are.
    const ALTERNATIVES: usize;

    /// How an alternative is chosen. Without stages the value is tried as each of them, and the
    /// one that keeps the least is chosen, the first among equals.
    const STAGES: &'static [Stage];

    /// Reads the value as one of the alternatives; any other number stands for none of them.
    ///
    /// # Errors
    ///
    /// If the value can't be read as that alternative.
    fn read_alternative<'de, S: Source<'de>>(
        alternative: usize,
        source: S,
    ) -> Result<Fit<Self>, S::Error>;

    /// Lists what is kept in the value.
    fn list_kept(&self, at: &mut KeptPath);
}

/// One look at a value to choose an alternative. The first stage whose pointers all lead to
/// strings decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// JSON pointers into the value.
    pub pointers: &'static [&'static str],
    /// What the strings there mean.
    pub cases: &'static [Case],
}

/// What the strings at the pointers of a [`Stage`] mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// A string for each pointer of the stage; ASCII case does not matter.
    pub values: &'static [&'static str],
    /// The alternative that these strings choose.
    pub alternative: usize,
}

/// Reads a union. A null is kept; any other value that is none of the alternatives is the
/// union's own unknown value.
///
/// # Errors
///
/// If the value can't be read as the alternative that its strings choose.
pub fn read_union<'de, U: Union, S: Source<'de>>(source: S) -> Result<Fit<U>, S::Error> {
    source.node(|node| {
        let node = node.within_union()?;
        let alternative = if U::STAGES.is_empty() {
            best_fit::<U, _>(node)
        } else {
            chosen_by_stage(node, U::STAGES)
        };
        let fit = match alternative {
            Some(alternative) => U::read_alternative(alternative, node)?,
            None => Fit::Kept(Json::from_valid(Cow::Borrowed(node.as_str()))),
        };
        match fit {
            Fit::Kept(json) if !json.is_null() => U::read_alternative(U::ALTERNATIVES, node),
            fit => Ok(fit),
        }
    })
}

fn chosen_by_stage<E>(node: NodeSource<'_, '_, E>, stages: &[Stage]) -> Option<usize> {
    for stage in stages {
        let strings = stage.pointers.iter().map(|pointer| node.string_at(pointer));
        let Some(strings) = strings.collect::<Option<Vec<_>>>() else {
            continue;
        };
        let matches = |case: &&Case| {
            case.values.len() == strings.len()
                && case
                    .values
                    .iter()
                    .zip(&strings)
                    .all(|(value, string)| value.eq_ignore_ascii_case(string))
        };
        return stage
            .cases
            .iter()
            .find(matches)
            .map(|case| case.alternative);
    }
    None
}

/// The alternative that keeps the least, the first among equals.
fn best_fit<U: Union, E: de::Error>(node: NodeSource<'_, '_, E>) -> Option<usize> {
    let union = TypeId::of::<U>();
    if let Some(chosen) = node.chosen(union) {
        return chosen;
    }
    // Where unions are alternatives of each other, the inner one finds this.
    node.choose(union, None);
    let mut best = None;
    for alternative in 0..U::ALTERNATIVES {
        let Ok(Fit::Typed(value)) = U::read_alternative(alternative, node) else {
            continue;
        };
        let kept = list_kept(&value).len();
        if best.is_none_or(|(_, least)| kept < least) {
            best = Some((alternative, kept));
        }
        if kept == 0 {
            break;
        }
    }
    let chosen = best.map(|(alternative, _)| alternative);
    node.choose(union, chosen);
    chosen
}

/// Reads a value and puts it into something, a variant of a union.
///
/// # Errors
///
/// Those of reading the value.
#[inline]
pub fn read_into<'de, T: Value, U, S: Source<'de>>(
    source: S,
    make: impl FnOnce(T) -> U,
) -> Result<Fit<U>, S::Error> {
    Ok(T::read(source)?.map(make))
}
