//! Types that are one of several.

use std::any::TypeId;
use std::borrow::Cow;

use serde::de;

use super::{Fit, Json, KeptPath, MemberNames, NodeSource, Source, Value, list_kept};

/// A type that is one of several, or a value that is none of them. Generated code implements it.
pub trait Union: Value + 'static {
    /// The type's name.
    const NAME: &'static str;

    /// How many alternatives there are.
    const ALTERNATIVES: usize;

    /// How an alternative is chosen. Without stages it is the one that has all that it requires and
    /// names most of the members that are there; of several, the one that keeps the least, then the
    /// first.
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

    /// What the names of its members say of whether a value is that alternative.
    fn glance_alternative<E>(_alternative: usize, _node: NodeSource<'_, '_, E>) -> Glance {
        Glance::Perhaps
    }

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

/// What the members of a JSON value say of whether it is one of a type, before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// It is none: it is of another kind, or lacks a member that the type requires.
    Never,
    /// It is an object, so many members of which the type does not name.
    Unlisted(usize),
    /// Only reading it can tell.
    Perhaps,
}

impl Glance {
    /// What the names of its members say of whether a value is an object with these.
    pub(super) fn of<E>(node: NodeSource<'_, '_, E>, members: MemberNames) -> Self {
        let Some(names) = node.names() else {
            return Glance::Never;
        };
        let (mut unlisted, mut present) = (0, 0);
        for name in names {
            match members.iter().find(|(known, _)| *known == name) {
                Some((_, is_required)) => present += usize::from(*is_required),
                None => unlisted += 1,
            }
        }
        let required = members.iter().filter(|(_, is_required)| *is_required);
        if required.count() > present {
            Glance::Never
        } else {
            Glance::Unlisted(unlisted)
        }
    }
}

/// What the names of its members say of whether a value is an alternative of a union.
pub fn glance_into<T: Value, U, E>(
    node: NodeSource<'_, '_, E>,
    _make: impl FnOnce(T) -> U,
) -> Glance {
    T::glance(node)
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
        let fit = if U::STAGES.is_empty() {
            best_fit(node)?
        } else {
            match chosen_by_stage(node, U::STAGES) {
                Some(alternative) => U::read_alternative(alternative, node)?,
                None => unfit(node),
            }
        };
        match fit {
            Fit::Kept(json) if !json.is_null() => U::read_alternative(U::ALTERNATIVES, node),
            fit => Ok(fit),
        }
    })
}

/// A value that is none of the alternatives.
fn unfit<U, E>(node: NodeSource<'_, '_, E>) -> Fit<U> {
    Fit::Kept(Json::from_valid(Cow::Borrowed(node.as_str())))
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

/// The value as the alternative that keeps the least, the first among equals.
///
/// Those that leave the fewest members of an object unlisted are tried first, and others only where none of these fits: a
/// value is read once where its members tell what it is.
fn best_fit<U: Union, E: de::Error>(node: NodeSource<'_, '_, E>) -> Result<Fit<U>, E> {
    let union = TypeId::of::<U>();
    match node.chosen(union) {
        Some(Some(chosen)) => return U::read_alternative(chosen, node),
        Some(None) => return Ok(unfit(node)),
        None => {}
    }
    // Where unions are alternatives of each other, the inner one finds this.
    node.choose(union, None);
    let mut candidates = ranked::<U, E>(node);
    while let Some((rank, _)) = candidates.first().copied() {
        let others = candidates.split_off(candidates.partition_point(|(other, _)| *other == rank));
        let is_only = candidates.len() == 1;
        let mut best: Option<(usize, usize, U)> = None;
        for (_, alternative) in candidates {
            let Ok(Fit::Typed(value)) = U::read_alternative(alternative, node) else {
                continue;
            };
            let kept = if is_only { 0 } else { list_kept(&value).len() };
            if best.as_ref().is_none_or(|(least, ..)| kept < *least) {
                best = Some((kept, alternative, value));
            }
            if kept == 0 {
                break;
            }
        }
        if let Some((_, alternative, value)) = best {
            node.choose(union, Some(alternative));
            return Ok(Fit::Typed(value));
        }
        candidates = others;
    }
    Ok(unfit(node))
}

/// The alternatives that a value may be, those that name most of its members first.
fn ranked<U: Union, E: de::Error>(node: NodeSource<'_, '_, E>) -> Vec<(usize, usize)> {
    let glances: Vec<Glance> = (0..U::ALTERNATIVES)
        .map(|alternative| U::glance_alternative(alternative, node))
        .collect();
    let known = glances.iter().filter_map(|glance| match glance {
        Glance::Unlisted(count) => Some(*count),
        _ => None,
    });
    let least = known.min().unwrap_or_default();
    let ranks = glances.iter().enumerate().filter_map(|(index, glance)| {
        Some(match glance {
            Glance::Never => return None,
            Glance::Unlisted(count) => (*count, index),
            Glance::Perhaps => (least, index),
        })
    });
    let mut ranks: Vec<_> = ranks.collect();
    ranks.sort_unstable();
    ranks
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
