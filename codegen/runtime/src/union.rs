//! Unions: types with alternatives.

use std::any::TypeId;
use std::borrow::Cow;

use serde::de;

use super::json::NodeSource;
use super::screening::Screening;
use super::value::with_spellings;
use super::{Fit, Json, KeptPath, Source, Spellings, Value, list_kept};

/// A union of types, with a variant for values that match none of them. Generated code implements it.
pub trait Union: Value + 'static {
    /// The name of the type.
    const NAME: &'static str;

    /// The number of alternatives.
    const ALTERNATIVES: usize;

    /// The discriminators in the order of precedence. If they select no alternative, the union takes one that they never
    /// select, or that only an optional one selects, by scalars that the value lacks. All required members of this
    /// alternative are present, and it names most of the present members. Of several such alternatives, the union takes the
    /// one that keeps the least, then the first.
    const DISCRIMINATORS: &'static [Discriminator];

    /// The indices of the alternatives whose objects have no other members than those of the type. Such an alternative is
    /// tried last for an object with other members.
    const CLOSED: &'static [usize] = &[];

    /// Reads the value as an alternative by its index; any other index is the variant for unknown values.
    ///
    /// # Errors
    ///
    /// The value can't be read as that alternative.
    fn read_alternative<'de, S: Source<'de>>(
        alternative: usize,
        source: S,
    ) -> Result<Fit<Self>, S::Error>;

    /// Judges by its member names whether a value can be an alternative.
    fn screen_alternative<E>(_alternative: usize, _node: NodeSource<'_, '_, E>) -> Screening {
        Screening::Undecided
    }

    /// Lists what is kept in the value.
    fn list_kept(&self, at: &mut KeptPath);
}

/// Selection of an alternative by scalars in the value. The first discriminator whose pointers all lead to strings, numbers
/// or booleans decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// JSON pointers into the value.
    pub pointers: &'static [&'static str],
    /// True if the alternatives that it selects remain possible for a value without these scalars.
    pub is_optional: bool,
    /// The texts of the scalars, and the alternatives that they select.
    pub cases: &'static [DiscriminatorCase],
}

/// Scalars at the pointers of a [`Discriminator`], and the alternative that they select.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscriminatorCase {
    /// A text for each pointer of the discriminator, compared without ASCII case: a string, `true`, `false` or a
    /// number.
    pub values: &'static [&'static str],
    /// The index of the alternative.
    pub alternative: usize,
}

/// Judges whether a value can be of the type of a variant.
pub fn screen_into<T: Value, U, E>(
    node: NodeSource<'_, '_, E>,
    _make: impl FnOnce(T) -> U,
) -> Screening {
    T::screen(node)
}

/// Reads a union. A null is kept; any other value that matches no alternative becomes the variant for unknown values.
///
/// # Errors
///
/// The value can't be read as the alternative that its discriminator selects.
pub fn read_union<'de, U: Union, S: Source<'de>>(source: S) -> Result<Fit<U>, S::Error> {
    source.node(|node| {
        let node = node.within_union()?;
        let fit = match select_by_discriminator(node, U::DISCRIMINATORS) {
            Some(alternative) => U::read_alternative(alternative, node)?,
            None => best_fit(node)?,
        };
        match fit {
            Fit::Kept(json) if !json.is_null() => U::read_alternative(U::ALTERNATIVES, node),
            fit => Ok(fit),
        }
    })
}

/// Keeps a value that matches no alternative.
fn keep_unmatched<U, E>(node: NodeSource<'_, '_, E>) -> Fit<U> {
    Fit::Kept(Json::from_valid(Cow::Borrowed(node.as_str())))
}

fn select_by_discriminator<E>(
    node: NodeSource<'_, '_, E>,
    discriminators: &[Discriminator],
) -> Option<usize> {
    for discriminator in discriminators {
        let scalars = discriminator
            .pointers
            .iter()
            .map(|pointer| node.scalar_at(pointer));
        let Some(scalars) = scalars.collect::<Option<Vec<_>>>() else {
            continue;
        };
        let matches = |case: &&DiscriminatorCase| {
            case.values.len() == scalars.len()
                && case
                    .values
                    .iter()
                    .zip(&scalars)
                    .all(|(value, scalar)| scalar.is(value))
        };
        return discriminator
            .cases
            .iter()
            .find(matches)
            .map(|case| case.alternative);
    }
    None
}

