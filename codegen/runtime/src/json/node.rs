//! A value of a parsed tree as a source.

use std::any::TypeId;
use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de;

use super::super::path::{DEPTH_LIMIT, Path};
use super::super::source::{another_kind, check_fit, check_scalar};
use super::super::{ArraySink, Fit, ObjectSink, Source, Value};
use super::{Json, Tape, unquote};

/// A value of a tree that was parsed from text once, and is read from as often as needed.
pub struct NodeSource<'n, 'p, E> {
    tape: &'n Tape<'n>,
    index: usize,
    path: &'p Path<'p>,
    /// How many unions are being read from this very value, one as an alternative of another.
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
    pub(in super::super) fn root(tape: &'n Tape<'n>, path: &'p Path<'p>) -> Self {
        NodeSource {
            tape,
            index: 0,
            path,
            unions: 0,
            error: PhantomData,
        }
    }

    /// The same value at another place of the tree.
    fn at<'q>(self, index: usize, path: &'q Path<'q>) -> NodeSource<'n, 'q, E> {
        NodeSource {
            tape: self.tape,
            index,
            path,
            unions: 0,
            error: PhantomData,
        }
    }

    fn is_object(self) -> bool {
        self.tape.text(self.index).starts_with('{')
    }

    /// The names and values of an object.
    fn members(self) -> impl Iterator<Item = (usize, usize)> + 'n {
        let mut inside = self.tape.inside(self.index);
        std::iter::from_fn(move || Some((inside.next()?, inside.next()?)))
    }

    /// The names of the members of an object; nothing where it is none.
    pub(in super::super) fn names(self) -> Option<impl Iterator<Item = Cow<'n, str>>> {
        let tape = self.tape;
        let names = self.is_object().then(|| self.members());
        names.map(|members| members.filter_map(move |(key, _)| unquote(tape.text(key))))
    }

    /// The content of the string to which a JSON pointer leads through objects.
    pub(in super::super) fn string_at(self, pointer: &str) -> Option<Cow<'n, str>> {
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
        unquote(self.tape.text(index))
    }

    /// The value as one that a union is being read from. Unions that are alternatives of each
    /// other would not come to an end.
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

    /// What [`NodeSource::choose`] was told about this value.
    pub(in super::super) fn chosen(self, union: TypeId) -> Option<Option<usize>> {
        self.tape.chosen(union, self.index)
    }

    /// Remembers which alternative of an untagged union this value is. Trying all of them again
    /// whenever an outer union tries one of its own would take a time exponential in depth.
    pub(in super::super) fn choose(self, union: TypeId, alternative: Option<usize>) {
        self.tape.choose(union, self.index, alternative);
    }
}

impl<'n, E: de::Error> Source<'n> for NodeSource<'n, '_, E> {
    type Error = E;

    fn path(&self) -> &Path<'_> {
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
            return Err(another_kind(self.path, K::OWNER, "an array", "an object"));
        }
        if !text.starts_with('{') {
            return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text))));
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        for (key, value) in self.members() {
            let Some(name) = unquote(self.tape.text(key)) else {
                return Err(self
                    .path
                    .error_in(K::OWNER, "a member whose name has half of a surrogate pair"));
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
            return Err(another_kind(self.path, "", "an object", "an array"));
        }
        if !text.starts_with('[') {
            return Ok(Fit::Kept(Json::from_valid(Cow::Borrowed(text))));
        }
        if self.path.depth() >= DEPTH_LIMIT {
            return Err(self.path.too_deep());
        }
        for (index, value) in self.tape.inside(self.index).enumerate() {
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

    fn fitting<T: Value>(self) -> Result<T, E> {
        check_fit(T::read(self)?, self.path)
    }
}
