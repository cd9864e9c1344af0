//! Values of requests as sources: the type that reads one decides whether it is a text, a list or an object.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;

use serde::de::value::Error;
use serde_json::value::RawValue;

use super::super::json::{NodeSource, Tape, quote};
use super::super::path::{DEPTH_LIMIT, ValuePath};
use super::super::source::check_fit;
use super::super::{ArraySink, File, Fit, Kept, ObjectSink, Source, Value};

/// A value in a request, in all forms that its text may have.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The value as one text.
    pub(super) text: Option<String>,
    /// The value as a list.
    pub(super) elements: Option<Vec<Input>>,
    /// The value as an object.
    pub(super) members: Option<Vec<(String, Input)>>,
    /// The value as JSON, from which every other form but a list of one element is read.
    pub(super) json: Option<String>,
    /// The value as a file of a form.
    pub(super) file: Option<File>,
    /// The form for types that accept several.
    pub(super) usual: Usual,
    /// The JSON that the text may be.
    pub(super) nested: Nested,
    /// True if an absent value is an empty list or object.
    pub(super) may_be_empty: bool,
    /// True once the value was read as an object.
    pub(super) is_object: Cell<bool>,
}

/// The form of a value whose type accepts several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Usual {
    #[default]
    Text,
    List,
    Object,
}

/// JSON in a text: a list or an object that is nested deeper than its style can say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Nested {
    /// The text is the value.
    #[default]
    None,
    /// An object.
    Object,
    /// A list or an object.
    Any,
}

impl Input {
    /// Creates an element or a member, whose text may be a list or an object as JSON.
    pub(super) fn of_inner(text: String) -> Self {
        Self {
            nested: Nested::Any,
            ..Self::of_text(text)
        }
    }

    pub(super) fn of_text(text: String) -> Self {
        Self {
            text: Some(text),
            ..Self::default()
        }
    }

    /// Creates a value from JSON; from a text if it is none.
    pub(super) fn of_json(json: String) -> Self {
        if serde_json::from_str::<&RawValue>(&json).is_err() {
            return Self::of_text(json);
        }
        Self {
            json: Some(json),
            ..Self::default()
        }
    }

    /// Returns true if the value has no text, so that it can only be an empty or a null one.
    fn is_absent(&self) -> bool {
        self.may_be_empty
            && self.text.is_none()
            && self.json.is_none()
            && self.file.is_none()
            && self.elements.is_none()
            && self.members.is_none()
    }

    pub(super) fn of_members(members: Vec<(String, Self)>) -> Self {
        Self {
            members: Some(members),
            usual: Usual::Object,
            ..Self::default()
        }
    }

    /// Returns the value in its type.
    ///
    /// # Errors
    ///
    /// The value is of another type; the error says which.
    pub(super) fn read<T: Value>(&self) -> Result<T, String> {
        // A type that accepts several forms gets a number if the text is one, and then the text as it is.
        self.read_as(false)
            .or_else(|error| self.read_as(true).map_err(|_| error))
    }

    fn read_as<T: Value>(&self, quotes: bool) -> Result<T, String> {
        let source = InputSource {
            input: self,
            path: &ValuePath::ROOT,
            quotes,
        };
        match T::read(source) {
            Ok(Fit::Typed(value)) => Ok(value),
            Ok(Fit::Spelled(spelled)) => Ok(spelled.value),
            Ok(Fit::Kept(json)) if json.is_null() => Err("is missing".to_owned()),
            Ok(Fit::Kept(json)) => Err(format!(
                "can't be read: expected {}, found {json}",
                T::EXPECTED
            )),
            Err(error) => Err(format!("can't be read: {error}")),
        }
    }

