//! Types that serde's traits are all that is known of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json::{Tape, unquote};
use super::{Decimal, Fit, Json, Source};

/// Reads a value of a type through serde's traits.
///
/// A value is kept where the type does not take it, and where it would not come back: where a member that was sent, other
/// than null, is not written again with the same value. Given up are how a number is written, the order of members, and
/// that a member was absent that the type writes.
///
/// # Errors
///
/// If the value can't be read at all.
pub fn read_through_serde<'de, T, S>(source: S) -> Result<Fit<T>, S::Error>
where
    T: Serialize + DeserializeOwned,
    S: Source<'de>,
{
    let sent = source.text()?;
    let value = serde_json::from_str::<T>(&sent).ok().filter(|value| {
        let written = serde_json::to_string(value);
        written.is_ok_and(|written| comes_back(&Tape::new(&sent), 0, &Tape::new(&written), 0))
    });
    Ok(value.map_or_else(|| Fit::Kept(Json::from_valid(sent)), Fit::Typed))
}

/// Whether all of a value is in another.
fn comes_back(sent: &Tape<'_>, at: usize, written: &Tape<'_>, there: usize) -> bool {
    let (old, new) = (sent.text(at), written.text(there));
    match (old.as_bytes().first(), new.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => {
            let mut names = BTreeMap::new();
            names.extend(members(written, there));
            members(sent, at).all(|(name, at)| match names.get(&name) {
                Some(there) => comes_back(sent, at, written, *there),
                None => sent.text(at) == "null",
            })
        }
        (Some(b'['), Some(b'[')) => {
            let (mut old, mut new) = (sent.inside(at), written.inside(there));
            loop {
                match (old.next(), new.next()) {
                    (Some(at), Some(there)) if comes_back(sent, at, written, there) => {}
                    (None, None) => return true,
                    _ => return false,
                }
            }
        }
        (Some(b'"'), Some(b'"')) => unquote(old) == unquote(new),
        (Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')) => {
            old.parse::<Decimal>().ok() == new.parse::<Decimal>().ok()
        }
        _ => old == new,
    }
}

/// The members of an object by name.
fn members<'a, 't: 'a>(
    tape: &'a Tape<'t>,
    at: usize,
) -> impl Iterator<Item = (Cow<'t, str>, usize)> + 'a {
    let mut inside = tape.inside(at);
    std::iter::from_fn(move || {
        let (name, value) = (inside.next()?, inside.next()?);
        Some((unquote(tape.text(name)).unwrap_or_default(), value))
    })
}
