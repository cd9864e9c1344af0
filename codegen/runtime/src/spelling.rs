//! Other spellings of values: a quoted number, `1.0` for an integer, `[]` for an empty object.
//!
//! Such a value is read into its type. The struct that has it remembers the spelling by path, with the value it stood
//! for, and writes it while the member still has that value.

use std::borrow::Cow;

use super::json::{Tape, quote, unquote};
use super::path::{push_index, push_member};
use super::step::to_json_or_null;
use super::{Json, Value};

/// A value that was sent in another spelling than it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelled<T> {
    /// The value.
    pub value: T,
    /// The spellings of the value, or of values in it.
    pub spellings: Spellings,
}

/// Spellings of values inside a value. Usually there are none, so that a reader pays for one pointer only.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::box_collection)]
pub struct Spellings(Option<Box<Vec<Spelling>>>);

/// The spelling of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spelling {
    /// The path from the value that remembers the spelling, last step first.
    path: Vec<Step>,
    /// The JSON as which the value is written otherwise.
    plain: Json,
    /// The JSON that was sent.
    sent: Json,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Member(Box<str>),
    Index(usize),
}

impl<T> Spelled<T> {
    /// Pairs a value with the JSON that was sent for it.
    #[cold]
    pub fn new(value: T, sent: Json) -> Box<Self>
    where
        T: Value,
    {
        let plain = to_json_or_null(&value);
        Self::with_plain(value, plain, sent)
    }

    /// Returns the JSON that was sent.
    pub fn into_sent(self) -> Json
    where
        T: Value,
    {
        self.spellings.apply(to_json_or_null(&self.value))
    }

    /// Pairs a value with the JSON as which it is written, and the JSON that was sent for it.
    #[cold]
    pub(super) fn with_plain(value: T, plain: Json, sent: Json) -> Box<Self> {
        let spelling = Spelling {
            path: Vec::new(),
            plain,
            sent,
        };
        Box::new(Spelled {
            value,
            spellings: Spellings(Some(Box::new(vec![spelling]))),
        })
    }
}

impl Spellings {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Spelling> {
        self.0.iter().flat_map(|all| all.iter())
    }

    /// The JSON that was sent for the whole value, if that is another spelling.
    pub(super) fn root(&self) -> Option<&Json> {
        let mut whole = self.iter().filter(|spelling| spelling.path.is_empty());
        whole.next().map(|spelling| &spelling.sent)
    }

    /// Adds the spellings of an element.
    #[cold]
    pub(super) fn add_element(&mut self, index: usize, inner: Spellings) {
        self.add(&Step::Index(index), inner);
    }

    /// Adds the spellings of a member.
    #[cold]
    pub(super) fn add_member(&mut self, name: &str, inner: Spellings) {
        self.add(&Step::Member(name.into()), inner);
    }

    fn add(&mut self, step: &Step, inner: Spellings) {
        let own = self.0.get_or_insert_with(Box::default);
        for mut spelling in inner.0.into_iter().flat_map(|all| *all) {
            spelling.path.push(step.clone());
            own.push(spelling);
        }
    }

    /// Returns the value with the sent spellings of the values in it that did not change.
    pub(super) fn apply(&self, plain: Json) -> Json {
        let tape = Tape::new(plain.as_str());
        let mut places: Vec<(std::ops::Range<usize>, &str)> = self
            .unchanged(&tape)
            .map(|(index, spelling)| (tape.range(index), spelling.sent.as_str()))
            .collect();
        if places.is_empty() {
            return plain;
        }
        places.sort_by_key(|(range, _)| range.start);
        let (mut text, mut end) = (String::new(), 0);
        for (range, sent) in places {
            if let Some(before) = plain.as_str().get(end..range.start) {
                text.push_str(before);
                text.push_str(sent);
                end = range.end;
            }
        }
        text.push_str(plain.as_str().get(end..).unwrap_or_default());
        Json::from_valid(text.into())
    }

    /// Lists the paths and the sent JSON of the values that did not change since they were read.
    pub(super) fn list(&self, plain: &Json, found: &mut impl FnMut(&str, &Json)) {
        let tape = Tape::new(plain.as_str());
        for (_, spelling) in self.unchanged(&tape) {
            let mut path = String::new();
            for step in spelling.path.iter().rev() {
                match step {
                    Step::Member(name) => push_member(&mut path, name),
                    Step::Index(index) => push_index(&mut path, *index),
                }
            }
            found(&path, &spelling.sent);
        }
    }

    /// Returns the spellings of values that did not change, each with the index of its value.
    fn unchanged<'s>(&'s self, tape: &'s Tape<'s>) -> impl Iterator<Item = (usize, &'s Spelling)> {
        self.iter().filter_map(|spelling| {
            let index = find(tape, &spelling.path)?;
            (tape.text(index) == spelling.plain.as_str()).then_some((index, spelling))
        })
    }
}

/// Follows a path, whose last step comes first.
fn find(tape: &Tape<'_>, path: &[Step]) -> Option<usize> {
    let mut index = 0;
    for step in path.iter().rev() {
        let is_object = tape.text(index).starts_with('{');
        let mut children = tape.children(index);
        index = match step {
            Step::Index(at) if !is_object => children.nth(*at)?,
            Step::Member(name) if is_object => loop {
                let (key, value) = (children.next()?, children.next()?);
                if unquote(tape.text(key)).is_some_and(|key| *key == **name) {
                    break value;
                }
            },
            _ => return None,
        };
    }
    Some(index)
}

/// Appends a member to the text of an object.
pub(super) fn push_entry(object: &mut String, name: &str, value: &str) {
    if object.len() > 1 {
        object.push(',');
    }
    quote(name, object);
    object.push(':');
    object.push_str(value);
}

/// Returns the content of a string that is another spelling of a scalar, or the text of any other scalar.
pub(super) fn unquoted(text: &str) -> Cow<'_, str> {
    unquote(text).unwrap_or(Cow::Borrowed(text))
}
