//! Types of which only serde's traits are known.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json::{Tape, unquote};
use super::{Decimal, Fit, Json, Source};

/// Reads a value of a type through serde's traits.
///
/// A value is kept if the type does not accept it, or if it would not be written back: a member that was sent, other
/// than null, is not written with the same value. Not preserved are the notation of numbers, the order of members, and
/// the absence of a member that the type writes.
///
/// # Errors
///
/// The value is not JSON.
pub fn read_through_serde<'de, T, S>(source: S) -> Result<Fit<T>, S::Error>
where
    T: Serialize + DeserializeOwned,
    S: Source<'de>,
{
    let sent = source.text()?;
    let value = serde_json::from_str::<T>(&sent).ok().filter(|value| {
        let written = serde_json::to_string(value);
        written.is_ok_and(|written| is_preserved(&Tape::new(&sent), 0, &Tape::new(&written), 0))
    });
    Ok(value.map_or_else(|| Fit::Kept(Json::from_valid(sent)), Fit::Typed))
}

/// Returns true if all of a value is in another one.
fn is_preserved(sent: &Tape<'_>, at: usize, written: &Tape<'_>, there: usize) -> bool {
    let (old, new) = (sent.text(at), written.text(there));
    match (old.as_bytes().first(), new.as_bytes().first()) {
        (Some(b'{'), Some(b'{')) => {
            let mut names = BTreeMap::new();
            names.extend(members(written, there));
            members(sent, at).all(|(name, at)| match names.get(&name) {
                Some(there) => is_preserved(sent, at, written, *there),
                None => sent.text(at) == "null",
            })
        }
        (Some(b'['), Some(b'[')) => {
            let (mut old, mut new) = (sent.children(at), written.children(there));
            loop {
                match (old.next(), new.next()) {
                    (Some(at), Some(there)) if is_preserved(sent, at, written, there) => {}
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

/// The names and indices of the members of an object.
fn members<'a, 't: 'a>(
    tape: &'a Tape<'t>,
    at: usize,
) -> impl Iterator<Item = (Cow<'t, str>, usize)> + 'a {
    let mut inside = tape.children(at);
    std::iter::from_fn(move || {
        let (name, value) = (inside.next()?, inside.next()?);
        Some((unquote(tape.text(name)).unwrap_or_default(), value))
    })
}