/// Reads the value as the alternative that keeps the least, the first among equals, of those that no discriminator
/// selects, or only an optional one whose scalars the value lacks.
///
/// Alternatives that leave the fewest members unnamed are tried first, and others only if none of those fits. So a
/// value is read once where its member names are conclusive.
fn best_fit<U: Union, E: de::Error>(node: NodeSource<'_, '_, E>) -> Result<Fit<U>, E> {
    let union = TypeId::of::<U>();
    match node.chosen(union) {
        Some(Some(chosen)) => return U::read_alternative(chosen, node),
        Some(None) => return Ok(keep_unmatched(node)),
        None => {}
    }
    // If unions are alternatives of each other, the inner one finds this entry.
    node.choose(union, None);
    let mut candidates = rank_alternatives::<U, E>(node);
    while let Some((rank, _)) = candidates.first().copied() {
        let others = candidates.split_off(candidates.partition_point(|(other, _)| *other == rank));
        let is_only = candidates.len() == 1;
        let mut best: Option<(usize, usize, Fit<U>)> = None;
        for (_, alternative) in candidates {
            let (value, spellings) = match U::read_alternative(alternative, node) {
                Ok(Fit::Typed(value)) => (value, Spellings::default()),
                Ok(Fit::Spelled(spelled)) => (spelled.value, spelled.spellings),
                Ok(Fit::Kept(_)) | Err(_) => continue,
            };
            let kept = match is_only {
                true => 0,
                false => list_kept(&value).len() + spellings.iter().count(),
            };
            if best.as_ref().is_none_or(|(least, ..)| kept < *least) {
                best = Some((kept, alternative, with_spellings(value, spellings)));
            }
            if kept == 0 {
                break;
            }
        }
        if let Some((_, alternative, fit)) = best {
            node.choose(union, Some(alternative));
            return Ok(fit);
        }
        candidates = others;
    }
    Ok(keep_unmatched(node))
}

/// The precedence of an alternative; the least is tried first. It is true if the value has members that the alternative
/// excludes, with the number of members that it does not name.
type Rank = (bool, usize);

/// The possible alternatives, those that name most members first, each after its rank.
fn rank_alternatives<U: Union, E: de::Error>(node: NodeSource<'_, '_, E>) -> Vec<(Rank, usize)> {
    let among = |indices: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![false; U::ALTERNATIVES];
        for index in indices {
            if let Some(found) = found.get_mut(index) {
                *found = true;
            }
        }
        found
    };
    let decides = |one: &&Discriminator| {
        let mut pointers = one.pointers.iter();
        !one.is_optional || pointers.all(|pointer| node.scalar_at(pointer).is_some())
    };
    let discriminators = U::DISCRIMINATORS.iter().filter(decides);
    let cases = discriminators.flat_map(|one| one.cases);
    let is_selected = among(&mut cases.map(|case| case.alternative));
    let is_closed = among(&mut U::CLOSED.iter().copied());
    let free = is_selected.into_iter().enumerate();
    let screenings: Vec<(usize, Screening)> = free
        .filter(|(_, is_selected)| !is_selected)
        .map(|(index, _)| (index, U::screen_alternative(index, node)))
        .collect();
    let excludes = |index: usize, count: usize| count > 0 && is_closed.get(index) == Some(&true);
    let known = screenings
        .iter()
        .filter_map(|(index, screen)| match screen {
            Screening::Unlisted(count) if !excludes(*index, *count) => Some(*count),
            _ => None,
        });
    let least = known.min().unwrap_or_default();
    let ranks = screenings.iter().filter_map(|(index, screen)| {
        let rank = match screen {
            Screening::Excluded => return None,
            Screening::Unlisted(count) => (excludes(*index, *count), *count),
            Screening::Undecided => (false, least),
        };
        Some((rank, *index))
    });
    let mut ranks: Vec<_> = ranks.collect();
    ranks.sort_unstable();
    ranks
}

/// Reads a value and wraps it into a variant of a union.
///
/// # Errors
///
/// The errors of reading the value.
#[inline]
pub fn read_into<'de, T: Value, U, S: Source<'de>>(
    source: S,
    make: impl FnOnce(T) -> U,
) -> Result<Fit<U>, S::Error> {
    Ok(T::read(source)?.map(make))
}