    /// Returns the JSON of the value for a type that accepts any.
    fn to_json(&self, quotes: bool, depth: usize) -> String {
        if depth > DEPTH_LIMIT {
            return "null".to_owned();
        }
        if let Some(json) = &self.json {
            return json.clone();
        }
        let element = |element: &Self| element.to_json(quotes, depth + 1);
        match (self.usual, &self.elements, &self.members) {
            (Usual::List, Some(elements), _) => {
                let elements: Vec<String> = elements.iter().map(element).collect();
                format!("[{}]", elements.join(","))
            }
            (Usual::Object, _, Some(members)) => {
                self.is_object.set(true);
                let members = members.iter().map(|(name, value)| {
                    let mut text = quoted(name);
                    text.push(':');
                    text.push_str(&element(value));
                    text
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            _ => match &self.text {
                Some(text) if quotes => quoted(text),
                Some(text) => match self.parse_nested(text).or_else(|| parse_scalar(text)) {
                    Some(json) => json.to_owned(),
                    None => quoted(text),
                },
                None => "null".to_owned(),
            },
        }
    }

    /// Returns the text if it is a list or an object as JSON.
    fn parse_nested<'t>(&self, text: &'t str) -> Option<&'t str> {
        let starts: &[char] = match self.nested {
            Nested::None => &[],
            Nested::Object => &['{'],
            Nested::Any => &['{', '['],
        };
        parse_json(text, |c| starts.contains(&c))
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quote(text, &mut quoted);
    quoted
}

/// Returns the text if it is a number or a boolean as JSON.
fn parse_scalar(text: &str) -> Option<&str> {
    parse_json(text, |c| c.is_ascii_digit() || matches!(c, '-' | 't' | 'f'))
}

/// Returns the text if it is JSON with this start, without white space around it.
fn parse_json(text: &str, has_start: impl Fn(char) -> bool) -> Option<&str> {
    let is_json = text.starts_with(has_start)
        && text.trim_end().len() == text.len()
        && serde_json::from_str::<&RawValue>(text).is_ok();
    is_json.then_some(text)
}

/// A source over a value of a request.
struct InputSource<'i, 'p> {
    input: &'i Input,
    path: &'p ValuePath<'p>,
    /// True if a type that accepts several forms gets texts, also where these could be numbers.
    quotes: bool,
}

impl InputSource<'_, '_> {
    fn json(&self) -> String {
        self.input.to_json(self.quotes, self.path.depth())
    }

    /// Adds the required members without a text: an empty list, an empty object and a null may have none. Those of other types stay
    /// missing.
    fn add_absent<K: ObjectSink>(&self, present: &[(String, Input)], sink: &mut K) {
        let present: BTreeSet<&str> = present.iter().map(|(name, _)| name.as_str()).collect();
        let members = K::MEMBERS.into_iter().flatten();
        let absent = members.filter(|(name, is_required)| *is_required && !present.contains(name));
        let input = Input {
            may_be_empty: true,
            ..Input::default()
        };
        for (name, _) in absent {
            let path = self.path.member(name, K::OWNER);
            let member = InputSource {
                input: &input,
                path: &path,
                quotes: self.quotes,
            };
            if sink.member(name, member).is_err() {
                return;
            }
        }
    }

    fn check_depth(&self) -> Result<(), Error> {
        match self.path.depth() >= DEPTH_LIMIT {
            true => Err(self.path.too_deep()),
            false => Ok(()),
        }
    }

    /// Returns the JSON of a value that is no list and no object here: an element or member that was nested deeper is JSON text.
    fn inner_json(&self) -> String {
        match (&self.input.json, &self.input.text) {
            (Some(json), _) => json.clone(),
            (None, Some(text)) => match self.input.parse_nested(text) {
                Some(json) => json.to_owned(),
                None => quoted(text),
            },
            (None, None) => "null".to_owned(),
        }
    }
}

impl<'de> Source<'de> for InputSource<'_, '_> {
    type Error = Error;

    fn path(&self) -> &ValuePath<'_> {
        self.path
    }

    fn text(self) -> Result<Cow<'de, str>, Error> {
        Ok(Cow::Owned(self.json()))
    }

    fn scalar(self, expected: &str) -> Result<Cow<'de, str>, Error> {
        if let Some(json) = &self.input.json {
            let tape = Tape::new(json);
            let node = NodeSource::<Error>::root(&tape, self.path);
            return Ok(Cow::Owned(node.scalar(expected)?.into_owned()));
        }
        Ok(Cow::Owned(match &self.input.text {
            // The text of a null in a list.
            None => "null".to_owned(),
            Some(text) if text.is_empty() => "null".to_owned(),
            Some(text) => parse_scalar(text).map_or_else(|| quoted(text), str::to_owned),
        }))
    }

    fn string(self, expected: &str) -> Result<Result<Cow<'de, str>, Cow<'de, str>>, Error> {
        if let Some(json) = &self.input.json {
            let tape = Tape::new(json);
            let node = NodeSource::<Error>::root(&tape, self.path);
            return Ok(match node.string(expected)? {
                Ok(content) => Ok(Cow::Owned(content.into_owned())),
                Err(text) => Err(Cow::Owned(text.into_owned())),
            });
        }
        Ok(match &self.input.text {
            Some(text) => Ok(Cow::Owned(text.clone())),
            None => Err(Cow::Borrowed("null")),
        })
    }

    fn object<K: ObjectSink>(self, mut sink: K) -> Result<Fit<K::Output>, Error> {
        self.check_depth()?;
        let members = match &self.input.members {
            Some(members) if !members.is_empty() || self.input.may_be_empty => members.as_slice(),
            None if self.input.may_be_empty && self.input.text.is_none() => &[],
            Some(_) | None => {
                let json = self.inner_json();
                let tape = Tape::new(&json);
                return NodeSource::root(&tape, self.path).object(sink);
            }
        };
        self.input.is_object.set(true);
        for (name, value) in members {
            let path = self.path.member(name, K::OWNER);
            let member = InputSource {
                input: value,
                path: &path,
                quotes: self.quotes,
            };
            sink.member(name, member)?;
        }
        self.add_absent(members, &mut sink);
        sink.finish()
            .map_err(|error| self.path.error_in(K::OWNER, error))
    }

    fn array<K: ArraySink>(self, mut sink: K) -> Result<Fit<K::Output>, Error> {
        self.check_depth()?;
        let elements = match &self.input.elements {
            Some(elements) => elements.as_slice(),
            None if self.input.may_be_empty && self.input.text.is_none() => &[],
            None => {
                let json = self.inner_json();
                let tape = Tape::new(&json);
                return NodeSource::root(&tape, self.path).array(sink);
            }
        };
        for (index, value) in elements.iter().enumerate() {
            let path = self.path.element(index);
            sink.element(InputSource {
                input: value,
                path: &path,
                quotes: self.quotes,
            })?;
        }
        sink.finish().map_err(|error| self.path.error(error))
    }

    fn node<R>(
        self,
        read: impl for<'n, 'p> FnOnce(NodeSource<'n, 'p, Error>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let json = self.json();
        let tape = Tape::new(&json);
        read(NodeSource::root(&tape, self.path))
    }

    fn required<T: Value>(self, kept: &mut Kept, name: &str) -> Result<T, Error> {
        let path = self.path;
        if self.input.is_absent() {
            let null = InputSource {
                input: &Input::default(),
                ..self
            };
            let null = T::read(null);
            if let Ok(value) = null.and_then(|fit| check_fit::<T, Error>(fit, kept, name, path)) {
                return Ok(value);
            }
        }
        check_fit(T::read(self)?, kept, name, path)
    }

    fn file(&self) -> Option<File> {
        self.input.file.clone()
    }
}
