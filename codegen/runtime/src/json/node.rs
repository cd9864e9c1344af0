//! Sources over parsed documents.

use std::any::TypeId;
use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de;

use super::super::path::{DEPTH_LIMIT, ValuePath};
use super::super::source::{
    LONE_SURROGATE, check_fit, check_scalar, empty_array, empty_object, wrong_kind,
};
use super::super::{ArraySink, Fit, Kept, ObjectSink, Source, Value};
use super::{Json, Tape, unquote};

/// A value of a parsed document, which can be read any number of times.
pub struct NodeSource<'n, 'p, E> {
    tape: &'n Tape<'n>,
    index: usize,
    path: &'p ValuePath<'p>,
    /// The number of nested unions that are being read from this value.
    unions: usize,
    error: PhantomData<fn() -> E>,
}

impl<E> Clone for NodeSource<'_, '_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeSource<'_, '_, E> {}

impl<'n, 'p, E> NodeSource<'n, 'p, E> {
    pub(in super::super) fn root(tape: &'n Tape<'n>, path: &'p ValuePath<'p>) -> Self {
        NodeSource {
            tape,
            index: 0,
            path,
            unions: 0,
            error: PhantomData,
        }
    }

    /// Another value of the same document.
    fn at<'q>(self, index: usize, path: &'q ValuePath<'q>) -> NodeSource<'n, 'q, E> {
        NodeSource {
            tape: self.tape,
            index,
            path,
            unions: 0,
            error: PhantomData,
        }
    }

    /// The same value, read with another type of error.
    pub(in super::super) fn with_error<F>(self) -> NodeSource<'n, 'p, F> {
        NodeSource {
            tape: self.tape,
            index: self.index,
            path: self.path,
            unions: self.unions,
            error: PhantomData,
        }
    }

    fn is_object(self) -> bool {
        self.tape.text(self.index).starts_with('{')
    }

    /// The indices of the names and values of an object.
    fn members(self) -> impl Iterator<Item = (usize, usize)> + 'n {
        let mut inside = self.tape.children(self.index);
        std::iter::from_fn(move || Some((inside.next()?, inside.next()?)))
    }

    /// The member names of an object; `None` for any other value.
    pub(in super::super) fn names(self) -> Option<impl Iterator<Item = Cow<'n, str>>> {
        let tape = self.tape;
        let names = self.is_object().then(|| self.members());
        names.map(|members| members.filter_map(move |(key, _)| unquote(tape.text(key))))
    }

    /// The scalar at a JSON pointer, which leads through objects only: a string, a boolean or a number.
    pub(in super::super) fn scalar_at(self, pointer: &str) -> Option<ScalarText<'n>> {
        let mut index = self.index;
        for step in pointer.split('/').skip(1) {
            let name = step.replace("~1", "/").replace("~0", "~");
            let node = self.at(index, self.path);
            if !node.is_object() {
                return None;
            }
            index = node
                .members()
                .find(|&(key, _)| unquote(self.tape.text(key)).is_some_and(|key| key == name))?
                .1;
        }
        let text = self.tape.text(index);
        match text.as_bytes().first()? {
            b'"' => unquote(text).map(ScalarText::Word),
            b't' | b'f' => Some(ScalarText::Word(Cow::Borrowed(text))),
            b'-' | b'0'..=b'9' => Some(ScalarText::Number(text)),
            _ => None,
        }
    }

    /// Counts one more union that reads this value. Unions that are alternatives of each other would recurse forever,
    /// so their number is limited.
    pub(in super::super) fn within_union(mut self) -> Result<Self, E>
    where
        E: de::Error,
    {
        self.unions += 1;
        if self.unions > DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        Ok(self)
    }

    /// The exact text of the value.
    pub(in super::super) fn as_str(self) -> &'n str {
        self.tape.text(self.index)
    }

    /// The alternative that [`NodeSource::choose`] recorded for this value.
    pub(in super::super) fn chosen(self, union: TypeId) -> Option<Option<usize>> {
        self.tape.chosen(union, self.index)
    }

    /// Records the alternative of an untagged union. Without it, each level of nested unions would try all alternatives
    /// again, which takes exponential time.
    pub(in super::super) fn choose(self, union: TypeId, alternative: Option<usize>) {
        self.tape.choose(union, self.index, alternative);
    }
}

/// The text of a string, a boolean or a number.
pub(in super::super) enum ScalarText<'n> {
    Word(Cow<'n, str>),
    Number(&'n str),
}

impl ScalarText<'_> {
    /// Returns whether the scalar is the one that a document writes like this. ASCII case and the form of a number (`1.0` for
    /// `1`) do not matter.
    pub(in super::super) fn is(&self, expected: &str) -> bool {
        match self {
            Self::Word(word) => word.eq_ignore_ascii_case(expected),
            Self::Number(number) if *number == expected => true,
            Self::Number(number) => {
                let is_whole = |text: &str| !text.contains(['.', 'e', 'E']);
                let value = number.parse::<f64>();
                !(is_whole(number) && is_whole(expected))
                    && value.is_ok_and(|value| expected.parse() == Ok(value))
            }
        }
    }
}

impl<'n, E: de::Error> Source<'n> for NodeSource<'n, '_, E> {
    type Error = E;

    fn path(&self) -> &ValuePath<'_> {
        self.path
    }

    fn text(self) -> Result<Cow<'n, str>, E> {
        Ok(Cow::Borrowed(self.as_str()))
    }

    fn scalar(self, expected: &str) -> Result<Cow<'n, str>, E> {
        check_scalar(Cow::Borrowed(self.as_str()), self.path, expected)
    }

    fn object<K: ObjectSink>(self, mut sink: K) -> Result<Fit<K::Output>, E> {
        let text = self.as_str();
        if text.starts_with('[') {
            if self.tape.children(self.index).next().is_none() {
                return Ok(empty_object(sink));
            }
            return Err(wrong_kind(self.path, K::OWNER, "an array", "an object"));
        }
        if !text.starts_with('{') {
            return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text))));
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        for (key, value) in self.members() {
            let Some(name) = unquote(self.tape.text(key)) else {
                return Err(self.path.error_in(K::OWNER, LONE_SURROGATE));
            };
            let path = self.path.member(&name, K::OWNER);
            sink.member(&name, self.at(value, &path))?;
        }
        sink.finish()
            .map_err(|error| self.path.error_in(K::OWNER, error))
    }

    fn array<K: ArraySink>(self, mut sink: K) -> Result<Fit<K::Output>, E> {
        let text = self.as_str();
        if text.starts_with('{') {
            if self.tape.children(self.index).next().is_none() {
                return Ok(empty_array(sink));
            }
            return Err(wrong_kind(self.path, "", "an object", "an array"));
        }
        if !text.starts_with('[') {
            return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text))));
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        for (index, value) in self.tape.children(self.index).enumerate() {
            let path = self.path.element(index);
            sink.element(self.at(value, &path))?;
        }
        sink.finish().map_err(|error| self.path.error(error))
    }

    fn node<R>(
        self,
        read: impl for<'m, 'q> FnOnce(NodeSource<'m, 'q, E>) -> Result<R, E>,
    ) -> Result<R, E> {
        read(self)
    }

    fn required<T: Value>(self, kept: &mut Kept, name: &str) -> Result<T, E> {
        check_fit(T::read(self)?, kept, name, self.path)
    }
}
